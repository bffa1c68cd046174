"""Read the pixel size that the ImageDescription and the resolution tags of a TIFF page state."""

import re
from typing import TYPE_CHECKING

from model.slide.pixel_size import (
    CM_UM,
    INCH_UM,
    NO_NUMBER,
    NOT_POSITIVE,
    Claim,
    RejectedPixelSize,
    Statement,
    density_claim,
    number_of,
    resolution_claim,
    shortened,
)
from model.slide.plain import RESOLUTION_UNIT, X_RESOLUTION, Y_RESOLUTION

if TYPE_CHECKING:
    from tifffile import TiffPage

IMAGE_DESCRIPTION = 270

APERIO_MPP = "Aperio MPP"
IMAGEJ = "ImageJ calibration"

_IMAGEJ_UNITS_UM = {
    "m": 1e6, "cm": CM_UM, "mm": 1e3, "nm": 1e-3, "inch": INCH_UM, "in": INCH_UM,
    "µm": 1.0, "μm": 1.0, "um": 1.0, "\\u00b5m": 1.0, "\\u03bcm": 1.0, "micron": 1.0, "microns": 1.0,
    "micrometer": 1.0, "micrometre": 1.0,
}  # fmt: skip
"""Units of length that ImageJ writes, in lower case, each in um. Unicode has two characters for mu. Real files contain
either of these characters, or ImageJ's escape sequence for it."""
_IMAGEJ_NO_UNITS = ("pixel", "pixels", "px", "")
"""ImageJ's units of lengths that were never measured."""

_DECIMAL_COMMA = re.compile(r"[0-9]*,[0-9]+\Z")

_ODD_MPP = re.compile(r"(?:\A|[|;\r\n])[ \t]*(MPP\b[^|;\r\n0-9]*[0-9][^|;\r\n]*)", re.IGNORECASE)
"""Matches an MPP in an unusual notation: "MPP: 0.25", "mpp = 0.25" or "MPP X = 0.25". It must be in a field or line of
its own."""


def tag_of(page: "TiffPage", code: int, default: object = None) -> object:
    """Return the value of the tag `code` of `page`, or `default` if the page does not have this tag."""
    tag = page.tags.get(code)
    return default if tag is None else tag.value


def description_of(page: "TiffPage") -> str:
    """Return the ImageDescription of the page.

    If it is not UTF-8, it is decoded as Latin-1, so that one invalid byte does not make it unreadable.
    """
    value = tag_of(page, IMAGE_DESCRIPTION)
    if isinstance(value, bytes):
        value = _decoded(value.rstrip(b"\0"))
    return value.lstrip("\ufeff") if isinstance(value, str) else ""


def _decoded(text: bytes) -> str:
    try:
        return text.decode("utf-8")
    except UnicodeDecodeError:
        return text.decode("latin-1")


def is_aperio(text: str) -> bool:
    """Return whether the ImageDescription `text` was written by Aperio."""
    return text.startswith("Aperio")


def is_imagej(text: str) -> bool:
    """Return whether the ImageDescription `text` was written by ImageJ."""
    return text.startswith("ImageJ=")


def aperio_claim(text: str) -> Statement:
    """Return the pixel size that the field MPP of an Aperio description states.

    The title of the description may also contain "MPP", but it is ignored.
    """
    if not is_aperio(text):
        return None
    fields = [part.partition("=") for part in text.split("|")]
    values = list(dict.fromkeys(value.strip() for name, _, value in fields if name.strip() == "MPP"))
    if not values:
        odd = _ODD_MPP.search(text)
        return RejectedPixelSize(APERIO_MPP, shortened(odd[1]), 'it is not a field "MPP = number"') if odd else None
    if len({_aperio_number(value) for value in values}) > 1:
        return RejectedPixelSize(APERIO_MPP, shortened(" and ".join(values)), "it is stated with different values")
    text = values[0]
    number = _aperio_number(text)
    if number is None or number <= 0:
        return RejectedPixelSize(APERIO_MPP, shortened(text), NO_NUMBER if number is None else NOT_POSITIVE)
    return Claim(number, number, APERIO_MPP, density=False, text=shortened(text))


def _aperio_number(text: str) -> float | None:
    return number_of(text.replace(",", ".") if _DECIMAL_COMMA.match(text) else text)


def imagej_claim(text: str, x: object, y: object) -> Statement:
    """Return the pixel size that ImageJ states.

    The description `text` contains the unit, and the resolution tags `x` and `y` contain the pixels per unit.
    """
    unit = _imagej_value(text, "unit") if is_imagej(text) else None
    if unit is None or unit.lower() in _IMAGEJ_NO_UNITS:
        return None
    unit_um = _IMAGEJ_UNITS_UM.get(unit.lower())
    if unit_um is None:
        return RejectedPixelSize(IMAGEJ, f"unit={shortened(unit)}", "this unit of length is not known")
    statement = density_claim(x, y, unit_um, IMAGEJ)
    if isinstance(statement, Claim):
        return Claim(statement.x_um, statement.y_um, IMAGEJ, density=False, text=f"{statement.text} per {unit}")
    return statement


def imagej_channels(text: str) -> int | None:
    """Return the number of channels of an ImageJ stack that has each channel on a separate page, otherwise None."""
    value = _imagej_value(text, "channels") if is_imagej(text) else None
    return int(value) if value and value.isascii() and value.isdigit() and len(value) <= 9 else None


def resolution_statements(page: "TiffPage", text: str) -> tuple[Statement, Statement]:
    """Return two pixel sizes that the resolution tags of `page` state: as ImageJ writes them, and as TIFF defines them.

    `text` is the description of the page.
    """
    x, y = tag_of(page, X_RESOLUTION), tag_of(page, Y_RESOLUTION)
    tags = resolution_claim(x, y, tag_of(page, RESOLUTION_UNIT), "TIFF resolution tag")
    return imagej_claim(text, x, y), tags


def _imagej_value(text: str, key: str) -> str | None:
    """Return the value in a line "key=value", or None if there is none."""
    return next((line[len(key) + 1 :].strip() for line in text.splitlines() if line.startswith(f"{key}=")), None)
