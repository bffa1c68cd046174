"""The rows of the list of cores; no Qt. A probability never stands without its qualifier and its reliability."""

from dataclasses import dataclass

from app.language.text import mark, tr
from app.session.session import Session
from app.window.panels.region_text import number_text, short_number_text

HEADINGS = (mark("Core"), mark("Case"), mark("Probability"), mark("Verdict"))
NOT_ANALYSED, MISSING = mark("not analysed"), mark("missing")
_LEVELS = {"ok": 0, "caution": 1, "do not use": 2}


@dataclass(frozen=True)
class CoreRow:
    """One row of the list of cores: the shown texts, and the value by which each column is sorted."""

    label: str
    cells: tuple[str, str, str, str]
    order: tuple[tuple[int, int], str, float, int]
    level: str = ""
    """The reliability level that an icon shows; "" if the core was not analysed."""
    qualified: str = ""
    """The probability with its whole qualifier, for the tooltip; "" if there is no probability."""


def core_rows(session: Session) -> tuple[CoreRow, ...]:
    """Return one row for each core, sorted by row and column of the array."""
    if session.cores.array is None:
        return ()
    results = session.core_results()
    rows = []
    for core in session.cores.array.cores:
        result, case = results.get(core.label), core.case_id or ""
        place = (core.place.row, core.place.col)
        if result is None:
            state = MISSING if core.status == "missing" else NOT_ANALYSED
            last = (place, case, 2.0, 4 if state == MISSING else 3)
            rows.append(CoreRow(core.label, (core.label, case, "", tr(state)), last))
            continue
        shown = result.probability
        number, qualified = (short_number_text(result), number_text(result)) if shown is not None else ("", "")
        order = (place, case, 2.0 if shown is None else shown, _LEVELS[result.level])
        rows.append(CoreRow(core.label, (core.label, case, number, tr(result.level)), order, result.level, qualified))
    return tuple(rows)


def compact_cells(row: CoreRow) -> tuple[str, str, str, str]:
    """Return the texts of a row for a narrow list: the case below the name, and the probability below the verdict."""
    name, case, probability, verdict = row.cells
    return "\n".join(filter(None, (name, case))), "", "", "\n".join(filter(None, (verdict, probability)))


def matches(row: CoreRow, typed: str) -> bool:
    """Return whether all typed words are in the texts of the row."""
    text = " ".join(row.cells).lower()
    return all(word in text for word in typed.lower().split())


def count_text(rows: tuple[CoreRow, ...], shown: int) -> str:
    """Return text with the number of analysed cores and, if the list is filtered, the number of shown cores."""
    analysed = sum(bool(row.level) for row in rows)
    text = tr("{analysed} of {count} analysed", analysed=analysed, count=len(rows))
    return text if shown == len(rows) else tr("{text}, {shown} shown", text=text, shown=shown)
