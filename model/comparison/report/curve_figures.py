"""Draw ROC curves, calibration and decision curves."""

import math
import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from model.base.plural import plural
from model.comparison.comparison import RaterComparison, RaterResult
from model.comparison.metrics import Metric, metric, metrics_of
from model.comparison.report.number_text import estimate_text, metric_text
from model.comparison.report.style import LINE, QUIET, legend_above, look_of, one_axes, print_notes, titled
from model.statistics.estimate import Estimate
from model.statistics.smooth_calibration import SmoothCurve

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_LETTERS = 88
"""Maximum number of characters in a line of text below a square figure."""
_STEPS_DRAWN = 12
"""A rater with at most this many cut-offs gets a mark at each cut-off. Without marks, the line between two cut-offs
would look like many more cut-offs.
"""


def roc(comparison: RaterComparison) -> "Figure | None":
    """Draw the ROC curves of the patients whose outcome at the horizon is known, with their AUCs.

    Return None if there are no curves.
    """
    curves = [(found, found.roc) for found in comparison.raters if found.roc is not None]
    title = f"ROC at {comparison.horizon_text}, patients with known outcome"
    return _roc(comparison, title, curves, "auc", f"AUC (DeLong, 95 %)\n{_known(comparison)} lost and left out")


def roc_weighted(comparison: RaterComparison) -> "Figure | None":
    """Draw the ROC curves of all patients, weighted for censoring.

    Return None if nobody was lost before the horizon.
    """
    if not comparison.lost:
        return None
    curves = [(found, found.roc_weighted) for found in comparison.raters if found.roc_weighted is not None]
    title = f"ROC at {comparison.horizon_text}, weighted for censoring"
    legend = f"AUC (bootstrap, 95 %)\n{_known(comparison)} lost: the others have more weight"
    return _roc(comparison, title, curves, "auc_ipcw", legend)


def _known(comparison: RaterComparison) -> str:
    return f"{plural(comparison.known_events, 'event')}, {comparison.known_others} without,\n{comparison.lost}"


def _roc(
    comparison: RaterComparison,
    title: str,
    curves: Sequence[tuple[RaterResult, tuple[np.ndarray, np.ndarray]]],
    key: str,
    legend: str,
) -> "Figure | None":
    if not curves:
        return None
    made, axes = one_axes(comparison, title, square=True)
    axes.plot([0, 1], [0, 1], color=LINE, linewidth=1)
    for found, (false, true) in curves:
        mark: dict[str, Any] = {"marker": "o", "markersize": 3} if len(false) <= _STEPS_DRAWN else {}
        label = f"{found.name}: {estimate_text(found.estimates[key])}"
        axes.plot(false, true, label=label, **look_of(found, comparison), **mark)
    axes.set(xlim=(-0.01, 1.01), ylim=(-0.01, 1.01), aspect="equal")
    axes.set(xlabel="1 - specificity", ylabel="sensitivity")
    axes.legend(
        loc="upper left", bbox_to_anchor=(1.02, 1), fontsize=7, handlelength=3.2, alignment="left", title_fontsize=7,
        title=legend,
    )  # fmt: skip
    made.set_size_inches(6.8, 4.6)
    # A browser shows an SVG in its own font, which can be wider than the font of the layout.
    made.set_layout_engine("constrained", rect=(0, 0, 0.96, 1))
    return made


def calibration(comparison: RaterComparison, result: RaterResult) -> "Figure | None":
    """Draw the observed against the predicted risk of one rater, in bins with their counts.

    Return None if the rater has no calibration.
    """
    if not result.calibration_bins:
        return None
    made, axes = one_axes(comparison, f"Calibration of {result.name} at {comparison.horizon_text}", square=True)
    axes.plot([0, 1], [0, 1], color=LINE, linewidth=1)
    colour = look_of(result, comparison)["color"]
    if isinstance(result.smooth, SmoothCurve):
        curve = result.smooth
        axes.plot(curve.predicted, curve.observed, color=colour, linewidth=1.5)
        axes.fill_between(curve.predicted, curve.low, curve.high, color=colour, alpha=0.13, linewidth=0)
    for one in result.calibration_bins:
        observed = one.observed
        if isinstance(observed, Estimate):
            axes.plot([one.mean_risk] * 2, [observed.low, observed.high], color=colour, linewidth=1)
        value = observed.value
        if value is not None:
            axes.plot(one.mean_risk, value, marker="o", markersize=5, color=colour)
            axes.annotate(f"n {one.patients}", (one.mean_risk, value), (6, -9), textcoords="offset points", fontsize=7)
    # The text is below the axes, because points can lie in every corner of the axes.
    print_notes(made, comparison, *textwrap.wrap("; ".join(calibration_notes(comparison, result)), _LETTERS))
    end = _end(result)
    axes.set(xlim=(0, end), ylim=(0, end), aspect="equal")
    axes.set_xlabel("predicted probability of the event")
    axes.set_ylabel(f"observed (points: {comparison.share_method}, curve: weighted; 95 %)")
    return made


def _end(result: RaterResult) -> float:
    """Return the upper end of both axes: a multiple of 0.1, at least 0.05 above all bins and the curve, at most 1.

    If all risks are low, the axes are short, so that the risks can be distinguished.
    """
    highest = [found.high for one in result.calibration_bins if isinstance(found := one.observed, Estimate)]
    highest += [one.mean_risk for one in result.calibration_bins]
    if isinstance(result.smooth, SmoothCurve):
        highest += [float(result.smooth.predicted.max()), float(result.smooth.observed.max())]
    return min(1.0, math.ceil(10 * max(highest) + 0.5) / 10)


def calibration_notes(comparison: RaterComparison, result: RaterResult) -> list[str]:
    """Return the lines of text that are shown beside a calibration plot."""
    metrics = (f"{row.title} {metric_text(row, result)}" for row in calibration_metrics())
    return [*metrics, *calibration_counts(comparison, result)]


def calibration_metrics() -> tuple[Metric, ...]:
    """Return the metrics that are shown beside a calibration plot."""
    return (*metrics_of("calibration"), metric("brier"))


def calibration_counts(comparison: RaterComparison, result: RaterResult) -> list[str]:
    """Return how the metrics beside a calibration plot are weighted, and the numbers of patients."""
    counts = (
        f"n {result.patients}, {plural(result.known_events, 'event')} by {comparison.horizon_text}, "
        f"{result.known_others} without, {result.lost} lost before"
    )
    return ["all weighted for censoring", counts]


def decision(comparison: RaterComparison) -> "Figure | None":
    """Draw decision curves: the net benefit of treating by each rater, of treating all patients and of treating none.

    Return None if no rater has a net benefit.
    """
    if len(comparison.decision) < 2:
        return None
    made, axes = one_axes(comparison, f"Decision curve at {comparison.horizon_text}")
    axes.axhline(0, color=QUIET, linewidth=1, label="act on none")
    for curve in comparison.decision:
        known = [found for found in comparison.raters if found.name == curve.name]
        look = look_of(known[0], comparison) if known else {"color": LINE, "linewidth": 1.5, "linestyle": "-"}
        axes.plot(curve.thresholds, curve.benefit, label=curve.name, **look)
        axes.fill_between(curve.thresholds, curve.low, curve.high, color=look["color"], alpha=0.1, linewidth=0)
    known_benefits = [curve.benefit[np.isfinite(curve.benefit)] for curve in comparison.decision]
    top = max([0.1, *(float(benefit.max()) for benefit in known_benefits if len(benefit))])
    axes.set(xlim=(0, 1), ylim=(-0.1 * top, 1.15 * top))
    axes.set(xlabel="threshold probability of the event", ylabel="net benefit")
    given = comparison.options.prevalence
    own = f"prevalence: these patients' own ({comparison.share_method})"
    share = f"prevalence {given:g}, as stated" if given is not None else own
    legend_above(axes, titled(comparison, f"Decision curve at {comparison.horizon_text}"))
    print_notes(made, comparison, f"{share}; n {len(comparison.table.patients)}; bands: 95 %, pointwise")
    return made
