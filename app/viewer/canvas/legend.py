"""The strip below the tissue with the colour bars of the cores and of the drawn map."""

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.theme import Theme
from app.viewer.canvas.colour_bar import ColourBar


class Legend(QWidget):
    """A strip for the colour bars, one below the other.

    The space of a bar stays free as long as its colours exist, even if the user has switched them off.
    """

    def __init__(self, *bars: ColourBar) -> None:
        super().__init__()
        self._bars = bars
        self._kept = dict.fromkeys(bars, False)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        for bar in bars:
            box.addWidget(bar)
        self.setAutoFillBackground(True)
        self.hide()

    def set_theme(self, look: Theme) -> None:
        colours = QPalette(self.palette())
        colours.setColor(QPalette.ColorRole.Window, look.panel)
        self.setPalette(colours)

    def show_at(self, width: int, *kept: bool) -> None:
        """Keep the space of each bar whose value in `kept` is true, in a canvas of this width, in px."""
        for bar, keeps in zip(self._bars, kept, strict=True):
            self._kept[bar] = keeps
            policy = bar.sizePolicy()
            policy.setRetainSizeWhenHidden(keeps)
            bar.setSizePolicy(policy)
        # The height comes first: a strip that becomes visible takes its room from the tissue at once.
        self.fit(width)
        self.setVisible(any(kept))

    def fit(self, width: int) -> None:
        """Give the bars the height that their texts need at this width."""
        for bar in self._bars:
            bar.setFixedHeight(bar.height_at(width))
        self.setFixedHeight(sum(bar.height_at(width) for bar in self._bars if self._kept[bar]))
