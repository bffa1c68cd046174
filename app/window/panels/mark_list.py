"""The list of the image's measurements and notes. A click shows the place; the text can be changed or deleted."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from app.actions.context import ActionContext
from app.actions.mark_handlers import edit_mark
from app.language.model_text import of_model
from app.language.text import date_text, mark, tr
from app.session.session import Session, differs
from app.ui.flow import FlowRow
from app.ui.help_button import PAGE, WithHelp
from app.ui.parts import line, text_label, tip
from app.ui.row_menu import offer_row_menu
from app.ui.theme import RHYTHM, font
from model.result.marks import Mark, value_text

_PAGE = "slides-and-microarrays.md#measurements-and-notes"
MOST_PX = 200
"""Maximum height of the list in px. A longer list scrolls, so that the list of images keeps its room."""
KINDS = {"length": mark("Length"), "area": mark("Area"), "outline": mark("Outline"), "note": mark("Note")}
_KEY = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class MarkRow:
    """One row of the list: the key of a measurement or note, its text in the list, and its tooltip."""

    key: str
    text: str
    whole: str


def mark_rows(session: Session) -> tuple[MarkRow, ...]:
    """Return the rows for the measurements and notes of the open image."""
    image = session.image.opened
    mpp = image.record.mpp if image is not None else None
    return tuple(_row(number, mark, mpp) for number, mark in enumerate(session.image.marks, 1))


def _listed(session: Session) -> tuple[object, ...]:
    """Return the values of the session that the list shows."""
    return session.image.opened, session.image.marks, session.view.text_percent


def _row(number: int, mark: Mark, mpp: float | None) -> MarkRow:
    value = of_model(value_text(mark, mpp))
    kind = tr("Annotation") if mark.imported else tr(KINDS[mark.kind])
    head = f"{number}  {kind}{' ' + value if value else ''}"
    made = tr("From another program; drawn with dashes") if mark.imported else date_text(mark.made_on)
    return MarkRow(mark.key, f"{head}\n{mark.text}" if mark.text else head, f"{head}\n{mark.text}\n{made}")


class MarkList(QWidget):
    """The list of measurements and notes, with buttons below. It is hidden if the image has none of them."""

    shown_place = Signal(object)
    """The middle of the measurement or note that the user clicked, as PointL0."""

    def __init__(self, context: ActionContext) -> None:
        super().__init__()
        self._context = context
        self.setProperty(PAGE, _PAGE)
        self.rows: tuple[MarkRow, ...] = ()
        self.title = text_label("small")
        self.title.setContentsMargins(RHYTHM, RHYTHM, RHYTHM, RHYTHM)
        self.list = QListWidget()
        self.list.setObjectName("marks")
        self.list.setFrameShape(QListWidget.Shape.NoFrame)
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.list.setAccessibleName(tr("Measurements and notes of this image"))
        self.list.itemClicked.connect(lambda item: self._go())
        self.list.itemActivated.connect(lambda item: self._go())
        self.entries = (
            self._entry(tr("Show its place"), None, self._go),
            self._entry(tr("Change the text …"), QKeySequence(Qt.Key.Key_F2), self._edit),
            self._entry(tr("Delete"), QKeySequence(Qt.Key.Key_Delete), self._delete),
        )
        entries = list(self.entries)
        offer_row_menu(self.list, tr("Measurement or note"), lambda menu: menu.addActions(entries))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        title = WithHelp(self.title, _PAGE, tr("measurements and notes"))
        for part in (line(), title, self.list, self._buttons()):
            box.addWidget(part)
        self.hide()

    def _entry(self, title: str, key: QKeySequence | None, do: Callable[[], None]) -> QAction:
        action = QAction(title, self.list)
        if key is not None:
            action.setShortcut(key)
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(do)
        self.list.addAction(action)
        return action

    def _buttons(self) -> QWidget:
        row = FlowRow(2 * RHYTHM)
        row.setContentsMargins(RHYTHM, RHYTHM // 2, RHYTHM, RHYTHM)
        for title, name, action in (
            (tr("Text …"), tr("Change the text of the selected measurement or note"), self.entries[1]),
            (tr("Delete"), tr("Delete the selected measurement or note"), self.entries[2]),
        ):
            button = QPushButton(title)
            button.setObjectName("quiet")
            key = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            button.setToolTip(tip(f"{name} ({key})"))
            button.setAccessibleName(name)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(action.trigger)
            row.add(button)
        return row

    def show_difference(self, old: Session | None, new: Session) -> None:
        """Show the measurements and notes of the session, with the same row selected as before."""
        if not differs(old, new, _listed):
            return
        rows = mark_rows(new)
        text_changed = old is not None and old.view.text_percent != new.view.text_percent
        if rows == self.rows and not text_changed:
            return
        key, self.rows = self._key(), rows
        self.setVisible(bool(rows))
        self.title.setText(tr("Measurements and notes · {count}", count=len(rows)))
        self.list.clear()
        for row in rows:
            item = QListWidgetItem(row.text)
            item.setData(_KEY, row.key)
            item.setFont(font("small"))
            item.setToolTip(tip(row.whole))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, row.text.replace("\n", ", "))
            self.list.addItem(item)
            if row.key == key:
                self.list.setCurrentItem(item)
        self._fit_height()

    def _fit_height(self) -> None:
        """Make the list as high as all its rows together, up to `MOST_PX`."""
        height = 0
        for at in range(self.list.count()):
            height += self.list.sizeHintForRow(at)
            if height >= MOST_PX:
                break
        self.list.setFixedHeight(min(max(height, 1), MOST_PX))

    def _key(self) -> str:
        item = self.list.currentItem()
        return str(item.data(_KEY)) if item is not None else ""

    def _mark(self) -> Mark | None:
        """Return the selected measurement or note; None if none is selected."""
        return self._context.controller.session.mark(self._key())

    def _go(self) -> None:
        mark = self._mark()
        if mark is not None:
            self.shown_place.emit(mark.bounds.centre)

    def _edit(self) -> None:
        mark = self._mark()
        if mark is not None:
            edit_mark(self._context, mark)

    def _delete(self) -> None:
        mark = self._mark()
        if mark is not None:
            self._context.controller.marks.delete(mark.key)
