"""The cores of one slide as a frozen value, and every way to change them: an array comes in, a new one goes out.

A core is known by its label. No change ever touches the label of a core it was not asked to touch.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from model.base.errors import TmaError
from model.base.geometry import PointL0
from model.tma.labels import Place, place_named, row_name

Status = Literal["present", "missing"]
Axis = Literal["rows", "columns"]
STATUSES: tuple[Status, ...] = ("present", "missing")


@dataclass(frozen=True)
class Core:
    """One core: where it is (centre and radius in level-0 px), whether it is there at all, and whose it is.

    `confidence` of the finding, 0..1; None for a core that was put there by hand. `case_id` None: not known.
    """

    place: Place
    centre: PointL0
    radius: float
    status: Status = "present"
    by_hand: bool = False
    confidence: float | None = None
    case_id: str | None = None

    @property
    def label(self) -> str:
        return self.place.label

    def contains(self, point: PointL0) -> bool:
        """Whether `point` lies in the core's circle."""
        return (point.x - self.centre.x) ** 2 + (point.y - self.centre.y) ** 2 <= self.radius**2


@dataclass(frozen=True)
class TmaArray:
    """All cores of a slide, by row and column; labels are unique."""

    cores: tuple[Core, ...]

    def __post_init__(self) -> None:
        places = [core.place for core in self.cores]
        twice = sorted({place for place in places if places.count(place) > 1}) if len(set(places)) < len(places) else []
        if twice:
            faults = tuple(f"{place.label} stands for more than one core" for place in twice)
            raise TmaError("Cores must have names of their own:", "Rename one of each two.", faults)
        object.__setattr__(self, "cores", tuple(sorted(self.cores, key=lambda core: core.place)))

    @property
    def present(self) -> tuple[Core, ...]:
        return tuple(core for core in self.cores if core.status == "present")

    @property
    def rows(self) -> int:
        """As many as the last row's letter says."""
        return max((core.place.row + 1 for core in self.cores), default=0)

    @property
    def cols(self) -> int:
        return max((core.place.col + 1 for core in self.cores), default=0)

    def core(self, label: str) -> Core:
        """The core called `label`, however it is written (A-3, a3); TmaError where there is none."""
        place = place_named(label)
        found = next((core for core in self.cores if core.place == place), None)
        if found is None:
            last = f"{row_name(self.rows - 1)}-{self.cols}" if self.cores else "none"
            raise TmaError(f"There is no core {label!r}.", f"Name one as A-1; the last row and column are {last}.")
        return found

    def at(self, point: PointL0) -> Core | None:
        """The core whose circle holds `point`, the one with the nearest centre; None between the cores."""
        inside = [core for core in self.cores if core.contains(point)]
        away = {core.label: (core.centre.x - point.x) ** 2 + (core.centre.y - point.y) ** 2 for core in inside}
        return min(inside, key=lambda core: away[core.label], default=None)

    def next_to(self, label: str, rows: int, cols: int) -> Core | None:
        """The next core in the direction (`rows`, `cols`), each -1, 0 or 1, over empty places; None at the edge."""
        place = self.core(label).place
        by_place = {core.place: core for core in self.cores}
        for steps in range(1, max(self.rows, self.cols) + 1):
            found = by_place.get(Place(place.row + steps * rows, place.col + steps * cols))
            if found is not None:
                return found
        return None

    def moved(self, label: str, centre: PointL0) -> "TmaArray":
        """The core dragged to `centre`."""
        return self._changed(replace(self.core(label), centre=centre, by_hand=True, confidence=None))

    def marked(self, label: str, status: Status) -> "TmaArray":
        """The core said to be missing, or to be there after all."""
        return self._changed(replace(self.core(label), status=status, by_hand=True))

    def assigned(self, label: str, case_id: str | None) -> "TmaArray":
        """The core said to be of a case."""
        return self._changed(replace(self.core(label), case_id=case_id or None))

    def removed(self, label: str) -> "TmaArray":
        """The array without that core; all others keep their names."""
        gone = self.core(label).place
        return TmaArray(tuple(core for core in self.cores if core.place != gone))

    def added(self, label: str, centre: PointL0, radius: float | None = None) -> "TmaArray":
        """A core put where none was found, of the others' usual `radius`; TmaError where its name is taken."""
        place = _place(label)
        if any(core.place == place for core in self.cores):
            raise TmaError(f"{place.label} is there already.", "Give the new core another name, or remove that one.")
        core = Core(place, centre, radius or self.usual_radius(), by_hand=True)
        return TmaArray((*self.cores, core))

    def relabelled(self, names: Iterable[tuple[str, str]]) -> "TmaArray":
        """Cores renamed, each (old name, new name), all at once, so that two can change names; others keep theirs."""
        new = {self.core(old).place: _place(name) for old, name in names}
        return TmaArray(tuple(replace(core, place=new.get(core.place, core.place)) for core in self.cores))

    def shifted(self, axis: Axis, first: int, by: int) -> "TmaArray":
        """All rows (or columns) from number `first` on (0 is A, or 1) called `by` further: only on the user's word."""
        shifted = []
        for core in self.cores:
            row, col = core.place.row, core.place.col
            if axis == "rows" and row >= first:
                row += by
            if axis == "columns" and col >= first:
                col += by
            shifted.append(replace(core, place=Place(row, col)))
        if any(core.place.row < 0 or core.place.col < 0 for core in shifted):
            raise TmaError("There is no row before A and no column before 1.", "Shift by less.")
        return TmaArray(tuple(shifted))

    def usual_radius(self) -> float:
        """Median radius in level-0 px; TmaError in an empty array."""
        radii = sorted(core.radius for core in self.cores)
        if not radii:
            raise TmaError("The array has no core to take the size from.", "Give a radius.")
        return radii[len(radii) // 2]

    def _changed(self, changed: Core) -> "TmaArray":
        return TmaArray(tuple(changed if core.place == changed.place else core for core in self.cores))


def _place(label: str) -> Place:
    place = place_named(label)
    if place is None:
        raise TmaError(f"{label!r} is no name of a core.", "Name it by row and column, as A-12.")
    return place
