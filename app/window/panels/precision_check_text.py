"""What the row about *fast* says: a session comes in, a sentence, its remedy and how far the work is go out; no Qt."""

from dataclasses import dataclass

from app.session.pace import left_in_text
from app.session.precision_text import minutes
from app.session.session import Session


@dataclass(frozen=True)
class RowText:
    title: str
    remedy: str
    button: str = ""
    done: int = 0
    total: int = 0


def ask_text(session: Session) -> RowText:
    """*fast* is wanted and was never measured."""
    arithmetic = session.fast_on_hand.arithmetic if session.fast_on_hand else "fewer bits"
    return RowText(
        f"The error of fast ({arithmetic}) with this model was never measured on this computer.",
        "Until it is measured, computing stays exact. The window can be used meanwhile.",
        f"Measure now ({minutes_text(session)})",
    )


def measuring_text(session: Session) -> RowText:
    """How far the measuring is."""
    progress = session.measuring.progress if session.measuring else None
    pace = session.measuring.pace if session.measuring else None
    if progress is None or not progress.total:
        stage = progress.stage if progress else "waiting"
        return RowText(_TITLE, f"{stage[:1].upper()}{stage[1:]} … {_MEANWHILE}")
    left = pace.seconds_left if pace else None
    time = left_in_text(left) if left is not None else f"{minutes_text(session)} in all"
    said = f"{progress.done} of {progress.total} spots read, {time}. {_MEANWHILE}"
    return RowText(_TITLE, said, done=progress.done, total=progress.total)


def minutes_text(session: Session) -> str:
    """ "about 8 minutes", by what an exact reading took here if there was one."""
    prediction = session.prediction
    known = prediction is not None and prediction.device.precision == "exact" and not prediction.features_cached
    count = minutes(prediction.seconds if prediction is not None and known else None)
    return f"about {count} minute{'s' if count != 1 else ''}"


_TITLE = "Measuring fast against exact"
_MEANWHILE = "An analysis stops it."
