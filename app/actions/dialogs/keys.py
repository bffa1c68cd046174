"""The list of keys (F1): rows of actions come in, a sheet sorted by group goes up."""

from html import escape

from PySide6.QtWidgets import QDialog, QWidget

from app.actions.dialogs.action_rows import Row
from app.actions.dialogs.text_dialog import sheet

MOUSE = (
    ("Zoom about the pointer", "wheel"),
    ("Move the image", "drag, or Space and drag"),
    ("Select a tile", "click"),
    ("Measure, with the ruler taken up", "drag"),
    ("Lay the analysis window there", "double-click"),
    ("Move the window", "drag its edge"),
    ("Take the window in the hand: arrows move it", "click its edge"),
)


def build(parent: QWidget, rows: tuple[Row, ...]) -> QDialog:
    """The sheet, not shown yet."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for row in rows:
        if row.shortcut:
            groups.setdefault(row.group, []).append((row.title, row.shortcut))
    groups["Mouse"] = list(MOUSE)
    html = "".join(f"<p><u>{escape(group)}</u></p>{_table(lines)}" for group, lines in groups.items())
    return sheet(parent, "Keys", html)


def ask(parent: QWidget, rows: tuple[Row, ...]) -> None:
    """Show the sheet until it is closed."""
    build(parent, rows).exec()


def _table(lines: list[tuple[str, str]]) -> str:
    cells = "".join(
        f"<tr><td width='300'>{escape(title)}</td><td>{escape(shortcut)}</td></tr>" for title, shortcut in lines
    )
    return f"<table cellpadding='2'>{cells}</table>"
