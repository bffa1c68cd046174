"""The cores of a tissue microarray: what follows from them and the window, and transitions."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Self

import numpy as np

from app.session.region_steps import RegionSteps
from app.session.values import PUBLISHED_MPP, Notice
from model.base.geometry import PointL0, RegionL0
from model.region.grid import GridSpec
from model.region.region import Placement
from model.result.saved_regions import SavedResult
from model.tma.array import Core, TmaArray
from model.tma.finding import region_over
from model.tma.labels import Place

CORES = "cores"
"""Key of the overlay."""
_ENOUGH = 3
"""Cores a grid needs before it says what another place of it would be called."""


class CoreSteps(RegionSteps):
    """Transitions: each returns a new session. No core is ever selected beside the window: it lies over it."""

    def laid_over(self, core: Core) -> Placement | None:
        """The analysis window over `core`."""
        if self.image is None:
            return None
        manifest = self.bundle.manifest if self.bundle else None
        window_px = manifest.window_px if manifest else GridSpec().window_px
        return region_over(core, self.image.record.mpp, window_px, manifest.mpp if manifest else PUBLISHED_MPP)

    @property
    def core_here(self) -> Core | None:
        """The selected core: the one the analysis window lies over."""
        if self.array is None or self.placement is None:
            return None
        core = self.array.at(self.placement.region.centre)
        laid = self.laid_over(core) if core else None
        return core if laid is not None and laid.region == self.placement.region else None

    def core_regions(self) -> Mapping[RegionL0, Core]:
        """The window of every core, to its core."""
        laid = [(self.laid_over(core), core) for core in self.array.cores] if self.array else []
        return {placement.region: core for placement, core in laid if placement is not None}

    def core_results(self) -> Mapping[str, SavedResult]:
        """What the model on hand has said of cores, by label, in this or an earlier sitting."""
        sha256, regions = self.bundle.sha256 if self.bundle else "", self.core_regions()
        found = {}
        for window in self.windows:
            core, result = regions.get(window.region), window.result_of(sha256)
            if core is not None and result is not None:
                found[core.label] = result
        return found

    def unread_cores(self) -> tuple[Core, ...]:
        """Cores that are there and of which the model on hand has said nothing yet."""
        read = self.core_results()
        return tuple(core for core in self.array.present if core.label not in read) if self.array else ()

    def name_for(self, point: PointL0) -> str:
        """What a core at `point` would be called by the grid of the others; empty where that name is taken."""
        if self.array is None or len(self.array.cores) < _ENOUGH:
            return ""
        at = np.array([(core.centre.x, core.centre.y, 1) for core in self.array.cores])
        cells = np.array([(core.place.row, core.place.col) for core in self.array.cores])
        # The nearest dozen: arrays are bent, and blocks stand apart.
        near = np.argsort(np.hypot(at[:, 0] - point.x, at[:, 1] - point.y))[:12]
        plane = np.linalg.lstsq(at[near], cells[near], rcond=None)[0]
        row, col = np.rint(np.array((point.x, point.y, 1)) @ plane).astype(int).tolist()
        place = Place(row, col)
        taken = any(core.place == place for core in self.array.cores)
        return "" if row < 0 or col < 0 or taken else place.label

    @property
    def can_find_cores(self) -> bool:
        return self.image is not None and self.activity == "idle"

    def search_started(self) -> Self:
        """The cores are looked for; what was read stays."""
        return replace(self, run=self.run + 1, activity="searching", progress=None, pace=None, notice=None)

    def cores_found(self, run: int, array: TmaArray, notes: tuple[str, ...]) -> Self:
        """The cores were found; one that was asked for in another run is not what the user waits for."""
        if run != self.run or self.image is None:
            return self
        missing = len(array.cores) - len(array.present)
        told = Notice("info", f"{len(array.present)} cores found, {missing} missing.", " ".join(notes))
        found = replace(self, activity="idle", progress=None, pace=None, array=array, undoable=False, notice=told)
        return found.showing_cores()

    def showing_cores(self) -> Self:
        """New cores are seen, whatever was switched off before."""
        return replace(self, view=replace(self.view, shown=self.view.shown | {CORES}))

    def with_array(self, sha256: str, array: TmaArray, undoable: bool = False) -> Self:
        """The cores of the slide with this content have changed; `undoable`: there is a change to go back from."""
        if self.image is None or self.image.record.sha256 != sha256:
            return self
        return replace(self, array=array, undoable=undoable)
