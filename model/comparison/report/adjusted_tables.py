"""The tables of the Cox models that contain one rater and the covariates."""

from dataclasses import replace

from model.base.plural import plural
from model.comparison.comparison import Adjusted, RaterComparison
from model.comparison.report.number_text import estimate_text, p_text
from model.comparison.report.text_table import TextTable, with_columns
from model.statistics.estimate import NotGiven

FINE_GRAY_NOTE = (
    "The hazard ratios of the Cox model are cause-specific. Fine-Gray: subdistribution hazard ratio, which refers to "
    "the cumulative incidence, with a robust 95 % interval."
)


def adjusted_tables(comparison: RaterComparison) -> list[TextTable]:
    """Return a table for each Cox model of a rater with the covariates."""
    header = ("term", "hazard ratio", "proportional hazards, p")
    tables = []
    for found in comparison.adjusted:
        title = f"Cox model: {found.rater} with the covariates"
        if isinstance(found.model, NotGiven):
            tables.append(TextTable(title, header, ((found.rater, found.model.reason, ""),)))
            continue
        rows = tuple((t.name, estimate_text(t.ratio, p=True), p_text(t.proportional_p)) for t in found.model.terms)
        beside = fine_gray_texts(found)
        events = plural(found.model.events, "event")
        note = f"n {found.model.patients}, {events}, {found.left_out} left out because of missing values."
        unsure = f" {found.model.unsure[:1].upper()}{found.model.unsure[1:]}." if found.model.unsure else ""
        violated = [t.name for t in found.model.terms if t.proportional_p < 0.05]
        warned = f" Hazards may not be proportional: {', '.join(violated)}." if violated else ""
        table = TextTable(title, header, rows, note + unsure + warned)
        if beside:
            table = replace(table, note=f"{table.note} {FINE_GRAY_NOTE}")
            table = with_columns(table, ("Fine-Gray",), [(text,) for text in beside])
        tables.append(table)
    return tables


def fine_gray_texts(found: Adjusted) -> list[str]:
    """Return Fine and Gray's hazard ratio for each term of the Cox model, or the reason why there is none, as text.

    Return [] if Fine and Gray's model was not fitted.
    """
    if found.fine_gray is None or isinstance(found.model, NotGiven):
        return []
    if isinstance(found.fine_gray, NotGiven):
        return [found.fine_gray.reason] * len(found.model.terms)
    return [estimate_text(term.ratio, p=True) for term in found.fine_gray.terms]
