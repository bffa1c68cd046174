"""Holds the one `Session` of the window; a new session comes in, `changed(old, new)` goes out."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from app.session.session import Session


class Store(QObject):
    """The session and the only signal about it."""

    changed = Signal(object, object)
    """(old, new): what the listeners last saw, and the session now."""

    def __init__(self, session: Session | None = None) -> None:
        super().__init__()
        self._session = session or Session()
        self._telling = False

    @property
    def session(self) -> Session:
        return self._session

    def put(self, session: Session) -> None:
        """Make `session` the current one.

        A listener may put another one while it is being told: all listeners first hear of this one, then of that one,
        so that nobody ever sees two changes in the wrong order.
        """
        shown, self._session = self._session, session
        if self._telling:
            return
        self._telling = True
        try:
            while shown is not self._session:
                old, shown = shown, self._session
                self.changed.emit(old, shown)
        finally:
            self._telling = False

    def change(self, transition: Callable[[Session], Session]) -> None:
        """Put what `transition` makes of the current session."""
        self.put(transition(self._session))
