"""The text of one help page, with its links, pictures and found words."""

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QColor, QDesktopServices, QFont, QResizeEvent, QTextCursor, QTextDocument
from PySide6.QtWidgets import QTextBrowser, QTextEdit

from app.help.pages import Page, folder
from app.language.text import tr
from app.ui.theme import RHYTHM, Theme, font, scaled_px
from app.window.help_style import block_of, fit_pictures, style_document

WIDEST_TEXT = 720
"""Maximum width of the text in px at a text size of 100 %: about 100 characters in a line."""
_MARGIN = 3 * RHYTHM


class HelpPage(QTextBrowser):
    """Shows a page, scrolls to a section of it, and marks the words of a search."""

    followed = Signal(str)
    """Emitted with the target of a clicked link to a help page."""

    def __init__(self) -> None:
        super().__init__()
        self._made: QTextDocument | None = None
        self._held = ("", 0)
        """The heading that was scrolled to, and the place of the scroll bar then."""
        self.setOpenLinks(False)
        self.setSearchPaths([str(folder())])
        self.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.setLineWrapMode(QTextEdit.LineWrapMode.FixedPixelWidth)
        self.setAccessibleName(tr("Help page"))
        self.anchorClicked.connect(self._follow)

    def show_page(self, page: Page, style: Theme) -> None:
        """Show `page` from its beginning."""
        self.setExtraSelections([])
        self._fit()
        # The document is finished before it is shown. Otherwise each change of a format would lay it out again.
        document = QTextDocument(self)
        document.setDefaultFont(QFont(font("body")))
        document.setMarkdown(page.markdown, QTextDocument.MarkdownFeature.MarkdownDialectGitHub)
        document.setDocumentMargin(_MARGIN)
        style_document(document, style)
        fit_pictures(document, self._picture_width, folder(), self.devicePixelRatioF())
        self.setDocument(document)
        if self._made is not None:
            self._made.deleteLater()
        self._made = document
        self.verticalScrollBar().setValue(0)
        self._held = ("", 0)
        self.setDocumentTitle(page.title)

    def scroll_to(self, anchor: str) -> bool:
        """Show the heading with this anchor at the top. Return False if the page has no such heading."""
        block = block_of(self.document(), anchor)
        if block is None:
            return False
        # A screen reader, and the arrow keys, continue from the heading. This scrolls only until it is visible.
        self.setTextCursor(QTextCursor(block))
        top = self.document().documentLayout().blockBoundingRect(block).top()
        self.verticalScrollBar().setValue(round(top) - RHYTHM)
        self._held = (anchor, self.verticalScrollBar().value())
        return True

    def mark(self, words: tuple[str, ...], style: Theme) -> None:
        """Mark all places where the searched `words` occur on the page."""
        found = []
        for word in words:
            cursor = self.document().find(word)
            while not cursor.isNull():
                place = QTextEdit.ExtraSelection()
                place.cursor = cursor
                place.format.setBackground(QColor(style.accent))
                place.format.setForeground(QColor(style.on_accent))
                found.append(place)
                cursor = self.document().find(word, cursor)
        self.setExtraSelections(found)

    def resizeEvent(self, event: QResizeEvent) -> None:
        anchor, place = self._held
        is_there = self.verticalScrollBar().value() == place
        super().resizeEvent(event)
        self._fit()
        # In another width, the heading has another place. A page gets its width when its window is first shown.
        if anchor and is_there:
            self.scroll_to(anchor)

    def _fit(self) -> None:
        """Set the width of the text to the width of the window, but at most to `WIDEST_TEXT`."""
        self.setLineWrapColumnOrWidth(min(self.viewport().width(), scaled_px(WIDEST_TEXT)))
        if self._made is not None:
            fit_pictures(self._made, self._picture_width, folder(), self.devicePixelRatioF())

    @property
    def _picture_width(self) -> float:
        return self.lineWrapColumnOrWidth() - 2 * _MARGIN

    def _follow(self, link: QUrl) -> None:
        if link.scheme() in ("http", "https"):
            QDesktopServices.openUrl(link)
        else:
            self.followed.emit(link.toString())
