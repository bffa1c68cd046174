"""List the figures of a comparison, and draw each of them as bytes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from model.comparison.comparison import RaterComparison
from model.comparison.report import (
    causes_figure,
    curve_figures,
    informed_figure,
    subgroup_figures,
    survival_figure,
    table_figures,
)
from model.comparison.report.style import as_bytes, settings, titled
from model.result.export.wording import plain

if TYPE_CHECKING:
    from matplotlib.figure import Figure


@dataclass(frozen=True)
class FigureOf:
    """One figure of a comparison.

    `name` is its file name without suffix. `draw` returns None if there is nothing to draw.
    """

    name: str
    title: str
    draw: "Callable[[], Figure | None]"


def figures_of(comparison: RaterComparison, published: bool = False) -> tuple[FigureOf, ...]:
    """Return all figures of a comparison.

    With `published`, the forest plot also shows the hazard ratios of the publication, marked as published.
    """
    found = (
        FigureOf("roc", "ROC curves, known", partial(curve_figures.roc, comparison)),
        FigureOf("roc_weighted", "ROC curves, weighted", partial(curve_figures.roc_weighted, comparison)),
        FigureOf("hazard_ratios", "Hazard ratios", partial(table_figures.forest, comparison, published)),
        *(
            FigureOf(f"survival_{slug(one.name)}", f"Survival by {one.name}",
                     partial(survival_figure.of_rater, comparison, one))
            for one in comparison.raters
        ),
        *(
            FigureOf(
                f"survival_{slug(title)}",
                f"Survival by {title}",
                partial(survival_figure.of_combination, comparison, title, curves, test),
            )
            for title, curves, test in comparison.combined
        ),
        FigureOf("survival_all", "Survival of all patients", partial(survival_figure.of_all, comparison)),
        FigureOf("causes", "Causes of death", partial(causes_figure.causes, comparison)),
        *(
            FigureOf(f"incidence_{slug(one.name)}", f"Incidence by {one.name}",
                     partial(causes_figure.of_rater, comparison, one))
            for one in comparison.raters
        ),
        *(
            FigureOf(f"calibration_{slug(one.name)}", f"Calibration of {one.name}",
                     partial(curve_figures.calibration, comparison, one))
            for one in comparison.raters
        ),
        FigureOf("decision", "Decision curve", partial(curve_figures.decision, comparison)),
        FigureOf("agreement", "Agreement", partial(table_figures.agreement, comparison)),
        FigureOf("subgroups_auc", "AUC by groups of patients", partial(subgroup_figures.auc_forest, comparison)),
        FigureOf("subgroups_hazard_ratios", "Hazard ratios by groups of patients",
                 partial(subgroup_figures.hazard_forest, comparison)),
        FigureOf("informed", "Readers without and with the model", partial(informed_figure.informed, comparison)),
    )  # fmt: skip
    return tuple(replace(one, title=titled(comparison, one.title)) for one in _apart(found))


def _apart(found: Sequence[FigureOf]) -> tuple[FigureOf, ...]:
    """Return the figures with a number added to each repeated name.

    Two different names of raters can result in the same file name.
    """
    names: list[str] = []
    for one in found:
        name, number = one.name, 1
        while name in names:
            number += 1
            name = f"{one.name}_{number}"
        names.append(name)
    return tuple(replace(one, name=name) for one, name in zip(found, names, strict=True))


@dataclass(frozen=True)
class DrawnFigure:
    """A drawn figure: `name` without suffix, its size in inches, and its bytes by format."""

    name: str
    title: str
    width: float
    height: float
    files: Mapping[str, bytes]


def drawn(one: FigureOf) -> DrawnFigure | None:
    """Draw the figure in every format. Return None if there is nothing to draw."""
    with settings():
        made = one.draw()
        if made is None:
            return None
        width, height = made.get_size_inches()
        return DrawnFigure(one.name, one.title, float(width), float(height), as_bytes(made))


def slug(name: str) -> str:
    """Return `name` changed to a valid part of a file name, with only letters, digits and _."""
    return "".join(c if c.isalnum() else "_" for c in plain(name).lower()).strip("_") or "rater"
