"""Text about the cores of a session; no Qt. A probability always has its qualifier."""

from app.session.session import Session
from app.window.panels.region_text import number_text
from app.window.panels.reliability_text import saved_text

_GAP = 3
"""Rows or columns further than this from the next ones are not counted: a core named Z-9 does not add 22 rows."""
_FEW = 3
"""Largest number of such cores. More of them are a part of the array."""
LEGEND = "Circles: orange towards death, teal towards survival. ▲ caution, ■ do not use."


def array_text(session: Session) -> str:
    """Return the counts, for example "Cores 10 × 12: 98 present, 22 missing"."""
    array = session.cores.array
    if array is None:
        return ""
    if not array.cores:
        return "No cores"
    present = len(array.present)
    rows, cols = (_main(lines) for lines in zip(*((c.place.row, c.place.col) for c in array.cores), strict=True))
    apart = [c.label for c in array.cores if c.place.row not in rows or c.place.col not in cols]
    if len(apart) > _FEW:
        rows, cols, apart = range(array.rows), range(array.cols), []
    also = f" and {', '.join(apart)}" if apart else ""
    return f"Cores {len(rows)} × {len(cols)}{also}: {present} present, {len(array.cores) - present} missing"


def _main(lines: tuple[int, ...]) -> range:
    """Return the rows (or columns) of most cores, without those that a wide gap parts from them."""
    used = sorted(set(lines))
    parts = [[used[0]]]
    for line in used[1:]:
        if line - parts[-1][-1] > _GAP:
            parts.append([])
        parts[-1].append(line)
    most = max(parts, key=lambda part: sum(line in part for line in lines))
    return range(most[0], most[-1] + 1)


def core_text(session: Session) -> str:
    """Return name, status and case of the selected core."""
    core = session.core_here
    if core is None:
        return "No core selected. Click a core."
    parts = [core.label, core.status, f"case {core.case_id}" if core.case_id else "case not known"]
    if core.by_hand:
        parts.append("set manually")
    return ", ".join(parts)


def result_text(session: Session) -> str:
    """Return how many cores are analysed.

    For the selected core, return also its probability, reliability and model.
    """
    if session.cores.array is None:
        return ""
    results = session.core_results()
    if not results:
        return "None analysed."
    core = session.core_here
    result = results.get(core.label) if core else None
    count = f"{len(results)} analysed. {LEGEND}"
    if core is None or result is None:
        return count
    demo = ", DEMO MODEL" if result.demo else ""
    return f"{core.label}: {number_text(result)}, {saved_text(result)} ({result.model}{demo}). {count}"
