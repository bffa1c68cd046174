"""The overlays in the order in which they are drawn, lowest first."""

from collections.abc import Callable
from dataclasses import dataclass

from app.viewer.overlays.base import Overlay
from app.viewer.overlays.cores import CoresOverlay
from app.viewer.overlays.grid import GridOverlay
from app.viewer.overlays.heatmap import HeatmapOverlay
from app.viewer.overlays.saved_regions import SavedRegionsOverlay


@dataclass(frozen=True)
class OverlayRow:
    """One kind of overlay: its `key` in `View.shown`, and its class.

    `title` and `shortcut` belong to the action that shows or hides the overlay.
    """

    key: str
    title: str
    shortcut: str
    factory: Callable[[], Overlay]


OVERLAYS: tuple[OverlayRow, ...] = (
    OverlayRow("heatmap", "Heatmap", "H", HeatmapOverlay),
    OverlayRow("grid", "Grid", "G", GridOverlay),
    OverlayRow("windows", "Saved regions", "L", SavedRegionsOverlay),
    OverlayRow("cores", "Cores of the microarray", "C", CoresOverlay),
)
"""The overlays that the user can show or hide. The outline of the region and the selected tile are always drawn on
top."""
