"""Reading mode: the tissue, the score sheet and the case counter, and nothing else on the screen.

The view knows of a case what its `ReadingState` says and the pixels of its image; the image's name is shown nowhere.
"""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from app.session.region_steps import reading_of
from app.session.session import Session
from app.session.store import Store
from app.session.values import Notice, OpenedImage
from app.study.controller import StudyController
from app.study.reading.reading_images import ReadingImages
from app.study.reading.sheet_panel import SheetPanel
from app.study.state import StudyState
from app.study.tasks import Sitting
from app.ui.jobs import JobRunner
from app.ui.messages import log_error
from app.ui.parts import tell, words
from app.ui.theme import ThemeName
from app.viewer.canvas.canvas import Canvas
from model.base.geometry import SizeL0
from model.region.region import place, place_at
from model.result.prediction import Prediction
from model.study.reading import Reading
from model.study.reading_state import CaseImage, ReadingState

GRID, HEATMAP = "grid", "heatmap"
_ZOOM = 1.25
NOTHING_READ = {"placement": None, "prediction": None, "reading": None, "ruling": False, "ruler": None}
"""Fields of a session that a case starts with: what was read of one case never lies over another."""
OTHER_MODEL = Notice("info", "The model on hand is not the one that was revealed.", "Choose that model for its map.")
NO_MAP = Notice("info", "There is no heatmap of this case.", "The log says why.")
NO_IMAGE = Notice("error", "The image of this case cannot be shown.",
                  "Skip it with PgDn, leave with Esc, and tell whoever runs the study: the log says why.")  # fmt: skip


class ReadingView(QWidget):
    """A canvas of its own, which never learns whose case it shows, beside the score sheet."""

    def __init__(self, study: StudyController) -> None:
        super().__init__()
        self._study = study
        self._case: CaseImage | None = None
        self._store = Store(replace(Session(), view=replace(Session().view, shown=frozenset())))
        self._viewing = JobRunner("reading view")
        self.images = ReadingImages(study.controller.tasks)
        self.canvas = Canvas(self._viewing)
        self.canvas.setAcceptDrops(False)
        self.blank = QLabel("Paused")
        self.blank.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.tissue = QStackedWidget()
        self.told = words()
        self.told.setObjectName("caution")
        self.sheet = SheetPanel()
        self._lay()
        self._connect()
        self.canvas.show_difference(None, self._store.session)

    def _lay(self) -> None:
        self.tissue.addWidget(self.blank)
        self.tissue.addWidget(self.canvas)
        left = QVBoxLayout()
        left.setSpacing(0)
        self.told.setContentsMargins(16, 8, 16, 8)
        left.addWidget(self.told)
        left.addWidget(self.tissue, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(left, 1)
        row.addWidget(self.sheet)
        self.told.hide()
        self.setFocusProxy(self.sheet)
        self.sheet.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def _connect(self) -> None:
        self._store.changed.connect(self.canvas.show_difference)
        self._study.changed.connect(self._show)
        self._study.sat.connect(self._sit)
        self.images.opened.connect(self._opened)
        # Not the error's own words: they have the image's name in them.
        self.images.failed.connect(lambda error: self._study.notice(NO_IMAGE))
        self.canvas.ruler_drawn.connect(lambda ruler: self._change(ruler=ruler))
        self.sheet.answered.connect(lambda key, label: self._study.read(lambda r: r.answer(key, label)))
        self.sheet.unassessable.connect(lambda reason: self._study.read(lambda r: r.set_unassessable(reason)))
        self.sheet.wished.connect(self._wish)

    # -- what is shown ------------------------------------------------------------------------------------------------
    def set_theme(self, name: ThemeName) -> None:
        self._store.change(lambda s: s.viewed(theme=name))

    def _show(self, old: StudyState, new: StudyState) -> None:
        tell(self.told, f"{new.notice.title} {new.notice.remedy}".strip() if new.notice and new.reading else "")
        if new.notice is not None and new.notice.tone == "error":
            self.sheet.failed()
        if old.reading is not new.reading:
            self.sheet.show_state(old.reading, new.reading)
            self._guard(new)
        if new.reading is None and old.reading is not None:
            self._put_away()

    def _guard(self, state: StudyState) -> None:
        """Overlays are for a case whose read is locked; the next one starts without them."""
        reading = state.reading
        if reading is None or reading.phase == "reading":
            self._store.change(lambda s: s.viewed(shown=frozenset()))
        hidden = reading is None or reading.phase in ("paused", "done")
        self.blank.setText("Paused" if reading is not None and reading.phase == "paused" else "")
        self.tissue.setCurrentWidget(self.blank if hidden else self.canvas)

    def _sit(self, sitting: Sitting) -> None:
        if sitting.image is not None:
            self.images.show(sitting.image, sitting.next_image)
        elif sitting.state.phase != "done":
            self._change(image=None, **NOTHING_READ)
            self._study.notice(NO_IMAGE)

    def _opened(self, arrived: tuple[OpenedImage, CaseImage]) -> None:
        image, case = arrived
        self._case = case
        self._change(image=image, **NOTHING_READ)
        if case.region is not None:
            # A core of an array: the camera goes no further, its neighbours are other patients.
            self.canvas.view.show_content(case.region)
            self.canvas.minimap.hide()

    def _put_away(self) -> None:
        self._change(image=None, **NOTHING_READ)
        self.images.drop()

    # -- what the reader does -----------------------------------------------------------------------------------------
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys of the canvas and of the sheet arrive here; those of a field one types into do not."""
        key = event.key()
        walks = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Backspace: -1}
        wishes = {Qt.Key.Key_PageDown: "skip", Qt.Key.Key_PageUp: "back", Qt.Key.Key_Escape: "leave"}
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.sheet.enter()
        elif key in walks:
            self.sheet.walk(walks[Qt.Key(key)])
        elif key in wishes:
            self.sheet.wish(wishes[Qt.Key(key)])
        elif not (self._view_key(event.text().lower()) or self.sheet.press(event.text())):
            super().keyPressEvent(event)

    def _view_key(self, text: str) -> bool:
        """The viewer's own tools; the grid only once the read is locked."""
        reading = self._study.state.reading
        locked = reading is not None and reading.phase != "reading"
        if text in ("+", "="):
            self.canvas.zoom_by(_ZOOM)
        elif text == "-":
            self.canvas.zoom_by(1 / _ZOOM)
        elif text == "f":
            self.canvas.fit()
        elif text == "m":
            self._change(ruling=not self._store.session.ruling, ruler=None)
        elif text == "g" and locked:
            self._store.change(lambda s: s.toggled(GRID))
        elif text == "h" and reading is not None and reading.revealed is not None:
            self._show_heat(reading.revealed.model_sha256)
        else:
            return False
        return True

    def _show_heat(self, model_sha256: str) -> None:
        """The heatmap of the case whose number was revealed, by the same model; read anew, since studies keep none."""
        session, controller = self._store.session, self._study.controller
        image, bundle, case = session.image, controller.session.bundle, self._case
        if session.prediction is not None or image is None or bundle is None or case is None:
            self._store.change(lambda s: s.toggled(HEATMAP))
            return
        if bundle.sha256 != model_sha256:
            self._study.notice(OTHER_MODEL)
            return
        record, manifest = image.record, bundle.manifest
        size = SizeL0(record.width_px, record.height_px)
        placement = (
            place_at(case.region.centre, record.mpp, manifest.window_px, manifest.mpp)
            if case.region is not None
            else place(size, record.mpp, manifest.window_px, manifest.mpp)
        )

        def predicted(prediction: Prediction) -> None:
            # By then another case may be on the screen, or the reader gone.
            if self._store.session.image is image:
                self._change(prediction=prediction, reading=reading_of(prediction), placement=placement)
                self._store.change(lambda s: s.toggled(HEATMAP))

        def failed(error: BaseException) -> None:
            log_error(error)
            if self._store.session.image is image:
                self._study.notice(NO_MAP)

        chosen = controller.session
        task = controller.tasks.analyse(image, placement, bundle, chosen.device, chosen.precision)
        controller.run_on_network(task, predicted, failed)

    def _change(self, **fields: object) -> None:
        self._store.change(lambda s: replace(s, **fields))  # type: ignore[arg-type]

    def _wish(self, what: str) -> None:
        steps = {
            "lock": Reading.lock, "reveal": Reading.reveal, "again": Reading.read_again, "next": Reading.go_on,
            "skip": Reading.go_on, "back": _back, "pause": Reading.pause, "resume": Reading.resume,
        }  # fmt: skip
        if what == "leave":
            self._study.leave()
        else:
            self._study.read(steps[what])

    def shutdown(self) -> None:
        """Let go of the image, then close it."""
        self._change(image=None, **NOTHING_READ)
        self._viewing.cancel_all()
        self._viewing.shutdown()
        self.images.shutdown()


def _back(reading: Reading) -> ReadingState:
    """The case before this one that is not locked, from the first of them the last; once none is left, any before."""
    state = reading.state
    if not state.pending:
        return reading.go(state.number - 1 if state.number > 1 else state.total)
    others = [number for number in state.pending if number != state.number]
    before = [number for number in others if number < state.number]
    return reading.go(before[-1] if before else others[-1]) if others else state
