"""The list of the image's saved regions with their results. A click moves the analysis region to a saved one."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QAction, QColor, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.session.session import Session
from app.ui.icons import VERDICT_ICONS, pixmap
from app.ui.parts import line, text_label
from app.ui.theme import RHYTHM, Theme, font, theme
from app.viewer.controller import ViewerController
from app.window.panels.region_text import RegionRow, region_rows

ROW_PX = 44
MOST_ROWS = 6
"""Largest number of rows without scrolling. The list of images needs room as well."""
NUMBER_PX, SHAPE_PX = 20, 12
_ROW = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex


class RegionList(QWidget):
    """Hidden if there are no saved regions."""

    jumped = Signal()
    """Emitted when a click has moved the region. The canvas then gets the focus."""

    def __init__(self, controller: ViewerController) -> None:
        super().__init__()
        self._controller = controller
        self.title = text_label("small")
        self.title.setContentsMargins(RHYTHM, RHYTHM, RHYTHM, RHYTHM)
        self.list = QListWidget()
        self.list.setFrameShape(QListWidget.Shape.NoFrame)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setUniformItemSizes(True)
        self.list.setAccessibleName("Analysis regions of this image")
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
        for part in (line(), self.title, self.list):
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
        self.title.setText(f"Analysis regions · {len(rows)}")
        self.list.clear()
        for row in rows:
            item = QListWidgetItem()
            item.setData(_ROW, row)
            said = [part for part in (row.headline, row.reliability, row.detail) if part]
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"Analysis region {row.number}: {', '.join(said)}")
            item.setToolTip("\n".join(said))
            self.list.addItem(item)
            if row.current:
                self.list.setCurrentItem(item)
        self.list.setFixedHeight(ROW_PX * min(max(len(rows), 1), MOST_ROWS))

    def _jump(self, item: QListWidgetItem) -> None:
        number = item.data(_ROW).number
        regions = self._controller.session.region.saved
        if number <= len(regions):
            self._controller.places.jump(regions[number - 1].region)
            self.jumped.emit()

    def _forget(self) -> None:
        """Remove the selected row. The region moves to its place, so that the user can save it again."""
        item = self.list.currentItem()
        if item is not None:
            number = item.data(_ROW).number
            self._controller.places.jump(self._controller.session.region.saved[number - 1].region)
            self._controller.places.forget()


class _RowDelegate(QStyledItemDelegate):
    """Paints one row: position, reliability icon, result with qualifier, and the model below them."""

    def __init__(self, owner: QListWidget) -> None:
        super().__init__(owner)
        self.look: Theme = theme("dark")

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(NUMBER_PX, ROW_PX)

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
        text = inner.adjusted(NUMBER_PX, 0, 0, 0)
        lower = QRect(text.left(), text.center().y() + 1, text.width(), text.height() // 2)
        elide = Qt.TextElideMode.ElideRight
        detail = painter.fontMetrics().elidedText(row.detail, elide, lower.width())
        painter.drawText(lower, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, detail)
        upper = QRect(text.left(), text.top(), text.width(), text.height() // 2)
        if row.level:
            self._draw_shape(painter, row, upper)
            upper = upper.adjusted(SHAPE_PX + RHYTHM // 2, 0, 0, 0)
        painter.setFont(font("body"))
        painter.setPen(muted if row.faint else QColor(look.text))
        headline = painter.fontMetrics().elidedText(row.headline, elide, upper.width())
        painter.drawText(upper, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, headline)
        painter.restore()

    def _draw_shape(self, painter: QPainter, row: RegionRow, place: QRect) -> None:
        look = self.look
        colour = {"ok": look.ok, "caution": look.caution, "do not use": look.refused}[row.level]
        shape = pixmap(VERDICT_ICONS[row.level], look.muted if row.faint else colour, SHAPE_PX,
                       painter.device().devicePixelRatio())  # fmt: skip
        painter.drawPixmap(place.left(), place.center().y() - SHAPE_PX // 2 + 1, shape)
