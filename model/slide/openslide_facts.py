"""Collect the `Facts` that a scanner's file states, using OpenSlide's properties."""

from collections.abc import Mapping
from pathlib import Path

from model.slide.facts import UNKNOWN, Facts
from model.slide.limits import DAMAGE

FORMATS = {
    "dicom": "DICOM whole slide",
    "leica": "Leica SCN",
    "mirax": "MIRAX",
    "philips": "Philips TIFF",
    "trestle": "Trestle TIFF",
    "ventana": "Ventana BIF",
    "zeiss": "Zeiss CZI",
}
_TIFFS = ("hamamatsu", "leica", "philips", "trestle", "ventana")


def facts_of(path: Path, properties: Mapping[str, str]) -> Facts:
    """Return what the file `path` states about itself."""
    maker = properties.get("openslide.vendor", "")
    suffix = path.suffix.lower()
    if maker == "hamamatsu":
        kind = "Hamamatsu VMS" if suffix in (".vms", ".vmu") else "Hamamatsu NDPI"
    else:
        kind = FORMATS.get(maker, maker or UNKNOWN)
    compression, colours, bits = _stored(path, maker, properties)
    return Facts(kind, "OpenSlide", compression, colours, bits)


def _stored(path: Path, maker: str, properties: Mapping[str, str]) -> tuple[str, str, int | None]:
    """Return compression, colour space and bits per sample, for formats that store them in a fixed place."""
    if maker == "mirax":
        names = sorted({value for key, value in properties.items() if key.endswith(".IMAGE_FORMAT")})
        return ", ".join(names) or UNKNOWN, UNKNOWN, None
    if maker in _TIFFS and path.suffix.lower() not in (".vms", ".vmu"):
        return _stored_in_tiff(path)
    return UNKNOWN, UNKNOWN, None


def _stored_in_tiff(path: Path) -> tuple[str, str, int | None]:
    """Return compression, colour space and bits per sample of the largest page of a TIFF."""
    from tifffile import TiffFile

    try:
        with TiffFile(path) as tiff:
            pages = [page.aspage() for page in tiff.pages]
            page = max(pages, key=lambda page: page.imagewidth * page.imagelength)
            compression, colours = int(page.compression), int(page.photometric)
            return _COMPRESSIONS.get(compression, UNKNOWN), _COLOURS.get(colours, UNKNOWN), int(page.bitspersample)
    except DAMAGE:
        return UNKNOWN, UNKNOWN, None


_COMPRESSIONS = {1: "none", 5: "LZW", 7: "JPEG", 8: "deflate", 32946: "deflate", 33003: "JPEG 2000", 33005: "JPEG 2000"}
_COLOURS = {0: "greyscale", 1: "greyscale", 2: "RGB", 3: "palette", 5: "CMYK", 6: "YCbCr"}
