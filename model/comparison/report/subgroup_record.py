"""Convert the results by groups of patients, with every metric, to plain data for JSON and CSV."""

from typing import Any

from model.comparison.report.plain_numbers import plain
from model.comparison.subgroups import GroupTest, RaterSubgroups, SubgroupAnalysis
from model.statistics.estimate import NotGiven


def subgroup_record(found: SubgroupAnalysis | None) -> dict[str, Any] | None:
    """Return the results by groups of patients as plain data: all raters, for all properties that form groups.

    Return None if the user named no property.
    """
    if found is None:
        return None
    return {
        "raters": [_rater(one) for one in found.found],
        "tests": found.tests,
        "multiplicity": found.multiplicity,
        "methods": {
            "interaction": "Wald's test of all products of rater and group in a Cox model, Efron's method for ties",
            "heterogeneity": "Cochran's Q of the groups' AUCs, weighted by their variances",
            "corrected_p": "Holm's method, for all tests together",
        },
    }


def subgroup_rows(found: dict[str, Any] | None) -> list[dict[str, Any]]:
    """Return one CSV row per rater, property and group, from the result of `subgroup_record`."""
    rows = []
    for one in (found or {"raters": []})["raters"]:
        tests = {f"{name}_{part}": one[name].get(part) for name in ("interaction", "heterogeneity")
                 for part in ("p", "corrected_p", "reason")}  # fmt: skip
        tests |= {f"{name}_without": "; ".join(one[name]["without"]) for name in ("interaction", "heterogeneity")}
        for group in one["groups"]:
            row = {"rater": one["rater"], "by": one["by"], "group": group["group"]}
            row |= {name: group[name] for name in ("n", "events")}
            row |= {f"horizon_{name}": count for name, count in group["at_horizon"].items()}
            for key, figure in group["figures"].items():
                # Every figure has a column for the reason, so that all studies have the same columns.
                row[key] = figure["value"]
                row |= {f"{key}_{part}": figure.get(part) for part in ("low", "high", "p", "reason")}
            rows.append(row | tests)
    return rows


def _rater(one: RaterSubgroups) -> dict[str, Any]:
    return {
        "rater": one.rater,
        "by": one.grouping,
        "note": one.note or None,
        "group_not_known": one.unknown,
        "groups": [
            {
                "group": row.level,
                "n": row.patients,
                "events": row.events,
                "at_horizon": {
                    "events": row.known_events,
                    "event_free": row.known_others,
                    "lost_before": row.lost,
                },
                "figures": {key: plain(value) for key, value in row.estimates.items()},
            }
            for row in one.rows
        ],
        "interaction": _test(one.interaction),
        "heterogeneity": _test(one.heterogeneity),
    }


def _test(test: GroupTest) -> dict[str, Any]:
    found, without = test.found, {"without": list(test.without)}
    if isinstance(found, NotGiven):
        return {"chi2": None, "df": None, "p": None, "corrected_p": None, "reason": found.reason, **without}
    return {"chi2": found.chi2, "df": found.df, "p": found.p, "corrected_p": test.corrected, **without}
