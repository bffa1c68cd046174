"""The spots of a study, and the paths of their images, even after the images were moved."""

import os
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path

from model.base.errors import SlideError, StudyError
from model.base.files import exists
from model.base.geometry import RegionL0
from model.base.progress import Progress
from model.slide.folder import Listing
from model.slide.opening import identity
from model.slide.registry import listed
from model.slide.regular import unreadable
from model.study.store import Row, Study


@dataclass(frozen=True)
class StudySpot:
    """One spot of one patient.

    `image` is relative to the study's folder if possible; `seen_at` is the absolute path at which the image was last
    found. `region` is its analysis region in full-resolution pixel coordinates; None means the region at the centre of
    the image.
    """

    id: int
    patient: str
    image: str
    seen_at: str
    sha256: str
    core: str = ""
    region: RegionL0 | None = None

    @property
    def name(self) -> str:
        """Return the spot's name for users. It must not be shown during a blinded read."""
        name = Path(self.image).name
        return f"{name} {self.core}" if self.core else name


_SELECT = "SELECT spots.*, patients.code AS patient FROM spots JOIN patients ON patients.id = spots.patient_id"


def spots_of(study: Study) -> tuple[StudySpot, ...]:
    """Return all spots in the order in which they were imported."""
    return tuple(_spot(row) for row in study.rows(f"{_SELECT} ORDER BY spots.id"))


def spot_of(study: Study, spot_id: int) -> StudySpot:
    """Return the spot with this id. Raise StudyError if there is none."""
    row = study.one(f"{_SELECT} WHERE spots.id = ?", (spot_id,))
    if row is None:
        raise StudyError(f"The study has no spot {spot_id}.", "Open the study again.")
    return _spot(row)


def _spot(row: Row) -> StudySpot:
    region = None if row["x"] is None else RegionL0(row["x"], row["y"], row["width"], row["height"])
    return StudySpot(row["id"], row["patient"], row["image"], row["seen_at"], row["sha256"], row["core"], region)


def relative(folder: Path, image: Path) -> str:
    """Return the path of `image` in the form in which it is saved: relative to `folder`, with forward slashes.

    The path is absolute if the image is on another drive.
    """
    try:
        return Path(os.path.relpath(image.absolute(), folder.absolute())).as_posix()
    except ValueError:
        return image.absolute().as_posix()


def image_path(folder: Path, spot: StudySpot) -> Path | None:
    """Return the path of the spot's image, or None if it was moved.

    The path relative to the study is tried first, then the path where the image was last seen.
    """
    for path in (folder / spot.image, Path(spot.seen_at)):
        if exists(path):
            return path
    return None


def needed_image(folder: Path, spot: StudySpot) -> Path:
    """Return the path of the spot's image. Raise StudyError if the image was moved."""
    path = image_path(folder, spot)
    if path is None:
        # The message does not contain the image's name, because a blinded reader may see it.
        remedy = "Choose the folder that has the images now with Locate images, or with: histocast study locate."
        raise StudyError("The image was moved.", remedy)
    return path


def missing_spots(study: Study) -> tuple[StudySpot, ...]:
    """Return the spots whose images were moved."""
    return tuple(spot for spot in spots_of(study) if image_path(study.folder, spot) is None)


def locate(study: Study, folder: Path) -> Generator[Progress, None, int]:
    """Search for moved images in `folder` and its subfolders, by name and content. Return the number of spots found."""
    missing = missing_spots(study)
    wanted = {Path(spot.image).name for spot in missing}
    named = [path for path in sorted(folder.rglob("*")) if path.name in wanted]
    found: dict[str, Path] = {}
    unread: list[str] = []
    for done, path in enumerate(named):
        yield Progress("looking for images", done, len(named))
        try:
            found.setdefault((yield from identity(path)), path)
        except SlideError as error:
            unread.append(error.message)
    with study.changing():
        for spot in missing:
            path_now = found.get(spot.sha256)
            if path_now is not None:
                study.write("UPDATE spots SET image = ?, seen_at = ? WHERE id = ?",
                            (relative(study.folder, path_now), str(path_now.absolute()), spot.id))  # fmt: skip
        located = sum(spot.sha256 in found for spot in missing)
        study.log("", "located", folder=str(folder), found=located, missing=len(missing) - located, unread=unread)
    return located


def images_below(folder: Path) -> Listing:
    """Return the images in `folder` and its subfolders, by name, and the skipped files.

    Linked folders are searched only once. Raise StudyError if the folder does not exist.
    """
    if not folder.is_dir():
        raise StudyError(
            f"There is no folder {folder}.", "Check the name, and that the disk with the folder is connected."
        )
    images: dict[Path, None] = {}
    skipped: dict[Path, SlideError] = {}
    _list_below(folder, images, skipped, set())
    return Listing(tuple(images), tuple(skipped.values()))


def _list_below(folder: Path, images: dict[Path, None], skipped: dict[Path, SlideError], seen: set[Path]) -> None:
    try:
        seen.add(folder.resolve())
        found = listed(folder)
        inside = sorted(entry for entry in folder.iterdir() if entry.is_dir() and not entry.name.startswith("."))
    except SlideError as error:
        skipped[folder] = error
        return
    except OSError as error:
        skipped[folder] = unreadable(folder, error)
        return
    images.update(dict.fromkeys(found.images))
    skipped.update((error.path, error) for error in found.skipped)
    for entry in inside:
        # Without this check, a link to a parent folder would be followed forever.
        if entry.resolve() not in seen:
            _list_below(entry, images, skipped, seen)
