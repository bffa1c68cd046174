"""The comparison as text for a terminal, with the interval of every number."""

from model.comparison.comparison import AtThreshold, RaterComparison, RaterResult
from model.comparison.metrics import METRICS, Group, metrics_of
from model.comparison.report.informed_tables import informed_lines
from model.comparison.report.number_text import chi_square_text, estimate_text, metric_text, p_text
from model.comparison.report.reader_tables import reader_lines
from model.comparison.report.subgroup_tables import subgroup_lines
from model.result.export.wording import RESEARCH_USE_ONLY
from model.statistics.estimate import ChiSquare, NotGiven

_LABEL = max(len(row.title) for row in METRICS)


def text_of(comparison: RaterComparison) -> str:
    """Return a block per rater, then the pairs, the Cox models and the agreement."""
    table = comparison.table
    lines = [
        f"{table.source}: {len(table.patients)} patients, {int(table.event.sum())} events; {table.event_text}",
        f"horizon {comparison.horizon_text}: {comparison.known_events} events by then, "
        f"{comparison.known_others} known to be without",
        *filter(None, (table.origin.leakage, table.origin.sentence)),
        *table.notes,
    ]
    for result in comparison.raters:
        lines += ["", *_rater(result)]
    lines += ["", "Differences (first - second)"]
    for pair in comparison.pairs:
        differences = f"AUC {estimate_text(pair.delta_auc, p=True)}; C {estimate_text(pair.delta_c, p=True)}"
        lines.append(_row(f"{pair.a} - {pair.b}", f"{differences}; n {pair.patients}, {pair.events} events"))
    for found in comparison.adjusted:
        lines += ["", f"Cox with covariates: {found.rater}, {found.form}; {found.left_out} patients left out"]
        if isinstance(found.model, NotGiven):
            lines.append(_row("", found.model.reason))
            continue
        for term in found.model.terms:
            proportional = f"proportional hazards p {p_text(term.proportional_p)}"
            lines.append(_row(term.name, f"{estimate_text(term.ratio, p=True)}; {proportional}"))
        lines.append(_row("", f"n {found.model.patients}, {found.model.events} events {found.model.unsure}".rstrip()))
    agreement = comparison.agreement
    if agreement.pairs:
        lines += ["", "Agreement on high and low risk (Cohen's kappa)"]
        lines += [
            _row(f"{p.a}, {p.b}", f"{estimate_text(p.kappa)}; alike {estimate_text(p.raw)}") for p in agreement.pairs
        ]
    if agreement.readers:
        lines.append(_row("Fleiss' kappa", f"{estimate_text(agreement.fleiss)} ({', '.join(agreement.readers)})"))
    lines += [*informed_lines(comparison), *reader_lines(comparison), *subgroup_lines(comparison)]
    return "\n".join([*lines, "", RESEARCH_USE_ONLY])


def _rater(r: RaterResult) -> list[str]:
    groups: list[Group] = ["threshold"] if isinstance(r.at_threshold, AtThreshold) else []
    groups += ["probability", "calibration"] if r.kind == "probability" else []
    groups_text = f" ({r.groups_text})" if isinstance(r.log_rank, ChiSquare) else ""
    rows = [
        ("Patients", f"{r.patients}, {r.events} events" + (f"; {r.unsure}" if r.unsure else "")),
        *((row.title, metric_text(row, r)) for row in metrics_of("discrimination", "hazards")),
        ("Log-rank", chi_square_text(r.log_rank) + groups_text),
        *((row.title, metric_text(row, r)) for row in metrics_of(*groups)),
    ]
    return [f"{r.name}: {r.description}", *(_row(label, text) for label, text in rows)]


def _row(label: str, text: str) -> str:
    return f"  {label:<{_LABEL}} {text}"
