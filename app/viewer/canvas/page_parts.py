"""The parts of a figure for a publication: what the user asks for, and what is drawn on the page.

All lengths on the page are in px of 1/96 inch.
"""

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QImage, QPicture

from app.language.text import tr
from app.viewer.canvas.colour_bar import BarText
from app.viewer.canvas.figure import INCH_MM, SCREEN_DPI
from app.viewer.canvas.scale_bar import Bar
from app.viewer.canvas.tissue import Tissue
from model.base.errors import ExportError

NARROWEST_MM, WIDEST_MM = 40, 400
COARSEST_DPI, FINEST_DPI = 72, 1200
GAP = 8.0
LEGEND = 92.0
"""Width of the column with the legend and the inset, in px of the page."""


@dataclass(frozen=True)
class PageWish:
    """What the user asks for: the width of the page in mm, the density of its pixels, and its parts."""

    width_mm: float = 170.0
    dpi: int = 300
    legend: bool = True
    scale_bar: bool = True
    inset: bool = False
    caption: str = ""
    """Words of the user before the facts of the caption."""

    def checked(self) -> "PageWish":
        """Return the wish. Raise ExportError if the size or the density cannot be drawn."""
        if not NARROWEST_MM <= self.width_mm <= WIDEST_MM or not COARSEST_DPI <= self.dpi <= FINEST_DPI:
            raise ExportError(
                tr("A figure of {width:g} mm at {dpi} dpi cannot be drawn.", width=self.width_mm, dpi=self.dpi),
                tr(
                    "Give {narrowest} to {widest} mm and {coarsest} to {finest} dpi.",
                    narrowest=NARROWEST_MM,
                    widest=WIDEST_MM,
                    coarsest=COARSEST_DPI,
                    finest=FINEST_DPI,
                ),
            )
        return self

    @property
    def width(self) -> float:
        """Return the width in px of the page."""
        return self.width_mm / INCH_MM * SCREEN_DPI


@dataclass(frozen=True, eq=False)
class Legend:
    """The colour bar of the map: its texts and its colours, uint8 [256, 4], RGBA."""

    words: BarText
    table: np.ndarray


@dataclass(frozen=True, eq=False)
class Inset:
    """The overview of the image, turned like the view, and the visible part as a share of it (0 to 1)."""

    picture: QImage
    mark: QRectF


@dataclass(frozen=True, eq=False)
class Page:
    """Everything on the page."""

    wish: PageWish
    tissue: Tissue
    over: QImage | QPicture
    """The overlays: a recording for SVG and PDF, else a picture at the density of the page."""
    bar: Bar | None
    legend: Legend | None
    inset: Inset | None
    caption: str
    font: QFont
    """The font of all text, taken in the GUI thread. Its size does not follow the text size of the window."""

    @property
    def ratio(self) -> float:
        """Return the number of px of a raster picture per px of the page."""
        return self.wish.dpi / SCREEN_DPI

    @property
    def shrink(self) -> float:
        """Return the number of px of the page per px of the screen."""
        return self.picture.width() / self.tissue.width

    @property
    def picture(self) -> QRectF:
        """Return the place of the picture on the page."""
        beside = LEGEND + GAP if self.legend is not None or self.inset is not None else 0.0
        width = self.wish.width - beside
        return QRectF(0, 0, width, width * self.tissue.height / self.tissue.width)

    @property
    def size(self) -> QSizeF:
        """Return the size of the page in px of the page. The caption below the picture makes it higher."""
        text = QRectF(0, 0, self.wish.width, 1e6)
        box = QFontMetricsF(self.font).boundingRect(text, int(Qt.TextFlag.TextWordWrap), self.caption)
        return QSizeF(self.wish.width, self.picture.height() + GAP + box.height() + 2)
