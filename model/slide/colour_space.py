"""Compare the declared colour space of three-component samples with the header of their codestream."""

from dataclasses import dataclass
from functools import cache

import numpy as np

from model.slide.codestream import J2kHeader, JpegHeader

RGB, YCBCR = "RGB", "YCbCr"

ADOBE_AS_STORED, ADOBE_YCC = 0, 1
"""Values of the transform byte in Adobe's JPEG marker: 0 for samples as stored (RGB), 1 for YCbCr."""
JP2_SRGB, JP2_SYCC = 16, 18
"""Numbers of the colour spaces sRGB and sYCC in the header of a JP2 file (ISO/IEC 15444-1, I.5.3.3)."""

_FIXED = 16


@dataclass(frozen=True)
class Colours:
    """The colour space of the stored samples, and texts that explain how it was determined."""

    space: str
    """`RGB` or `YCBCR`."""
    text: str
    """Text for `Facts.colour_space`, such as "YCbCr declared, RGB in the codestream"."""
    note: str | None = None
    """Note for the slide if the codestream contradicts the declaration, otherwise None."""


def jpeg_colours(declared: str, header: JpegHeader) -> Colours:
    """Return the colour space of a JPEG with three components. `declared` is the colour space that its file declares.

    Markers and component ids state the colour space (JFIF 1.02; Adobe technical note 5116). Chroma components have
    fewer samples only in YCbCr. The ids 1, 2, 3 and 0, 1, 2 prove nothing without a marker, because scanners use them
    for both colour spaces.
    """
    ycbcr, rgb = [], []
    if header.has_jfif:
        ycbcr.append("a JFIF marker")
    if header.adobe_transform == ADOBE_YCC:
        ycbcr.append("an Adobe marker for YCbCr")
    if header.subsampled:
        ycbcr.append("components of different sizes")
    if header.adobe_transform == ADOBE_AS_STORED:
        rgb.append("an Adobe marker for RGB")
    if bytes(header.ids) == b"RGB":
        rgb.append("components named R, G and B")
    return _verdict(declared, ycbcr, rgb)


def j2k_colours(declared: str, header: J2kHeader) -> Colours:
    """Return the colour space of a three-component JPEG 2000 codestream; `declared` is what its file declares.

    The multiple-component transform is defined for RGB with components of equal size (ISO/IEC 15444-1, annex G).
    """
    ycbcr, rgb = [], []
    if header.subsampled:
        ycbcr.append("components of different sizes")
    if header.jp2_colour == JP2_SYCC:
        ycbcr.append("a JP2 header for sYCC")
    if header.mct:
        rgb.append("the component transform of RGB")
    if header.jp2_colour == JP2_SRGB:
        rgb.append("a JP2 header for sRGB")
    return _verdict(declared, ycbcr, rgb)


def decoded_colours(declared: str, codec: str) -> Colours:
    """Return the colour space of samples whose `codec` ("WebP", "JPEG XL") always decodes to RGB."""
    return _verdict(declared, [], [f"a {codec} decoder gives RGB"])


def _verdict(declared: str, ycbcr: list[str], rgb: list[str]) -> Colours:
    if ycbcr and rgb:
        doubt = f"its codestream contradicts itself ({', '.join(ycbcr)} beside {', '.join(rgb)})"
        note = f"colours may be wrong: {doubt}; read as {declared}, as the file declares"
        return Colours(declared, f"{declared} declared; the codestream contradicts itself", note)
    if not (ycbcr or rgb):
        return Colours(declared, f"{declared}, declared (the codestream does not state it)")
    stored = YCBCR if ycbcr else RGB
    if stored == declared:
        return Colours(stored, stored)
    reasons = ", ".join(ycbcr or rgb)
    note = f"colours read as {stored}, which the codestream states ({reasons}); the file declares {declared}"
    return Colours(stored, f"{declared} declared, {stored} in the codestream", note)


def rgb_of(samples: np.ndarray) -> np.ndarray:
    """Return JFIF's YCbCr (full range), uint8 [h, w, 3], converted to RGB.

    The result equals the result of OpenSlide.
    """
    red, blue, green_red, green_blue = _tables()
    luma, cb, cr = samples[:, :, 0].astype(np.int16), samples[:, :, 1], samples[:, :, 2]
    rgb = np.empty(samples.shape, np.uint8)
    green = ((green_blue[cb] + green_red[cr]) >> _FIXED).astype(np.int16)
    for channel, chroma in enumerate((red[cr], green, blue[cb])):
        rgb[:, :, channel] = np.clip(luma + chroma, 0, 255)
    return rgb


@cache
def _tables() -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Return four tables by chroma value: what Cr adds to red, Cb to blue, Cr to green, and Cb to green.

    The values in the tables for green are multiplied by 2 ** 16.
    """
    value, one = np.arange(256) - 128, 1 << _FIXED
    red, blue = np.rint(1.402 * value).astype(np.int16), np.rint(1.772 * value).astype(np.int16)
    green_red = np.rint(one * -0.71414 * value).astype(np.int32)
    return red, blue, green_red, np.rint(one * (0.5 - 0.34414 * value)).astype(np.int32)
