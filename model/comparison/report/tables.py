"""The comparison as titled tables of short texts, for HTML, PDF and the window."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from model.comparison.comparison import AtThreshold, RaterComparison, RaterResult
from model.comparison.metrics import METRICS, Metric, metrics_of
from model.comparison.report.number_text import chi_square_text, estimate_text, metric_text, p_text
from model.comparison.report.record import METHODS
from model.statistics.estimate import NotGiven

MOST_EXCLUDED = 60
"""Excluded rows that a report shows; the CSV file has them all."""


@dataclass(frozen=True)
class TextTable:
    """A table of texts; `note` is printed below it."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


def tables_of(comparison: RaterComparison) -> tuple[TextTable, ...]:
    """Return all tables that have rows, in their order."""
    found = (
        _raters(comparison),
        _discrimination(comparison),
        _hazards(comparison),
        _shares(comparison),
        _probabilities(comparison),
        pairs_table(comparison),
        *adjusted_tables(comparison),
        agreement_table(comparison),
        *_crossed(comparison),
        causes_table(comparison),
        excluded_table(comparison),
    )
    return tuple(table for table in found if table.rows)


def _raters(comparison: RaterComparison) -> TextTable:
    rows = tuple(
        (r.name, r.description, f"{r.patients}", f"{r.events}", f"{r.known_events} / {r.known_others} / {r.lost}",
         r.unsure)
        for r in comparison.raters
    )  # fmt: skip
    header = ("rater", "what it is", "n", "events", "at the horizon: event / none / lost before", "unsure")
    return TextTable("Raters", header, rows)


def _metric_table(title: str, metrics: Sequence[Metric], raters: Sequence[RaterResult], note: str = "") -> TextTable:
    """Return a table with a row per rater and a column per metric."""
    header = ("rater", *(row.title for row in metrics))
    return TextTable(title, header, tuple((r.name, *(metric_text(row, r) for row in metrics)) for r in raters), note)


def _with_columns(table: TextTable, header: Sequence[str], cells: Sequence[Sequence[str]]) -> TextTable:
    """Return the table with further columns at its right side; `cells` has a row for each of its rows."""
    rows = tuple((*row, *more) for row, more in zip(table.rows, cells, strict=True))
    return replace(table, header=(*table.header, *header), rows=rows)


def _discrimination(comparison: RaterComparison) -> TextTable:
    note = (
        "95 % intervals: DeLong; bootstrap over patients; infinitesimal jackknife (both C). "
        "The plain AUC is of patients known at the horizon."
    )
    return _metric_table("Discrimination", tuple(metrics_of("discrimination")), comparison.raters, note)


def _hazards(comparison: RaterComparison) -> TextTable:
    note = "Cox, ties after Efron, Wald's 95 % intervals."
    table = _metric_table("Hazards", tuple(metrics_of("hazards")), comparison.raters, note)
    return _with_columns(table, ("log-rank",), [(chi_square_text(r.log_rank),) for r in comparison.raters])


def _shares(comparison: RaterComparison) -> TextTable:
    raters = [r for r in comparison.raters if isinstance(r.at_threshold, AtThreshold)]
    counts = [r.at_threshold for r in raters if isinstance(r.at_threshold, AtThreshold)]
    note = "Patients known at the horizon; Wilson's 95 % intervals. PPV and NPV hold for this share of events."
    title = f"At the threshold, by {comparison.horizon_text}"
    table = _metric_table(title, tuple(metrics_of("threshold")), raters, note)
    cells = [(f"{n.true_high} / {n.missed}", f"{n.false_high} / {n.true_low}") for n in counts]
    return _with_columns(table, ("events high / low", "others high / low"), cells)


def _probabilities(comparison: RaterComparison) -> TextTable:
    raters = [r for r in comparison.raters if r.kind == "probability"]
    note = "Slope 1 and intercept 0 are perfect; intercept with the slope held at 1. Brier: bootstrap over patients."
    table = _metric_table("Probabilities", tuple(metrics_of("probability", "calibration")), raters, note)
    return _with_columns(table, ("note",), [(r.note,) for r in raters])


def methods_table() -> TextTable:
    """Return how each number is computed: the metrics with unit and good values, then everything else."""
    of_metrics = {row.method_key or row.key for row in METRICS}
    rows: list[tuple[str, ...]] = [(row.title, row.unit, row.better, row.how) for row in METRICS]
    rows += [(key, "", "", how) for key, how in METHODS.items() if key not in of_metrics]
    return TextTable("How each number is computed", ("number", "unit", "better", "method"), tuple(rows))


def pairs_table(comparison: RaterComparison) -> TextTable:
    """Return the paired differences of every two raters."""
    header = ("first - second", "n", "events", "difference of AUC (DeLong)", "the same (bootstrap)", "difference of C")
    rows = tuple(
        (f"{p.a} - {p.b}", f"{p.patients}", f"{p.events}", estimate_text(p.delta_auc, p=True),
         estimate_text(p.delta_auc_drawn), estimate_text(p.delta_c, p=True))
        for p in comparison.pairs
    )  # fmt: skip
    note = "On the patients both have; not corrected for many comparisons."
    return TextTable("Paired differences", header, rows, note)


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
        note = f"n {found.model.patients}, {found.model.events} events, {found.left_out} left out for missing values."
        unsure = f" {found.model.unsure[:1].upper()}{found.model.unsure[1:]}." if found.model.unsure else ""
        violated = [t.name for t in found.model.terms if t.proportional_p < 0.05]
        warned = f" Hazards may not be proportional: {', '.join(violated)}." if violated else ""
        tables.append(TextTable(title, header, rows, note + unsure + warned))
    return tables


def agreement_table(comparison: RaterComparison) -> TextTable:
    """Return the agreement of every two raters on high and low risk, and Fleiss' kappa of the readers."""
    header = ("raters", "alike", "Cohen's kappa", "weighted kappa, whole scale")
    rows = [
        (
            f"{p.a}, {p.b}",
            estimate_text(p.raw),
            estimate_text(p.kappa),
            estimate_text(p.kappa_ordered) if p.kappa_ordered else "",
        )
        for p in comparison.agreement.pairs
    ]
    if comparison.agreement.readers:
        rows.append(
            (
                f"Fleiss' kappa: {', '.join(comparison.agreement.readers)}",
                "",
                estimate_text(comparison.agreement.fleiss),
                "",
            )
        )
    return TextTable("Agreement on high and low risk", header, tuple(rows))


def causes_table(comparison: RaterComparison) -> TextTable:
    """Return the cumulative incidence by the horizon; without rows where no death of another cause is known."""
    header = ("by the horizon", "share of patients", "deaths, in all the follow-up")
    horizon = comparison.options.horizon
    rows = [(found.name, estimate_text(found.at(horizon)), f"{found.events}") for found in comparison.causes or ()]
    if rows:
        rows.append(
            (
                f"{comparison.table.event_text}, if nobody died of anything else",
                estimate_text(comparison.event_share),
                "",
            )
        )
    note = "Aalen-Johansen, 95 % intervals on the scale of log(-log); the last line is 1 minus Kaplan-Meier."
    return TextTable("Causes of death", header, tuple(rows), note)


def _crossed(comparison: RaterComparison) -> list[TextTable]:
    level = {True: "high", False: "low"}
    header = ("group", "patients", "events by the horizon", "known without", "lost before")
    return [
        TextTable(
            f"{found.a} against {found.b}",
            header,
            tuple(
                (f"{found.a} {level[c.a_high]}, {found.b} {level[c.b_high]}", f"{len(c.patients)}", f"{c.events}",
                 f"{c.others}", f"{c.lost}")
                for c in found.cells
            ),
        )
        for found in comparison.reclassifications
    ]  # fmt: skip


def excluded_table(comparison: RaterComparison, most: int = MOST_EXCLUDED) -> TextTable:
    """Return the first `most` excluded rows and values, with their reasons."""
    every = comparison.table.excluded
    rows = tuple((f"{row.line or ''}", row.patient, row.of, row.reason) for row in every[:most])
    more = len(every) - len(rows)
    note = f"{more} more are in excluded.csv." if more > 0 else ""
    return TextTable("Left out", ("line", "patient", "left out of", "reason"), rows, note)
