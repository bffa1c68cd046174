"""The analysis window as a thing one handles: wishes to move, keep, read and leave windows come in; sessions go out.

What is kept goes to disk on a thread of its own; what the disk then holds is what the list shows.
"""

from collections.abc import Callable
from datetime import date
from typing import Literal

from PySide6.QtCore import QObject

from app.session.store import Store
from app.session.values import PUBLISHED_MPP, BundleOnHand
from app.ui.jobs import JobRunner
from app.ui.messages import explain, log_error
from app.viewer.tasks import Tasks
from model.base.geometry import PointL0, RegionL0, SizeL0
from model.region.grid import GridSpec
from model.region.region import Placement, place, place_at
from model.result.export.wording import qualifier
from model.result.prediction import Prediction
from model.result.saved_regions import SavedRegions, result_from, with_region, without_region
from model.slide.record import ImageRecord

Step = Literal["fine", "tile", "window"]
"""How far a key moves the window: one px of the slide, one tile, or all of the window."""


class RegionController(QObject):
    """Moves the window of the session's image, and keeps the list of its windows."""

    def __init__(self, store: Store, tasks: Tasks, analyse: Callable[[], None]) -> None:
        super().__init__()
        self._store = store
        self._tasks = tasks
        self._analyse = analyse
        self._saver = JobRunner("windows")

    def shutdown(self) -> None:
        """What is to be kept is written before the end."""
        self._saver.finish()

    # -- where it lies --------------------------------------------------------------------------------------------
    def first(self, record: ImageRecord, bundle: BundleOnHand | None, windows: SavedRegions) -> Placement:
        """Where the window lies on an image that was just opened: on a large one, where it was kept last."""
        found = place(SizeL0(record.width_px, record.height_px), record.mpp, _window_px(bundle), _model_mpp(bundle))
        if found.kind == "centred" and windows:
            return self._placement(windows[-1].region.centre, record, bundle)
        return found

    def laid_for(self, bundle: BundleOnHand) -> Placement | None:
        """Where the window of `bundle` lies: round the place where the user has put it, if he has."""
        session = self._store.session
        if session.image is None or session.placement is None:
            return None
        if session.placement.kind == "placed":
            return self._placement(session.placement.region.centre, session.image.record, bundle)
        return self.first(session.image.record, bundle, session.windows)

    def move(self, centre: PointL0) -> None:
        """Lay the window round `centre`, held to the image, and take it in the hand."""
        session = self._store.session
        if session.image is None:
            return
        size = session.image.slide.size
        kept = PointL0(min(max(centre.x, 0.0), size.width), min(max(centre.y, 0.0), size.height))
        placement = self._placement(kept, session.image.record, session.bundle)
        self._store.change(lambda s: s.placed(placement).holding(True))

    def nudge(self, cols: int, rows: int, step: Step) -> None:
        """Move the window by `cols` steps to the right and `rows` down."""
        session = self._store.session
        if session.image is None or session.placement is None:
            return
        centre, side = session.placement.region.centre, session.placement.region.width
        length = {"fine": 1.0, "tile": side / session.grid.cols, "window": side}[step]
        self.move(PointL0(centre.x + cols * length, centre.y + rows * length))

    def back(self) -> None:
        """Lay the window where it lay when the image was opened for the first time."""
        session = self._store.session
        if session.image is not None:
            placement = self.first(session.image.record, session.bundle, ())
            self._store.change(lambda s: s.placed(placement).holding(placement.kind == "centred"))

    def jump(self, region: RegionL0) -> None:
        """Lay the window on a kept place."""
        session = self._store.session
        if session.image is not None:
            placement = self._placement(region.centre, session.image.record, session.bundle)
            self._store.change(lambda s: s.placed(placement).holding(False))

    def jump_by(self, step: int) -> None:
        """The next (+1) or previous (-1) window of the list, round and round."""
        session = self._store.session
        if session.windows:
            here = session.saved_here
            place_in_list = session.windows.index(here) + step if here else min(step, 0)
            self.jump(session.windows[place_in_list % len(session.windows)].region)

    # -- the list -------------------------------------------------------------------------------------------------
    def keep_place(self) -> None:
        """Put the window's place on the list."""
        session = self._store.session
        if session.image is not None and session.placement is not None:
            region = session.placement.region
            self._change(session.image.record, lambda windows: with_region(windows, region))

    def keep_places(self, centres: tuple[PointL0, ...]) -> None:
        """Put a window round each of these on the list."""
        session = self._store.session
        if session.image is None:
            return
        record, bundle = session.image.record, session.bundle
        regions = [self._placement(centre, record, bundle).region for centre in centres]

        def with_all(windows: SavedRegions) -> SavedRegions:
            for region in regions:
                windows = with_region(windows, region)
            return windows

        self._change(record, with_all)

    def keep_result(self, prediction: Prediction) -> None:
        """Put a window that was read on the list, with what was found."""
        region = prediction.placement.region
        result = result_from(prediction, qualifier(prediction), date.today().isoformat())
        self._change(prediction.image, lambda windows: with_region(windows, region, result))

    def forget(self) -> None:
        """Take the window's place off the list."""
        session = self._store.session
        here = session.saved_here
        if session.image is not None and here is not None:
            self._change(session.image.record, lambda windows: without_region(windows, here.region))

    def analyse_all(self) -> None:
        """Read every window of the list that the model on hand has not read, one after another."""
        session = self._store.session
        if session.can_analyse and session.unread_regions:
            self.analyse_these(session.unread_regions)

    def analyse_these(self, regions: tuple[RegionL0, ...]) -> None:
        """Read the windows on these places, one after another."""
        if self._store.session.can_analyse and regions:
            self._store.change(lambda s: s.queued(regions))
            self.analyse_next()

    def analyse_next(self) -> None:
        """Go on with the windows that wait, if there are any."""
        session = self._store.session
        if session.image is not None and session.queue:
            placement = self._placement(session.queue[0].centre, session.image.record, session.bundle)
            self._store.change(lambda s: s.next_queued(placement))
            self._analyse()

    # -- inside ---------------------------------------------------------------------------------------------------
    def _change(self, record: ImageRecord, change: Callable[[SavedRegions], SavedRegions]) -> None:
        def failed(error: BaseException) -> None:
            # Kept for this sitting at least.
            log_error(error)
            self._store.change(lambda s: s.listed(record.sha256, change(s.windows)).noticed(explain(error)))

        task = self._tasks.save_regions(record, change)
        self._saver.run(task, lambda windows: self._store.change(lambda s: s.listed(record.sha256, windows)), failed)

    def _placement(self, centre: PointL0, record: ImageRecord, bundle: BundleOnHand | None) -> Placement:
        """The window round `centre`; the one that simply lies in the middle is called so."""
        window_px, model_mpp = _window_px(bundle), _model_mpp(bundle)
        placed = place_at(centre, record.mpp, window_px, model_mpp)
        usual = place(SizeL0(record.width_px, record.height_px), record.mpp, window_px, model_mpp)
        return usual if usual.region == placed.region else placed


def _model_mpp(bundle: BundleOnHand | None) -> float:
    return bundle.manifest.mpp if bundle else PUBLISHED_MPP


def _window_px(bundle: BundleOnHand | None) -> int:
    return bundle.manifest.window_px if bundle else GridSpec().window_px
