"""A label for a notice: information, success, caution and error differ in icon, colour and spoken word."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent

from app.language.text import mark, tr
from app.session.values import Notice, Tone
from app.ui.icons import pixmap
from app.ui.parts import NOTICE_ICON, TextLabel, show_detail
from app.ui.theme import RHYTHM, Theme

ICONS: dict[Tone, str] = {
    "info": "info", "success": "verdict-ok", "warning": "warning", "error": "verdict-refused",
}  # fmt: skip
"""Icon of each tone: a circle with an i, a circle with a tick, a triangle, and a square with a cross."""
WORDS: dict[Tone, str] = {
    "info": mark("Information"), "success": mark("Done"), "warning": mark("Caution"), "error": mark("Error"),
}  # fmt: skip
"""Word of each tone, for the tooltip of the icon and for screen readers."""


def tone_colour(tone: Tone, style: Theme) -> str:
    """Return the colour of the icon of a notice in the theme `style`."""
    return {"info": style.muted, "success": style.ok, "warning": style.caution, "error": style.refused}[tone]


def spoken(notice: Notice) -> str:
    """Return the text of a notice for screen readers. It begins with the word for its tone."""
    return f"{tr(WORDS[notice.tone])}: {notice.text}"


class NoticeLabel(TextLabel):
    """A label that shows a notice in the style of its tone. It is hidden while there is no notice."""

    def __init__(self) -> None:
        super().__init__()
        self._tone: Tone = "info"
        self.setContentsMargins(NOTICE_ICON + RHYTHM, 0, 0, 0)
        self.hide()

    def show_notice(self, notice: Notice | None) -> None:
        """Show title and remedy of `notice`. None hides the label."""
        self.setVisible(notice is not None)
        if notice is None:
            self.setText("")
            self.setAccessibleName("")
            return
        if notice.tone != self.property("tone"):
            self._tone = notice.tone
            self.setProperty("tone", notice.tone)
            # Qt applies the rules of a property only when the widget is styled again.
            self.style().unpolish(self)
            self.style().polish(self)
        self.setText(notice.text)
        self.setAccessibleName(spoken(notice))
        show_detail(self, notice.detail)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the icon beside the first line."""
        super().paintEvent(event)
        colour = self.palette().color(self.foregroundRole()).name()
        painter = QPainter(self)
        line_height = self.fontMetrics().height()
        top = self.contentsRect().top() + max(0, (line_height - NOTICE_ICON) // 2)
        if self.alignment() & Qt.AlignmentFlag.AlignVCenter and self.hasHeightForWidth():
            top += max(0, (self.contentsRect().height() - self.heightForWidth(self.width())) // 2)
        painter.drawPixmap(0, top, pixmap(ICONS[self._tone], colour, NOTICE_ICON, self.devicePixelRatioF()))
        painter.end()
