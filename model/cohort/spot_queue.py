"""The queue of spots that wait for analysis. It holds back the spots of folders that cannot be reached."""

from collections import deque
from collections.abc import Iterable

from model.cohort.spot import PlannedSpot


class SpotQueue:
    """A queue of spots.

    After `unreachable` was called, the spots of the folder are held back until `reached` is called.
    """

    def __init__(self, spots: Iterable[PlannedSpot]) -> None:
        self._waiting = deque(spots)
        self._held: dict[str, deque[PlannedSpot]] = {}

    @property
    def missing(self) -> tuple[str, ...]:
        """Return the folders that cannot be reached now."""
        return tuple(self._held)

    def next(self) -> PlannedSpot | None:
        """Return the next spot whose folder can be reached; None if there is none."""
        while self._waiting:
            spot = self._waiting.popleft()
            if spot.folder not in self._held:
                return spot
            self._held[spot.folder].append(spot)
        return None

    def unreachable(self, spot: PlannedSpot) -> None:
        """Put `spot` back into the queue, and hold back all spots of its folder."""
        self._held.setdefault(spot.folder, deque()).appendleft(spot)

    def reached(self, spot: PlannedSpot) -> bool:
        """Release the spots of the folder of `spot`, which was reached; return whether they were held back."""
        held = self._held.pop(spot.folder, None)
        self._waiting.extend(held or ())
        return held is not None

    def probes(self) -> list[PlannedSpot]:
        """Remove and return one spot of each folder that could not be reached.

        The analysis of such a spot shows whether its folder can be reached again.
        """
        return [held.popleft() for held in self._held.values() if held]

    def give_up(self) -> list[PlannedSpot]:
        """Remove and return all spots that are held back because their folders cannot be reached."""
        held, self._held = self._held, {}
        return [spot for spots in held.values() for spot in spots]
