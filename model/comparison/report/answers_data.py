"""The rule of three answers fitted to the compared patients, as plain data for JSON and as CSV rows."""

from typing import Any

from model.comparison.comparison import RaterComparison
from model.comparison.report.answers_file import answers_record
from model.statistics.estimate import NotGiven


def answers_data(comparison: RaterComparison) -> dict[str, Any] | None:
    """Return the rule of three answers and its groups of patients for JSON, or the reason why there is none.

    Return None if the user did not request a rule.
    """
    found = comparison.three_answers
    if isinstance(found, NotGiven):
        return {"groups": [], "reason": found.reason}
    return None if found is None else answers_record(found)


def answers_rows(found: dict[str, Any] | None) -> list[dict[str, Any]]:
    """Return one CSV row per answer, made from `found`, the result of `answers_data`."""
    rows = []
    for group in (found or {"groups": []})["groups"]:
        share = group["with_event"]
        row = {name: group[name] for name in ("answer", "patients", "events", "others", "lost")}
        row |= {"share_with_event": share["value"], "share_low": share["low"], "share_high": share["high"]}
        rows.append(row | {"share_reason": share.get("reason"), "share_by": group["by"]})
    return rows
