"""Menu rows and notices about the precisions, made from devices and their known errors. No Qt."""

from app.session.values import Notice
from model.result.prediction import DeviceRecord, KnownError, Precision

EXACT_TITLE = "Exact (float32)"
FIRST_GUESS_MINUTES = 10
"""Duration in minutes of the precision check (all precisions) on two cores. It is shown until a better estimate is
known."""
_MENU = "the menu beside Analyse"


def fast_title(exact: DeviceRecord | None, faster: DeviceRecord | None) -> str:
    """Return the menu row for *fast* or *fastest*: its number format on this device and, if known, its error."""
    if exact is None:
        return "Fast: looking for devices …"
    if faster is None:
        return "Fast: not available on this device"
    error = faster.error
    known = f"off by up to {error.max_dp:.3f}" if error else "its error with this model is not measured yet"
    refused = ", not used" if error and not error.usable else ""
    return f"{_name(faster)}: {known}{refused}"


def no_fast(exact: DeviceRecord, precision: Precision = "fast") -> Notice:
    """Return the warning that *fast* or *fastest* does not exist for this device."""
    device = exact.title.split(" (")[0]
    what = f"{precision.capitalize()} is not available on {device} with {exact.engine}"
    return Notice("warning", f"{what}: analyses stay exact.")


def switched_on(faster: DeviceRecord) -> Notice:
    """Return the notice that *fast* or *fastest* is on. It is a warning if its error is not tolerable."""
    return _told(f"{_name(faster)} is on", faster.error)


def measured(faster: DeviceRecord) -> Notice:
    """Return the notice that *fast* or *fastest* was measured and is on. The notice gives the error."""
    return _told(f"{_name(faster)} was measured and is on", faster.error)


def unusable(faster: DeviceRecord) -> Notice:
    """Return the warning that the measured error of *fast* or *fastest* is too large for any use."""
    off = f": {faster.error.text}" if faster.error else ""
    return Notice("warning", f"{_name(faster)} is not used with this model{off}.", "Analyses stay exact.")


def measuring_stopped(why: str) -> Notice:
    """Return the notice that the precision check was stopped. `why` continues the sentence after a space."""
    return Notice("info", f"Measuring fast was stopped{why}. Nothing was saved.", f"Start it again in {_MENU}.")


def minutes(exact_seconds: float | None) -> int:
    """Return an estimate of the minutes that the precision check takes.

    The check analyses 20 spots with each precision. The faster ones together take about 70 % of the time of *exact*.
    """
    return FIRST_GUESS_MINUTES if exact_seconds is None else max(1, round(20 * 1.7 * exact_seconds / 60))


def _name(faster: DeviceRecord) -> str:
    return f"{faster.precision.capitalize()} ({faster.arithmetic})"


def _told(what: str, error: KnownError | None) -> Notice:
    if error is None:
        return Notice("info", f"{what}.")
    if error.tolerable:
        return Notice("info", f"{what}: {error.text}.")
    remedy = f"To avoid this error, choose Exact in {_MENU}."
    return Notice("warning", f"{what}, and not close to exact: {error.text}.", remedy)
