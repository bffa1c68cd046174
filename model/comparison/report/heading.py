"""The title and the first sentences of a cohort report. They are the same in HTML and PDF."""

import importlib.metadata
import math

from model.base.plural import plural
from model.comparison.comparison import RaterComparison
from model.comparison.report.number_text import estimate_text
from model.statistics.horizon import RULE, TIES

TITLE = "Model, readers and grade on the same patients"


def sentences_of(comparison: RaterComparison) -> tuple[str, ...]:
    """Return the sentences on patients and event, and every warning that must precede the numbers."""
    table = comparison.table
    flags = (
        (f"CAUTION: the thresholds of {', '.join(comparison.flagged)} were chosen from these same patients; the "
         "results of their risk groups are too good.",)
        if comparison.flagged
        else ()
    )  # fmt: skip
    return (
        f"{table.source}: {plural(len(table.patients), 'patient')}, {plural(int(table.event.sum()), 'event')}. "
        f"The event: {table.event_text}.",
        *filter(None, (table.origin.leakage, table.origin.sentence)),
        f"{horizon_sentence(comparison)}.",
        f"{ties_sentence()}.",
        *flags,
        *table.notes,
        *(f"{title}: {text}" for title, text in table.facts),
    )


def horizon_sentence(comparison: RaterComparison) -> str:
    """Return a sentence on the patients by outcome at the horizon, the share with the event, and the follow-up."""
    dead = f" ({comparison.other_deaths} of them died of another cause)" if comparison.other_deaths else ""
    return (
        f"By {comparison.horizon_text}: {plural(comparison.known_events, 'event')}, "
        f"{plural(comparison.known_others, 'patient')} known to be without the event{dead}, "
        f"{comparison.lost} lost before; "
        f"probability of the event {estimate_text(comparison.event_share)} ({comparison.share_method}); "
        f"median follow-up {follow_up_text(comparison)} (reverse Kaplan-Meier)"
    )


def ties_sentence() -> str:
    """Return a sentence with the rules for deaths and losses at the horizon and at equal times."""
    return f"{RULE[:1].upper()}{RULE[1:]}; {TIES}"


def follow_up_text(comparison: RaterComparison) -> str:
    """Return the median follow-up with unit and interval, or text that it was not reached."""
    if not math.isfinite(comparison.median_follow_up):
        return "not reached"
    low, high = (f"{end:.4g}" if math.isfinite(end) else "not reached" for end in comparison.follow_up_interval)
    median = f"{comparison.median_follow_up:.4g} {comparison.table.unit}".strip()
    return f"{median}, 95 % interval {low} to {high}"


def made_by() -> str:
    """Return the name and the version of the program, such as "histocast 0.1.0"."""
    return f"histocast {importlib.metadata.version('histocast')}"
