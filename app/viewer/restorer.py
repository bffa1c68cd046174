"""Show a result that the program saved in an earlier run when its image is opened, without encoding a tile.

The saved regions contain the results of an image. The feature cache contains the features from which the model computes
a result and its maps again. If the cache has evicted the features, the result panel shows "Analysed earlier" and the
saved probability.
"""

from PySide6.QtCore import QObject

from app.session.session import Session
from app.session.store import Store
from app.session.values import OpenedImage
from app.ui.jobs import JobRunner, LatestJob
from app.ui.messages import log_error
from app.viewer.network_tasks import Tasks
from model.base.geometry import RegionL0
from model.result.prediction import Prediction


class Restorer(QObject):
    """Restores the saved result at the analysis region, at most once for each image and region."""

    def __init__(self, store: Store, tasks: Tasks, network: JobRunner) -> None:
        super().__init__()
        self._store, self._tasks = store, tasks
        self._job = LatestJob(network, log_error)
        self._tried: tuple[object, ...] | None = None
        self._awake = False
        store.changed.connect(self._follow)

    def wake(self) -> None:
        """Allow restoring, which loads large libraries. The controller calls this after the window has started."""
        self._awake = True
        self._follow(self._store.session, self._store.session)

    def _follow(self, old: Session, new: Session) -> None:
        wanted = _wanted(new) if self._awake else None
        if wanted == self._tried:
            return
        self._job.cancel()
        self._tried = wanted
        image, placement, bundle = new.image.opened, new.region.placement, new.bundle
        if wanted is None or image is None or placement is None or bundle is None:
            return

        def restored(prediction: Prediction | None) -> None:
            if prediction is not None:
                self._store.change(lambda s: s.restored(image.record, prediction))

        # A failure is only logged. The user can still analyse the image, which reports the failure.
        task = self._tasks.restore(image, placement, bundle, new.device.asked, new.device.precision)
        self._job.start(task, restored, log_error)


def _wanted(session: Session) -> tuple[OpenedImage, RegionL0, str, str, str] | None:
    """Return the image, region, model, device and precision of the result to restore.

    Return None if a result is shown, work is running, or no result is saved.
    """
    image, saved, bundle, device = session.image.opened, session.saved_here, session.bundle, session.device
    if image is None or saved is None or bundle is None or session.work.activity != "idle":
        return None
    if session.analysis.prediction is not None or session.workspace != "viewer" or session.work.queue:
        return None
    if saved.result_of(bundle.sha256, device.precision) is None:
        return None
    return image, saved.region, bundle.sha256, device.asked, device.precision
