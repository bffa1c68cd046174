"""Title and first sentences of a cohort report, the same in HTML and PDF."""

import importlib.metadata

from model.comparison.comparison import RaterComparison
from model.comparison.report.number_text import estimate_text

TITLE = "Model, readers and grade on the same patients"


def sentences_of(comparison: RaterComparison) -> tuple[str, ...]:
    """Return the sentences on patients and event, and every warning that must come before the numbers."""
    table = comparison.table
    flags = (
        (f"CAUTION: the thresholds of {', '.join(comparison.flagged)} were chosen on the same patients; numbers of "
         "their risk groups are too good.",)
        if comparison.flagged
        else ()
    )  # fmt: skip
    return (
        f"{table.source}: {len(table.patients)} patients, {int(table.event.sum())} events. "
        f"The event: {table.event_text}.",
        *filter(None, (table.origin.leakage, table.origin.sentence)),
        f"By {comparison.horizon_text}: {comparison.known_events} events, "
        f"{comparison.known_others} patients known to be without; "
        f"probability of the event {estimate_text(comparison.event_share)} (Kaplan-Meier).",
        *flags,
        *table.notes,
        *(f"{title}: {text}" for title, text in table.facts),
    )


def made_by() -> str:
    """Return program and version, such as "histocast 0.1.0"."""
    return f"histocast {importlib.metadata.version('histocast')}"
