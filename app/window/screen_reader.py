"""What the window says to screen readers: the description of the canvas, and announcements of changes."""

from collections.abc import Callable

from PySide6 import QtGui
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget

from app.language.text import tr
from app.session.session import Session, differs
from app.viewer.canvas.canvas_text import USE, announcement, canvas_text

Say = Callable[[QWidget, str], None]


def announce(widget: QWidget, text: str) -> None:
    """Let the screen reader say `text`, if one is active and Qt can announce (from version 6.8 on)."""
    if QAccessible.isActive() and hasattr(QtGui, "QAccessibleAnnouncementEvent"):
        QAccessible.updateAccessibility(QtGui.QAccessibleAnnouncementEvent(widget, text))


class ScreenReader:
    """Keeps the accessible description of the canvas up to date, and announces changes of the session."""

    def __init__(self, canvas: QWidget, say: Say = announce) -> None:
        self._canvas, self._say = canvas, say

    def show_difference(self, old: Session | None, new: Session) -> None:
        """Describe the new session, and say what has changed.

        While tiles arrive or are played back, the description stays as it is.
        """
        if not new.analysis.playing and differs(old, new, _described):
            self._canvas.setAccessibleDescription(f"{canvas_text(new)}\n{tr(USE)}".strip())
        said = announcement(old, new) if old is not None else ""
        if said:
            self._say(self._canvas, said)


def _described(session: Session) -> tuple[object, ...]:
    """Return the values of the session on which the description of the canvas depends."""
    analysis = session.analysis if session.work.activity != "analysing" else None
    return (
        session.workspace, session.image, session.analysis.playing, session.region.selected, session.region.placement,
        session.cores, session.view, session.explanation.found, session.explanation.gates,
        session.explanation.occluding, session.bundle, session.work.activity, session.region.selected_for_moving,
        analysis,
    )  # fmt: skip
