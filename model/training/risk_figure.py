"""Draw the survival of the low-risk and high-risk groups by Kaplan and Meier, as a PNG."""

from pathlib import Path

import numpy as np

from model.base.plural import plural
from model.comparison.report.style import LINE, QUIET, figure, group_look, print_below, save, settings
from model.comparison.report.survival_figure import curve_of_group, numbers_at_risk
from model.result.export.wording import RESEARCH_USE_ONLY
from model.statistics.kaplan_meier import kaplan_meier
from model.training.cohort_table import ENDPOINT_YEARS
from model.training.figures import hazard_record
from model.training.whole_cohort import Predicted


def draw_risk_groups(found: Predicted, title: str, path: Path) -> None:
    """Draw the survival curves of both groups with 95 % bands, numbers at risk, and the hazard ratio of high risk.

    A tick on a curve marks a patient who was lost to follow-up.
    """
    groups = [
        kaplan_meier(name, found.time[some], found.event[some])
        for name, some in (("low risk", ~found.high_risk), ("high risk", found.high_risk))
        if some.any()
    ]
    ratio = hazard_record(found.high_risk, found.time, found.event)
    with settings():
        made = figure(5.6, 4.2)
        rows = made.add_gridspec(2, 1, height_ratios=[1, 0.16])
        axes, counts = made.add_subplot(rows[0]), made.add_subplot(rows[1])
        end = max(float(group.follow_up[-1]) for group in groups)
        for group in groups:
            curve_of_group(axes, group, group_look(int(group.name == "high risk"), 2))
        axes.axvline(ENDPOINT_YEARS, color=QUIET, linewidth=0.7, linestyle=(0, (2, 2)))
        axes.grid(axis="y", color=LINE, linewidth=0.5)
        axes.set(xlim=(0, end), ylim=(0, 1.02), ylabel="survival", xlabel="years; dashed: 5 years")
        axes.set_title(title, loc="left")
        axes.legend(loc="upper right", fontsize=7, handlelength=2.6, frameon=True, edgecolor="none", framealpha=0.85)
        counted = f"n {len(found.time)}, {plural(int(found.event.sum()), 'event')} (died of the disease)"
        text = "no hazard ratio" if np.isnan(ratio.value) else (
            f"hazard ratio of high risk {ratio.value:.2f} (95 % interval {ratio.low:.2f} to {ratio.high:.2f})"
        )
        axes.text(0.02, 0.03, f"{text}\n{counted}", transform=axes.transAxes, fontsize=7)
        numbers_at_risk(counts, groups, axes, end)
        print_below(made, RESEARCH_USE_ONLY)
        save(made, path)
