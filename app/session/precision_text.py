"""Menu rows and notices about *exact* and *fast*, made from devices and their known errors. No Qt."""

from app.session.values import Notice
from model.result.prediction import DeviceRecord, KnownError

EXACT_TITLE = "Exact (float32)"
FIRST_GUESS_MINUTES = 8
"""Duration in minutes of the precision check (float32 and int8) on two cores. It is shown until a better estimate is
known."""
_MENU = "the menu beside Analyse"


def fast_title(exact: DeviceRecord | None, fast: DeviceRecord | None) -> str:
    """Return the menu row for *fast*: its arithmetic on this device and, if known, its error."""
    if exact is None:
        return "Fast: looking for devices …"
    if fast is None:
        return "Fast: not available on this device"
    error = fast.error
    known = f"off by up to {error.max_dp:.3f}" if error else "its error with this model is not measured yet"
    return f"Fast ({fast.arithmetic}): {known}"


def no_fast(exact: DeviceRecord) -> Notice:
    """Return the warning that *fast* does not exist for this device."""
    device = exact.title.split(" (")[0]
    return Notice("warning", f"Fast is not available on {device} with {exact.engine}: analyses stay exact.")


def switched_on(fast: DeviceRecord) -> Notice:
    """Return the notice that *fast* is on. It is a warning if the error of *fast* is not tolerable."""
    return _told(f"Fast ({fast.arithmetic}) is on", fast.error)


def measured(fast: DeviceRecord) -> Notice:
    """Return the notice that *fast* was measured and is on. The notice gives the error."""
    return _told(f"Fast ({fast.arithmetic}) was measured and is on", fast.error)


def measuring_stopped(why: str) -> Notice:
    """Return the notice that the precision check was stopped. `why` continues the sentence after a space."""
    return Notice("info", f"Measuring fast was stopped{why}. Nothing was saved.", f"Start it again in {_MENU}.")


def minutes(exact_seconds: float | None) -> int:
    """Return an estimate of the minutes that the precision check takes.

    The check analyses 20 spots with each precision. An analysis with *fast* takes about 40 % of the time of *exact*.
    """
    return FIRST_GUESS_MINUTES if exact_seconds is None else max(1, round(20 * 1.4 * exact_seconds / 60))


def _told(what: str, error: KnownError | None) -> Notice:
    if error is None:
        return Notice("info", f"{what}.")
    if error.tolerable:
        return Notice("info", f"{what}: {error.text}.")
    remedy = f"To avoid this error, choose Exact in {_MENU}."
    return Notice("warning", f"{what}, and not close to exact: {error.text}.", remedy)
