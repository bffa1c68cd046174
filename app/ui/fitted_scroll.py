"""A part that scrolls vertically if there is not enough room, and that shows wrapped texts whole."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QDialog, QFrame, QScrollArea, QWidget

from app.ui.theme import scaled_px

FRAME_PX = 40
"""Room for the title bar of a dialog, in px."""


class FittedScroll(QScrollArea):
    """Scrolls `inside`, which is just high enough for its wrapped texts at the current width."""

    def __init__(self, inside: QWidget) -> None:
        super().__init__()
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside.installEventFilter(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().eventFilter(watched, event)

    def needed_height(self, width: int) -> int:
        """Return the height in px that the content needs at this width."""
        laid = self.widget().layout()
        if laid is None:
            return self.widget().sizeHint().height()
        return laid.totalHeightForWidth(width) if laid.hasHeightForWidth() else laid.totalSizeHint().height()

    def minimumSizeHint(self) -> QSize:
        """Return the minimum width of the content, because it does not scroll sideways."""
        bar = self.verticalScrollBar().sizeHint().width()
        return QSize(self.widget().minimumSizeHint().width() + bar, super().minimumSizeHint().height())

    def _fit(self) -> None:
        # By default, a wrapped text can be lower than it needs to be at this width, and is then cut.
        self.widget().setMinimumHeight(self.needed_height(self.viewport().width()))


def open_size(dialog: QDialog, scroll: FittedScroll, width: int) -> QSize:
    """Return the size at which `dialog` shows the content of `scroll` whole, at most the size of its owner's window.

    `width` is in px at a text size of 100 %.
    """
    owner = dialog.parentWidget()
    room = owner.window().size() if owner is not None else QSize(scaled_px(width), 2 * scaled_px(width))
    wide = min(scaled_px(width), room.width())
    laid = dialog.layout()
    beside = laid.contentsMargins() if laid is not None else dialog.contentsMargins()
    inside = scroll.needed_height(wide - beside.left() - beside.right())
    rest = dialog.sizeHint().height() - scroll.sizeHint().height()
    return QSize(wide, min(inside + rest, max(room.height() - FRAME_PX, dialog.minimumSizeHint().height())))
