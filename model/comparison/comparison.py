"""The comparison of raters as frozen values. The window draws these values, and every report writes them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from model.comparison.answers import Answered
from model.comparison.data.rater_table import RaterTable, Threshold
from model.comparison.informed import Influence
from model.comparison.pair_results import PairResult, RaterAgreement, Reclassification
from model.comparison.readers import ReaderAverage
from model.comparison.subgroups import SubgroupAnalysis
from model.statistics.competing import Incidence
from model.statistics.decision import NetBenefit
from model.statistics.estimate import ChiSquare, Given, NotGiven
from model.statistics.hazards import CoxModel
from model.statistics.kaplan_meier import KaplanMeier
from model.statistics.resampling import DRAWS, SEED
from model.statistics.smooth_calibration import SmoothCurve
from model.statistics.subdistribution import SubdistributionModel


@dataclass(frozen=True)
class ComparisonOptions:
    """The options of a comparison. `horizon` is in the unit of time of the table.

    `prevalence` is the share with the event by the horizon, 0..1. The user gives it if the share in the data was chosen
    by the design of the study (case-control). `combined`: pairs of raters; Kaplan-Meier curves are drawn for the
    combinations of their high and low risk groups. `complete_case`: also show the metrics of the patients whose outcome
    at the horizon is known. `answer_error`: the share of wrong answers that is accepted for a rule of three answers
    (low, uncertain, high), which is then fitted to these patients; None: no rule is fitted.
    """

    horizon: float
    prevalence: float | None = None
    draws: int = DRAWS
    seed: int = SEED
    combined: tuple[tuple[str, str], ...] = ()
    complete_case: bool = False
    answer_error: float | None = None


@dataclass(frozen=True)
class AtThreshold:
    """The numbers of patients by risk group and outcome at the horizon.

    `true_high` and `missed` count patients with the event, at high and at low risk. `false_high` and `true_low` count
    patients known to be without the event, at high and at low risk. `lost_high` and `lost_low` count patients lost
    before the horizon. `other_high` and `other_low` count patients who died of another cause; these are included in
    `false_high` and `true_low`.
    """

    true_high: int
    missed: int
    false_high: int
    true_low: int
    lost_high: int = 0
    lost_low: int = 0
    other_high: int = 0
    other_low: int = 0


@dataclass(frozen=True)
class CalibrationBin:
    """A group of patients with similar risks: count, mean risk, and the share with the event by the horizon.

    The share is estimated by Kaplan-Meier, or by Aalen-Johansen if deaths of another cause are known.
    """

    patients: int
    mean_risk: float
    observed: Given


@dataclass(frozen=True)
class GroupAtHorizon:
    """One risk group up to the horizon.

    `patients` is the number of all patients, `events` of those with the event, `others` of those known to be without
    the event (`other_deaths` of these died of another cause), and `lost` of those lost before the horizon.
    `event_share`: the share with the event by the horizon. `mean_kept`: restricted mean survival time. `mean_lost`:
    mean time lost to the event before the horizon.
    """

    name: str
    patients: int
    events: int
    others: int
    other_deaths: int
    lost: int
    event_share: Given
    mean_kept: Given
    mean_lost: Given


@dataclass(frozen=True, eq=False)
class CompetingResult:
    """The results of one rater that exist only if deaths of another cause are known.

    These are Fine and Gray's subdistribution hazard ratios at the threshold and per SD, Gray's test of the risk groups,
    and the cumulative incidence of the event in each group.
    """

    ratio_threshold: Given
    ratio_per_sd: Given
    gray: ChiSquare | NotGiven
    incidences: tuple[Incidence, ...]


@dataclass(frozen=True, eq=False)
class RaterResult:
    """The results of one rater.

    `patients`, `events`: number of patients with a value, and number of their events during the whole follow-up.
    `known_events`, `known_others`, `lost`: number of patients with the event by the horizon, known to be without it,
    and lost before the horizon; `other_deaths` of the `known_others` died of another cause. `unsure`: a warning that
    must be shown beside all numbers, or "". `estimates`: every metric of `metrics.metrics_for` by its key. `sd`:
    standard deviation of the risk.

    `groups`: Kaplan-Meier curves, lowest risk first; `groups_text` says how the groups are formed. `at_horizon`: the
    same groups, with follow-up up to the horizon. `kept_difference`, `lost_difference`: restricted mean survival time,
    and time lost to the event, of the group of highest risk minus the group of lowest risk.

    `roc`: false and true positive rates, float [k] each, of the patients whose outcome at the horizon is known.
    `roc_weighted`: the same rates of all patients, weighted for censoring. `calibration_bins` is empty if there is no
    calibration; the metric `slope` then gives the reason. `smooth`: the smooth calibration curve. `competing` is None
    if no death of another cause is known.
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
    roc_weighted: tuple[np.ndarray, np.ndarray] | None
    at_threshold: AtThreshold | NotGiven
    calibration_bins: tuple[CalibrationBin, ...]
    smooth: SmoothCurve | NotGiven
    other_deaths: int
    at_horizon: tuple[GroupAtHorizon, ...]
    kept_difference: Given
    lost_difference: Given
    competing: CompetingResult | None

    @property
    def description(self) -> str:
        """Return the kind, direction, note and threshold of the rater as one line, which is shown below its name."""
        parts = [self.kind, self.direction, *([self.note] if self.note else [])]
        if self.threshold is not None:
            flag = " - CHOSEN ON THE SAME DATA" if self.threshold.same_data else ""
            parts.append(f"threshold {self.threshold.value:.6g} ({self.threshold.origin}){flag}")
        return "; ".join(parts)


@dataclass(frozen=True)
class Adjusted:
    """The results of a Cox model that contains one rater and the covariates.

    `form` says whether the rater enters the model at its threshold or per SD. `left_out` counts the patients for whom
    the rater or a covariate has no value. `fine_gray` is Fine and Gray's model of the same terms; it exists only if
    deaths of another cause are known.
    """

    rater: str
    form: str
    left_out: int
    model: CoxModel | NotGiven
    fine_gray: SubdistributionModel | NotGiven | None = None


@dataclass(frozen=True, eq=False)
class RaterComparison:
    """The whole comparison of raters on the same patients.

    `table` has the patients, and the excluded rows and values with the reasons. `known_events`, `known_others`: number
    of patients with the event by the horizon, and known to be without it; `other_deaths` of these died of another
    cause. `event_share`: probability of the event by the horizon, estimated by `share_method`. `kaplan_meier_share`:
    the Kaplan-Meier estimate of this probability, in which deaths of another cause count as losses.
    `follow_up_interval`: the 95 % interval of the median follow-up. `combined`: title, curves and log-rank test of the
    combined risk groups of two raters. `causes`: cumulative incidence of the event and of deaths of another cause, if
    there are such deaths.
    """

    table: RaterTable
    options: ComparisonOptions
    median_follow_up: float
    follow_up_interval: tuple[float, float]
    known_events: int
    known_others: int
    other_deaths: int
    event_share: Given
    kaplan_meier_share: Given
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
    """The effect of the model on the readers. It exists only if readers read again with the answer of the model
    visible.
    """
    averages: tuple[ReaderAverage, ...] = ()
    """Differences between averages over readers. Readers and patients are both treated as samples."""
    subgroups: SubgroupAnalysis | None = None
    """Every metric by groups of patients. It exists only if the user named properties that define such groups."""
    three_answers: Answered | NotGiven | None = None
    """The rule of three answers (low, uncertain, high) fitted to these patients, or the reason why it cannot be fitted.
    None if the user did not request a rule.
    """

    def rater(self, name: str) -> RaterResult:
        """Return the results of the rater called `name`."""
        return next(found for found in self.raters if found.name == name)

    @property
    def horizon_text(self) -> str:
        """Return the horizon with its unit, such as "5 years"."""
        return f"{self.options.horizon:g} {self.table.unit or '(unit of time not stated)'}"

    @property
    def lost(self) -> int:
        """Return the number of patients lost before the horizon."""
        return len(self.table.patients) - self.known_events - self.known_others

    @property
    def share_method(self) -> str:
        """Return the name of the estimator of every share with the event by the horizon."""
        return "Kaplan-Meier" if self.causes is None else "Aalen-Johansen"

    @property
    def curves_text(self) -> str:
        """Return a label that says what the Kaplan-Meier curves show.

        The curves are not survival curves if patients died of other causes.
        """
        if self.causes is None:
            return "survival (Kaplan-Meier, 95 % band)"
        return "without the event (Kaplan-Meier, 95 %; other deaths as losses)"

    @property
    def flagged(self) -> Sequence[str]:
        """Return the names of raters whose threshold was chosen on these patients."""
        return [found.name for found in self.raters if found.threshold and found.threshold.same_data]
