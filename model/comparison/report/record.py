"""The comparison as plain data for JSON: numbers, and reasons where there are none."""

from typing import Any

from model.comparison.comparison import (
    Adjusted,
    AtThreshold,
    CalibrationBin,
    PairAgreement,
    PairResult,
    RaterComparison,
    RaterResult,
    Reclassification,
)
from model.comparison.data.rater_table import Excluded
from model.comparison.metrics import Group, metrics_of
from model.comparison.report.informed_record import informed_record
from model.comparison.report.origin_record import origin_record
from model.comparison.report.plain_numbers import given as _given
from model.comparison.report.plain_numbers import number as _number
from model.comparison.report.reader_record import reader_record
from model.comparison.report.subgroup_record import subgroup_record
from model.result.export.wording import RESEARCH_USE_ONLY
from model.statistics.competing import Incidence
from model.statistics.decision import NetBenefit
from model.statistics.estimate import ChiSquare, NotGiven
from model.statistics.horizon import RULE
from model.statistics.kaplan_meier import KaplanMeier

RECORD = "histocast-comparison"
RECORD_VERSION = 1


def as_record(comparison: RaterComparison) -> dict[str, Any]:
    """Return the whole comparison; a number that does not exist is null, with its reason beside it."""
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
        "validation": origin_record(table.origin),
        "at_horizon": {"events": comparison.known_events, "event_free": comparison.known_others,
                       "lost_before": len(table.patients) - comparison.known_events - comparison.known_others,
                       "event_share": _given(comparison.event_share)},
        "prevalence": comparison.options.prevalence,
        "draws": comparison.options.draws,
        "seed": comparison.options.seed,
        "raters": [_rater(result) for result in comparison.raters],
        "pairs": [_pair(pair) for pair in comparison.pairs],
        "multivariable": [_adjusted(found) for found in comparison.adjusted],
        "agreement": {"pairs": [_agreement(pair) for pair in comparison.agreement.pairs],
                      "readers": list(comparison.agreement.readers), "fleiss": _given(comparison.agreement.fleiss)},
        "reclassification": [_crossed(found) for found in comparison.reclassifications],
        "combined": [{"of": title, "groups": [_curve(curve) for curve in curves], "logrank": _test(test)}
                     for title, curves, test in comparison.combined],
        "decision": [_benefit(curve) for curve in comparison.decision],
        "causes": [_incidence(found, comparison.options.horizon) for found in comparison.causes or ()],
        "reader_averages": [reader_record(one) for one in comparison.averages],
        "subgroups": subgroup_record(comparison.subgroups),
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
    "at_horizon": f"{RULE}; who was lost earlier is known to be neither",
    **_methods("discrimination", "hazards"),
    "logrank": "of the groups at the threshold, else of the levels",
    **_methods("threshold", "probability", "calibration"),
    "multivariable": "Cox, ties after Efron; proportional hazards by the score test against ranked time",
    "causes": "Aalen-Johansen's cumulative incidence, variance by the delta method, 95 % on the scale of log(-log)",
    "kappa": "Cohen's, and linearly weighted on ordered scales; Fleiss's with Gwet's variance over patients",
    "pairs": "DeLong's paired test; beside it a percentile bootstrap over patients",
}
"""How each number is computed, by its key."""


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
        "at_horizon": {"events": r.known_events, "event_free": r.known_others, "lost_before": r.lost},
        "unsure": r.unsure or None,
        **_estimates(r, "discrimination"),
        "hr": {**_given(r.estimates[ratio]), "of": of},
        **_estimates(r, "hazards"),
        "logrank": _test(r.log_rank) | {"of": r.groups_text or None},
        **_estimates(r, "threshold"),
        **_counts(r.at_threshold),
        **_estimates(r, "probability"),
        "calibration": {"bins": [_bin(one) for one in r.calibration_bins], **_estimates(r, "calibration")},
        "groups": [_curve(curve) for curve in r.groups],
    }
    found["hr_per_sd"] |= {"sd": _number(r.sd)}
    return found


def _estimates(r: RaterResult, group: Group) -> dict[str, Any]:
    return {row.key: _given(r.estimates[row.key]) for row in metrics_of(group)}


def _test(found: ChiSquare | NotGiven) -> dict[str, Any]:
    if isinstance(found, NotGiven):
        return {"chi2": None, "df": None, "p": None, "reason": found.reason}
    return {"chi2": found.chi2, "df": found.df, "p": found.p}


def _counts(found: AtThreshold | NotGiven) -> dict[str, Any]:
    if isinstance(found, NotGiven):
        return {}
    counts = {"events_high": found.true_high, "events_low": found.missed,
              "event_free_high": found.false_high, "event_free_low": found.true_low}  # fmt: skip
    return {"counts": counts}


def _bin(one: CalibrationBin) -> dict[str, Any]:
    return {"n": one.patients, "mean_risk": one.mean_risk, "observed": _given(one.observed)}


def _pair(pair: PairResult) -> dict[str, Any]:
    delta = _given(pair.delta_auc)
    return {
        "a": pair.a,
        "b": pair.b,
        "n": pair.patients,
        "events": pair.events,
        "delta_auc": delta.pop("value"),
        **delta,
        "bootstrap": _given(pair.delta_auc_drawn),
        "delta_c": _given(pair.delta_c),
    }


def _adjusted(found: Adjusted) -> dict[str, Any]:
    model = found.model
    head = {"rater": found.rater, "form": found.form, "left_out": found.left_out}
    if isinstance(model, NotGiven):
        return head | {"n": None, "events": None, "terms": [], "reason": model.reason}
    terms = [{"name": t.name, "hr": _given(t.ratio), "proportional_hazards_p": t.proportional_p} for t in model.terms]
    return head | {"n": model.patients, "events": model.events, "unsure": model.unsure or None, "terms": terms}


def _agreement(pair: PairAgreement) -> dict[str, Any]:
    ordered = None if pair.kappa_ordered is None else _given(pair.kappa_ordered)
    return {"a": pair.a, "b": pair.b, "raw": _given(pair.raw), "kappa": _given(pair.kappa), "weighted_kappa": ordered}


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
        "name": found.name, "events": found.events, "at_horizon": _given(found.at(horizon)),
        "points": [[time, share, _number(low), _number(high)] for time, share, low, high in points],
    }  # fmt: skip


def _benefit(curve: NetBenefit) -> dict[str, Any]:
    points = zip(curve.thresholds.tolist(), curve.benefit.tolist(), strict=True)
    return {"name": curve.name, "points": [[round(threshold, 4), _number(benefit)] for threshold, benefit in points]}


def _excluded(row: Excluded) -> dict[str, Any]:
    return {"line": row.line or None, "patient": row.patient, "of": row.of, "reason": row.reason}
