"""The look: the name of a theme comes in, its colours, fonts and a dressed application come out."""

from dataclasses import dataclass
from typing import Literal

from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

ThemeName = Literal["dark", "light"]
FontSize = Literal["small", "body", "figure"]

RHYTHM = 8
"""px; all gaps and margins are multiples of it."""
FONT_PX: dict[FontSize, int] = {"small": 11, "body": 13, "figure": 40}


@dataclass(frozen=True)
class Theme:
    """Named colours, "#rrggbb". Neutral greys and one accent: pink and violet belong to the tissue alone."""

    name: ThemeName
    canvas: str
    panel: str
    line: str
    text: str
    muted: str
    """Second-rank words: units, captions, hints."""
    field: str
    """Background of what is typed into and chosen from."""
    hover: str
    accent: str
    """Focus, selection, progress and the model's own line in plots."""
    on_accent: str
    link: str
    """The accent as text: bent lighter or darker until it reads at 4.5 : 1 on a panel."""
    ok: str
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
    ok="#3fbdad",
    caution="#e6a92e",
    refused="#ee7a45",
)
LIGHT = Theme(
    name="light",
    canvas="#e9eaec",
    panel="#f7f8f9",
    line="#d8dbe0",
    text="#1b1d21",
    muted="#5b6470",
    field="#ffffff",
    hover="#eceef1",
    accent="#1f9e8f",
    on_accent="#06110f",
    link="#0f756a",
    ok="#0f756a",
    caution="#8a5a00",
    refused="#b3400e",
)
THEMES: tuple[Theme, ...] = (DARK, LIGHT)


def theme(name: str) -> Theme:
    """The theme called `name`; KeyError where there is none."""
    named: dict[str, Theme] = {row.name: row for row in THEMES}
    return named[name]


def font(size: FontSize = "body") -> QFont:
    """The system's family in one of the three sizes, its figures all of one width so that numbers do not jump."""
    result = QFont(QApplication.font())
    result.setPixelSize(FONT_PX[size])
    # Qt before 6.7 has no font features; figures of most system fonts are tabular anyway.
    if hasattr(result, "setFeature"):
        result.setFeature(QFont.Tag("tnum"), 1)
    return result


def palette(look: Theme) -> QPalette:
    """The theme as Qt's palette, which every standard widget of the Fusion style is drawn from."""
    role = QPalette.ColorRole
    result = QPalette()
    for which, colour in (
        (role.Window, look.panel),
        (role.WindowText, look.text),
        (role.Base, look.field),
        (role.AlternateBase, look.hover),
        (role.Text, look.text),
        (role.PlaceholderText, look.muted),
        (role.Button, look.panel),
        (role.ButtonText, look.text),
        (role.BrightText, look.refused),
        (role.ToolTipBase, look.panel),
        (role.ToolTipText, look.text),
        (role.Highlight, look.accent),
        (role.HighlightedText, look.on_accent),
        (role.Accent, look.accent),
        (role.Link, look.link),
        (role.LinkVisited, look.link),
        (role.Light, look.hover),
        (role.Midlight, look.line),
        (role.Mid, look.line),
        (role.Dark, look.line),
        (role.Shadow, look.canvas),
    ):
        result.setColor(which, QColor(colour))
    faint = QColor(look.muted)
    faint.setAlphaF(0.55)
    for which in (role.WindowText, role.Text, role.ButtonText):
        result.setColor(QPalette.ColorGroup.Disabled, which, faint)
    result.setColor(QPalette.ColorGroup.Disabled, role.Highlight, QColor(look.line))
    return result


def style_sheet(look: Theme) -> str:
    """The few things a palette cannot say.

    Labels take their rank from the property `role`: "muted", "small" (muted and small) or "figure" (the probability);
    a tool button may be "small" too.
    """
    return f"""
    QLabel[role="muted"] {{ color: {look.muted}; }}
    QLabel[role="small"] {{ color: {look.muted}; font-size: {FONT_PX["small"]}px; }}
    QLabel[role="figure"] {{ font-size: {FONT_PX["figure"]}px; font-weight: 600; }}
    QToolTip {{ background: {look.panel}; color: {look.text}; border: 1px solid {look.line}; padding: 4px; }}
    QToolBar {{ border: 0; border-bottom: 1px solid {look.line}; spacing: {RHYTHM}px; padding: 4px {RHYTHM}px; }}
    QToolButton {{ border: 1px solid transparent; border-radius: 4px; padding: 4px 6px; }}
    QToolButton:hover {{ background: {look.hover}; }}
    QToolButton:pressed, QToolButton:checked {{ background: {look.line}; }}
    QToolButton[role="small"] {{ font-size: {FONT_PX["small"]}px; padding: 4px 0; }}
    QToolButton:focus {{ border-color: {look.accent}; }}
    QStatusBar {{ border-top: 1px solid {look.line}; color: {look.muted}; }}
    QStatusBar::item {{ border: 0; }}
    QSplitter::handle {{ background: {look.line}; }}
    QDockWidget::title {{ padding: {RHYTHM}px; }}
    """


def apply_theme(app: QApplication, name: str) -> None:
    """Dress the whole application; calling it again changes the dress, or does nothing where it is on."""
    look = theme(name)
    colours, sheet = palette(look), style_sheet(look)
    # To dress every widget anew takes as long as to make it.
    if app.styleSheet() == sheet and app.palette() == colours:
        return
    app.setStyle("Fusion")
    app.setFont(font("body"))
    app.setPalette(colours)
    app.setStyleSheet(sheet)
