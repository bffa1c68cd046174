"""The strip below the tissue with the colour bar of the drawn map."""

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.theme import Theme
from app.viewer.canvas.colour_bar import ColourBar


class Legend(QWidget):
    """A strip for the colour bar.

    Its space stays free as long as a map exists, even if the user has switched the map off.
    """

    def __init__(self, bar: ColourBar) -> None:
        super().__init__()
        self._bar = bar
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(bar)
        self.setAutoFillBackground(True)
        self.hide()

    def set_theme(self, look: Theme) -> None:
        colours = QPalette(self.palette())
        colours.setColor(QPalette.ColorRole.Window, look.panel)
        self.setPalette(colours)

    def show_at(self, width: int, shown: bool) -> None:
        """Show or hide the strip in a canvas of this width, in px."""
        self.setVisible(shown)
        self.fit(width)

    def fit(self, width: int) -> None:
        """Give the strip the height that the texts of the bar need at this width."""
        self.setFixedHeight(self._bar.height_at(width))
