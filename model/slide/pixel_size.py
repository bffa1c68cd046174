"""Decide which of the pixel sizes in a file, in um/px, is credible."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from model.slide.facts import Rejected

INCH_UM = 25_400.0
CM_UM = 10_000.0

FINEST_MPP, COARSEST_DENSITY_MPP = 0.05, 5.0
"""Range in um/px in which the pixel size from a resolution tag is credible. Scans with a 100x oil objective have 0.05
to 0.1 um/px. 5 um/px is 5080 dpi; the default values of picture programs (72, 96, 300, 600, 1200, 2400, 4800 dpi) are
all coarser."""

COARSEST_STATED_MPP = 100.0
"""Coarsest credible pixel size in um/px if the file explicitly states micrometres. The overview picture of a slide can
be this coarse."""

USUAL_MPP = (0.1, 2.0)
"""Usual range in um/px of scans that show tissue cells, from 100x oil to 5x. Values outside this range are used, with a
warning."""

RESOLUTION_UNITS_UM = {2: INCH_UM, 3: CM_UM}
NO_RESOLUTION_UNIT = 1
"""Value of ResolutionUnit in TIFF and EXIF that means "no unit". If the tag is absent, the unit is the inch."""

SQUARE_TOLERANCE = 0.01
"""Maximum relative difference between width and height of a pixel, because pixels of cameras and scanners are square.
Two pixel sizes in one file contradict each other if they differ by more than this."""

NOT_STATED = "not in the file"
NOT_USED = "stated but not used"

TEXT_LENGTH = 60
"""Maximum number of characters shown of a rejected value."""

NO_NUMBER = "it is not a number"
NOT_POSITIVE = "it is not above zero"


@dataclass(frozen=True)
class RejectedPixelSize(Rejected):
    """A pixel size that the file states but that is not used."""

    warns: bool = True
    """Whether to warn the user. It is False for default values of picture programs (72 dpi), which do not describe a
    pixel size."""


@dataclass(frozen=True)
class PixelSize:
    """The pixel size in um/px (square pixels) and its source.

    If the file contains no credible pixel size, `mpp` is None and `source` states why.
    """

    mpp: float | None
    source: str
    rejected: tuple[RejectedPixelSize, ...] = ()
    """Other pixel sizes in the file, which are not used."""


@dataclass(frozen=True)
class Claim:
    """A pixel size that one tag states: width and height of a pixel in um.

    `density` is true if the tag states dots per unit of length, as for printers.
    """

    x_um: float
    y_um: float
    source: str
    density: bool
    text: str = ""
    """The values as they are written in the file, or "" if they are equal to `x_um` and `y_um`."""

    def rejected(self, reason: str, warns: bool = True) -> RejectedPixelSize:
        """Return this claim as a rejected value with the given `reason`."""
        return RejectedPixelSize(self.source, self.text or f"{self.x_um:.4g} x {self.y_um:.4g} um", reason, warns)


Statement = Claim | RejectedPixelSize | None
"""What one tag states: a pixel size, a value that cannot be used, or nothing (None)."""


def density_claim(x: object, y: object, unit_um: float | None, source: str) -> Statement:
    """Return the pixel size of a tag that states `x` and `y` pixels per unit, or None if the unit is unknown.

    `unit_um` is the unit of length in um.
    """
    if unit_um is None:
        return None
    found = _pair(x, y, source)
    if not isinstance(found, tuple):
        return found
    return Claim(unit_um / found[0], unit_um / found[1], source, density=True, text=_both(x, y))


def resolution_claim(x: object, y: object, unit: object, source: str) -> Statement:
    """Return the pixel size that the three resolution tags of TIFF and EXIF state: `x`, `y` and `unit`."""
    unit = 2 if unit is None else unit
    if unit == NO_RESOLUTION_UNIT or (x is None and y is None):
        return None
    unit_um = RESOLUTION_UNITS_UM.get(unit) if isinstance(unit, int) else None
    if unit_um is None:
        return RejectedPixelSize(source, f"{_both(x, y)} per unit {shortened(unit)}", "this unit is not known")
    return density_claim(x, y, unit_um, source)


def length_claim(x: object, y: object, unit_um: float, source: str) -> Statement:
    """Return the pixel size of a tag that states `x` and `y` units of length per pixel. `unit_um` is the unit in um."""
    found = _pair(x, y, source)
    if not isinstance(found, tuple):
        return found
    return Claim(found[0] * unit_um, found[1] * unit_um, source, density=False, text=_both(x, y))


def believed(statements: Iterable[Statement]) -> PixelSize:
    """Return the first credible claim as the pixel size, with the other statements as rejected values.

    If no claim is credible, `mpp` is None and `source` states why.
    """
    used: Claim | None = None
    rejected: list[RejectedPixelSize] = []
    for statement in statements:
        if isinstance(statement, RejectedPixelSize):
            rejected.append(statement)
        elif statement is not None:
            doubt = _doubt(statement) or (_contradiction(used, statement) if used else None)
            if doubt is not None:
                rejected.append(doubt)
            used = used or (statement if doubt is None else None)
    if used is not None:
        return PixelSize((used.x_um + used.y_um) / 2, used.source, tuple(rejected))
    return PixelSize(None, _refusal(rejected), tuple(rejected))


def pixel_size_warnings(mpp: float | None, source: str, rejected: Iterable[Rejected] = ()) -> tuple[str, ...]:
    """Return warnings about the pixel size of a slide: values that are not used, and an unusual size.

    `mpp` and `source` are the fields `mpp` and `mpp_source` of the slide.
    """
    warnings = doubts(rejected)
    if mpp is None:
        return warnings or (() if source == NOT_STATED else (f"pixel size {source}",))
    if USUAL_MPP[0] <= mpp <= USUAL_MPP[1]:
        return warnings
    return (*warnings, f"the file states {mpp:.3g} um/px, which is unusual for a microscope: check this value")


def doubts(rejected: Iterable[Rejected]) -> tuple[str, ...]:
    """Return a sentence for each rejected pixel size about which the user must be warned."""
    return tuple(one.sentence for one in rejected if isinstance(one, RejectedPixelSize) and one.warns)


def shortened(value: object) -> str:
    """Return `value` as text on one line, shortened if long. A pair becomes a fraction, and bytes are decoded."""
    if isinstance(value, tuple):
        value = "/".join(map(str, value[:2]))
    if isinstance(value, bytes):
        value = value[: 4 * TEXT_LENGTH].decode("latin-1")
    text = str(value)[: 4 * TEXT_LENGTH]
    text = " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
    return text if len(text) <= TEXT_LENGTH else f"{text[: TEXT_LENGTH - 3]}..."


def _refusal(rejected: list[RejectedPixelSize]) -> str:
    """Return a text that states why a file has no pixel size.

    It is the reason of the first rejected value that needs a warning, or else of the first rejected value.

    If there are no rejected values, the text says that the file states no pixel size.
    """
    for one in rejected:
        if one.warns:
            return f'{NOT_USED} ({one.field} "{one.text}": {one.reason})'
    return f"{NOT_STATED} ({rejected[0].reason})" if rejected else NOT_STATED


def _doubt(claim: Claim) -> RejectedPixelSize | None:
    """Return `claim` as a rejected value with the reason why it is not credible, or None if it is credible."""
    if _apart(claim.x_um, claim.y_um):
        return claim.rejected(f"its pixels are not square: {claim.x_um:.4g} x {claim.y_um:.4g} um")
    if claim.density and claim.x_um > COARSEST_DENSITY_MPP:
        return claim.rejected(f"its {INCH_UM / claim.x_um:.0f} dpi is a print resolution", warns=False)
    if not FINEST_MPP <= claim.x_um <= COARSEST_STATED_MPP:
        return claim.rejected(f"its {claim.x_um:.3g} um/px is impossible for a microscope")
    return None


def _contradiction(used: Claim, claim: Claim) -> RejectedPixelSize | None:
    if not _apart(used.x_um, claim.x_um):
        return None
    return claim.rejected(f"its {claim.x_um:.4g} um/px contradict the {used.x_um:.4g} of the {used.source}")


def _apart(one: float, other: float) -> bool:
    return abs(one - other) > SQUARE_TOLERANCE * max(one, other)


def _pair(x: object, y: object, source: str) -> tuple[float, float] | RejectedPixelSize | None:
    """Return `x` and `y` as positive numbers, or a rejected value with the reason. Return None if both are absent."""
    if x is None and y is None:
        return None
    if x is None or y is None:
        return RejectedPixelSize(source, _both(x, y), f"the {'width' if x is None else 'height'} is missing")
    numbers = number_of(x), number_of(y)
    if numbers[0] is None or numbers[1] is None:
        return RejectedPixelSize(source, _both(x, y), NO_NUMBER)
    if min(numbers[0], numbers[1]) <= 0:
        return RejectedPixelSize(source, _both(x, y), NOT_POSITIVE)
    return numbers[0], numbers[1]


def _both(x: object, y: object) -> str:
    """Return `x` and `y` as text, as they are written in the file. Equal values are written only once."""
    texts = ["none" if value is None else shortened(value) for value in (x, y)]
    return texts[0] if texts[0] == texts[1] else " x ".join(texts)


def number_of(value: object) -> float | None:
    """Return a number, a text or a pair (numerator, denominator) as a finite number. Otherwise return None."""
    try:
        if isinstance(value, tuple):
            numerator, denominator = value
            value = numerator / denominator
        if isinstance(value, str) and "_" in value:
            return None  # only Python accepts 1_000 as a number
        number = float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError, ArithmeticError):
        return None
    return number if math.isfinite(number) else None
