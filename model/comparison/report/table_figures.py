"""Draw hazard ratios as a forest plot and agreement as a matrix."""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from model.comparison.comparison import RaterComparison
from model.comparison.report.number_text import estimate_text
from model.comparison.report.style import INK, LINE, QUIET, figure, look_of, print_notes, titled
from model.statistics.estimate import Estimate, Given, NotGiven

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


@dataclass(frozen=True)
class Published:
    """The published numbers of one rater: its hazard ratio with the 95 % interval, and its AUC."""

    rater: str
    ratio: Estimate
    auc: float


_REASON_LETTERS = 76
"""Letters in a line of the reason why a hazard ratio is missing. Two lines fit into a row."""
PAPER = "Bychkov et al., Sci. Rep. 8:3395 (2018), abstract"
PUBLISHED = (
    Published("VGG-16 + LSTM, TMA spot", Estimate(2.3, 1.79, 3.03), 0.69),
    Published("visual risk score, TMA spot", Estimate(1.67, 1.28, 2.19), 0.58),
    Published("histological grade, whole slide", Estimate(1.65, 1.30, 2.15), 0.57),
)
"""The numbers of the publication. They come from other patients and another model."""


@dataclass(frozen=True)
class ForestRow:
    """One line of the forest plot.

    `hollow`: the number comes from the publication, and its mark is hollow.
    """

    label: str
    found: Given
    colour: str
    hollow: bool = False


def forest(comparison: RaterComparison, published: bool) -> "Figure | None":
    """Draw hazard ratios at the threshold, or per SD for raters without one, both alone and with covariates.

    Return None if there are no hazard ratios. With `published`, the hazard ratios of the publication are drawn too.
    """
    rows = forest_rows(comparison, published)
    if not any(isinstance(row.found, Estimate) for row in rows):
        return None
    made = figure(7.2, 1.3 + 0.24 * len(rows))
    axes = made.add_subplot()
    axes.axvline(1, color=LINE, linewidth=1)
    for number, row in enumerate(rows):
        _forest_row(axes, number, row)
    axes.set_xscale("log")
    ends = [end for row in rows if isinstance(row.found, Estimate) for end in (row.found.low, row.found.high)]
    low, high = min(0.5, *ends) * 0.9, max(2.0, *ends) * 1.1
    axes.set(ylim=(len(rows) - 0.5, -0.6), xlim=(max(low, 0.05), min(high, 50)))
    axes.set_xlabel("hazard ratio (95 %), logarithmic")
    ticks = [tick for tick in (0.1, 0.25, 0.5, 1, 2, 4, 8, 16, 32) if max(low, 0.05) <= tick <= min(high, 50)]
    axes.set_xticks(ticks, [f"{tick:g}" for tick in ticks])
    axes.minorticks_off()
    axes.set_yticks(range(len(rows)), [row.label for row in rows], color=INK)
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)
    axes.set_title(titled(comparison, "Hazard ratios"), loc="left")
    print_notes(made, comparison, *([f"Hollow marks: {PAPER}; other patients, another model."] if published else []))
    return made


def forest_rows(comparison: RaterComparison, published: bool) -> list[ForestRow]:
    """Return the rows of the forest plot in the order of the raters.

    With `published`, the numbers of the publication follow.
    """
    adjusted = {found.rater: found for found in comparison.adjusted}
    rows = []
    for result in comparison.raters:
        key, of = ("hr_per_sd", "per SD") if result.threshold is None else ("hr_threshold", "high / low")
        flag = ", SAME DATA" if result.threshold is not None and result.threshold.same_data else ""
        colour = look_of(result, comparison)["color"]
        rows.append(ForestRow(f"{result.name} ({of}{flag})", result.estimates[key], colour))
        beside = adjusted.get(result.name)
        if beside is not None:
            model = beside.model
            ratio: Given = model if isinstance(model, NotGiven) else model.terms[0].ratio
            rows.append(ForestRow("the same, with the covariates", ratio, colour))
    if published:
        rows += [ForestRow(f"paper: {one.rater}", one.ratio, QUIET, hollow=True) for one in PUBLISHED]
    return rows


def _forest_row(axes: "Axes", number: int, row: ForestRow) -> None:
    text, at = estimate_text(row.found), (1, number)
    ground = None
    if isinstance(row.found, Estimate):
        face = "white" if row.hollow else row.colour
        axes.plot([row.found.low, row.found.high], [number, number], color=row.colour, linewidth=1.3)
        axes.plot(row.found.value, number, marker="s", markersize=5, color=row.colour, markerfacecolor=face)
    else:
        # The reason takes the room of the marks, over the line at 1.
        text, at = textwrap.fill(text, _REASON_LETTERS), (0, number)
        ground = {"facecolor": "white", "edgecolor": "none", "pad": 1}
    axes.annotate(text, at, (6, 0), xycoords=("axes fraction", "data"), textcoords="offset points",
                  va="center", fontsize=7, annotation_clip=False, bbox=ground)  # fmt: skip


def agreement(comparison: RaterComparison) -> "Figure | None":
    """Draw Cohen's kappa of every two raters on high and low risk.

    Return None if there are no pairs.
    """
    pairs = comparison.agreement.pairs
    if not pairs:
        return None
    names = [found.name for found in comparison.raters if any(found.name in (pair.a, pair.b) for pair in pairs)]
    shown = np.full((len(names), len(names)), np.nan)
    texts = [["" for _ in names] for _ in names]
    for pair in pairs:
        i, j = names.index(pair.a), names.index(pair.b)
        value = pair.kappa.value
        shown[i, j] = shown[j, i] = np.nan if value is None else value
        texts[i][j] = texts[j][i] = _cell(pair.kappa)
    side = 1.9 + 0.85 * len(names)
    made = figure(side, side * 0.8)
    axes = made.add_subplot()
    axes.imshow(shown, vmin=0, vmax=1, cmap="Greys", alpha=0.55, aspect="auto")
    _write_cells(axes, names, texts, shown)
    axes.set_title(titled(comparison, "Cohen's kappa on high and low risk (95 %)"), loc="left")
    readers = len(comparison.agreement.readers)
    fleiss = f"Fleiss' kappa of {readers} readers {estimate_text(comparison.agreement.fleiss)}"
    axes.set_xlabel(fleiss if readers else "")
    print_notes(made, comparison)
    return made


def _cell(found: Given) -> str:
    if isinstance(found, Estimate):
        return f"{found.value:.2f}\n({found.low:.2f} to {found.high:.2f})"
    return "none" if found.value is None else f"{found.value:.2f}"


def _write_cells(axes: "Axes", names: list[str], texts: Sequence[Sequence[str]], shown: np.ndarray) -> None:
    for i in range(len(names)):
        for j in range(len(names)):
            colour = "white" if shown[i, j] > 0.85 else INK
            axes.text(j, i, texts[i][j] or "–", ha="center", va="center", fontsize=6.5, color=colour)
    axes.set_xticks(range(len(names)), names, rotation=30, ha="right")
    axes.set_yticks(range(len(names)), names)
    axes.tick_params(length=0)
    for spine in axes.spines.values():
        spine.set_visible(False)
