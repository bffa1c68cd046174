"""The names of keys: one name for each key in menus, tooltips and help."""

import sys

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence

from app.help.keys_page import keys_page
from app.language.key_names import key_name
from app.ui.native_keys import KeyNames, native_keys, sequence


@pytest.fixture
def names(qapp):
    made = KeyNames(qapp)
    qapp.installTranslator(made)
    yield
    qapp.removeTranslator(made)


@pytest.mark.skipif(sys.platform == "darwin", reason="macOS shows keys as symbols")
@pytest.mark.parametrize(
    ("keys", "shown"),
    [
        ("Ctrl+Return", "Ctrl+Enter"),
        ("Ctrl+Enter", "Ctrl+Enter"),
        ("Ctrl+PgDown", "Ctrl+PgDn"),
        ("PgUp", "PgUp"),
        ("Ctrl++", "Ctrl++"),
        ("Shift+Left", "Shift+Left"),
    ],
)
def test_menus_and_the_page_of_keys_call_a_key_the_same(names, keys, shown):
    """A menu writes the native text of the shortcut."""
    assert sequence(keys).toString(QKeySequence.SequenceFormat.NativeText) == shown
    assert native_keys(keys) == key_name(keys) == shown


def test_the_two_enter_keys_stay_two_keys(names):
    """Qt reads its own names of keys: with these names, "Enter" would be read as the key Return."""
    assert [sequence(keys)[0].key() for keys in ("Return", "Enter")] == [Qt.Key.Key_Return, Qt.Key.Key_Enter]


@pytest.mark.skipif(sys.platform == "darwin", reason="macOS shows keys as symbols")
def test_german_menus_and_texts_call_a_key_the_same(german):
    assert native_keys("Ctrl+Return") == "Strg+Enter"
    assert [native_keys(keys) for keys in ("PgUp", "PgDown")] == ["Bild auf", "Bild ab"]
    page = keys_page((), native_keys)
    assert "**Bild ab**" in page
    assert "**Umschalt+Links**" in page
