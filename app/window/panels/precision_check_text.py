"""Text of the row about *fast* and *fastest* for a session: a sentence, a remedy and the progress; no Qt."""

from dataclasses import dataclass

from app.language.text import mark, plural, tr
from app.session.pace import left_in_text
from app.session.precision_text import minutes
from app.session.session import Session


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
    arithmetic = record.arithmetic if record else tr("fewer bits")
    return RowText(
        tr(
            "The error of {wanted} ({arithmetic}) with this model was never measured on this computer.",
            wanted=wanted,
            arithmetic=arithmetic,
        ),
        tr("Until the error is measured, analyses stay exact. You can use the program during the measurement."),
        tr("Measure now ({minutes})", minutes=minutes_text(session)),
    )


def measuring_text(session: Session) -> RowText:
    """Return the progress of the precision check."""
    progress = session.device.measuring.progress if session.device.measuring else None
    pace = session.device.measuring.pace if session.device.measuring else None
    if progress is None or not progress.total:
        stage = tr(progress.stage if progress else "waiting")
        return RowText(tr(_TITLE), f"{stage[:1].upper()}{stage[1:]} … {tr(_MEANWHILE)}")
    left = pace.seconds_left if pace else None
    time = left_in_text(left) if left is not None else tr("{minutes} in total", minutes=minutes_text(session))
    text = tr(
        "{done} of {spots} analysed, {time}. {meanwhile}",
        done=progress.done,
        spots=plural(progress.total, "spot"),
        time=time,
        meanwhile=tr(_MEANWHILE),
    )
    return RowText(tr(_TITLE), text, done=progress.done, total=progress.total)


def minutes_text(session: Session) -> str:
    """Return the expected duration, for example "about 8 minutes".

    If the shown result was computed with *exact* and without cached features, estimate the duration from its time.
    """
    prediction = session.analysis.prediction
    known = prediction is not None and prediction.device.precision == "exact" and not prediction.features_cached
    count = minutes(prediction.seconds if prediction is not None and known else None)
    return tr("about {minutes}", minutes=plural(count, "minute"))


_TITLE = mark("Measuring the error of fast")
_MEANWHILE = mark("Starting an analysis stops the measurement.")
