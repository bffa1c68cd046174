"""The table of actions: a contract every row keeps, so that a new row is tested at once."""

from collections import Counter

import pytest
from PySide6.QtGui import QKeySequence

from app.actions.action_table import COMMANDS, command, printed, rows
from app.session.session import Session
from app.ui.icons import svg
from app.viewer.overlays.overlay_table import OVERLAYS

PROMISED = {
    "open": "Ctrl+O", "analyse": "F5", "escape": "Esc", "heatmap": "H", "grid": "G", "fainter": "[", "stronger": "]",
    "left": "Left", "right": "Right", "up": "Up", "down": "Down", "previous": "PgUp", "next": "PgDown",
    "one-to-one": "1", "closer": "+", "farther": "-", "copy-view": "Ctrl+C", "copy-heatmap": "Ctrl+Shift+C",
    "save-view": "Ctrl+S", "export": "Ctrl+E", "theme": "T", "help": "F1", "commands": "Ctrl+L", "full-screen": "F11",
}  # fmt: skip


@pytest.mark.parametrize("row", COMMANDS, ids=lambda row: row.key)
def test_a_row_has_words_and_keys_that_qt_understands(row):
    assert row.title
    assert row.title[0].isupper()
    groups = (
        "File", "Analysis", "Queue", "Analysis region", "Cores", "Explanation", "Study", "View",
        "Measurements and notes", "Tile", "Help",
    )  # fmt: skip
    assert row.group in groups
    for text in row.shortcuts:
        assert QKeySequence(text).toString(), text
    if row.icon:
        assert "<svg" in svg(row.icon)
    assert isinstance(row.enabled_when(Session()), bool)


def test_no_key_means_two_things():
    keys = Counter(QKeySequence(text).toString() for row in COMMANDS for text in row.shortcuts)
    assert [key for key, count in keys.items() if count > 1] == []
    assert max(Counter(row.key for row in COMMANDS).values()) == 1


@pytest.mark.parametrize(("key", "shortcut"), PROMISED.items())
def test_the_keys_that_were_promised(key, shortcut):
    assert shortcut in command(key).shortcuts


def test_fit_has_both_its_keys():
    assert command("fit").shortcuts == ("F", "Ctrl+0")


def test_ctrl_c_never_closes():
    assert "Ctrl+C" not in command("quit").shortcuts


def test_every_overlay_has_its_switch():
    for overlay in OVERLAYS:
        assert command(overlay.key).shortcuts == (overlay.shortcut,)


def test_without_an_image_only_what_makes_sense_is_offered():
    enabled = {row.key for row in rows(Session()) if row.enabled}
    assert {"open", "help", "keys", "commands", "theme"} <= enabled
    assert not enabled & {"analyse", "cancel", "save-view", "export", "next", "left", "fit"}


def test_enter_is_listed_for_analyse(qapp):
    assert printed(command("analyse")) == "Enter or F5"
    assert printed(command("cancel")) == "Esc"
