"""Write the comparison as text for a terminal, with the interval of every number."""

from model.base.plural import plural
from model.comparison.comparison import AtThreshold, GroupAtHorizon, RaterComparison, RaterResult
from model.comparison.metrics import COMPLETE_CASE, METRICS, Group, metrics_of
from model.comparison.report.adjusted_tables import fine_gray_texts
from model.comparison.report.answers_table import answers_table
from model.comparison.report.cautions import pair_cautions
from model.comparison.report.decision_table import decision_table
from model.comparison.report.heading import horizon_sentence, ties_sentence
from model.comparison.report.informed_tables import informed_lines
from model.comparison.report.number_text import chi_square_text, estimate_text, metric_text, p_text
from model.comparison.report.reader_tables import reader_lines
from model.comparison.report.subgroup_tables import subgroup_lines
from model.comparison.report.tables import causes_table, known_text
from model.comparison.report.text_table import TextTable
from model.result.export.wording import RESEARCH_USE_ONLY
from model.statistics.estimate import ChiSquare, NotGiven

_LABEL = max(len(row.title) for row in METRICS)


def text_of(comparison: RaterComparison) -> str:
    """Return the comparison as text: one block per rater, then the pairs, the Cox models and the agreement."""
    table = comparison.table
    lines = [
        f"{table.source}: {plural(len(table.patients), 'patient')}, {plural(int(table.event.sum()), 'event')}; "
        f"{table.event_text}",
        horizon_sentence(comparison),
        ties_sentence(),
        *filter(None, (table.origin.leakage, table.origin.sentence)),
        *table.notes,
    ]
    for result in comparison.raters:
        lines += ["", *_rater(result, comparison.causes is not None)]
    lines += _causes(comparison)
    lines += ["", "Differences (first - second)"]
    for pair in comparison.pairs:
        differences = (
            f"AUC weighted for censoring {estimate_text(pair.delta_auc_weighted)}; AUC of patients known at the "
            f"horizon {estimate_text(pair.delta_auc, p=True)}; C {estimate_text(pair.delta_c, p=True)}"
        )
        lines.append(_row(f"{pair.a} - {pair.b}", f"{differences}; n {pair.patients}, {plural(pair.events, 'event')}"))
    lines += [_row("", text) for text in pair_cautions(comparison)]
    for found in comparison.adjusted:
        lines += ["", f"Cox with covariates: {found.rater}, {found.form}; {plural(found.left_out, 'patient')} left out"]
        if isinstance(found.model, NotGiven):
            lines.append(_row("", found.model.reason))
            continue
        beside = [f"; Fine-Gray {text}" for text in fine_gray_texts(found)] or [""] * len(found.model.terms)
        for term, more in zip(found.model.terms, beside, strict=True):
            proportional = f"proportional hazards p {p_text(term.proportional_p)}"
            lines.append(_row(term.name, f"{estimate_text(term.ratio, p=True)}; {proportional}{more}"))
        counts = f"n {found.model.patients}, {plural(found.model.events, 'event')} {found.model.unsure}"
        lines.append(_row("", counts.rstrip()))
    agreement = comparison.agreement
    if agreement.pairs:
        lines += ["", "Agreement on high and low risk (Cohen's kappa)"]
        lines += [
            _row(f"{p.a}, {p.b}", f"{estimate_text(p.kappa)}; alike {estimate_text(p.raw)}") for p in agreement.pairs
        ]
    if agreement.readers:
        lines.append(_row("Fleiss' kappa", f"{estimate_text(agreement.fleiss)} ({', '.join(agreement.readers)})"))
    lines += [*_table_lines(decision_table(comparison)), *_table_lines(answers_table(comparison))]
    lines += [*informed_lines(comparison), *reader_lines(comparison), *subgroup_lines(comparison)]
    return "\n".join([*lines, "", RESEARCH_USE_ONLY])


def _table_lines(table: TextTable) -> list[str]:
    """Return a title and one line per row of the table. Each line also has the titles of the columns.

    Return [] if the table has no rows.
    """
    if not table.rows:
        return []
    rows = [
        _row(name, "; ".join(f"{title} {text}" for title, text in zip(table.header[1:], texts, strict=True)))
        for name, *texts in table.rows
    ]
    return ["", table.title, *rows, *([_row("", table.note)] if table.note else [])]


def _causes(comparison: RaterComparison) -> list[str]:
    """Return lines of text with the cumulative incidences by the horizon.

    Return [] if no death of another cause is known.
    """
    table = causes_table(comparison)
    rows = [
        _row(name, f"{share}{f'; {deaths} deaths during the whole follow-up' if deaths else ''}")
        for name, share, deaths in table.rows
    ]
    return ["", f"{table.title}, by {comparison.horizon_text}", *rows, _row("", table.note)] if rows else []


def _rater(r: RaterResult, competing: bool) -> list[str]:
    groups: list[Group] = ["threshold"] if isinstance(r.at_threshold, AtThreshold) else []
    groups += ["probability", "calibration"] if r.kind == "probability" else []
    groups += ["complete case"] if r.estimates.keys() & {row.key for row in COMPLETE_CASE} else []
    groups_text = f" ({r.groups_text})" if isinstance(r.log_rank, ChiSquare) else ""
    rows = [
        ("Patients", f"{r.patients}, {plural(r.events, 'event')}" + (f"; {r.unsure}" if r.unsure else "")),
        ("At the horizon", known_text(r)),
        *((row.title, metric_text(row, r)) for row in metrics_of("discrimination", "hazards")),
        ("Log-rank", chi_square_text(r.log_rank) + groups_text),
        *_competing(r),
        *((row.title, metric_text(row, r)) for row in metrics_of(*groups)),
        *(row for group in r.at_horizon for row in _group(group, competing)),
        *(_differences(r, competing) if len(r.at_horizon) > 1 else []),
    ]
    return [f"{r.name}: {r.description}", *(_row(label, text) for label, text in rows)]


def _competing(r: RaterResult) -> list[tuple[str, str]]:
    """Return lines with Fine and Gray's ratios and Gray's test.

    Return no lines if no death of another cause is known.
    """
    if r.competing is None:
        return []
    return [
        ("Fine-Gray at the threshold", estimate_text(r.competing.ratio_threshold, p=True)),
        ("Fine-Gray per SD", estimate_text(r.competing.ratio_per_sd, p=True)),
        ("Gray's test", chi_square_text(r.competing.gray)),
    ]


def _group(found: GroupAtHorizon, competing: bool) -> list[tuple[str, str]]:
    """Return a line of text on one risk group: share with the event by the horizon, and restricted mean survival time.

    The numbers of patients are included.
    """
    kept = f"restricted mean survival time {estimate_text(found.mean_kept)}"
    lost = f"; time lost to the event {estimate_text(found.mean_lost)}" if competing else ""
    return [
        (f"Group {found.name}", f"{found.patients}: {known_text(found)}"),
        ("", f"with the event {estimate_text(found.event_share)}; {kept}{lost}"),
    ]


def _differences(r: RaterResult, competing: bool) -> list[tuple[str, str]]:
    """Return a line with the group of highest risk minus the group of lowest risk.

    The differences are those of the restricted mean survival time and of the time lost to the event.
    """
    lost = f"; of the time lost {estimate_text(r.lost_difference, p=True)}" if competing else ""
    return [("Highest - lowest risk", f"restricted mean {estimate_text(r.kept_difference, p=True)}{lost}")]


def _row(label: str, text: str) -> str:
    return f"  {label:<{_LABEL}} {text}"
