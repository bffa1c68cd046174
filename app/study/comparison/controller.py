"""The controller of the comparison of model and readers.

It changes the `ComparisonState` and starts jobs. The study is read on the thread that holds its file. Metrics are
computed on another thread, so that saving a reader's answer never waits for a computation.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.language.text import mark, tr, translates
from app.session.comparison_state import ComparisonState
from app.session.store import Store
from app.session.values import Notice
from app.study.comparison import tasks as work
from app.ui.jobs import JobRunner, LatestJob, Task
from app.ui.messages import explain, log_error
from model.base.progress import Progress
from model.study.comparison_request import ComparisonRequest

if TYPE_CHECKING:
    from model.study.comparison_input import ComparisonMaterial, OpenReads, StudyComparison, StudyMark
    from model.study.store import Study

ENGLISH = mark("Saved in English, as files are.")
NEXT = mark("Choose the new file as the model, predict all spots, and refresh the comparison.")


class ComparisonController:
    """Computes the comparison of model and readers and saves its results, but only while `may` returns True.

    The session holds the state of the comparison.
    """

    def __init__(
        self, store: Store, saver: JobRunner, study: "Callable[[], Study | None]", may: Callable[[], bool]
    ) -> None:
        """Prepare the controller. `saver` is the thread that holds the file of the open `study`.

        `may` returns whether a comparison may be shown now.
        """
        self._store = store
        self._study = study
        self._may = may
        self._runner = JobRunner("page", gives_way=True)
        # The controller runs only one of these two jobs at a time.
        self._on_study = LatestJob(saver, log_error)
        self._beside = LatestJob(self._runner, log_error)

    @property
    def _state(self) -> ComparisonState:
        return self._store.session.comparison

    def change(self, state: ComparisonState) -> None:
        """Write the state of the comparison to the session."""
        self._store.change(lambda s: s.with_comparison(state))

    # -- what is shown ----------------------------------------------------------------------------------------------
    def show(self) -> None:
        """Show the comparison instead of the case list.

        The comparison is computed immediately, unless a warning about open reads must be shown first.
        """
        if self._may():
            self.change(replace(self._state, shown=True))
            self._make_if_free()

    def hide(self) -> None:
        """Hide the comparison, and show the case list again."""
        if self._state.shown:
            self.change(replace(self._state, shown=False))

    def forget(self) -> None:
        """Discard the comparison, because another study was opened or a reader signs in."""
        self._drop_job()
        self.change(ComparisonState())

    def marked(self, mark: "StudyMark", still: "tuple[OpenReads, ...]") -> None:
        """Store `mark`, which identifies the current data of the study, and `still`, the readers' unlocked reads."""
        self.change(replace(self._state, mark=mark, open=still))
        self._make_if_free()

    def show_published(self, published: bool) -> None:
        """Show or hide the published hazard ratios (Bychkov et al. 2018) in the forest plot."""
        self.change(replace(self._state, published=published))

    # -- making it --------------------------------------------------------------------------------------------------
    def ask_for(self, request: ComparisonRequest) -> None:
        """Set the request for a comparison. An existing comparison is computed again."""
        if request != self._state.request:
            self.change(replace(self._state, request=request))
            if self._state.comparison is not None or self._state.computing:
                self.make()

    def make(self) -> None:
        """Compute the comparison from the current content of the study.

        The old comparison stays visible until the new comparison is ready.
        """
        if not self._may():
            return
        self._drop_job()
        self.change(replace(self._state, computing=True, working=tr("Reading the study"), notice=None))

        def gathered(material: "ComparisonMaterial") -> None:
            self._start(self._beside, work.compared(material), made)

        def made(comparison: "StudyComparison") -> None:
            self.change(replace(self._state, comparison=comparison, mark=comparison.material.mark))

        request = self._state.request
        self._start_on_study(lambda study: work.gathered(study, request), gathered)

    def cancel(self) -> None:
        """Stop the running computation."""
        self._drop_job()
        self.change(replace(self._state, computing=False, working=""))

    # -- files ------------------------------------------------------------------------------------------------------
    def save_report(self, folder: Path) -> None:
        """Write the cohort report of the comparison into `folder`."""
        made, published = self._state.comparison, self._state.published
        if made is not None:
            self._write(tr("Writing the report"), work.reported(made, folder, published), folder)

    def save_figure(self, name: str, path: Path) -> None:
        """Save one figure for publication. `name` is the name of the figure in the report."""
        made, published = self._state.comparison, self._state.published
        if made is not None:
            self._write(tr("Drawing the figure"), work.figure_saved(made, name, published, path), path.parent)

    def save_rule(self, path: Path) -> None:
        """Write the rule that answers low, uncertain or high risk, fitted by the comparison, to `path`."""
        made = self._state.comparison
        if made is not None:
            self._write(tr("Writing the rule"), work.rule_saved(made, path), path.parent)

    def recalibrate(self, out: Path, bundle: str) -> None:
        """Write a copy of the model, recalibrated on these patients, to `out`.

        `bundle` is the file of the model, or "".
        """
        made = self._state.comparison
        if made is None:
            return
        from model.study.recalibrate import RecalibrationRequest

        request, model = made.material.request, made.material.model
        asked = RecalibrationRequest(out, bundle, request.combine, request.prevalence, model.sha256 if model else None)
        self._drop_job()
        self.change(replace(self._state, working=tr("Recalibrating"), notice=None))

        def done(found: Any) -> None:
            from app.study.comparison.shown_text import shown

            *figures, caution = map(shown, found.lines)
            text = tr(
                "Written: {path}, {figures}. {caution}", path=found.path, figures="; ".join(figures), caution=caution
            )
            self.change(replace(self._state, written=(found.path,), notice=Notice("info", text, tr(NEXT))))

        self._start_on_study(lambda study: work.recalibrated(study, asked), done)

    def shutdown(self) -> None:
        """Stop the thread of the comparison. The owner of the study's thread stops the jobs on that thread."""
        self._runner.shutdown()

    # -- inside -----------------------------------------------------------------------------------------------------
    def _make_if_free(self) -> None:
        state = self._state
        untouched = state.comparison is None and not state.working and state.notice is None
        if state.shown and untouched and state.mark is not None and not state.open:
            self.make()

    def _write(self, words: str, task: Task, folder: Path) -> None:
        self._drop_job()
        self.change(replace(self._state, computing=False, working=words, notice=None))

        def written(paths: tuple[Path, ...]) -> None:
            many = tr("{count} files; the tab Files of the tables lists them", count=len(paths))
            files = paths[0].name if len(paths) == 1 else many
            title = tr("Written to {folder}: {names}.", folder=folder, names=files)
            # Files stay English, so that they can be compared and read by programs.
            english = tr(ENGLISH) if translates() else ""
            self.change(replace(self._state, written=paths, notice=Notice("info", title, english)))

        self._start(self._beside, task, written)

    def _start_on_study(self, task: "Callable[[Study], Task]", then: Callable[[Any], None]) -> None:
        study = self._study()
        if study is None:
            self._ended()
        else:
            self._start(self._on_study, task(study), then)

    def _start(self, latest: LatestJob, task: Task, then: Callable[[Any], None]) -> None:
        """Run `task`, and call `then` with its result.

        If a reader has signed in by then, the result is discarded.
        """

        def succeeded(result: Any) -> None:
            if self._may():
                then(result)

        def failed(error: BaseException) -> None:
            log_error(error)
            self.change(replace(self._state, notice=explain(error)))

        latest.start(task, succeeded, failed, progressed=self._report, finished=self._ended)

    def _report(self, progress: Progress) -> None:
        count = f" {progress.done}/{progress.total}" if progress.total else ""
        stage = tr(progress.stage)
        self.change(replace(self._state, working=f"{stage[:1].upper()}{stage[1:]}{count}"))

    def _ended(self) -> None:
        """Show that no computation is running, unless the job that follows the ended job has already started."""
        if not self._on_study.is_running and not self._beside.is_running:
            self.change(replace(self._state, computing=False, working=""))

    def _drop_job(self) -> None:
        for latest in (self._on_study, self._beside):
            latest.cancel()
