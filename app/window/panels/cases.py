"""The list of cases: thumbnails of the folder's images with their status. A click opens an image."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.language.model_text import of_model
from app.language.text import plural, tr
from app.session.session import Session, differs
from app.session.slices import ImageState
from app.session.values import CaseResult
from app.ui.help_button import PAGE, WithHelp
from app.ui.icons import VERDICT_ICONS, pixmap
from app.ui.parts import text_label, tip
from app.ui.theme import RHYTHM, Theme, font, scaled_px, theme
from app.ui.wrapped import wrapped
from app.viewer.controller import ViewerController
from app.window.panels.queue_text import case_text
from app.window.panels.thumbnails import Thumbnails
from model.base.probability_text import probability_text

_PAGE = "first-spot.md#the-images-of-a-folder"
PICTURE = 56
LEAST_PICTURE = 24
"""Minimum side of a thumbnail in px. In a narrow list with large text, thumbnails become smaller than `PICTURE`."""
STATUS = 16
"""Height in px of the status line below the name, at a text size of 100 %."""
TEXT = 52
"""Height in px of two lines of the name and the status line, at a text size of 100 %."""
SHAPE_ROOM = 16
"""Width in px of the shape of the reliability and of the gap beside it."""
_WRAP_PX = 2
"""What Qt's line breaking needs beyond the measured width of a word."""
PATH = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex


def status_text(session: Session, path: Path) -> str:
    """Return the status of the image at `path` in one or two words."""
    if session.image.opening == path:
        return tr("opening")
    current = session.image.opened is not None and Path(session.image.opened.record.path) == path
    if current and session.work.activity == "analysing":
        return tr("analysing")
    queued = case_text(session, path)
    if queued and queued != tr("failed"):
        return queued
    outcome = session.analysis.outcomes.get(path)
    if outcome is None:
        known = queued or (tr("cannot be opened") if path in session.image.unopened else "")
        return known or _ahead_text(session, path)
    if outcome.probability is None:
        return tr(outcome.level)
    return f"{of_model(probability_text(outcome.probability))} {of_model(outcome.note)}"


def spoken_text(session: Session, path: Path) -> str:
    """Return the name, the status and the reliability of the image at `path`, for screen readers."""
    outcome = session.analysis.outcomes.get(path)
    parts = [path.name, status_text(session, path), tr(outcome.level) if outcome is not None else ""]
    return ", ".join(part for at, part in enumerate(parts) if part and part not in parts[:at])


def _ahead_text(session: Session, path: Path) -> str:
    if session.image.ahead is None or session.image.ahead.path != path:
        return ""
    return tr("ready") if session.image.ahead.ready else tr("preparing")


def case_name(path: Path, siblings: tuple[Path, ...]) -> str:
    """Return the file name without its suffix. Keep the suffix if another image differs only in the suffix."""
    alike = sum(other.stem == path.stem for other in siblings)
    return path.name if alike > 1 else path.stem


def name_lines(name: str, metrics: QFontMetrics, width: int) -> list[str]:
    """Split `name` into one or two lines of at most `width` px, after a separator if the second part then fits.

    Elide the middle of the second line if it is longer.
    """
    if metrics.horizontalAdvance(name) <= width:
        return [name]
    fits = 1
    while metrics.horizontalAdvance(name[: fits + 1]) <= width:
        fits += 1
    after = max(name.rfind(separator, 0, fits) for separator in " -_.") + 1
    if after > 0 and metrics.horizontalAdvance(name[after:]) <= width:
        fits = after
    return [name[:fits], metrics.elidedText(name[fits:], Qt.TextElideMode.ElideMiddle, width)]


def picture_px(width: int, status: str, metrics: QFontMetrics) -> int:
    """Return the side of the thumbnail in a row of this width, so that no word of the status beside it is broken.

    It is 0 if there is no room for a thumbnail beside the longest word.
    """
    longest = max((metrics.horizontalAdvance(word) for word in status.split()), default=0)
    side = min(PICTURE, width - longest - SHAPE_ROOM - 2 * RHYTHM - RHYTHM // 2 - _WRAP_PX)
    return side if side >= LEAST_PICTURE else 0


def row_height() -> int:
    """Return the height of a row in px. It has room for the thumbnail and for the text at the chosen size."""
    return max(PICTURE, scaled_px(TEXT)) + 2 * RHYTHM


class CasesPanel(QWidget):
    """Lists the images of the folder and holds their thumbnails."""

    menu_asked = Signal(object, object)
    """The path of the image whose context menu the user asks for, and the place on the screen as QPoint."""

    def __init__(self, controller: ViewerController) -> None:
        super().__init__()
        self._controller = controller
        self.setProperty(PAGE, _PAGE)
        self.thumbnails = Thumbnails(controller.tasks)
        self.thumbnails.arrived.connect(lambda path: self.list.viewport().update())
        self.title = text_label("small")
        self.title.setContentsMargins(RHYTHM, RHYTHM, RHYTHM, RHYTHM)
        self.title.setWordWrap(False)
        self.list: CaseList = CaseList()
        self.list.setItemDelegate(CaseDelegate(self))
        self.list.itemActivated.connect(self._open)
        self.list.itemClicked.connect(self._open)
        self.list.verticalScrollBar().valueChanged.connect(self.request_thumbnails)
        self.list.resized.connect(self.request_thumbnails)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._ask_menu)
        self.session = controller.session
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(WithHelp(self.title, _PAGE, tr("the list of images")))
        box.addWidget(self.list)

    def show_difference(self, old: Session | None, new: Session) -> None:
        self.session = new
        before, image = old.image if old is not None else None, new.image
        if before is None or (before.siblings, before.left_out) != (image.siblings, image.left_out):
            self._fill(image)
        if differs(old, new, lambda session: (session.image.opened, session.image.opening, session.image.siblings)):
            self._mark(image)
        if differs(old, new, lambda session: (session.analysis.outcomes, session.image)):
            self._explain(new)
        opened = image.opened
        if opened is not None and opened.overview is not None and (before is None or before.opened is not opened):
            self.thumbnails.give(Path(opened.record.path), opened.overview)
        self.thumbnails.pause(new.work.activity != "idle")
        self.list.viewport().update()

    def _fill(self, image: ImageState) -> None:
        self.list.clear()
        for path in image.siblings:
            self.list.addItem(_Case(self, path))
        folder = image.siblings[0].parent.name if image.siblings else ""
        count = len(image.siblings)
        skipped = tr(" · {count} skipped", count=len(image.left_out)) if image.left_out else ""
        self.title.setText(f"{folder} · {plural(count, 'image')}{skipped}" if image.siblings else "")
        self.title.setToolTip(tip("\n".join(of_model(error.message) for error in image.left_out)))
        self.setVisible(bool(image.siblings))
        self.request_thumbnails()

    def _mark(self, image: ImageState) -> None:
        """Select the row of the image that is open or being opened."""
        if image.current in image.siblings:
            self.list.setCurrentRow(image.siblings.index(image.current))

    def _explain(self, session: Session) -> None:
        """Set the tooltips: the path of the image, and the full text about its result."""
        for row in range(self.list.count()):
            item = self.list.item(row)
            outcome = session.analysis.outcomes.get(item.data(PATH))
            item.setToolTip(tip(f"{item.data(PATH)}\n{outcome.text}" if outcome else str(item.data(PATH))))

    def request_thumbnails(self) -> None:
        """Request the thumbnails of the visible rows."""
        seen = self.list.viewport().rect()
        items = [self.list.item(row) for row in range(self.list.count())]
        rows = [item for item in items if self.list.visualItemRect(item).intersects(seen)]
        self.thumbnails.request(tuple(item.data(PATH) for item in rows))

    def _ask_menu(self, place: QPoint) -> None:
        item = self.list.itemAt(place) or self.list.currentItem()
        if item is not None:
            self.menu_asked.emit(item.data(PATH), self.list.viewport().mapToGlobal(place))

    def _open(self, item: QListWidgetItem) -> None:
        path = item.data(PATH)
        if path != self.session.image.current:
            self._controller.open_image(path)


class _Case(QListWidgetItem):
    """One image of the case list. Its text for screen readers is made only when a screen reader requests the text."""

    def __init__(self, panel: CasesPanel, path: Path) -> None:
        super().__init__(path.name)
        self._panel = panel
        self.setData(PATH, path)

    def data(self, role: int) -> Any:
        """Return the stored data for `role`. For screen readers, return the name of the image with its status."""
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken_text(self._panel.session, super().data(PATH))
        return super().data(role)


class CaseList(QListWidget):
    """A list that emits `resized` when its size has changed, because other rows may then be visible."""

    resized = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QListWidget.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setUniformItemSizes(True)
        self.setAccessibleName(tr("Images of the folder"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()


class CaseDelegate(QStyledItemDelegate):
    """Paints one case: thumbnail, name, status, and a shape that shows the reliability."""

    def __init__(self, panel: CasesPanel) -> None:
        super().__init__(panel)
        self._panel = panel

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(PICTURE, row_height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        session, path = self._panel.session, index.data(PATH)
        style = theme(session.view.theme)
        area: QRect = option.rect
        state = option.state
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, QColor(style.line))
            painter.fillRect(QRect(area.left(), area.top(), 3, area.height()), QColor(style.accent))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(area, QColor(style.hover))
        outcome, status = self._status(session, path)
        side = picture_px(area.width(), status, QFontMetrics(font("small")))
        if side:
            self._picture(painter, path, QRect(area.left() + RHYTHM, area.top() + RHYTHM, side, side), style)
        left = area.left() + side + (2 if side else 1) * RHYTHM
        room = row_height() - 2 * RHYTHM
        text = QRect(left, area.top() + RHYTHM, area.right() - left - RHYTHM // 2, room)
        painter.setFont(font("body"))
        painter.setPen(QColor(style.text))
        metrics = painter.fontMetrics()
        shape = SHAPE_ROOM if outcome is not None else 0
        said = wrapped(status, font("small"), text.width() - shape)
        name = name_lines(case_name(path, session.image.siblings), metrics, text.width())
        if len(said) > 1:  # the number needs its qualifier, and the row has room for three lines
            name = [metrics.elidedText("".join(name), Qt.TextElideMode.ElideMiddle, text.width())]
        height = metrics.height() * len(name)
        text.setTop(text.top() + max(0, (room - height - scaled_px(STATUS) * max(1, len(said))) // 2))
        painter.drawText(text, _TOP_LEFT, "\n".join(name))
        self._draw_status(painter, said, outcome, text.adjusted(0, height, 0, 0), style)
        painter.restore()

    def _picture(self, painter: QPainter, path: Path, place: QRect, style: Theme) -> None:
        picture = self._panel.thumbnails.picture(path)
        if picture is None:
            painter.setPen(QColor(style.line))
            painter.drawRect(place.adjusted(0, 0, -1, -1))
            return
        size = picture.size().scaled(place.size(), Qt.AspectRatioMode.KeepAspectRatio)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(
            QRect(
                place.left() + (place.width() - size.width()) // 2,
                place.top() + (place.height() - size.height()) // 2,
                size.width(),
                size.height(),
            ),
            picture,
        )

    def _status(self, session: Session, path: Path) -> tuple[CaseResult | None, str]:
        """Return the result whose shape is drawn, or None, and the status of the image at `path`."""
        status = status_text(session, path)
        if not status and self._panel.thumbnails.failed(path):
            status = tr("cannot be opened")
        busy = status in ("opening", "analysing") or status == case_text(session, path)
        return None if busy else session.analysis.outcomes.get(path), status

    def _draw_status(
        self, painter: QPainter, lines: list[str], outcome: CaseResult | None, place: QRect, style: Theme
    ) -> None:
        if outcome is not None:
            colour = {"ok": style.ok, "caution": style.caution, "do not use": style.refused}[outcome.level]
            ratio = painter.device().devicePixelRatio()
            painter.drawPixmap(place.left(), place.top() + 1, pixmap(VERDICT_ICONS[outcome.level], colour, 12, ratio))
            place = place.adjusted(SHAPE_ROOM, 0, 0, 0)
        painter.setFont(font("small"))
        painter.setPen(QColor(style.muted))
        painter.drawText(place, _TOP_LEFT, "\n".join(lines))


_TOP_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
