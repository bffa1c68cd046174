"""ROC curves together, calibration and decision curves: a page comes in, figures go out."""

from typing import TYPE_CHECKING, Any

import numpy as np

from model.comparison.comparison import Calibration, RaterComparison, RaterResult
from model.comparison.report.record import words_of
from model.comparison.report.style import LINE, QUIET, look_of, one_axes, sign
from model.statistics.estimate import Estimate

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_STEPS_DRAWN = 12
"""A rater of so few steps gets marks at them: the line between is no cut-off."""


def roc(page: RaterComparison) -> "Figure | None":
    """All raters' curves at the horizon, with their AUCs."""
    there = [found for found in page.raters if found.roc is not None]
    if not there:
        return None
    made, axes = one_axes(page, f"ROC at {page.horizon_text}", square=True)
    axes.plot([0, 1], [0, 1], color=LINE, linewidth=1)
    for found in there:
        false, true = found.roc if found.roc is not None else (np.zeros(0), np.zeros(0))
        mark: dict[str, Any] = {"marker": "o", "markersize": 3} if len(false) <= _STEPS_DRAWN else {}
        axes.plot(false, true, label=f"{found.name}: {words_of(found.auc)}", **look_of(found, page), **mark)
    axes.set(xlim=(-0.01, 1.01), ylim=(-0.01, 1.01), aspect="equal")
    axes.set(xlabel="1 - specificity", ylabel="sensitivity")
    axes.legend(
        loc="upper left", bbox_to_anchor=(1.02, 1), fontsize=7, handlelength=3.2, alignment="left", title_fontsize=7,
        title=f"AUC (DeLong, 95 %)\n{page.known_events} events, {page.known_others} without",
    )  # fmt: skip
    made.set_size_inches(6.8, 4.6)
    # An SVG is set in the reader's own letters, which may be wider than those it was laid out with.
    made.set_layout_engine("constrained", rect=(0, 0, 0.96, 1))
    return made


def calibration(page: RaterComparison, result: RaterResult) -> "Figure | None":
    """Observed against predicted risk of one rater, in bins with their counts."""
    found = result.calibration
    if not isinstance(found, Calibration):
        return None
    made, axes = one_axes(page, f"Calibration of {result.name} at {page.horizon_text}", square=True)
    axes.plot([0, 1], [0, 1], color=LINE, linewidth=1)
    colour = look_of(result, page)["color"]
    for one in found.bins:
        observed = one.observed
        if isinstance(observed, Estimate):
            axes.plot([one.mean_risk] * 2, [observed.low, observed.high], color=colour, linewidth=1)
        value = observed.value
        if value is not None:
            axes.plot(one.mean_risk, value, marker="o", markersize=5, color=colour)
            axes.annotate(f"n {one.patients}", (one.mean_risk, value), (6, -9), textcoords="offset points", fontsize=7)
    words = [
        f"slope {words_of(found.slope)}",
        f"intercept (slope 1) {words_of(found.intercept)}",
        f"Brier {words_of(result.brier_censored, 3)}, with censoring",
        f"n {result.patients}, {result.known_events} events by the horizon",
    ]
    # Under the axes: no corner of them is always free of points.
    sign(made, page, "; ".join(words[:2]), "; ".join(words[2:]))
    axes.set(xlim=(0, 1), ylim=(0, 1), aspect="equal")
    axes.set(xlabel="predicted probability of the event", ylabel="observed (Kaplan-Meier, 95 %)")
    return made


def decision(page: RaterComparison) -> "Figure | None":
    """Net benefit of acting on each rater, on all and on none."""
    if len(page.decision) < 2:
        return None
    made, axes = one_axes(page, f"Decision curve at {page.horizon_text}")
    axes.axhline(0, color=QUIET, linewidth=1, label="act on none")
    for curve in page.decision:
        known = [found for found in page.raters if found.name == curve.name]
        look = look_of(known[0], page) if known else {"color": LINE, "linewidth": 1.5, "linestyle": "-"}
        axes.plot(curve.thresholds, curve.benefit, label=curve.name, **look)
    known_benefits = [curve.benefit[np.isfinite(curve.benefit)] for curve in page.decision]
    top = max([0.1, *(float(benefit.max()) for benefit in known_benefits if len(benefit))])
    axes.set(xlim=(0, 1), ylim=(-0.1 * top, 1.15 * top))
    axes.set(xlabel="threshold probability of the event", ylabel="net benefit")
    given = page.options.prevalence
    share = f"prevalence {given:g}, as stated" if given is not None else "prevalence: these patients' own"
    title = f"{share}; n {len(page.table.patients)}"
    axes.legend(loc="upper right", fontsize=7, handlelength=3.2, title=title, title_fontsize=7)
    return made
