"""Convert the comparison to plain data for JSON.

If a number does not exist, the data contain the reason.
"""

from typing import Any

from model.comparison.comparison import (
    Adjusted,
    AtThreshold,
    CalibrationBin,
    CompetingResult,
    GroupAtHorizon,
    RaterComparison,
    RaterResult,
)
from model.comparison.data.rater_table import Excluded
from model.comparison.metrics import Group, metrics_of
from model.comparison.pair_results import PairAgreement, PairResult, Reclassification
from model.comparison.report.answers_data import answers_data
from model.comparison.report.informed_record import informed_record
from model.comparison.report.origin_record import origin_record
from model.comparison.report.plain_numbers import number as _number
from model.comparison.report.plain_numbers import plain
from model.comparison.report.reader_record import reader_record
from model.comparison.report.subgroup_record import subgroup_record
from model.result.export.wording import RESEARCH_USE_ONLY
from model.statistics.competing import Incidence
from model.statistics.decision import NetBenefit
from model.statistics.estimate import ChiSquare, NotGiven
from model.statistics.horizon import RULE, TIES
from model.statistics.kaplan_meier import KaplanMeier
from model.statistics.smooth_calibration import SmoothCurve
from model.statistics.subdistribution import SubdistributionModel

RECORD = "histocast-comparison"
RECORD_VERSION = 1


def as_record(comparison: RaterComparison) -> dict[str, Any]:
    """Return the whole comparison as plain data. If a number does not exist, it is null, with the reason beside it."""
    table = comparison.table
    return {
        "record": RECORD,
        "record_version": RECORD_VERSION,
        "source": table.source,
        "n": len(table.patients),
        "events": int(table.event.sum()),
        "horizon": comparison.options.horizon,
        "time_unit": table.unit or None,
        "event": table.event_text,
        "median_follow_up": _number(comparison.median_follow_up),
        "median_follow_up_interval": [_number(end) for end in comparison.follow_up_interval],
        "validation": origin_record(table.origin),
        "at_horizon": {"events": comparison.known_events, "event_free": comparison.known_others,
                       "dead_of_another_cause": comparison.other_deaths, "lost_before": comparison.lost,
                       "event_share": plain(comparison.event_share), "event_share_by": comparison.share_method,
                       "kaplan_meier_share": plain(comparison.kaplan_meier_share)},
        "prevalence": comparison.options.prevalence,
        "draws": comparison.options.draws,
        "seed": comparison.options.seed,
        "raters": [_rater(result) for result in comparison.raters],
        "pairs": [_pair(pair) for pair in comparison.pairs],
        "multivariable": [_adjusted(found) for found in comparison.adjusted],
        "agreement": {"pairs": [_agreement(pair) for pair in comparison.agreement.pairs],
                      "readers": list(comparison.agreement.readers), "fleiss": plain(comparison.agreement.fleiss)},
        "reclassification": [_crossed(found) for found in comparison.reclassifications],
        "combined": [{"of": title, "groups": [_curve(curve) for curve in curves], "logrank": _test(test)}
                     for title, curves, test in comparison.combined],
        "decision": [_benefit(curve) for curve in comparison.decision],
        "causes": [_incidence(found, comparison.options.horizon) for found in comparison.causes or ()],
        "reader_averages": [reader_record(one) for one in comparison.averages],
        "subgroups": subgroup_record(comparison.subgroups),
        "three_answers": answers_data(comparison),
        "informed": informed_record(comparison.influence),
        "excluded": [_excluded(row) for row in table.excluded],
        "notes": list(table.notes),
        "threshold_chosen_on_the_same_data": list(comparison.flagged),
        "methods": METHODS,
        "research_use_only": RESEARCH_USE_ONLY,
    }  # fmt: skip


def _methods(*groups: Group) -> dict[str, str]:
    return {row.method_key or row.key: row.how for row in metrics_of(*groups)}


METHODS = {
    "at_horizon": f"{RULE}; the state of a patient lost earlier is not known. Weights for censoring: {TIES}. There is "
    "no result if fewer than 5 patients were followed to the horizon and more were lost before it",
    "median_follow_up": "reverse Kaplan-Meier: deaths of any cause end the observation of the follow-up",
    **_methods("discrimination", "hazards"),
    "logrank": "log-rank test of the two groups at the threshold, or of the levels if the rater has no threshold",
    **_methods("threshold", "probability", "calibration", "complete case"),
    "brier_ipcw": "the same as brier",
    "calibration bins": "five bins of equal size; share with the event by the same method as PPV",
    "calibration smooth": "weighted logistic regression on a restricted cubic spline of the logit, three knots; "
    "pointwise 95 % band by the sandwich estimator",
    "groups": "restricted mean survival time: area under the Kaplan-Meier curve up to the horizon (for death of any "
    "cause, if other causes are known); time lost to the event: area under its cumulative incidence; 95 % interval "
    "from the variance of the curve",
    "multivariable": "Cox model, Efron's method for ties; proportional hazards: score test against the rank of time",
    "fine_gray": "Fine and Gray's subdistribution hazard ratio, Breslow's method for ties, robust 95 % interval",
    "gray": "Gray's test of the cumulative incidence of the event, rho 0",
    "causes": "Aalen-Johansen's cumulative incidence, variance by the delta method, 95 % interval on the scale of "
    "log(-log)",
    "kappa": "Cohen's kappa, linearly weighted on ordered scales; Fleiss' kappa with Gwet's variance over patients",
    "decision": "net benefit, with the share of events by the same method as PPV; pointwise 95 % interval by the delta "
    "method; if the user gave a prevalence, computed from sensitivity and specificity weighted for censoring",
    "pairs": "patients whose outcome at the horizon is known: DeLong's paired test, and a percentile bootstrap "
    "over patients",
    "delta_auc_ipcw": "difference of the AUCs weighted for censoring, percentile bootstrap over patients, the same "
    "draws for both",
}
"""The method by which each number of the record is computed, by the key of the number."""


def _rater(r: RaterResult) -> dict[str, Any]:
    threshold = r.threshold
    ratio, of = ("hr_per_sd", "per SD") if threshold is None else ("hr_threshold", "at threshold")
    found = {
        "name": r.name,
        "role": r.role,
        "kind": r.kind,
        "direction": r.direction,
        "note": r.note,
        "threshold": None if threshold is None else threshold.value,
        "threshold_origin": None if threshold is None else threshold.origin,
        "threshold_chosen_on_the_same_data": bool(threshold and threshold.same_data),
        "n": r.patients,
        "events": r.events,
        "at_horizon": {"events": r.known_events, "event_free": r.known_others,
                       "dead_of_another_cause": r.other_deaths, "lost_before": r.lost},
        "unsure": r.unsure or None,
        **_estimates(r, "discrimination"),
        "hr": {**plain(r.estimates[ratio]), "of": of},
        **_estimates(r, "hazards"),
        "logrank": _test(r.log_rank) | {"of": r.groups_text or None},
        **_estimates(r, "threshold"),
        **_counts(r.at_threshold),
        **_estimates(r, "probability"),
        "brier_ipcw": plain(r.estimates["brier"]),
        "calibration": {"bins": [_bin(one) for one in r.calibration_bins], **_estimates(r, "calibration"),
                        "smooth": _smooth(r.smooth)},
        **_estimates(r, "complete case"),
        "groups": [
            _curve(curve) | {"at_horizon": _at_horizon(found)}
            for curve, found in zip(r.groups, r.at_horizon, strict=True)
        ],
        "rmst_difference": plain(r.kept_difference),
        "time_lost_difference": plain(r.lost_difference),
        **_competing(r.competing),
    }  # fmt: skip
    found["hr_per_sd"] |= {"sd": _number(r.sd)}
    return found


def _estimates(r: RaterResult, group: Group) -> dict[str, Any]:
    return {row.key: plain(r.estimates[row.key]) for row in metrics_of(group) if row.key in r.estimates}


def _test(found: ChiSquare | NotGiven) -> dict[str, Any]:
    if isinstance(found, NotGiven):
        return {"chi2": None, "df": None, "p": None, "reason": found.reason}
    return {"chi2": found.chi2, "df": found.df, "p": found.p}


def _counts(found: AtThreshold | NotGiven) -> dict[str, Any]:
    if isinstance(found, NotGiven):
        return {}
    counts = {"events_high": found.true_high, "events_low": found.missed,
              "event_free_high": found.false_high, "event_free_low": found.true_low,
              "dead_of_another_cause_high": found.other_high, "dead_of_another_cause_low": found.other_low,
              "lost_before_high": found.lost_high, "lost_before_low": found.lost_low}  # fmt: skip
    return {"counts": counts}


def _bin(one: CalibrationBin) -> dict[str, Any]:
    return {"n": one.patients, "mean_risk": one.mean_risk, "observed": plain(one.observed)}


def _competing(found: CompetingResult | None) -> dict[str, Any]:
    if found is None:
        return {}
    ratios = {"at_threshold": plain(found.ratio_threshold), "per_sd": plain(found.ratio_per_sd)}
    return {"fine_gray": ratios, "gray": _test(found.gray)}


def _smooth(found: SmoothCurve | NotGiven) -> dict[str, Any]:
    """Return the smooth calibration curve as points (predicted, observed, low, high), or the reason if none exists."""
    if isinstance(found, NotGiven):
        return {"points": [], "reason": found.reason}
    columns = (found.predicted, found.observed, found.low, found.high)
    return {"points": [list(point) for point in zip(*(column.tolist() for column in columns), strict=True)]}


def _at_horizon(found: GroupAtHorizon) -> dict[str, Any]:
    return {
        "events": found.events, "event_free": found.others, "dead_of_another_cause": found.other_deaths,
        "lost_before": found.lost, "event_share": plain(found.event_share), "rmst": plain(found.mean_kept),
        "time_lost": plain(found.mean_lost),
    }  # fmt: skip


def _pair(pair: PairResult) -> dict[str, Any]:
    delta = plain(pair.delta_auc)
    return {
        "a": pair.a,
        "b": pair.b,
        "n": pair.patients,
        "events": pair.events,
        "delta_auc": delta.pop("value"),
        **delta,
        "bootstrap": plain(pair.delta_auc_drawn),
        "delta_auc_ipcw": plain(pair.delta_auc_weighted),
        "delta_c": plain(pair.delta_c),
    }


def _adjusted(found: Adjusted) -> dict[str, Any]:
    model = found.model
    head = {"rater": found.rater, "form": found.form, "left_out": found.left_out, **_fine_gray(found.fine_gray)}
    if isinstance(model, NotGiven):
        return head | {"n": None, "events": None, "terms": [], "reason": model.reason}
    terms = [{"name": t.name, "hr": plain(t.ratio), "proportional_hazards_p": t.proportional_p} for t in model.terms]
    return head | {"n": model.patients, "events": model.events, "unsure": model.unsure or None, "terms": terms}


def _fine_gray(found: SubdistributionModel | NotGiven | None) -> dict[str, Any]:
    if found is None:
        return {}
    if isinstance(found, NotGiven):
        return {"fine_gray": [], "fine_gray_reason": found.reason}
    return {"fine_gray": [{"name": term.name, "subdistribution_hr": plain(term.ratio)} for term in found.terms]}


def _agreement(pair: PairAgreement) -> dict[str, Any]:
    ordered = None if pair.kappa_ordered is None else plain(pair.kappa_ordered)
    return {"a": pair.a, "b": pair.b, "raw": plain(pair.raw), "kappa": plain(pair.kappa), "weighted_kappa": ordered}


def _crossed(found: Reclassification) -> dict[str, Any]:
    cells = [
        {"a_high": c.a_high, "b_high": c.b_high, "n": len(c.patients), "events": c.events, "event_free": c.others,
         "lost_before": c.lost, "patients": list(c.patients)}
        for c in found.cells
    ]  # fmt: skip
    return {"a": found.a, "b": found.b, "cells": cells}


def _curve(curve: KaplanMeier) -> dict[str, Any]:
    return {"name": curve.name, "n": curve.patients, "events": curve.events, "median": _number(curve.median)}


def _incidence(found: Incidence, horizon: float) -> dict[str, Any]:
    points = zip(*(values.tolist() for values in (found.times, found.share, found.low, found.high)), strict=True)
    return {
        "name": found.name, "events": found.events, "at_horizon": plain(found.at(horizon)),
        "points": [[time, share, _number(low), _number(high)] for time, share, low, high in points],
    }  # fmt: skip


def _benefit(curve: NetBenefit) -> dict[str, Any]:
    points = zip(curve.thresholds.tolist(), curve.benefit.tolist(), strict=True)
    ends = zip(curve.low.tolist(), curve.high.tolist(), strict=True)
    return {
        "name": curve.name,
        "points": [[round(threshold, 4), _number(benefit)] for threshold, benefit in points],
        "intervals": [[_number(low), _number(high)] for low, high in ends],
    }


def _excluded(row: Excluded) -> dict[str, Any]:
    return {"line": row.line or None, "patient": row.patient, "of": row.of, "reason": row.reason}
