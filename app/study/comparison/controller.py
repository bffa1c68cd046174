"""Controller of the comparison of model and readers: it changes the `ComparisonState` and starts jobs.

The study is read on the thread that holds its file. Numbers are computed on another thread, so that no answer of a
reader waits for a statistic.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.session.values import Notice
from app.study.comparison import tasks as work
from app.study.comparison.state import ComparisonState
from app.ui.jobs import Job, JobRunner, Task
from app.ui.messages import explain, log_error
from model.base.progress import Progress
from model.study.comparison_input import ComparisonMaterial, ComparisonRequest, OpenReads, StudyComparison, StudyMark
from model.study.store import Study

Done = Callable[[Any], None]
Failed = Callable[[BaseException], None]
Ask = Callable[[Callable[[Study], Task], Done, Failed], Job | None]
"""Run a task on the study's own thread; returns None where no study is open."""

NEXT = "Choose it as the model, predict all spots, and refresh the comparison to see it."


class ComparisonController(QObject):
    """Holds the state; it reaches the study only through `ask`, and shows nothing while `may` returns False."""

    changed = Signal(object, object)
    """Carries the old and the new `ComparisonState`."""

    def __init__(self, ask: Ask, may: Callable[[], bool]) -> None:
        super().__init__()
        self._ask = ask
        self._may = may
        self._runner = JobRunner("page", gives_way=True)
        self._job: Job | None = None
        self.state = ComparisonState()

    def change(self, state: ComparisonState) -> None:
        """Replace the state and publish the change."""
        old, self.state = self.state, state
        self.changed.emit(old, state)

    # -- what is shown ----------------------------------------------------------------------------------------------
    def show(self) -> None:
        """Show the view in place of the case list; compute at once, except where open reads need a warning first."""
        if self._may():
            self.change(replace(self.state, shown=True))
            self._make_if_free()

    def hide(self) -> None:
        """Show the case list again."""
        if self.state.shown:
            self.change(replace(self.state, shown=False))

    def forget(self) -> None:
        """Discard the comparison, on the screen and in memory: for another study, or when a reader signs in."""
        self._drop_job()
        self.change(ComparisonState())

    def marked(self, mark: StudyMark, still: tuple[OpenReads, ...]) -> None:
        """Note what the study holds now, and which reads are still open."""
        self.change(replace(self.state, mark=mark, open=still))
        self._make_if_free()

    def show_published(self, published: bool) -> None:
        """Show or hide the hazard ratios of the publication."""
        self.change(replace(self.state, published=published))

    # -- making it --------------------------------------------------------------------------------------------------
    def ask_for(self, request: ComparisonRequest) -> None:
        """Set how to compare; a comparison that exists is computed again."""
        if request != self.state.request:
            self.change(replace(self.state, request=request))
            if self.state.comparison is not None or self.state.computing:
                self.make()

    def make(self) -> None:
        """Compute the comparison from the study as it is now; the old one stays on the screen until then."""
        if not self._may():
            return
        self._drop_job()
        self.change(replace(self.state, computing=True, working="Reading the study", notice=None))

        def gathered(material: ComparisonMaterial) -> None:
            self._start(lambda done, failed: self._runner.run(work.compared(material), done, failed), made)

        def made(comparison: StudyComparison) -> None:
            self.change(replace(self.state, comparison=comparison, mark=comparison.material.mark))

        request = self.state.request
        self._start(lambda done, failed: self._ask(lambda study: work.gathered(study, request), done, failed), gathered)

    def cancel(self) -> None:
        """Stop the job under way."""
        self._drop_job()
        self.change(replace(self.state, computing=False, working=""))

    # -- files ------------------------------------------------------------------------------------------------------
    def save_report(self, folder: Path) -> None:
        """Write the report into `folder`."""
        made, published = self.state.comparison, self.state.published
        if made is not None:
            self._write("Writing the report", work.reported(made, folder, published), folder)

    def save_figure(self, name: str, path: Path) -> None:
        """Save one figure for publication, by its name in the report."""
        made, published = self.state.comparison, self.state.published
        if made is not None:
            self._write("Drawing the figure", work.figure_saved(made, name, published, path), path.parent)

    def recalibrate(self, out: Path, bundle: str) -> None:
        """Write a copy of the model, calibrated on these patients, as `out`; `bundle`: the model's file, or ""."""
        made = self.state.comparison
        if made is None:
            return
        from model.study.recalibrate import RecalibrationRequest

        request, model = made.material.request, made.material.model
        asked = RecalibrationRequest(out, bundle, request.combine, request.prevalence, model.sha256 if model else None)
        self._drop_job()
        self.change(replace(self.state, working="Recalibrating", notice=None))

        def done(found: Any) -> None:
            *figures, caution = found.lines
            text = f"Written: {found.path}, {'; '.join(figures)}. {caution}"
            self.change(replace(self.state, written=(found.path,), notice=Notice("info", text, NEXT)))

        self._start(lambda ok, failed: self._ask(lambda study: work.recalibrated(study, asked), ok, failed), done)

    def shutdown(self) -> None:
        """Stop the thread of the comparison."""
        self._job = None
        self._runner.shutdown()

    # -- inside -----------------------------------------------------------------------------------------------------
    def _make_if_free(self) -> None:
        state = self.state
        untouched = state.comparison is None and not state.working and state.notice is None
        if state.shown and untouched and state.mark is not None and not state.open:
            self.make()

    def _write(self, words: str, task: Task, folder: Path) -> None:
        self._drop_job()
        self.change(replace(self.state, computing=False, working=words, notice=None))

        def written(paths: tuple[Path, ...]) -> None:
            files = paths[0].name if len(paths) == 1 else f"{len(paths)} files, listed under Files"
            self.change(replace(self.state, written=paths, notice=Notice("info", f"Written to {folder}: {files}.")))

        self._start(lambda done, failed: self._runner.run(task, done, failed), written)

    def _start(self, run: Callable[[Done, Failed], Job | None], then: Done) -> None:
        """Make this the one job; results of an older one are ignored."""

        def done(result: Any) -> None:
            if self._job is job and self._may():
                then(result)

        def failed(error: BaseException) -> None:
            if self._job is job:
                log_error(error)
                self.change(replace(self.state, notice=explain(error)))

        job = run(done, failed)
        self._job = job
        if job is None:
            self.change(replace(self.state, computing=False, working=""))
            return
        job.progressed.connect(lambda progress: self._report(job, progress))
        job.finished.connect(lambda: self._ended(job))

    def _report(self, job: Job, progress: Progress) -> None:
        if self._job is job:
            count = f" {progress.done}/{progress.total}" if progress.total else ""
            self.change(replace(self.state, working=f"{progress.stage[:1].upper()}{progress.stage[1:]}{count}"))

    def _ended(self, job: Job) -> None:
        if self._job is job:
            self._job = None
            self.change(replace(self.state, computing=False, working=""))

    def _drop_job(self) -> None:
        job, self._job = self._job, None
        if job is not None:
            job.cancel()
