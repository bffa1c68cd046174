"""The text of the list of saved regions; no Qt.

A saved probability is always shown with its qualifier, reliability and model. If the model is not the current one, the
text says so.
"""

from dataclasses import dataclass

from app.language.model_text import of_model
from app.language.text import date_text, mark, tr
from app.session.session import Session
from app.window.panels.reliability_text import saved_text
from model.base.probability_text import probability_text
from model.result.saved_regions import SavedRegion, SavedResult

NOT_READ = mark("not analysed")


@dataclass(frozen=True)
class RegionRow:
    """One row of the list of saved regions, with `headline` above `detail`.

    - `level`: the reliability level that an icon shows; "" for no icon. There is no icon if the region was not
      analysed, or if an earlier version of the program checked only the input and found it ok.
    - `reliability`: the reliability level with its reasons, as text.
    """

    number: int
    headline: str
    detail: str
    level: str
    current: bool
    """Whether the analysis region is now at the place of this saved region."""
    faint: bool
    """Whether the row is drawn pale, because the current model has no result for this region."""
    reliability: str = ""


def region_rows(session: Session) -> tuple[RegionRow, ...]:
    """Return the rows of the list of saved regions, in the order in which the regions were first saved."""
    here = session.saved_here
    return tuple(_row(session, number, saved, saved is here) for number, saved in enumerate(session.region.saved, 1))


def shown_result(session: Session, saved: SavedRegion) -> tuple[SavedResult | None, bool]:
    """Return the result to show, and whether the current model computed it.

    If the current model has no result for this region, return the newest result of another model.
    """
    own = saved.result_of(session.bundle.sha256) if session.bundle else None
    if own is not None:
        return own, True
    return (saved.results[0] if saved.results else None), False


def before_text(session: Session) -> str:
    """Return the headline above the saved result of the current region, while nothing is analysed in this session."""
    saved = session.saved_here
    result, own = shown_result(session, saved) if saved else (None, False)
    if result is None:
        return tr("Not analysed yet")
    return tr("Analysed earlier") if own else tr("Not analysed with this model yet")


def remembered_text(session: Session) -> str:
    """Return a sentence with the saved result of the current region; empty if there is no saved result."""
    saved = session.saved_here
    result, own = shown_result(session, saved) if saved else (None, False)
    if result is None:
        return ""
    parts = [number_text(result), saved_text(result)]
    if result.risk_group is not None:
        parts.insert(1, tr(result.risk_group))
    whose = result.model if own else tr("{model}, another model than the current one", model=result.model)
    demo = tr(", DEMO MODEL") if result.demo else ""
    precision = of_model(result.precision_text)
    how = tr(", computed {precision_text}", precision_text=precision) if precision else ""
    return tr(
        "Saved result: {parts} ({whose}{demo}{how}; analysed on {read_on}).",
        parts=", ".join(parts),
        whose=whose,
        demo=demo,
        how=how,
        read_on=date_text(result.read_on),
    )


def number_text(result: SavedResult) -> str:
    """Return the probability with its qualifier, or only the level if the probability must not be shown."""
    if result.probability is None:
        return tr(result.level)
    return f"{of_model(probability_text(result.probability))} {of_model(result.qualifier)}"


def short_number_text(result: SavedResult) -> str:
    """Return the probability, and whether it is calibrated, for narrow columns; else as `number_text`."""
    if result.probability is None:
        return number_text(result)
    note = tr("uncalibrated") if result.qualifier == "uncalibrated" else tr("calibrated")
    return f"{of_model(probability_text(result.probability))} {note}"


def _row(session: Session, number: int, saved: SavedRegion, current: bool) -> RegionRow:
    result, own = shown_result(session, saved)
    place = _place(session, saved)
    if saved.region in session.work.queue:
        return RegionRow(number, tr("waiting"), place, "", current, True)
    if current and session.work.activity == "analysing":
        return RegionRow(number, tr("analysing"), place, "", current, True)
    if result is None:
        return RegionRow(number, tr(NOT_READ), place, "", current, True)
    model = result.model if own else tr("{model}: another model", model=result.model)
    how = f", {of_model(result.precision_text)}" if result.precision_text else ""
    text = saved_text(result)
    level = result.level if result.input_level or result.level != "ok" else ""
    return RegionRow(number, number_text(result), f"{model}{how}", level, current, not own, text)


def _place(session: Session, saved: SavedRegion) -> str:
    """Return the centre of the region, in mm if the pixel size is known, else in px."""
    centre, mpp = saved.region.centre, session.image.opened.record.mpp if session.image.opened else None
    if mpp is None:
        return tr("x {x:.0f}  y {y:.0f} px", x=centre.x, y=centre.y)
    return tr("x {x:.2f}  y {y:.2f} mm", x=centre.x * mpp / 1000, y=centre.y * mpp / 1000)
