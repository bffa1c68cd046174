"""The parts of a figure for a publication: what the user asks for, and what is drawn on the page.

All lengths on the page are in px of 1/96 inch.
"""

from dataclasses import dataclass, replace

import numpy as np
from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QImage, QPicture

from app.language.text import tr
from app.viewer.canvas.camera import Camera
from app.viewer.canvas.colour_bar import BarText
from app.viewer.canvas.figure import INCH_MM, SCREEN_DPI
from app.viewer.canvas.scale_bar import Bar
from app.viewer.canvas.tissue import Tissue
from model.base.errors import ExportError

NARROWEST_MM, WIDEST_MM = 40, 400
COARSEST_DPI, FINEST_DPI = 72, 1200
GAP = 8.0
MARGIN = 8.0
"""Free edge of the page, in px of the page. Text at the very edge is cut when a page is printed or trimmed."""
LEGEND = 92.0
"""Width of the column with the legend and the inset, in px of the page."""
BAR_WIDTH, SHORTEST_BAR, LONGEST_BAR = 14.0, 84.0, 140.0
"""Width, minimum height and maximum height of the colour bar, in px of the page.

At the minimum height, the three texts beside the bar, of up to two lines each, do not overlap.
"""
LEAST_INSET = 60.0
"""Minimum height of the space for the inset, in px of the page."""


@dataclass(frozen=True)
class PageWish:
    """The figure that the user asks for: the width of the page in mm, its resolution in dpi, and its parts."""

    width_mm: float = 170.0
    dpi: int = 300
    legend: bool = True
    scale_bar: bool = True
    inset: bool = False
    caption: str = ""
    """Text of the user at the beginning of the caption, before the facts."""

    def checked(self) -> "PageWish":
        """Return this request unchanged. Raise ExportError if the size or the resolution cannot be drawn."""
        if not NARROWEST_MM <= self.width_mm <= WIDEST_MM or not COARSEST_DPI <= self.dpi <= FINEST_DPI:
            raise ExportError(
                tr("A figure of {width:g} mm at {dpi} dpi cannot be drawn.", width=self.width_mm, dpi=self.dpi),
                tr(
                    "Choose a width of {narrowest} to {widest} mm and a resolution of {coarsest} to {finest} dpi.",
                    narrowest=NARROWEST_MM,
                    widest=WIDEST_MM,
                    coarsest=COARSEST_DPI,
                    finest=FINEST_DPI,
                ),
            )
        return self

    @property
    def width(self) -> float:
        """Return the width of the page, in px of 1/96 inch."""
        return self.width_mm / INCH_MM * SCREEN_DPI


def page_mm(length_px: float) -> float:
    """Return a length on the page in mm."""
    return length_px / SCREEN_DPI * INCH_MM


@dataclass(frozen=True, eq=False)
class Legend:
    """The colour bar of the map or of the cores: its texts and its colours, uint8 [256, 4], RGBA."""

    words: BarText
    table: np.ndarray

    @property
    def title(self) -> str:
        """Return the text above the bar."""
        return f"{self.words.title}, {self.words.note}"


@dataclass(frozen=True, eq=False)
class Inset:
    """The overview of the image, turned like the view, and the visible part as shares (0 to 1) of its size.

    `tissue` is the whole image. Its size has the proportions of the overview.
    """

    tissue: Tissue
    mark: QRectF


@dataclass(frozen=True, eq=False)
class Page:
    """Everything on the page."""

    wish: PageWish
    tissue: Tissue
    over: QImage | QPicture
    """The overlays: recorded as vector graphics for SVG and PDF, else a picture at the resolution of the page."""
    bar: Bar | None
    legend: Legend | None
    inset: Inset | None
    caption: str
    font: QFont
    """The font of all text on the page. Its size does not depend on the text size of the window."""
    core_legend: Legend | None = None
    """The legend of the coloured cores of a microarray, below the legend of the map."""

    @property
    def ratio(self) -> float:
        """Return the number of px of a raster picture (PNG, TIFF) per px of the page (1/96 inch)."""
        return self.wish.dpi / SCREEN_DPI

    @property
    def shrink(self) -> float:
        """Return the number of px of the page (1/96 inch) per px of the screen."""
        return self.picture.width() / self.tissue.width

    @property
    def camera(self) -> Camera:
        """Return the camera of the picture: it maps level-0 px to px of the page."""
        return replace(self.tissue.camera, scale=self.tissue.camera.scale * self.shrink)

    @property
    def picture(self) -> QRectF:
        """Return the area of the picture on the page, in px of 1/96 inch."""
        beside = LEGEND + GAP if self.legends or self.inset is not None else 0.0
        width = self.wish.width - 2 * MARGIN - beside
        return QRectF(MARGIN, MARGIN, width, width * self.tissue.height / self.tissue.width)

    @property
    def legends(self) -> tuple[Legend, ...]:
        """Return the legends, from top to bottom."""
        return tuple(one for one in (self.legend, self.core_legend) if one is not None)

    @property
    def bars(self) -> tuple[QRectF, ...]:
        """Return the areas of the upright colour bars of `legends` on the page, in px of 1/96 inch."""
        found, top, share = [], MARGIN, self.picture.height() / max(1, len(self.legends))
        for legend in self.legends:
            title = self.title_height(legend) + GAP
            height = max(SHORTEST_BAR, min(LONGEST_BAR, share - title - 4 * GAP))
            found.append(QRectF(self.picture.right() + GAP, top + title, BAR_WIDTH, height))
            top = found[-1].bottom() + 2 * GAP
        return tuple(found)

    @property
    def colours(self) -> QRectF:
        """Return the area of all upright colour bars on the page; an empty area without a legend."""
        if not self.bars:
            return QRectF(self.picture.right() + GAP, MARGIN, 0, 0)
        return QRectF(self.bars[0].topLeft(), self.bars[-1].bottomRight())

    def title_height(self, legend: Legend) -> float:
        """Return the height of the title of a legend, in px of 1/96 inch."""
        return self._text_height(legend.title, LEGEND)

    @property
    def overview(self) -> QRectF:
        """Return the area of the inset on the page; an empty area without an inset.

        The inset is at the bottom of the column beside the picture.
        """
        left, above = self.picture.right() + GAP, self.colours.bottom() + (GAP if self.legends else 0.0)
        if self.inset is None:
            return QRectF(left, MARGIN, 0, 0)
        room = QSizeF(LEGEND, max(LEAST_INSET, self.picture.bottom() - above))
        whole = QSizeF(self.inset.tissue.width, self.inset.tissue.height)
        size = whole.scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
        top = max(above, self.picture.bottom() - size.height())
        return QRectF(left, top, size.width(), size.height())

    @property
    def caption_top(self) -> float:
        """Return the y position of the caption's upper edge on the page.

        The caption is below the picture and below the column beside the picture.
        """
        return max(self.picture.bottom(), self.colours.bottom(), self.overview.bottom()) + GAP

    @property
    def size(self) -> QSizeF:
        """Return the size of the page in px of 1/96 inch. The height includes the caption."""
        return QSizeF(self.wish.width, self.caption_area.bottom() + MARGIN)

    @property
    def caption_area(self) -> QRectF:
        """Return the area of the caption on the page."""
        width = self.wish.width - 2 * MARGIN
        return QRectF(MARGIN, self.caption_top, width, self._text_height(self.caption, width) + 2)

    def _text_height(self, text: str, width: float) -> float:
        wrap = int(Qt.TextFlag.TextWordWrap)
        return QFontMetricsF(self.font).boundingRect(QRectF(0, 0, width, 1e6), wrap, text).height()
