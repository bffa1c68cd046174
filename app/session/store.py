"""Hold the current `Session`, and emit `changed(old, new)` after every change."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from app.session.session import Session


class Store(QObject):
    """Holds the current session and emits the only signal about its changes."""

    changed = Signal(object, object)
    """(old, new): the session at the previous emission, and the current session."""

    def __init__(self, session: Session | None = None) -> None:
        super().__init__()
        self._session = session or Session()
        self._telling = False

    @property
    def session(self) -> Session:
        return self._session

    def put(self, session: Session) -> None:
        """Make `session` the current session.

        A listener may itself put a session. All listeners get the first change before they get the second change, so
        that no listener receives changes in the wrong order.
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
        """Apply `transition` to the current session, and make the result the current session."""
        self.put(transition(self._session))
