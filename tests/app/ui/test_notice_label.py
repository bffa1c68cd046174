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


# Source: Machado, Oliveira and Fernandes 2009, https://doi.org/10.1109/TVCG.2009.113, matrices of severity 1.0.
PROTANOPIA = ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998))
DEUTERANOPIA = ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881))
TRITANOPIA = ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900))


def luminance(colour, seen):
    """The luminance, 0 to 1, of a colour as eyes with the matrix `seen` see it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    red, green, blue = (min(max(sum(a * b for a, b in zip(row, linear, strict=True)), 0), 1) for row in seen)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("look", THEMES, ids=lambda look: look.name)
@pytest.mark.parametrize("seen", [PROTANOPIA, DEUTERANOPIA, TRITANOPIA], ids=["protan", "deutan", "tritan"])
def test_the_text_of_notices_is_legible_without_colour_vision(look, seen):
    for colour in (look.text, look.ok, look.caution, look.refused):
        dark, light = sorted(luminance(each, seen) for each in (colour, look.panel))
        assert (light + 0.05) / (dark + 0.05) >= LEAST_CONTRAST, colour


def test_a_screen_reader_says_the_word_of_the_tone_first(qtbot):
    label = NoticeLabel()
    qtbot.addWidget(label)
    notice = Notice("success", "Exported.", "Open the folder.", detail="a.csv")
    label.show_notice(notice)
    assert label.accessibleName() == spoken(notice) == "Done: Exported. Open the folder."
    assert (label.text(), label.toolTip(), label.isHidden()) == ("Exported. Open the folder.", "a.csv", False)
    label.show_notice(None)
    assert (label.text(), label.accessibleName(), label.isHidden()) == ("", "", True)
