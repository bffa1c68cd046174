"""Transitions about the image: opening, pixel size, other images of the folder, and closing."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Self

from app.session.mark_steps import MarkSteps
from app.session.region_steps import opening_notice, placement_notice, refused_notice
from app.session.slices import CoresState, ImageState, RegionState, WorkState
from app.session.values import NextImage, Notice, OpenedImage
from model.base.errors import SlideError
from model.region.region import Placement
from model.result.marks import Marks
from model.result.saved_regions import SavedRegions
from model.slide.record import ImageRecord
from model.slide.remembered import must_ask

if TYPE_CHECKING:
    from model.tma.array import TmaArray

if TYPE_CHECKING:
    from model.tma.pixel_size_hints import PixelSizeHints

RECENT_KEPT = 10
"""Number of recent files in the menu. A longer list is hard to read."""


class ImageSteps(MarkSteps):
    """Transitions about the image. Each method returns a new session."""

    def open_started(self, path: Path) -> Self:
        """Start to open another image as a new run. The current image stays visible until the new image is open."""
        work = replace(self.work, run=self.work.run + 1, activity="opening", progress=None, pace=None)
        image = replace(self.image, opening=path, glimpse=None)
        return replace(self, work=work, image=image, notice=None, workspace="viewer")

    def glimpsed(self, run: int, image: OpenedImage) -> Self:
        """Show the new image in place of the old image, although the SHA-256 of the new image is not known yet."""
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
        array: "TmaArray | None" = None,
        left_out: tuple[SlideError, ...] = (),
        marks: Marks = (),
    ) -> Self:
        """Show the opened image, with its result if the image was analysed since the program started.

        If the analysis region is not the whole image, select the region for moving and show a notice. `left_out` holds
        the files of the folder that cannot be read. The same files are reported in a notice only once.
        """
        if run != self.work.run:
            return self
        path, before = Path(image.record.path), self.image
        emptied, glimpsed = self._without_result(), before.glimpse is not None
        shown = replace(
            emptied,
            image=ImageState(
                opened=image,
                siblings=siblings,
                left_out=left_out,
                unopened=before.unopened - {path},
                recent=with_newest(before.recent, path),
                ahead=before.ahead,
                asks_mpp=must_ask(image.slide, image.record.mpp, image.record.mpp_source),
                # If the image was shown before its SHA-256 was known, a ruler drawn on it stays valid.
                ruling=before.ruling and glimpsed,
                ruler=before.ruler if glimpsed else None,
                turned=before.turned if glimpsed else 0,
                marks=marks,
            ),
            region=RegionState(placement, selected_for_moving=placement.kind in ("centred", "placed"), saved=regions),
            cores=CoresState(array),
            work=WorkState(run=run, saving=self.work.saving, exporting=self.work.exporting),
            notice=opening_notice(placement, left_out if _told(left_out) != _told(before.left_out) else ()),
        )
        return shown._with_remembered()

    def with_recent_study(self, path: Path) -> Self:
        """Add a study or packet to the recent files."""
        return replace(self, image=replace(self.image, recent=with_newest(self.image.recent, path)))

    def measured(self, record: ImageRecord, placement: Placement) -> Self:
        """Set the pixel size that the user entered. It changes the analysis region, so the result is removed."""
        before = self.image.opened
        if before is None or before.record.sha256 != record.sha256:
            return self
        # Results with another pixel size are not shown: their region has another size, or their input was judged with
        # another pixel size. They belong to a different record of the image.
        image = replace(self.image, opened=replace(before, record=record), asks_mpp=False)
        placed = replace(self, image=image).placed(placement)
        return replace(placed, notice=placement_notice(placement))

    def with_mpp_hints(self, hints: "PixelSizeHints") -> Self:
        """Set what suggests the unknown pixel size of the image."""
        return replace(self, image=replace(self.image, mpp_hints=hints))

    def asking_mpp(self, dialogs: bool = True) -> Self:
        return replace(self, image=replace(self.image, asks_mpp=dialogs and self.image.opened is not None))

    def passed_over(self, path: Path, notice: Notice) -> Self:
        """Mark an image of the folder that could not be opened in advance.

        Show `notice`, unless another notice is shown.
        """
        unopened = self.image.unopened | {path}
        return replace(self, image=replace(self.image, unopened=unopened), notice=self.notice or notice)

    def passed(self, refused: tuple[SlideError, ...]) -> Self:
        """Mark the earlier images of the folder that could not be opened. Show a notice about these images."""
        marked = self.image.unopened | {error.path for error in refused}
        image = replace(self.image, unopened=marked)
        return replace(self, image=image, notice=refused_notice(refused, self.notice))

    def reading_ahead(self, image: NextImage | None) -> Self:
        return replace(self, image=replace(self.image, ahead=image))

    def viewing(self, image: OpenedImage | None) -> Self:
        """Show an image without analysing it, and remove all data of the previous image.

        None means to show no image.
        """
        emptied = self._without_image()
        return replace(emptied, image=replace(emptied.image, opened=image))

    def closed(self) -> Self:
        """Close the image. The user's settings stay."""
        emptied = self.cancelled()._without_image()
        image = replace(emptied.image, ahead=None, siblings=(), left_out=())
        return replace(emptied, image=image, device=replace(emptied.device, measuring=None))

    def _without_image(self) -> Self:
        """Return the session without the image and all values that belong to it."""
        emptied = self._without_result()
        image = replace(emptied.image, opened=None, asks_mpp=False, mpp_hints=None, ruling=False, ruler=None, turned=0)
        image = replace(image, outlining=False, cross=None, marks=())
        return replace(emptied, image=image, region=RegionState(), cores=CoresState())


def with_newest(recent: tuple[Path, ...], path: Path) -> tuple[Path, ...]:
    """Return the recent files with `path` as the newest one, each file once."""
    return (path, *(known for known in recent if known != path))[:RECENT_KEPT]


def _told(left_out: tuple[SlideError, ...]) -> set[tuple[Path, str]]:
    return {(error.path, error.message) for error in left_out}
