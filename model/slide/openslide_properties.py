"""Find the pixel size of a slide in OpenSlide's properties."""

from collections.abc import Mapping
from dataclasses import replace

from model.slide.pixel_size import (
    NOT_STATED,
    PixelSize,
    RejectedPixelSize,
    Statement,
    believed,
    length_claim,
    shortened,
)

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
"""Texts that name the source of OpenSlide's pixel size, by OpenSlide's name of the format."""

_TIFF_TAGS = ("tiff.XResolution", "tiff.YResolution")
_STATED_IN = {
    "dicom": tuple(f".PixelMeasuresSequence[0].PixelSpacing{end}" for end in ("[1]", "[0]", "")),
    "hamamatsu": (*_TIFF_TAGS, "hamamatsu.PhysicalWidth", "hamamatsu.PhysicalHeight"),
    "leica": _TIFF_TAGS,
    "mirax": (".MICROMETER_PER_PIXEL_X", ".MICROMETER_PER_PIXEL_Y"),
    "philips": ("philips.DICOM_PIXEL_SPACING",),
    "trestle": _TIFF_TAGS,
    "ventana": ("ventana.ScanRes",),
    "zeiss": ("zeiss.Scaling.Items.X.Value", "zeiss.Scaling.Items.Y.Value"),
}
"""Name endings of the properties that contain the pixel size as written in the file, by OpenSlide's name of the format.
OpenSlide gives no pixel size if it cannot interpret this text."""

UNUSABLE = "OpenSlide finds no pixel size in it"


def stated_pixel_size(properties: Mapping[str, str]) -> PixelSize:
    """Return OpenSlide's pixel size in um/px.

    If OpenSlide gives none, return the text in the file as a rejected value.
    """
    maker = properties.get("openslide.vendor", "")
    field = MAKERS.get(maker, f"{maker} file")
    statement = length_claim(properties.get("openslide.mpp-x"), properties.get("openslide.mpp-y"), 1.0, field)
    text = _as_stated(maker, properties)
    if statement is None and text:
        statement = RejectedPixelSize(field, text, UNUSABLE)
    elif statement is not None and text:
        statement = replace(statement, text=text)
    found = believed([_without_unit(maker, properties, statement)])
    power = properties.get("openslide.objective-power")
    if found.source == NOT_STATED and power:
        return PixelSize(None, f"{NOT_STATED} (it states only an objective of {power}x)")
    return found


def _as_stated(maker: str, properties: Mapping[str, str]) -> str:
    """Return the pixel size as written in the file, or "" if there is none."""
    ends = _STATED_IN.get(maker, ())
    found = [properties[name] for end in ends for name in sorted(properties) if name.endswith(end)]
    text = shortened(" x ".join(dict.fromkeys(found)))
    return f"{text} mm" if text and maker == "dicom" else text


def _without_unit(maker: str, properties: Mapping[str, str], statement: Statement) -> Statement:
    """Return `statement`, or None if the program rejected it because the resolution tags have no unit.

    Resolution tags without a unit say nothing about the pixel size, except in files of Trestle, where they are in
    um/px.
    """
    silent = properties.get("tiff.ResolutionUnit") == "none" and maker in ("hamamatsu", "leica")
    return None if silent and isinstance(statement, RejectedPixelSize) else statement
