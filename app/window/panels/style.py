"""The dress of what only the window has: a theme comes in, a style sheet for named widgets goes out."""

from app.ui.theme import FONT_PX, RHYTHM, Theme


def window_sheet(look: Theme) -> str:
    """Rules, notices, badges, and the three kinds of button, by object name."""
    return f"""
    QFrame#rule {{ border: 0; background: {look.line}; }}
    QFrame#question {{ border: 0; border-left: 3px solid transparent; }}
    QFrame#question[current="true"] {{ border-left-color: {look.accent}; background: {look.hover}; }}
    QPushButton#answer {{ padding: 4px 6px; text-align: left; }}
    QPushButton#answer:checked {{ background: {look.accent}; color: {look.on_accent}; border-color: {look.accent}; }}
    QPushButton#primary[current="true"] {{ border-color: {look.text}; }}
    QFrame#notice {{ border: 0; border-bottom: 1px solid {look.line}; background: {look.panel}; }}
    QLabel#badge {{
        border: 1px solid {look.muted}; border-radius: 4px; padding: 3px {RHYTHM}px; font-size: {FONT_PX["small"]}px;
    }}
    QLabel#caution {{ color: {look.caution}; }}
    QPushButton {{
        background: {look.hover}; border: 1px solid {look.line}; border-radius: 4px; padding: 5px 12px;
    }}
    QPushButton:hover {{ background: {look.line}; }}
    QPushButton:focus {{ border-color: {look.accent}; }}
    QPushButton:disabled {{ color: {look.muted}; }}
    QPushButton#primary {{
        background: {look.accent}; color: {look.on_accent}; border-color: {look.accent}; padding: 7px 12px;
    }}
    QPushButton#primary:hover, QPushButton#primary:focus {{ border-color: {look.text}; }}
    QPushButton#primary:disabled {{ background: {look.hover}; color: {look.muted}; border-color: {look.line}; }}
    QPushButton#link {{
        color: {look.link}; background: transparent; text-align: left;
        border: 0; border-bottom: 1px solid transparent; border-radius: 0; padding: 0;
    }}
    QPushButton#link:hover, QPushButton#link:focus {{ border-bottom-color: {look.link}; }}
    QToolBar QToolButton {{ padding: 4px 6px; }}
    QToolBar QToolButton[popupMode="1"] {{ padding-right: 20px; }}
    QToolButton::menu-button {{ border: 0; border-radius: 4px; width: 16px; }}
    QToolButton::menu-button:hover {{ background: {look.line}; }}
    QLineEdit {{ background: {look.field}; border: 1px solid {look.line}; border-radius: 4px; padding: 3px 6px; }}
    QLineEdit:focus {{ border-color: {look.accent}; }}
    QCheckBox::indicator {{ width: 13px; height: 13px; border: 1px solid {look.muted}; border-radius: 2px; }}
    QCheckBox::indicator:checked {{ background: {look.accent}; border-color: {look.accent}; }}
    QCheckBox:focus {{ color: {look.link}; }}
    QTreeWidget::item {{ padding: 3px 0; }}
    QListWidget {{ background: {look.panel}; }}
    QPushButton#quiet {{
        color: {look.muted}; background: transparent; border: 0; border-radius: 0; padding: 0; text-align: left;
    }}
    QPushButton#quiet:hover, QPushButton#quiet:focus {{ color: {look.link}; }}
    QStatusBar QLineEdit {{ color: {look.muted}; padding: 1px 4px; }}
    QStatusBar QLabel {{ color: {look.muted}; }}
    """
