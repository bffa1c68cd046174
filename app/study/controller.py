"""What can be done with a study at the window: wishes come in, `StudyState`s and background jobs go out. No widgets.

Two threads: one holds the study's file, and writes every answer in the order it was given, also when the window closes;
the desk's network thread reads spots, one after another.
"""

from collections.abc import Callable
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from app.session.values import Notice
from app.study import tasks as work
from app.study.comparison.controller import ComparisonController
from app.study.predict_all import SpotPredicting
from app.study.state import CaseFilter, StudyState
from app.ui.jobs import Job, JobRunner, Task
from app.ui.messages import explain_all, log_error
from app.viewer.controller import ViewerController
from model.base.progress import Progress

if TYPE_CHECKING:
    from model.study.outcome_changes import OutcomeChange
    from model.study.plan import ImportPlan
    from model.study.read_import import ImportedReads
    from model.study.reading import Reading
    from model.study.reading_state import ReadingState
    from model.study.settings import StudySettings
    from model.study.store import Study


class StudyController(QObject):
    """Holds the one study that is open, and the reader who sits before it."""

    changed = Signal(object, object)
    """(old, new) `StudyState`."""
    sat = Signal(object)
    """`study_work.Sitting` after every step of a reading: the images to open."""

    def __init__(self, controller: ViewerController) -> None:
        super().__init__()
        self.controller = controller
        self.state = StudyState()
        self._saver = JobRunner("study")
        self._study: Study | None = None
        self._reading: Reading | None = None
        self._busy_job: Job | None = None
        """What the user waits for, of what can be given up without a loss."""
        self._to_view: work.CaseToView | None = None
        """The case that is being opened in the viewer."""
        self.predicting = SpotPredicting(self)
        self.page = ComparisonController(self._ask, lambda: self._reading is None)
        controller.store.changed.connect(self._follow)

    def change(self, state: StudyState) -> None:
        old, self.state = self.state, state
        self.changed.emit(old, state)

    def notice(self, notice: Notice) -> None:
        """Tell it where the user looks."""
        self.change(self.state.told(notice))
        if self.controller.session.workspace == "viewer":
            self.controller.change(lambda s: s.noticed(notice))

    # -- the file ---------------------------------------------------------------------------------------------------
    def open(self, path: Path) -> None:
        self._let_go()
        self.change(StudyState())
        self._busy("Opening the study", work.opened(path), self._have)

    def create(self, path: Path, plan: "ImportPlan", settings: "StudySettings") -> None:
        """Make a study and open it; the one that is open is closed first."""
        self._let_go()
        self.change(StudyState())
        self._busy("Making the study", work.made(path, plan, settings, f"histocast {version('histocast')}"), self._have)

    def gather(self, table: Path, folder: Path, then: Callable[[work.Material], None]) -> None:
        """Read a clinical sheet and list the images of a folder."""
        self._busy("Reading the clinical sheet", work.gathered(table, folder), then)

    def close(self) -> None:
        self._let_go()
        self.change(StudyState())
        self.controller.change(lambda s: s.going_to("viewer"))

    def refresh(self) -> None:
        """Count again what the workspace tells."""
        if self._study is None:
            return
        session = self.controller.session

        def looked(found: work.Look) -> None:
            self.change(replace(self.state, status=found.status, spots=found.spots))
            self.page.marked(found.mark, found.open)

        self.keep(work.look(self._study, session.bundle, session.precision), looked, self.tell)

    def show_only(self, only: CaseFilter | None) -> None:
        """The case list, of some patients or of all."""
        self.page.hide()
        self.change(replace(self.state, only=only))

    def open_case(self, spot_id: int) -> None:
        """Show a spot's image in the viewer, its window where the study has it."""
        if self._study is not None and self.state.reading is None:
            study = self._study
            self.keep(work.case_image(study, spot_id), self._view, self.tell)

    def _view(self, case: work.CaseToView) -> None:
        if self.state.reading is None:
            self._to_view = case
            self.controller.open_image(case.path)
            self.controller.change(lambda s: s.going_to("viewer"))

    def locate(self, folder: Path) -> None:
        def found(count: int) -> None:
            self.notice(Notice("info", f"{count} spots found their images."))
            self.refresh()

        self._with_study("Looking for images", lambda study: work.found_again(study, folder), found)

    def compare_outcomes(self, plan: "ImportPlan", then: "Callable[[tuple[OutcomeChange, ...]], None]") -> None:
        """What the sheet says of the follow-up of patients who are in the study already."""
        self._with_study("Looking for changes", lambda study: work.differing(study, plan), then)

    def add(self, plan: "ImportPlan", update: bool) -> None:
        """Fill more patients and spots into the study; `update`: and newer follow-up of those it has."""

        def done(result: Any) -> None:
            self.notice(Notice("info", f"{result.words}."))
            self.refresh()

        self._with_study("Importing", lambda study: work.filled(study, plan, update), done)

    def import_reads(self, path: Path) -> None:
        def done(result: "ImportedReads") -> None:
            self.notice(Notice("info", result.words))
            self.refresh()

        self._with_study("Importing reads", lambda study: work.read_in(study, path), done)

    def export(self, folder: Path) -> None:
        def done(paths: tuple[Path, ...]) -> None:
            names = ", ".join(path.name for path in paths)
            self.notice(Notice("info", f"Written to {folder}: {names}."))

        self._with_study("Writing tables", lambda study: work.written(study, folder), done)

    # -- reading ----------------------------------------------------------------------------------------------------
    def sign_in(self, name: str, repeat: bool = False) -> None:
        def begun(result: "tuple[Reading, work.Sitting]") -> None:
            self._reading, first = result
            # Whoever reads must find nothing of the page, nor which cases it picked out.
            self.page.forget()
            self.change(replace(self.state, only=None))
            self._sit(first)
            self.controller.change(lambda s: s.going_to("reading"))

        self._with_study("Signing in", lambda study: work.signed_in(study, name, repeat), begun)

    def read(self, do: "Callable[[Reading], ReadingState]") -> None:
        """One step of the reading; kept before the next one is shown."""
        if self._reading is not None:
            self.keep(work.step(self._reading, do), self._sit, self.tell)

    def leave(self) -> None:
        """The reader goes; what is open stays as it is."""
        reading, self._reading = self._reading, None
        if reading is not None:
            self.keep(work.left(reading), None, log_error)
            self.change(replace(self.state, reading=None, notice=None))
            self.controller.change(lambda s: s.going_to("study"))
            self.refresh()

    # -- the end ----------------------------------------------------------------------------------------------------
    def shutdown(self) -> None:
        """Every answer that was given is written; then the file is closed. An import under way is given up whole."""
        self.predicting.cancel()
        if self._busy_job is not None:
            self._busy_job.cancel()
        reading, self._reading = self._reading, None
        if reading is not None:
            self.keep(work.left(reading), None, log_error)
        self.page.shutdown()
        self._saver.finish()
        if self._study is not None:
            self._study.close()
            self._study = None

    # -- inside -----------------------------------------------------------------------------------------------------
    def _have(self, study: "Study") -> None:
        self._study = study
        told = Notice("warning", f"{study.path.name} is open for reading only: {study.read_only}.") \
            if study.read_only else None  # fmt: skip
        self.change(StudyState(path=study.path, notice=told))
        self.controller.change(lambda s: s.going_to("study"))
        self.refresh()

    def _let_go(self) -> None:
        """Close what is open, behind all that is still to be written."""
        self.page.forget()
        self.predicting.cancel()
        self._reading = None
        study, self._study = self._study, None
        if study is not None:
            self.keep(work.closed(study), None, log_error)

    def _sit(self, sitting: work.Sitting) -> None:
        if self._reading is not None:
            self.change(replace(self.state, reading=sitting.state, busy="", notice=None))
            self.sat.emit(sitting)

    @property
    def held(self) -> "Study | None":
        """The study that is open."""
        return self._study

    def keep(self, task: Task, done: Callable[[Any], None] | None, failed: Callable[[BaseException], None]) -> Job:
        """Run `task` on the thread that holds the study, behind all that was asked of it before."""
        return self._saver.run(task, done, failed)

    def _ask(
        self, task: "Callable[[Study], Task]", done: Callable[[Any], None], failed: Callable[[BaseException], None]
    ) -> Job | None:
        return None if self._study is None else self.keep(task(self._study), done, failed)

    def _with_study(self, words: str, task: "Callable[[Study], Task]", done: Callable[[Any], None]) -> None:
        if self._study is not None:
            self._busy(words, task(self._study), done)

    def _busy(self, words: str, task: Task, done: Callable[[Any], None]) -> None:
        self.change(replace(self.state, busy=words, notice=None))

        def ended(result: Any) -> None:
            self.change(replace(self.state, busy=""))
            done(result)

        job = self.keep(task, ended, self.tell)
        job.progressed.connect(self._report)
        job.finished.connect(lambda: self._forget(job))
        self._busy_job = job

    def _forget(self, job: Job) -> None:
        if self._busy_job is job:
            self._busy_job = None

    def _report(self, progress: Progress) -> None:
        if self.state.busy and progress.total:
            self.change(replace(self.state, busy=f"{progress.stage[:1].upper()}{progress.stage[1:]} "
                                                 f"{progress.done}/{progress.total}"))  # fmt: skip

    def tell(self, error: BaseException) -> None:
        log_error(error)
        self.notice(explain_all(error))

    def _follow(self, old: Any, new: Any) -> None:
        """A case was opened; or there is another model, with which the spots are not as far, and what runs ends."""
        case = self._to_view
        if case is not None and new.image is not None and new.image is not old.image:
            self._to_view = None
            if case.centre is not None and Path(new.image.record.path) == case.path.absolute():
                self.controller.places.move(case.centre)
        if old.bundle is not new.bundle or old.precision != new.precision:
            self.predicting.cancel()
            self.refresh()
