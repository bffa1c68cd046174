"""The image properties below the tissue: the values in the image file, and the values that the program uses."""

from html import escape

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QTextOption
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QTextBrowser, QVBoxLayout, QWidget

from app.language.model_text import of_model
from app.language.text import mark, tr
from app.session.session import Session
from app.session.values import Notice, OpenedImage
from app.ui.elided import ElidedLabel
from app.ui.help_button import PAGE, HelpButton
from app.ui.jobs import LatestJob
from app.ui.messages import log_error
from app.ui.theme import RHYTHM, theme
from app.viewer.controller import ViewerController
from model.base.errors import HistocastError
from model.info.line import Line, Report, block

_PAGE = "slides-and-microarrays.md#what-the-file-states"
LEAST_PX, HEIGHT_PX = 120, 264
TITLE_PX = 130
WAITING = mark("Reading the image properties …")
TITLES = {
    "file": mark("File"),
    "format": mark("Format"),
    "reader": mark("Read with"),
    "size": mark("Size"),
    "levels": mark("Levels"),
    "pixel size": mark("Pixel size"),
    "not used": mark("Not used"),
    "objective": mark("Objective"),
    "compression": mark("Compression"),
    "colour space": mark("Colour space"),
    "bits a sample": mark("Bits a sample"),
    "colour profile": mark("Colour profile"),
    "pictures": mark("Pictures"),
    "notes": mark("Notes"),
    "warnings": mark("Warnings"),
    "files": mark("Files"),
}
"""Titles of the properties on the screen, by the titles that `histocast info` prints."""


class _Text(QTextBrowser):
    """Text that the user can read, select and copy with mouse and keys."""

    def __init__(self) -> None:
        super().__init__()
        flag = Qt.TextInteractionFlag
        self.setTextInteractionFlags(flag.TextSelectableByMouse | flag.TextSelectableByKeyboard)

    def event(self, event: QEvent) -> bool:
        """Take the copy shortcut if text is selected. Otherwise the window takes the shortcut and copies the view."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and event.matches(QKeySequence.StandardKey.Copy)
            and self.textCursor().hasSelection()
        ):
            event.accept()
            return True
        return super().event(event)


class PropertiesPanel(QWidget):
    """The image properties, with the same lines as `histocast info`. The panel is hidden until the user opens it."""

    def __init__(self, controller: ViewerController) -> None:
        super().__init__()
        self._controller = controller
        self._image: OpenedImage | None = None
        """The image of which a report was requested. `report` describes this image."""
        self._job = LatestJob(controller.viewing, log_error)
        self.report: Report | None = None
        self.head = ElidedLabel(tr("Image properties"))
        self.copy = QPushButton(tr("Copy"))
        self.copy.setToolTip(tr("Copy all properties as text"))
        self.hide_it = QPushButton(tr("Close"))
        self.text = _Text()
        self.text.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.text.setAccessibleName(tr("Image properties"))
        # Break lines anywhere, because a path may have no spaces.
        self.text.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._lay()
        self.copy.clicked.connect(self._copy)
        self.hide_it.clicked.connect(lambda: controller.change(lambda s: s.viewed(properties=False)))

    def _lay(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(RHYTHM)
        row.addWidget(self.head, 1)
        row.addWidget(self.copy)
        row.addWidget(self.hide_it)
        row.addWidget(HelpButton(_PAGE, tr("image properties")))
        box = QVBoxLayout(self)
        box.setContentsMargins(RHYTHM, RHYTHM, RHYTHM, RHYTHM)
        box.setSpacing(RHYTHM // 2)
        box.addLayout(row)
        box.addWidget(self.text, 1)
        self.setMinimumHeight(LEAST_PX)
        self.setAccessibleName(tr("Image properties"))
        self.setProperty(PAGE, _PAGE)
        self.hide()

    def sizeHint(self) -> QSize:
        # In a low window the tissue keeps most of the height.
        return QSize(super().sizeHint().width(), max(LEAST_PX, min(HEIGHT_PX, self.window().height() // 3)))

    def show_difference(self, old: Session | None, new: Session) -> None:
        shown = new.view.properties and new.image.seen is not None
        self.setVisible(shown)
        if not shown:
            self._forget()
        elif new.image.seen is not self._image:
            self._gather(new)
        elif old is None or old.view.theme != new.view.theme:
            self._show(new)

    def _gather(self, session: Session) -> None:
        """Request the report of the shown image. It is made in the background, because a slide may have many files."""
        self._forget()
        self._image = image = session.image.seen
        if image is None:
            return

        def found(report: Report) -> None:
            self.report = report
            self._show(self._controller.session)

        def failed(error: BaseException) -> None:
            log_error(error)
            remedy = f" {error.remedy}" if isinstance(error, HistocastError) else ""
            self.text.setPlainText(f"{error}{remedy}")

        self._job.start(self._controller.tasks.image_report(image), found, failed)
        self._show(session)

    def _forget(self) -> None:
        """Cancel the job, and release the image and its report."""
        self._job.cancel()
        self._image, self.report = None, None

    def _show(self, session: Session) -> None:
        self.copy.setEnabled(self.report is not None)
        if self.report is None:
            self.text.setPlainText(tr(WAITING))
            return
        look = theme(session.view.theme)
        rows = "".join(_row(one, look.muted) for one in (Line("file", self.report.path), *self.report.lines))
        self.text.setHtml(f"<table cellspacing='0' cellpadding='2'>{rows}</table>")

    def _copy(self) -> None:
        if self.report is not None:
            QGuiApplication.clipboard().setText(block(self.report))
            told = Notice("success", tr("The image properties are on the clipboard."))
            self._controller.change(lambda s: s.noticed(told))


def _row(one: Line, muted: str) -> str:
    title = tr(TITLES[one.title]) if one.title in TITLES else one.title[:1].upper() + one.title[1:]
    title = escape(title)
    return f"<tr><td width='{TITLE_PX}' style='color: {muted}'>{title}</td><td>{escape(of_model(one.text))}</td></tr>"
