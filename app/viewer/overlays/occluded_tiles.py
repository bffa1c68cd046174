"""The tiles that the user occludes, drawn as pale as empty glass, with the probability without these tiles."""

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from app.language.model_text import of_model
from app.language.text import number_text, plural, tr
from app.session.session import Session
from app.viewer.overlays.base import Overlay, on_screen, screen_pen
from app.viewer.overlays.label import draw_tag_at
from app.viewer.overlays.lattice import Tiles, drawn_areas, lattice, tiles_of, within
from model.base.geometry import RegionL0
from model.base.probability_text import probability_text

VEIL = QColor(244, 244, 246, 215)
"""Colour over the occluded tiles. It is nearly opaque, so that the tissue is only just visible."""
EDGE = QColor(20, 22, 26)


def tiles_within(tiles: Tiles, region: RegionL0) -> frozenset[int]:
    """Return the indices of tiles whose drawn area touches `region`. A region may be a single point."""
    if tiles.grid.scattered:
        return frozenset(np.flatnonzero(within(drawn_areas(tiles), region)).tolist())
    lines = lattice(tiles)
    cols = _between(lines.xs, region.x, region.right)
    rows = _between(lines.ys, region.y, region.bottom)
    return frozenset(row * tiles.grid.cols + col for row in rows for col in cols)


def _between(edges: np.ndarray, low: float, high: float) -> range:
    """Return the indices of the intervals between ascending `edges` that touch the range from `low` to `high`."""
    if high < edges[0] or low > edges[-1]:
        return range(0)
    last = len(edges) - 2
    first = int(np.clip(np.searchsorted(edges, low, side="right") - 1, 0, last))
    return range(first, int(np.clip(np.searchsorted(edges, high, side="left") - 1, first, last)) + 1)


def glass_text(session: Session) -> str:
    """Return the text for the occluded tiles, for example "without 12 tiles: 0.62 (change -9.0 points), uncalibrated".

    The text has no probability until the probability has been computed.
    """
    region, prediction = session.explanation.without, session.analysis.prediction
    if region is None or prediction is None:
        return tr("computing without these tiles …")
    if not region.tiles:
        return tr("none of these tiles was analysed: nothing changes")
    tiles = plural(region.tiles, "tile")
    change = number_text(f"{-100 * region.change_p:+.1f}")
    number = of_model(probability_text(region.probability))
    return tr(
        "without {tiles}: {number} (change {change} points), {calibration}",
        tiles=tiles,
        number=number,
        change=change,
        calibration=of_model(prediction.bundle.calibration),
    )


class GlassOverlay(Overlay):
    """Draws the tiles that the user occludes as pale as empty glass."""

    def __init__(self) -> None:
        super().__init__()
        self._blocks: tuple[QRectF, ...] = ()

    def update_from(self, session: Session) -> None:
        tiles, occluded = tiles_of(session), session.explanation.occluded
        if tiles is None or not occluded:
            self._blocks = ()
            self.cover(None)
            return
        self._blocks = _blocks(tiles, occluded)
        self.cover(_around(self._blocks))

    def draw(self, painter: QPainter, scale: float) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(VEIL)
        painter.drawRects(list(self._blocks))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(screen_pen(painter, EDGE, 1))
        painter.drawRects(list(self._blocks))


class GlassTag(Overlay):
    """Draws the probability without the occluded tiles. The text is placed below these tiles.

    It is drawn after all outlines, so that no outline covers it.
    """

    def __init__(self) -> None:
        super().__init__()
        self._words = ""

    def update_from(self, session: Session) -> None:
        tiles, occluded = tiles_of(session), session.explanation.occluded
        if tiles is None or not occluded:
            self.cover(None)
            return
        self._words = glass_text(session)
        self.cover(_around(_blocks(tiles, occluded)))

    def draw(self, painter: QPainter, scale: float) -> None:
        if self._extent is not None:
            draw_tag_at(painter, self._words, on_screen(painter, self._extent).bottomLeft(), hangs=True)


def _blocks(tiles: Tiles, occluded: frozenset[int]) -> tuple[QRectF, ...]:
    areas = drawn_areas(tiles)[sorted(occluded)]
    return tuple(QRectF(*area) for area in areas.tolist())


def _around(blocks: tuple[QRectF, ...]) -> RegionL0:
    whole = blocks[0]
    for block in blocks[1:]:
        whole = whole.united(block)
    return RegionL0(whole.x(), whole.y(), whole.width(), whole.height())
