"""The result of a comparison of methods: metrics, predictions, and differences between the methods."""

from dataclasses import dataclass

from model.training.differences import Difference, MethodPredictions
from model.training.figures import AucRecord, HazardRecord
from model.training.whole_cohort import WholeCohort


@dataclass(frozen=True)
class Line:
    """The metrics of a method, computed from the held-out patients of all folds together.

    `auc` and `brier` (of the Platt-scaled probability) include the patients with a known outcome at 5 years. `c_index`
    and `hazard_ratio` include all patients; lost patients are included until their last follow-up. The hazard ratio
    compares the high-risk with the low-risk group; the threshold between the groups is chosen in each fold on the
    training patients. `fold_aucs` has one AUC per fold. `order_sd` is the standard deviation of the probability over
    the eight flips and rotations of the grid, averaged over the patients. `pass_sd` is the same standard deviation if
    the network processes the tiles only once, in raster order, instead of averaging over its tile orders. Both are None
    if the output of the method does not depend on the tile order.
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
    """More metrics of all patients: C-index with interval, Kaplan-Meier estimates of the risk groups, and bias of the
    probability.
    """
    pass_sd: float | None = None


@dataclass(frozen=True)
class LearningPoint:
    """One point of a learning curve: the results of all methods when trained on a share of the patients.

    `patients` is the number of training and validation patients in a fold, averaged over the folds. Patients who were
    lost before 5 years are not counted, although some methods use them.
    """

    patients: float
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Comparison:
    """The results of all methods, in the order of the request, and facts about the cohort.

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
    """The out-of-fold predictions of each method, in the order of the lines."""
    differences: tuple[Difference, ...] = ()
    """The differences between the first method and each other method, on the patients for whom both methods have a
    prediction.
    """
    learning: tuple[LearningPoint, ...] = ()
    """The learning curve: points with fewer training patients, smallest number first, and last the point with all
    patients.
    """
