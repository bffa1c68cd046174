"""Replace the transparent colour (tRNS) of a PNG without alpha channel by glass.

The file states this colour in its own bit depth. Pillow does not convert it, but compares it with samples that were
scaled to 8 bits or clipped from 16 bits.
"""

import numpy as np
from PIL import Image

from model.slide.base import GLASS

KEY = "transparency"
LEFT_OUT_NOTE = "one 16-bit colour should be transparent, but it is shown as stored"


def settle_transparency(image: Image.Image, bits: int | None) -> str | None:
    """Convert the transparent colour of the PNG `image` to the depth of Pillow's samples.

    Return a note if this is impossible. `bits` is the number of bits per sample in the file.
    """
    key = image.info.get(KEY)
    if bits is None or image.mode not in ("1", "L", "RGB") or not isinstance(key, int | tuple):
        return None
    if bits == 16:  # Pillow has already reduced the samples, so other colours would match too
        del image.info[KEY]
        return LEFT_OUT_NOTE
    largest = 2**bits - 1
    if isinstance(key, int):
        # Only as many of the lowest bits count as a sample has (PNG 1.2, 4.2.9).
        image.info[KEY] = (key & largest) * 255 // largest
    else:
        image.info[KEY] = tuple(value & largest for value in key)
    return None


def deep_grey_on_glass(strip: Image.Image) -> np.ndarray:
    """Return 16-bit grey samples as uint8 [h, w, 3]; samples of the transparent value become glass."""
    samples = np.asarray(strip)
    rgb = np.repeat((samples >> 8).astype(np.uint8)[:, :, None], 3, axis=2)
    rgb[samples == strip.info[KEY]] = GLASS
    return rgb
