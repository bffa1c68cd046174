"""Draw Kaplan-Meier curves with bands, censoring ticks and numbers at risk."""

import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from model.base.plural import plural
from model.comparison.comparison import RaterComparison, RaterResult
from model.comparison.report.number_text import estimate_text, log_rank_note
from model.comparison.report.style import QUIET, figure, group_look, legend_above, print_notes, titled
from model.statistics.competing import Incidence
from model.statistics.estimate import ChiSquare, Estimate, NotGiven
from model.statistics.kaplan_meier import KaplanMeier

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_LETTERS = 96
"""Maximum number of characters in a line of text below the figure."""
_AXIS_LETTERS = 42
"""Maximum number of characters in a line of the label of the vertical axis."""
_NAME_LETTERS = 28
"""Maximum number of characters of the name of a group beside its numbers at risk. The legend has the whole name."""


def of_rater(comparison: RaterComparison, result: RaterResult) -> "Figure | None":
    """Draw the Kaplan-Meier curves of the risk groups of one rater. Return None if the rater has no groups."""
    if not result.groups:
        return None
    notes = [log_rank_note(result.log_rank)]
    ratio = result.estimates["hr_threshold"]
    if isinstance(ratio, Estimate):
        notes.insert(0, f"hazard ratio {estimate_text(ratio)}")
    threshold = result.threshold
    if threshold is not None:
        flag = ", CHOSEN ON THE SAME DATA" if threshold.same_data else ""
        notes.append(f"threshold {threshold.value:.6g}: {threshold.origin}{flag}")
    return _drawn(comparison, result.name, result.groups, notes)


def of_combination(
    comparison: RaterComparison, title: str, curves: tuple[KaplanMeier, ...], test: ChiSquare | NotGiven
) -> "Figure | None":
    """Draw the Kaplan-Meier curves of the combined risk groups of two raters. Return None if there are none."""
    return _drawn(comparison, title, curves, [log_rank_note(test)]) if curves else None


def of_all(comparison: RaterComparison) -> "Figure":
    """Draw the Kaplan-Meier curve of all patients."""
    return _drawn(comparison, "All patients", (comparison.overall,), [])


def _drawn(comparison: RaterComparison, title: str, curves: Sequence[KaplanMeier], notes: list[str]) -> "Figure":
    made = figure(5.6, 3.9 + 0.16 * len(curves))
    rows = made.add_gridspec(2, 1, height_ratios=[1, 0.05 + 0.055 * len(curves)])
    axes, counts = made.add_subplot(rows[0]), made.add_subplot(rows[1])
    end = max(float(curve.follow_up[-1]) for curve in curves)
    for number, curve in enumerate(curves):
        curve_of_group(axes, curve, group_look(number, len(curves)))
    axes.axvline(comparison.options.horizon, color=QUIET, linewidth=0.7, linestyle=(0, (2, 2)))
    # A longer label would be cut at both ends of the axis.
    axes.set(xlim=(0, end), ylim=(0, 1.02), ylabel=textwrap.fill(comparison.curves_text, _AXIS_LETTERS))
    axes.set_xlabel(f"time ({comparison.table.unit or 'unit not stated'}); dashed: horizon")
    legend_above(axes, titled(comparison, title))
    patients, events = sum(c.patients for c in curves), sum(c.events for c in curves)
    below = f"n {patients}, {plural(events, 'event')}"
    numbers_at_risk(counts, curves, axes, end)
    print_notes(made, comparison, *textwrap.wrap("; ".join([*notes, below]), _LETTERS))
    return made


def curve_of_group(axes: "Axes", curve: KaplanMeier, look: dict[str, Any]) -> None:
    """Draw the Kaplan-Meier curve of one group with its band, and a tick for each loss.

    `look` has the colour and the line style of the group.
    """
    last = float(curve.follow_up[-1])
    times = np.append(curve.times, last)
    steps = [np.append(values, values[-1]) for values in (curve.survival, curve.low, curve.high)]
    label = f"{curve.name} ({curve.events}/{curve.patients})"
    axes.step(times, steps[0], where="post", label=label, linewidth=1.5, **look)
    axes.fill_between(times, steps[1], steps[2], step="post", color=look["color"], alpha=0.13, linewidth=0)
    axes.plot(
        curve.censored, curve.censored_survival, linestyle="", marker="|", markersize=5, markeredgewidth=0.8,
        color=look["color"],
    )  # fmt: skip


def numbers_at_risk(counts: "Axes", curves: Sequence[KaplanMeier | Incidence], axes: "Axes", end: float) -> None:
    """Print a row of numbers at risk per curve below the time axis, with the name of its group at the left."""
    ticks = [float(tick) for tick in axes.get_xticks() if 0 <= tick <= end]
    counts.set(xlim=(0, end), ylim=(len(curves), -0.9))
    counts.set_axis_off()
    beside = counts.get_yaxis_transform()
    counts.text(-0.02, -0.9, "at risk", transform=beside, ha="right", fontsize=7, color=QUIET, va="top")
    for row, curve in enumerate(curves):
        colour = group_look(row, len(curves))["color"]
        name = curve.name if len(curve.name) <= _NAME_LETTERS else f"{curve.name[: _NAME_LETTERS - 1]}…"
        counts.text(-0.02, row + 0.5, name, transform=beside, ha="right", va="center", fontsize=7, color=colour)
        for tick in ticks:
            align = "left" if tick == 0 else "center" if tick < 0.97 * end else "right"
            counts.text(tick, row + 0.5, str(curve.at_risk(tick)), ha=align, va="center", fontsize=7)
