"""Draw cumulative incidences with numbers at risk.

One figure shows the event and deaths of another cause. For each rater, another figure shows its risk groups.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from model.comparison.comparison import RaterComparison, RaterResult
from model.comparison.report.number_text import chi_square_text, estimate_text
from model.comparison.report.style import QUIET, figure, group_look, legend_above, print_notes, titled
from model.comparison.report.survival_figure import numbers_at_risk
from model.statistics.competing import Incidence

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


def causes(comparison: RaterComparison) -> "Figure | None":
    """Draw the cumulative incidences of the event and of deaths of another cause.

    A dotted line shows 1 minus Kaplan-Meier.

    Return None if no death of another cause is known.
    """
    if comparison.causes is None:
        return None
    # Both curves are of the same patients. Therefore they share one row of numbers at risk.
    made, axes = _incidences(comparison, "Causes of death", tuple(reversed(comparison.causes)), comparison.causes[:1])
    alone = comparison.overall
    axes.step(alone.times, 1 - alone.survival, where="post", color=QUIET, linewidth=1, linestyle=":",
              label="1 minus Kaplan-Meier")  # fmt: skip
    legend_above(axes, titled(comparison, "Causes of death"))
    return made


def of_rater(comparison: RaterComparison, result: RaterResult) -> "Figure | None":
    """Draw the cumulative incidence of the event in each risk group of one rater.

    Return None if no death of another cause is known.
    """
    found = result.competing
    if found is None or not found.incidences:
        return None
    made, _ = _incidences(comparison, f"Incidence by {result.name}", found.incidences, found.incidences)
    ratio = found.ratio_per_sd if result.threshold is None else found.ratio_threshold
    of = "per SD" if result.threshold is None else "high / low"
    notes = f"Fine-Gray {of} {estimate_text(ratio, p=True)}; Gray's test {chi_square_text(found.gray)}"
    print_notes(made, comparison, notes)
    return made


def _incidences(
    comparison: RaterComparison, title: str, curves: Sequence[Incidence], counted: Sequence[Incidence]
) -> "tuple[Figure, Axes]":
    """Draw `curves` with their bands, and a row of numbers at risk for each curve in `counted`."""
    made = figure(5.6, 3.9 + 0.16 * len(counted))
    rows = made.add_gridspec(2, 1, height_ratios=[1, 0.05 + 0.055 * len(counted)])
    axes, counts = made.add_subplot(rows[0]), made.add_subplot(rows[1])
    end = max(curve.last for curve in curves)
    for number, found in enumerate(curves):
        look = group_look(number, len(curves))
        times = np.append(found.times, found.last)
        steps = [np.append(values, values[-1]) for values in (found.share, found.low, found.high)]
        label = f"{found.name} ({found.events}/{len(found.follow_up)})"
        axes.step(times, steps[0], where="post", label=label, linewidth=1.5, **look)
        axes.fill_between(times, steps[1], steps[2], step="post", color=look["color"], alpha=0.13, linewidth=0)
    axes.axvline(comparison.options.horizon, color=QUIET, linewidth=0.7, linestyle=(0, (2, 2)))
    axes.set(xlim=(0, end), ylim=(0, 1), ylabel="cumulative incidence (Aalen-Johansen, 95 % band)")
    axes.set_xlabel(f"time ({comparison.table.unit or 'unit not stated'}); dashed: horizon")
    legend_above(axes, titled(comparison, title))
    numbers_at_risk(counts, counted, axes, end)
    print_notes(made, comparison)
    return made, axes
