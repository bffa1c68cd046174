"""What OpenSlide says of a file, as `Facts`: its properties come in; what a reader found out already is kept."""

from collections.abc import Mapping
from dataclasses import replace

from model.slide.facts import UNKNOWN, Facts

READER = "OpenSlide"
FORMATS = {
    "aperio": "Aperio SVS",
    "dicom": "DICOM whole slide",
    "generic-tiff": "TIFF",
    "hamamatsu": "Hamamatsu NDPI or VMS",
    "leica": "Leica SCN",
    "mirax": "MIRAX",
    "philips": "Philips TIFF",
    "sakura": "Sakura SVSLIDE",
    "trestle": "Trestle TIFF",
    "ventana": "Ventana BIF",
    "zeiss": "Zeiss CZI",
}
"""By OpenSlide's names of makers. OpenSlide says nothing of compression, colour space and bits as they are stored."""


def completed(known: Facts, properties: Mapping[str, str]) -> Facts:
    """`known` with format, reader and objective from the properties of OpenSlide, where it does not say them."""
    maker = properties.get("openslide.vendor", "")
    stated = FORMATS.get(maker, maker or UNKNOWN)
    return replace(
        known,
        format=stated if known.format == UNKNOWN else known.format,
        reader=READER if known.reader == UNKNOWN else known.reader,
        objective=known.objective or properties.get("openslide.objective-power", ""),
    )
