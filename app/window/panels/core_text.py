"""Text about the cores of a session; no Qt. Each probability is followed by its qualifier."""

from typing import TYPE_CHECKING

from app.language.text import mark, tr
from app.session.session import Session
from app.window.panels.region_text import number_text
from app.window.panels.reliability_text import saved_text

if TYPE_CHECKING:
    from model.tma.array import TmaArray

_GAP = 3
"""Maximum distance between neighbouring rows (or columns) of the array. Rows beyond a wider gap are not counted.

Without this limit, a single core named Z-9 would add 22 rows.
"""
_FEW = 3
"""Maximum number of cores beyond a wide gap.

They are listed by name; with more of them, all rows and columns are counted.
"""
LEGEND = mark("Filled: orange towards death, teal towards survival. Grey: not analysed. ▲ caution, ■ do not use.")


def array_text(session: Session) -> str:
    """Return the counts, for example "Cores 10 × 12: 98 present, 22 missing"."""
    array = session.cores.array
    if array is None:
        return ""
    if not array.cores:
        return tr("No cores")
    present = len(array.present)
    rows, cols, apart = grid_of(array)
    also = tr(" and {apart}", apart=", ".join(apart)) if apart else ""
    return tr(
        "Cores {rows} × {columns}{also}: {present} present, {missing} missing",
        rows=len(rows),
        columns=len(cols),
        also=also,
        present=present,
        missing=len(array.cores) - present,
    )


def grid_of(array: "TmaArray") -> tuple[range, range, list[str]]:
    """Return the rows and the columns of the array, and the names of its few cores that are far outside them.

    The array must have cores.
    """
    rows, cols = (_main(lines) for lines in zip(*((c.place.row, c.place.col) for c in array.cores), strict=True))
    apart = [c.label for c in array.cores if c.place.row not in rows or c.place.col not in cols]
    return (range(array.rows), range(array.cols), []) if len(apart) > _FEW else (rows, cols, apart)


def far_text(session: Session, name: str) -> str:
    """Return a sentence if the core called `name` is far outside the other cores; "" if it is among them."""
    array = session.cores.array
    if array is None or not array.cores:
        return ""
    rows, cols, apart = grid_of(array)
    if name not in apart:
        return ""
    return tr(
        "{name} is far outside the {rows} × {columns} cores of this array. The array keeps its size, and the core its "
        "place on the slide: only its name differs.",
        name=name,
        rows=len(rows),
        columns=len(cols),
    )


def _main(lines: tuple[int, ...]) -> range:
    """Return the range of rows (or columns) that holds most cores and has no gap wider than `_GAP`."""
    used = sorted(set(lines))
    parts = [[used[0]]]
    for line in used[1:]:
        if line - parts[-1][-1] > _GAP:
            parts.append([])
        parts[-1].append(line)
    most = max(parts, key=lambda part: sum(line in part for line in lines))
    return range(most[0], most[-1] + 1)


def core_text(session: Session) -> str:
    """Return the name, status and case ID of the selected core."""
    core = session.core_here
    if core is None:
        return tr("No core selected. Click a core.")
    parts = [
        core.label,
        tr(core.status),
        tr("case {case_id}", case_id=core.case_id) if core.case_id else tr("case not known"),
    ]
    if core.by_hand:
        parts.append(tr("set manually"))
    return ", ".join(parts)


def result_text(session: Session) -> str:
    """Return the number of analysed cores.

    If the selected core has a result, its probability, reliability and model come first.
    """
    if session.cores.array is None:
        return ""
    results = session.core_results()
    if not results:
        return tr("None analysed.")
    core = session.core_here
    result = results.get(core.label) if core else None
    count = tr("{count} analysed. {legend}", count=len(results), legend=tr(LEGEND))
    if core is None or result is None:
        return count
    demo = tr(", DEMO MODEL") if result.demo else ""
    return f"{core.label}: {number_text(result)}, {saved_text(result)} ({result.model}{demo}). {count}"
