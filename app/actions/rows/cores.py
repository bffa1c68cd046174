"""Actions for the cores of a tissue microarray."""

from typing import TYPE_CHECKING

from app.actions.command import Command, has_image
from app.actions.core_handlers import export_cores, find_cores, import_core_map, import_objects
from app.actions.handlers import on_image
from app.actions.rows.arrows import ARROWS, WAYS
from app.session.session import Session

if TYPE_CHECKING:
    from model.tma.array import Axis

_SHIFTS: "tuple[tuple[Axis, str, int, str], ...]" = (
    ("rows", "on", 1, "Rename this core's row and later rows to the next letter"),
    ("rows", "back", -1, "Rename this core's row and later rows to the previous letter"),
    ("columns", "on", 1, "Increase the numbers of this core's column and later columns by 1"),
    ("columns", "back", -1, "Decrease the numbers of this core's column and later columns by 1"),
)


def _has_core(session: Session) -> bool:
    return session.core_here is not None


def _can_add_core(session: Session) -> bool:
    return session.cores.array is not None and session.region.placement is not None and session.core_here is None


def _has_array(session: Session) -> bool:
    return session.cores.array is not None


def _core_step(side: str, rows: int, cols: int) -> Command:
    return Command(
        f"core-{side.lower()}",
        "Cores",
        f"Next core {WAYS[side].lower()}",
        (f"Alt+{side}",),
        lambda context: context.controller.cores.step(*reversed(on_image(context, cols, rows))),
        _has_array,
        where="viewer",
    )


def _core_shift(key: str, axis: "Axis", by: int, title: str) -> Command:
    return Command(key, "Cores", title, (), lambda context: context.controller.cores.shift(axis, by), _has_core)


CORES: tuple[Command, ...] = (
    Command("find-cores", "Cores", "Find the cores of a tissue microarray", ("Ctrl+F",), find_cores,
            lambda session: session.can_find_cores, icon="cores"),
    *(_core_step(side, rows, cols) for side, rows, cols in ARROWS),
    Command("analyse-cores", "Cores", "Analyse all cores", ("Ctrl+Shift+F5",),
            lambda context: context.controller.cores.analyse_all(),
            lambda session: session.can_analyse and bool(session.unread_cores())),
    Command("core-mark", "Cores", "Mark the core as missing or present", ("X",),
            lambda context: context.controller.cores.mark(), _has_core, where="viewer"),
    Command("core-add", "Cores", "Add a core at the centre of the analysis region", ("Ins",),
            lambda context: context.controller.cores.add_here(), _can_add_core, where="viewer"),
    Command("core-undo", "Cores", "Undo the last change of the cores", ("Ctrl+Z",),
            lambda context: context.controller.cores.undo(), lambda session: session.cores.undoable),
    Command("core-remove", "Cores", "Remove the core", ("Ctrl+Del",),
            lambda context: context.controller.cores.remove(), _has_core, where="viewer"),
    *(
        _core_shift(f"core-{axis}-{way}", axis, by, title)
        for axis, way, by, title in _SHIFTS
    ),
    Command("core-map", "Cores", "Import a core map", (), import_core_map, _has_array),
    Command("import-objects", "Cores", "Import cores and annotations", (),
            import_objects, has_image),
    Command("core-export", "Cores", "Export the cores (table, GeoJSON, picture)", (), export_cores, _has_array),
)  # fmt: skip
