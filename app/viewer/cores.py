"""Select, correct, name and analyse the cores of a tissue microarray.

A change is shown at once and saved on a separate thread. If a change is not possible, nothing changes and a notice
gives the reason.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.language.model_text import of_model
from app.language.text import tr
from app.session.session import Session
from app.session.store import Store
from app.session.values import Notice
from app.session.written_text import written_notice
from app.ui.jobs import JobRunner
from app.ui.messages import explain_all, log_error
from app.viewer.network_tasks import Tasks
from app.viewer.region_controller import RegionController
from model.base.errors import HistocastError, TmaError
from model.base.geometry import PointL0
from model.slide.record import ImageRecord

if TYPE_CHECKING:
    from model.tma.array import Axis, Core, TmaArray
    from model.tma.core_export import CoreExport
    from model.tma.core_map import CoreMap
    from model.tma.slide_objects import SlideObjects

UNDOABLE = 100
"""Maximum number of changes that can be undone. For each change, the previous cores stay in memory, which takes some
kilobytes."""


class Microarray(QObject):
    """Changes the cores in the session and saves them."""

    def __init__(self, store: Store, tasks: Tasks, places: RegionController) -> None:
        super().__init__()
        self._store = store
        self._tasks = tasks
        self._places = places
        self._saver = JobRunner("cores")
        self._before: list[TmaArray] = []
        """The cores of the current slide before each change. The newest are last."""
        store.changed.connect(self._follow)

    def shutdown(self) -> None:
        """Wait until all changes are saved."""
        self._saver.finish()

    # -- the selected core ----------------------------------------------------------------------------------------
    def select(self, core: "Core") -> None:
        """Move the analysis region over `core`. This selects the core."""
        placement = self._store.session.laid_over(core)
        if placement is not None:
            self._store.change(lambda s: s.placed(placement).selecting_region(False))

    def step(self, rows: int, cols: int) -> None:
        """Select the next core in a direction. If no core is selected, select the first one."""
        session = self._store.session
        if session.cores.array is None or not session.cores.array.cores:
            return
        here = session.core_here
        core = session.cores.array.next_to(here.label, rows, cols) if here else session.cores.array.cores[0]
        if core is not None:
            self.select(core)

    def at(self, point: PointL0) -> "Core | None":
        """Return the core at `point`. Return None if there is no core, or if the core is already selected."""
        session = self._store.session
        core = session.cores.array.at(point) if session.cores.array and "cores" in session.view.shown else None
        here = session.core_here
        return core if core is not None and (here is None or core.place != here.place) else None

    # -- corrections ----------------------------------------------------------------------------------------------
    def mark(self) -> None:
        """Mark the selected core as missing. If it is missing, mark it as present."""
        core = self._store.session.core_here
        if core is not None:
            self._change(lambda a: a.marked(core.label, "present" if core.status == "missing" else "missing"))

    def move(self, centre: PointL0) -> None:
        """Move the selected core to `centre`, and the analysis region with it."""
        core = self._store.session.core_here
        if core is not None and self._change(lambda array: array.moved(core.label, centre)):
            self._select_again(core.label)

    def rename(self, name: str) -> bool:
        """Rename the selected core. The other cores keep their names. Return whether this was possible."""
        core = self._store.session.core_here
        return core is not None and self._change(lambda array: array.relabelled([(core.label, name)]))

    def shift(self, axis: "Axis", by: int) -> None:
        """Shift the row letters from the selected core's row on by `by`.

        For `axis` "columns", shift the column numbers.
        """
        core = self._store.session.core_here
        if core is not None:
            first = core.place.row if axis == "rows" else core.place.col
            self._change(lambda array: array.shifted(axis, first, by))

    def assign(self, case_id: str) -> None:
        """Assign the selected core to a case. An empty text means that the case is unknown."""
        core = self._store.session.core_here
        if core is not None and case_id != (core.case_id or ""):
            self._change(lambda array: array.assigned(core.label, case_id))

    def remove(self) -> None:
        core = self._store.session.core_here
        if core is not None:
            self._change(lambda array: array.removed(core.label))

    def add(self, name: str) -> None:
        """Add a core called `name` at the centre of the analysis region."""
        placement = self._store.session.region.placement
        if placement is not None:
            centre = placement.region.centre
            self._change(lambda array: array.added(name, centre))

    def add_here(self) -> None:
        """Add a core at the centre of the analysis region, and name it after its place in the grid."""
        session = self._store.session
        name = session.name_for(session.region.placement.region.centre) if session.region.placement else ""
        if name:
            self.add(name)
        else:
            remedy = tr("Type a name in the panel at the right and press Enter.")
            title = tr("The program found no free core name for this place.")
            notice = Notice("info", title, remedy, "troubleshooting.md#cores-are-not-found-or-wrong")
            self._store.change(lambda s: s.noticed(notice))

    def undo(self) -> None:
        """Undo the last change of the cores."""
        session = self._store.session
        if session.image.opened is None or session.cores.array is None or not self._before:
            return
        now, before, record = session.cores.array, self._before.pop(), session.image.opened.record
        self._store.change(lambda s: s.with_array(record.sha256, before, bool(self._before)))

        def undone(kept: "TmaArray | None") -> "TmaArray":
            if kept is not None and kept != now:
                raise TmaError(
                    tr("The cores were changed in another window of the program."), tr("Open the slide again.")
                )
            return before

        self.keep(undone)

    def import_map(self, path: Path) -> None:
        """Assign the cases of a core map to the cores. A notice lists the entries that do not match."""
        from model.tma.core_map import mapped

        image = self._store.session.image.opened

        def read(core_map: "CoreMap") -> None:
            session = self._store.session
            if session.cores.array is None or session.image.opened is None or image is None:
                return
            if session.image.opened.record.sha256 == image.record.sha256:
                _, notes = mapped(session.cores.array, core_map)
                self._change(lambda array: mapped(array, core_map)[0])
                told = Notice("success", tr("{name} was read.", name=path.name))
                if notes:
                    page = "troubleshooting.md#cores-are-not-found-or-wrong"
                    told = Notice("warning", told.title, " ".join(map(of_model, notes)), page)
                self._store.change(lambda s: s.noticed(told))

        self._saver.run(self._tasks.read_core_map(path), read, self._tell)

    def read_objects(self, path: Path, then: "Callable[[SlideObjects], None]") -> None:
        """Read the cores and annotations of another program from `path`.

        Call `then` with them if the slide is still shown.
        """
        image = self._store.session.image.opened

        def read(found: "SlideObjects") -> None:
            now = self._store.session.image.opened
            if now is not None and image is not None and now.slide is image.slide:
                then(found)

        if image is not None:
            self._saver.run(self._tasks.read_objects(image.slide, path), read, self._tell)

    def take(self, array: "TmaArray") -> None:
        """Replace all cores of the slide with the cores of `array`, and save them."""
        image = self._store.session.image.opened
        if image is not None:
            record = image.record
            self._remember()
            self._store.change(lambda s: s.with_array(record.sha256, array, bool(self._before)).showing_cores())
            self.keep(lambda kept: array)

    # -- results --------------------------------------------------------------------------------------------------
    def analyse_all(self) -> None:
        """Analyse, one after another, all cores that are not missing and that the current model has not analysed."""
        session = self._store.session
        laid = [session.laid_over(core) for core in session.unread_cores()]
        regions = tuple(placement.region for placement in laid if placement is not None)
        self._places.analyse_these(regions, len(session.cores.array.present) if session.cores.array else 0, tr("cores"))

    def to_export(self, folder: Path) -> "CoreExport | None":
        """Return what an export of the cores to `folder` would write. Write no files.

        Return None if there are no cores.
        """
        from model.tma.core_export import CoreExport
        from model.tma.core_table import OfSlide

        session = self._store.session
        if session.cores.array is None or session.image.opened is None:
            return None
        of = OfSlide(Path(session.image.opened.record.path).name, session.image.opened.record.sha256)
        return CoreExport(session.cores.array, of, session.core_results(), folder)

    def export(self, asked: "CoreExport") -> None:
        """Write the files of the export `asked`, and overwrite existing files."""
        image = self._store.session.image.opened

        def written(paths: tuple[Path, ...]) -> None:
            self._store.change(lambda s: s.noticed(written_notice(asked.folder, paths)))

        if image is not None:
            self._saver.run(self._tasks.export_cores(image.slide, asked), written, self._tell)

    def keep(self, change: "Callable[[TmaArray | None], TmaArray]") -> None:
        """Apply `change` to the saved cores of the slide, in the background.

        Without saved cores, `change` gets None.
        """
        image = self._store.session.image.opened
        if image is not None:
            self._saver.run(self._tasks.save_cores(image.record, change), None, self._tell)

    # -- inside ---------------------------------------------------------------------------------------------------
    def _select_again(self, label: str) -> None:
        array = self._store.session.cores.array
        if array is not None:
            self.select(array.core(label))

    def _change(self, change: "Callable[[TmaArray], TmaArray]") -> bool:
        """Show and save the changed cores. If the change is not possible, show a notice and return False."""
        session = self._store.session
        if session.cores.array is None or session.image.opened is None:
            return False
        shown = session.cores.array
        try:
            changed = change(shown)
        except HistocastError as error:
            self._tell(error)
            return False
        record: ImageRecord = session.image.opened.record
        self._remember()
        self._store.change(lambda s: s.with_array(record.sha256, changed, undoable=True))
        self.keep(lambda kept: change(shown if kept is None else kept))
        return True

    def _remember(self) -> None:
        """Store the cores before a change, so that the change can be undone."""
        array = self._store.session.cores.array
        if array is not None:
            self._before = [*self._before[1 - UNDOABLE :], array]

    def _follow(self, old: Session, new: Session) -> None:
        """Forget the changes that can be undone, after another slide was opened or the cores were found again."""
        if self._before and not new.cores.undoable:
            self._before = []

    def _tell(self, error: BaseException) -> None:
        log_error(error)
        self._store.change(lambda s: s.noticed(explain_all(error)))
