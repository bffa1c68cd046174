"""Reader for TIFF and BigTIFF: a file comes in, its full-resolution page goes out as an 8-bit RGB slide."""

import logging
import math
import re
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from model.errors import SlideError
from model.slide.array import ArraySlide
from model.slide.limits import (
    DAMAGE,
    check_sample_bytes,
    check_size,
    damaged,
    incomplete,
)
from model.slide.orientation import ORIENTATION_TAG, UPRIGHT, upright
from model.slide.pixel_size import PixelSize, believed, density_claim, description_claims
from model.slide.plain import (
    ICC_NOTE,
    RESOLUTION_UNIT,
    UNITS_UM,
    X_RESOLUTION,
    Y_RESOLUTION,
    prepare_pillow,
    rgb_pixels,
)
from model.slide.tiff_samples import RGB_REMEDY, YCBCR, to_rgb

if TYPE_CHECKING:
    from tifffile import TiffFile, TiffPage

MAX_PAGES = 32
"""Pages looked at for the full-resolution one; it comes first in all formats known, a thumbnail or two aside."""

ICC_TAG = 34675
REDUCED_OR_MASK = 0b101
"""NewSubfileType bits of a page that is a smaller copy (thumbnail, label, pyramid level) or a mask."""
UNCOMPRESSED, JPEG = 1, 7
"""Compression tag."""
PILLOW_YCBCR = (UNCOMPRESSED, 5, 6, 8, 32773, 32946)
"""Compressions under which libtiff, inside Pillow, turns YCbCr into RGB: none, LZW, old JPEG, deflate, PackBits."""

KIND = "TIFF"


def open_tiff(path: Path) -> ArraySlide:
    """The full-resolution page of `path`, decoded in full."""
    from tifffile import TiffFile  # 0.1 s and more, and not needed for a PNG

    _keep_quiet()
    notes: list[str] = []
    try:
        with TiffFile(path) as tiff:
            page, number, count = _full_resolution(tiff)
            check_size(path, page.imagewidth, page.imagelength)
            _check_colours_together(path, tiff)
            if count != "1":
                notes.append(f"page {number + 1} of {count}, the largest" if number else f"first of {count} pages")
            if tiff.is_svs:
                notes.append("Aperio slide read as a plain picture: its full-resolution level only")
            if page.tags.get(ICC_TAG) is not None:
                notes.append(ICC_NOTE)
            pixels = _pixels(path, tiff, page, number, notes)
            pixels = upright(pixels, _tag(page, ORIENTATION_TAG, UPRIGHT), notes)
            return ArraySlide(path, pixels, _pixel_size(tiff, page), tuple(notes))
    except DAMAGE as error:
        raise damaged(path, KIND) from error


def _keep_quiet() -> None:
    """tifffile logs each odd tag; without any handler Python prints that on the user's terminal."""
    logger = logging.getLogger("tifffile")
    if not logger.handlers:
        logger.addHandler(logging.NullHandler())


def _full_resolution(tiff: "TiffFile") -> tuple["TiffPage", int, str]:
    """The largest page that is no reduced copy (the first among equals), its index, and the page count in words."""
    from tifffile import TiffPage

    pages: list[TiffPage] = []
    for index in range(MAX_PAGES + 1):
        try:
            page = tiff.pages[index]
            if isinstance(page, TiffPage):
                pages.append(page)
        except DAMAGE:
            if index == 0:
                raise
            break  # the end of the list, or a damaged page behind good ones
    candidates = [page for page in pages[:MAX_PAGES] if not int(page.subfiletype) & REDUCED_OR_MASK] or pages[:1]
    best = max(candidates, key=lambda page: page.imagewidth * page.imagelength)
    count = f"more than {MAX_PAGES}" if len(pages) > MAX_PAGES else str(len(pages))
    return best, pages.index(best), count


def _check_colours_together(path: Path, tiff: "TiffFile") -> None:
    """Refuse ImageJ and OME files that keep red, green and blue on pages of their own: one page would be grey."""
    text = tiff.pages.first.description
    found = re.search(r"^channels=(\d+)", text, re.MULTILINE) if text.startswith("ImageJ=") else None
    found = found or re.search(r"<(?:\w+:)?Pixels\b[^>]*\bSizeC=\"(\d+)\"", text)
    if found and int(found.group(1)) > tiff.pages.first.samplesperpixel:
        raise SlideError(
            path,
            f"{path.name} keeps its {found.group(1)} channels as separate grey pictures.",
            "Save it as one RGB picture (in ImageJ: Image > Type > RGB Color, then save again).",
        )


def _pixels(path: Path, tiff: "TiffFile", page: "TiffPage", number: int, notes: list[str]) -> np.ndarray:
    _check_memory(path, page)
    _check_complete(path, tiff, page)
    if int(page.photometric) == YCBCR and int(page.compression) != JPEG:
        if int(page.compression) not in PILLOW_YCBCR:
            raise _unread_compression(path, page)
        return _by_pillow(path, page, number, notes)
    try:
        samples = page.asarray()
    except ValueError as error:
        if "not supported" not in str(error):
            raise
        raise _unread_compression(path, page) from error
    return to_rgb(path, page, samples, notes)


def _check_memory(path: Path, page: "TiffPage") -> None:
    """Refuse before allocating: the page, and one tile or strip of it, as declared."""
    sample_bytes = math.ceil(int(page.bitspersample) / 8) * max(int(page.samplesperpixel), 1)
    check_sample_bytes(path, int(page.imagewidth) * int(page.imagelength) * int(page.imagedepth) * sample_bytes)
    if page.is_tiled:
        check_sample_bytes(path, int(page.tilewidth) * int(page.tilelength) * int(page.tiledepth) * sample_bytes)


def _check_complete(path: Path, tiff: "TiffFile", page: "TiffPage") -> None:
    """Refuse a page of which strips or tiles are missing: tifffile would fill them with black."""
    counts = [int(count) for count in page.databytecounts]
    offsets = [int(offset) for offset in page.dataoffsets]
    size = tiff.filehandle.size
    missing = len(offsets) < math.prod(page.chunked) or len(counts) < len(offsets)
    beyond = any(count <= 0 or offset + count > size for offset, count in zip(offsets, counts, strict=False))
    bits = int(page.imagewidth) * int(page.imagelength) * int(page.samplesperpixel) * int(page.bitspersample)
    short = int(page.compression) == UNCOMPRESSED and int(page.photometric) != YCBCR and sum(counts) * 8 < bits
    if missing or beyond or short:
        raise incomplete(path, KIND)


def _by_pillow(path: Path, page: "TiffPage", number: int, notes: list[str]) -> np.ndarray:
    """Subsampled YCbCr and old-style JPEG, which libtiff (inside Pillow) decodes and tifffile does not."""
    prepare_pillow()
    with Image.open(path, formats=(KIND,)) as image:
        image.seek(number)
        if image.size != (page.imagewidth, page.imagelength):
            raise ValueError("Pillow and tifffile read different sizes")
        return rgb_pixels(image, notes)


def _pixel_size(tiff: "TiffFile", page: "TiffPage") -> PixelSize:
    x, y = _tag(page, X_RESOLUTION, None), _tag(page, Y_RESOLUTION, None)
    unit = _tag(page, RESOLUTION_UNIT, 2)
    unit_um = UNITS_UM.get(int(unit)) if isinstance(unit, int) else None
    described = description_claims(tiff.pages.first.description, x, y)
    return believed([*described, density_claim(x, y, unit_um, "TIFF resolution tag")])


def _tag(page: "TiffPage", code: int, default: object) -> object:
    tag = page.tags.get(code)
    return default if tag is None else tag.value


def _unread_compression(path: Path, page: "TiffPage") -> SlideError:
    words = f"{getattr(page.compression, 'name', page.compression)}, {getattr(page.photometric, 'name', '')}"
    return SlideError(path, f"{path.name} is compressed in a way that is not read ({words}).", RGB_REMEDY)
