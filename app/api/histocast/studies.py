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
    """Open a study for looking at; close it, or use it in a `with` statement.

    Nothing is written, no lock is taken, and a window that has the study open is not disturbed. Studies are created
    and filled by `histocast study` and in the window.

    Raises:
        HistocastError: there is no such file, it is not a study, or it is of an older form.
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
    """Return the patients of `study` with follow-up (years), and what model, readers and grade said of them.

    `questions` are keys of the score sheet whose answers are raters (none: the first question with two answers).
    `covariates` of the Cox models: None for stage and age, where the study has them. `combine` says how the
    probabilities of a patient's spots are combined: "mean", "median", "min" or "max"; None is the study's own setting.
    `reads` says which of a reader's reads of a patient's spots counts: "highest", "lowest" or "earliest".

    Raises:
        HistocastError: nobody has a follow-up, there is nobody to compare, or a name is unknown.
    """
    from model.study.patient_table import study_table
    from model.study.raters import raters_of
    from model.study.settings import settings_of

    table = study_table(study, combine, reads)
    chosen = None if covariates is None else tuple(covariates)
    return raters_of(table, settings_of(study).sheet, tuple(questions), chosen)
