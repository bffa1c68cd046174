"""Read the requested tiles on a background thread and put them into the pyramid.

The GUI thread never reads tiles. Visible tiles are read first. A request is dropped if its tile leaves the view before
it is read. The number of tiles requested at a time is one more than the number of the runner's threads. With fewer
tiles, a thread would wait while the window is busy. With more tiles, threads would read tiles that are already out of
view. A tile that arrives late is still put into its pyramid. Therefore this is not a `LatestJob`.
"""

from collections.abc import Generator

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from app.ui.jobs import Job, JobRunner
from app.viewer.canvas.levels import TileKey
from app.viewer.canvas.pyramid import Pyramid
from app.viewer.canvas.tile_reading import assembled, is_read, read_tile
from model.base.progress import Progress


class TileFeed(QObject):
    """Reads tiles for one pyramid at a time."""

    arrived = Signal()
    """Emitted when a new tile is available in the pyramid."""
    failed = Signal(object)
    """The exception of a tile that could not be read. It is emitted once per image."""

    def __init__(self, runner: JobRunner, owner: QObject | None = None) -> None:
        super().__init__(owner)
        self._runner = runner
        self._pyramid: Pyramid | None = None
        self._wanted: tuple[TileKey, ...] = ()
        self._under_way: dict[TileKey, Job] = {}
        self._told = False

    def feed(self, pyramid: Pyramid | None) -> None:
        """Read tiles for `pyramid` from now on, or for none. Drop all requests for the previous pyramid."""
        self._drop(set())
        self._pyramid, self._wanted, self._under_way, self._told = pyramid, (), {}, False

    def want(self, keys: tuple[TileKey, ...]) -> None:
        """Request tiles, the most important first. This replaces all earlier requests."""
        self._wanted = keys
        self._go_on()

    def _go_on(self) -> None:
        pyramid = self._pyramid
        if pyramid is None:
            return
        steps = {pyramid.step_towards(key) for key in self._wanted if pyramid.lacks(key)}
        self._drop(steps)
        while len(self._under_way) <= self._runner.threads:
            key = self._next(set(self._under_way))
            if key is None:
                return
            self._start(pyramid, key)

    def _next(self, under_way: set[TileKey]) -> TileKey | None:
        """Return the tile to make next for the requested tiles; None if there is nothing left to start."""
        pyramid = self._pyramid
        if pyramid is None:
            return None
        for key in self._wanted:
            if pyramid.lacks(key):
                step = pyramid.step_towards(key)
                if step not in under_way:
                    return step
        return None

    def _drop(self, still_wanted: set[TileKey]) -> None:
        """Cancel the jobs of all tiles that are not in `still_wanted`. A tile that is being read is completed."""
        for key, job in self._under_way.items():
            if key not in still_wanted:
                job.cancel()

    def _start(self, pyramid: Pyramid, key: TileKey) -> None:
        def made(image: QImage) -> None:
            pyramid.keep(key, image)
            if pyramid is self._pyramid:
                self.arrived.emit()

        def failed(error: BaseException) -> None:
            pyramid.give_up(key)
            if pyramid is self._pyramid and not self._told:
                self._told = True
                self.failed.emit(error)

        def ended() -> None:
            if pyramid is self._pyramid:
                self._under_way.pop(key, None)
                self._go_on()

        job = self._runner.run(_steps(pyramid, key, pyramid.below(key)), made, failed)
        self._under_way[key] = job
        job.finished.connect(ended)


def _steps(pyramid: Pyramid, key: TileKey, below: dict[TileKey, QImage]) -> Generator[Progress, None, QImage]:
    yield Progress("reading for the screen")
    return _made(pyramid, key, below)


def _made(pyramid: Pyramid, key: TileKey, below: dict[TileKey, QImage]) -> QImage:
    """Make the tile. Any thread may call this, because it uses only constant values of the pyramid."""
    slide = pyramid.slide
    return read_tile(slide, key, pyramid.display) if is_read(slide, key) else assembled(slide, key, below)
