"""The page's tables as words for people: a `RaterComparison` comes in; titled tables of short texts go out."""

from dataclasses import dataclass

from model.comparison.comparison import AtThreshold, RaterComparison, RaterResult
from model.comparison.report.record import p_text, words_of
from model.statistics.estimate import ChiSquare, Given, NotGiven

MOST_EXCLUDED = 60
"""Rows of what was left out that a page shows; the CSV has them all."""


@dataclass(frozen=True)
class TextTable:
    """`note` stands under it."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


def tables_of(page: RaterComparison) -> tuple[TextTable, ...]:
    """All tables that have rows, in their order."""
    found = (
        _raters(page),
        _discrimination(page),
        _hazards(page),
        _shares(page),
        _probabilities(page),
        pairs_table(page),
        *adjusted_tables(page),
        agreement_table(page),
        *_crossed(page),
        causes_table(page),
        excluded_table(page),
    )
    return tuple(table for table in found if table.rows)


def _raters(page: RaterComparison) -> TextTable:
    rows = tuple(
        (r.name, r.words, f"{r.patients}", f"{r.events}", f"{r.known_events} / {r.known_others} / {r.lost}", r.unsure)
        for r in page.raters
    )
    header = ("rater", "what it is", "n", "events", "at the horizon: event / none / lost before", "unsure")
    return TextTable("Raters", header, rows)


def _discrimination(page: RaterComparison) -> TextTable:
    header = ("rater", "AUC at the horizon", "AUC, censoring weighted", "Harrell's C", "Uno's C")
    rows = tuple(
        (r.name, *(words_of(found) for found in (r.auc, r.auc_censored, r.c_harrell, r.c_uno))) for r in page.raters
    )
    note = (
        "95 % intervals: DeLong; bootstrap over patients; infinitesimal jackknife (both C). "
        "The plain AUC is of patients known at the horizon."
    )
    return TextTable("Discrimination", header, rows, note)


def _hazards(page: RaterComparison) -> TextTable:
    header = ("rater", "hazard ratio at the threshold", "hazard ratio per SD", "log-rank")
    rows = tuple(
        (r.name, words_of(r.hr_threshold, p=True), words_of(r.hr_sd, p=True), _log_rank(r)) for r in page.raters
    )
    return TextTable("Hazards", header, rows, "Cox, ties after Efron, Wald's 95 % intervals.")


def _log_rank(r: RaterResult) -> str:
    if isinstance(r.log_rank, ChiSquare):
        return f"chi2 {r.log_rank.chi2:.2f}, {r.log_rank.df} df, p {p_text(r.log_rank.p)}"
    return r.log_rank.reason


def _shares(page: RaterComparison) -> TextTable:
    header = ("rater", "sensitivity", "specificity", "PPV", "NPV", "events high / low", "others high / low")
    rows = []
    for r in page.raters:
        found = r.at_threshold
        if isinstance(found, AtThreshold):
            shares = (found.sensitivity, found.specificity, found.ppv, found.npv)
            counts = (f"{found.true_high} / {found.missed}", f"{found.false_high} / {found.true_low}")
            rows.append((r.name, *map(words_of, shares), *counts))
    note = "Patients known at the horizon; Wilson's 95 % intervals. PPV and NPV hold for this share of events."
    return TextTable(f"At the threshold, by {page.horizon_text}", header, tuple(rows), note)


def _probabilities(page: RaterComparison) -> TextTable:
    header = ("rater", "Brier", "Brier, with censoring", "calibration slope", "calibration intercept", "note")
    rows = []
    for r in page.raters:
        if r.kind != "probability":
            continue
        line: tuple[Given, Given] = (
            (r.calibration, r.calibration)
            if isinstance(r.calibration, NotGiven)
            else (r.calibration.slope, r.calibration.intercept)
        )
        rows.append((r.name, words_of(r.brier, 3), words_of(r.brier_censored, 3), *map(words_of, line), r.note))
    note = "Slope 1 and intercept 0 are perfect; intercept with the slope held at 1. Brier: bootstrap over patients."
    return TextTable("Probabilities", header, tuple(rows), note)


def pairs_table(page: RaterComparison) -> TextTable:
    header = ("first - second", "n", "events", "difference of AUC (DeLong)", "the same (bootstrap)", "difference of C")
    rows = tuple(
        (f"{p.a} - {p.b}", f"{p.patients}", f"{p.events}", words_of(p.delta_auc, p=True), words_of(p.delta_auc_drawn),
         words_of(p.delta_c, p=True))
        for p in page.pairs
    )  # fmt: skip
    note = "On the patients both have; not corrected for many comparisons."
    return TextTable("Paired differences", header, rows, note)


def adjusted_tables(page: RaterComparison) -> list[TextTable]:
    header = ("term", "hazard ratio", "proportional hazards, p")
    tables = []
    for found in page.adjusted:
        title = f"Cox model: {found.rater} with the covariates"
        if isinstance(found.model, NotGiven):
            tables.append(TextTable(title, header, ((found.rater, found.model.reason, ""),)))
            continue
        rows = tuple((t.name, words_of(t.ratio, p=True), p_text(t.proportional_p)) for t in found.model.terms)
        note = f"n {found.model.patients}, {found.model.events} events, {found.left_out} left out for missing values."
        unsure = f" {found.model.unsure[:1].upper()}{found.model.unsure[1:]}." if found.model.unsure else ""
        violated = [t.name for t in found.model.terms if t.proportional_p < 0.05]
        warned = f" Hazards may not be proportional: {', '.join(violated)}." if violated else ""
        tables.append(TextTable(title, header, rows, note + unsure + warned))
    return tables


def agreement_table(page: RaterComparison) -> TextTable:
    header = ("raters", "alike", "Cohen's kappa", "weighted kappa, whole scale")
    rows = [
        (f"{p.a}, {p.b}", words_of(p.raw), words_of(p.kappa), words_of(p.kappa_ordered) if p.kappa_ordered else "")
        for p in page.agreement.pairs
    ]
    if page.agreement.readers:
        rows.append((f"Fleiss' kappa: {', '.join(page.agreement.readers)}", "", words_of(page.agreement.fleiss), ""))
    return TextTable("Agreement on high and low risk", header, tuple(rows))


def causes_table(page: RaterComparison) -> TextTable:
    """Of what patients die by the horizon; without rows where no death of another cause is known."""
    header = ("by the horizon", "share of patients", "deaths, in all the follow-up")
    rows = [
        (found.name, words_of(found.at(page.options.horizon)), f"{found.events}") for found in page.causes or ()
    ]  # fmt: skip
    if rows:
        rows.append((f"{page.table.event_text}, if nobody died of anything else", words_of(page.event_share), ""))
    note = "Aalen-Johansen, 95 % intervals on the scale of log(-log); the last line is 1 less Kaplan-Meier."
    return TextTable("Causes of death", header, tuple(rows), note)


def _crossed(page: RaterComparison) -> list[TextTable]:
    words = {True: "high", False: "low"}
    header = ("group", "patients", "events by the horizon", "known without", "lost before")
    return [
        TextTable(
            f"{found.a} against {found.b}",
            header,
            tuple(
                (f"{found.a} {words[c.a_high]}, {found.b} {words[c.b_high]}", f"{len(c.patients)}", f"{c.events}",
                 f"{c.others}", f"{c.lost}")
                for c in found.cells
            ),
        )
        for found in page.reclassifications
    ]  # fmt: skip


def excluded_table(page: RaterComparison, most: int = MOST_EXCLUDED) -> TextTable:
    every = page.table.excluded
    rows = tuple((f"{row.line or ''}", row.patient, row.of, row.reason) for row in every[:most])
    more = len(every) - len(rows)
    note = f"{more} more stand in excluded.csv." if more > 0 else ""
    return TextTable("Left out", ("line", "patient", "left out of", "reason"), rows, note)
