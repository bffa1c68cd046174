"""Play an analysis back: while the session plays, move on by one step at every tick of a clock."""

from PySide6.QtCore import QObject, QTimer

from app.session.session import Session
from app.session.store import Store

TICK_MS = 120
"""Eight tiles a second: slow enough for the eye to follow the outline, half a minute for a whole region."""


class Playback(QObject):
    """Runs its clock while the session plays."""

    def __init__(self, store: Store) -> None:
        super().__init__()
        self._store = store
        self.clock = QTimer(self)
        self.clock.setInterval(TICK_MS)
        self.clock.timeout.connect(lambda: store.change(Session.played_on))
        store.changed.connect(self._follow)

    def _follow(self, old: Session, new: Session) -> None:
        if new.analysis.playing != self.clock.isActive():
            if new.analysis.playing:
                self.clock.start()
            else:
                self.clock.stop()
