"""Collect the `Facts` that a TIFF states about itself and about the page that is shown."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from model.slide.facts import Facts, Rejected
from model.slide.tiff_description import is_imagej
from model.slide.tiff_samples import MIN_IS_BLACK, MIN_IS_WHITE, PALETTE, RGB, SEPARATED, YCBCR
from model.slide.tiff_series import Contents, series_of

if TYPE_CHECKING:
    from tifffile import TiffPage

COLOUR_SPACES = {
    MIN_IS_WHITE: "grey, 0 is white", MIN_IS_BLACK: "grey", RGB: "RGB", PALETTE: "palette", SEPARATED: "CMYK",
    YCBCR: "YCbCr", 8: "CIELab",
}  # fmt: skip
COMPRESSIONS = {
    1: "none", 2: "CCITT", 3: "CCITT", 4: "CCITT", 5: "LZW", 6: "JPEG (old style)", 7: "JPEG", 8: "deflate",
    32773: "PackBits", 32946: "deflate", 33003: "JPEG 2000 (Aperio 33003)", 33005: "JPEG 2000 (Aperio 33005)",
    34712: "JPEG 2000", 34892: "JPEG (DNG)", 34925: "LZMA", 34933: "PNG", 50000: "Zstandard", 50001: "WebP",
    50002: "JPEG XL", 52546: "JPEG XL",
}  # fmt: skip


def facts_of(contents: Contents, levels: "Sequence[TiffPage]", reader: str, rejected: tuple[Rejected, ...]) -> Facts:
    """Return the facts of the page that is shown, which is the first of `levels`.

    `reader` is the name of the library that decodes its pixels.
    """
    page = contents.page
    series, shown = series_of(contents, levels)
    photometric, compression = int(page.photometric), int(page.compression)
    return Facts(
        format=_format(contents),
        reader=reader,
        compression=COMPRESSIONS.get(compression, getattr(page.compression, "name", str(compression))),
        colour_space=COLOUR_SPACES.get(photometric, getattr(page.photometric, "name", str(photometric))),
        bits=int(page.bitspersample),
        series=series,
        shown=shown,
        rejected=rejected,
    )


def _format(contents: Contents) -> str:
    if contents.is_aperio:
        return "Aperio SVS"
    if contents.ome is not None:
        return "OME-TIFF"
    return "ImageJ TIFF" if is_imagej(contents.text) else "TIFF"
