"""Exact and fast in words: devices with what is known of their error come in, menu rows and notices go out; no Qt."""

from app.session.values import Notice
from model.result.prediction import DeviceRecord, KnownError

EXACT_TITLE = "Exact (float32)"
FIRST_GUESS_MINUTES = 8
"""Measuring took so long on two cores, float32 and int8; said while nothing better is known."""
_MENU = "The menu beside Analyse"


def fast_title(exact: DeviceRecord | None, fast: DeviceRecord | None) -> str:
    """The row for *fast* in the menu: what it is on this device, and what is known of its error."""
    if exact is None:
        return "Fast: looking for devices …"
    if fast is None:
        return "Fast: this device has no faster way"
    error = fast.error
    known = f"off by up to {error.max_dp:.3f}" if error else "its error with this model is not measured yet"
    return f"Fast ({fast.arithmetic}): {known}"


def no_fast(exact: DeviceRecord) -> Notice:
    device = exact.words.split(" (")[0]
    return Notice("warning", f"{device} has no faster way than exact with {exact.engine}: computing is exact.")


def switched_on(fast: DeviceRecord) -> Notice:
    """*fast* counts from now on: a warning where its error is not tolerable."""
    return _told(f"Fast ({fast.arithmetic}) is on", fast.error)


def measured(fast: DeviceRecord) -> Notice:
    return _told(f"Fast ({fast.arithmetic}) was measured and is on", fast.error)


def measuring_stopped(why: str) -> Notice:
    return Notice("info", f"Measuring fast was stopped{why}; nothing was kept.", f"{_MENU} starts it again.")


def minutes(exact_seconds: float | None) -> int:
    """About how long measuring takes: 20 spots either way, *fast* in some 40 % of the time of *exact*."""
    return FIRST_GUESS_MINUTES if exact_seconds is None else max(1, round(20 * 1.4 * exact_seconds / 60))


def _told(what: str, error: KnownError | None) -> Notice:
    if error is None:
        return Notice("info", f"{what}.")
    if error.tolerable:
        return Notice("info", f"{what}: {error.words}.")
    return Notice("warning", f"{what}, and not close to exact: {error.words}.", f"{_MENU} has Exact, to be sure.")
