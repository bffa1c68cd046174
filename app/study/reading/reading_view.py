"""Reading mode: tissue, score sheet and case counter, and nothing else.

The view receives only the `ReadingState` of the case and the pixels of its image. The name of the image is not shown.
"""

from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from app.language.text import mark, tr
from app.session.session import Session, differs
from app.session.store import Store
from app.session.study_state import StudyState
from app.session.values import Notice, OpenedImage, Ruler
from app.study.controller import StudyController
from app.study.reading.question_row import restyle
from app.study.reading.reading_images import ReadingImages
from app.study.reading.revealed_map import STOPPED, RevealedMap, Text
from app.study.reading.sheet_panel import SheetPanel
from app.study.reading.text import counter
from app.study.tasks import ReadingStep
from app.ui.help_button import HelpLink
from app.ui.jobs import JobRunner
from app.ui.parts import set_text, text_label
from app.ui.theme import RHYTHM, ThemeName, scaled_px, theme
from app.viewer.canvas.canvas import Canvas
from app.viewer.canvas.key_drawing import move_cross, set_point, take_back
from app.viewer.canvas.mode_label import ModeLabel
from model.study.reading import Reading
from model.study.reading_state import CaseImage, ReadingState

GRID = "grid"
_ZOOM = 1.25
_PANS = {Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1), Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0)}
"""For each arrow key, the direction in which it moves the view, as rows down and columns to the right."""
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_SIDES = (Qt.Key.Key_Left, Qt.Key.Key_Right)
"""The arrow keys without a meaning for the score sheet."""
LINES = 40
"""Height of the view in lines of text, below which the bar of the case is above the tissue and not above the sheet."""
WIDTH = 392
"""Width of the score sheet in px at a text size of 100 %. It never takes more than half of the view."""
_PANNING = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
NO_IMAGE: Text = (
    "error",
    mark("The image of this case cannot be shown."),
    mark("Skip this case (PgDn), or leave reading mode (Esc). The log gives the reason, for the study's organiser."),
)


def _notice(text: Text) -> Notice:
    """Return one of the notices above in the language of the window."""
    tone, title, remedy = text
    return Notice(tone, tr(title), tr(remedy), "troubleshooting.md#the-image-or-heatmap-of-a-case-is-not-shown")


class ReadingView(QWidget):
    """Shows the score sheet beside a separate canvas that has no information on the case."""

    _is_laid = False
    """Whether the parts exist. Set here, because Qt sends events while the view is being created."""

    def __init__(self, study: StudyController) -> None:
        super().__init__()
        self._study = study
        self._case: CaseImage | None = None
        self._store = Store(Session().viewed(shown=frozenset()))
        self._viewing = JobRunner("reading view")
        self.images = ReadingImages(study.controller.tasks)
        self.canvas = Canvas(self._viewing)
        self.canvas.setAcceptDrops(False)
        self.canvas.empty_state.offers_start = False
        self.blank = QLabel(tr("Paused"))
        self.blank.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.tissue = QStackedWidget()
        self.message, self.help = text_label(), HelpLink()
        self.working = ModeLabel(self.canvas)
        self.sheet = SheetPanel()
        self.map = RevealedMap(self._store, study, lambda text: study.notice(_notice(text)))
        self.map.progressed = self._show_work
        self._lay()
        self._connect()
        self.canvas.show_difference(None, self._store.session)

    def _lay(self) -> None:
        self.tissue.addWidget(self.blank)
        self.tissue.addWidget(self.canvas)
        left = QVBoxLayout()
        left.setSpacing(0)
        self.message.setContentsMargins(2 * RHYTHM, RHYTHM, 2 * RHYTHM, RHYTHM)
        self.message.hide()
        left.addWidget(self.message)
        left.addWidget(self.help, alignment=Qt.AlignmentFlag.AlignLeft)
        left.addWidget(self.tissue, 1)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addLayout(left, 1)
        row.addWidget(self.sheet)
        self._above = QWidget()
        """Holds the bar of the case in a low window."""
        self._above_box = QVBoxLayout(self._above)
        self._above_box.setContentsMargins(2 * RHYTHM, RHYTHM, 2 * RHYTHM, RHYTHM)
        self._above.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._above)
        column.addLayout(row, 1)
        self.setFocusProxy(self.sheet)
        self.sheet.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._is_laid = True
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._arrange()

    def _arrange(self) -> None:
        """Give the tissue at least half of the width. In a low window, move the bar of the case above the tissue."""
        if not self._is_laid:
            return
        self.sheet.fit(min(scaled_px(WIDTH), self.width() // 2))
        low = self.height() < LINES * self.fontMetrics().lineSpacing()
        if low == self._above.isHidden():
            self._above.setHidden(not low)
            self.sheet.hold_bar(not low)
            if low:
                self._above_box.addWidget(self.sheet.bar)
        self.sheet.bar.arrange((self.width() if low else self.sheet.width()) - 4 * RHYTHM, low)

    def _connect(self) -> None:
        self._store.changed.connect(self.canvas.show_difference)
        self.canvas.installEventFilter(self)
        self._study.stepped.connect(self._show_step)
        self.images.opened.connect(self._opened)
        # Do not show the message of the error, because it contains the name of the image.
        self.images.failed.connect(lambda error: self._show_none())
        self.canvas.ruler_drawn.connect(lambda ruler: self._rule(True, ruler))
        self.sheet.answered.connect(lambda key, label: self._study.read(lambda r: r.answer(key, label)))
        self.sheet.unassessable.connect(lambda reason: self._study.read(lambda r: r.set_unassessable(reason)))
        self.sheet.requested.connect(self._request)

    # -- what is shown ------------------------------------------------------------------------------------------------
    def set_theme(self, name: ThemeName) -> None:
        self._store.change(lambda s: s.viewed(theme=name))
        self.working.set_theme(theme(name))

    def show_difference(self, old: Session | None, new: Session) -> None:
        """Update what differs in the state of the blinded read between two sessions. `_show_image` shows the images."""
        if differs(old, new, lambda session: (session.study,)):
            self._show(old.study if old is not None else StudyState(), new.study)

    def _show(self, old: StudyState, new: StudyState) -> None:
        told = new.notice if new.reading is not None else None
        set_text(self.message, told.text if told is not None else "")
        self.help.show_target(told.help if told is not None else "")
        restyle(self.message, "tone", told.tone if told is not None else "")
        if new.notice is not None and new.notice.tone == "error":
            self.sheet.failed()
        if old.reading is not new.reading:
            self.sheet.show_state(old.reading, new.reading)
            self._hide_if_blinded(new)
        if new.reading is None and old.reading is not None:
            self._clear()

    def _hide_if_blinded(self, state: StudyState) -> None:
        """Remove the overlays during a blinded read. Hide the tissue while the read is paused or complete."""
        reading = state.reading
        if reading is None or reading.phase == "reading":
            self._store.change(lambda s: s.viewed(shown=frozenset()))
        hidden = reading is None or reading.phase in ("paused", "done")
        done = counter(reading) if reading is not None and reading.phase == "done" else ""
        self.blank.setText(tr("Paused") if reading is not None and reading.phase == "paused" else done)
        self.tissue.setCurrentWidget(self.blank if hidden else self.canvas)

    def _show_step(self, step: ReadingStep) -> None:
        if step.image is not None:
            self.images.show(step.image, step.next_image)
        elif step.state.phase != "done":
            self._show_none()

    def _show_none(self) -> None:
        """Clear the canvas. Otherwise a reader could assess the previous image as this case."""
        self._show_image(None)
        self.images.blank()
        self._study.notice(_notice(NO_IMAGE))

    def _opened(self, arrived: tuple[OpenedImage, CaseImage]) -> None:
        image, case = arrived
        self._case = case
        # Show only the core of a microarray, because the neighbouring cores belong to other patients.
        self.canvas.shows_map = case.region is None
        self._show_image(image)
        if case.region is not None:
            self.canvas.view.show_content(case.region)

    def _show_work(self, text: str) -> None:
        """Show the progress of the heatmap at the top of the tissue."""
        self.working.show_text(text)
        self._place_work()

    def _place_work(self) -> None:
        """Place the progress of the heatmap below the label of the ruler."""
        self.working.fit(self.canvas.width() - 2 * RHYTHM)
        above = self.canvas.mode.height() + RHYTHM if self.canvas.mode.text else 0
        self.working.move((self.canvas.width() - self.working.width()) // 2, RHYTHM + above)
        self.working.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.canvas and event.type() == QEvent.Type.Resize:
            self._place_work()
        return super().eventFilter(watched, event)

    def _clear(self) -> None:
        self._show_image(None)
        self.images.drop()

    # -- what the reader does -----------------------------------------------------------------------------------------
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Handle the keys of canvas and score sheet. Keys typed into a text field do not arrive here."""
        key = event.key()
        if self._draws_with(event):
            return
        moves = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Backspace: -1}
        requests = {Qt.Key.Key_PageDown: "skip", Qt.Key.Key_PageUp: "back", Qt.Key.Key_Escape: "leave"}
        if event.isAutoRepeat() and key in (*_ENTER, *requests):
            return  # A key that is held down must not lock one case after another.
        if key in _PANS and event.modifiers() == _PANNING:
            self.canvas.pan(*_PANS[Qt.Key(key)])
        elif key in _ENTER:
            self.sheet.enter()
        elif key in moves:
            self.sheet.move_by(moves[Qt.Key(key)])
        elif key == Qt.Key.Key_Escape and self.map.cancel():
            self._study.notice(_notice(STOPPED))
        elif key in requests:
            self.sheet.go(requests[Qt.Key(key)])
        elif not (self._view_key(event.text().lower()) or self.sheet.press(event.text())):
            super().keyPressEvent(event)

    def _draws_with(self, event: QKeyEvent) -> bool:
        """Handle the keys of the ruler: Left or Right shows a cross, to which arrows, Enter and Backspace then belong.

        Until the cross is visible, Up, Down, Enter and Backspace keep their meaning for the score sheet. Esc ends the
        ruler, not the read.
        """
        session, key = self._store.session, event.key()
        fine = event.modifiers() == Qt.KeyboardModifier.ShiftModifier
        if not session.image.ruling or event.modifiers() == _PANNING:
            return False
        if key == Qt.Key.Key_Escape:
            self._rule(False)
        elif key in _SIDES or (key in _PANS and session.image.cross is not None):
            rows, cols = _PANS[Qt.Key(key)]
            move_cross(self.canvas, session, self._store.change, cols, rows, fine=fine)
        elif session.image.cross is None:
            return False
        elif key in _ENTER:
            set_point(self.canvas, session, self._store.change)
        elif key == Qt.Key.Key_Backspace:
            take_back(session, self._store.change)
        else:
            return False
        return True

    def _view_key(self, text: str) -> bool:
        """Handle a key that zooms, measures, or shows the grid or heatmap. The grid needs a locked read."""
        reading = self._study.controller.session.study.reading
        locked = reading is not None and reading.phase != "reading"
        if text in ("+", "="):
            self.canvas.zoom_by(_ZOOM)
        elif text == "-":
            self.canvas.zoom_by(1 / _ZOOM)
        elif text == "f":
            self.canvas.fit()
        elif text == "m":
            self._rule(not self._store.session.image.ruling)
        elif text == "g" and locked:
            self._store.change(lambda s: s.toggled(GRID))
        elif text == "h" and reading is not None and reading.revealed is not None:
            self.map.press(self._case, reading.revealed.model_sha256)
        else:
            return False
        return True

    def _show_image(self, image: OpenedImage | None) -> None:
        """Show another image. The results for the previous image are removed, and its heatmap is cancelled."""
        self.map.cancel()
        self._store.change(lambda s: s.viewing(image))

    def _rule(self, ruling: bool, ruler: Ruler | None = None) -> None:
        """Start or end the ruler tool. Unlike `Session.with_ruler`, this does not need an analysis region."""
        self._store.change(lambda s: replace(s, image=replace(s.image, ruling=ruling, ruler=ruler, cross=None)))

    def _request(self, what: str) -> None:
        steps = {
            "lock": Reading.lock, "reveal": Reading.reveal, "again": Reading.read_again, "next": Reading.go_on,
            "skip": Reading.go_on, "back": _back, "pause": Reading.pause, "resume": Reading.resume,
        }  # fmt: skip
        if what == "leave":
            self._study.leave()
        else:
            self._study.read(steps[what])

    def shutdown(self) -> None:
        """Remove the image from the canvas, then close it."""
        self._show_image(None)
        self._viewing.cancel_all()
        self._viewing.shutdown()
        self.images.shutdown()


def _back(reading: Reading) -> ReadingState:
    """Go to the previous case that is not locked. From the first of these cases, go to the last of them.

    If all cases are locked, go to the previous case.
    """
    state = reading.state
    if not state.pending:
        return reading.go(state.number - 1 if state.number > 1 else state.total)
    others = [number for number in state.pending if number != state.number]
    before = [number for number in others if number < state.number]
    return reading.go(before[-1] if before else others[-1]) if others else state
