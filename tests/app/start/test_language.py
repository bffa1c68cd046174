"""The window in German: texts, keys, numbers and input fields; and what stays English."""

import re
from importlib.resources import files

import pytest
from PySide6.QtCore import QLocale, QTranslator
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QDoubleSpinBox, QLabel, QMenu, QScrollArea

from app.language.text import plural, tr
from app.start import language
from app.ui.settings import Settings, exported_settings, imported_settings, load_settings, save_settings
from app.ui.theme import apply_theme

ENGLISH = re.compile(r"(?i)\b(the|of|and|with|not|are|this|for|without|from|that|open|close|image|tile|tiles|has)\b")
OF_THE_BUNDLE = "median of the training spots"
"""Texts of a bundle are data and stay as they are."""


def texts(window):
    """All texts that the window shows or reads out, menus and tool tips included."""
    found = []
    for part in window.findChildren(QLabel) + window.findChildren(QAbstractButton):
        if part.isVisible():
            found += [part.text(), part.toolTip(), part.accessibleName()]
    for part in window.findChildren(QComboBox):
        if part.isVisible():
            found += [part.itemText(at) for at in range(part.count())]
    for action in window.actions_by_key.values():
        found += [action.text(), action.toolTip(), action.iconText()]
    found += [menu.title() for menu in window.menuBar().findChildren(QMenu)]
    return {text.replace(OF_THE_BUNDLE, "") for text in found if text}


def test_the_window_shows_no_english(german, window, qtbot, tmp_path):
    shown = texts(window)
    assert "NUR FÜR FORSCHUNGSZWECKE" in shown
    assert "&Datei" in shown
    assert "Bild öffnen (Strg+O)" in shown
    window.controller.open_image(tmp_path / "spot-1.png")
    qtbot.waitUntil(lambda: window.controller.session.image.opened is not None)
    shown |= texts(window)
    window.controller.analyse()
    qtbot.waitUntil(lambda: "occlusion" in window.controller.session.explanation.found)
    shown |= texts(window)
    left = [text for text in sorted(shown) if ENGLISH.search(text)]
    assert not left, "\n".join(left)


def test_nothing_is_cut_in_german(german, window, qtbot, tmp_path):
    """The badge stays in the bar, and the column at the side is as wide as its texts and buttons need."""
    window.controller.open_image(tmp_path / "spot-1.png")
    qtbot.waitUntil(lambda: window.controller.session.image.opened is not None)
    window.controller.analyse()
    qtbot.waitUntil(lambda: window.controller.session.analysis.prediction is not None)
    for percent, most in ((100, 0), (150, 8)):  # as in English: with large text, a few px may scroll
        window.controller.change(lambda s, percent=percent: s.viewed(text_percent=percent))
        window.resize(1280, 720)
        QApplication.processEvents()
        badge = window.bar.research
        assert badge.isVisible()
        assert badge.width() >= badge.sizeHint().width()
        bars = [area.horizontalScrollBar() for area in window.findChildren(QScrollArea) if area.isVisible()]
        assert all(bar.maximum() <= most for bar in bars), percent
    apply_theme(QApplication.instance(), "dark", 100)


def test_numbers_plurals_and_fields_are_german(german, qtbot):
    assert [plural(number, "tile") for number in (0, 1, 2)] == ["0 Kacheln", "1 Kachel", "2 Kacheln"]
    assert tr("{value:.2f}\n{low:.2f} to {high:.2f}", value=-0.5, low=0.25, high=1) == "−0,50\n0,25 bis 1,00"
    field = QDoubleSpinBox()
    qtbot.addWidget(field)
    field.setValue(0.5)
    assert field.text() == "0,50"


def test_settings_in_files_stay_plain(german, tmp_path):
    exported_settings(tmp_path / "s.json", Settings(opacity=0.25, language="de"))
    text = (tmp_path / "s.json").read_text(encoding="utf-8")
    assert '"0.25"' in text
    assert imported_settings(tmp_path / "s.json", Settings()).language == "de"


def test_the_language_is_remembered(home):
    save_settings(Settings(language="de"))
    assert load_settings().language == "de"
    home.joinpath("settings.json").write_text('{"view/language": "klingon"}', encoding="utf-8")
    assert load_settings().language == "system"


@pytest.fixture
def english_after(qapp):
    before = QLocale()
    yield
    language.use(None)
    QLocale.setDefault(before)
    for translator in qapp.findChildren(QTranslator):
        qapp.removeTranslator(translator)
        translator.deleteLater()


def test_english_loads_no_file(qapp, monkeypatch, english_after):
    def refuse(*_):
        raise AssertionError("English needs no file")

    monkeypatch.setattr(language, "_translator", refuse)
    assert language.start_language(qapp, "en") == "en"
    assert language.start_language(qapp, "system") == "en"
    assert QLocale().decimalPoint() == "."


def test_a_missing_file_leaves_the_window_english(qapp, monkeypatch, tmp_path, english_after):
    warned = []
    monkeypatch.setattr(language.log, "warning", lambda text, *values: warned.append(text % values))
    monkeypatch.setattr(language, "files", lambda name: tmp_path)
    assert language.start_language(qapp, "de") == "en"
    assert warned == ["There is no translation for the language de: the window is in English."]


def test_the_policy_fixes_the_language(qapp, home, english_after):
    home.mkdir(parents=True, exist_ok=True)
    home.joinpath("policy.toml").write_text('language = "en"', encoding="utf-8")
    assert language.start_language(qapp, "de") == "en"
    assert tr("Tile") == "Tile"


def test_the_translation_is_part_of_the_resources():
    names = {path.name for path in (files("resources") / "translations").iterdir()}
    assert {"histocast_de.qm", "histocast_de.ts", "model_sentences.json"} <= names
