"""Convert the effect of the model on the readers to plain data: JSON, and rows of two CSV tables."""

from dataclasses import asdict
from typing import Any

from model.comparison.informed import Changes, Influence, ReaderInfluence, ReadTimes
from model.comparison.report.plain_numbers import plain


def informed_record(found: Influence | None) -> dict[str, Any] | None:
    """Return the effect of the model on all readers as plain data for JSON. For each reader, the counts are first.

    Return None if nobody read again.
    """
    if found is None:
        return None
    readers = [_reader(one) for one in found.readers]
    return {"model": found.model or None, "readers": readers, "notes": list(found.notes)}


def change_rows(found: dict[str, Any] | None) -> list[dict[str, Any]]:
    """Return one CSV row per reader with the counts of changed answers, from the result of `informed_record`."""
    rows = []
    for one in (found or {"readers": []})["readers"]:
        row = {name: one[name] for name in ("reader", "n", "events", "event_free", "lost_before", "no_informed_read")}
        row |= one["counts"]
        for group, changes in one["by_model"].items():
            row |= {f"{group}_{name}": count for name, count in changes.items()}
        rows.append(row | {"no_model_group": one["no_model_group"], "reason": one["reason"]})
    return rows


def figure_rows(found: dict[str, Any] | None) -> list[dict[str, Any]]:
    """Return one CSV row per reader and metric, from the result of `informed_record`."""
    return [
        {"reader": one["reader"], "figure": key}
        | {
            f"{name}_{part}": value
            for name in ("blinded", "informed", "difference")
            for part, value in figure[name].items()
        }
        for one in (found or {"readers": []})["readers"]
        for key, figure in one["figures"].items()
    ]


def _reader(one: ReaderInfluence) -> dict[str, Any]:
    return {
        "reader": one.reader,
        "n": one.patients,
        "events": one.events,
        "event_free": one.others,
        "lost_before": one.lost,
        "no_informed_read": one.unpaired,
        "counts": {
            "right_to_wrong": one.right_to_wrong,
            "wrong_to_right": one.wrong_to_right,
            "stayed_right": one.stayed_right,
            "stayed_wrong": one.stayed_wrong,
            "towards_the_model": one.changes.towards,
            "away_from_the_model": one.changes.away,
        },
        "by_model": {
            "model_right": _changes(one.model_right),
            "model_wrong": _changes(one.model_wrong),
            "outcome_unknown": _changes(one.outcome_unknown),
        },
        "no_model_group": one.no_model_group,
        "overturned_by_a_wrong_model": plain(one.overturned),
        "corrected_by_a_right_model": plain(one.corrected),
        "figures": {
            figure.key: {
                "blinded": plain(figure.blinded),
                "informed": plain(figure.informed),
                "difference": plain(figure.difference),
            }
            for figure in one.figures
        },
        "seconds": _times(one.times),
        "reason": one.reason or None,
    }


def _changes(found: Changes) -> dict[str, int]:
    return {
        "towards_the_model": found.towards,
        "away_from_the_model": found.away,
        "kept_like_the_model": found.kept_with,
        "kept_unlike_the_model": found.kept_against,
    }


def _times(found: ReadTimes | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {"reads": found.reads} | {
        name: asdict(spread)
        for name, spread in (("blinded", found.blinded), ("informed", found.informed), ("change", found.change))
    }
