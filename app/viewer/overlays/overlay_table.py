"""Overlays in the order they are drawn, lowest first: one row for each."""

from collections.abc import Callable
from dataclasses import dataclass

from app.viewer.overlays.base import Overlay
from app.viewer.overlays.cores import CoresOverlay
from app.viewer.overlays.grid import GridOverlay
from app.viewer.overlays.heatmap import HeatmapOverlay
from app.viewer.overlays.saved_regions import SavedRegionsOverlay


@dataclass(frozen=True)
class OverlayRow:
    """One kind of overlay: `key` as it stands in `View.shown`, the words and key of its switch, and how it is made."""

    key: str
    title: str
    shortcut: str
    factory: Callable[[], Overlay]


OVERLAYS: tuple[OverlayRow, ...] = (
    OverlayRow("heatmap", "Heatmap", "H", HeatmapOverlay),
    OverlayRow("grid", "Grid", "G", GridOverlay),
    OverlayRow("windows", "Windows of the list", "L", SavedRegionsOverlay),
    OverlayRow("cores", "Cores of the microarray", "C", CoresOverlay),
)
"""Those the user switches on and off; the window's outline and the selected tile are always drawn, above them."""
