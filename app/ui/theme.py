"""Themes: colours, fonts, palette and style sheet of the application."""

import sys
from dataclasses import dataclass
from typing import Literal

from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

ThemeName = Literal["dark", "light"]
FontSize = Literal["small", "body", "figure"]

RHYTHM = 8
"""Basic spacing in px. All gaps and margins are multiples of this value."""
FONT_PX: dict[FontSize, int] = {"small": 11, "body": 13, "figure": 40}
"""Sizes of the text in px at a text size of 100 %."""
USUAL_DPI = 72 if sys.platform == "darwin" else 96
"""Logical density of a screen on which the system does not enlarge text."""
TEXT_PERCENTS = (100, 125, 150, 175, 200)
"""Text sizes that the user can choose, in percent of the system's text size."""
MOST_TEXT_SCALE = 2.0
"""Largest text relative to `FONT_PX`. The window is laid out for text up to this size."""


@dataclass(frozen=True)
class Theme:
    """Named colours as "#rrggbb": neutral greys and one accent colour. Pink and violet are reserved for the tissue."""

    name: ThemeName
    canvas: str
    panel: str
    line: str
    text: str
    muted: str
    """Colour of secondary text: units, captions, hints."""
    field: str
    """Colour of the background of input fields and lists."""
    hover: str
    accent: str
    """Colour of selection and progress. Probabilities never have this colour, because it resembles the colour of
    survival."""
    on_accent: str
    link: str
    """The accent colour for text and for the frame of the keyboard focus, with a contrast of 4.5 : 1 on a panel."""
    ok: str
    """Colour of the level ok. Levels are green, yellow and red, and always have a shape and a word as well."""
    caution: str
    refused: str


DARK = Theme(
    name="dark",
    canvas="#111214",
    panel="#1b1d21",
    line="#2c2f36",
    text="#e6e8eb",
    muted="#9aa1ab",
    field="#15171a",
    hover="#25282e",
    accent="#1f9e8f",
    on_accent="#06110f",
    link="#3fbdad",
    ok="#8fbf5a",
    caution="#e3ce3b",
    refused="#f57e77",
)
LIGHT = Theme(
    name="light",
    canvas="#e9eaec",
    panel="#f7f8f9",
    line="#d8dbe0",
    text="#1b1d21",
    muted="#56606b",
    field="#ffffff",
    hover="#eceef1",
    accent="#1f9e8f",
    on_accent="#06110f",
    link="#0f756a",
    ok="#4a6f16",
    caution="#6b6100",
    refused="#b3261e",
)
THEMES: tuple[Theme, ...] = (DARK, LIGHT)


LEAST_CONTRAST = 4.5
"""Minimum contrast of text and its background: level AA of WCAG 2, success criterion 1.4.3."""


def contrast(one: QColor, other: QColor) -> float:
    """Return the contrast ratio of two opaque colours, 1 to 21, as WCAG 2 defines it."""
    dark, light = sorted(map(_luminance, (one, other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: QColor) -> float:
    """Return the relative luminance, 0 to 1. Source: WCAG 2.2, definition of relative luminance."""
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def theme(name: str) -> Theme:
    """Return the theme called `name`. Raise KeyError if it does not exist."""
    named: dict[str, Theme] = {row.name: row for row in THEMES}
    return named[name]


def text_scale() -> float:
    """Return the size of the application's text relative to `FONT_PX`. `apply_theme` sets it."""
    size = QApplication.font().pixelSize()
    return size / FONT_PX["body"] if size > 0 else 1.0


def text_px(size: FontSize) -> int:
    """Return one of the three text sizes in px, at the application's text size."""
    return round(FONT_PX[size] * text_scale())


def scaled_px(length: int) -> int:
    """Return `length` (px, at a text size of 100 %) scaled to the application's text size.

    Use it for lengths that must hold text, such as the height of a row.
    """
    return round(length * text_scale())


def wished_scale(percent: int) -> float:
    """Return the scale for text of `percent` of the system's text size, limited to 1..`MOST_TEXT_SCALE`."""
    screen = QApplication.primaryScreen()
    system = screen.logicalDotsPerInch() / USUAL_DPI if screen is not None else 1.0
    return min(max(system * percent / 100, 1.0), MOST_TEXT_SCALE)


def font(size: FontSize = "body") -> QFont:
    """Return the system font in one of three sizes.

    All digits have the same width, so that a number keeps its width when its digits change.
    """
    result = QFont(QApplication.font())
    result.setPixelSize(text_px(size))
    # Qt before 6.7 has no font features. Most system fonts have digits of equal width anyway.
    if hasattr(result, "setFeature"):
        result.setFeature(QFont.Tag("tnum"), 1)
    return result


def palette(style: Theme) -> QPalette:
    """Return the theme as a palette for widgets in the Fusion style."""
    role = QPalette.ColorRole
    result = QPalette()
    for which, colour in (
        (role.Window, style.panel),
        (role.WindowText, style.text),
        (role.Base, style.field),
        (role.AlternateBase, style.hover),
        (role.Text, style.text),
        (role.PlaceholderText, style.muted),
        (role.Button, style.panel),
        (role.ButtonText, style.text),
        (role.BrightText, style.refused),
        (role.ToolTipBase, style.panel),
        (role.ToolTipText, style.text),
        (role.Highlight, style.accent),
        (role.HighlightedText, style.on_accent),
        (role.Accent, style.accent),
        (role.Link, style.link),
        (role.LinkVisited, style.link),
        (role.Light, style.hover),
        (role.Midlight, style.line),
        (role.Mid, style.line),
        (role.Dark, style.line),
        (role.Shadow, style.canvas),
    ):
        result.setColor(which, QColor(colour))
    faint = QColor(style.muted)
    faint.setAlphaF(0.55)
    for which in (role.WindowText, role.Text, role.ButtonText):
        result.setColor(QPalette.ColorGroup.Disabled, which, faint)
    result.setColor(QPalette.ColorGroup.Disabled, role.Highlight, QColor(style.line))
    return result


def style_sheet(style: Theme) -> str:
    """Return the style rules of a theme that a palette cannot express. A window sets them for all that it contains.

    Labels are styled by their property `role`: "muted", "small" (muted and small) or "figure" (the probability). Tool
    buttons can have the role "small" too.
    """
    return f"""
    QLabel[role="muted"] {{ color: {style.muted}; }}
    QLabel[role="small"] {{ color: {style.muted}; font-size: {text_px("small")}px; }}
    QLabel[role="figure"] {{ font-size: {text_px("figure")}px; font-weight: 600; }}
    QToolTip {{ background: {style.panel}; color: {style.text}; border: 1px solid {style.line}; padding: 4px; }}
    QToolBar {{ border: 0; border-bottom: 1px solid {style.line}; spacing: {RHYTHM}px; padding: 4px {RHYTHM}px; }}
    QToolButton {{ border: 1px solid transparent; border-radius: 4px; padding: 4px 6px; }}
    QToolButton:hover {{ background: {style.hover}; }}
    QToolButton:pressed, QToolButton:checked {{ background: {style.line}; }}
    QToolButton:checked {{ border: 2px solid {style.text}; padding: 3px 5px; }}
    QToolButton[role="small"] {{ font-size: {text_px("small")}px; padding: 4px 0; }}
    QToolButton:focus {{ border-color: {style.link}; }}
    QTabBar QToolButton {{ padding: 0; }}
    QStatusBar {{ border-top: 1px solid {style.line}; color: {style.muted}; }}
    QStatusBar::item {{ border: 0; }}
    QSplitter::handle {{ background: {style.line}; }}
    QDockWidget::title {{ padding: {RHYTHM}px; }}
    """


_APPLICATION_SHEET = "QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }"
"""The rules that are the same in all themes and at all text sizes."""


def apply_theme(app: QApplication, name: str, percent: int = 100) -> None:
    """Apply palette and text size to the application, with text of `percent` of the system's size.

    The other rules of the theme are in `style_sheet`. They do not belong to the application, because Qt then styles
    each widget once for every widget that contains it, which takes seconds in a window with many widgets.
    """
    style, text = theme(name), font("body")
    text.setPixelSize(round(FONT_PX["body"] * wished_scale(percent)))
    if text.pixelSize() != app.font().pixelSize():
        app.setFont(text)
    if app.palette() != (colours := palette(style)):
        app.setPalette(colours)
    if app.styleSheet() != _APPLICATION_SHEET:
        app.setStyle("Fusion")
        app.setStyleSheet(_APPLICATION_SHEET)
