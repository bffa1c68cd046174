"""The tissue with the plot of the running probability below it. In a low window, the plot is folded."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from app.ui.text_size import on_text_size
from app.viewer.canvas.running_plot import RunningPlot


class ViewerColumn(QWidget):
    """A column with tissue and plot.

    The column tells the plot how high tissue and plot are together. If this height is too small, the plot folds.
    """

    def __init__(self, plot: RunningPlot) -> None:
        super().__init__()
        self._plot = plot
        on_text_size(self, lambda: plot.fit(self.height()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._plot.fit(self.height())
