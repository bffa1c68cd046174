"""Text of the row about *fast* and *fastest* for a session: a sentence, a remedy and the progress; no Qt."""

from dataclasses import dataclass

from app.session.pace import left_in_text
from app.session.precision_text import minutes
from app.session.session import Session
from model.base.plural import plural


@dataclass(frozen=True)
class RowText:
    """The texts of the row about *fast* and *fastest*. `done` of `total` spots are analysed.

    If `total` is 0, the number is not known yet.
    """

    title: str
    remedy: str
    button: str = ""
    done: int = 0
    total: int = 0


def ask_text(session: Session) -> RowText:
    """Return the question that is shown if the user chose *fast* or *fastest* before its error was measured."""
    wanted = session.device.wanted
    record = session.device.of(wanted)
    arithmetic = record.arithmetic if record else "fewer bits"
    return RowText(
        f"The error of {wanted} ({arithmetic}) with this model was never measured on this computer.",
        "Until then, analyses stay exact. You can use the program while it is measured.",
        f"Measure now ({minutes_text(session)})",
    )


def measuring_text(session: Session) -> RowText:
    """Return the progress of the precision check."""
    progress = session.device.measuring.progress if session.device.measuring else None
    pace = session.device.measuring.pace if session.device.measuring else None
    if progress is None or not progress.total:
        stage = progress.stage if progress else "waiting"
        return RowText(_TITLE, f"{stage[:1].upper()}{stage[1:]} … {_MEANWHILE}")
    left = pace.seconds_left if pace else None
    time = left_in_text(left) if left is not None else f"{minutes_text(session)} in total"
    text = f"{progress.done} of {plural(progress.total, 'spot')} analysed, {time}. {_MEANWHILE}"
    return RowText(_TITLE, text, done=progress.done, total=progress.total)


def minutes_text(session: Session) -> str:
    """Return the expected duration, for example "about 8 minutes".

    If the shown result was computed with *exact* and without cached features, estimate the duration from its time.
    """
    prediction = session.analysis.prediction
    known = prediction is not None and prediction.device.precision == "exact" and not prediction.features_cached
    count = minutes(prediction.seconds if prediction is not None and known else None)
    return f"about {plural(count, 'minute')}"


_TITLE = "Measuring the error of fast"
_MEANWHILE = "Starting an analysis stops the measurement."
