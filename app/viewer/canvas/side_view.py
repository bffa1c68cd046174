"""The view of one image beside the analysed image. It shows the image and emits its camera."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.language.text import mark, tr
from app.session.session import Session
from app.session.values import OpenedImage
from app.ui.jobs import JobRunner
from app.ui.parts import tip
from app.ui.theme import RHYTHM, ThemeName
from app.viewer.canvas.canvas import Canvas
from app.viewer.canvas.pyramid import SIDE_BYTES

SMALLEST_PX = 88
"""Minimum width in px, which the buttons need. A side view is opened only if there is room for a wider one."""
LINKED, UNLINKED = mark("Linked"), mark("Not linked")


class SideView(QWidget):
    """A row with name, link switch and close button above a canvas without overlays. The image is not analysed."""

    closed = Signal()
    """Emitted when the user presses the close button."""
    link_switched = Signal(bool)

    def __init__(self, runner: JobRunner, look: ThemeName, path: Path) -> None:
        super().__init__()
        self._session = Session().viewed(shown=frozenset(), theme=look)
        self.canvas = Canvas(runner, keeps_bytes=SIDE_BYTES)
        self.canvas.setMinimumSize(SMALLEST_PX, 0)
        self.canvas.show_difference(None, self._session)
        self.title = QLabel(path.name)
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        # A long name is cut off. Otherwise it would widen the view.
        self.title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.title.setToolTip(tip(path.name))
        self.link = QPushButton(tr(LINKED))
        self.link.setToolTip(tr("Pan and zoom together with the analysed image"))
        self.link.setCheckable(True)
        self.link.setChecked(True)
        self.cross = QPushButton("✕")
        self.cross.setToolTip(tr("Close this image"))
        self.cross.setAccessibleName(tr("Close {name}", name=path.name))
        self._lay()
        self.setAccessibleName(tr("Beside: {name}", name=path.name))
        self.setMinimumWidth(SMALLEST_PX)
        self.cross.clicked.connect(self.closed)
        self.link.toggled.connect(lambda on: self.link.setText(tr(LINKED) if on else tr(UNLINKED)))
        self.link.toggled.connect(self.link_switched)

    @property
    def image(self) -> OpenedImage | None:
        return self._session.image.opened

    def _lay(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(RHYTHM, RHYTHM // 2, RHYTHM, RHYTHM // 2)
        row.setSpacing(RHYTHM)
        row.addWidget(self.title, 1)
        for button in (self.link, self.cross):
            button.setObjectName("quiet")
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self.canvas, 1)

    def show_image(self, image: OpenedImage | None) -> None:
        """Show `image`; None clears the view."""
        size = tr("{mpp:.4g} µm/px", mpp=image.record.mpp) if image and image.record.mpp else tr("pixel size unknown")
        if image is not None:
            self.title.setText(f"{Path(image.record.path).name}   {size}")
            self.title.setToolTip(tip(self.title.text()))
        self._become(self._session.viewing(image))

    def set_look(self, look: ThemeName) -> None:
        self._become(self._session.viewed(theme=look))

    def _become(self, session: Session) -> None:
        old, self._session = self._session, session
        self.canvas.show_difference(old, session)
