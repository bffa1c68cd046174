"""Read a TIFF or BigTIFF as an RGB slide that consists of the full-resolution page and its smaller copies.

Pictures of about the size of a spot are decoded completely. Larger pictures and pyramids are read in pieces (tiles,
strips or bands) from the open file.
"""

import logging
import math
import threading
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from model.slide.array import ArraySlide
from model.slide.base import Slide
from model.slide.colour_profile import usable_profile
from model.slide.facts import Facts
from model.slide.faults import fault
from model.slide.levelled import About, LevelledSlide
from model.slide.limits import DAMAGE, WHOLE_PIXELS, check_sample_bytes, check_side, check_size
from model.slide.objective import stated_power
from model.slide.ome_images import significant_bits
from model.slide.orientation import ORIENTATION_TAG, UPRIGHT, turn_of, upright
from model.slide.pieces import PieceSource
from model.slide.plain import prepare_pillow, rgb_pixels
from model.slide.same_picture import Level, same_picture
from model.slide.tiff_depth import used_bits
from model.slide.tiff_description import tag_of
from model.slide.tiff_facts import facts_of
from model.slide.tiff_pages import MAX_PAGES, UNCOMPRESSED, YCBCR, check_chain, smaller_copies
from model.slide.tiff_samples import segment_to_rgb, unread_compression
from model.slide.tiff_segments import MAX_SEGMENT_BYTES, PagePieces
from model.slide.tiff_series import check_colours_together, contents_of, series_notes
from model.slide.tiff_sparse import check_complete, gaps_note, has_gaps_of_its_own, left_out_note
from model.slide.undecoded import Undecoded

if TYPE_CHECKING:
    from tifffile import TiffFile, TiffPage

ICC_TAG = 34675
PILLOW_YCBCR = (UNCOMPRESSED, 5, 6, 8, 32773, 32946)
"""Compressions for which libtiff (in Pillow) converts YCbCr to RGB: none, LZW, old JPEG, deflate, PackBits."""

KIND = "TIFF"


def open_tiff(path: Path, decode: bool = True) -> Slide:
    """Open and return the slide in `path`. The file stays open if its tiles or strips are read later.

    If `decode` is false, at most one tile, strip or band is decoded. The pixels of a picture that would otherwise be in
    memory can then not be read.
    """
    from tifffile import TiffFile  # takes at least 0.1 s and is not needed for a PNG

    _keep_quiet()
    try:
        tiff = TiffFile(path)
    except DAMAGE as error:
        raise fault(path, KIND, error) from error
    slide: Slide | None = None
    try:
        slide = _slide(path, tiff, decode)
        slide.facts = replace(slide.facts, objective=stated_power(tiff.pages.first.description))
        return slide
    except DAMAGE as error:
        raise fault(path, KIND, error) from error
    finally:
        if not isinstance(slide, LevelledSlide) or isinstance(slide, ArraySlide):
            tiff.close()


def _slide(path: Path, tiff: "TiffFile", decode: bool = True) -> Slide:
    contents = contents_of(path, tiff)
    pages, page = contents.pages, contents.page
    check_side(path, page.imagewidth, page.imagelength)
    check_colours_together(path, contents)
    if page.is_tiled and len(pages) <= MAX_PAGES and not tiff.is_ndpi:
        check_chain(path, tiff, pages[-1])
    levels = [(page, 1.0), *smaller_copies(contents.scans, page)]
    pixel_size = contents.pixel_size()
    bits, unused = used_bits(page, significant_bits(contents.image))
    notes = [one.sentence for one in unused]
    icc = usable_profile(tag_of(page, ICC_TAG), notes)
    orientation = tag_of(page, ORIENTATION_TAG, UPRIGHT)
    source = _by_the_piece(path, tiff, levels, notes, bits, decode) if orientation == UPRIGHT else None
    level_pages = [level for level, _ in levels]
    notes = [*series_notes(contents, level_pages), *notes]
    reader = "Pillow" if _is_pillows(page) else "tifffile"
    facts = facts_of(contents, level_pages, reader, (*pixel_size.rejected, *unused))
    if source is not None:
        facts = _with_colours(path, tiff, page, facts)
        return LevelledSlide(path, source, About(pixel_size, tuple(notes), icc, facts))
    check_size(path, page.imagewidth, page.imagelength)
    if not decode:
        return _described(path, tiff, page, bits, About(pixel_size, tuple(notes), icc, facts))
    pixels = upright(_pixels(path, tiff, page, notes, bits), orientation, notes)
    facts = _with_colours(path, tiff, page, facts)
    return ArraySlide(path, pixels, pixel_size, tuple(notes), icc, facts)


def _described(path: Path, tiff: "TiffFile", page: "TiffPage", bits: int | None, about: About) -> LevelledSlide:
    """Return the picture of `page` without its pixels.

    One sample is converted to find out which notes on conversions apply.
    """
    notes = list(about.notes)
    _check_whole(path, tiff, page, notes)
    if not _is_pillows(page):
        one = np.zeros((1, 1, int(page.samplesperpixel)), page.dtype)
        segment_to_rgb(path, page, one, notes, used_bits=bits)
        _note_colours([PagePieces(path, tiff, page, threading.Lock())], notes)
    facts = _with_colours(path, tiff, page, about.facts)
    turn = turn_of(tag_of(page, ORIENTATION_TAG, UPRIGHT), notes)
    source = Undecoded(path, *turn.size(int(page.imagewidth), int(page.imagelength)), tiff.close)
    return LevelledSlide(path, source, replace(about, notes=tuple(notes), facts=facts))


def _by_the_piece(
    path: Path,
    tiff: "TiffFile",
    levels: "list[tuple[TiffPage, float]]",
    notes: list[str],
    bits: int | None,
    decode: bool = True,
) -> PieceSource | None:
    """Return the source of a large picture or a pyramid, or None if it is better to decode the whole picture.

    One piece (tile, strip or band) is decoded, so that unreadable data and conversions of the samples are detected at
    once. Pages that are not used as levels are removed from `levels`.
    """
    page = levels[0][0]
    if decode and len(levels) == 1 and int(page.imagewidth) * int(page.imagelength) <= WHOLE_PIXELS:
        return None
    if _is_pillows(page):
        return None
    reading = threading.Lock()
    used: list[Level] = []
    for number, (level, downsample) in enumerate(levels):
        pieces = PagePieces(path, tiff, level, reading, bits)
        whole = not decode and len(levels) == 1 and pieces.piece == (pieces.width, pieces.height)
        if pieces.piece_bytes > MAX_SEGMENT_BYTES or whole:
            if number == 0:
                return None
            continue  # a level with too large tiles or strips is left out
        empty = check_complete(path, tiff, level, is_level=number > 0)
        if empty and number and has_gaps_of_its_own(page, level, downsample):
            notes.append(left_out_note(number, empty, level))
            continue
        if empty and not number:
            notes.append(gaps_note(empty, level))
        used.append(Level(level, pieces, downsample))
    full = used[0].pieces
    full.decoded(*full.first_written(), notes)
    same = same_picture(used, notes)
    levels[:] = [(level.page, level.downsample) for level in same]
    _note_colours([level.pieces for level in same], notes)
    return PieceSource([(level.pieces, level.downsample) for level in same], tiff.close)


def _note_colours(levels: list[PagePieces], notes: list[str]) -> None:
    """Add a note if the codestream contradicts the declared colour space. Add each note only once."""
    for pieces in levels:
        colours = pieces.colours()
        if colours is not None and colours.note is not None and colours.note not in notes:
            notes.append(colours.note)


def _with_colours(path: Path, tiff: "TiffFile", page: "TiffPage", facts: Facts) -> Facts:
    """Return `facts` with the colour space of the page's codestream in addition to the declared one."""
    colours = None if _is_pillows(page) else PagePieces(path, tiff, page, threading.Lock()).colours()
    return facts if colours is None else replace(facts, colour_space=colours.text)


def _keep_quiet() -> None:
    """Disable tifffile's log messages about unusual tags. Otherwise Python prints them on the user's terminal."""
    logger = logging.getLogger("tifffile")
    if not logger.handlers:
        logger.addHandler(logging.NullHandler())


def _is_pillows(page: "TiffPage") -> bool:
    """Return whether the page must be decoded by libtiff (in Pillow) and not by tifffile."""
    return int(page.photometric) == YCBCR and int(page.compression) in PILLOW_YCBCR


def _pixels(path: Path, tiff: "TiffFile", page: "TiffPage", notes: list[str], bits: int | None) -> np.ndarray:
    empty = _check_whole(path, tiff, page, notes)
    if _is_pillows(page):
        if empty:
            raise unread_compression(path, page)
        return _by_pillow(path, page, notes)
    pieces = PagePieces(path, tiff, page, threading.Lock(), bits)
    pixels = pieces.whole(notes)
    _note_colours([pieces], notes)
    return pixels


def _check_whole(path: Path, tiff: "TiffFile", page: "TiffPage", notes: list[str]) -> int:
    """Refuse a page that is incomplete or too large for the memory.

    Return the number of tiles or strips that were never written.
    """
    _check_memory(path, page)
    empty = check_complete(path, tiff, page)
    if empty:
        notes.append(gaps_note(empty, page))
    return empty


def _check_memory(path: Path, page: "TiffPage") -> None:
    """Raise SlideError if the page or one of its tiles is too large for the memory.

    The stated size is checked before memory is allocated.
    """
    sample_bytes = math.ceil(int(page.bitspersample) / 8) * max(int(page.samplesperpixel), 1)
    check_sample_bytes(path, int(page.imagewidth) * int(page.imagelength) * int(page.imagedepth) * sample_bytes)
    if page.is_tiled:
        check_sample_bytes(path, int(page.tilewidth) * int(page.tilelength) * int(page.tiledepth) * sample_bytes)


def _by_pillow(path: Path, page: "TiffPage", notes: list[str]) -> np.ndarray:
    """Decode subsampled YCbCr or old-style JPEG with libtiff (in Pillow), because tifffile does not decode them."""
    prepare_pillow()
    with Image.open(path, formats=(KIND,)) as image:
        image.seek(page.index)
        if image.size != (page.imagewidth, page.imagelength):
            raise ValueError("Pillow and tifffile read different sizes")
        return rgb_pixels(image, notes)
