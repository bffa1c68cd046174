"""Move the analysis region, save regions, and analyse several regions one after another.

Saved regions are written to the disk on a separate thread. Afterwards the list shows the content of the disk.
"""

from collections.abc import Callable
from datetime import date
from typing import Literal

from PySide6.QtCore import QObject

from app.language.text import tr
from app.session.session import Session
from app.session.store import Store
from app.session.values import PUBLISHED_MPP, BundleOnHand, Notice
from app.ui.jobs import JobRunner
from app.ui.messages import explain, log_error
from app.viewer.network_tasks import Tasks
from model.base.geometry import PointL0, RegionL0, SizeL0
from model.region.grid import GridSpec
from model.region.region import Placement, place, place_at
from model.result.export.wording import qualifier
from model.result.order_check import same_analysis
from model.result.prediction import Prediction
from model.result.saved_regions import SavedRegions, result_from, with_region, without_region
from model.slide.record import ImageRecord

Step = Literal["fine", "tile", "region"]
"""How far a key moves the region: by one px of the slide, by one tile, or by the width of the region."""


class RegionController(QObject):
    """Moves the analysis region of the session's image and manages its saved regions."""

    def __init__(self, store: Store, tasks: Tasks, analyse: Callable[[], None]) -> None:
        super().__init__()
        self._store = store
        self._tasks = tasks
        self._analyse = analyse
        self._saver = JobRunner("regions")
        store.changed.connect(self._follow)

    def shutdown(self) -> None:
        """Wait until all regions are saved."""
        self._saver.finish()

    # -- where it lies --------------------------------------------------------------------------------------------
    def first(self, record: ImageRecord, bundle: BundleOnHand | None, regions: SavedRegions) -> Placement:
        """Return where the analysis region is placed on a newly opened image.

        If the image is larger than the region and has saved regions, this is the place of the last region in their
        list.
        """
        found = place(SizeL0(record.width_px, record.height_px), record.mpp, _window_px(bundle), _model_mpp(bundle))
        if found.kind == "centred" and regions:
            return self._placement(regions[-1].region.centre, record, bundle)
        return found

    def laid_for(self, bundle: BundleOnHand) -> Placement | None:
        """Return the placement of the analysis region of `bundle` on the open image; None without an image.

        If the user has chosen a place, the region is centred there.
        """
        session = self._store.session
        if session.image.opened is None or session.region.placement is None:
            return None
        if session.image.features is not None:
            return session.region.placement
        if session.region.placement.kind == "placed":
            return self._placement(session.region.placement.region.centre, session.image.opened.record, bundle)
        return self.first(session.image.opened.record, bundle, session.region.saved)

    def move(self, centre: PointL0) -> None:
        """Move the region to `centre`, within the limits of the image, and select it for moving."""
        session = self._store.session
        if session.image.opened is None:
            return
        size = session.image.opened.slide.size
        kept = PointL0(min(max(centre.x, 0.0), size.width), min(max(centre.y, 0.0), size.height))
        placement = self._placement(kept, session.image.opened.record, session.bundle)
        self._store.change(lambda s: s.placed(placement).selecting_region(True))

    def nudge(self, cols: int, rows: int, step: Step) -> None:
        """Move the region by `cols` steps to the right and `rows` steps down."""
        session = self._store.session
        if session.image.opened is None or session.region.placement is None:
            return
        centre, side = session.region.placement.region.centre, session.region.placement.region.width
        length = {"fine": 1.0, "tile": side / session.grid.cols, "region": side}[step]
        self.move(PointL0(centre.x + cols * length, centre.y + rows * length))

    def back(self) -> None:
        """Move the region to its default place on this image."""
        session = self._store.session
        if session.image.opened is not None:
            placement = self.first(session.image.opened.record, session.bundle, ())
            self._store.change(lambda s: s.placed(placement).selecting_region(placement.kind == "centred"))

    def jump(self, region: RegionL0) -> None:
        """Move the region to the place of a saved region."""
        session = self._store.session
        if session.image.opened is not None:
            placement = self._placement(region.centre, session.image.opened.record, session.bundle)
            self._store.change(lambda s: s.placed(placement).selecting_region(False))

    def jump_by(self, step: int) -> None:
        """Move to the next (+1) or previous (-1) saved region. The first region follows the last region."""
        session = self._store.session
        if session.region.saved:
            here = session.saved_here
            place_in_list = session.region.saved.index(here) + step if here else min(step, 0)
            self.jump(session.region.saved[place_in_list % len(session.region.saved)].region)

    # -- the list -------------------------------------------------------------------------------------------------
    def keep_place(self) -> None:
        """Save the current region."""
        session = self._store.session
        if session.image.opened is not None and session.region.placement is not None:
            region = session.region.placement.region
            self._change(session.image.opened.record, lambda regions: with_region(regions, region))

    def keep_places(self, centres: tuple[PointL0, ...]) -> None:
        """Save a region around each of these centres."""
        session = self._store.session
        if session.image.opened is None:
            return
        record, bundle = session.image.opened.record, session.bundle
        added = [self._placement(centre, record, bundle).region for centre in centres]

        def with_all(regions: SavedRegions) -> SavedRegions:
            for region in added:
                regions = with_region(regions, region)
            return regions

        self._change(record, with_all)

    def keep_result(self, prediction: Prediction) -> None:
        """Save the analysed region with its result. Save nothing if the tiles come from a feature file."""
        if prediction.feature_file is not None:
            return
        region = prediction.placement.region
        result = result_from(prediction, qualifier(prediction), date.today().isoformat())
        self._change(prediction.image, lambda regions: with_region(regions, region, result))

    def forget(self) -> None:
        """Remove the saved region at the current place."""
        session = self._store.session
        here = session.saved_here
        if session.image.opened is not None and here is not None:
            self._change(session.image.opened.record, lambda regions: without_region(regions, here.region))

    def analyse_all(self) -> None:
        """Analyse, one after another, all saved regions that the current model has not analysed."""
        session = self._store.session
        if session.can_analyse and session.unread_regions:
            self.analyse_these(session.unread_regions, len(session.region.saved), tr("regions"))

    def analyse_these(self, regions: tuple[RegionL0, ...], of: int, what: str) -> None:
        """Analyse `regions`, one after another.

        `of` is the number of all regions, and `what` their name in messages. If some of them were analysed before, a
        notice gives their number.
        """
        if self._store.session.can_analyse and regions:
            self._store.change(lambda s: s.queued(regions))
            self.analyse_next()
            if of > len(regions):
                title = tr(
                    "Done before with this model and precision: {done} of {all} {what}.",
                    done=of - len(regions),
                    all=of,
                    what=what,
                )
                self._store.change(
                    lambda s: s.noticed(Notice("info", title, tr("Existing results are kept and not computed again.")))
                )

    def analyse_next(self) -> None:
        """Analyse the next of the regions that wait for analysis, if there is one."""
        session = self._store.session
        if session.image.opened is not None and session.work.queue:
            placement = self._placement(session.work.queue[0].centre, session.image.opened.record, session.bundle)
            self._store.change(lambda s: s.next_queued(placement))
            self._analyse()

    # -- inside ---------------------------------------------------------------------------------------------------
    def _follow(self, old: Session, new: Session) -> None:
        """Save a result again after it was checked in more tile orders. The check can change its reliability."""
        before, after = old.analysis.prediction, new.analysis.prediction
        if after is not None and after is not before and same_analysis(before, after):
            self.keep_result(after)

    def _change(self, record: ImageRecord, change: Callable[[SavedRegions], SavedRegions]) -> None:
        def failed(error: BaseException) -> None:
            # The change could not be saved on the disk. Keep it in memory.
            log_error(error)
            self._store.change(lambda s: s.listed(record.sha256, change(s.region.saved)).noticed(explain(error)))

        task = self._tasks.save_regions(record, change)
        self._saver.run(task, lambda regions: self._store.change(lambda s: s.listed(record.sha256, regions)), failed)

    def _placement(self, centre: PointL0, record: ImageRecord, bundle: BundleOnHand | None) -> Placement:
        """Return the placement of a region around `centre`.

        If this is the default region of the image, return the default placement, which has another `kind`.
        """
        window_px, model_mpp = _window_px(bundle), _model_mpp(bundle)
        placed = place_at(centre, record.mpp, window_px, model_mpp)
        usual = place(SizeL0(record.width_px, record.height_px), record.mpp, window_px, model_mpp)
        return usual if usual.region == placed.region else placed


def _model_mpp(bundle: BundleOnHand | None) -> float:
    return bundle.manifest.mpp if bundle else PUBLISHED_MPP


def _window_px(bundle: BundleOnHand | None) -> int:
    return bundle.manifest.window_px if bundle else GridSpec().window_px
