"""Menu rows and notices about the precisions, made from devices and their known errors. No Qt."""

from app.language.model_text import of_model
from app.language.text import mark, tr
from app.session.values import Notice
from model.result.prediction import DeviceRecord, KnownError, Precision

EXACT_TITLE = mark("Exact (float32)")
FIRST_GUESS_MINUTES = 10
"""Duration in minutes of the precision check (all precisions) on two cores. It is shown until a better estimate is
known."""
_MENU = mark("the menu beside Analyse")
_FAST = "troubleshooting.md#fast-is-not-available-or-not-exact"


def fast_title(exact: DeviceRecord | None, faster: DeviceRecord | None) -> str:
    """Return the menu row for *fast* or *fastest*: its number format on this device and, if known, its error."""
    if exact is None:
        return tr("Fast: looking for devices …")
    if faster is None:
        return tr("Fast: not available on this device")
    error = faster.error
    known = (
        tr("probability off by up to {max_dp:.3f}", max_dp=error.max_dp)
        if error
        else tr("its error with this model is not measured yet")
    )
    refused = tr(", not used") if error and not error.usable else ""
    return f"{_name(faster)}: {known}{refused}"


def no_fast(exact: DeviceRecord, precision: Precision = "fast") -> Notice:
    """Return the warning that *fast* or *fastest* does not exist for this device."""
    device = exact.title.split(" (")[0]
    what = tr(
        "{precision} is not available on {device} with {engine}",
        precision=of_model(precision.capitalize()),
        device=device,
        engine=exact.engine,
    )
    return Notice("warning", tr("{what}: analyses stay exact.", what=what), help=_FAST)


def switched_on(faster: DeviceRecord) -> Notice:
    """Return the notice that *fast* or *fastest* is on. It is a warning if its error is not tolerable."""
    return _told(tr("{name} is on", name=_name(faster)), faster.error)


def measured(faster: DeviceRecord) -> Notice:
    """Return the notice that *fast* or *fastest* was measured and is on. The notice gives the error."""
    return _told(tr("{name} was measured and is on", name=_name(faster)), faster.error)


def unusable(faster: DeviceRecord) -> Notice:
    """Return the warning that the measured error of *fast* or *fastest* is too large for any use."""
    off = f": {of_model(faster.error.text)}" if faster.error else ""
    return Notice(
        "warning",
        tr("{name} is not used with this model{off}.", name=_name(faster), off=off),
        tr("Analyses stay exact."),
        _FAST,
    )


def measuring_stopped(why: str) -> Notice:
    """Return the notice that the precision check was stopped. `why` continues the sentence after a space."""
    return Notice(
        "info",
        tr("The measurement of the error of fast was stopped{why}. Nothing was saved.", why=why),
        tr("Start the measurement again in {menu}.", menu=tr(_MENU)),
    )


def minutes(exact_seconds: float | None) -> int:
    """Return an estimate of the minutes that the precision check takes.

    The check analyses 20 spots with each precision. The faster precisions together take about 70 % of the time of
    *exact*.
    """
    return FIRST_GUESS_MINUTES if exact_seconds is None else max(1, round(20 * 1.7 * exact_seconds / 60))


def _name(faster: DeviceRecord) -> str:
    return f"{of_model(faster.precision.capitalize())} ({faster.arithmetic})"


def _told(what: str, error: KnownError | None) -> Notice:
    if error is None:
        return Notice("info", f"{what}.")
    if error.tolerable:
        return Notice("info", f"{what}: {of_model(error.text)}.")
    remedy = tr("To avoid this error, choose Exact in {menu}.", menu=tr(_MENU))
    title = tr("{what}, and not close to exact: {text}.", what=what, text=of_model(error.text))
    return Notice("warning", title, remedy, _FAST)
