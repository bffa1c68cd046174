"""Convert YCbCr samples to RGB with libjpeg's integer arithmetic. The result equals libjpeg's result."""

import numpy as np

_CENTRE, _BITS = 128, 16


def _table(factor: float, rounded: bool) -> np.ndarray:
    """Return `factor` * (chroma - 128) for each chroma value 0..255, in units of 2**-16: int32 [256]."""
    fixed = int(factor * (1 << _BITS) + 0.5)
    half = 1 << (_BITS - 1) if rounded else 0
    return (fixed * (np.arange(256, dtype=np.int64) - _CENTRE) + half).astype(np.int32)


_RED = _table(1.402, rounded=True) >> _BITS
_BLUE = _table(1.772, rounded=True) >> _BITS
_GREEN_OF_BLUE, _GREEN_OF_RED = -_table(0.34414, rounded=False), -_table(0.71414, rounded=False) + (1 << 15)
"""What Cb and Cr add to green. The factors are from ITU-R BT.601 with the full range of 0 to 255, as in JFIF and in the
irreversible transform of JPEG 2000."""


def rgb_of_ycbcr(samples: np.ndarray) -> np.ndarray:
    """Return Y, Cb, Cr, uint8 [height, width, 3], converted to RGB, uint8 [height, width, 3]."""
    luma, blue, red = (samples[..., channel] for channel in range(3))
    result = np.empty(samples.shape, np.uint8)
    brightness = luma.astype(np.int32)
    result[..., 0] = np.clip(brightness + _RED[red], 0, 255)
    result[..., 1] = np.clip(brightness + ((_GREEN_OF_BLUE[blue] + _GREEN_OF_RED[red]) >> _BITS), 0, 255)
    result[..., 2] = np.clip(brightness + _BLUE[blue], 0, 255)
    return result
