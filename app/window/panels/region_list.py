"""The list of the image's saved regions with their results. A click moves the analysis region to a saved region.

Long texts are wrapped and never cut off, because a probability must always be shown with its qualifier.
"""

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QAction, QColor, QFontMetrics, QKeySequence, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.language.text import tr
from app.session.session import Session
from app.ui.help_button import PAGE, WithHelp
from app.ui.icons import VERDICT_ICONS, pixmap
from app.ui.parts import line, text_label, tip
from app.ui.theme import RHYTHM, Theme, font, theme
from app.ui.wrapped import wrapped
from app.viewer.controller import ViewerController
from app.window.panels.region_text import RegionRow, region_rows

_PAGE = "slides-and-microarrays.md#saved-regions"
MOST_PX = 264
"""Maximum height of the list in px. A longer list scrolls, so that the list of images keeps its room."""
NUMBER_PX, SHAPE_PX = 20, 12
SHAPE_ROOM = SHAPE_PX + RHYTHM // 2
_BETWEEN_PX = 2
"""Space in px between the line with the result and the line with the model."""
_ROW = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex


class RegionList(QWidget):
    """The list of the image's saved regions. It is hidden if there are no saved regions."""

    jumped = Signal()
    """Emitted after a click has moved the analysis region. The window then gives the focus to the canvas."""

    def __init__(self, controller: ViewerController) -> None:
        super().__init__()
        self._controller = controller
        self.setProperty(PAGE, _PAGE)
        self.title = text_label("small")
        self.title.setContentsMargins(RHYTHM, RHYTHM, RHYTHM, RHYTHM)
        self.list = _Rows()
        self.list.resized.connect(self._fit_height)
        self.list.setAccessibleName(tr("Analysis regions of this image"))
        self.list.itemClicked.connect(self._jump)
        self.list.itemActivated.connect(self._jump)
        forget = QAction(self.list)
        forget.setShortcut(QKeySequence(Qt.Key.Key_Delete))
        forget.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        forget.triggered.connect(self._forget)
        self.list.addAction(forget)
        self._delegate = _RowDelegate(self.list)
        self.list.setItemDelegate(self._delegate)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        title = WithHelp(self.title, _PAGE, tr("saved regions"))
        for part in (line(), title, self.list):
            box.addWidget(part)
        self.hide()

    @property
    def rows(self) -> tuple[RegionRow, ...]:
        """Return the shown rows."""
        return tuple(self.list.item(at).data(_ROW) for at in range(self.list.count()))

    def show_difference(self, old: Session | None, new: Session) -> None:
        if old is None or old.view.theme != new.view.theme:
            self._delegate.look = theme(new.view.theme)
            self.list.viewport().update()
        rows = region_rows(new)
        if rows != self.rows:
            self._fill(rows)

    def _fill(self, rows: tuple[RegionRow, ...]) -> None:
        self.setVisible(bool(rows))
        self.title.setText(tr("Analysis regions · {count}", count=len(rows)))
        self.list.clear()
        for row in rows:
            item = QListWidgetItem()
            item.setData(_ROW, row)
            said = [part for part in (row.headline, row.reliability, row.detail) if part]
            text = tr("Analysis region {number}: {said}", number=row.number, said=", ".join(said))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, text)
            item.setToolTip(tip("\n".join(said)))
            self.list.addItem(item)
            if row.current:
                self.list.setCurrentItem(item)
        self._fit_height()

    def _fit_height(self) -> None:
        """Make the list as high as all its rows together. The height of a row depends on the width of the list."""
        rows = sum(self.list.sizeHintForRow(at) for at in range(self.list.count()))
        self.list.setFixedHeight(min(max(rows, 1), MOST_PX))

    def jump_to_current(self) -> None:
        """Move the analysis region to the saved region of the current row."""
        item = self.list.currentItem()
        regions = self._controller.session.region.saved
        if item is not None and item.data(_ROW).number <= len(regions):
            self._controller.places.jump(regions[item.data(_ROW).number - 1].region)

    def _jump(self, item: QListWidgetItem) -> None:
        self.list.setCurrentItem(item)
        self.jump_to_current()
        self.jumped.emit()

    def _forget(self) -> None:
        """Remove the saved region of the selected row.

        The analysis region moves to the place of the removed region, so that the user can save the region again.
        """
        item = self.list.currentItem()
        if item is not None:
            number = item.data(_ROW).number
            self._controller.places.jump(self._controller.session.region.saved[number - 1].region)
            self._controller.places.forget()


class _Rows(QListWidget):
    """A list whose rows are as high as their wrapped texts. When its width has changed, it emits `resized`."""

    resized = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QListWidget.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.scheduleDelayedItemsLayout()
            self.resized.emit()


@dataclass(frozen=True)
class _Lines:
    """The wrapped lines of a row's two texts, and the height of the row in px."""

    headline: list[str]
    detail: list[str]
    height: int


def _lines(row: RegionRow, width: int) -> _Lines:
    """Return the wrapped lines of `row` in a list that is `width` px wide."""
    large, small = font("body"), font("small")
    room = width - NUMBER_PX - RHYTHM - RHYTHM // 2
    headline = wrapped(row.headline, large, room - (SHAPE_ROOM if row.level else 0))
    detail = wrapped(row.detail, small, room)
    heights = (len(lines) * QFontMetrics(one).lineSpacing() for lines, one in ((headline, large), (detail, small)))
    return _Lines(headline, detail, sum(heights) + RHYTHM + _BETWEEN_PX)


class _RowDelegate(QStyledItemDelegate):
    """Paints one row: position, reliability icon, result with qualifier, and the model below them."""

    def __init__(self, owner: QListWidget) -> None:
        super().__init__(owner)
        self._list = owner
        self.look: Theme = theme("dark")

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(NUMBER_PX, _lines(index.data(_ROW), self._list.viewport().width()).height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: RegionRow = index.data(_ROW)
        look, area = self.look, option.rect
        painter.save()
        if row.current:
            painter.fillRect(area, QColor(look.line))
            painter.fillRect(QRect(area.left(), area.top(), 3, area.height()), QColor(look.accent))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(area, QColor(look.hover))
        muted = QColor(look.muted)
        painter.setFont(font("small"))
        painter.setPen(muted)
        inner = area.adjusted(RHYTHM, RHYTHM // 2, -RHYTHM // 2, -RHYTHM // 2)
        painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, str(row.number))
        text, lines = inner.adjusted(NUMBER_PX, 0, 0, 0), _lines(row, area.width())
        painter.drawText(text, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, "\n".join(lines.detail))
        if row.level:
            self._draw_shape(painter, row, QRect(text.topLeft(), QSize(SHAPE_PX, QFontMetrics(font("body")).height())))
            text = text.adjusted(SHAPE_ROOM, 0, 0, 0)
        painter.setFont(font("body"))
        painter.setPen(muted if row.faint else QColor(look.text))
        painter.drawText(text, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, "\n".join(lines.headline))
        painter.restore()

    def _draw_shape(self, painter: QPainter, row: RegionRow, place: QRect) -> None:
        look = self.look
        colour = {"ok": look.ok, "caution": look.caution, "do not use": look.refused}[row.level]
        shape = pixmap(VERDICT_ICONS[row.level], look.muted if row.faint else colour, SHAPE_PX,
                       painter.device().devicePixelRatio())  # fmt: skip
        painter.drawPixmap(place.left(), place.center().y() - SHAPE_PX // 2 + 1, shape)
