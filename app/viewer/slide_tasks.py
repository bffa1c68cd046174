"""The tasks that open and read images and save regions and cores; no torch."""

import os
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from app.session.values import BundleOnHand, FeaturesOnHand, OpenedImage, TilePicture
from app.viewer.tasks import Opened, Steps
from model.base.errors import SlideError
from model.base.geometry import RegionL0
from model.base.progress import Progress
from model.result.saved_regions import SavedRegions
from model.slide.base import Slide
from model.slide.record import ImageRecord

if TYPE_CHECKING:
    from model.feature_files.stated import Stated
    from model.info.slide_report import SlideReport
    from model.slide.folder import Listing
    from model.tma.array import TmaArray
    from model.tma.core_export import CoreExport
    from model.tma.core_map import CoreMap
    from model.tma.finding import FoundArray
    from model.tma.pixel_size_hints import PixelSizeHints
    from model.tma.slide_objects import SlideObjects


def _beside(path: Path) -> "Listing":
    """Return the images in the folder of `path`. The result includes `path`, even if its suffix is unknown."""
    from model.slide.folder import Listing
    from model.slide.registry import listed

    try:
        found = listed(path.parent)
    except SlideError as error:  # some folders may not be listed although their files can be opened
        return Listing((path,), (error,))
    return found if path in found.images else replace(found, images=(*found.images, path))


class SlideTasks:
    """The tasks for images, saved regions and cores."""

    def open_image(self, path: Path) -> Steps[Opened]:
        """Open the image file `path` or, if `path` is a folder, the first of its images that opens.

        For a large file, a report carries an `OpenedImage` without a SHA-256, which can be viewed while its SHA-256 is
        computed. This image belongs to the task until the task ends.
        """
        yield Progress("opening")
        from model.result.marks import saved_marks, trouble_with_marks
        from model.result.saved_regions import saved_regions, trouble_with_regions
        from model.slide.opening import first_steps
        from model.slide.overview import overview
        from model.tma.saved_cores import saved_cores, trouble_with_cores

        seen: list[OpenedImage] = []

        def look(slide: Slide, record: ImageRecord) -> OpenedImage:
            display = slide.display()
            small = overview(slide)
            seen.append(OpenedImage(slide, record, small if display is None else display(small), display))
            return seen[0]

        slide, record, refused = yield from first_steps(Path(os.path.abspath(path)), glimpse=look)
        with ExitStack() as unless_done:
            unless_done.callback(slide.close)
            path = slide.path  # a DICOM slide has several files, and `path` may be any of them
            beside = _beside(path)
            yield Progress("opening")
            seen_of_it = next((image for image in seen if image.slide is slide), None)
            image = replace(seen_of_it or look(slide, record), record=record)
            known = record.sha256
            faults = (trouble_with_regions(known), trouble_with_cores(known), trouble_with_marks(known))
            notes = tuple(note for note in faults if note)
            regions, cores = saved_regions(known), saved_cores(known)
            opened = Opened(image, beside.images, regions, cores, notes, beside.skipped, refused, saved_marks(known))
            unless_done.pop_all()
            return opened

    def prepare_reader(self) -> Steps[None]:
        """Start a process that will decode the next image, so that it opens sooner.

        It inherits the priority of the thread that runs this task.
        """
        yield Progress("preparing to open images")
        from model.slide.isolated.pool import prepare

        prepare()

    def close_image(self, slide: Slide) -> Steps[None]:
        """Close the slide. The task is queued behind an analysis that may still read the slide."""
        slide.close()
        yield Progress("closing")

    def image_report(self, image: OpenedImage) -> "Steps[SlideReport]":
        """Return a report on the file of the open image: the values in the file, and the pixel size in use."""
        yield Progress("listing the files of the image")
        from model.info.slide_file import described

        return described(image.slide, (image.record.mpp, image.record.mpp_source))

    def measure(self, image: OpenedImage, mpp: float) -> Steps[ImageRecord]:
        """Save the pixel size that the user entered for the folder.

        Return the record of the image with this pixel size.
        """
        yield Progress("saving the pixel size")
        from model.slide.remembered import remember, resolve_mpp

        used, source = resolve_mpp(image.slide, mpp)
        remember(Path(image.record.path).parent, mpp)
        return replace(image.record, mpp=used, mpp_source=source)

    def read_feature_file(
        self, path: Path, image: OpenedImage, bundle: BundleOnHand, stated: "Stated"
    ) -> Steps[FeaturesOnHand]:
        """Read the facts about a feature file of `image`, as `histocast predict --features` does.

        The features themselves are not read. Raise FeatureFileError if the file cannot be read, or does not fit the
        model or the image.
        """
        yield Progress("reading the feature file")
        from model.feature_files.match import matched
        from model.feature_files.place import placed_on, refuse_other_slide
        from model.feature_files.read import read_feature_file

        manifest, record = bundle.manifest, image.record
        file = read_feature_file(path, replace(stated, mpp=record.mpp))
        matched(file, manifest.encoder, f"{manifest.name} {manifest.version}")
        refuse_other_slide(file, record)
        yield Progress("reading the feature file")
        placed = placed_on(file, record)
        return FeaturesOnHand(file, placed.grid, placed.boxes, placed.placement)

    def save_regions(self, image: ImageRecord, change: Callable[[SavedRegions], SavedRegions]) -> Steps[SavedRegions]:
        """Apply `change` to the saved regions of the image, and return the changed regions."""
        yield Progress("saving the analysis regions")
        from model.result.saved_regions import change_saved

        return change_saved(image, change)

    def find_cores(self, image: OpenedImage) -> "Steps[FoundArray]":
        """Return the cores of the slide, with notes on the search."""
        yield Progress("finding cores")
        from model.tma.finding import find_steps

        return (yield from find_steps(image.slide, image.record.mpp))

    def suggests_cores(self, image: OpenedImage) -> Steps[bool]:
        """Return whether the overview of the image looks like a tissue microarray."""
        yield Progress("looking at the overview")
        from model.tma.likeness import looks_like_array

        if image.overview is None or image.overview.min() == image.overview.max():
            return False
        size, mpp = image.slide.size, image.record.mpp
        return looks_like_array(image.overview, mpp * size.width / image.overview.shape[1] if mpp else None)

    def mpp_hints(self, image: OpenedImage, others: tuple[Path, ...]) -> "Steps[PixelSizeHints]":
        """Return what suggests the pixel size of an image that states none. `others` are images of its folder."""
        yield Progress("looking at the overview")
        from model.tma.pixel_size_hints import hint_steps

        return (yield from hint_steps(image.overview, image.slide.size.width, others))

    def save_cores(self, image: ImageRecord, change: "Callable[[TmaArray | None], TmaArray]") -> "Steps[TmaArray]":
        """Apply `change` to the saved cores of the slide, and return the changed cores."""
        yield Progress("saving the cores")
        from model.tma.saved_cores import change_cores

        return change_cores(image, change)

    def read_core_map(self, path: Path) -> "Steps[CoreMap]":
        """Read a core map, the table with the case of each core of a microarray."""
        yield Progress("reading the core map")
        from model.tma.core_map import read_core_map

        return read_core_map(path)

    def read_objects(self, slide: Slide, path: Path) -> "Steps[SlideObjects]":
        """Read the cores and annotations that another program marked on the slide."""
        yield Progress("reading cores and annotations")
        from model.tma.slide_objects import read_objects

        return read_objects(path, slide.size)

    def export_cores(self, slide: Slide, asked: "CoreExport") -> Steps[tuple[Path, ...]]:
        """Write the cores and their results as a table, as GeoJSON and as a picture."""
        yield Progress("writing the cores")
        from model.tma.core_export import write_cores

        return write_cores(slide, asked)

    def read_tile(self, slide: Slide, box: RegionL0, index: int, side: int) -> Steps[TilePicture]:
        """Read the pixels of one tile as a square of `side` px."""
        yield Progress("reading the tile")
        return TilePicture(index, slide.read(box, side, side))

    def read_tiles(self, slide: Slide, boxes: Mapping[int, RegionL0], side: int) -> Steps[Mapping[int, np.ndarray]]:
        """Read small pictures of tiles, as squares of `side` px, by tile index."""
        found: dict[int, np.ndarray] = {}
        for index, box in boxes.items():
            yield Progress("reading tiles", len(found), len(boxes))
            found[index] = slide.read(box, side, side)
        return found

    def thumbnail(self, path: Path, side: int) -> Steps[np.ndarray | None]:
        """Return a thumbnail of the whole image, uint8 [h, w, 3], RGB. Its longer side has `side` px.

        Return None if reading the image takes too long.
        """
        yield Progress("reading a thumbnail")
        from model.slide.decoding import thumbnail_steps

        return (yield from thumbnail_steps(path, side))
