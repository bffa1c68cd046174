"""Plot of the memory reach: how strongly the network's state after each step affects the final log odds.

The plot is drawn with pyqtgraph. For each layer, a line shows |dlogit/dh| over the steps: the size of the gradient of
the log odds (logit) with respect to the hidden state h of the layer.
"""

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from app.language.text import number_text, tr
from app.ui.theme import RHYTHM, Theme, font, text_px
from app.viewer.canvas.curve_text import course

STYLES = (Qt.PenStyle.DotLine, Qt.PenStyle.DashLine, Qt.PenStyle.SolidLine)
"""Line styles by layer. The last layer is solid. The lines can be distinguished without colour."""
_NAMED_AT = ((3e-3, (1, 1)), (3e-2, (1, 1)), (1e-4, (0, 0)))
"""For each layer: where its name is placed on the line, as a share of the largest value, and the anchor of the name."""
LEAST_SHARE = 1e-6
"""Smallest drawn value, as a share of the largest. Smaller values are drawn at the bottom of the plot."""


class MemoryCurve(pg.PlotWidget):  # type: ignore[misc]
    """A plot with a logarithmic axis, because gradients cover several powers of ten. Each line has its layer's name."""

    def __init__(self, owner: QWidget | None = None) -> None:
        super().__init__(owner)
        self._curve: np.ndarray | None = None
        self.setFrameShape(self.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMenuEnabled(False)
        self.setMouseEnabled(False, False)
        self.hideButtons()
        self.setLogMode(y=True)
        self.getPlotItem().layout.setContentsMargins(0, RHYTHM, 2 * RHYTHM, 0)
        self.cursor_line = pg.InfiniteLine(angle=90, movable=False)
        self.setBackground(None)
        self.setAccessibleName(tr("Memory of the network by step"))

    def show_memory(self, curve: np.ndarray | None, step: int | None, look: Theme) -> None:
        """Show `curve` float32 [layers, steps], with the cursor at `step`, counted from 0."""
        if curve is not self._curve:
            self._curve = curve
            self._draw(curve, look)
            self.setAccessibleDescription("" if curve is None else _alternative(curve))
        self.cursor_line.setVisible(step is not None and curve is not None)
        if step is not None:
            self.cursor_line.setValue(step + 1)

    def _draw(self, curve: np.ndarray | None, look: Theme) -> None:
        self.clear()
        if curve is None:
            return
        most = max(float(curve.max()), LEAST_SHARE)
        steps = np.arange(1, curve.shape[1] + 1)
        for number, layer in enumerate(curve):
            style = STYLES[max(0, len(STYLES) - len(curve)) + number] if len(curve) <= len(STYLES) else STYLES[-1]
            values = np.maximum(layer, most * LEAST_SHARE)
            self.plot(steps, values, pen=pg.mkPen(look.text, width=1.5, style=style), antialias=True)
            # Put the name where the line rises, on the side without a neighbouring line.
            share, anchor = _NAMED_AT[number % len(_NAMED_AT)]
            at = min(int(np.argmax(values >= most * share)), len(steps) - 1)
            name = pg.TextItem(tr("layer {number}", number=number + 1), color=QColor(look.text), anchor=anchor)
            name.setFont(font("small"))
            name.setPos(float(steps[at]), float(np.log10(values[at])))
            self.addItem(name, ignoreBounds=True)
        self.addItem(self.cursor_line, ignoreBounds=True)
        self.cursor_line.setPen(pg.mkPen(look.text, width=1))
        self.setXRange(1, len(steps), padding=0.01)
        self.setYRange(np.log10(most * LEAST_SHARE), np.log10(most), padding=0.05)
        for side in ("left", "bottom"):
            axis = self.getAxis(side)
            axis.setPen(pg.mkPen(look.line))
            axis.setTextPen(pg.mkPen(look.muted))
            axis.setTickFont(font("small"))
        small = {"color": look.muted, "font-size": f"{text_px('small')}px"}
        self.setLabel("bottom", tr("step"), **small)
        self.setLabel("left", "|dlogit/dh|", **small)


def _alternative(curve: np.ndarray) -> str:
    """Return the lines of the plot as sentences. `curve` is float [layers, steps]."""
    return " ".join(
        tr("Layer {number}: |dlogit/dh| {course}.", number=number, course=course(layer, _value))
        for number, layer in enumerate(curve, 1)
    )


def _value(gradient: float) -> str:
    """Return a gradient with two digits, such as 0.013, or 4.2e-05 if it is very small."""
    return number_text(f"{gradient:.2g}")
