"""Define the cores of a tissue microarray on one slide as an immutable value. Each change returns a new array.

The label identifies a core. A change affects only the cores with the given labels.
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
    """One core: its position (centre and radius in level-0 px), its status and its case.

    `confidence` is the confidence of the detection, 0..1. It is None for a core that the user placed. `case_id` is None
    if the case is unknown.
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
        """Return whether `point` lies inside the core's circle."""
        return (point.x - self.centre.x) ** 2 + (point.y - self.centre.y) ** 2 <= self.radius**2


@dataclass(frozen=True)
class TmaArray:
    """All cores of a tissue microarray on one slide, sorted by row and column. Labels are unique."""

    cores: tuple[Core, ...]

    def __post_init__(self) -> None:
        places = [core.place for core in self.cores]
        twice = sorted({place for place in places if places.count(place) > 1}) if len(set(places)) < len(places) else []
        if twice:
            faults = tuple(f"{place.label} is the name of more than one core" for place in twice)
            raise TmaError("Two cores have the same name:", "Give each core a name of its own.", faults)
        object.__setattr__(self, "cores", tuple(sorted(self.cores, key=lambda core: core.place)))

    @property
    def present(self) -> tuple[Core, ...]:
        return tuple(core for core in self.cores if core.status == "present")

    @property
    def rows(self) -> int:
        """Return the number of rows, counted up to the last row that has a core."""
        return max((core.place.row + 1 for core in self.cores), default=0)

    @property
    def cols(self) -> int:
        return max((core.place.col + 1 for core in self.cores), default=0)

    def core(self, label: str) -> Core:
        """Return the core called `label`; raise TmaError if there is none. Other spellings (A-3, a3) are accepted."""
        place = place_named(label)
        found = next((core for core in self.cores if core.place == place), None)
        if found is None:
            last = f"{row_name(self.rows - 1)}-{self.cols}" if self.cores else "none"
            remedy = f"Give a name such as A-1; the last row and column are {last}."
            raise TmaError(f"This array has no core {label!r}.", remedy)
        return found

    def at(self, point: PointL0) -> Core | None:
        """Return the core whose circle contains `point`, or None if no circle does.

        If several circles contain it, return the core with the nearest centre.
        """
        inside = [core for core in self.cores if core.contains(point)]
        away = {core.label: (core.centre.x - point.x) ** 2 + (core.centre.y - point.y) ** 2 for core in inside}
        return min(inside, key=lambda core: away[core.label], default=None)

    def next_to(self, label: str, rows: int, cols: int) -> Core | None:
        """Return the next core beside the core `label` in one direction, or None if there is none.

        Grid places without a core are skipped. `rows` and `cols` specify the direction; each is -1, 0 or 1.
        """
        place = self.core(label).place
        by_place = {core.place: core for core in self.cores}
        for steps in range(1, max(self.rows, self.cols) + 1):
            found = by_place.get(Place(place.row + steps * rows, place.col + steps * cols))
            if found is not None:
                return found
        return None

    def moved(self, label: str, centre: PointL0) -> "TmaArray":
        """Return the array with the core `label` moved to `centre`."""
        return self._changed(replace(self.core(label), centre=centre, by_hand=True, confidence=None))

    def marked(self, label: str, status: Status) -> "TmaArray":
        """Return the array with the status of the core `label` set to `status`, "missing" or "present"."""
        return self._changed(replace(self.core(label), status=status, by_hand=True))

    def assigned(self, label: str, case_id: str | None) -> "TmaArray":
        """Return the array with the core `label` assigned to the case `case_id`. None removes the assignment."""
        return self._changed(replace(self.core(label), case_id=case_id or None))

    def removed(self, label: str) -> "TmaArray":
        """Return the array without the core `label`. The other cores keep their labels."""
        gone = self.core(label).place
        return TmaArray(tuple(core for core in self.cores if core.place != gone))

    def added(self, label: str, centre: PointL0, radius: float | None = None) -> "TmaArray":
        """Return the array with a new core.

        If no `radius` is given, the core gets the median radius of the other cores. Raise TmaError if another core
        already has the label.
        """
        place = _place(label)
        if any(core.place == place for core in self.cores):
            remedy = "Give the new core another name, or first remove the existing core."
            raise TmaError(f"The array already has a core {place.label}.", remedy)
        core = Core(place, centre, radius or self.usual_radius(), by_hand=True)
        return TmaArray((*self.cores, core))

    def relabelled(self, names: Iterable[tuple[str, str]]) -> "TmaArray":
        """Return the array with some cores renamed. `names` are pairs of old and new label.

        Other cores keep their labels. All cores are renamed at the same time, so two cores can exchange their labels.
        """
        new = {self.core(old).place: _place(name) for old, name in names}
        return TmaArray(tuple(replace(core, place=new.get(core.place, core.place)) for core in self.cores))

    def shifted(self, axis: Axis, first: int, by: int) -> "TmaArray":
        """Return the array with `by` added to all row (or column) numbers from `first` on.

        `first` is 0 for row A or column 1. The program never renumbers cores itself; only the user can request it.
        """
        shifted = []
        for core in self.cores:
            row, col = core.place.row, core.place.col
            if axis == "rows" and row >= first:
                row += by
            if axis == "columns" and col >= first:
                col += by
            shifted.append(replace(core, place=Place(row, col)))
        if any(core.place.row < 0 or core.place.col < 0 for core in shifted):
            raise TmaError("There is no row before A and no column before 1.", "Shift by a smaller number.")
        return TmaArray(tuple(shifted))

    def usual_radius(self) -> float:
        """Return the median radius of the cores in level-0 px. Raise TmaError if the array has no cores."""
        radii = sorted(core.radius for core in self.cores)
        if not radii:
            raise TmaError("The array has no core whose radius could be used.", "Give a radius.")
        return radii[len(radii) // 2]

    def _changed(self, changed: Core) -> "TmaArray":
        return TmaArray(tuple(changed if core.place == changed.place else core for core in self.cores))


def _place(label: str) -> Place:
    place = place_named(label)
    if place is None:
        raise TmaError(f"{label!r} is not the name of a core.", "Give row and column, such as A-12.")
    return place
