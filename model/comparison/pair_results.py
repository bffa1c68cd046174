"""The results of two raters: differences, agreement and reclassification, as frozen values."""

from dataclasses import dataclass

from model.statistics.estimate import Given


@dataclass(frozen=True)
class PairResult:
    """The differences `a` minus `b` of two raters, on the patients for whom both raters have a value.

    `delta_auc` is the AUC difference on the patients whose outcome at the horizon is known, by DeLong's method.
    `delta_auc_drawn` is the same difference with an interval by bootstrap. `delta_auc_weighted` is the AUC difference
    on all patients, weighted for censoring, with an interval by bootstrap.
    """

    a: str
    b: str
    patients: int
    events: int
    delta_auc: Given
    delta_auc_drawn: Given
    delta_auc_weighted: Given
    delta_c: Given


@dataclass(frozen=True)
class PairAgreement:
    """The agreement of two raters on high and low risk.

    `kappa_ordered` is the agreement of the raters on all levels of their scale, if both have the same scale.
    """

    a: str
    b: str
    raw: Given
    kappa: Given
    kappa_ordered: Given | None


@dataclass(frozen=True)
class RaterAgreement:
    """The agreement of all pairs of raters that have a threshold, and Fleiss' kappa of all `readers`."""

    pairs: tuple[PairAgreement, ...]
    readers: tuple[str, ...]
    fleiss: Given


@dataclass(frozen=True)
class CrossCell:
    """One combination of the risk groups of two raters.

    The fields are the two groups and the numbers of patients by outcome at the horizon.
    """

    a_high: bool
    b_high: bool
    patients: tuple[str, ...]
    events: int
    others: int
    lost: int


@dataclass(frozen=True)
class Reclassification:
    """The cross-table of the risk groups of the raters `a` and `b`.

    The table has the four combinations of low and high; low with low is the first.
    """

    a: str
    b: str
    cells: tuple[CrossCell, ...]
