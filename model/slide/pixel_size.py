"""Decide which of the pixel sizes that a file states can be believed, in um/px."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from model.slide.facts import Rejected

INCH_UM = 25_400.0
CM_UM = 10_000.0

FINEST_MPP, COARSEST_DENSITY_MPP = 0.05, 5.0
"""um/px believed from a resolution tag. 100x oil scans have 0.05 to 0.1; 5 um/px are 5080 dpi, and what picture
programs write unasked (72, 96, 300, 600, 1200, 2400, 4800 dpi) is all coarser than that."""

COARSEST_STATED_MPP = 100.0
"""um/px believed where the file says "micrometres" in so many words: a slide overview may be this coarse."""

USUAL_MPP = (0.1, 2.0)
"""um/px of scans made to look at cells: from 100x oil to 5x. What a file states beyond is believed, with a warning."""

RESOLUTION_UNITS_UM = {2: INCH_UM, 3: CM_UM}
NO_RESOLUTION_UNIT = 1
"""ResolutionUnit of TIFF and EXIF; inch where it is absent."""

SQUARE_TOLERANCE = 0.01
"""Width and height of a pixel may differ by 1 %: more is not a camera's or scanner's square pixel. Two statements of
one file may differ by as much before they contradict each other."""

NOT_STATED = "not in the file"
NOT_USED = "stated but not used"

TEXT_LENGTH = 60
"""Characters of a rejected value that are shown."""

NO_NUMBER = "it is not a number"
NOT_POSITIVE = "it is not above zero"


@dataclass(frozen=True)
class RejectedPixelSize(Rejected):
    """A pixel size that the file states and that is not used."""

    warns: bool = True
    """False for what picture programs write unasked (72 dpi): it was never meant as a pixel size."""


@dataclass(frozen=True)
class PixelSize:
    """um/px of square pixels and their source; None with the reason where the file states no credible size."""

    mpp: float | None
    source: str
    rejected: tuple[RejectedPixelSize, ...] = ()
    """Other statements of the file about its pixel size."""


@dataclass(frozen=True)
class Claim:
    """The statement of one tag: width and height of a pixel in um. `density`: in dots per length, as for printers."""

    x_um: float
    y_um: float
    source: str
    density: bool
    text: str = ""
    """The values as the file has them; empty: they are the um above."""

    def rejected(self, reason: str, warns: bool = True) -> RejectedPixelSize:
        """Return the same statement as a rejected value."""
        return RejectedPixelSize(self.source, self.text or f"{self.x_um:.4g} x {self.y_um:.4g} um", reason, warns)


Statement = Claim | RejectedPixelSize | None
"""What one tag says, that it says something which cannot be used, or that it says nothing."""


def density_claim(x: object, y: object, unit_um: float | None, source: str) -> Statement:
    """Return the claim of `x` and `y` pixels per unit of length; `unit_um` None: no unit, so nothing is stated."""
    if unit_um is None:
        return None
    found = _pair(x, y, source)
    if not isinstance(found, tuple):
        return found
    return Claim(unit_um / found[0], unit_um / found[1], source, density=True, text=_both(x, y))


def resolution_claim(x: object, y: object, unit: object, source: str) -> Statement:
    """Return the claim of the three resolution tags of TIFF and EXIF."""
    unit = 2 if unit is None else unit
    if unit == NO_RESOLUTION_UNIT or (x is None and y is None):
        return None
    unit_um = RESOLUTION_UNITS_UM.get(unit) if isinstance(unit, int) else None
    if unit_um is None:
        return RejectedPixelSize(source, f"{_both(x, y)} per unit {shortened(unit)}", "this unit is not known")
    return density_claim(x, y, unit_um, source)


def length_claim(x: object, y: object, unit_um: float, source: str) -> Statement:
    """Return the claim of `x` and `y` units of length per pixel."""
    found = _pair(x, y, source)
    if not isinstance(found, tuple):
        return found
    return Claim(found[0] * unit_um, found[1] * unit_um, source, density=False, text=_both(x, y))


def believed(statements: Iterable[Statement]) -> PixelSize:
    """Return the first credible claim, with every statement that is not used; None and the reason where none is."""
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
    """Return warnings on a slide's `mpp` and `mpp_source`: each statement that is not used, and an unusual size."""
    warnings = doubts(rejected)
    if mpp is None:
        return warnings or (() if source == NOT_STATED else (f"pixel size {source}",))
    if USUAL_MPP[0] <= mpp <= USUAL_MPP[1]:
        return warnings
    return (*warnings, f"the file states {mpp:.3g} um/px, unusual for tissue under a microscope: check it")


def doubts(rejected: Iterable[Rejected]) -> tuple[str, ...]:
    """Return a sentence for each pixel size among `rejected` that the user must be warned about."""
    return tuple(one.sentence for one in rejected if isinstance(one, RejectedPixelSize) and one.warns)


def shortened(value: object) -> str:
    """Return `value` as the file has it, on one line: a pair is a fraction, bytes are text, a long text is cut."""
    if isinstance(value, tuple):
        value = "/".join(map(str, value[:2]))
    if isinstance(value, bytes):
        value = value[: 4 * TEXT_LENGTH].decode("latin-1")
    text = str(value)[: 4 * TEXT_LENGTH]
    text = " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
    return text if len(text) <= TEXT_LENGTH else f"{text[: TEXT_LENGTH - 3]}..."


def _refusal(rejected: list[RejectedPixelSize]) -> str:
    """Return why there is no pixel size: the first statement worth a warning, else the first, else none was made."""
    for one in rejected:
        if one.warns:
            return f'{NOT_USED} ({one.field} "{one.text}": {one.reason})'
    return f"{NOT_STATED} ({rejected[0].reason})" if rejected else NOT_STATED


def _doubt(claim: Claim) -> RejectedPixelSize | None:
    """Return `claim` as a rejected value with the reason why it is not credible, or None where it is credible."""
    if _apart(claim.x_um, claim.y_um):
        return claim.rejected(f"its pixels are not square: {claim.x_um:.4g} x {claim.y_um:.4g} um")
    if claim.density and claim.x_um > COARSEST_DENSITY_MPP:
        return claim.rejected(f"its {INCH_UM / claim.x_um:.0f} dpi is a print resolution", warns=False)
    if not FINEST_MPP <= claim.x_um <= COARSEST_STATED_MPP:
        return claim.rejected(f"its {claim.x_um:.3g} um/px cannot be a microscope's")
    return None


def _contradiction(used: Claim, claim: Claim) -> RejectedPixelSize | None:
    if not _apart(used.x_um, claim.x_um):
        return None
    return claim.rejected(f"its {claim.x_um:.4g} um/px contradict the {used.x_um:.4g} of the {used.source}")


def _apart(one: float, other: float) -> bool:
    return abs(one - other) > SQUARE_TOLERANCE * max(one, other)


def _pair(x: object, y: object, source: str) -> tuple[float, float] | RejectedPixelSize | None:
    """Return `x` and `y` as numbers above zero, or why they are not; None where both are absent."""
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
    """Return both values as the file has them, once where they are the same."""
    texts = ["none" if value is None else shortened(value) for value in (x, y)]
    return texts[0] if texts[0] == texts[1] else " x ".join(texts)


def number_of(value: object) -> float | None:
    """Return a finite number from a number, a numeric text or a (numerator, denominator) pair; otherwise None."""
    try:
        if isinstance(value, tuple):
            numerator, denominator = value
            value = numerator / denominator
        if isinstance(value, str) and "_" in value:
            return None  # Python alone takes 1_000 for a number
        number = float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError, ArithmeticError):
        return None
    return number if math.isfinite(number) else None
