"""Cumulative incidence of the event and of deaths of another cause: a page comes in, a figure goes out."""

from typing import TYPE_CHECKING

import numpy as np

from model.comparison.comparison import RaterComparison
from model.comparison.report.style import QUIET, group_look, one_axes

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def causes(page: RaterComparison) -> "Figure | None":
    """None where no death of another cause is known; beside the event, dotted, 1 less Kaplan-Meier."""
    if page.causes is None:
        return None
    made, axes = one_axes(page, "Causes of death")
    for number, found in enumerate(reversed(page.causes)):
        look = group_look(number, 2)
        times = np.append(found.times, found.last)
        steps = [np.append(values, values[-1]) for values in (found.share, found.low, found.high)]
        axes.step(times, steps[0], where="post", label=f"{found.name} ({found.events})", linewidth=1.5, **look)
        axes.fill_between(times, steps[1], steps[2], step="post", color=look["color"], alpha=0.13, linewidth=0)
    alone = page.overall
    axes.step(alone.times, 1 - alone.survival, where="post", color=QUIET, linewidth=1, linestyle=":",
              label="1 less Kaplan-Meier")  # fmt: skip
    axes.axvline(page.options.horizon, color=QUIET, linewidth=0.7, linestyle=(0, (2, 2)))
    axes.set(xlim=(0, page.causes[0].last), ylim=(0, 1), ylabel="cumulative incidence (Aalen-Johansen, 95 % band)")
    axes.set_xlabel(f"time ({page.table.unit or 'unit not stated'}); dashed: horizon")
    axes.legend(loc="upper left", fontsize=7)
    return made
