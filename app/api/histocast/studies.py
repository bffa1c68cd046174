"""Open a `.histostudy` file and compare its raters."""

from collections.abc import Sequence
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from model.comparison.data.rater_table import RaterTable
    from model.study.patient_table import ReadRule
    from model.study.settings import Combine
    from model.study.store import Study


def open_study(path: str | PathLike[str]) -> "Study":
    """Open a study for reading only. Call `close` after use, or use it in a `with` statement.

    Nothing is written and no lock is taken, so the study can be open in a window at the same time. To create and fill
    studies, use `histocast study` or the window.

    Raises:
        HistocastError: there is no such file, it is not a study, or its version is too old.
    """
    from model.study.store import look_at_study

    return look_at_study(Path(path))


def study_raters(
    study: "Study",
    questions: Sequence[str] = (),
    covariates: Sequence[str] | None = None,
    combine: "Combine | None" = None,
    reads: "ReadRule" = "highest",
) -> "RaterTable":
    """Return the patients of `study` with their follow-up (years) and the assessments of the model, readers and grade.

    `questions` are keys of the score sheet. Each reader's answers to one question form a rater. Without `questions`,
    the first question with two answers is used. `covariates` are the covariates of the Cox models; None selects stage
    and age if the study has them. `combine` is the rule that combines the probabilities of a patient's spots: "mean",
    "median", "min" or "max"; None selects the study's own setting. `reads` selects which read counts if a reader read
    several spots of a patient: "highest", "lowest" or "earliest".

    Raises:
        HistocastError: no patient has a follow-up, there are no raters, or a name is unknown.
    """
    from model.study.patient_table import study_table
    from model.study.raters import raters_of
    from model.study.settings import settings_of

    table = study_table(study, combine, reads)
    chosen = None if covariates is None else tuple(covariates)
    return raters_of(table, settings_of(study).sheet, tuple(questions), chosen)
