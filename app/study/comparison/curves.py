"""Points and texts of curves: steps and bands of Kaplan-Meier curves, ticks, and the nearest point.

This module does not import Qt.
"""

import math

import numpy as np

from app.language.text import number_text, tr
from app.study.comparison.shown_text import shown
from model.statistics.estimate import Estimate, Given
from model.statistics.kaplan_meier import KaplanMeier


def stairs(times: np.ndarray, values: np.ndarray, end: float) -> tuple[np.ndarray, np.ndarray]:
    """Return the corners of a step line through `times` and `values`, float [k], up to `end`.

    The result is two arrays, float [2 k].
    """
    x = np.append(np.repeat(times, 2)[1:], end)
    return x, np.repeat(values, 2)


def band(curve: KaplanMeier) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the corners of the 95 % band (times, low end, high end), up to the last time at which it is known."""
    known = np.isfinite(curve.low) & np.isfinite(curve.high)
    upto = len(known) if known.all() else int(np.argmin(known))
    if upto == 0:
        return np.zeros(0), np.zeros(0), np.zeros(0)
    end = float(curve.follow_up[-1]) if upto == len(known) else float(curve.times[upto])
    x, low = stairs(curve.times[:upto], curve.low[:upto], end)
    return x, low, stairs(curve.times[:upto], curve.high[:upto], end)[1]


def survival_text(curve: KaplanMeier, moment: float) -> str:
    """Return the survival at a time, such as "low risk 0.82 (0.75 to 0.88), 45 at risk"."""
    return tr(
        "{name} {estimate_at}, {at_risk} at risk",
        name=shown(curve.name),
        estimate_at=estimate_at(curve.at(moment)),
        at_risk=curve.at_risk(moment),
    )


def estimate_at(found: Given) -> str:
    """Return the value of a curve at a time with its interval, or "nobody left" if there is no value."""
    if isinstance(found, Estimate):
        return tr("{value:.2f} ({low:.2f} to {high:.2f})", value=found.value, low=found.low, high=found.high)
    return tr("nobody left") if found.value is None else number_text(f"{found.value:.2f}")


def time_ticks(end: float, most: int = 8) -> tuple[float, ...]:
    """Return at most `most` round times from 0 to `end`."""
    if not end > 0:
        return (0.0,)
    rough = end / (most - 1)
    unit = 10.0 ** math.floor(math.log10(rough))
    step = next(unit * round_ for round_ in (1, 2, 2.5, 5, 10) if unit * round_ >= rough)
    return tuple(float(tick) for tick in np.arange(0, end * (1 + 1e-9), step))


def nearest(x: np.ndarray, y: np.ndarray, at: float) -> tuple[float, float] | None:
    """Return the point of a curve whose x is nearest to `at`, or None if no point is known."""
    known = np.isfinite(y)
    if not known.any():
        return None
    place = int(np.argmin(np.where(known, np.abs(x - at), np.inf)))
    return float(x[place]), float(y[place])
