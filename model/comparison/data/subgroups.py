"""Divide patients into groups by one property, for example stage or age: each patient gets one level.

The values of the property are texts or numbers.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from model.base.errors import RaterError

USUAL = ("sex", "gender", "age", "stage", "grade", "site", "centre", "center", "hospital", "batch", "scanner")
"""Properties by which a study groups its patients if its clinical sheet contains them."""
SITES = ("site", "centre", "center", "hospital")
MOST_LEVELS = 40
"""Maximum number of groups. A property with more values is probably an identifier or a date."""
_MOST_STEPS = 6
"""Maximum number of different whole numbers that are used as levels, such as stages. If there are more, the numbers are
divided at cuts.
"""
UNKNOWN_LEVEL = -1


@dataclass(frozen=True, eq=False)
class Subgrouping:
    """The groups of patients by one property.

    `members` int [patients] is the index of each patient's level in `levels`, -1 if unknown. `note` says at which
    values numbers were divided.
    """

    name: str
    levels: tuple[str, ...]
    members: np.ndarray
    note: str = ""

    def __post_init__(self) -> None:
        self.members.setflags(write=False)

    @property
    def unknown(self) -> int:
        """Return the number of patients without a level."""
        return int((self.members == UNKNOWN_LEVEL).sum())


@dataclass(frozen=True)
class SubgroupColumn:
    """A property to group by, and the cuts at which its numbers are divided.

    Without `cuts`, each value forms a group, or the numbers are divided at their median.
    """

    column: str
    cuts: tuple[float, ...] = ()


def subgroup_column(text: str) -> SubgroupColumn:
    """Return the property in an option's text, such as "age:60,70": the column, and after a colon the cuts.

    A cut is a number at which the values are divided. If no numbers follow a colon, the colon is part of the name of
    the column.
    """
    column, colon, last = text.rpartition(":")
    try:
        cuts = tuple(float(part) for part in last.split(",")) if colon else ()
    except ValueError:
        return SubgroupColumn(text.strip())
    if not all(map(math.isfinite, cuts)) or list(cuts) != sorted(set(cuts)):
        remedy = "Write the cuts from the lowest to the highest, such as age:60,70."
        raise RaterError(f"The cuts in {text!r} are not in ascending order.", remedy)
    return SubgroupColumn(column.strip() if colon else text.strip(), cuts)


def by_category(name: str, texts: Sequence[str]) -> Subgrouping:
    """Return groups of patients by the `texts` of one property, in alphabetical order; "" means unknown.

    Raise RaterError if there are too many levels.
    """
    levels = tuple(sorted(set(texts) - {""}))
    if len(levels) > MOST_LEVELS:
        raise RaterError(
            f"{name} has {len(levels)} different values, which are too many groups.",
            "Group by a property with few values.",
        )
    return Subgrouping(name, levels, np.array([levels.index(text) if text else UNKNOWN_LEVEL for text in texts], int))


def by_number(name: str, values: np.ndarray, cuts: Sequence[float] = ()) -> Subgrouping:
    """Return groups of patients by the numbers `values` of one property, float [patients], NaN if unknown.

    The numbers are divided at `cuts`. Without cuts, each number is a level if there are only a few different whole
    numbers; otherwise the numbers are divided at the median. A patient whose number equals a cut belongs to the group
    above the cut.
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
    note = "cuts as stated" if cuts else "divided at the median of these patients"
    ends = list(cuts) or [float(np.median(known))]
    inner = [f"{low:g} to below {high:g}" for low, high in pairwise(ends)]
    levels = (f"below {ends[0]:g}", *inner, f"{ends[-1]:g} or more")
    members = np.where(np.isfinite(values), np.searchsorted(ends, values, "right"), UNKNOWN_LEVEL).astype(int)
    return Subgrouping(name, levels, members, note)


def check_subgroupings(found: Sequence[Subgrouping], patients: int) -> None:
    """Raise RaterError if a property has another number of patients, or if two properties have the same name."""
    names = [one.name for one in found]
    if len(set(names)) != len(names):
        raise RaterError("The patients are grouped twice by the same property.", "Name each property once.")
    if any(len(one.members) != patients for one in found):
        raise RaterError("A property has more or fewer values than there are patients.", "Give every patient a value.")
