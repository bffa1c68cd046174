"""Convert the decoded samples of a TIFF page to uint8 RGB, and note the conversions."""

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from model.base.errors import SlideError
from model.slide.base import GLASS
from model.slide.colour_space import rgb_of
from model.slide.plain import ALPHA_NOTE, CMYK_NOTE

if TYPE_CHECKING:
    from tifffile import TiffPage

MIN_IS_WHITE, MIN_IS_BLACK, RGB, PALETTE, SEPARATED, YCBCR = 0, 1, 2, 3, 5, 6
"""Values of PhotometricInterpretation (TIFF 6.0)."""
ASSOCIATED_ALPHA, UNASSOCIATED_ALPHA = 1, 2
"""Values of ExtraSamples (TIFF 6.0). The first means that the colours are already multiplied by alpha, the second that
they are not."""

COLOURS = {MIN_IS_WHITE: 1, MIN_IS_BLACK: 1, RGB: 3, PALETTE: 1, SEPARATED: 4, YCBCR: 3}
"""Number of colour samples per pixel, by PhotometricInterpretation. All further samples are extra samples."""

ASSUMED_ALPHA_NOTE = (
    "a fourth channel whose meaning is not stated (ExtraSamples is missing) was treated as transparency "
    "and blended with glass: check the colours"
)

STRIP_ROWS = 256
"""Number of rows that are converted at once. The conversion needs up to 16 bytes per pixel, which is too much for a
whole slide."""

RGB_REMEDY = "Save the picture as 8-bit RGB (TIFF or PNG) with the program that made it."


def segment_to_rgb(
    path: Path,
    page: "TiffPage",
    samples: np.ndarray,
    notes: list[str],
    used_bits: int | None = None,
    ycbcr: bool = False,
) -> np.ndarray:
    """Return samples [h, w, s] of any part of `page` converted to uint8 [h, w, 3].

    `used_bits` is the number of lowest bits that contain the picture; None means all bits. `ycbcr` is true if the first
    three samples are YCbCr.
    """
    if samples.dtype == np.uint8 and int(page.photometric) == RGB and samples.shape[2] == 3 and not ycbcr:
        return np.ascontiguousarray(samples)  # the most frequent case
    rgb = np.empty((*samples.shape[:2], 3), np.uint8)
    for top in range(0, len(rgb), STRIP_ROWS):
        rows = slice(top, top + STRIP_ROWS)
        rgb[rows] = _strip_to_rgb(path, page, samples[rows], notes if top == 0 else [], used_bits, ycbcr)
    return rgb


def _strip_to_rgb(
    path: Path, page: "TiffPage", samples: np.ndarray, notes: list[str], used_bits: int | None, ycbcr: bool
) -> np.ndarray:
    photometric = int(page.photometric)
    colours = COLOURS.get(photometric)
    extra = samples.shape[2] - (colours or 0)
    if colours is None or extra < 0 or (colours == 1 and extra > 1):
        raise SlideError(
            path,
            f"{path.name} stores its colours in a way that is not supported: {_words(page)}.",
            RGB_REMEDY,
        )
    if photometric == PALETTE:
        rgb = _palette(page, samples[:, :, 0])
    else:
        samples = _eight_bit(path, page, samples, notes, used_bits)
        rgb = rgb_of(samples[:, :, :3]) if ycbcr else _rgb(photometric, samples[:, :, :colours], notes)
    if extra:
        rgb = _on_glass(page, rgb, samples[:, :, colours], notes)
    return rgb


def unread_compression(path: Path, page: "TiffPage") -> SlideError:
    """Return the error for a page whose compression is supported by none of the available libraries."""
    words = f"{getattr(page.compression, 'name', page.compression)}, {getattr(page.photometric, 'name', '')}"
    return SlideError(path, f"{path.name} is compressed in a way that is not supported ({words}).", RGB_REMEDY)


def _words(page: "TiffPage") -> str:
    name = getattr(page.photometric, "name", str(page.photometric))
    return f"{name}, {page.samplesperpixel} samples per pixel"


def _eight_bit(
    path: Path, page: "TiffPage", samples: np.ndarray, notes: list[str], used_bits: int | None
) -> np.ndarray:
    """Return samples of any depth converted to uint8. Lower bits are dropped, as in Pillow for 16-bit PNG."""
    bits = int(page.bitspersample)
    if samples.dtype == np.bool_:
        return samples.astype(np.uint8) * np.uint8(255)
    if samples.dtype == np.uint8:
        return samples if bits == 8 else (samples.astype(np.uint16) * 255 // (2**bits - 1)).astype(np.uint8)
    if samples.dtype.kind == "u" and used_bits is not None:
        return _from_used_bits(path, samples, used_bits, bits, notes)
    if samples.dtype.kind == "u":
        notes.append(f"{bits} bit reduced to 8 bit")
        return (samples >> (bits - 8)).astype(np.uint8)
    if samples.dtype.kind == "f" and samples.size and samples.min() >= 0 and samples.max() <= 1:  # False for NaN
        notes.append("floating-point 0 to 1 reduced to 8 bit")
        return np.rint(samples.astype(np.float32) * 255).astype(np.uint8)
    raise SlideError(
        path,
        f"{path.name} has samples whose values of black and white are unknown "
        f"({samples.dtype.name}; floating-point samples are read from 0 to 1).",
        RGB_REMEDY,
    )


def _from_used_bits(path: Path, samples: np.ndarray, used: int, bits: int, notes: list[str]) -> np.ndarray:
    """Return samples whose lowest `used` bits contain the picture, converted to uint8.

    Refuse samples with a larger value.
    """
    if samples.size and int(samples.max()) >> used:
        raise SlideError(
            path,
            f"{path.name} states {used} significant bits, but contains values of up to {int(samples.max())}, "
            f"above the {2**used - 1} of {used} bits: its brightness cannot be determined.",
            RGB_REMEDY,
        )
    notes.append(f"{used} significant bits of {bits} reduced to 8 bit")
    if used < 8:
        return (samples.astype(np.uint32) * 255 // (2**used - 1)).astype(np.uint8)
    return (samples >> (used - 8)).astype(np.uint8)


def _rgb(photometric: int, samples: np.ndarray, notes: list[str]) -> np.ndarray:
    """Return colour samples uint8 [h, w, s], with s = 1, 3 or 4 colours, as RGB."""
    if photometric == SEPARATED:
        notes.append(CMYK_NOTE)
        light = 255 - samples.astype(np.uint16)
        return ((light[:, :, :3] * light[:, :, 3:] + 127) // 255).astype(np.uint8)
    if photometric == MIN_IS_WHITE:
        samples = np.uint8(255) - samples
    return samples if samples.shape[2] == 3 else np.repeat(samples, 3, axis=2)


def _palette(page: "TiffPage", indices: np.ndarray) -> np.ndarray:
    """Return the colours of palette `indices`.

    Palette entries have 16 bits. Some writers store 8-bit values; they are recognised as in libtiff.
    """
    table = np.asarray(page.colormap)
    table = (table >> 8 if table.max() > 255 else table).astype(np.uint8)
    return table.T[indices]


def _on_glass(page: "TiffPage", rgb: np.ndarray, alpha: np.ndarray, notes: list[str]) -> np.ndarray:
    """Return `rgb` blended with glass by `alpha` [h, w], uint8 or as decoded.

    Ignore an extra sample that is not alpha.
    """
    if not page.extrasamples and int(page.photometric) == RGB and int(page.samplesperpixel) == 4:
        notes.append(ASSUMED_ALPHA_NOTE)
        return _by_assumed_alpha(rgb, alpha)
    kind = int(page.extrasamples[0]) if page.extrasamples else 0
    if kind not in (ASSOCIATED_ALPHA, UNASSOCIATED_ALPHA) or alpha.dtype != np.uint8:
        notes.append("an extra channel ignored")
        return rgb
    notes.append(ALPHA_NOTE)
    alpha16 = alpha.astype(np.uint16)[:, :, None]
    behind = (255 - alpha16) * np.array(GLASS, np.uint16)
    front = rgb.astype(np.uint16) * (255 if kind == ASSOCIATED_ALPHA else alpha16)
    return np.minimum((front.astype(np.uint32) + behind + 127) // 255, 255).astype(np.uint8)


def _by_assumed_alpha(rgb: np.ndarray, alpha: np.ndarray) -> np.ndarray:
    """Return `rgb` blended with glass as if `rgb` were premultiplied by `alpha`, as libtiff and OpenSlide do.

    A colour that is brighter than its alpha cannot be premultiplied and is not changed. Thus a fourth channel of zeros
    does not hide the picture.
    """
    behind = np.where(rgb.max(axis=2) <= alpha, 255 - alpha, 0).astype(np.uint16)
    return np.minimum(rgb.astype(np.uint16) + behind[:, :, None], 255).astype(np.uint8)
