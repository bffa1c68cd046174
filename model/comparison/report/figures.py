"""The figures of a page in their order: a page comes in; what can be drawn, and drawings as bytes, go out."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from model.comparison.comparison import RaterComparison
from model.comparison.report import causes_figure, curve_figures, survival_figure, table_figures
from model.comparison.report.style import as_bytes, settings
from model.result.export.wording import plain

if TYPE_CHECKING:
    from matplotlib.figure import Figure


@dataclass(frozen=True)
class FigureOf:
    """One figure: `name` without suffix, for files; `draw` gives None where there is nothing to draw."""

    name: str
    title: str
    draw: "Callable[[], Figure | None]"


def figures_of(page: RaterComparison, published: bool = False) -> tuple[FigureOf, ...]:
    """All figures; `published`: the paper's hazard ratios beside ours, marked as the paper's."""
    found = (
        FigureOf("roc", "ROC curves", partial(curve_figures.roc, page)),
        FigureOf("hazard_ratios", "Hazard ratios", partial(table_figures.forest, page, published)),
        *(
            FigureOf(f"survival_{slug(one.name)}", f"Survival by {one.name}",
                     partial(survival_figure.of_rater, page, one))
            for one in page.raters
        ),
        *(
            FigureOf(
                f"survival_{slug(title)}",
                f"Survival by {title}",
                partial(survival_figure.of_combination, page, title, curves, test),
            )
            for title, curves, test in page.combined
        ),
        FigureOf("survival_all", "Survival of all patients", partial(survival_figure.of_all, page)),
        FigureOf("causes", "Causes of death", partial(causes_figure.causes, page)),
        *(
            FigureOf(f"calibration_{slug(one.name)}", f"Calibration of {one.name}",
                     partial(curve_figures.calibration, page, one))
            for one in page.raters
        ),
        FigureOf("decision", "Decision curve", partial(curve_figures.decision, page)),
        FigureOf("agreement", "Agreement", partial(table_figures.agreement, page)),
    )  # fmt: skip
    return _apart(found)


def _apart(found: Sequence[FigureOf]) -> tuple[FigureOf, ...]:
    """The same with a number after a name that stands already: two readers' names may make one file name."""
    names: list[str] = []
    for one in found:
        name, number = one.name, 1
        while name in names:
            number += 1
            name = f"{one.name}_{number}"
        names.append(name)
    return tuple(replace(one, name=name) for one, name in zip(found, names, strict=True))


@dataclass(frozen=True)
class Drawn:
    """A figure as files: `name` without suffix, its size in inches, and its bytes by format."""

    name: str
    title: str
    width: float
    height: float
    files: Mapping[str, bytes]


def drawn(one: FigureOf) -> Drawn | None:
    """The figure in every format; None where there is nothing to draw."""
    with settings():
        made = one.draw()
        if made is None:
            return None
        width, height = made.get_size_inches()
        return Drawn(one.name, one.title, float(width), float(height), as_bytes(made))


def slug(name: str) -> str:
    """A name as part of a file's name: letters, digits and _ only."""
    return "".join(c if c.isalnum() else "_" for c in plain(name).lower()).strip("_") or "rater"
