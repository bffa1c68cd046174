"""The result of a comparison of methods: their figures, predictions and differences."""

from dataclasses import dataclass

from model.training.differences import Difference, MethodPredictions
from model.training.figures import AucRecord, HazardRecord
from model.training.whole_cohort import WholeCohort


@dataclass(frozen=True)
class Line:
    """The figures of a method over the held-out patients of all folds, pooled.

    `auc` and `brier` (of the Platt-scaled probability) include the patients with a known outcome at 5 years. `c_index`
    and `hazard_ratio` include all patients; lost patients are included until their last follow-up. The hazard ratio
    compares high with low risk; the threshold of each fold is found on its training patients. `fold_aucs` has one AUC
    per fold. `order_sd` is the standard deviation of the probability over the eight flips and rotations of the grid,
    averaged over the patients. `pass_sd` is the same standard deviation for single passes in raster order. Both are
    None if the output of the method does not depend on the tile order.
    """

    method: str
    auc: AucRecord
    order_sd: float | None
    fold_aucs: tuple[float, ...]
    c_index: float
    hazard_ratio: HazardRecord
    brier: float
    seconds: float
    cohort: WholeCohort
    """More figures of all patients: C-index with interval, risk groups by Kaplan and Meier, bias."""
    pass_sd: float | None = None


@dataclass(frozen=True)
class LearningPoint:
    """One point of a learning curve: the lines of all methods.

    `patients` is the number of training and validation patients in a fold, averaged over the folds. Patients who were
    lost before 5 years are not counted, although some methods use them.
    """

    patients: float
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Comparison:
    """The lines of all methods, in the order of the request, and facts about the cohort.

    `left_out` lists methods with too few usable patients.
    """

    table: str
    patients: int
    known: int
    died: int
    folds: str
    """How patients were held out, for example "3 rotating folds"."""
    seed: int
    lines: tuple[Line, ...]
    left_out: tuple[str, ...]
    notes: tuple[str, ...] = ()
    """Sentences on how the table was interpreted."""
    predictions: tuple[MethodPredictions, ...] = ()
    """The out-of-fold predictions of each line, in the same order."""
    differences: tuple[Difference, ...] = ()
    """The difference of each other method to the first one, on the patients for whom both have a prediction."""
    learning: tuple[LearningPoint, ...] = ()
    """The learning curve: points with fewer training patients, smallest number first, and last the point with all
    patients.
    """
