"""The Qt style sheet of the window. It styles widgets by type and object name, in the colours of a theme."""

from app.ui.icons import icon_file
from app.ui.theme import RHYTHM, Theme, scaled_px, text_px

BELOW = 0.6
"""Size of the number of a blinded read, relative to its usual size, if its qualifier is below it."""
BOX_PX = 13
"""Side of the box of a check box, at a text size of 100 %."""

MARK_PX = 14
"""Side of the button "?", at a text size of 100 %."""


def window_sheet(style: Theme) -> str:
    """Return the style sheet with the colours of `style`."""
    box, mark = scaled_px(BOX_PX), scaled_px(MARK_PX)
    return f"""
    QFrame#rule {{ border: 0; background: {style.line}; }}
    QFrame#question {{ border: 0; border-left: 3px solid transparent; }}
    QFrame#question[current="true"] {{ border-left-color: {style.accent}; background: {style.hover}; }}
    QFrame#question[current="true"] QPushButton#answer:!checked {{ background: {style.panel}; }}
    QPushButton#answer {{ padding: 4px 6px; text-align: left; }}
    QPushButton#answer:checked {{ background: {style.accent}; color: {style.on_accent}; border-color: {style.accent}; }}
    QPushButton#answer:focus {{ border-color: {style.text}; }}
    QPushButton#primary[current="true"] {{ border-color: {style.text}; }}
    QFrame#notice {{ border: 0; border-bottom: 1px solid {style.line}; background: {style.panel}; }}
    QLabel[beside="false"] {{ font-size: {round(BELOW * text_px("figure"))}px; }}
    QLabel#badge {{
        border: 1px solid {style.muted}; border-radius: 4px; padding: 3px {RHYTHM}px; font-size: {text_px("small")}px;
    }}
    QLabel#caution, QLabel[tone="warning"] {{ color: {style.caution}; }}
    QLabel[tone="success"] {{ color: {style.ok}; }}
    QLabel[tone="error"] {{ color: {style.refused}; }}
    QPushButton {{
        background: {style.hover}; border: 1px solid {style.line}; border-radius: 4px; padding: 5px 12px;
    }}
    QPushButton:hover {{ background: {style.line}; }}
    QPushButton:focus {{ border-color: {style.link}; }}
    QPushButton:checked {{
        background: {style.accent}; color: {style.on_accent}; border: 2px solid {style.text}; padding: 4px 11px;
    }}
    QPushButton:disabled {{ color: {style.muted}; }}
    QPushButton:checked:disabled {{ color: {style.on_accent}; }}
    QPushButton#primary {{
        background: {style.accent}; color: {style.on_accent}; border-color: {style.accent}; padding: 7px 12px;
    }}
    QPushButton#primary:hover, QPushButton#primary:focus {{ border-color: {style.text}; }}
    QPushButton#primary:disabled {{ background: {style.hover}; color: {style.muted}; border-color: {style.line}; }}
    QPushButton#card {{ text-align: left; padding: 0; }}
    QPushButton#link {{
        color: {style.link}; background: transparent; text-align: left;
        border: 0; border-bottom: 1px solid transparent; border-radius: 0; padding: 0;
    }}
    QPushButton#place {{
        color: {style.text}; background: transparent; text-align: left;
        border: 0; border-bottom: 1px solid transparent; border-radius: 0; padding: 0;
    }}
    QPushButton#place:hover, QPushButton#place:focus {{ border-bottom-color: {style.text}; }}
    QPushButton#link:disabled {{ color: {style.muted}; border-bottom-color: transparent; }}
    QPushButton#link:hover, QPushButton#link:focus {{ border-bottom-color: {style.link}; }}
    QToolButton#help {{
        color: {style.muted}; border: 1px solid {style.line}; border-radius: {mark // 2 + 1}px; padding: 0;
        font-size: {text_px("small")}px;
        min-width: {mark}px; max-width: {mark}px; min-height: {mark}px; max-height: {mark}px;
    }}
    QToolButton#help:hover, QToolButton#help:focus {{ color: {style.link}; border-color: {style.link}; }}
    QToolBar QToolButton {{ padding: 4px 6px; }}
    QToolBar QToolButton:checked {{ padding: 3px 5px; }}
    QToolBar QToolButton[popupMode="1"] {{ padding-right: 20px; }}
    QToolButton::menu-button {{ border: 0; border-radius: 4px; width: 16px; }}
    QToolButton::menu-button:hover {{ background: {style.line}; }}
    QLineEdit {{ background: {style.field}; border: 1px solid {style.line}; border-radius: 4px; padding: 3px 6px; }}
    QLineEdit:focus {{ border-color: {style.link}; }}
    QCheckBox::indicator, QListView::indicator, QTableView::indicator {{
        width: {box}px; height: {box}px; border: 1px solid {style.muted}; border-radius: 2px;
    }}
    QCheckBox::indicator:checked, QListView::indicator:checked, QTableView::indicator:checked {{
        background: {style.accent}; border-color: {style.accent}; image: url("{icon_file("tick")}");
    }}
    QCheckBox:focus {{ color: {style.link}; }}
    QTreeWidget::item {{ padding: 3px 0; }}
    QTableView#frozen {{ border: 0; border-right: 1px solid {style.muted}; }}
    QListWidget {{ background: {style.panel}; }}
    QListWidget#marks::item {{ padding: 3px {RHYTHM}px; }}
    QPushButton#quiet {{
        color: {style.muted}; background: transparent; border: 0; border-radius: 0; padding: 0; text-align: left;
    }}
    QPushButton#quiet:hover, QPushButton#quiet:focus {{ color: {style.link}; }}
    QStatusBar QLineEdit {{ color: {style.muted}; padding: 1px 4px; }}
    QStatusBar QLabel {{ color: {style.muted}; }}
    """
