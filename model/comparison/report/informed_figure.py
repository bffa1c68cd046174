"""Draw the sensitivity and specificity of each reader in the blinded and the informed reads."""

from typing import TYPE_CHECKING, Literal

from model.comparison.comparison import RaterComparison
from model.comparison.informed import ReaderInfluence
from model.comparison.report.style import LINE, look_of, one_axes, print_notes

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_SMALLEST = 1e-6
"""A change of a rate smaller than this is not drawn as an arrow."""


def informed(comparison: RaterComparison) -> "Figure | None":
    """Draw one arrow per reader, from the rates of the blinded reads to the rates of the informed reads.

    Return None if nobody read again or no reader has a threshold.
    """
    found = comparison.influence
    moves = [(one, _point(one, "blinded"), _point(one, "informed")) for one in (found.readers if found else ())]
    drawable = [(one, start, end) for one, start, end in moves if start is not None and end is not None]
    if not drawable:
        return None
    made, axes = one_axes(comparison, f"Readers without and with the model at {comparison.horizon_text}", square=True)
    axes.plot([0, 1], [0, 1], color=LINE, linewidth=1)
    for one, start, end in drawable:
        look = look_of(comparison.rater(one.reader), comparison)
        label = f"{one.reader}: {one.right_to_wrong} right to wrong, {one.wrong_to_right} wrong to right"
        axes.plot(*start, marker="o", markersize=5, color=look["color"], markerfacecolor="white", linestyle="none")
        axes.plot(*end, marker="o", markersize=5, color=look["color"], linestyle="none", label=label)
        if max(abs(start[0] - end[0]), abs(start[1] - end[1])) > _SMALLEST:
            axes.annotate("", end, start, arrowprops={"arrowstyle": "->", "color": look["color"], "linewidth": 1.3})
    axes.set(xlim=(-0.01, 1.01), ylim=(-0.01, 1.01), aspect="equal")
    axes.set(xlabel="1 - specificity", ylabel="sensitivity")
    axes.legend(loc="lower right", fontsize=7, title="hollow: blinded; filled: informed", title_fontsize=7)
    note = "Patients with both reads and a known outcome at the horizon; intervals are in the table."
    print_notes(made, comparison, note)
    return made


def _point(one: ReaderInfluence, read: Literal["blinded", "informed"]) -> tuple[float, float] | None:
    """Return the point (1 - specificity, sensitivity) of the blinded or the informed reads.

    Return None if one of the two numbers does not exist.
    """
    figures = (one.figure("specificity"), one.figure("sensitivity"))
    specificity, sensitivity = (f.blinded.value if read == "blinded" else f.informed.value for f in figures)
    return None if specificity is None or sensitivity is None else (1 - specificity, sensitivity)
