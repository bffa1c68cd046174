"""Hold the current `Session` and publish every change as `changed(old, new)`."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from app.session.session import Session


class Store(QObject):
    """The session and the only signal about it."""

    changed = Signal(object, object)
    """(old, new): the session that listeners saw last, and the current one."""

    def __init__(self, session: Session | None = None) -> None:
        super().__init__()
        self._session = session or Session()
        self._telling = False

    @property
    def session(self) -> Session:
        return self._session

    def put(self, session: Session) -> None:
        """Make `session` the current one.

        A listener may put another session while it is called. All listeners first get the first change, then the
        second, so that none receives them in the wrong order.
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
        """Apply `transition` to the current session and put the result."""
        self.put(transition(self._session))
