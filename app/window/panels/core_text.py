"""Text about the cores of a session; no Qt. A probability always has its qualifier."""

from app.session.session import Session
from app.window.panels.region_text import number_text
from app.window.panels.reliability_text import saved_text

LEGEND = "Circles: orange towards death, teal towards survival. ▲ caution, ■ do not use."


def array_text(session: Session) -> str:
    """Return the counts, for example "Cores 10 × 12: 98 present, 22 missing"."""
    array = session.cores.array
    if array is None:
        return ""
    present = len(array.present)
    return f"Cores {array.rows} × {array.cols}: {present} present, {len(array.cores) - present} missing"


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
