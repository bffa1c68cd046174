"""A scrolled page that keeps one of its parts in view."""

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from app.ui.theme import RHYTHM


class FollowingScroll(QScrollArea):
    """A page that is scrolled until the followed part is visible, also after the page or the window has changed.

    When the user scrolls, the page stays where the user has put it, until another part is followed.
    """

    _followed: QWidget | None = None
    """The part to keep in view. Set here, because Qt sends events while the page is being created."""

    def __init__(self, page: QWidget) -> None:
        super().__init__()
        self.setWidget(page)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalScrollBar().actionTriggered.connect(lambda: self.follow(None))

    def follow(self, part: QWidget | None) -> None:
        """Scroll until `part` of the page is visible from its top, and keep it visible. None keeps no part visible."""
        self._followed = part
        page = self.widget()
        if part is not None and page is not None:
            layout = page.layout()
            if layout is not None:
                layout.activate()
            self._scroll()

    def to_top(self) -> None:
        """Show the top of the page, and keep no part visible."""
        self._followed = None
        self.verticalScrollBar().setValue(0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        done = super().eventFilter(watched, event)
        if watched is self.widget() and event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self._scroll()
        return done

    def viewportEvent(self, event: QEvent) -> bool:
        done = super().viewportEvent(event)
        if event.type() == QEvent.Type.Resize:
            self._scroll()
        return done

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave all keys to the view, also those that a text field of the page does not use, such as Up and PgDn."""
        event.ignore()

    def minimumSizeHint(self) -> QSize:
        """Return the height of a few lines, so that what stands outside the page is never pushed away."""
        return QSize(4 * RHYTHM, 4 * self.fontMetrics().lineSpacing())

    def _scroll(self) -> None:
        part, page, bar = self._followed, self.widget(), self.verticalScrollBar()
        if part is None or page is None or not part.isVisibleTo(page):
            return
        top = part.mapTo(page, QPoint(0, 0)).y()
        bottom = top + part.height()
        value = max(bar.value(), bottom - self.viewport().height())
        bar.setValue(min(value, top))
