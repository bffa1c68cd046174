"""Groups of patients by one property: a column of texts or numbers comes in, a level per patient goes out."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from model.base.errors import RaterError

USUAL = ("sex", "gender", "age", "stage", "grade", "site", "centre", "center", "hospital", "batch", "scanner")
"""Properties by which a study's figures are given where its clinical sheet has them."""
SITES = ("site", "centre", "center", "hospital")
MOST_LEVELS = 40
"""More groups than that are a mistake: an identifier or a date."""
_MOST_STEPS = 6
"""Whole numbers of at most so many values are levels, such as a stage; others are cut."""
UNKNOWN_LEVEL = -1


@dataclass(frozen=True, eq=False)
class Subgrouping:
    """`members` int [patients]: the number of each patient's level, -1 where not known; `note`: how it was cut."""

    name: str
    levels: tuple[str, ...]
    members: np.ndarray
    note: str = ""

    def __post_init__(self) -> None:
        self.members.setflags(write=False)

    @property
    def unknown(self) -> int:
        """Return how many patients have no level."""
        return int((self.members == UNKNOWN_LEVEL).sum())


@dataclass(frozen=True)
class SubgroupColumn:
    """A property to group by, and where to cut its numbers; without `cuts`, levels or the median."""

    column: str
    cuts: tuple[float, ...] = ()


def subgroup_column(text: str) -> SubgroupColumn:
    """Parse "COLUMN" or "COLUMN:60,70"; a colon that no numbers follow belongs to the name."""
    column, colon, last = text.rpartition(":")
    try:
        cuts = tuple(float(part) for part in last.split(",")) if colon else ()
    except ValueError:
        return SubgroupColumn(text.strip())
    if not all(map(math.isfinite, cuts)) or list(cuts) != sorted(set(cuts)):
        remedy = "Write them from the lowest to the highest, such as age:60,70."
        raise RaterError(f"The cuts in {text!r} are not in order.", remedy)
    return SubgroupColumn(column.strip() if colon else text.strip(), cuts)


def by_category(name: str, texts: Sequence[str]) -> Subgrouping:
    """Group by text, levels in alphabetical order; "" is not known. Raise RaterError with too many levels."""
    levels = tuple(sorted(set(texts) - {""}))
    if len(levels) > MOST_LEVELS:
        raise RaterError(
            f"{name} has {len(levels)} different values: too many groups.", "Group by a property of few values."
        )
    return Subgrouping(name, levels, np.array([levels.index(text) if text else UNKNOWN_LEVEL for text in texts], int))


def by_number(name: str, values: np.ndarray, cuts: Sequence[float] = ()) -> Subgrouping:
    """Group float [patients], NaN for not known: at `cuts`; else by each value of few whole ones; else at the median.

    A patient at a cut belongs to the group above it.
    """
    known = values[np.isfinite(values)]
    steps = np.unique(known)
    if not len(known):
        return Subgrouping(name, (), np.full(len(values), UNKNOWN_LEVEL))
    if not cuts and len(steps) <= _MOST_STEPS and bool((steps == np.round(steps)).all()):
        texts = [f"{value:g}" if math.isfinite(value) else "" for value in values]
        levels = tuple(f"{step:g}" for step in steps)
        members = np.array([levels.index(text) if text else UNKNOWN_LEVEL for text in texts], int)
        return Subgrouping(name, levels, members)
    note = "cuts as stated" if cuts else "cut at the median of these patients"
    ends = list(cuts) or [float(np.median(known))]
    inner = [f"{low:g} to below {high:g}" for low, high in pairwise(ends)]
    levels = (f"below {ends[0]:g}", *inner, f"{ends[-1]:g} or more")
    members = np.where(np.isfinite(values), np.searchsorted(ends, values, "right"), UNKNOWN_LEVEL).astype(int)
    return Subgrouping(name, levels, members, note)


def check_subgroupings(found: Sequence[Subgrouping], patients: int) -> None:
    """Raise RaterError if groups are of another number of patients, or two have one name."""
    names = [one.name for one in found]
    if len(set(names)) != len(names):
        raise RaterError("The patients are grouped twice by one property.", "Name each property once.")
    if any(len(one.members) != patients for one in found):
        raise RaterError("A property has more or fewer values than there are patients.", "Give every patient a value.")
