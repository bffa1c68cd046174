"""The strip below the scrolling result: the selected tile with its values, visible wherever the column is scrolled."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.actions.handlers import to_image
from app.language.text import inside, tr
from app.session.session import Session
from app.ui.help_button import PAGE
from app.ui.parts import line, text_label
from app.ui.theme import RHYTHM
from app.window.panels.tile_text import TileText, tile_text

PICTURE_PX = 64


class TileStrip(QWidget):
    """Shows a small picture of the selected tile and all its values in a few lines. It is hidden without a selection.

    The panel inside the scrolling column shows the tile in full size.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setProperty(PAGE, "maps.md#the-selected-tile")
        self.setAccessibleName(tr("Values of the selected tile"))
        self.picture = QLabel()
        self.picture.setFixedSize(PICTURE_PX, PICTURE_PX)
        self.place, self.values = text_label(), text_label("small")
        said = QVBoxLayout()
        said.setSpacing(2)
        said.addWidget(self.place)
        said.addWidget(self.values)
        said.addStretch()
        row = QHBoxLayout()
        row.setContentsMargins(2 * RHYTHM, RHYTHM, RHYTHM, RHYTHM)
        row.setSpacing(RHYTHM)
        row.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(said, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(line())
        box.addLayout(row)
        self.hide()

    def show_difference(self, old: Session | None, new: Session) -> None:
        """Show the tile that is selected now, with the values that are known now."""
        text = tile_text(new)
        if old is None or text != tile_text(old):
            self._show_text(text)
        if old is None or old.region.picture is not new.region.picture:
            self._show_picture(new)

    def _show_text(self, text: TileText | None) -> None:
        self.setVisible(text is not None)
        if text is None:
            return
        self.place.setText(text.place)
        self.values.setText(" · ".join(f"{inside(title)}: {value}" for title, value in text.lines))
        self.setAccessibleDescription(text.sentence)

    def _show_picture(self, session: Session) -> None:
        """Show the tile reduced to the size of the strip. Keep the old picture until the new one is read."""
        if session.region.picture is None:
            return
        ratio = self.devicePixelRatioF()
        side = round(PICTURE_PX * ratio)
        pixmap = QPixmap.fromImage(to_image(session.region.picture.pixels)).scaled(
            side, side, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        pixmap.setDevicePixelRatio(ratio)
        self.picture.setPixmap(pixmap)
