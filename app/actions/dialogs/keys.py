"""The list of keyboard shortcuts (F1), sorted by group."""

from html import escape

from PySide6.QtWidgets import QDialog, QWidget

from app.actions.dialogs.action_rows import Row
from app.actions.dialogs.text_dialog import sheet

MOUSE = (
    ("Zoom at the pointer", "wheel"),
    ("Move the image", "drag, or Space and drag"),
    ("Select a tile", "click"),
    ("Measure, with the ruler on", "drag"),
    ("Place the analysis region", "double-click"),
    ("Move the analysis region", "drag its edge"),
    ("Select the region, to move it with the arrow keys", "click its edge"),
)


def build(parent: QWidget, rows: tuple[Row, ...]) -> QDialog:
    """Return the dialog without showing it."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for row in rows:
        if row.shortcut:
            groups.setdefault(row.group, []).append((row.title, row.shortcut))
    groups["Mouse"] = list(MOUSE)
    html = "".join(f"<p><u>{escape(group)}</u></p>{_table(lines)}" for group, lines in groups.items())
    return sheet(parent, "Keys", html)


def ask(parent: QWidget, rows: tuple[Row, ...]) -> None:
    """Show the dialog until it is closed."""
    build(parent, rows).exec()


def _table(lines: list[tuple[str, str]]) -> str:
    cells = "".join(
        f"<tr><td width='300'>{escape(title)}</td><td>{escape(shortcut)}</td></tr>" for title, shortcut in lines
    )
    return f"<table cellpadding='2'>{cells}</table>"
