"""What is said of the cores: a session comes in, words go out; no Qt. A number never stands without its qualifier."""

from app.session.session import Session
from app.window.panels.region_text import number_text

LEGEND = "Circles: orange towards death, teal towards survival."


def array_text(session: Session) -> str:
    """ "Cores 10 × 12: 98 present, 22 missing"."""
    array = session.array
    if array is None:
        return ""
    present = len(array.present)
    return f"Cores {array.rows} × {array.cols}: {present} present, {len(array.cores) - present} missing"


def core_text(session: Session) -> str:
    """The selected core: name, status, case, and what the model on hand has said of it."""
    core = session.core_here
    if core is None:
        return "No core selected: click on one."
    parts = [core.label, core.status, f"case {core.case_id}" if core.case_id else "case not known"]
    if core.by_hand:
        parts.append("set by hand")
    return ", ".join(parts)


def result_text(session: Session) -> str:
    """What was read of the cores so far, by which model; of the selected one, its number with all it needs."""
    if session.array is None:
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
    return f"{core.label}: {number_text(result)}, input {result.level} ({result.model}{demo}). {count}"
