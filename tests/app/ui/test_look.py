"""Theme and icons: colours that can be told apart, and every icon drawn in the colour it was asked for."""

import math
import re
from importlib.resources import files
from itertools import combinations
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon, QPalette
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QProxyStyle, QPushButton, QStyle

from app.study.comparison.style import on_theme, text_on_theme
from app.ui.icons import VERDICT_ICONS, app_icon, icon, pixmap, render, svg
from app.ui.theme import DARK, FONT_PX, THEMES, apply_theme, font, palette, style_sheet, theme
from app.viewer.canvas.curve import FAINT
from app.viewer.canvas.plate import PLATE_OPACITY
from app.window.panels.style import window_sheet
from model.base.colours import LEVEL_COLOURS, SIGNED, colour_table
from model.comparison.report.style import ACCENT, INK, QUIET, group_look

ICONS = sorted(
    file.name.removesuffix(".svg")
    for file in (files("resources") / "icons").iterdir()
    if file.name.endswith(".svg") and file.name != "histocast.svg"
)
ASKED_FOR = {
    "open", "analyse", "cancel", "grid", "heatmap", "fit", "one-to-one", "previous", "next", "copy", "save",
    "settings", "help", "sun", "moon", "info", "warning", "close", "folder", "recent", *VERDICT_ICONS.values(),
}  # fmt: skip


def contrast(one: str, other: str) -> float:
    """Contrast ratio of WCAG 2."""

    def luminance(name: str) -> float:
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in QColor(name).getRgbF()[:3]]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("look", THEMES, ids=lambda look: look.name)
@pytest.mark.parametrize("role", ["text", "muted", "link", "ok", "caution", "refused"])
def test_words_can_be_read(look, role):
    for ground in (look.panel, look.canvas, look.field, look.hover):
        assert contrast(getattr(look, role), ground) >= 4.5, ground


@pytest.mark.parametrize("look", THEMES, ids=lambda look: look.name)
@pytest.mark.parametrize("role", ["text", "muted"])
def test_words_can_be_read_on_selected_rows_and_on_plates_over_any_stain(look, role):
    assert contrast(getattr(look, role), look.line) >= 4.5
    for stain in ("#ffffff", "#000000"):
        share = [PLATE_OPACITY * a + (1 - PLATE_OPACITY) * b for a, b in zip(rgb(look.panel), rgb(stain), strict=True)]
        assert contrast(look.text, QColor.fromRgbF(*share).name()) >= 4.5


def rgb(name: str) -> tuple[float, ...]:
    return QColor(name).getRgbF()[:3]


def pairs_of(sheet: str) -> set[tuple[str, str]]:
    """Return text colour and background of each rule of a style sheet that sets both, as "#rrggbb"."""
    found = set()
    for rule in re.findall(r"\{([^{}]*)\}", sheet):
        colour, ground = (re.search(rf"(?:^|[;\s]){key}: (#[0-9a-f]{{6}})", rule) for key in ("color", "background"))
        if colour and ground:
            found.add((colour[1], ground[1]))
    return found


@pytest.mark.parametrize("look", THEMES, ids=lambda look: look.name)
def test_every_rule_of_the_style_sheets_and_every_role_of_the_palette_can_be_read(look):
    rules = pairs_of(style_sheet(look)) | pairs_of(window_sheet(look))
    assert len(rules) >= 3
    shown, role = palette(look), QPalette.ColorRole
    roles = (
        (role.WindowText, role.Window), (role.Text, role.Base), (role.Text, role.AlternateBase),
        (role.ButtonText, role.Button), (role.PlaceholderText, role.Base), (role.ToolTipText, role.ToolTipBase),
        (role.HighlightedText, role.Highlight), (role.Link, role.Window), (role.Link, role.Base),
    )  # fmt: skip
    rules |= {(shown.color(text).name(), shown.color(ground).name()) for text, ground in roles}
    assert [pair for pair in sorted(rules) if contrast(*pair) < 4.5] == []


@pytest.mark.parametrize("look", THEMES, ids=lambda look: look.name)
def test_the_frame_of_the_focus_can_be_seen_on_every_ground(look):
    sheets = style_sheet(look) + window_sheet(look)
    rules = re.findall(r":focus \{([^{}]*)\}", sheets)
    focus = {colour for rule in rules for colour in re.findall(r"#[0-9a-f]{6}", rule)}
    assert focus >= {look.link}
    for ground in (look.panel, look.canvas, look.field, look.hover, look.line):
        assert [colour for colour in focus if contrast(colour, ground) < 3] == []


@pytest.mark.parametrize("look", THEMES, ids=lambda look: look.name)
def test_a_tool_button_that_is_on_has_a_frame_that_can_be_seen(look):
    """Its ground alone differs from that of a button that is off by less than 1.5 : 1."""
    (rule,) = re.findall(r"\n    QToolButton:checked \{([^{}]*)\}", style_sheet(look))
    (frame,) = re.findall(r"border: 2px solid (#[0-9a-f]{6})", rule)
    for ground in (look.panel, look.line):
        assert contrast(frame, ground) >= 3


@pytest.mark.parametrize("look", THEMES, ids=lambda look: look.name)
def test_a_pressed_button_differs_from_others_by_its_frame_too(look):
    """*Descending* once looked alike on and off. WCAG 2.2 wants 3:1 for states of controls."""
    rule = re.search(r"QPushButton:checked \{(.*?)\}", window_sheet(look), re.DOTALL).group(1)
    frame = re.search(r"border: 2px solid (#[0-9a-f]{6})", rule).group(1)
    for beside in (look.panel, look.hover, look.line):
        assert contrast(frame, beside) >= 3


@pytest.mark.parametrize("name", ["", "answer"])
@pytest.mark.parametrize("look", THEMES, ids=lambda look: look.name)
def test_a_pressed_button_that_is_disabled_can_be_read(qtbot, look, name):
    """*Not assessable* was grey on teal after the lock."""
    button = QPushButton("\u2588" * 8)
    qtbot.addWidget(button)
    button.setObjectName(name)
    button.setStyleSheet(style_sheet(look) + window_sheet(look))
    button.setCheckable(True)
    button.setChecked(True)
    button.setEnabled(False)
    button.resize(button.sizeHint())
    picture = button.grab().toImage()
    middle, edge = picture.height() // 2, 8
    ground = picture.pixelColor(picture.width() // 2, edge // 2).name()
    word = picture.pixelColor(picture.width() // 2, middle).name()
    assert ground == look.accent
    assert contrast(word, ground) >= 4.5


def test_nothing_moves_by_itself():
    """There are no animations to be reduced: playback alone moves, and the user starts it."""
    moving = re.compile(r"QPropertyAnimation|QVariantAnimation|QTimeLine|QMovie|QGraphicsBlurEffect|setRange\(0, 0\)")
    app = Path(app_icon.__code__.co_filename).parents[1]
    files = list(app.rglob("*.py"))
    assert len(files) > 200
    assert [path.name for path in files if moving.search(path.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize("look", THEMES, ids=lambda look: look.name)
def test_accent_can_be_seen_and_read_on(look):
    assert contrast(look.accent, look.panel) >= 3
    assert contrast(look.on_accent, look.accent) >= 4.5


def test_verdicts_and_notices_have_neither_the_colour_of_death_nor_of_survival():
    """Orange has a hue of about 28 degrees, teal of about 173."""
    ends = [QColor(*colour_table(SIGNED)[at, :3].tolist()).hue() for at in (0, 255)]
    levels = [LEVEL_COLOURS, *({role: getattr(look, role) for role in ("ok", "caution", "refused")} for look in THEMES)]
    for colours in levels:
        for role, value in colours.items():
            for end in ends:
                apart = abs(QColor(value).hue() - end)
                assert min(apart, 360 - apart) >= 20, (role, value)


def test_no_colour_of_the_tissue_in_the_interface():
    """H&E is pink and violet, hues 260 to 350: no named colour with any saturation lies there."""
    for look in THEMES:
        for name, value in vars(look).items():
            colour = QColor(value)
            if name != "name" and colour.hslSaturation() > 60:
                assert not 260 <= colour.hue() <= 350, (look.name, name)


@pytest.fixture
def restored(qapp):
    """The application's dress is put back: other tests share it."""
    before = qapp.palette(), qapp.font(), qapp.styleSheet()
    yield qapp
    qapp.setPalette(before[0])
    qapp.setFont(before[1])
    qapp.setStyleSheet(before[2])


def test_themes_are_put_on_and_changed(restored):
    for name in ("dark", "light", "dark"):
        apply_theme(restored, name)
        assert restored.palette().window().color().name() == theme(name).panel
        assert QApplication.font().pixelSize() == FONT_PX["body"]
    # With a style sheet on, the style is wrapped in one without a name.
    restored.setStyleSheet("")
    assert restored.style().name() == "fusion"


def test_three_sizes(qapp):
    assert [font(size).pixelSize() for size in ("small", "body", "figure")] == [11, 13, 40]


def test_unknown_theme():
    with pytest.raises(KeyError):
        theme("sepia")


def test_every_icon_that_was_asked_for_is_there():
    assert set(ICONS) >= ASKED_FOR


@pytest.mark.parametrize("name", ICONS)
def test_an_icon_is_drawn_in_its_colour_and_nothing_else(qapp, name):
    picture = render(svg(name), "#ff8000", 48)
    solid = [picture.pixelColor(x, y) for x in range(48) for y in range(48) if picture.pixelColor(x, y).alpha() == 255]
    assert len(solid) > 20
    assert {colour.name() for colour in solid} == {"#ff8000"}
    edge = {picture.pixelColor(x, y).alpha() for i in range(48) for x, y in ((i, 0), (i, 47), (0, i), (47, i))}
    assert edge == {0}, "nothing is cut at the edge"


@pytest.mark.parametrize("name", ICONS)
def test_icons_are_one_set(name):
    for mark in ('viewBox="0 0 24 24"', 'stroke-width="1.75"', 'stroke="currentColor"', 'fill="none"'):
        assert mark in svg(name)


def test_icons_are_sharp_on_dense_screens_and_pale_when_disabled(qapp):
    assert pixmap("open", DARK.text, 20, 2).size() == QSize(40, 40)
    made = icon("open", DARK.text)
    assert made.pixmap(QSize(20, 20), 2.0).size() == QSize(40, 40)

    def strongest(mode: QIcon.Mode) -> int:
        picture = made.pixmap(QSize(20, 20), 1.0, mode).toImage()
        return max(picture.pixelColor(x, y).alpha() for x in range(20) for y in range(20))

    assert strongest(QIcon.Mode.Disabled) < 0.5 * strongest(QIcon.Mode.Normal)


def test_application_icon(qapp):
    assert QSize(256, 256) in app_icon().availableSizes()


@pytest.mark.parametrize("look", THEMES, ids=lambda look: look.name)
@pytest.mark.parametrize(("number", "of"), [(0, 1), (0, 2), (1, 2), (1, 4), (2, 4)])
def test_numbers_in_the_colour_of_a_group_can_be_read(look, number, of):
    shown = text_on_theme(group_look(number, of)["color"], look)
    assert contrast(shown.name(), look.canvas) >= 4.5


SEEN_BY = {
    "usual": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
}
"""How linear RGB is seen. Source: Machado, Oliveira and Fernandes 2009, severity 1.0."""
APART = 18
"""Minimum distance of two curves in CIELAB: that of orange and yellow of Okabe & Ito for people with deuteranopia."""


def seen(name: str, by: str) -> tuple[float, ...]:
    """The CIELAB values of a colour as somebody sees it."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in rgb(name)]
    shown = [min(max(sum(w * c for w, c in zip(row, linear, strict=True)), 0), 1) for row in SEEN_BY[by]]
    to_xyz = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
    white = (0.9505, 1.0, 1.089)
    parts = [sum(w * c for w, c in zip(row, shown, strict=True)) / of for row, of in zip(to_xyz, white, strict=True)]
    x, y, z = (part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116 for part in parts)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


@pytest.mark.parametrize("colour", ["#e69f00", "#56b4e9"])
def test_yellow_and_light_blue_can_be_seen_on_the_light_canvas(colour):
    """The contrast of a yellow curve was 1.9."""
    assert contrast(on_theme(colour, theme("light")).name(), theme("light").canvas) >= 3


@pytest.mark.parametrize("by", SEEN_BY)
@pytest.mark.parametrize("of", range(2, 6))
def test_the_curves_of_the_light_theme_differ_for_people_who_are_colour_blind(by, of):
    colours = [seen(on_theme(group_look(number, of)["color"], theme("light")).name(), by) for number in range(of)]
    assert min(math.dist(one, other) for one, other in combinations(colours, 2)) >= APART


class _Desktop(QProxyStyle):
    """A desktop whose dialogs have icons on their buttons."""

    def styleHint(self, hint, option=None, widget=None, data=None):
        icons = hint == QStyle.StyleHint.SH_DialogButtonBox_ButtonsHaveIcons
        return 1 if icons else super().styleHint(hint, option, widget, data)


def test_buttons_of_dialogs_have_no_icons_that_a_dark_theme_would_hide(qtbot, restored):
    """The icons of the desktop are black. The style sheet wins over a desktop that asks for icons."""
    apply_theme(restored, "dark")
    box, desktop = QDialogButtonBox(), _Desktop("fusion")
    qtbot.addWidget(box)
    box.setStyle(desktop)
    button = box.addButton(QDialogButtonBox.StandardButton.Close)
    assert button.icon().isNull()


def test_a_checked_box_has_a_tick_and_grows_with_the_text():
    """A filled box alone would tell its state by colour."""
    checked = window_sheet(theme("dark")).partition("QCheckBox::indicator:checked")[2].partition("}")[0]
    file = re.search(r'url\("(.+)"\)', checked)
    assert file is not None
    assert Path(file[1]).name == "tick.svg"
    assert Path(file[1]).is_file()


@pytest.mark.parametrize("look", THEMES, ids=lambda look: look.name)
def test_every_line_and_point_of_a_plot_can_be_seen(look):
    """WCAG 2.2 wants 3 : 1 for graphics. In the light theme, three colours once had less, the palest 1.9 : 1."""
    colours = {ACCENT, INK, QUIET}
    colours |= {group_look(number, of)["color"] for of in range(1, 9) for number in range(of)}
    assert len(colours) >= 8
    assert [one for one in sorted(colours) if contrast(on_theme(one, look).name(), look.canvas) < 3] == []


@pytest.mark.parametrize("look", THEMES, ids=lambda look: look.name)
def test_thin_lines_frames_of_boxes_and_marks_can_be_seen(look):
    """The curves of single tile orders, which are half transparent, the boxes of check boxes, and reference lines."""
    for ground in (look.panel, look.canvas):
        faint = [FAINT * a + (1 - FAINT) * b for a, b in zip(rgb(look.text), rgb(ground), strict=True)]
        assert contrast(QColor.fromRgbF(*faint).name(), ground) >= 3
        assert contrast(look.muted, ground) >= 3
