"""Draw forest plots of one metric of the first model, with one row for each group of patients."""

from typing import TYPE_CHECKING

from model.base.plural import plural
from model.comparison.comparison import RaterComparison, RaterResult
from model.comparison.metrics import metric
from model.comparison.report.number_text import estimate_text, p_text
from model.comparison.report.style import INK, LINE, QUIET, figure, look_of, print_notes, titled
from model.comparison.subgroups import RaterSubgroups, SubgroupRow
from model.statistics.estimate import ChiSquare, Estimate, Given

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_LONGEST_REASON = 40


def auc_forest(comparison: RaterComparison) -> "Figure | None":
    """Draw the AUC at the horizon for each group of patients. Return None if there are no groups or no estimates."""
    return _forest(comparison, "auc", "heterogeneity")


def hazard_forest(comparison: RaterComparison) -> "Figure | None":
    """Draw the hazard ratio for each group of patients: at the threshold, or per SD if there is no threshold.

    Return None if there are no groups or no estimates.
    """
    if not comparison.raters:
        return None
    key = "hr_per_sd" if shown_rater(comparison).threshold is None else "hr_threshold"
    return _forest(comparison, key, "interaction")


def shown_rater(comparison: RaterComparison) -> RaterResult:
    """Return the results of the first model, or of the first rater if there is no model."""
    return next((rater for rater in comparison.raters if rater.role == "model"), comparison.raters[0])


def _forest(comparison: RaterComparison, key: str, test: str) -> "Figure | None":
    analysis = comparison.subgroups
    if analysis is None:
        return None
    rater = shown_rater(comparison)
    of = [one for one in analysis.found if one.rater == rater.name]
    overall = rater.estimates[key]
    rows: list[tuple[str, Given | None, bool]] = [("all patients", overall, False)]
    for one in of:
        rows.append((f"{one.grouping}{_p(one, test)}", None, True))
        rows += [(f"{row.level}, n {row.patients}, {_events(row, key)}", row.estimates[key], False) for row in one.rows]
    if not any(isinstance(found, Estimate) for _, found, _ in rows):
        return None
    made = figure(7.2, 1.2 + 0.2 * len(rows))
    axes = made.add_subplot()
    if overall.value is not None:
        axes.axvline(overall.value, color=LINE, linewidth=1)
    for number, (_, found, _) in enumerate(rows):
        if found is not None:
            _mark(axes, number, found, look_of(rater, comparison)["color"])
    _finish(axes, [label for label, _, _ in rows], [head for _, _, head in rows], key.startswith("hr"))
    axes.set_xlabel(f"{metric(key).title} (95 %)")
    shown = f"AUC at {comparison.horizon_text}" if key == "auc" else "hazard ratio"
    axes.set_title(titled(comparison, f"{rater.name} by groups: {shown}"), loc="left")
    print_notes(
        made, comparison, f"p values are for a difference between groups, by Holm's method for {analysis.tests} tests."
    )
    return made


def _events(row: SubgroupRow, key: str) -> str:
    """Return the number of events from which the metric `key` was computed. Hazard ratios use the whole follow-up."""
    count = row.events if key.startswith("hr") else row.known_events
    return plural(count, "event")


def _p(one: RaterSubgroups, test: str) -> str:
    found = getattr(one, test)
    return f" (p {p_text(found.corrected)})" if isinstance(found.found, ChiSquare) else " (no test)"


def _mark(axes: "Axes", number: int, found: Given, colour: str) -> None:
    text = estimate_text(found)
    if isinstance(found, Estimate):
        axes.plot([found.low, found.high], [number, number], color=colour, linewidth=1.3)
        axes.plot(found.value, number, marker="s", markersize=4, color=colour)
    else:
        text = text if len(text) < _LONGEST_REASON else text[: _LONGEST_REASON - 2] + "…"
    axes.annotate(text, (1, number), (6, 0), xycoords=("axes fraction", "data"), textcoords="offset points",
                  va="center", fontsize=7, annotation_clip=False)  # fmt: skip


def _finish(axes: "Axes", labels: list[str], heads: list[bool], logarithmic: bool) -> None:
    if logarithmic:
        axes.set_xscale("log")
        axes.axvline(1, color=QUIET, linewidth=0.7, linestyle=":")
        low, high = axes.get_xlim()
        ticks = [tick for tick in (0.1, 0.25, 0.5, 1, 2, 4, 8, 16, 32) if low <= tick <= high]
        axes.set_xticks(ticks, [f"{tick:g}" for tick in ticks])
        axes.minorticks_off()
    else:
        axes.axvline(0.5, color=QUIET, linewidth=0.7, linestyle=":")
    axes.set_ylim(len(labels) - 0.5, -0.6)
    axes.set_yticks(range(len(labels)), labels, color=INK)
    for label, head in zip(axes.get_yticklabels(), heads, strict=True):
        label.set_fontweight("bold" if head else "normal")
        label.set_fontsize(7)
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)
