"""Transitions about the image: opening, its pixel size, its folder, and closing."""

from dataclasses import replace
from pathlib import Path
from typing import Self

from app.session.explain_steps import ExplainSteps
from app.session.region_steps import opening_notice, placement_notice, refused_notice
from app.session.slices import CoresState, ImageState, RegionState, WorkState
from app.session.values import NextImage, Notice, OpenedImage
from model.base.errors import SlideError
from model.region.region import Placement
from model.result.saved_regions import SavedRegions
from model.slide.record import ImageRecord
from model.slide.remembered import must_ask
from model.tma.array import TmaArray

RECENT_KEPT = 10
"""Recent files in the menu: as many as can be read at a glance."""


class ImageSteps(ExplainSteps):
    """Transitions: each returns a new session."""

    def open_started(self, path: Path) -> Self:
        """Start to open another image, as a new run; the old image stays until the new one is open."""
        work = replace(self.work, run=self.work.run + 1, activity="opening", progress=None, pace=None)
        image = replace(self.image, opening=path, glimpse=None)
        return replace(self, work=work, image=image, notice=None, workspace="viewer")

    def glimpsed(self, run: int, image: OpenedImage) -> Self:
        """Show the requested image before its SHA-256 is known, instead of the old one."""
        if run != self.work.run or self.work.activity != "opening":
            return self
        emptied = self._without_image()
        return replace(emptied, image=replace(emptied.image, glimpse=image), work=self.work)

    def opened(
        self,
        run: int,
        image: OpenedImage,
        placement: Placement,
        siblings: tuple[Path, ...],
        regions: SavedRegions = (),
        array: TmaArray | None = None,
        left_out: tuple[SlideError, ...] = (),
    ) -> Self:
        """Show the opened image. A region that does not fit it exactly is selected for moving, with a notice.

        `left_out`: files of its folder that cannot be read; the same files are named in a notice only once.
        """
        if run != self.work.run:
            return self
        path, before = Path(image.record.path), self.image
        emptied, glimpsed = self._without_result(), before.glimpse is not None
        return replace(
            emptied,
            image=ImageState(
                opened=image,
                siblings=siblings,
                left_out=left_out,
                unopened=before.unopened - {path},
                recent=(path, *(known for known in before.recent if known != path))[:RECENT_KEPT],
                ahead=before.ahead,
                asks_mpp=must_ask(image.slide, image.record.mpp, image.record.mpp_source),
                # The glimpse shows the same image, so a measurement on it stays valid.
                ruling=before.ruling and glimpsed,
                ruler=before.ruler if glimpsed else None,
            ),
            region=RegionState(placement, selected_for_moving=placement.kind in ("centred", "placed"), saved=regions),
            cores=CoresState(array),
            work=WorkState(run=run, saving=self.work.saving),
            analysis=replace(emptied.analysis, predictions=()),
            notice=opening_notice(placement, left_out if _told(left_out) != _told(before.left_out) else ()),
        )

    def measured(self, record: ImageRecord, placement: Placement) -> Self:
        """Set the pixel size that the user gave. It changes the region, so its results no longer apply."""
        before = self.image.opened
        if before is None or before.record.sha256 != record.sha256:
            return self
        # Earlier predictions are of a region of another size, or their verdict used another pixel size.
        placed = replace(self, analysis=replace(self.analysis, predictions=())).placed(placement)
        image = replace(placed.image, opened=replace(before, record=record), asks_mpp=False)
        return replace(placed, image=image, notice=placement_notice(placement))

    def asking_mpp(self, dialogs: bool = True) -> Self:
        return replace(self, image=replace(self.image, asks_mpp=dialogs and self.image.opened is not None))

    def passed_over(self, path: Path, notice: Notice) -> Self:
        """Note that an image of the folder cannot be opened, found while reading ahead; a shown notice stays."""
        unopened = self.image.unopened | {path}
        return replace(self, image=replace(self.image, unopened=unopened), notice=self.notice or notice)

    def passed(self, refused: tuple[SlideError, ...]) -> Self:
        """Mark images that precede the opened one in the folder and do not open, and show a notice about them."""
        marked = self.image.unopened | {error.path for error in refused}
        image = replace(self.image, unopened=marked)
        return replace(self, image=image, notice=refused_notice(refused, self.notice))

    def reading_ahead(self, image: NextImage | None) -> Self:
        return replace(self, image=replace(self.image, ahead=image))

    def viewing(self, image: OpenedImage | None) -> Self:
        """Show an image that is only viewed, without anything of the one before; None shows no image."""
        emptied = self._without_image()
        return replace(emptied, image=replace(emptied.image, opened=image))

    def closed(self) -> Self:
        """Close the image; the user's choices stay."""
        emptied = self.cancelled()._without_image()
        image = replace(emptied.image, ahead=None, siblings=(), left_out=())
        return replace(emptied, image=image, device=replace(emptied.device, measuring=None))

    def _without_image(self) -> Self:
        """Return the session without an image and everything that belongs to it."""
        emptied = self._without_result()
        image = replace(emptied.image, opened=None, asks_mpp=False, ruling=False, ruler=None)
        analysis = replace(emptied.analysis, predictions=())
        return replace(emptied, image=image, region=RegionState(), cores=CoresState(), analysis=analysis)


def _told(left_out: tuple[SlideError, ...]) -> set[tuple[Path, str]]:
    return {(error.path, error.message) for error in left_out}
