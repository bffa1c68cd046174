"""The help window: contents and search on the left, the page on the right. It stays open beside the program."""

import textwrap

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.help.pages import HOME, Page, split_target, target_exists
from app.help.search import Hit, search
from app.language.text import mark, tr, translates
from app.ui.enter_key import pressed_by_enter
from app.ui.native_keys import native_keys, sequence
from app.ui.parts import plain_label, tip
from app.ui.theme import RHYTHM, scaled_px, theme
from app.window.first_size import within_screen
from app.window.help_page import HelpPage

WIDTH, HEIGHT, LIST_WIDTH = 1060, 740, 300
LIST_CHARACTERS = 36
"""Maximum number of characters of a line in the list, at the initial width of the list."""
RESEARCH_USE_ONLY = mark("RESEARCH USE ONLY")
NOTHING_FOUND = mark("No section has all these words.")
_TARGET = Qt.ItemDataRole.UserRole


class HelpWindow(QWidget):
    """The help window. It is a separate window above the main window, so that program and help can be seen together."""

    asked = Signal(str)
    """Emitted with the target of the help page that the user chose."""
    closed = Signal()

    def __init__(self, parent: QWidget, pages: tuple[Page, ...], theme_name: str) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._pages, self._theme = pages, theme(theme_name)
        self._before: list[str] = []
        self._after: list[str] = []
        self._shown = ""
        self.setWindowTitle(tr("Help - Histocast"))
        self.resize(within_screen(QSize(scaled_px(WIDTH), scaled_px(HEIGHT)), self.screen().availableSize()))
        self.search = QLineEdit()
        self.search.setPlaceholderText(tr("Search the help"))
        self.search.setAccessibleName(tr("Search the help"))
        self.search.setClearButtonEnabled(True)
        self.list = QTreeWidget()
        self.list.setHeaderHidden(True)
        self.list.setAccessibleName(tr("Contents of the help"))
        self.list.setFrameShape(QTreeWidget.Shape.NoFrame)
        self.list.setWordWrap(True)
        self.page = HelpPage()
        self.back, self.forward = _button(tr("Back"), "Alt+Left"), _button(tr("Forward"), "Alt+Right")
        self.contents = _button(tr("Contents"), "F1")
        self._lay()
        self._connect()
        self._fill("")
        self.search.setFocus()

    def _lay(self) -> None:
        left = QWidget()
        side = QVBoxLayout(left)
        side.setContentsMargins(RHYTHM, RHYTHM, 0, 0)
        side.addWidget(self.search)
        side.addWidget(self.list, 1)
        halves = QSplitter(Qt.Orientation.Horizontal)
        halves.setHandleWidth(1)
        halves.setChildrenCollapsible(False)
        halves.addWidget(left)
        halves.addWidget(self.page)
        halves.setStretchFactor(1, 1)
        halves.setSizes([LIST_WIDTH, max(self.width() - LIST_WIDTH, LIST_WIDTH)])
        research = QLabel(tr(RESEARCH_USE_ONLY))
        research.setObjectName("badge")
        bar = QHBoxLayout()
        bar.setContentsMargins(RHYTHM, RHYTHM, RHYTHM, 0)
        for button in (self.back, self.forward, self.contents):
            bar.addWidget(button)
        if translates():
            bar.addWidget(plain_label(tr("The help pages are in English.")))
        bar.addStretch()
        bar.addWidget(research)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addLayout(bar)
        box.addWidget(halves, 1)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._fill)
        self.search.returnPressed.connect(lambda: self._pick(self.list.currentItem()))
        self.list.itemClicked.connect(self._pick)
        self.list.itemActivated.connect(self._pick)
        self.page.followed.connect(self._follow)
        self.back.clicked.connect(lambda: self._step(self._before, self._after))
        self.forward.clicked.connect(lambda: self._step(self._after, self._before))
        self.contents.clicked.connect(lambda: self.asked.emit(HOME))
        for keys, do in (("Esc", self.close), ("Ctrl+F", self._to_search)):
            QShortcut(sequence(keys), self, do)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take keys that no widget has used: Enter presses the button that has the focus."""
        if not pressed_by_enter(event):
            super().keyPressEvent(event)

    def show_target(self, target: str) -> None:
        """Show the page and the section that `target` names. If there is no such page, show the contents page."""
        if not target_exists(target, self._pages):
            target = HOME
        if self._shown and target != self._shown:
            self._before.append(self._shown)
            self._after.clear()
        self._open(target)

    def show_theme(self, name: str) -> None:
        """Show the page again in the colours of the theme `name`."""
        self._theme = theme(name)
        if self._shown:
            self._open(self._shown)

    def show_pages(self, pages: tuple[Page, ...]) -> None:
        """Use `pages` as the help pages from now on."""
        self._pages = pages
        self._fill(self.search.text())

    @property
    def shown(self) -> str:
        """Return the target of the visible page; "" before the first page is shown."""
        return self._shown

    def _open(self, target: str) -> None:
        name, anchor = split_target(target)
        page = next(page for page in self._pages if page.name == name)
        self.page.show_page(page, self._theme)
        self.page.mark(tuple(self.search.text().split()), self._theme)
        if anchor:
            self.page.scroll_to(anchor)
        self._shown = target
        self.setWindowTitle(tr("{title} - Help - Histocast", title=page.title))
        self.back.setEnabled(bool(self._before))
        self.forward.setEnabled(bool(self._after))
        self._select(target)

    def _step(self, source: list[str], other: list[str]) -> None:
        """Show the last page of `source`, and add the visible page to `other`.

        The lists hold the visited pages before and after the visible page.
        """
        if not source:
            return
        other.append(self._shown)
        target = source.pop()
        self._open(target)
        self.asked.emit(target)

    def _follow(self, link: str) -> None:
        """Show the page of a link. A link to a section of the same page has no file name."""
        name, anchor = split_target(link)
        here, _ = split_target(self._shown)
        self.asked.emit(f"{name or here}#{anchor}" if anchor else name or here)

    def _fill(self, typed: str) -> None:
        """List the contents, or the sections that have the typed words."""
        self.list.clear()
        if typed.strip():
            hits = search(self._pages, typed)
            items = [_item("\n".join((hit.title, *_wrapped(hit))), hit.target) for hit in hits]
            items = items or [_item(tr(NOTHING_FOUND), "")]
            self.list.addTopLevelItems(items)
            self.list.setRootIsDecorated(False)
            self.list.setCurrentItem(items[0])
            return
        self.list.setRootIsDecorated(True)
        for page in self._pages:
            item = _item(page.title, page.name)
            sections = [one for one in page.sections if one.level == 2]
            item.addChildren([_item(one.title, f"{page.name}#{one.anchor}") for one in sections])
            self.list.addTopLevelItem(item)
        self._select(self._shown)

    def _select(self, target: str) -> None:
        """Select the page, or its section, in the contents."""
        if self.search.text().strip():
            return
        name, _ = split_target(target)
        self.list.collapseAll()
        for at in range(self.list.topLevelItemCount()):
            item = self.list.topLevelItem(at)
            if item is None or item.data(0, _TARGET) != name:
                continue
            item.setExpanded(True)
            rows = [item.child(row) for row in range(item.childCount())]
            section = next((row for row in rows if row is not None and row.data(0, _TARGET) == target), None)
            self.list.setCurrentItem(section or item)

    def _pick(self, item: QTreeWidgetItem | None) -> None:
        if item is not None and item.data(0, _TARGET):
            self.asked.emit(item.data(0, _TARGET))

    def _to_search(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closed.emit()
        super().closeEvent(event)


def _button(text: str, keys: str) -> QPushButton:
    button = QPushButton(text)
    button.setShortcut(sequence(keys))
    button.setToolTip(tip(f"{text} ({native_keys(keys)})"))
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button


def _wrapped(hit: Hit) -> list[str]:
    """Return the page of the hit and the beginning of its excerpt, in lines that fit into the list."""
    return textwrap.wrap(f"{hit.page}: {hit.excerpt}", LIST_CHARACTERS)[:3]


def _item(text: str, target: str) -> QTreeWidgetItem:
    item = QTreeWidgetItem([text])
    item.setData(0, _TARGET, target)
    item.setToolTip(0, tip(text))
    return item
