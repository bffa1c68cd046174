"""What is said of the windows of the list: a session comes in, a row of words for each goes out; no Qt.

A kept number never stands without its qualifier, its verdict and its model; one of another model than the one on hand
is marked as that.
"""

from dataclasses import dataclass

from app.session.session import Session
from model.result.saved_regions import SavedRegion, SavedResult

NOT_READ = "not analysed"


@dataclass(frozen=True)
class RegionRow:
    """One line of the list: `headline` over `detail`; `level` is that of the verdict, empty where nothing was read."""

    number: int
    headline: str
    detail: str
    level: str
    current: bool
    """The analysis window lies there."""
    faint: bool
    """What is said is of another model than the one on hand, or nothing."""


def region_rows(session: Session) -> tuple[RegionRow, ...]:
    """The list, in the order in which the windows were first kept."""
    here = session.saved_here
    return tuple(_row(session, number, window, window is here) for number, window in enumerate(session.windows, 1))


def shown_result(session: Session, window: SavedRegion) -> tuple[SavedResult | None, bool]:
    """What to show of a window, and whether the model on hand said it; else the newest of another model."""
    own = window.result_of(session.bundle.sha256) if session.bundle else None
    if own is not None:
        return own, True
    return (window.results[0] if window.results else None), False


def remembered_text(session: Session) -> str:
    """What was read at the window's place in an earlier sitting; empty where nothing was."""
    window = session.saved_here
    result, own = shown_result(session, window) if window else (None, False)
    if result is None:
        return ""
    parts = [number_text(result), f"input {result.level}"]
    if result.risk_group is not None:
        parts.insert(1, result.risk_group)
    whose = result.model if own else f"{result.model}, another model than the one on hand"
    demo = ", DEMO MODEL" if result.demo else ""
    how = "" if result.precision == "exact" else f", computed {result.precision}"
    return f"Remembered: {', '.join(parts)} ({whose}{demo}{how}; read on {result.read_on})."


def number_text(result: SavedResult) -> str:
    """The number with what must stand beside it; where the verdict forbids to show it, the verdict."""
    if result.probability is None:
        return result.level
    return f"{result.probability:.2f} {result.qualifier}"


def _row(session: Session, number: int, window: SavedRegion, current: bool) -> RegionRow:
    result, own = shown_result(session, window)
    place = _place(session, window)
    if window.region in session.queue:
        return RegionRow(number, "waits", place, "", current, True)
    if current and session.activity == "analysing":
        return RegionRow(number, "analysing", place, "", current, True)
    if result is None:
        return RegionRow(number, NOT_READ, place, "", current, True)
    model = result.model if own else f"{result.model}: another model"
    how = "" if result.precision == "exact" else f", {result.precision}"
    return RegionRow(number, number_text(result), f"{model}{how}", result.level, current, not own)


def _place(session: Session, window: SavedRegion) -> str:
    """The middle of the window, in mm where the pixel size is known."""
    centre, mpp = window.region.centre, session.image.record.mpp if session.image else None
    if mpp is None:
        return f"x {centre.x:.0f}  y {centre.y:.0f} px"
    return f"x {centre.x * mpp / 1000:.2f}  y {centre.y * mpp / 1000:.2f} mm"
