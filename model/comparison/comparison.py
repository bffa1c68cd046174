"""The page on which raters stand side by side, as frozen values: what the window draws and every report writes."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from model.comparison.data.rater_table import RaterTable, Threshold
from model.statistics.competing import Incidence
from model.statistics.decision import NetBenefit
from model.statistics.estimate import ChiSquare, Given, NotGiven
from model.statistics.hazards import CoxModel
from model.statistics.kaplan_meier import KaplanMeier
from model.statistics.resampling import DRAWS, SEED


@dataclass(frozen=True)
class ComparisonOptions:
    """`horizon` in the table's unit of time. `prevalence` of the event by then, 0..1, where the data's own is by design
    (case-control); `combined`: pairs of raters whose high and low groups are crossed for Kaplan-Meier."""

    horizon: float
    prevalence: float | None = None
    draws: int = DRAWS
    seed: int = SEED
    combined: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class AtThreshold:
    """Of those known at the horizon: events at high and at low risk, others at high and at low; and the four shares,
    with Wilson's intervals."""

    true_high: int
    missed: int
    false_high: int
    true_low: int
    sensitivity: Given
    specificity: Given
    ppv: Given
    npv: Given


@dataclass(frozen=True)
class CalibrationBin:
    """Patients of neighbouring risks: how many, their mean risk, and Kaplan-Meier's share with the event by then."""

    patients: int
    mean_risk: float
    observed: Given


@dataclass(frozen=True)
class Calibration:
    """`slope` 1 and `intercept` 0 are perfect. `intercept`: calibration in the large, with the slope held at 1."""

    bins: tuple[CalibrationBin, ...]
    slope: Given
    intercept: Given


@dataclass(frozen=True, eq=False)
class RaterResult:
    """One rater alone. `patients`, `events`: with a value, in all their follow-up; `known_events`, `known_others`,
    `lost`: at the horizon. `groups`: of Kaplan-Meier and the log-rank test, lowest risk first. `roc`: false and true
    positive rate. `unsure`: what must stand beside all numbers, "" where nothing."""

    name: str
    role: str
    kind: str
    direction: str
    note: str
    threshold: Threshold | None
    patients: int
    events: int
    known_events: int
    known_others: int
    lost: int
    unsure: str
    auc: Given
    auc_censored: Given
    c_harrell: Given
    c_uno: Given
    hr_threshold: Given
    hr_sd: Given
    sd: float
    log_rank: ChiSquare | NotGiven
    groups_text: str
    groups: tuple[KaplanMeier, ...]
    roc: tuple[np.ndarray, np.ndarray] | None
    at_threshold: AtThreshold | NotGiven
    brier: Given
    brier_censored: Given
    calibration: Calibration | NotGiven

    @property
    def words(self) -> str:
        """What is said of the rater under its name."""
        said = [self.kind, self.direction, *([self.note] if self.note else [])]
        if self.threshold is not None:
            flag = " - CHOSEN ON THE SAME DATA" if self.threshold.same_data else ""
            said.append(f"threshold {self.threshold.value:.6g} ({self.threshold.origin}){flag}")
        return "; ".join(said)


@dataclass(frozen=True)
class PairResult:
    """Rater `a` less rater `b`, on the patients both have."""

    a: str
    b: str
    patients: int
    events: int
    delta_auc: Given
    delta_auc_drawn: Given
    """The same by drawing patients again."""
    delta_c: Given


@dataclass(frozen=True)
class PairAgreement:
    """How far two agree on high and low risk; `kappa_ordered`: on their whole scale, where both have the same."""

    a: str
    b: str
    raw: Given
    kappa: Given
    kappa_ordered: Given | None


@dataclass(frozen=True)
class Agreement:
    """All pairs of raters with a threshold, and Fleiss' kappa over `readers`."""

    pairs: tuple[PairAgreement, ...]
    readers: tuple[str, ...]
    fleiss: Given


@dataclass(frozen=True)
class Cell:
    """Patients by two raters' groups: who they are, and how it went by the horizon."""

    a_high: bool
    b_high: bool
    patients: tuple[str, ...]
    events: int
    others: int
    lost: int


@dataclass(frozen=True)
class Reclassification:
    """Rater `a` against rater `b`: four cells, low-low first."""

    a: str
    b: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Adjusted:
    """One rater beside the covariates in one Cox model; `form`: at its threshold, or per SD."""

    rater: str
    form: str
    left_out: int
    model: CoxModel | NotGiven


@dataclass(frozen=True, eq=False)
class RaterComparison:
    """All of it. `table` holds the patients, what was excluded and why; `event_share`: by the horizon, Kaplan-Meier."""

    table: RaterTable
    options: ComparisonOptions
    median_follow_up: float
    known_events: int
    known_others: int
    event_share: Given
    overall: KaplanMeier
    raters: tuple[RaterResult, ...]
    pairs: tuple[PairResult, ...]
    agreement: Agreement
    reclassifications: tuple[Reclassification, ...]
    adjusted: tuple[Adjusted, ...]
    combined: tuple[tuple[str, tuple[KaplanMeier, ...], ChiSquare | NotGiven], ...]
    decision: tuple[NetBenefit, ...]
    causes: tuple[Incidence, Incidence] | None = None
    """Cumulative incidence of the event and of deaths of another cause, where there are such deaths."""

    def rater(self, name: str) -> RaterResult:
        return next(found for found in self.raters if found.name == name)

    @property
    def horizon_text(self) -> str:
        return f"{self.options.horizon:g} {self.table.unit or '(unit of time not stated)'}"

    @property
    def flagged(self) -> Sequence[str]:
        """Raters whose threshold was chosen on these patients."""
        return [found.name for found in self.raters if found.threshold and found.threshold.same_data]
