"""The comparison of raters as frozen values: the window draws them, and every report writes them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from model.comparison.data.rater_table import RaterTable, Threshold
from model.comparison.informed import Influence
from model.comparison.readers import ReaderAverage
from model.comparison.subgroups import SubgroupAnalysis
from model.statistics.competing import Incidence
from model.statistics.decision import NetBenefit
from model.statistics.estimate import ChiSquare, Given, NotGiven
from model.statistics.hazards import CoxModel
from model.statistics.kaplan_meier import KaplanMeier
from model.statistics.resampling import DRAWS, SEED


@dataclass(frozen=True)
class ComparisonOptions:
    """How to compare: `horizon` in the table's unit of time.

    `prevalence` of the event by the horizon, 0..1, is stated where the data's own share is by design (case-control).
    `combined`: pairs of raters whose high and low groups are crossed for Kaplan-Meier.
    """

    horizon: float
    prevalence: float | None = None
    draws: int = DRAWS
    seed: int = SEED
    combined: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class AtThreshold:
    """Patients known at the horizon, by risk group: events at high and low risk, others at high and low risk."""

    true_high: int
    missed: int
    false_high: int
    true_low: int


@dataclass(frozen=True)
class CalibrationBin:
    """Patients of neighbouring risks: count, mean risk, and Kaplan-Meier's share with the event by the horizon."""

    patients: int
    mean_risk: float
    observed: Given


@dataclass(frozen=True, eq=False)
class RaterResult:
    """The numbers of one rater.

    `patients`, `events`: patients with a value, over all their follow-up. `known_events`, `known_others`, `lost`: their
    state at the horizon. `unsure`: a warning that belongs beside all numbers, or "". `estimates`: every metric of
    `metrics.METRICS` by its key. `sd`: standard deviation of the risk. `groups`: Kaplan-Meier curves, lowest risk
    first; `groups_text` says what the groups are. `roc`: false and true positive rates, float [k] each.
    `calibration_bins` is empty where there is no calibration; the metric `slope` then has the reason.
    """

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
    estimates: Mapping[str, Given]
    sd: float
    log_rank: ChiSquare | NotGiven
    groups_text: str
    groups: tuple[KaplanMeier, ...]
    roc: tuple[np.ndarray, np.ndarray] | None
    at_threshold: AtThreshold | NotGiven
    calibration_bins: tuple[CalibrationBin, ...]

    @property
    def description(self) -> str:
        """Return kind, direction, note and threshold, for the line under the rater's name."""
        parts = [self.kind, self.direction, *([self.note] if self.note else [])]
        if self.threshold is not None:
            flag = " - CHOSEN ON THE SAME DATA" if self.threshold.same_data else ""
            parts.append(f"threshold {self.threshold.value:.6g} ({self.threshold.origin}){flag}")
        return "; ".join(parts)


@dataclass(frozen=True)
class PairResult:
    """Rater `a` minus rater `b`, on the patients for whom both have a value; `delta_auc_drawn` is by bootstrap."""

    a: str
    b: str
    patients: int
    events: int
    delta_auc: Given
    delta_auc_drawn: Given
    delta_c: Given


@dataclass(frozen=True)
class PairAgreement:
    """How far two raters agree on high and low risk; `kappa_ordered`: on their whole scale, if they share one."""

    a: str
    b: str
    raw: Given
    kappa: Given
    kappa_ordered: Given | None


@dataclass(frozen=True)
class RaterAgreement:
    """All pairs of raters that have a threshold, and Fleiss' kappa of all `readers`."""

    pairs: tuple[PairAgreement, ...]
    readers: tuple[str, ...]
    fleiss: Given


@dataclass(frozen=True)
class CrossCell:
    """Patients in one risk group of each of two raters: their names, and their states at the horizon."""

    a_high: bool
    b_high: bool
    patients: tuple[str, ...]
    events: int
    others: int
    lost: int


@dataclass(frozen=True)
class Reclassification:
    """Risk groups of rater `a` against those of rater `b`: four cells, low-low first."""

    a: str
    b: str
    cells: tuple[CrossCell, ...]


@dataclass(frozen=True)
class Adjusted:
    """One rater and the covariates in one Cox model; `form`: the rater at its threshold, or per SD."""

    rater: str
    form: str
    left_out: int
    model: CoxModel | NotGiven


@dataclass(frozen=True, eq=False)
class RaterComparison:
    """The whole comparison of raters on the same patients.

    `table` holds the patients, and what was excluded and why. `event_share`: probability of the event by the horizon,
    by Kaplan-Meier. `combined`: title, curves and log-rank test of two raters' crossed groups. `causes`: cumulative
    incidence of the event and of deaths of another cause, where there are such deaths.
    """

    table: RaterTable
    options: ComparisonOptions
    median_follow_up: float
    known_events: int
    known_others: int
    event_share: Given
    overall: KaplanMeier
    raters: tuple[RaterResult, ...]
    pairs: tuple[PairResult, ...]
    agreement: RaterAgreement
    reclassifications: tuple[Reclassification, ...]
    adjusted: tuple[Adjusted, ...]
    combined: tuple[tuple[str, tuple[KaplanMeier, ...], ChiSquare | NotGiven], ...]
    decision: tuple[NetBenefit, ...]
    causes: tuple[Incidence, Incidence] | None = None
    influence: Influence | None = None
    """What the model did to the readers, where they read again with its answer visible."""
    averages: tuple[ReaderAverage, ...] = ()
    """Differences of averages over readers, of readers and patients as samples."""
    subgroups: SubgroupAnalysis | None = None
    """Every figure by groups of patients, where properties are named."""

    def rater(self, name: str) -> RaterResult:
        """Return the numbers of the rater called `name`."""
        return next(found for found in self.raters if found.name == name)

    @property
    def horizon_text(self) -> str:
        """Return the horizon with its unit, such as "5 years"."""
        return f"{self.options.horizon:g} {self.table.unit or '(unit of time not stated)'}"

    @property
    def flagged(self) -> Sequence[str]:
        """Return the names of raters whose threshold was chosen on these patients."""
        return [found.name for found in self.raters if found.threshold and found.threshold.same_data]
