"""The frozen `Session` of the window and its pure transitions; no Qt, no torch, no files.

Widgets show the difference between an old and a new session and never edit it. Every analysis has a run number. Results
of another run are ignored here, in one place, so that a late result is never shown.
"""

from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from app.session.explain_steps import ExplainSteps
from app.session.pace import start, whole_pace
from app.session.precision_text import measuring_stopped
from app.session.region_steps import missed_notice, opening_notice, placement_notice, reading_of, refused_notice
from app.session.values import BundleOnHand, Devices, NextImage, Notice, OpenedImage, Outcome, TilePicture
from model.base.errors import SlideError
from model.base.geometry import Cell
from model.base.progress import Progress
from model.region.region import Placement
from model.result.prediction import PartialPrediction, Prediction
from model.result.saved_regions import SavedRegions
from model.slide.record import ImageRecord
from model.slide.remembered import must_ask
from model.tma.array import TmaArray

OPACITY_STEP = 0.1
RECENT_KEPT = 10
"""Recent files in the menu: as many as can be read at a glance."""


class Session(ExplainSteps):
    """The session with all its transitions; this file has those about opening, analysing, selecting and choosing."""

    # -- opening ------------------------------------------------------------------------------------------------
    def open_started(self, path: Path) -> "Session":
        """Start to open another image, as a new run; the old image stays until the new one is open."""
        started = replace(self, run=self.run + 1, activity="opening", opening=path, progress=None, pace=None)
        return replace(started, notice=None, workspace="viewer", glimpse=None)

    def glimpsed(self, run: int, image: OpenedImage) -> "Session":
        """Show the requested image before its SHA-256 is known, instead of the old one."""
        if run != self.run or self.activity != "opening":
            return self
        return replace(self._without_image(), glimpse=image, progress=self.progress, pace=self.pace)

    def opened(
        self,
        run: int,
        image: OpenedImage,
        placement: Placement,
        siblings: tuple[Path, ...],
        regions: SavedRegions = (),
        array: TmaArray | None = None,
        left_out: tuple[SlideError, ...] = (),
    ) -> "Session":
        """Show the opened image. A region that does not fit it exactly is selected for moving, with a notice.

        `left_out`: files of its folder that cannot be read; the same files are named in a notice only once.
        """
        if run != self.run:
            return self
        path = Path(image.record.path)
        others = tuple(known for known in self.recent if known != path)
        return replace(
            replace(self._without_result(), activity="idle", opening=None, selected=None, picture=None),
            image=image,
            glimpse=None,
            placement=placement,
            siblings=siblings,
            left_out=left_out,
            unopened=self.unopened - {path},
            notice=opening_notice(placement, left_out if _told(left_out) != _told(self.left_out) else ()),
            asks_mpp=must_ask(image.slide, image.record.mpp, image.record.mpp_source),
            recent=(path, *others)[:RECENT_KEPT],
            regions=regions,
            array=array,
            undoable=False,
            predictions=(),
            queue=(),
            asked=0,
            missed=(),
            whole=None,
            # The glimpse shows the same image, so a measurement on it stays valid.
            ruling=self.ruling and self.glimpse is not None,
            ruler=self.ruler if self.glimpse is not None else None,
            held=placement.kind in ("centred", "placed"),
        )

    def measured(self, record: ImageRecord, placement: Placement) -> "Session":
        """Set the pixel size that the user gave. It changes the region, so its results no longer apply."""
        if self.image is None or self.image.record.sha256 != record.sha256:
            return self
        image = replace(self.image, record=record)
        # Earlier predictions are of a region of another size, or their verdict used another pixel size.
        forgotten = replace(self, predictions=())
        return replace(forgotten.placed(placement), image=image, asks_mpp=False, notice=placement_notice(placement))

    def asking_mpp(self, dialogs: bool = True) -> "Session":
        return replace(self, asks_mpp=dialogs and self.image is not None)

    def closed(self) -> "Session":
        """Close the image; the user's choices stay."""
        return replace(self.cancelled()._without_image(), measuring=None, ahead=None, siblings=(), left_out=())

    def _without_image(self) -> "Session":
        """Return the session without an image and everything that belongs to it."""
        emptied = replace(self._without_result(), regions=(), array=None, undoable=False, predictions=(), held=False)
        emptied = replace(emptied, ruling=False, ruler=None, asks_mpp=False)
        return replace(emptied, image=None, placement=None, selected=None, picture=None)

    # -- analysing ----------------------------------------------------------------------------------------------
    def analysis_started(self) -> "Session":
        """Start an analysis. A running precision check is stopped, with a notice: the user waits for the analysis."""
        told = measuring_stopped(" for this analysis") if self.measuring else None
        started = replace(self._without_result(), run=self.run + 1, activity="analysing", notice=told)
        return replace(started, measuring=None, asks_fast=False, held=False)

    def progressed(self, run: int, progress: Progress, now_s: float = 0.0) -> "Session":
        """Show a report of the running job at clock time `now_s`; a `PartialPrediction` in it is the partial result."""
        if run != self.run or self.activity == "idle":
            return self
        reading = progress.partial if isinstance(progress.partial, PartialPrediction) else self.reading
        pace = self.pace.told(progress, now_s) if self.pace else start(progress, now_s)
        whole = whole_pace(self.whole, progress, self.asked, len(self.queue), now_s) if self.asked else None
        return replace(self, progress=progress, reading=reading, pace=pace, whole=whole)

    def predicted(self, run: int, prediction: Prediction) -> "Session":
        if run != self.run:
            return self
        verdict, reading = prediction.verdict, reading_of(prediction)
        refused = verdict.level == "do not use"
        outcome = Outcome(
            None if refused else prediction.survival_probability, verdict.level, prediction.interval is not None
        )
        outcomes = MappingProxyType({**self.outcomes, Path(prediction.image.path): outcome})
        done = replace(self, activity="idle", progress=None, pace=None, reading=reading, prediction=prediction)
        done = replace(done, outcomes=outcomes)._remembering(prediction)
        if not self.queue:
            told = missed_notice(self.asked, self.missed) or done.notice
            done = replace(done, asked=0, missed=(), whole=None, notice=told)
        if self.exact_on_hand is None:
            return done
        # With too little memory, another device than the chosen one may have been used.
        used = "fast_on_hand" if prediction.device.precision == "fast" else "exact_on_hand"
        return replace(done, **{used: prediction.device})  # type: ignore[arg-type]

    def stopped(self, run: int, notice: Notice | None = None) -> "Session":
        """End the job of `run`, which failed (with a notice) or was cancelled; tiles already analysed stay visible."""
        if run != self.run:
            return self
        if notice is not None and self.missed:
            notice = missed_notice(self.asked, (*self.missed, notice))
        unopened = self.unopened if self.opening is None or notice is None else self.unopened | {self.opening}
        ended = replace(self, activity="idle", opening=None, glimpse=None, progress=None, pace=None, notice=notice)
        return replace(ended, queue=(), asked=0, missed=(), whole=None, unopened=unopened)

    def passed_over(self, path: Path, notice: Notice) -> "Session":
        """Note that an image of the folder cannot be opened, found while reading ahead; a shown notice stays."""
        return replace(self, unopened=self.unopened | {path}, notice=self.notice or notice)

    def passed(self, refused: tuple[SlideError, ...]) -> "Session":
        """Mark images that precede the opened one in the folder and do not open, and show a notice about them."""
        marked = self.unopened | {error.path for error in refused}
        return replace(self, unopened=marked, notice=refused_notice(refused, self.notice))

    # -- selecting ----------------------------------------------------------------------------------
    def selecting(self, index: int | None) -> "Session":
        """Select another tile, or none; its pixels are not read yet."""
        if self.image is None or index == self.selected:
            return self.holding(False)
        return replace(self, selected=index, picture=None, held=False)

    def walking(self, rows: int, cols: int) -> "Session":
        """Move the selection over the grid. It stops at the edges and starts at the centre."""
        spec = self.grid
        if self.selected is None:
            return self.selecting(spec.index(Cell(spec.rows // 2 - 1, spec.cols // 2 - 1)))
        cell = spec.cell(self.selected)
        row = min(max(cell.row + rows, 0), spec.rows - 1)
        col = min(max(cell.col + cols, 0), spec.cols - 1)
        return self.selecting(spec.index(Cell(row, col)))

    def pictured(self, placement: Placement, picture: TilePicture) -> "Session":
        """Set the pixels of a tile, if it is still the selected tile of the same region."""
        same = placement is self.placement and picture.index == self.selected
        return replace(self, picture=picture) if same else self

    def showing_anyway(self) -> "Session":
        return replace(self, revealed=True)

    # -- choices --------------------------------------------------------------------------------------------------
    def toggled(self, overlay: str) -> "Session":
        return self.viewed(shown=self.view.shown ^ {overlay})

    def fainter(self) -> "Session":
        return self.viewed(opacity=max(0.0, round(self.view.opacity - OPACITY_STEP, 2)))

    def stronger(self) -> "Session":
        return self.viewed(opacity=min(1.0, round(self.view.opacity + OPACITY_STEP, 2)))

    def viewed(self, **changes: object) -> "Session":
        """Return the session with fields of its `View` changed."""
        return replace(self, view=replace(self.view, **changes))  # type: ignore[arg-type]

    def mapped(self, **changes: object) -> "Session":
        """Return the session with fields of its choice of map changed."""
        return self.viewed(map=replace(self.view.map, **changes))  # type: ignore[arg-type]

    def with_bundle(self, bundle: BundleOnHand, placement: Placement | None) -> "Session":
        """Set another model, whose region may differ; the results of the previous model are dropped."""
        other = replace(self, bundle=bundle, outcomes=MappingProxyType({}))
        return (other.placed(placement) if placement else other)._of_another_kind()

    def with_device(self, device: str) -> "Session":
        """Set the device for the next analysis; which one is really used is looked up later."""
        return self if device == self.device else replace(self, device=device)._of_another_kind()

    def looked_up(self, asked: str, bundle: BundleOnHand | None, found: Devices) -> "Session":
        """Set the device found for the choice `asked` and `bundle`; for another choice only the list is used."""
        known = replace(self, devices=found.all)
        if asked != self.device or bundle is not self.bundle:
            return known
        return replace(known, exact_on_hand=found.exact, fast_on_hand=found.fast)._settled()

    def encoding_ahead(self, encodes: bool) -> "Session":
        return replace(self, encodes_ahead=encodes)

    def reading_ahead(self, image: NextImage | None) -> "Session":
        return replace(self, ahead=image)


def _told(left_out: tuple[SlideError, ...]) -> set[tuple[Path, str]]:
    return {(error.path, error.message) for error in left_out}
