"""Read a PNG, JPEG, BMP or WebP file with Pillow as an upright slide of 8-bit RGB."""

import warnings
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

import numpy as np
from PIL import Image

from model.base.memory import give_back
from model.base.progress import Progress, result_of
from model.slide.array import Memory
from model.slide.base import GLASS
from model.slide.colour_profile import usable_profile
from model.slide.faults import fault
from model.slide.levelled import About, LevelledSlide, Source
from model.slide.limits import DAMAGE, WHOLE_PIXELS, check_size
from model.slide.orientation import ORIENTATION_TAG, UPRIGHT, Turn, turn_of
from model.slide.pixel_size import (
    CM_UM,
    INCH_UM,
    RejectedPixelSize,
    Statement,
    believed,
    density_claim,
    resolution_claim,
)
from model.slide.plain_header import PlainHeader, plain_header
from model.slide.png_transparency import deep_grey_on_glass, settle_transparency
from model.slide.spool import Crop, spooled
from model.slide.undecoded import Undecoded
from model.slide.watched import WatchedFile, watched

FORMATS = ("PNG", "JPEG", "BMP", "WEBP")
STRIP_ROWS = 256
"""Number of rows that are converted at once. The conversion needs up to 12 bytes per pixel, which is too much for a
whole slide."""

BEGIN_WITH_A_PICTURE = (".mrxs",)
"""Suffixes of slides whose file begins like a JPEG. This JPEG is a photograph of the label, not the scan."""

RAW_EXIF = "Raw profile type exif"
"""ImageMagick's name for a PNG text that contains EXIF tags. Pillow reads this text."""

X_RESOLUTION, Y_RESOLUTION, RESOLUTION_UNIT = 282, 283, 296
JFIF_UNITS_UM = {1: INCH_UM, 2: CM_UM}

DEPTH_NOTE = "16 bit reduced to 8 bit"
CMYK_NOTE = "CMYK converted to RGB without a colour profile"
ALPHA_NOTE = "transparency blended with glass"


def open_plain(path: Path) -> LevelledSlide:
    """Open and return a picture like `plain_steps`, but in one call without progress reports."""
    return result_of(plain_steps(path))


@contextmanager
def opened(path: Path) -> Iterator[tuple[Image.Image, PlainHeader]]:
    """Open the picture in `path` without decoding it, and yield it with its header.

    When Pillow opens a file, it allocates memory for some formats (WebP) and decodes others (PNG with EXIF at its end).
    The header is therefore checked first, and pictures that cannot be decoded are refused.
    """
    found = plain_header(path)
    with WatchedFile(path, found.gaps) as file, _image(file, found) as image:
        yield image, found


@contextmanager
def _image(file: WatchedFile, found: PlainHeader) -> Iterator[Image.Image]:
    prepare_pillow()
    with Image.open(file, formats=FORMATS) as image:
        if image.format == "PNG" and (found.exif is not None or RAW_EXIF not in image.info):
            image.info["exif"] = found.exif or b""  # otherwise Pillow decodes the picture to search for EXIF tags
        yield image


def describe_plain(path: Path) -> LevelledSlide:
    """Return the picture in `path` with the facts from its header, but without pixels."""
    found = plain_header(path)
    try:
        with WatchedFile(path, found.gaps) as file:
            return _decoded(path, file, found, decode=False)
    except OSError as error:
        raise fault(path, _kind(path), error) from error


def plain_steps(path: Path) -> Generator[Progress, None, LevelledSlide]:
    """Decode the picture in `path` completely; yield progress reports if this takes long."""
    found = plain_header(path)
    try:
        slide = yield from watched(path, lambda file: _decoded(path, file, found), found.gaps)
    except OSError as error:
        raise fault(path, _kind(path), error) from error
    if _is_large(slide.size.width, slide.size.height):
        give_back()
    return slide


def _decoded(path: Path, file: WatchedFile, found: PlainHeader, decode: bool = True) -> LevelledSlide:
    """Decode and return the picture in `file`.

    If `decode` is false, read only its header; its pixels are then not available.
    """
    kind = _kind(path)
    try:
        with _image(file, found) as image:
            kind = image.format or kind
            check_size(path, image.width, image.height)
            notes = _notes(found, image)
            left_out = settle_transparency(image, found.facts.bits) if kind == "PNG" else None
            notes += [left_out] if left_out else []
            profile = image.info.get("icc_profile") if found.profile is None else found.profile
            icc = usable_profile(profile, notes)
            pixel_size = believed(_claims(image))
            if decode and _is_large(image.width, image.height):
                give_back()  # releases the memory of the previous picture
            rgb = _decoder(image, notes, decode)
            turn = turn_of(orientation_of(image), notes)
            if decode:
                source = _source(path, rgb, turn, image.size, file.check)
            else:
                source = Undecoded(path, *turn.size(*image.size))
            facts = replace(found.facts, rejected=pixel_size.rejected)
            return LevelledSlide(path, source, About(pixel_size, tuple(notes), icc, facts))
    except DAMAGE as error:
        raise fault(path, kind, error) from error


def _source(path: Path, rgb: Crop, turn: Turn, size: tuple[int, int], check: Callable[[], None]) -> Source:
    """Return the upright picture as a source in memory, or on the disk if it is large.

    Memory never contains two copies of a large picture, and no copy once the picture is on the disk.
    """
    width, height = turn.size(*size)

    def crop(box: tuple[int, int, int, int]) -> np.ndarray:
        check()
        return turn(rgb(turn.stored(box, *size)))

    if _is_large(width, height):
        # If the disk is full, the picture is kept in memory.
        with suppress(OSError):
            return spooled(path, crop, width, height)
    return Memory(_whole(crop, width, height))


def _is_large(width: int, height: int) -> bool:
    return width * height > WHOLE_PIXELS


def _kind(path: Path) -> str:
    """Return the file format as text, which is the suffix of `path` in upper case, such as "PNG"."""
    return path.suffix.lstrip(".").upper() or "image"


def prepare_pillow() -> None:
    """Disable Pillow's limit on the size of pictures and its warnings about unusual tags.

    Pillow's limit is lower than the limit of this program, which is checked before decoding.
    """
    Image.MAX_IMAGE_PIXELS = None
    warnings.filterwarnings("ignore", category=UserWarning, module=r"PIL\.")


def rgb_pixels(image: Image.Image, notes: list[str]) -> np.ndarray:
    """Return `image` of any mode decoded to uint8 [h, w, 3], RGB, and add a note for each conversion."""
    return _whole(_decoder(image, notes), image.width, image.height)


def _decoder(image: Image.Image, notes: list[str], decode: bool = True) -> Crop:
    """Decode `image` of any mode, and return a function that returns any box of it as RGB.

    If `decode` is false, nothing is decoded, and only the notes added to `notes` are valid.
    """
    if decode:
        image.load()
    transparent = image.mode in ("LA", "PA", "La", "RGBA", "RGBa") or "transparency" in image.info
    if transparent:
        notes.append(ALPHA_NOTE)
    elif image.mode == "CMYK":
        notes.append(CMYK_NOTE)
    return lambda box: _on_glass(image.crop(box)) if transparent else _opaque(image.crop(box))


def _whole(crop: Crop, width: int, height: int) -> np.ndarray:
    pixels = np.empty((height, width, 3), np.uint8)
    for top in range(0, height, STRIP_ROWS):
        pixels[top : top + STRIP_ROWS] = crop((0, top, width, min(top + STRIP_ROWS, height)))
    return pixels


def _opaque(strip: Image.Image) -> np.ndarray:
    if strip.mode.startswith("I"):  # 16-bit grey, which Pillow's own conversion would clip and not scale
        return np.asarray(strip)[:, :, None] >> 8
    return np.asarray(strip.convert("RGB"))


def _on_glass(strip: Image.Image) -> np.ndarray:
    if strip.mode == "I;16":
        return deep_grey_on_glass(strip)
    glass = Image.new("RGBA", strip.size, (*GLASS, 255))
    glass.alpha_composite(strip.convert("RGBA"))
    return np.asarray(glass)[:, :, :3]


def _notes(found: PlainHeader, image: Image.Image) -> list[str]:
    notes = list(found.notes)
    frames = getattr(image, "n_frames", 1)
    if frames > 1:
        notes.append(f"first of {frames} pictures in the file")
    if image.format == "PNG" and found.facts.bits == 16:  # Pillow reduces the depth without reporting it
        notes.append(DEPTH_NOTE)
    return notes


def orientation_of(image: Image.Image) -> object:
    """Return the value of the EXIF orientation tag, for `orientation.turn_of`."""
    return _exif(image).get(ORIENTATION_TAG, UPRIGHT)


def _exif(image: Image.Image) -> dict[int, object]:
    """Return the EXIF tags, or {} if they are damaged, because the pixels may be intact."""
    return _exif_or_none(image) or {}


def _exif_or_none(image: Image.Image) -> dict[int, object] | None:
    """Return the EXIF tags, or None if they are damaged."""
    try:
        block = image.info.get("exif")
        if isinstance(block, bytes):
            Image.Exif().load(block)  # Pillow reports damage only once, perhaps when it opened the file
        return dict(image.getexif())
    except DAMAGE:
        return None


def _claims(image: Image.Image) -> Iterator[Statement]:
    """Yield what the file states about its pixel size, the most reliable statement first."""
    exif = _exif_or_none(image)
    if exif is None:
        yield RejectedPixelSize("EXIF", "a block of tags", "it is damaged")
    else:
        x, y, unit = (exif.get(tag) for tag in (X_RESOLUTION, Y_RESOLUTION, RESOLUTION_UNIT))
        yield resolution_claim(x, y, unit, "EXIF resolution")
    if image.format in ("JPEG", "MPO"):
        x, y = image.info.get("jfif_density", (None, None))
        yield density_claim(x, y, JFIF_UNITS_UM.get(image.info.get("jfif_unit", 0)), "JPEG (JFIF) density")
    elif image.format in ("PNG", "BMP"):
        x, y = image.info.get("dpi", (None, None))
        if image.format == "PNG" or (x, y) != (0, 0):  # zeros in a BMP mean that no pixel size is stated
            yield density_claim(x, y, INCH_UM, f"{image.format} pixels per metre")
