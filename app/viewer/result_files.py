"""Write the result files of the shown prediction. The session shows the progress, and the user can stop the job."""

import getpass
from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.language.text import tr
from app.session.store import Store
from app.session.values import Notice, Saving
from app.session.written_text import written_notice
from app.ui.jobs import JobRunner, LatestJob
from app.ui.messages import explain, log_error
from app.viewer.network_tasks import Tasks
from app.viewer.overlays.heat import heat
from app.viewer.read_ahead import ReadAhead
from app.viewer.tasks import IMPORTANCE
from model.base.policy import policy
from model.base.progress import Progress
from model.result.maps import MapLook


class ResultFiles(QObject):
    """Writes the files of each image into a separate folder.

    It uses the network's thread. The same thread closes replaced images, so no image is closed while it is being read.
    """

    exported = Signal(object)
    """The written files, as tuple[Path, ...]."""

    def __init__(self, store: Store, tasks: Tasks, network: JobRunner, ahead: ReadAhead) -> None:
        super().__init__()
        self._store, self._tasks, self._ahead = store, tasks, ahead
        self._job = LatestJob(network, log_error)

    def write(self, folder: Path) -> None:
        """Write the result files of the shown prediction to a subfolder of `folder` with the name of the image."""
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
        # Occlusion and integrated gradients are exported only after their agreement has been computed.
        explanations = tuple(one for key, one in known.items() if one.agreement is not None or key not in IMPORTANCE)
        drawn = heat(session)
        looked_at = None if drawn is None else drawn.choice
        name = policy().operator or session.view.operator
        task = self._tasks.export(
            prediction, session.image.opened.slide, own, explanations, looked_at,
            signed_by(name or account(), date.today(), is_account=not name), name,
            MapLook(session.view.colours, session.view.fixed_range),
        )  # fmt: skip
        self._ahead.make_way()
        self._store.change(lambda s: s.with_export(Saving(own.name)))
        self._job.start(task, written, failed, progressed=progressed)

    def stop(self) -> None:
        """Stop writing, at the user's request. Files that have been written already stay."""
        exporting = self._store.session.work.exporting
        if exporting is None:
            return
        self._job.cancel()
        progress = exporting.progress
        title = tr("Stopped: no result files of {name} were written.", name=exporting.name)
        if progress is not None and progress.total:
            done = tr("{done} of {total}", done=progress.done, total=progress.total)
            title = tr("Stopped: {done} result files of {name} were written.", done=done, name=exporting.name)
        self._end(Notice("info", title))

    def _end(self, told: Notice) -> None:
        self._store.change(lambda s: s.with_export(None).noticed(told))


def account() -> str:
    """Return the name of the user's account on this computer; "" if the system does not state one."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def signed_by(name: str, day: date, is_account: bool) -> str:
    """Return who made a report and when, for example "2026-11-30 by anna (account on this computer)"."""
    beside = " (account on this computer)" if is_account else ""
    return f"{day.isoformat()} by {name}{beside}" if name else day.isoformat()
