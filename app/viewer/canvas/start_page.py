"""The start page on the canvas while no image is open: what can be opened, the sample, and recent images."""

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QIcon, QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QScrollArea, QToolButton, QVBoxLayout, QWidget

from app.language.text import mark, tr
from app.ui.flow import FlowLayout
from app.ui.parts import plain_label, tip
from app.ui.text_size import on_text_size
from app.ui.theme import RHYTHM, font, scaled_px

CHOICES = (
    ("open", mark("Open an image or slide …"), mark("A spot, or a whole slide. Ctrl+O")),
    ("microarray", mark("Open a microarray …"), mark("The cores are found, named and analysed")),
    ("study", mark("Open a study …"), mark("Blinded reads, predictions, comparison")),
)
"""Key, title and explanation of each large button. The signal `StartPage.chosen` emits the key."""
LINKS = (
    ("sample", mark("Open the sample spot")),
    ("study-new", mark("Make a study")),
    ("tour", mark("Take the tour: five steps")),
)
NOTE = mark(
    "Or drop a file or a folder here. JPEG, PNG, TIFF; whole slides (SVS, NDPI, MRXS and others) and DICOM. "
    "Images are only read, never changed. Research use only."
)
MOST_RECENT = 6
"""Number of recent images with a picture. All of them are in the menu File."""
PICTURE_PX = 72
CARD_PX, CARD_LEAST_PX, PAGE_PX = 204, 72, 720
"""Width and smallest height of a large button, and the largest width of the page, in px at a text size of 100 %."""


class StartPage(QScrollArea):
    """The start page. It has real buttons, which keyboard and screen readers can reach.

    In a small window, it scrolls.
    """

    chosen = Signal(object)
    """Emitted with the key of the pressed button, a key of `CHOICES` or `LINKS`."""
    recent_chosen = Signal(object)
    """The path of the recent image that the user chose."""

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setStyleSheet("QScrollArea, QWidget#startpage { background: transparent; }")
        self.viewport().setAutoFillBackground(False)
        self.buttons = {key: _card(tr(title), tr(text)) for key, title, text in CHOICES}
        self.links = {key: _link(tr(title)) for key, title in LINKS}
        for key, button in (self.buttons | self.links).items():
            button.clicked.connect(lambda checked=False, key=key: self.chosen.emit(key))
        self.recent_title = plain_label(tr("Recent files"))
        self.recent_title.setProperty("role", "muted")
        self.recent: dict[Path, QToolButton] = {}
        self._pictures: dict[Path, QPixmap] = {}
        self._recent_row = QWidget()
        self._recent_flow = FlowLayout(self._recent_row, spacing=RHYTHM)
        self.note = QLabel(tr(NOTE))
        self.note.setProperty("role", "small")
        self.note.setWordWrap(True)
        self._page = QWidget()
        self._lay()
        self.set_recent(())

    def _lay(self) -> None:
        page = self._page
        page.setObjectName("startpage")
        box = QVBoxLayout(page)
        box.setContentsMargins(2 * RHYTHM, 2 * RHYTHM, 2 * RHYTHM, 2 * RHYTHM)
        box.setSpacing(2 * RHYTHM)
        box.addStretch()
        for parts, spacing in ((self.buttons, RHYTHM), (self.links, 3 * RHYTHM)):
            row = QWidget()
            flow = FlowLayout(row, spacing=spacing)
            for button in parts.values():
                flow.addWidget(button)
            box.addWidget(row)
        for part in (self.recent_title, self._recent_row, self.note):
            box.addWidget(part)
        box.addStretch()
        for button in self.buttons.values():
            button.installEventFilter(self)
        on_text_size(self, self._fit_text)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setWidget(page)
        self.setAccessibleName(tr("Start page: no image is open"))

    def set_recent(self, paths: tuple[Path, ...]) -> None:
        """Offer these recent images and studies, the newest first."""
        shown = paths[:MOST_RECENT]
        if tuple(self.recent) != shown:
            for button in self.recent.values():
                button.deleteLater()
            self.recent = {path: self._recent_button(path) for path in shown}
        self.recent_title.setVisible(bool(shown))
        self._recent_row.setVisible(bool(shown))

    def set_picture(self, path: Path, picture: QPixmap | None) -> None:
        """Show the picture of a recent image, or the icon of a recent study."""
        if path in self.recent and picture is not None:
            self.recent[path].setIcon(QIcon(picture))

    def _recent_button(self, path: Path) -> QToolButton:
        button = QToolButton()
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        button.setIconSize(QSize(PICTURE_PX, PICTURE_PX))
        on_text_size(button, lambda: _fit_recent(button, path))
        button.setToolTip(tip(str(path)))
        button.setAccessibleName(tr("Open {name} again", name=path.name))
        button.clicked.connect(lambda: self.recent_chosen.emit(path))
        self._recent_flow.addWidget(button)
        return button

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit_cards()
        return super().eventFilter(watched, event)

    def _fit_text(self) -> None:
        self._page.setMaximumWidth(scaled_px(PAGE_PX))
        self._fit_cards()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_cards()

    def _fit_cards(self) -> None:
        """Make the large buttons as wide as drawn, but no wider than the page, and as high as their texts need."""
        room = self.viewport().width() - 4 * RHYTHM
        size = QSize(max(1, min(scaled_px(CARD_PX), room)), scaled_px(CARD_LEAST_PX))
        for button in self.buttons.values():
            laid = button.layout()
            if laid is not None:
                size = size.expandedTo(QSize(0, laid.totalHeightForWidth(size.width())))
        for button in self.buttons.values():
            button.setFixedSize(size)


def _card(title: str, text: str) -> QPushButton:
    """Return a large button with a title and a line that explains it."""
    button = QPushButton()
    button.setObjectName("card")
    button.setAccessibleName(title.removesuffix(" …"))
    button.setAccessibleDescription(text)
    box = QVBoxLayout(button)
    box.setContentsMargins(2 * RHYTHM, RHYTHM, 2 * RHYTHM, RHYTHM)
    box.setSpacing(2)
    for line, role in ((title, ""), (text, "small")):
        label = plain_label(line.replace(" …", "\N{NO-BREAK SPACE}…"))
        label.setProperty("role", role)
        label.setWordWrap(True)
        label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        box.addWidget(label)
    return button


def _fit_recent(button: QToolButton, path: Path) -> None:
    """Give the button of a recent image the size of its picture and of one line of text, and the text that fits."""
    button.setFixedSize(scaled_px(PICTURE_PX + 28), PICTURE_PX + scaled_px(34))
    room = button.width() - 2 * RHYTHM
    button.setText(QFontMetrics(font("body")).elidedText(path.name, Qt.TextElideMode.ElideMiddle, room))


def _link(title: str) -> QPushButton:
    button = QPushButton(title)
    button.setObjectName("link")
    return button
