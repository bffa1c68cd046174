"""Fill the transparent colour (tRNS) of a PNG without alpha channel with glass.

The file states it in its own bit depth. Pillow keeps that number and compares it with samples that it has scaled to 8
bits, or clips those of 16 bits.
"""

import numpy as np
from PIL import Image

from model.slide.base import GLASS

KEY = "transparency"
LEFT_OUT_NOTE = "one colour of 16 bits that is meant to be transparent is shown as it is stored"


def settle_transparency(image: Image.Image, bits: int | None) -> str | None:
    """Set the transparent colour of the PNG `image` to match its samples; note what cannot be followed.

    `bits` are those of a sample in the file.
    """
    key = image.info.get(KEY)
    if bits is None or image.mode not in ("1", "L", "RGB") or not isinstance(key, int | tuple):
        return None
    if bits == 16:  # Pillow has reduced the samples already, so that others would match too
        del image.info[KEY]
        return LEFT_OUT_NOTE
    largest = 2**bits - 1
    if isinstance(key, int):
        # Only the bits that a sample has count (PNG 1.2, 4.2.9).
        image.info[KEY] = (key & largest) * 255 // largest
    else:
        image.info[KEY] = tuple(value & largest for value in key)
    return None


def deep_grey_on_glass(strip: Image.Image) -> np.ndarray:
    """Return grey samples of 16 bits as uint8 [h, w, 3]; those of the transparent value are glass."""
    samples = np.asarray(strip)
    rgb = np.repeat((samples >> 8).astype(np.uint8)[:, :, None], 3, axis=2)
    rgb[samples == strip.info[KEY]] = GLASS
    return rgb
