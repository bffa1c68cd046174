"""Write the comparison as CSV tables, with all digits of each number."""

import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from model.base.csv_writer import CsvDictWriter
from model.base.files import replacing
from model.comparison.comparison import RaterComparison
from model.comparison.metrics import metrics_of
from model.comparison.report.answers_data import answers_rows
from model.comparison.report.informed_record import change_rows, figure_rows
from model.comparison.report.reader_record import average_rows
from model.comparison.report.record import as_record
from model.comparison.report.subgroup_record import subgroup_rows
from model.result.export.wording import RESEARCH_USE_ONLY

_PLAIN = (
    "name", "role", "kind", "direction", "note", "threshold", "threshold_origin", "threshold_chosen_on_the_same_data",
    "n", "events", "unsure",
)  # fmt: skip
Rows = list[dict[str, Any]]


def write_csvs(comparison: RaterComparison, folder: Path) -> Iterator[Path]:
    """Write raters.csv, pairs.csv and every other table that has rows. Yield their paths."""
    found = as_record(comparison)
    tables: dict[str, Rows] = {
        "raters": [_rater(rater) for rater in found["raters"]],
        "pairs": [_pair(pair) for pair in found["pairs"]],
        "multivariable": [row for model in found["multivariable"] for row in _model(model)],
        "agreement": _agreement(found["agreement"]),
        "reclassification": [
            {"a": crossed["a"], "b": crossed["b"], **cell, "patients": " ".join(cell["patients"])}
            for crossed in found["reclassification"]
            for cell in crossed["cells"]
        ],
        "survival_curves": list(_curves(comparison)),
        "risk_groups": [_group(rater["name"], group) for rater in found["raters"] for group in rater["groups"]],
        "calibration_bins": [
            {"rater": rater["name"], "n": one["n"], "mean_risk": one["mean_risk"], **_spread("share", one["observed"])}
            for rater in found["raters"]
            for one in rater["calibration"]["bins"]
        ],
        "calibration_curves": [
            {"rater": rater["name"], "predicted": predicted, "observed": observed, "low": low, "high": high}
            for rater in found["raters"]
            for predicted, observed, low, high in rater["calibration"]["smooth"]["points"]
        ],
        "decision": [
            {"rater": curve["name"], "threshold_probability": at, "net_benefit": benefit, "low": low, "high": high}
            for curve in found["decision"]
            for (at, benefit), (low, high) in zip(curve["points"], curve["intervals"], strict=True)
        ],
        "incidence_curves": list(_incidences(comparison)),
        "causes": [
            {"cause": cause["name"], "time": time, "cumulative_incidence": share, "low": low, "high": high}
            for cause in found["causes"]
            for time, share, low, high in cause["points"]
        ],
        "reader_averages": average_rows(found["reader_averages"]),
        "subgroups": subgroup_rows(found["subgroups"]),
        "three_answers": answers_rows(found["three_answers"]),
        "informed_changes": change_rows(found["informed"]),
        "informed_figures": figure_rows(found["informed"]),
        "excluded": found["excluded"],
    }
    for name, rows in tables.items():
        if rows:
            yield _write(folder / f"{name}.csv", rows)


def _write(path: Path, rows: Rows) -> Path:
    columns = list(dict.fromkeys(column for row in rows for column in row))
    with replacing(path, private=True) as beside, beside.open("w", newline="", encoding="utf-8-sig") as file:
        writer = CsvDictWriter(file, [*columns, "notice"], "\r\n")
        writer.writeheader()
        writer.writerows({**row, "notice": RESEARCH_USE_ONLY} for row in rows)
    return path


def _spread(name: str, found: dict[str, Any]) -> dict[str, Any]:
    """Return an estimate as columns: its value, the ends of its interval, its p value, and the reason if there is none.

    The column names are `name` and `name` with _low, _high, _p and _reason.
    """
    row = {name: found["value"], f"{name}_low": found["low"], f"{name}_high": found["high"]}
    return row | {f"{name}_p": found.get("p"), f"{name}_reason": found.get("reason")}


def _rater(rater: dict[str, Any]) -> dict[str, Any]:
    row = {name: rater[name] for name in _PLAIN} | {f"horizon_{k}": v for k, v in rater["at_horizon"].items()}
    for metric in metrics_of("discrimination", "hazards", "threshold", "probability"):
        row |= _spread(metric.key, rater[metric.key])
    test = rater["logrank"]
    row |= {"logrank_chi2": test["chi2"], "logrank_df": test["df"], "logrank_p": test["p"]}
    for metric in metrics_of("calibration"):
        row |= _spread(metric.key, rater["calibration"][metric.key])
    for metric in metrics_of("complete case"):
        row |= _spread(metric.key, rater[metric.key]) if metric.key in rater else {}
    if "gray" in rater:
        row |= _spread("fine_gray_at_threshold", rater["fine_gray"]["at_threshold"])
        row |= _spread("fine_gray_per_sd", rater["fine_gray"]["per_sd"])
        row |= {f"gray_{key}": rater["gray"][key] for key in ("chi2", "df", "p")}
    for key in ("brier_ipcw", "rmst_difference", "time_lost_difference"):
        row |= _spread(key, rater[key])
    return row


def _group(rater: str, group: dict[str, Any]) -> dict[str, Any]:
    row = {"rater": rater, "group": group["name"], "n": group["n"], "events_in_all_follow_up": group["events"]}
    for key, found in group["at_horizon"].items():
        row |= _spread(key, found) if isinstance(found, dict) else {key: found}
    return row


def _pair(pair: dict[str, Any]) -> dict[str, Any]:
    row = {name: pair[name] for name in ("a", "b", "n", "events", "delta_auc", "low", "high", "p")}
    row["reason"] = pair.get("reason")
    for name in ("bootstrap", "delta_auc_ipcw", "delta_c"):
        row |= _spread(name, pair[name])
    return row


def _model(model: dict[str, Any]) -> Rows:
    head = {name: model[name] for name in ("rater", "form", "n", "events", "left_out")}
    if not model["terms"]:
        return [head | {"reason": model["reason"]}]
    beside = {term["name"]: _spread("subdistribution_hr", term["subdistribution_hr"])
              for term in model.get("fine_gray", [])}  # fmt: skip
    return [
        head | {"term": t["name"]} | _spread("hr", t["hr"]) | {"proportional_hazards_p": t["proportional_hazards_p"]}
        | beside.get(t["name"], {})
        for t in model["terms"]
    ]  # fmt: skip


def _agreement(found: dict[str, Any]) -> Rows:
    rows = [
        {"a": p["a"], "b": p["b"]} | _spread("raw", p["raw"]) | _spread("kappa", p["kappa"])
        | (_spread("weighted_kappa", p["weighted_kappa"]) if p["weighted_kappa"] else {})
        for p in found["pairs"]
    ]  # fmt: skip
    if found["readers"]:
        readers = {"a": "readers together (Fleiss)", "b": "; ".join(found["readers"])}
        rows.append(readers | _spread("kappa", found["fleiss"]))
    return rows


def _curves(comparison: RaterComparison) -> Iterator[dict[str, Any]]:
    """Yield a row for every step of every Kaplan-Meier curve."""
    named = [("all patients", (comparison.overall,)), *((r.name, r.groups) for r in comparison.raters)]
    named += [(title, curves) for title, curves, _ in comparison.combined]
    for rater, curves in named:
        for curve in curves:
            for time, s, low, high in zip(curve.times, curve.survival, curve.low, curve.high, strict=True):
                band = ("", "") if math.isnan(low) else (float(low), float(high))
                yield {"rater": rater, "group": curve.name, "time": float(time), "at_risk": curve.at_risk(float(time)),
                       "survival": float(s), "low": band[0], "high": band[1]}  # fmt: skip


def _incidences(comparison: RaterComparison) -> Iterator[dict[str, Any]]:
    """Yield a row for every step of the cumulative incidence of each risk group.

    Yield nothing if no death of another cause is known.
    """
    for rater in comparison.raters:
        for curve in rater.competing.incidences if rater.competing else ():
            for time, share, low, high in zip(curve.times, curve.share, curve.low, curve.high, strict=True):
                band = ("", "") if math.isnan(low) else (float(low), float(high))
                yield {"rater": rater.name, "group": curve.name, "time": float(time),
                       "at_risk": curve.at_risk(float(time)), "cumulative_incidence": float(share), "low": band[0],
                       "high": band[1]}  # fmt: skip
