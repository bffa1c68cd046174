"""The cores as things one handles: wishes to select, correct, name and read them come in; sessions go out.

A change shows at once and goes to disk on a thread of its own. What cannot be done is told, and nothing was changed.
"""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject

from app.session.session import Session
from app.session.store import Store
from app.session.values import Notice
from app.ui.jobs import JobRunner
from app.ui.messages import explain_all, log_error
from app.viewer.region_controller import RegionController
from app.viewer.tasks import Tasks
from model.base.errors import HistocastError, TmaError
from model.base.geometry import PointL0
from model.slide.record import ImageRecord
from model.tma.array import Axis, Core, TmaArray
from model.tma.core_export import CoreExport
from model.tma.core_map import CoreMap, mapped
from model.tma.core_table import OfSlide
from model.tma.slide_objects import SlideObjects

UNDOABLE = 100
"""Changes that can be undone: an array is some kilobytes."""


class Microarray(QObject):
    """Changes the session's array and keeps it."""

    def __init__(self, store: Store, tasks: Tasks, places: RegionController) -> None:
        super().__init__()
        self._store = store
        self._tasks = tasks
        self._places = places
        self._saver = JobRunner("cores")
        self._before: list[TmaArray] = []
        """What the cores of the slide on the screen were before each change, the latest last."""
        store.changed.connect(self._follow)

    def shutdown(self) -> None:
        """What is to be kept is written before the end."""
        self._saver.finish()

    # -- the selected core ----------------------------------------------------------------------------------------
    def select(self, core: Core) -> None:
        """Lay the analysis window over `core`: the one it lies over is the selected one."""
        placement = self._store.session.laid_over(core)
        if placement is not None:
            self._store.change(lambda s: s.placed(placement).holding(False))

    def step(self, rows: int, cols: int) -> None:
        """The next core in a direction; from beside the array, the first one."""
        session = self._store.session
        if session.array is None or not session.array.cores:
            return
        here = session.core_here
        core = session.array.next_to(here.label, rows, cols) if here else session.array.cores[0]
        if core is not None:
            self.select(core)

    def at(self, point: PointL0) -> Core | None:
        """Another core than the selected one that a click on `point` means."""
        session = self._store.session
        core = session.array.at(point) if session.array and "cores" in session.view.shown else None
        here = session.core_here
        return core if core is not None and (here is None or core.place != here.place) else None

    # -- corrections ----------------------------------------------------------------------------------------------
    def mark(self) -> None:
        """The selected core is missing; or it is there after all."""
        core = self._store.session.core_here
        if core is not None:
            self._change(lambda a: a.marked(core.label, "present" if core.status == "missing" else "missing"))

    def move(self, centre: PointL0) -> None:
        """The selected core belongs to `centre`, and the window with it."""
        core = self._store.session.core_here
        if core is not None and self._change(lambda array: array.moved(core.label, centre)):
            self._select_again(core.label)

    def rename(self, name: str) -> None:
        """The selected core is called `name`; all others keep their names."""
        core = self._store.session.core_here
        if core is not None:
            self._change(lambda array: array.relabelled([(core.label, name)]))

    def shift(self, axis: Axis, by: int) -> None:
        """The rows (or columns) from the selected core's on are called `by` further."""
        core = self._store.session.core_here
        if core is not None:
            first = core.place.row if axis == "rows" else core.place.col
            self._change(lambda array: array.shifted(axis, first, by))

    def assign(self, case_id: str) -> None:
        """The selected core is of that case; empty: not known."""
        core = self._store.session.core_here
        if core is not None and case_id != (core.case_id or ""):
            self._change(lambda array: array.assigned(core.label, case_id))

    def remove(self) -> None:
        core = self._store.session.core_here
        if core is not None:
            self._change(lambda array: array.removed(core.label))

    def add(self, name: str) -> None:
        """A core called `name` in the middle of the analysis window."""
        placement = self._store.session.placement
        if placement is not None:
            centre = placement.region.centre
            self._change(lambda array: array.added(name, centre))

    def add_here(self) -> None:
        """A core in the middle of the analysis window, under the name that the grid of the others has for it."""
        session = self._store.session
        name = session.name_for(session.placement.region.centre) if session.placement else ""
        if name:
            self.add(name)
        else:
            remedy = "Type a name in the panel at the right and press Enter."
            self._store.change(lambda s: s.noticed(Notice("info", "The grid has no free name for this place.", remedy)))

    def undo(self) -> None:
        """The cores as they were before the last change."""
        session = self._store.session
        if session.image is None or session.array is None or not self._before:
            return
        now, before, record = session.array, self._before.pop(), session.image.record
        self._store.change(lambda s: s.with_array(record.sha256, before, bool(self._before)))

        def undone(kept: TmaArray | None) -> TmaArray:
            if kept is not None and kept != now:
                raise TmaError("The cores were changed in another window of the program.", "Open the slide again.")
            return before

        self.keep(undone)

    def import_map(self, path: Path) -> None:
        """What a core map says goes to the cores it names; where the two do not fit, that is told."""
        image = self._store.session.image

        def read(core_map: CoreMap) -> None:
            session = self._store.session
            if session.array is None or session.image is None or image is None:
                return
            if session.image.record.sha256 == image.record.sha256:
                _, notes = mapped(session.array, core_map)
                self._change(lambda array: mapped(array, core_map)[0])
                told = Notice("warning" if notes else "info", f"{path.name} was read.", " ".join(notes))
                self._store.change(lambda s: s.noticed(told))

        self._saver.run(self._tasks.read_core_map(path), read, self._tell)

    def read_objects(self, path: Path, then: Callable[[SlideObjects], None]) -> None:
        """What was marked on this slide elsewhere, handed to `then` while the slide is still the one on the screen."""
        image = self._store.session.image

        def read(found: SlideObjects) -> None:
            now = self._store.session.image
            if now is not None and image is not None and now.slide is image.slide:
                then(found)

        if image is not None:
            self._saver.run(self._tasks.read_objects(image.slide, path), read, self._tell)

    def take(self, array: TmaArray) -> None:
        """These are the cores from now on, whatever was there before."""
        image = self._store.session.image
        if image is not None:
            record = image.record
            self._remember()
            self._store.change(lambda s: s.with_array(record.sha256, array, bool(self._before)).showing_cores())
            self.keep(lambda kept: array)

    # -- results --------------------------------------------------------------------------------------------------
    def analyse_all(self) -> None:
        """Read every core that is there and that the model on hand has not read, one after another."""
        session = self._store.session
        laid = [session.laid_over(core) for core in session.unread_cores()]
        self._places.analyse_these(tuple(placement.region for placement in laid if placement is not None))

    def to_export(self, folder: Path) -> CoreExport | None:
        """What an export into `folder` would write."""
        session = self._store.session
        if session.array is None or session.image is None:
            return None
        of = OfSlide(Path(session.image.record.path).name, session.image.record.sha256)
        return CoreExport(session.array, of, session.core_results(), folder)

    def export(self, asked: CoreExport) -> None:
        """Write the files of `asked`, over what is there."""
        image = self._store.session.image

        def written(paths: tuple[Path, ...]) -> None:
            names = ", ".join(path.name for path in paths)
            told = Notice("info", f"Written to {asked.folder}: {names}.")
            self._store.change(lambda s: s.noticed(told))

        if image is not None:
            self._saver.run(self._tasks.export_cores(image.slide, asked), written, self._tell)

    def keep(self, change: Callable[[TmaArray | None], TmaArray]) -> None:
        """Keep the slide's cores on disk, after `change` of what is kept there."""
        image = self._store.session.image
        if image is not None:
            self._saver.run(self._tasks.save_cores(image.record, change), None, self._tell)

    # -- inside ---------------------------------------------------------------------------------------------------
    def _select_again(self, label: str) -> None:
        array = self._store.session.array
        if array is not None:
            self.select(array.core(label))

    def _change(self, change: Callable[[TmaArray], TmaArray]) -> bool:
        """Show and keep the changed array; False where it could not be changed, which is told."""
        session = self._store.session
        if session.array is None or session.image is None:
            return False
        shown = session.array
        try:
            changed = change(shown)
        except HistocastError as error:
            self._tell(error)
            return False
        record: ImageRecord = session.image.record
        self._remember()
        self._store.change(lambda s: s.with_array(record.sha256, changed, undoable=True))
        self.keep(lambda kept: change(shown if kept is None else kept))
        return True

    def _remember(self) -> None:
        """Before a change: that it can be undone."""
        array = self._store.session.array
        if array is not None:
            self._before = [*self._before[1 - UNDOABLE :], array]

    def _follow(self, old: Session, new: Session) -> None:
        """Another slide, or cores that were found anew, have no past."""
        if self._before and not new.undoable:
            self._before = []

    def _tell(self, error: BaseException) -> None:
        log_error(error)
        self._store.change(lambda s: s.noticed(explain_all(error)))
