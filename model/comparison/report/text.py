"""The page for a terminal: a `RaterComparison` comes in; lines of text with every number's interval go out."""

from model.comparison.comparison import RaterComparison, RaterResult
from model.comparison.report.record import p_text, words_of
from model.result.export.wording import RESEARCH_USE_ONLY
from model.statistics.estimate import NotGiven

_LABEL = 26


def text_of(page: RaterComparison) -> str:
    """A block a rater, then the pairs, the Cox models and the agreement."""
    table = page.table
    lines = [
        f"{table.source}: {len(table.patients)} patients, {int(table.event.sum())} events; {table.event_text}",
        f"horizon {page.horizon_text}: {page.known_events} events by then, {page.known_others} known to be without",
        *table.notes,
    ]
    for result in page.raters:
        lines += ["", *_rater(result)]
    lines += ["", "Differences (first less second)"]
    for pair in page.pairs:
        words = f"AUC {words_of(pair.delta_auc, p=True)}; C {words_of(pair.delta_c, p=True)}"
        lines.append(_row(f"{pair.a} - {pair.b}", f"{words}; n {pair.patients}, {pair.events} events"))
    for found in page.adjusted:
        lines += ["", f"Cox with covariates: {found.rater}, {found.form}; {found.left_out} patients left out"]
        if isinstance(found.model, NotGiven):
            lines.append(_row("", found.model.reason))
            continue
        for term in found.model.terms:
            proportional = f"proportional hazards p {p_text(term.proportional_p)}"
            lines.append(_row(term.name, f"{words_of(term.ratio, p=True)}; {proportional}"))
        lines.append(_row("", f"n {found.model.patients}, {found.model.events} events {found.model.unsure}".rstrip()))
    if page.agreement.pairs:
        lines += ["", "Agreement on high and low risk (Cohen's kappa)"]
        lines += [_row(f"{p.a}, {p.b}", f"{words_of(p.kappa)}; alike {words_of(p.raw)}") for p in page.agreement.pairs]
    if page.agreement.readers:
        lines.append(_row("Fleiss' kappa", f"{words_of(page.agreement.fleiss)} ({', '.join(page.agreement.readers)})"))
    return "\n".join([*lines, "", RESEARCH_USE_ONLY])


def _rater(r: RaterResult) -> list[str]:
    rows = [
        ("patients", f"{r.patients}, {r.events} events" + (f"; {r.unsure}" if r.unsure else "")),
        ("AUC at the horizon", words_of(r.auc)),
        ("AUC, censoring weighted", words_of(r.auc_censored)),
        ("Harrell's C", words_of(r.c_harrell)),
        ("Uno's C", words_of(r.c_uno)),
        ("hazard ratio, threshold", words_of(r.hr_threshold, p=True)),
        ("hazard ratio, per SD", words_of(r.hr_sd, p=True)),
        ("log-rank", log_rank_text(r)),
    ]
    if not isinstance(r.at_threshold, NotGiven):
        shares = r.at_threshold
        rows += [("sensitivity", words_of(shares.sensitivity)), ("specificity", words_of(shares.specificity)),
                 ("PPV", words_of(shares.ppv)), ("NPV", words_of(shares.npv))]  # fmt: skip
    if r.kind == "probability":
        rows += [("Brier", words_of(r.brier, 3)), ("Brier, with censoring", words_of(r.brier_censored, 3))]
        if not isinstance(r.calibration, NotGiven):
            rows.append(("calibration slope", words_of(r.calibration.slope)))
            rows.append(("calibration intercept", words_of(r.calibration.intercept)))
    return [f"{r.name}: {r.words}", *(_row(label, words) for label, words in rows)]


def log_rank_text(r: RaterResult) -> str:
    """ "chi2 9.71, 1 df, p 0.002 (high against low risk at the threshold)"."""
    if isinstance(r.log_rank, NotGiven):
        return r.log_rank.reason
    test = r.log_rank
    return f"chi2 {test.chi2:.2f}, {test.df} df, p {p_text(test.p)} ({r.groups_text})"


def _row(label: str, words: str) -> str:
    return f"  {label:<{_LABEL}} {words}"
