"""Write the result files of the shown prediction, with progress in the session, until the user stops it."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.session.store import Store
from app.session.values import Notice, Saving
from app.ui.jobs import JobRunner, LatestJob
from app.ui.messages import explain, log_error
from app.viewer.network_tasks import Tasks
from app.viewer.read_ahead import ReadAhead
from app.viewer.tasks import IMPORTANCE
from model.base.progress import Progress


class ResultFiles(QObject):
    """Writes into one folder per image. It uses the network's thread, behind which a replaced image is closed."""

    exported = Signal(object)
    """The written files, as tuple[Path, ...]."""

    def __init__(self, store: Store, tasks: Tasks, network: JobRunner, ahead: ReadAhead) -> None:
        super().__init__()
        self._store, self._tasks, self._ahead = store, tasks, ahead
        self._job = LatestJob(network, log_error)

    def write(self, folder: Path) -> None:
        """Write the result files of the shown prediction into a folder in `folder` that is named after the image."""
        session, prediction = self._store.session, self._store.session.analysis.prediction
        if prediction is None or session.image.opened is None or session.work.exporting is not None:
            return
        own = folder / Path(prediction.image.path).stem

        def written(paths: tuple[Path, ...]) -> None:
            self._end(written_notice(own, paths))
            self.exported.emit(paths)

        def failed(error: BaseException) -> None:
            log_error(error)
            self._end(explain(error))

        def progressed(progress: Progress) -> None:
            self._store.change(lambda s: s.with_export(Saving(own.name, progress)))

        known = session.explanation.found
        # A map of importance is exported only after its agreement with the other map has been computed.
        explanations = tuple(one for key, one in known.items() if one.agreement is not None or key not in IMPORTANCE)
        task = self._tasks.export(prediction, session.image.opened.slide, own, explanations)
        self._ahead.make_way()
        self._store.change(lambda s: s.with_export(Saving(own.name)))
        self._job.start(task, written, failed, progressed=progressed)

    def stop(self) -> None:
        """Stop at the user's request. Files that are written already stay."""
        exporting = self._store.session.work.exporting
        if exporting is None:
            return
        self._job.cancel()
        progress = exporting.progress
        done = f"{progress.done} of {progress.total}" if progress is not None and progress.total else "no"
        self._end(Notice("info", f"Stopped: {done} result files of {exporting.name} were written."))

    def _end(self, told: Notice) -> None:
        self._store.change(lambda s: s.with_export(None).noticed(told))


def written_notice(folder: Path, paths: tuple[Path, ...]) -> Notice:
    """Return the notice about written result files: their folder, and their names, each stem only once."""
    names, before = [], ""
    for path in paths:
        stem, _, ending = path.name.partition(".")
        names.append(f".{ending}" if stem == before else path.name)
        before = stem
    count = "1 file was" if len(paths) == 1 else f"{len(paths)} files were"
    return Notice("info", f"{count} written to {folder}.", ", ".join(names))
