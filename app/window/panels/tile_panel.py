"""The tile panel: the selected tile at full size, with its values."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from app.actions.handlers import to_image
from app.language.text import mark, tr
from app.session.session import Session
from app.ui.help_button import PAGE, WithHelp
from app.ui.lines import Line, Lines
from app.ui.parts import column, set_text, text_label
from app.ui.theme import RHYTHM
from app.window.panels.tile_text import TileText, tile_text

HINT = mark("Click a tile, or use the arrow keys.")


class TilePanel(QWidget):
    """Shows the selected tile and its values. If no tile is selected, it shows only a hint."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty(PAGE, "maps.md#the-selected-tile")
        self.place = text_label()
        self.picture = QLabel()
        self.picture.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self._values = Lines()
        box = column(self, RHYTHM)
        box.addWidget(WithHelp(self.place, "maps.md#the-selected-tile", tr("the selected tile")))
        both = QHBoxLayout()
        both.setSpacing(2 * RHYTHM)
        both.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignTop)
        both.addWidget(self._values, 1, Qt.AlignmentFlag.AlignTop)
        box.addLayout(both)
        box.addStretch()

    def show_difference(self, old: Session | None, new: Session) -> None:
        if old is None or old.region.picture is not new.region.picture or old.region.selected != new.region.selected:
            self._show_picture(new)
        text = tile_text(new)
        if old is None or text != tile_text(old):
            self._show_text(text)

    @property
    def lines(self) -> tuple[Line, ...]:
        """Return the visible titles and values."""
        return self._values.shown

    def _show_picture(self, session: Session) -> None:
        """Draw the picture of the tile, with one px of the picture on one device px of the screen."""
        self.picture.setVisible(session.region.selected is not None)
        if session.region.picture is None:
            # Keep the old picture until the new one is read. An empty box in between would flicker.
            if session.region.selected is None:
                self.picture.clear()
            return
        pixmap = QPixmap.fromImage(to_image(session.region.picture.pixels))
        pixmap.setDevicePixelRatio(self.devicePixelRatioF())
        self.picture.setPixmap(pixmap)
        side = session.grid.tile_px / self.devicePixelRatioF()
        self.picture.setMinimumSize(round(side), round(side))

    def _show_text(self, text: TileText | None) -> None:
        set_text(self.place, text.place if text else tr(HINT))
        self.place.setProperty("role", "" if text else "small")
        self.place.style().polish(self.place)
        self._values.show_lines(text.lines if text else ())
        self.setAccessibleName(tr("Selected tile"))
        self.setAccessibleDescription(text.sentence if text else tr(HINT))
        self.picture.setAccessibleName(text.sentence if text else "")
