"""The look of notices: information, success, caution and error differ in icon, colour and word."""

from typing import get_args

import pytest
from PySide6.QtWidgets import QApplication

from app.session.values import Notice, Tone
from app.ui.notice_label import ICONS, WORDS, NoticeLabel, spoken, tone_colour
from app.ui.theme import LEAST_CONTRAST, THEMES, apply_theme, contrast
from app.window.panels.style import window_sheet

TONES = get_args(Tone)


def test_no_two_tones_share_icon_colour_or_word():
    assert set(ICONS) == set(WORDS) == set(TONES)
    for values in (ICONS.values(), WORDS.values(), *([tone_colour(tone, look) for tone in TONES] for look in THEMES)):
        assert len(set(values)) == len(TONES)


@pytest.mark.parametrize("look", THEMES, ids=lambda look: look.name)
def test_the_text_of_each_tone_is_legible_and_only_caution_is_yellow(qtbot, look):
    apply_theme(QApplication.instance(), look.name)
    label = NoticeLabel()
    qtbot.addWidget(label)
    label.setStyleSheet(window_sheet(look))
    colours = {}
    for tone in TONES:
        label.show_notice(Notice(tone, "Text."))
        colours[tone] = label.palette().color(label.foregroundRole())
        assert contrast(colours[tone], label.palette().window().color()) >= LEAST_CONTRAST
    expected = {"info": look.text, "success": look.ok, "warning": look.caution, "error": look.refused}
    assert {tone: colour.name() for tone, colour in colours.items()} == expected


def test_a_screen_reader_says_the_word_of_the_tone_first(qtbot):
    label = NoticeLabel()
    qtbot.addWidget(label)
    notice = Notice("success", "Exported.", "Open the folder.", detail="a.csv")
    label.show_notice(notice)
    assert label.accessibleName() == spoken(notice) == "Done: Exported. Open the folder."
    assert (label.text(), label.toolTip(), label.isHidden()) == ("Exported. Open the folder.", "a.csv", False)
    label.show_notice(None)
    assert (label.text(), label.accessibleName(), label.isHidden()) == ("", "", True)
