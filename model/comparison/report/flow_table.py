"""The patient flow of a comparison as a table."""

from collections import Counter

from model.base.plural import plural
from model.comparison.comparison import RaterComparison
from model.comparison.report.text_table import TextTable


def flow_of(comparison: RaterComparison) -> TextTable:
    """Return the patient flow: the numbers of patients from the rows of the source to each result."""
    table = comparison.table
    out = Counter(_kind(row.reason) for row in table.excluded if row.of == "everything")
    others = int(table.other_death.sum())
    rows = [
        ("in the source", f"{len(table.patients) + sum(out.values())}"),
        *((f"left out: {reason}", f"{count}") for reason, count in out.most_common()),
        ("analysed", f"{len(table.patients)}"),
        ("patients with an event during the whole follow-up", f"{int(table.event.sum())}"),
        *([("patients who died of another cause during the whole follow-up", f"{others}")] if others else []),
        (f"with an event by {comparison.horizon_text}", f"{comparison.known_events}"),
        (
            f"known to be without the event at {comparison.horizon_text}{_of_them(comparison)}",
            f"{comparison.known_others}",
        ),
        ("lost before the horizon: included by censoring weights or curves", f"{comparison.lost}"),
        *((f"with a value of {r.name}", f"{r.patients} ({plural(r.events, 'event')})") for r in comparison.raters),
    ]
    return TextTable("Patient flow", ("step", "patients"), tuple(rows))


def _kind(reason: str) -> str:
    """Return a reason without the value that it quotes, so that equal reasons can be counted together."""
    head, quote, tail = reason.partition("'")
    rest = tail.rpartition("'")[2]
    return f"{head.strip()} {rest.strip()}" if quote else reason


def _of_them(comparison: RaterComparison) -> str:
    """Return a text on how many of the patients without the event died of another cause."""
    return f", {comparison.other_deaths} of them died of another cause" if comparison.other_deaths else ""
