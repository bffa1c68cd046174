"""Transitions about the cores of a tissue microarray, and values that depend on cores and analysis region."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Self

import numpy as np

from app.language.model_text import of_model
from app.language.text import plural, tr
from app.session.region_steps import RegionSteps
from app.session.slices import CoresState
from app.session.values import PUBLISHED_MPP, Notice
from model.base.geometry import PointL0, RegionL0
from model.region.grid import GridSpec
from model.region.region import Placement
from model.result.saved_regions import SavedResult

if TYPE_CHECKING:
    from model.tma.array import Core, TmaArray

CORES = "cores"
"""Key of the overlay with the cores."""
_ENOUGH = 3
"""Minimum number of named cores that are needed to derive the name of another place in the grid."""


class CoreSteps(RegionSteps):
    """Transitions about cores. Each method returns a new session.

    The selected core is the core under the analysis region.
    """

    def laid_over(self, core: "Core") -> Placement | None:
        """Return the analysis region that is centred on `core`."""
        from model.tma.finding import region_over

        if self.image.opened is None:
            return None
        manifest = self.bundle.manifest if self.bundle else None
        window_px = manifest.window_px if manifest else GridSpec().window_px
        mpp = self.image.opened.record.mpp
        return region_over(core, mpp, window_px, manifest.mpp if manifest else PUBLISHED_MPP)

    @property
    def core_here(self) -> "Core | None":
        """Return the selected core, which is the core under the analysis region."""
        array, placement = self.cores.array, self.region.placement
        if array is None or placement is None:
            return None
        core = array.at(placement.region.centre)
        laid = self.laid_over(core) if core else None
        return core if laid is not None and laid.region == placement.region else None

    def core_regions(self) -> "Mapping[RegionL0, Core]":
        """Return the analysis region of every core, as a dictionary from region to core."""
        laid = [(self.laid_over(core), core) for core in self.cores.array.cores] if self.cores.array else []
        return {placement.region: core for placement, core in laid if placement is not None}

    def core_results(self) -> Mapping[str, SavedResult]:
        """Return the saved results of the current model, by core label."""
        sha256, regions = self.bundle.sha256 if self.bundle else "", self.core_regions()
        found = {}
        for saved in self.region.saved:
            core, result = regions.get(saved.region), saved.result_of(sha256)
            if core is not None and result is not None:
                found[core.label] = result
        return found

    def unread_cores(self) -> "tuple[Core, ...]":
        """Return the cores that are present and that the current model has not analysed in the current precision."""
        sha256, device = self.bundle.sha256 if self.bundle else "", self.device
        wanted = (sha256, device.precision, device.arithmetic)
        regions, array = self.core_regions(), self.cores.array
        done = [saved.region for saved in self.region.saved if saved.result_of(*wanted) is not None]
        read = {regions[region].label for region in done if region in regions}
        return tuple(core for core in array.present if core.label not in read) if array else ()

    def name_for(self, point: PointL0) -> str:
        """Return the name of a core at `point`, derived from the other cores; empty if another core has that name."""
        from model.tma.labels import Place

        array = self.cores.array
        if array is None or len(array.cores) < _ENOUGH:
            return ""
        at = np.array([(core.centre.x, core.centre.y, 1) for core in array.cores])
        cells = np.array([(core.place.row, core.place.col) for core in array.cores])
        # Use only the nearest 12 cores, because the rows of an array are bent and have gaps.
        near = np.argsort(np.hypot(at[:, 0] - point.x, at[:, 1] - point.y))[:12]
        plane = np.linalg.lstsq(at[near], cells[near], rcond=None)[0]
        row, col = np.rint(np.array((point.x, point.y, 1)) @ plane).astype(int).tolist()
        place = Place(row, col)
        taken = any(core.place == place for core in array.cores)
        return "" if row < 0 or col < 0 or taken else place.label

    @property
    def can_find_cores(self) -> bool:
        return self.image.opened is not None and self.work.activity == "idle"

    def suggesting_cores(self, suggested: bool = True) -> Self:
        """Offer to find the cores, or take the offer back. An image that has cores gets no offer."""
        return replace(self, cores=replace(self.cores, suggested=suggested and self.cores.array is None))

    def search_started(self) -> Self:
        """Start the search for cores. The result of an earlier analysis stays visible."""
        work = replace(self.work, run=self.work.run + 1, activity="searching", progress=None, pace=None)
        return replace(self, work=work, notice=None)

    def cores_found(self, run: int, array: "TmaArray", notes: tuple[str, ...]) -> Self:
        """Set the cores that the search has found. Ignore them if `run` is not the current run number."""
        if run != self.work.run or self.image.opened is None:
            return self
        missing = len(array.cores) - len(array.present)
        page = "slides-and-microarrays.md#microarrays"
        text = tr("{cores} found, {missing} missing.", cores=plural(len(array.present), "core"), missing=missing)
        told = Notice("info", text, " ".join(map(of_model, notes)), page)
        work = replace(self.work, activity="idle", progress=None, pace=None)
        return replace(self, work=work, cores=CoresState(array), notice=told).showing_cores()

    def showing_cores(self) -> Self:
        """Show the overlay with the cores."""
        return replace(self, view=replace(self.view, shown=self.view.shown | {CORES}))

    def with_array(self, sha256: str, array: "TmaArray", undoable: bool = False) -> Self:
        """Set the cores of the slide with this SHA-256. `undoable`: whether the last change can be undone."""
        if self.image.opened is None or self.image.opened.record.sha256 != sha256:
            return self
        return replace(self, cores=CoresState(array, undoable))
