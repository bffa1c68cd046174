"""Sessions for tests of what is drawn: slides whose pixels tell their own place, and readings without a network."""

import functools
import threading
from dataclasses import replace
from pathlib import Path

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from app.session.session import Session
from app.session.values import BundleOnHand, OpenedImage, View
from model.base.geometry import RegionL0, SizeL0, SizeLevel
from model.bundle.head_shape import HeadShape
from model.bundle.manifest import Manifest
from model.region.grid import GridSpec, level0_boxes
from model.region.region import place
from model.result.prediction import PartialPrediction, Trace, Verdict
from model.slide.facts import Facts
from model.slide.overview import overview
from model.slide.record import ImageRecord

MODEL_MPP = 0.286
NO_BUTTON = Qt.MouseButton.NoButton


class PlaceSlide:
    """A slide of any size that costs nothing: each pixel's colour says where it lies."""

    def __init__(self, width: int, height: int, mpp: float | None = MODEL_MPP) -> None:
        self.path = Path("/nowhere/spot A-12.png")
        self.size = SizeL0(width, height)
        self.mpp = mpp
        self.mpp_source = "a test"
        self.notes: tuple[str, ...] = ()
        self.downsamples = (1.0,)
        self.level_sizes = (SizeLevel(width, height),)
        self.icc = None
        self.facts = Facts()

    def colour(self, x, y):
        """RGB of the pixel (x, y): no two pixels within 60 000 px of one another have the same."""
        return x % 251, y % 241, (x // 251 + 17 * (y // 241)) % 256

    def read(self, region: RegionL0, width: int, height: int) -> np.ndarray:
        xs = np.floor(region.x + (np.arange(width) + 0.5) * region.width / width).astype(np.int64)
        ys = np.floor(region.y + (np.arange(height) + 0.5) * region.height / height).astype(np.int64)
        planes = np.broadcast_arrays(*self.colour(xs[None, :], ys[:, None]))
        return np.stack(planes, axis=-1).astype(np.uint8)

    def read_level(self, level: int, x: int, y: int, width: int, height: int) -> np.ndarray:
        """Of a level, each px is the slide's nearest one."""
        step = self.downsamples[level]
        return self.read(RegionL0(x * step, y * step, width * step, height * step), width, height)

    def close(self) -> None:
        pass


class LockedSlide(PlaceSlide):
    """A slide whose disk can be held up, once its overview was made; it remembers which threads have read."""

    def __init__(self, width: int, height: int) -> None:
        super().__init__(width, height)
        self.lock = threading.Lock()
        self.readers: set[int] = set()

    def read_level(self, level: int, x: int, y: int, width: int, height: int) -> np.ndarray:
        if threading.get_ident() != threading.main_thread().ident:
            self.lock.acquire()
            self.lock.release()
        if height > 1:
            self.readers.add(threading.get_ident())
        return super().read_level(level, x, y, width, height)


class PlainSlide(PlaceSlide):
    """A slide of one grey."""

    def colour(self, x, y):
        return (np.full_like(x + y, 200),) * 3


@functools.cache
def _small(kind: type[PlaceSlide], width: int, height: int) -> np.ndarray:
    made = overview(kind(width, height))
    made.flags.writeable = False
    return made


def at_a_glance(slide) -> np.ndarray:
    """The slide's overview; of slides that are always the same it is made once a size."""
    always = type(slide) in (PlaceSlide, PlainSlide)
    return _small(type(slide), slide.size.width, slide.size.height) if always else overview(slide)


def manifest(threshold: float | None = None) -> Manifest:
    return Manifest(
        name="tiny", version="1", endpoint="alive at 5 years (test)", label_meaning="1: alive", backbone_name="fake",
        backbone_sha256="f" * 64, feature_layer="none", mpp=MODEL_MPP, window_px=3500, tile_px=224, fit="overlap",
        order="raster", blank="read", standardised=True, head=HeadShape(cells=(6, 5, 4)), threshold=threshold,
        threshold_origin="set by hand for a test", calibration=None, training="none", metrics={}, intended_use="tests",
        limits="no meaning", demo=True, made_by="a test",
    )  # fmt: skip


def make_trace(index: np.ndarray, hidden: np.ndarray | None = None) -> Trace:
    """The tiles `index` read in this order; `hidden` float32 [n, units] for all layers, else random."""
    rng = np.random.default_rng(3)
    steps = len(index)
    if hidden is None:
        hidden = rng.uniform(-1, 1, (steps, 4)).astype(np.float32)
    return Trace(index, (hidden,) * 3, (hidden,) * 3, np.linspace(0.2, 0.8, steps, dtype=np.float32))


def make_session(slide, read=None, grid: GridSpec | None = None, level="ok", threshold=None, **view) -> Session:
    """A session that shows `slide`, the tiles `read` (an array of tile indices) already read.

    Advanced is open, so that a map of the network's activity is drawn before the importance is known.
    """
    grid = grid or GridSpec()
    placement = place(slide.size, slide.mpp, grid.window_px, MODEL_MPP)
    record = ImageRecord(str(slide.path), "0" * 64, slide.size.width, slide.size.height, slide.mpp, "a test", ())
    shown = View(**({"advanced": True} | view))
    session = Session(bundle=BundleOnHand(Path("tiny"), "0" * 64, manifest(threshold)), view=shown)
    session = session.opened(session.work.run, OpenedImage(slide, record, at_a_glance(slide)), placement, ())
    if read is None:
        return session
    boxes = level0_boxes(grid, placement.region)
    tissue = np.ones(grid.tiles, np.float32)
    verdict = Verdict(level, () if level == "ok" else ("a test says so",))
    partial = PartialPrediction(grid, boxes, tissue, verdict, make_trace(np.asarray(read)))
    return changed(session, "analysis", partial=partial)


def changed(session: Session, name: str, **fields) -> Session:
    """The session with other fields in its slice `name`."""
    return replace(session, **{name: replace(getattr(session, name), **fields)})


def mouse(widget: QWidget, kind: str, x: float, y: float, button=Qt.MouseButton.LeftButton) -> None:
    """Press, move (with the button held if it was pressed) or release at a place of `widget`."""
    types = {
        "press": QEvent.Type.MouseButtonPress,
        "move": QEvent.Type.MouseMove,
        "release": QEvent.Type.MouseButtonRelease,
    }
    held = NO_BUTTON if kind == "release" else button
    which = NO_BUTTON if kind == "move" else button
    place_px = QPointF(x, y)
    on_screen = QPointF(widget.mapToGlobal(QPoint(0, 0))) + place_px
    event = QMouseEvent(types[kind], place_px, on_screen, which, held, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(widget, event)


def wheel(widget: QWidget, x: float, y: float, notches: float) -> None:
    place_px = QPointF(x, y)
    event = QWheelEvent(
        place_px, place_px, QPoint(), QPoint(0, round(120 * notches)), NO_BUTTON, Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(widget, event)
