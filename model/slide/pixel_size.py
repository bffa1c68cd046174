"""The pixel size a file states: resolution tags and descriptions come in, um/px that can be believed goes out."""

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass

INCH_UM = 25_400.0
CM_UM = 10_000.0

FINEST_MPP, COARSEST_DENSITY_MPP = 0.05, 5.0
"""um/px believed from a resolution tag. 100x oil scans have 0.05 to 0.1; 5 um/px are 5080 dpi, and what picture
programs write unasked (72, 96, 300, 600, 1200, 2400, 4800 dpi) is all coarser than that."""

COARSEST_STATED_MPP = 100.0
"""um/px believed where the file says "micrometres" in so many words: a slide overview may be this coarse."""

USUAL_MPP = (0.1, 2.0)
"""um/px of scans made to look at cells: from 100x oil to 5x. What a file states beyond is believed, with a warning."""

SQUARE_TOLERANCE = 0.01
"""Width and height of a pixel may differ by 1 %: more is not a camera's or scanner's square pixel."""

NOT_STATED = "not in the file"

_UNITS_UM = {
    "m": 1e6, "cm": 1e4, "mm": 1e3, "nm": 1e-3, "inch": INCH_UM, "in": INCH_UM,
    "µm": 1.0, "μm": 1.0, "um": 1.0, "\\u00b5m": 1.0, "micron": 1.0, "microns": 1.0, "micrometer": 1.0,
}  # fmt: skip
"""Unit names of OME-XML and ImageJ; both Unicode letters mu, and ImageJ's escape, occur in real files."""


@dataclass(frozen=True)
class PixelSize:
    """um/px of square pixels and where it comes from; None with the reason where the file gives none to believe."""

    mpp: float | None
    source: str


@dataclass(frozen=True)
class Claim:
    """What one tag says: width and height of a pixel in um. `density`: said in dots per length, as printers do."""

    x_um: float
    y_um: float
    source: str
    density: bool


def density_claim(x: object, y: object, unit_um: float | None, source: str) -> Claim | None:
    """A claim in pixels per unit of length (None: no unit, hence no claim); `x`, `y` are what the file holds."""
    per_x, per_y = _number(x), _number(y)
    if unit_um is None or per_x is None or per_y is None or per_x <= 0 or per_y <= 0:
        return None
    return Claim(unit_um / per_x, unit_um / per_y, source, density=True)


def believed(claims: Iterable[Claim | None]) -> PixelSize:
    """The first claim that can be believed; else None and why the first claim was not."""
    refusal = NOT_STATED
    for claim in claims:
        if claim is None:
            continue
        doubt = _doubt(claim)
        if doubt is None:
            return PixelSize((claim.x_um + claim.y_um) / 2, claim.source)
        refusal = f"{NOT_STATED} ({doubt})" if refusal == NOT_STATED else refusal
    return PixelSize(None, refusal)


def pixel_size_warnings(mpp: float | None, source: str) -> tuple[str, ...]:
    """What to say of a slide's `mpp` and `mpp_source`: a statement that was not believed, or that is unusual."""
    if mpp is None:
        return () if source == NOT_STATED else (f"pixel size {source}",)
    if USUAL_MPP[0] <= mpp <= USUAL_MPP[1]:
        return ()
    return (f"the file states {mpp:.3g} um/px, unusual for tissue under a microscope: check it",)


def description_claims(text: str, x: object, y: object) -> tuple[Claim | None, ...]:
    """Claims of an ImageDescription (Aperio, OME-XML, ImageJ); `x`, `y` are the page's resolution tags."""
    return _aperio(text), _ome(text), _imagej(text, x, y)


def _doubt(claim: Claim) -> str | None:
    """Why `claim` is not to be believed, or None."""
    if abs(claim.x_um - claim.y_um) > SQUARE_TOLERANCE * max(claim.x_um, claim.y_um):
        return f"its pixels are not square: {claim.x_um:.4g} x {claim.y_um:.4g} um"
    if claim.density and claim.x_um > COARSEST_DENSITY_MPP:
        return f"its {INCH_UM / claim.x_um:.0f} dpi is a print resolution"
    if not FINEST_MPP <= claim.x_um <= COARSEST_STATED_MPP:
        return f"its {claim.x_um:.3g} um/px cannot be a microscope's"
    return None


def _aperio(text: str) -> Claim | None:
    if not text.startswith("Aperio"):
        return None
    found = re.search(r"\bMPP\s*=\s*([0-9.eE+-]+)", text)
    value = _number(found.group(1)) if found else None
    return Claim(value, value, "Aperio MPP", density=False) if value and value > 0 else None


def _ome(text: str) -> Claim | None:
    """PhysicalSizeX and Y of the first Pixels element; by pattern, as a hostile XML can stall a parser."""
    found = re.search(r"<(?:\w+:)?Pixels\b([^>]*)>", text)
    if not found:
        return None
    pairs = dict(re.findall(r"(PhysicalSize[XY](?:Unit)?)\s*=\s*\"([^\"]*)\"", found.group(1)))
    sizes = []
    for axis in "XY":
        value = _number(pairs.get(f"PhysicalSize{axis}"))
        unit = _UNITS_UM.get(pairs.get(f"PhysicalSize{axis}Unit", "µm").strip())
        if value is None or value <= 0 or unit is None:
            return None
        sizes.append(value * unit)
    return Claim(sizes[0], sizes[1], "OME-XML", density=False)


def _imagej(text: str, x: object, y: object) -> Claim | None:
    """ImageJ writes the unit into the description and pixels per that unit into the resolution tags."""
    found = re.search(r"^unit=(.+)$", text, re.MULTILINE) if text.startswith("ImageJ=") else None
    claim = density_claim(x, y, _UNITS_UM.get(found.group(1).strip().lower()), "ImageJ calibration") if found else None
    return Claim(claim.x_um, claim.y_um, claim.source, density=False) if claim else None


def stated_mpp(value: object) -> float | None:
    """A number above zero from what a file holds, else None."""
    number = _number(value)
    return number if number is not None and number > 0 else None


def _number(value: object) -> float | None:
    """A finite number from a number, a numeric text or a (numerator, denominator) pair; else None."""
    try:
        if isinstance(value, tuple):
            numerator, denominator = value
            value = numerator / denominator
        number = float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError, ArithmeticError):
        return None
    return number if math.isfinite(number) else None
