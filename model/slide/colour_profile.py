"""Convert pixels to sRGB with an ICC profile, for the display only."""

from collections.abc import Callable
from io import BytesIO

import numpy as np
from PIL import Image, ImageCms

APPLIED_NOTE = "ICC profile applied for display only (the model reads colours as stored)"
DAMAGED_NOTE = "ICC profile ignored (it is damaged or not made for RGB pictures)"

NO_NAME = "a profile without a name"

DisplayTransform = Callable[[np.ndarray], np.ndarray]
"""Function that converts uint8 [h, w, 3] from stored RGB to sRGB for the screen. Several threads may call it."""


def usable_profile(icc: object, notes: list[str]) -> bytes | None:
    """Return `icc` if this profile can convert RGB pixels, otherwise None. Append a note on the profile to `notes`."""
    if icc is None:
        return None
    if isinstance(icc, bytes) and icc and display_transform(icc) is not None:
        notes.append(APPLIED_NOTE)
        return icc
    notes.append(DAMAGED_NOTE)
    return None


def profile_name(icc: bytes) -> str:
    """Return the name of a colour profile, as stored in the profile."""
    try:
        name = ImageCms.getProfileDescription(ImageCms.ImageCmsProfile(BytesIO(icc)))
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return NO_NAME
    return " ".join(name.split()) or NO_NAME


def display_transform(icc: bytes) -> DisplayTransform | None:
    """Return the transform from the profile `icc` to sRGB, or None if the profile cannot be used."""
    try:
        profile = ImageCms.ImageCmsProfile(BytesIO(icc))
        if profile.profile.xcolor_space.strip() != "RGB":
            return None
        made = ImageCms.buildTransform(profile, ImageCms.createProfile("sRGB"), "RGB", "RGB")
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return None

    def shown(pixels: np.ndarray) -> np.ndarray:
        image = ImageCms.applyTransform(Image.fromarray(pixels), made)
        return pixels if image is None else np.asarray(image)

    return shown
