"""What a scanner's file states: its path and OpenSlide's properties come in, `Facts` and the pixel size go out."""

from collections.abc import Mapping
from pathlib import Path

from model.slide.facts import UNKNOWN, Facts, Rejected
from model.slide.limits import DAMAGE
from model.slide.pixel_size import NOT_STATED, Claim, PixelSize, believed, stated_mpp

MAKERS = {
    "dicom": "DICOM pixel spacing",
    "hamamatsu": "Hamamatsu resolution",
    "leica": "Leica SCN",
    "mirax": "MIRAX Slidedat.ini",
    "philips": "Philips pixel spacing",
    "trestle": "Trestle resolution",
    "ventana": "Ventana scan resolution",
    "zeiss": "Zeiss CZI scaling",
}
"""Where OpenSlide finds the pixel size, by the name it has for a format."""

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
_SPACING = "dicom.SharedFunctionalGroupsSequence[0].PixelMeasuresSequence[0].PixelSpacing[{}]"
"""In mm, of a row and of a column (PS3.3, 10.7.1.3). OpenSlide gives no size where either is no number."""
_LONGEST_TEXT = 60


def facts_of(path: Path, properties: Mapping[str, str]) -> Facts:
    """What is known of the file beyond its pixels."""
    maker = properties.get("openslide.vendor", "")
    suffix = path.suffix.lower()
    if maker == "hamamatsu":
        kind = "Hamamatsu VMS" if suffix in (".vms", ".vmu") else "Hamamatsu NDPI"
    else:
        kind = FORMATS.get(maker, maker or UNKNOWN)
    compression, colours, bits = _stored(path, maker, properties)
    return Facts(kind, "OpenSlide", compression, colours, bits, rejected=_rejected(properties))


def pixel_size_of(properties: Mapping[str, str]) -> PixelSize:
    """The pixel size that OpenSlide found, if it can be believed."""
    found = believed([_claim(properties)])
    rejected = _rejected(properties)
    if found.source == NOT_STATED and rejected:
        return PixelSize(None, f"{NOT_STATED} ({rejected[0].field} \"{rejected[0].text}\": {rejected[0].reason})")
    power = properties.get("openslide.objective-power")
    if found.source == NOT_STATED and power:
        return PixelSize(None, f"{NOT_STATED} (it names an objective of {power}x only)")
    return found


def _claim(properties: Mapping[str, str]) -> Claim | None:
    x, y = stated_mpp(properties.get("openslide.mpp-x")), stated_mpp(properties.get("openslide.mpp-y"))
    return Claim(x, y, _source(properties), density=False) if x and y else None


def _source(properties: Mapping[str, str]) -> str:
    maker = properties.get("openslide.vendor", "")
    return MAKERS.get(maker, f"{maker} file")


def _rejected(properties: Mapping[str, str]) -> tuple[Rejected, ...]:
    """The pixel size that the file states and that is not used."""
    claim = _claim(properties)
    if claim is not None:
        found = believed([claim])
        if found.mpp is not None:
            return ()
        reason = found.source.removeprefix(f"{NOT_STATED} (").removesuffix(")")
        return (Rejected(claim.source, f"{claim.x_um:.6g} x {claim.y_um:.6g} um", reason),)
    texts = [properties.get(_SPACING.format(axis)) for axis in (1, 0)]
    unit = "mm"
    if not any(texts):
        texts, unit = [properties.get(f"openslide.mpp-{axis}") for axis in "xy"], "um"
    if not any(texts):
        return ()
    text = " x ".join((text or "nothing")[:_LONGEST_TEXT].strip() for text in texts)
    return (Rejected(_source(properties), f"{text} {unit}", "its two values are not both numbers above zero"),)


def _stored(path: Path, maker: str, properties: Mapping[str, str]) -> tuple[str, str, int | None]:
    """Compression, colour space and bits a sample, of formats whose files state them where they can be looked up."""
    if maker == "mirax":
        names = sorted({value for key, value in properties.items() if key.endswith(".IMAGE_FORMAT")})
        return ", ".join(names) or UNKNOWN, UNKNOWN, None
    if maker in _TIFFS and path.suffix.lower() not in (".vms", ".vmu"):
        return _stored_in_tiff(path)
    return UNKNOWN, UNKNOWN, None


def _stored_in_tiff(path: Path) -> tuple[str, str, int | None]:
    """Those of the largest page."""
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
