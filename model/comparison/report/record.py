"""The page as plain data for JSON: a `RaterComparison` comes in; numbers, and reasons where there is none, go out."""

import math
from typing import Any

from model.comparison.comparison import (
    Adjusted,
    AtThreshold,
    Calibration,
    PairAgreement,
    PairResult,
    RaterComparison,
    RaterResult,
    Reclassification,
)
from model.comparison.data.rater_table import Excluded
from model.result.export.wording import RESEARCH_USE_ONLY
from model.statistics.competing import Incidence
from model.statistics.decision import NetBenefit
from model.statistics.estimate import ChiSquare, Estimate, Given, NotGiven
from model.statistics.horizon import RULE
from model.statistics.kaplan_meier import KaplanMeier

RECORD = "histocast-comparison"
RECORD_VERSION = 1


def as_record(page: RaterComparison) -> dict[str, Any]:
    """Everything on the page; what is no number is null, with its reason beside it."""
    table = page.table
    return {
        "record": RECORD,
        "record_version": RECORD_VERSION,
        "source": table.source,
        "n": len(table.patients),
        "events": int(table.event.sum()),
        "horizon": page.options.horizon,
        "time_unit": table.unit or None,
        "event": table.event_text,
        "median_follow_up": _number(page.median_follow_up),
        "at_horizon": {"events": page.known_events, "event_free": page.known_others,
                       "lost_before": len(table.patients) - page.known_events - page.known_others,
                       "event_share": _given(page.event_share)},
        "prevalence": page.options.prevalence,
        "draws": page.options.draws,
        "seed": page.options.seed,
        "raters": [_rater(result) for result in page.raters],
        "pairs": [_pair(pair) for pair in page.pairs],
        "multivariable": [_adjusted(found) for found in page.adjusted],
        "agreement": {"pairs": [_agreement(pair) for pair in page.agreement.pairs],
                      "readers": list(page.agreement.readers), "fleiss": _given(page.agreement.fleiss)},
        "reclassification": [_crossed(found) for found in page.reclassifications],
        "combined": [{"of": title, "groups": [_curve(curve) for curve in curves], "logrank": _test(test)}
                     for title, curves, test in page.combined],
        "decision": [_benefit(curve) for curve in page.decision],
        "causes": [_incidence(found, page.options.horizon) for found in page.causes or ()],
        "excluded": [_excluded(row) for row in table.excluded],
        "notes": list(table.notes),
        "threshold_chosen_on_the_same_data": list(page.flagged),
        "methods": METHODS,
        "research_use_only": RESEARCH_USE_ONLY,
    }  # fmt: skip


METHODS = {
    "at_horizon": f"{RULE}; who was lost earlier is known to be neither",
    "auc": "at the horizon, among patients known at it; DeLong, 95 %, untransformed",
    "auc_ipcw": "cumulative/dynamic, inverse probability of censoring weights; percentile bootstrap over patients",
    "c_index": "Harrell's C; 95 % from the infinitesimal jackknife",
    "c_uno": "Uno's C up to the horizon; 95 % from the infinitesimal jackknife, weights taken as known",
    "hr": "Cox, ties after Efron, Wald's 95 % interval and p; at the threshold where there is one, else per SD",
    "logrank": "of the groups at the threshold, else of the levels",
    "sensitivity, specificity, ppv, npv": "among patients known at the horizon; Wilson's 95 % interval",
    "brier": "among patients known at the horizon; percentile bootstrap over patients",
    "brier_ipcw": "Graf's, weighted for censoring; percentile bootstrap over patients",
    "calibration": "bins by Kaplan-Meier; slope and intercept among patients known at the horizon",
    "multivariable": "Cox, ties after Efron; proportional hazards by the score test against ranked time",
    "causes": "Aalen-Johansen's cumulative incidence, variance by the delta method, 95 % on the scale of log(-log)",
    "kappa": "Cohen's, and linearly weighted on ordered scales; Fleiss's with Gwet's variance over patients",
    "pairs": "DeLong's paired test; beside it a percentile bootstrap over patients",
}
"""How each number was made, by its key."""


def _rater(r: RaterResult) -> dict[str, Any]:
    ratio, of = (r.hr_sd, "per SD") if r.threshold is None else (r.hr_threshold, "at threshold")
    threshold = r.threshold
    return {
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
        "auc": _given(r.auc),
        "auc_ipcw": _given(r.auc_censored),
        "c_index": _given(r.c_harrell),
        "c_uno": _given(r.c_uno),
        "hr": {**_given(ratio), "of": of},
        "hr_threshold": _given(r.hr_threshold),
        "hr_per_sd": {**_given(r.hr_sd), "sd": _number(r.sd)},
        "logrank": _test(r.log_rank) | {"of": r.groups_text or None},
        **_shares(r.at_threshold),
        "brier": _given(r.brier),
        "brier_ipcw": _given(r.brier_censored),
        "calibration": _calibration(r.calibration),
        "groups": [_curve(curve) for curve in r.groups],
    }


def _given(found: Given) -> dict[str, Any]:
    if isinstance(found, NotGiven):
        return {"value": found.value, "low": None, "high": None, "p": None, "reason": found.reason}
    given = {"value": found.value, "low": found.low, "high": found.high}
    return given if found.p is None else given | {"p": found.p}


def _test(found: ChiSquare | NotGiven) -> dict[str, Any]:
    if isinstance(found, NotGiven):
        return {"chi2": None, "df": None, "p": None, "reason": found.reason}
    return {"chi2": found.chi2, "df": found.df, "p": found.p}


def _shares(found: AtThreshold | NotGiven) -> dict[str, Any]:
    names = ("sensitivity", "specificity", "ppv", "npv")
    if isinstance(found, NotGiven):
        return {name: _given(found) for name in names}
    counts = {"events_high": found.true_high, "events_low": found.missed,
              "event_free_high": found.false_high, "event_free_low": found.true_low}  # fmt: skip
    return {name: _given(getattr(found, name)) for name in names} | {"counts": counts}


def _calibration(found: Calibration | NotGiven) -> dict[str, Any]:
    if isinstance(found, NotGiven):
        return {"bins": [], "slope": _given(found), "intercept": _given(found)}
    bins = [{"n": b.patients, "mean_risk": b.mean_risk, "observed": _given(b.observed)} for b in found.bins]
    return {"bins": bins, "slope": _given(found.slope), "intercept": _given(found.intercept)}


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


def _number(value: float) -> float | None:
    return value if math.isfinite(value) else None


def words_of(found: Given, digits: int = 2, p: bool = False) -> str:
    """ "0.69 (0.62 to 0.76)", or the reason why there is no number."""
    if isinstance(found, NotGiven):
        known = "" if found.value is None else f"{found.value:.{digits}f}, no interval: "
        return known + found.reason
    tail = f", p {p_text(found.p)}" if p and found.p is not None else ""
    return f"{_plain(found, digits)}{tail}"


def _plain(found: Estimate, digits: int) -> str:
    value, low, high = (f"{number:.{digits}f}" for number in (found.value, found.low, found.high))
    # A difference that is next to nothing has no sign.
    return f"{value.removeprefix('-') if float(value) == 0 else value} ({low} to {high})"


def p_text(p: float) -> str:
    """A p as it is printed: never 0."""
    return "< 0.001" if p < 0.001 else f"{p:.3f}"
