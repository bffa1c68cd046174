"""The controller of studies. It opens, imports, reads, exports and closes a study with background jobs.

It contains no widgets. It uses two threads. One thread holds the file of the study and writes all answers in their
order, also while the window closes. The other is the viewer's network thread, which analyses spots one after another.
"""

from collections.abc import Callable
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from app.language.model_text import of_model
from app.language.text import mark, plural, tr
from app.session.predicting_text import conditions_of
from app.session.session import Session
from app.session.study_state import CaseFilter, StudyState
from app.session.study_text import filled_text, made_text, predictions_text
from app.session.values import Notice, Tone
from app.session.written_text import written_notice
from app.study import packet_tasks as packet_work
from app.study import tasks as work
from app.study.case_table.controller import CaseTableController
from app.study.comparison.controller import ComparisonController
from app.study.predict_all import SpotPredicting
from app.ui.jobs import Job, JobRunner, Task
from app.ui.messages import explain_all, log_error
from app.viewer.controller import ViewerController
from app.viewer.tasks import once
from model.base.progress import Progress

if TYPE_CHECKING:
    from model.study.fill import Filled
    from model.study.outcome_changes import OutcomeChange
    from model.study.packet.make import MadePacket, PacketRequest
    from model.study.plan import ImportPlan
    from model.study.prediction_import import ImportedPredictions
    from model.study.read_import import ImportedReads
    from model.study.reading import Reading
    from model.study.reading_state import ReadingState
    from model.study.settings import StudySettings
    from model.study.store import Study

RECEIPTS = mark("Compare each receipt with the receipt on the reader's screen.")


class StudyController(QObject):
    """Holds the open study and the blinded read of the signed-in reader.

    The session of the window holds the state of both.
    """

    stepped = Signal(object)
    """Emits a `tasks.ReadingStep` after every step of a read. It contains the images to open."""

    def __init__(self, controller: ViewerController) -> None:
        super().__init__()
        self.controller = controller
        self._saver = JobRunner("study")
        self._study: Study | None = None
        self._reading: Reading | None = None
        self._busy_job: Job | None = None
        """The job for which the user waits. It is cancelled when the program ends. It is not a `LatestJob`, because a
        later task must not stop an import.
        """
        self._to_view: work.CaseToView | None = None
        """The case that is being opened in the viewer, or None."""
        self.predicting = SpotPredicting(self)
        self.table = CaseTableController(self)
        self.comparison = ComparisonController(
            controller.store, self._saver, lambda: self._study, lambda: self._reading is None
        )
        controller.store.changed.connect(self._follow)

    @property
    def _state(self) -> StudyState:
        return self.controller.session.study

    def change(self, state: StudyState) -> None:
        """Write the state of the study to the session."""
        self.controller.change(lambda s: s.with_study(state))

    def notice(self, notice: Notice) -> None:
        """Show `notice` in the current workspace."""
        self.change(self._state.with_notice(notice))
        if self.controller.session.workspace == "viewer":
            self.controller.change(lambda s: s.noticed(notice))

    # -- the file ---------------------------------------------------------------------------------------------------
    def open(self, path: Path) -> None:
        from model.study.store import open_either

        self._close_study()
        self.change(StudyState())
        self._busy(tr("Opening the study"), once("opening the study", lambda: open_either(path)), self._opened)

    def create(self, path: Path, plan: "ImportPlan", settings: "StudySettings") -> None:
        """Create a study and open it. If another study is open, close that one first."""
        self._close_study()
        self.change(StudyState())
        task = work.create(path, plan, settings, f"histocast {version('histocast')}")
        self._busy(tr("Creating the study"), task, self._opened)

    def gather(self, table: Path, folder: Path, then: Callable[[work.Material], None]) -> None:
        """Read a clinical sheet and list the images of a folder.

        `then` is called with the sheet and the images as one `Material`.
        """
        self._busy(tr("Reading the clinical sheet"), work.gather(table, folder), then)

    def close(self) -> None:
        self._close_study()
        self.change(StudyState())
        self.controller.change(lambda s: s.going_to("viewer"))

    def refresh(self) -> None:
        """Compute the counts and spot states of the workspace again."""
        if self._study is None:
            return
        session = self.controller.session
        conditions = conditions_of(session)

        def counted(found: work.StudyOverview) -> None:
            self.change(replace(self._state, status=found.status, spots=found.spots, counted_for=conditions))
            self.comparison.marked(found.mark, found.open)
            self.table.refresh()

        device = session.device
        task = work.overview(self._study, session.bundle, device.precision, device.arithmetic)
        self.enqueue(task, counted, self.report_error)

    def show_only(self, only: CaseFilter | None) -> None:
        """Show only the patients that `only` selects in the case list. If `only` is None, show all patients."""
        self.comparison.hide()
        self.table.hide()
        self.change(replace(self._state, only=only))

    def open_case(self, spot_id: int) -> None:
        """Open the image of a spot in the viewer, with the study's analysis region.

        A spot that the model has predicted is analysed immediately, usually with cached features. It is not analysed
        while blinded reads are open, because the image must not show the model's answer to a reader.
        """
        if self._study is not None and self._state.reading is None:
            study = self._study
            known = next((one.state for one in self._state.spots if one.spot.id == spot_id), "unread")
            predicted = known in ("read", "do not use") and not self.controller.session.comparison.open
            self.enqueue(work.case_image(study, spot_id), lambda case: self._view(case, predicted), self.report_error)

    def _view(self, case: work.CaseToView, predicted: bool) -> None:
        if self._state.reading is None:
            self._to_view = case
            self.controller.open_image(case.path, analyse=predicted)
            self.controller.change(lambda s: s.going_to("viewer"))

    def locate(self, folder: Path) -> None:
        def found(count: int) -> None:
            tone: Tone = "success" if count else "warning"
            title = tr("Images found for {spots}.", spots=plural(count, "spot"))
            self.notice(Notice(tone, title, help="studies.md#moved-images"))
            self.refresh()

        self._with_study(tr("Looking for images"), lambda study: work.locate_images(study, folder), found)

    def compare_outcomes(self, plan: "ImportPlan", then: "Callable[[tuple[OutcomeChange, ...]], None]") -> None:
        """Compare the follow-up in the sheet with the follow-up of the patients who are already in the study.

        `then` is called with the differences.
        """
        from model.study.outcome_changes import outcome_changes

        def compared(study: "Study") -> Task:
            return once("looking for changes", lambda: outcome_changes(study, plan))

        self._with_study(tr("Looking for changes"), compared, then)

    def add(self, plan: "ImportPlan", update: bool) -> None:
        """Add patients and spots to the study.

        If `update` is true, replace the follow-up of known patients if it differs.
        """

        def done(result: "Filled") -> None:
            tone: Tone = "warning" if result.leftovers else "success"
            self.notice(Notice(tone, f"{filled_text(result)}.", help="studies.md#make-a-study"))
            self.refresh()

        self._with_study(tr("Importing"), lambda study: work.fill_in(study, plan, update), done)

    def import_reads(self, path: Path) -> None:
        def done(result: "ImportedReads") -> None:
            self.notice(Notice("success", of_model(result.text)))
            self.refresh()

        self._with_study(tr("Importing reads"), lambda study: work.import_table(study, path), done)

    def import_predictions(self, path: Path) -> None:
        """Import the predictions in results.csv of a cohort run or of the queue."""

        def done(result: "ImportedPredictions") -> None:
            self.notice(Notice("success", predictions_text(result)))
            self.refresh()

        self._with_study(tr("Importing predictions"), lambda study: work.import_run(study, path), done)

    def export(self, folder: Path) -> None:
        def done(paths: tuple[Path, ...]) -> None:
            self.notice(written_notice(folder, paths))

        self._with_study(tr("Writing tables"), lambda study: work.write_tables(study, folder), done)

    # -- packets ----------------------------------------------------------------------------------------------------
    def make_packet(self, request: "PacketRequest") -> None:
        """Write a packet, the file with a reader's blinded cases. Show which of its contents can identify somebody."""

        def done(packet: "MadePacket") -> None:
            holds = " ".join(map(of_model, packet.holds))
            self.notice(
                Notice(
                    "success",
                    tr("Written: {text}.", text=made_text(packet)),
                    tr("These contents can identify somebody: {holds}", holds=holds),
                )
            )
            self.refresh()

        self._with_study(tr("Making the packet"), lambda study: packet_work.made(study, request), done)

    def merge_packets(self, paths: tuple[Path, ...], rescue: Callable[[str, str], bool]) -> None:
        """Add the locked reads in readers' packets to the study. Show receipts, differences and refused packets.

        If packets are damaged, `rescue` is called with a question and its details. If it returns True, the reads in
        these packets that are proven to be unchanged are added too.
        """

        def shown(found: packet_work.MergedPackets) -> None:
            tone: Tone = "success" if found.is_clean else "warning"
            page = "troubleshooting.md#a-packet-is-refused-or-differs"
            self.notice(Notice(tone, "\n".join(found.lines), tr(RECEIPTS) if found.taken else "", page))
            self.refresh()

        def done(found: packet_work.MergedPackets) -> None:
            if found.damaged and rescue(*found.rescue_question):
                self._with_study(tr("Rescuing reads"), lambda study: packet_work.rescued(study, found), shown)
            else:
                shown(found)

        self._with_study(tr("Merging packets"), lambda study: packet_work.merged(study, paths), done)

    # -- blinded read -----------------------------------------------------------------------------------------------
    def sign_in(self, name: str, repeat: bool = False) -> None:
        def begun(result: "tuple[Reading, work.ReadingStep]") -> None:
            self._reading, first = result
            # A reader must not see the comparison, the cases that were selected in it, or the table of cases.
            self.comparison.forget()
            self.table.forget()
            self.change(replace(self._state, only=None))
            self._show_step(first)
            self.controller.change(lambda s: s.going_to("reading"))

        self._with_study(tr("Signing in"), lambda study: work.start_read(study, name, repeat), begun)

    def read(self, do: "Callable[[Reading], ReadingState]") -> None:
        """Carry out one step of the blinded read by calling `do`. The step is saved before the next step is shown."""
        if self._reading is not None:
            self.enqueue(work.step(self._reading, do), self._show_step, self.report_error)

    def leave(self) -> None:
        """End the blinded read of the signed-in reader. Cases that are not locked keep their answers."""
        reading, self._reading = self._reading, None
        if reading is not None:
            self.enqueue(once("leaving", reading.leave), None, log_error)
            self.change(replace(self._state, reading=None, notice=None))
            self.controller.change(lambda s: s.going_to(s.study.workspace))
            self.refresh()

    # -- the end ----------------------------------------------------------------------------------------------------
    def shutdown(self) -> None:
        """Write all answers of the reader, then close the file of the study.

        An unfinished import is undone.
        """
        self.predicting.cancel()
        if self._busy_job is not None:
            self._busy_job.cancel()
        reading, self._reading = self._reading, None
        if reading is not None:
            self.enqueue(once("leaving", reading.leave), None, log_error)
        self.comparison.shutdown()
        self._saver.finish()
        if self._study is not None:
            self._study.close()
            self._study = None

    # -- inside -----------------------------------------------------------------------------------------------------
    def _opened(self, study: "Study") -> None:
        self._study = study
        text = tr("{name} is open read-only: {read_only}.", name=study.path.name, read_only=of_model(study.read_only))
        page = "troubleshooting.md#a-study-cannot-be-opened-or-changed"
        notice = Notice("warning", text, help=page) if study.read_only else None
        self.change(StudyState(path=study.path, is_packet=study.is_packet, notice=notice))
        self.controller.change(lambda s: s.with_recent_study(study.path).going_to(s.study.workspace))
        self.refresh()

    def _close_study(self) -> None:
        """Close the open study after all answers are written."""
        self.comparison.forget()
        self.predicting.cancel()
        self._reading = None
        study, self._study = self._study, None
        if study is not None:
            self.enqueue(once("closing the study", study.close), None, log_error)

    def _show_step(self, step: work.ReadingStep) -> None:
        if self._reading is not None:
            self.change(replace(self._state, reading=step.state, busy="", notice=None))
            self.stepped.emit(step)

    @property
    def open_study(self) -> "Study | None":
        """Return the open study."""
        return self._study

    def enqueue(self, task: Task, done: Callable[[Any], None] | None, failed: Callable[[BaseException], None]) -> Job:
        """Run `task` on the thread that holds the study's file, after all earlier tasks.

        `done` is called with the result, or `failed` with the exception.
        """
        return self._saver.run(task, done, failed)

    def _with_study(self, title: str, task: "Callable[[Study], Task]", done: Callable[[Any], None]) -> None:
        if self._study is not None:
            self._busy(title, task(self._study), done)

    def _busy(self, title: str, task: Task, done: Callable[[Any], None]) -> None:
        self.change(replace(self._state, busy=title, notice=None))

        def ended(result: Any) -> None:
            self.change(replace(self._state, busy=""))
            done(result)

        job = self.enqueue(task, ended, self.report_error)
        job.progressed.connect(self._report)
        job.finished.connect(lambda: self._forget(job))
        self._busy_job = job

    def _forget(self, job: Job) -> None:
        if self._busy_job is job:
            self._busy_job = None

    def _report(self, progress: Progress) -> None:
        if self._state.busy and progress.total:
            stage = tr(progress.stage)
            text = f"{stage[:1].upper()}{stage[1:]} {progress.done}/{progress.total}"
            self.change(replace(self._state, busy=text))

    def report_error(self, error: BaseException) -> None:
        log_error(error)
        self.notice(explain_all(error))

    def _follow(self, old: Session, new: Session) -> None:
        """Place the analysis region after a case was opened.

        If the model has changed, stop predicting and count the spots again.
        """
        case = self._to_view
        image = new.image.opened
        if case is not None and image is not None and image is not old.image.opened:
            self._to_view = None
            if case.centre is not None and Path(image.record.path) == case.path.absolute():
                self.controller.places.move(case.centre)
        if old.bundle is not new.bundle or conditions_of(old) != conditions_of(new):
            self.predicting.cancel()
            self.refresh()

