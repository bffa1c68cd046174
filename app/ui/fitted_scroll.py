"""A part that scrolls vertically if there is not enough room, and dialogs whose buttons stay visible."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from app.ui.theme import RHYTHM, scaled_px


class HeightScroll(QScrollArea):
    """Scrolls `inside`, which is just high enough for its wrapped texts at the current width."""

    def __init__(self, inside: QWidget) -> None:
        super().__init__()
        self._inside = inside
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
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
        laid = self._inside.layout()
        if laid is not None and laid.hasHeightForWidth():
            return laid.totalHeightForWidth(width)
        return self._inside.sizeHint().height()

    def _fit(self) -> None:
        # By default, a wrapped text can be lower or higher than it needs to be at this width.
        self._inside.setMinimumHeight(self.needed_height(self.viewport().width()))


class FittedScroll(HeightScroll):
    """A part that never scrolls sideways. `inside` must have all its labels already."""

    def __init__(self, inside: QWidget) -> None:
        super().__init__(inside)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for label in inside.findChildren(QLabel):
            # A label of `text_label` has a policy of its own, in which its height does not follow from its width.
            policy = label.sizePolicy()
            policy.setHeightForWidth(label.wordWrap())
            label.setSizePolicy(policy)

    def minimumSizeHint(self) -> QSize:
        """Return the minimum width of the content, because it does not scroll sideways."""
        bar = self.verticalScrollBar().sizeHint().width()
        return QSize(self._inside.minimumSizeHint().width() + bar, super().minimumSizeHint().height())


class ScrolledDialog(QDialog):
    """A dialog that is as high as its content, and scrolls it where the window is lower. Its buttons stay visible."""

    def __init__(self, parent: QWidget, width: int) -> None:
        """Create the dialog. `width` is in px at a text size of 100 %."""
        super().__init__(parent)
        self._width = width
        self._parts: tuple[FittedScroll, QDialogButtonBox] | None = None

    def lay(self, inside: QWidget, buttons: QDialogButtonBox, only_text: bool = False) -> None:
        """Put the scrolling content above the buttons. Call this once.

        If the content is `only_text`, Tab reaches it while it scrolls, so that keys can scroll it.
        """
        scroll = FittedScroll(inside)
        scroll.setAccessibleName(self.windowTitle())
        # Arrow keys and the wheel scroll. Tab goes to the fields, not to the frame around them.
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        if only_text:
            scroll.verticalScrollBar().rangeChanged.connect(
                lambda low, high: scroll.setFocusPolicy(
                    Qt.FocusPolicy.TabFocus if high > low else Qt.FocusPolicy.NoFocus
                )
            )
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * RHYTHM, 2 * RHYTHM, 2 * RHYTHM, RHYTHM)
        column.setSpacing(RHYTHM)
        column.addWidget(scroll, 1)
        column.addWidget(buttons)
        self._parts = scroll, buttons

    def fit(self) -> None:
        """Make the dialog as high as its content, at most as high as the window. It never becomes smaller."""
        owner = self.parentWidget()
        if self._parts is None or owner is None:
            return
        scroll, buttons = self._parts
        room = owner.window().size()
        least = self.minimumSizeHint()
        wide = max(min(scaled_px(self._width), room.width()), least.width(), self.width() if self.isVisible() else 0)
        rest = 4 * RHYTHM + buttons.sizeHint().height()
        # A scroll bar makes the content narrower and therefore higher.
        inside = wide - 4 * RHYTHM - scroll.verticalScrollBar().sizeHint().width()
        high = scroll.needed_height(inside) + rest
        before = self.height() if self.isVisible() else 0
        self.resize(wide, max(min(high, room.height()), before, least.height()))

    def showEvent(self, event: QShowEvent) -> None:
        self.fit()
        super().showEvent(event)
