"""The first lines of a cohort report: a page comes in, its title and sentences go out, alike in HTML and PDF."""

import importlib.metadata

from model.comparison.comparison import RaterComparison
from model.comparison.report.record import words_of

TITLE = "Model, readers and grade on the same patients"


def sentences_of(page: RaterComparison) -> tuple[str, ...]:
    """What the patients are, and what a reader must know before any number."""
    table = page.table
    flags = (
        (f"CAUTION: the thresholds of {', '.join(page.flagged)} were chosen on the same patients; what is said of risk "
         "groups flatters them.",)
        if page.flagged
        else ()
    )  # fmt: skip
    return (
        f"{table.source}: {len(table.patients)} patients, {int(table.event.sum())} events. "
        f"The event: {table.event_text}.",
        f"By {page.horizon_text}: {page.known_events} events, {page.known_others} patients known to be without; "
        f"probability of the event {words_of(page.event_share)} (Kaplan-Meier).",
        *flags,
        *table.notes,
        *(f"{title}: {words}" for title, words in table.facts),
    )


def made_by() -> str:
    """ "histocast 0.1.0"."""
    return f"histocast {importlib.metadata.version('histocast')}"
