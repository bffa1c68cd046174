"""Convert averages over readers to plain data for JSON and CSV."""

from typing import Any

from model.comparison.readers import ReaderAverage
from model.comparison.report.plain_numbers import number, plain

METHOD = (
    "Obuchowski and Rockette's method, with DeLong's covariances for AUCs and sample covariances for "
    "shares, and Hillis' degrees of freedom; readers and patients are random samples; only patients whom "
    "all readers judged and whose outcome at the horizon is known. The model's own value: AUC with "
    "DeLong's interval, shares with Wilson's"
)


def reader_record(one: ReaderAverage) -> dict[str, Any]:
    """Return one average over readers as plain data."""
    return {
        "first": one.first,
        "second": one.second,
        "of": one.key,
        "readers": list(one.readers),
        "n": one.patients,
        "events": one.events,
        "event_free": one.others,
        "left_out": one.left_out,
        "means": [number(value) for value in one.means],
        "mean_intervals": [plain(side) for side in one.sides],
        "each_reader": list(one.each),
        "difference": plain(one.difference),
        "df": number(one.df),
        "statement": one.statement,
        "method": METHOD,
    }


def average_rows(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return one CSV row for each average over readers, from the results of `reader_record`."""
    plain = ("first", "second", "of", "n", "events", "event_free", "left_out", "df", "statement")
    return [
        {name: one[name] for name in plain}
        | {"readers": "; ".join(one["readers"]), "mean_first": one["means"][0], "mean_second": one["means"][1]}
        | {
            f"mean_{name}_{part}": side[part]
            for name, side in zip(("first", "second"), one["mean_intervals"], strict=True)
            for part in ("low", "high")
        }
        | {f"difference_{part}": value for part, value in one["difference"].items()}
        for one in found
    ]
