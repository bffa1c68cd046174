"""Figure of the cumulative incidence of the event and of deaths of another cause."""

from typing import TYPE_CHECKING

import numpy as np

from model.comparison.comparison import RaterComparison
from model.comparison.report.style import QUIET, group_look, one_axes

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def causes(comparison: RaterComparison) -> "Figure | None":
    """Draw both causes and, dotted, 1 minus Kaplan-Meier; return None where no death of another cause is known."""
    if comparison.causes is None:
        return None
    made, axes = one_axes(comparison, "Causes of death")
    for number, found in enumerate(reversed(comparison.causes)):
        look = group_look(number, 2)
        times = np.append(found.times, found.last)
        steps = [np.append(values, values[-1]) for values in (found.share, found.low, found.high)]
        axes.step(times, steps[0], where="post", label=f"{found.name} ({found.events})", linewidth=1.5, **look)
        axes.fill_between(times, steps[1], steps[2], step="post", color=look["color"], alpha=0.13, linewidth=0)
    alone = comparison.overall
    axes.step(alone.times, 1 - alone.survival, where="post", color=QUIET, linewidth=1, linestyle=":",
              label="1 less Kaplan-Meier")  # fmt: skip
    axes.axvline(comparison.options.horizon, color=QUIET, linewidth=0.7, linestyle=(0, (2, 2)))
    axes.set(xlim=(0, comparison.causes[0].last), ylim=(0, 1))
    axes.set_ylabel("cumulative incidence (Aalen-Johansen, 95 % band)")
    axes.set_xlabel(f"time ({comparison.table.unit or 'unit not stated'}); dashed: horizon")
    axes.legend(loc="upper left", fontsize=7)
    return made
