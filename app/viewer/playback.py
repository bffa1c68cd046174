"""Play an analysis back. A clock moves the selected tile by one step at each tick."""

from PySide6.QtCore import QObject, QTimer

from app.session.session import Session
from app.session.store import Store

TICK_MS = 120
"""Time between two steps in ms. At this speed, about eight tiles per second, the eye can follow the outline.

The playback of a whole region takes half a minute.
"""


class Playback(QObject):
    """Plays an analysis back: at each tick of a clock, the next tile is selected.

    The clock runs while the session plays.
    """

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
