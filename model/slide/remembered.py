"""Store the pixel size that the user entered for a folder. The file is in the user's data folder."""

import json
import math
import os
from pathlib import Path

from model.base.errors import ExportError, PixelSizeError
from model.base.files import replacing
from model.base.json_file import read_json
from model.base.places import data_folder
from model.slide.base import Slide
from model.slide.pixel_size import doubts

FILE_NAME = "pixel_sizes.json"

GIVEN, REMEMBERED, UNKNOWN = "given by the user", "remembered for this folder", "unknown"
"""Texts that name the source of a pixel size that does not come from the file."""

MOST_TOLD = 2
"""Maximum number of unused pixel sizes that are listed in the text about the source of the pixel size. The notes of the
slide list all of them."""

FINEST_GIVEN_MPP, COARSEST_GIVEN_MPP = 0.01, 20.0
"""Range in um/px of pixel sizes that a user may enter. No light microscope gives smaller pixels than the minimum. At
the maximum, a whole TMA slide fits on a screen."""


def check_given(mpp: float) -> float:
    """Return `mpp` if it is possible as the pixel size of a microscope image; otherwise raise a `PixelSizeError`."""
    if not (math.isfinite(mpp) and FINEST_GIVEN_MPP <= mpp <= COARSEST_GIVEN_MPP):
        raise PixelSizeError(
            f"A pixel size of {mpp:g} um/px cannot be right.",
            f"Give micrometres per pixel, from {FINEST_GIVEN_MPP:g} to {COARSEST_GIVEN_MPP:g}; "
            "about 0.25 for a scan at 40x, 0.5 at 20x, 1 at 10x.",
        )
    return mpp


def remember(folder: Path, mpp: float) -> None:
    """Store `mpp` as the pixel size of the images in `folder`."""
    sizes = {**_load(), _key(folder): check_given(mpp)}
    target = data_folder() / FILE_NAME
    try:
        with replacing(target) as beside, beside.open("w", encoding="utf-8") as file:
            json.dump({"um_per_px": sizes}, file, indent=1, sort_keys=True)
    except OSError as error:
        message = f"The pixel size could not be saved for this folder: {error.strerror}."
        raise ExportError(message, f"Check that {target.parent} can be written to.") from error


def recall(folder: Path) -> float | None:
    """Return the pixel size stored for `folder` in um/px, or None if there is none."""
    return _load().get(_key(folder))


def resolve_mpp(slide: Slide, asked: float | None) -> tuple[float | None, str]:
    """Return the pixel size to use, in um/px, and its source as text.

    The pixel size is `asked` if the user entered one. Otherwise it is the pixel size in the file, or else the pixel
    size stored for the folder, or else None. The source also lists values in the file that are not used, so that every
    report shows them.
    """
    if asked is not None:
        return check_given(asked), GIVEN
    left_out = "".join(f"; {sentence[0].lower()}{sentence[1:].rstrip('.')}" for sentence in unused(slide)[:MOST_TOLD])
    if slide.mpp is not None:
        return slide.mpp, slide.mpp_source + left_out
    kept = recall(slide.path.parent)
    return (kept, REMEMBERED + left_out) if kept is not None else (None, UNKNOWN + left_out)


def unused(slide: Slide) -> tuple[str, ...]:
    """Return a sentence for each unused pixel size of the file about which the user must be warned."""
    return doubts(slide.facts.rejected)


def must_ask(slide: Slide, mpp: float | None, source: str) -> bool:
    """Return whether the program must ask the user for the pixel size.

    It must ask if the pixel size is unknown. It must also ask if the folder's pixel size is in use although the file
    states another one, which was rejected.
    """
    return mpp is None or (slide.mpp is None and source.startswith(REMEMBERED) and bool(unused(slide)))


def _key(folder: Path) -> str:
    """Return a text that identifies a folder. It is the same for all paths to the folder."""
    return os.path.normcase(folder.resolve())


def _load() -> dict[str, float]:
    """Load the stored pixel sizes of all folders. Ignore impossible values.

    Return an empty dict if the file is missing or damaged.
    """
    try:
        kept = read_json(data_folder() / FILE_NAME)["um_per_px"]
        items = list(kept.items())
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return {}
    return {
        folder: float(mpp)
        for folder, mpp in items
        if isinstance(mpp, int | float) and FINEST_GIVEN_MPP <= mpp <= COARSEST_GIVEN_MPP
    }
