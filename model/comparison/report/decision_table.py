"""The net benefit at some threshold probabilities, with its interval, as a table.

JSON and CSV contain all threshold probabilities.
"""

import numpy as np

from model.comparison.comparison import RaterComparison
from model.comparison.report.number_text import estimate_text
from model.comparison.report.text_table import TextTable
from model.statistics.decision import NetBenefit

_SHOWN = (0.1, 0.2, 0.3, 0.4, 0.5)


def decision_table(comparison: RaterComparison) -> TextTable:
    """Return the table of the net benefit of treating all patients, and of treating by each rater.

    The table has no rows if no rater has a net benefit.
    """
    header = ("acting on", *(f"threshold {threshold:.0%}".replace("%", " %") for threshold in _SHOWN))
    curves = comparison.decision if len(comparison.decision) > 1 else ()
    rows = tuple(
        (curve.name.removeprefix("act on "), *(benefit_text(curve, threshold) for threshold in _SHOWN))
        for curve in curves
    )
    given = comparison.options.prevalence
    known = f" The prevalence {given:g} was given by the user and is treated as known." if given is not None else ""
    note = (
        "Treating no patient has a net benefit of 0. The 95 % intervals are pointwise, by the delta "
        f"method; they do not compare curves.{known}"
    )
    return TextTable(f"Net benefit at {comparison.horizon_text}", header, rows, note)


def benefit_text(curve: NetBenefit, threshold: float) -> str:
    """Return text with the net benefit at the threshold probability nearest to `threshold`, and its interval."""
    return estimate_text(curve.at(int(np.argmin(np.abs(curve.thresholds - threshold)))), digits=3)
