"""Menu rows and notices about *exact* and *fast*, from devices and their known errors. No Qt."""

from app.session.values import Notice
from model.result.prediction import DeviceRecord, KnownError

EXACT_TITLE = "Exact (float32)"
FIRST_GUESS_MINUTES = 8
"""Duration of the precision check on two cores, float32 and int8; shown until a better estimate is known."""
_MENU = "The menu beside Analyse"


def fast_title(exact: DeviceRecord | None, fast: DeviceRecord | None) -> str:
    """Return the menu row for *fast*: its arithmetic on this device, and its error if known."""
    if exact is None:
        return "Fast: looking for devices …"
    if fast is None:
        return "Fast: this device has no faster way"
    error = fast.error
    known = f"off by up to {error.max_dp:.3f}" if error else "its error with this model is not measured yet"
    return f"Fast ({fast.arithmetic}): {known}"


def no_fast(exact: DeviceRecord) -> Notice:
    """Return the warning that the device has no faster way than *exact*."""
    device = exact.title.split(" (")[0]
    return Notice("warning", f"{device} has no faster way than exact with {exact.engine}: computing is exact.")


def switched_on(fast: DeviceRecord) -> Notice:
    """Return the notice that *fast* is on; a warning if its error is not tolerable."""
    return _told(f"Fast ({fast.arithmetic}) is on", fast.error)


def measured(fast: DeviceRecord) -> Notice:
    """Return the notice that *fast* was measured and is on, with its error."""
    return _told(f"Fast ({fast.arithmetic}) was measured and is on", fast.error)


def measuring_stopped(why: str) -> Notice:
    """Return the notice that the precision check stopped; `why` completes the sentence."""
    return Notice("info", f"Measuring fast was stopped{why}; nothing was kept.", f"{_MENU} starts it again.")


def minutes(exact_seconds: float | None) -> int:
    """Estimate the minutes of the precision check: 20 spots each way; *fast* takes about 40 % of the time."""
    return FIRST_GUESS_MINUTES if exact_seconds is None else max(1, round(20 * 1.4 * exact_seconds / 60))


def _told(what: str, error: KnownError | None) -> Notice:
    if error is None:
        return Notice("info", f"{what}.")
    if error.tolerable:
        return Notice("info", f"{what}: {error.text}.")
    return Notice("warning", f"{what}, and not close to exact: {error.text}.", f"{_MENU} has Exact, to be sure.")
