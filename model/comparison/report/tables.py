"""Write the comparison as tables of short texts with titles, for HTML, PDF and the window."""

from collections.abc import Sequence

from model.base.plural import plural
from model.comparison.comparison import AtThreshold, GroupAtHorizon, RaterComparison, RaterResult
from model.comparison.metrics import COMPLETE_CASE, METRICS, Metric, metrics_for, metrics_of
from model.comparison.report.adjusted_tables import FINE_GRAY_NOTE, adjusted_tables
from model.comparison.report.cautions import pair_cautions
from model.comparison.report.number_text import chi_square_text, estimate_text, metric_text
from model.comparison.report.record import METHODS
from model.comparison.report.text_table import TextTable, with_columns
from model.statistics.horizon import TIES

MOST_EXCLUDED = 60
"""Maximum number of excluded rows that a report shows. The CSV file contains all of them."""
PAIRS_NOTE = (
    "On patients for whom both raters have a value. Weighted for censoring: all of these patients. Known at the "
    "horizon: without lost patients."
)
"""The first sentences below the table of paired differences."""


def tables_of(comparison: RaterComparison) -> tuple[TextTable, ...]:
    """Return all tables of the comparison that have rows, in the order in which they are shown."""
    found = (
        _raters(comparison),
        _discrimination(comparison),
        _hazards(comparison),
        _shares(comparison),
        groups_table(comparison),
        _probabilities(comparison),
        complete_case_table(comparison),
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
        (r.name, r.description, f"{r.patients}", f"{r.events}", known_text(r), r.unsure) for r in comparison.raters
    )
    header = ("rater", "what it is", "n", "events", "at the horizon", "unsure")
    return TextTable("Raters", header, rows)


def _metric_table(title: str, metrics: Sequence[Metric], raters: Sequence[RaterResult], note: str = "") -> TextTable:
    """Return a table with a row per rater and a column per metric."""
    header = ("rater", *(row.title for row in metrics))
    return TextTable(title, header, tuple((r.name, *(metric_text(row, r) for row in metrics)) for r in raters), note)


def _discrimination(comparison: RaterComparison) -> TextTable:
    note = (
        "95 % intervals: AUC of patients known at the horizon by DeLong, weighted AUC by bootstrap over patients, both "
        f"C by infinitesimal jackknife. Weights for censoring: {TIES}."
    )
    return _metric_table("Discrimination", tuple(metrics_of("discrimination")), comparison.raters, note)


def _hazards(comparison: RaterComparison) -> TextTable:
    note = "Cox model, Efron's method for ties, Wald's 95 % intervals."
    if comparison.causes is not None:
        note = f"{note} {FINE_GRAY_NOTE}"
    table = _metric_table("Hazards", tuple(metrics_of("hazards")), comparison.raters, note)
    table = with_columns(table, ("log-rank",), [(chi_square_text(r.log_rank),) for r in comparison.raters])
    competing = [r.competing for r in comparison.raters if r.competing is not None]
    if not competing:
        return table
    cells = [
        (
            estimate_text(found.ratio_threshold, p=True),
            estimate_text(found.ratio_per_sd, p=True),
            chi_square_text(found.gray),
        )
        for found in competing
    ]
    return with_columns(table, ("Fine-Gray at the threshold", "Fine-Gray per SD", "Gray's test"), cells)


def _shares(comparison: RaterComparison) -> TextTable:
    raters = [r for r in comparison.raters if isinstance(r.at_threshold, AtThreshold)]
    counts = [r.at_threshold for r in raters if isinstance(r.at_threshold, AtThreshold)]
    note = (
        f"Share with the event by {comparison.share_method} in each risk group, so that lost patients count until they "
        "were lost; 95 % intervals on the scale of log(-log) for PPV and NPV, and on the logit scale for the others. "
        "PPV and NPV hold for this share of events."
    )
    title = f"At the threshold, by {comparison.horizon_text}"
    table = _metric_table(title, tuple(metrics_of("threshold")), raters, note)
    cells = [
        (f"{n.true_high} / {n.missed}", f"{n.false_high} / {n.true_low}", f"{n.lost_high} / {n.lost_low}")
        for n in counts
    ]
    header = (
        "with the event: high / low risk",
        "without the event: high / low risk",
        "lost to follow-up: high / low risk",
    )
    return with_columns(table, header, cells)


def groups_table(comparison: RaterComparison) -> TextTable:
    """Return a table of the risk groups of every rater up to the horizon, with restricted mean survival times."""
    competing = comparison.causes is not None
    header = ("rater", "group", "n", "at the horizon", "share with the event", "restricted mean survival time",
              "difference from the lowest risk")  # fmt: skip
    rows = tuple(
        (
            r.name, group.name, f"{group.patients}", known_text(group), estimate_text(group.event_share),
            estimate_text(group.mean_kept), estimate_text(r.kept_difference, p=True) if last else "",
        )
        for r in comparison.raters
        for group in r.at_horizon
        for last in [len(r.at_horizon) > 1 and group is r.at_horizon[-1]]
    )  # fmt: skip
    of = ", of any death" if competing else ""
    note = (
        f"Shares by {comparison.share_method}. Restricted mean: area under Kaplan-Meier{of}, up to the horizon, in "
        f"{comparison.table.unit or 'the unit of time'}; 95 % interval from the variance of the curve."
    )
    table = TextTable("Risk groups by the horizon", header, rows, note)
    if not competing:
        return table
    lost = [
        (
            estimate_text(group.mean_lost),
            estimate_text(r.lost_difference, p=True) if len(r.at_horizon) > 1 and group is r.at_horizon[-1] else "",
        )
        for r in comparison.raters
        for group in r.at_horizon
    ]
    return with_columns(table, ("mean time lost to the event", "its difference"), lost)


def known_text(found: RaterResult | GroupAtHorizon) -> str:
    """Return the numbers of patients with the event, without it, and lost before the horizon, as text."""
    events, others = (
        (found.known_events, found.known_others) if isinstance(found, RaterResult) else (found.events, found.others)
    )
    dead = f" ({found.other_deaths} died of another cause)" if found.other_deaths else ""
    return f"{plural(events, 'event')}, {others} without{dead}, {found.lost} lost before"


def _probabilities(comparison: RaterComparison) -> TextTable:
    raters = [r for r in comparison.raters if r.kind == "probability"]
    note = (
        "All numbers are weighted for patients lost before the horizon. Perfect values: observed / expected 1, slope "
        "1, intercept 0 (with the slope fixed at 1), and ICI, E50 and E90 0. The last three are distances from the "
        f"smooth curve, never below 0. Observed: share by {comparison.share_method}. Weights for censoring: {TIES}."
    )
    table = _metric_table("Probabilities", tuple(metrics_of("probability", "calibration")), raters, note)
    return with_columns(table, ("at the horizon", "note"), [(known_text(r), r.note) for r in raters])


def complete_case_table(comparison: RaterComparison) -> TextTable:
    """Return the metrics of only the patients whose outcome at the horizon is known.

    The table has no rows if the user did not request these metrics.
    """
    metrics = tuple(metrics_of("complete case"))
    raters = [r for r in comparison.raters if r.threshold or r.kind == "probability"]
    title = "Complete case"
    note = "Patients lost to follow-up before the horizon are left out. The numbers are biased if many were lost."
    if not comparison.options.complete_case:
        return TextTable(title, (), ())
    table = _metric_table(title, metrics, raters, note)
    return with_columns(table, ("at the horizon",), [(known_text(r),) for r in raters])


def methods_table(comparison: RaterComparison) -> TextTable:
    """Return the table of the methods by which the numbers are computed.

    The metrics are first, with their units and good values. All other numbers follow.
    """
    of_metrics = {row.method_key or row.key for row in (*METRICS, *COMPLETE_CASE)}
    shown = metrics_for(comparison.options.complete_case)
    rows: list[tuple[str, ...]] = [(row.title, row.unit, row.better, row.how) for row in shown]
    rows += [(key, "", "", how) for key, how in METHODS.items() if key not in of_metrics]
    return TextTable("How each number is computed", ("number", "unit", "better", "method"), tuple(rows))


def pairs_table(comparison: RaterComparison) -> TextTable:
    """Return a table of the paired differences of every two raters."""
    header = ("first - second", "n", "events", "difference of AUC, weighted for censoring (bootstrap)",
              "difference of AUC, outcome known at the horizon (DeLong)", "the same (bootstrap)",
              "difference of C")  # fmt: skip
    rows = tuple(
        (f"{p.a} - {p.b}", f"{p.patients}", f"{p.events}", estimate_text(p.delta_auc_weighted),
         estimate_text(p.delta_auc, p=True),
         estimate_text(p.delta_auc_drawn), estimate_text(p.delta_c, p=True))
        for p in comparison.pairs
    )  # fmt: skip
    return TextTable("Paired differences", header, rows, " ".join([PAIRS_NOTE, *pair_cautions(comparison)]))


def agreement_table(comparison: RaterComparison) -> TextTable:
    """Return a table of the agreement of every two raters on high and low risk, with Fleiss' kappa of the readers."""
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
    """Return a table of the cumulative incidences by the horizon.

    The table has no rows if no death of another cause is known.
    """
    header = ("by the horizon", "share of patients", "deaths during the whole follow-up")
    horizon = comparison.options.horizon
    rows = [(found.name, estimate_text(found.at(horizon)), f"{found.events}") for found in comparison.causes or ()]
    if rows:
        rows.append(
            (
                f"{comparison.table.event_text}, if nobody died of another cause",
                estimate_text(comparison.kaplan_meier_share),
                "",
            )
        )
    note = "Aalen-Johansen, 95 % intervals on the scale of log(-log); the last line is 1 minus Kaplan-Meier."
    return TextTable("Causes of death", header, tuple(rows), note)


def _crossed(comparison: RaterComparison) -> list[TextTable]:
    level = {True: "high", False: "low"}
    header = ("group", "patients", "events by the horizon", "known to be without", "lost before")
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
    """Return the table of the first `most` excluded rows and values, with their reasons."""
    every = comparison.table.excluded
    rows = tuple((f"{row.line or ''}", row.patient, row.of, row.reason) for row in every[:most])
    more = len(every) - len(rows)
    note = f"{more} more are in excluded.csv." if more > 0 else ""
    return TextTable("Left out", ("line", "patient", "left out of", "reason"), rows, note)
