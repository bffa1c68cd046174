"""The reporting checklist for a publication.

Answers that the program has are filled in. The questions follow REMARK (Altman et al. 2012), TRIPOD+AI (Collins et al.
2024) and PROBAST+AI (Moons et al. 2025), in our own wording.
"""

from collections.abc import Sequence

from model.comparison.comparison import RaterComparison
from model.comparison.report.checklist_answers import (
    groups_answer,
    left_out_site_answer,
    many_answer,
    sites_answer,
    size_answer,
)
from model.comparison.report.heading import follow_up_text
from model.comparison.report.text_table import TextTable
from model.statistics.horizon import RULE, TIES

UNKNOWN = "not known to the program"


def checklist_of(comparison: RaterComparison) -> TextTable:
    """Return one row per question that reviewers ask."""
    table, options = comparison.table, comparison.options
    readers = [found.name for found in comparison.raters if found.role == "reader"]
    probabilities = any(found.kind == "probability" for found in comparison.raters)
    few = [found.name for found in comparison.raters if found.unsure]
    share = "these patients' own" if options.prevalence is None else f"{options.prevalence:g}, as stated"
    covariates = ", ".join(covariate.name for covariate in table.covariates) or "none"
    of_model = [(title, text) for title, text in table.facts if "model" in title.lower()]
    facts = _joined([fact for fact in table.facts if fact not in of_model])
    rows = (
        ("Source of data, dates, setting, sites", sites_answer(comparison, UNKNOWN)),
        ("Who was eligible, and treatments received", UNKNOWN),
        ("Ethics approval, protocol, registration, funding", UNKNOWN),
        ("Specimens, scanner, staining, pixel size", facts or UNKNOWN),
        ("Outcome", f"{table.event_text}; how and by whom it was established: {UNKNOWN}"),
        ("Horizon", f"{comparison.horizon_text}; {RULE}; {TIES}"),
        ("Follow-up", f"median {follow_up_text(comparison)} (reverse Kaplan-Meier)"),
        ("Predictors and readers", "; ".join(f"{r.name}: {r.description}" for r in comparison.raters)),
        ("Model: architecture, version, hash", _joined(of_model) or UNKNOWN),
        ("Were these patients used in training?", _used(comparison)),
        ("Validation: internal or external", comparison.table.origin.sentence),
        ("Was the model tested on sites that were left out of training?", left_out_site_answer(comparison)),
        ("Readers", ", ".join(readers) or "none are marked as readers"),
        ("Were readers blinded to outcome and model?", UNKNOWN),
        ("Sample size", size_answer(comparison, UNKNOWN)),
        ("Too few events for", ", ".join(few) or "no rater: all have at least 10 events by the horizon"),
        ("Lost before the horizon", f"{comparison.lost}; results at the horizon take this into account by "
         f"{comparison.share_method} within groups or by weights for censoring"),
        ("Missing data", "patients without a value of a rater are left out of its results; nothing is imputed"),
        ("Cut-offs", _cut_offs(comparison)),
        ("Direction of every rater", "specified by the user, never derived from the data"),
        ("Discrimination, with intervals", "given"),
        ("Calibration", "given, with curve, ratio of observed to expected, and distances from the curve"
         if probabilities else "no rater gives a probability"),
        ("Clinical usefulness", f"decision curve; prevalence: {share}"),
        ("Adjusted for", covariates),
        ("Proportional hazards", "tested in each Cox model with covariates" if table.covariates
         else "no Cox model with covariates"),
        ("Competing risks", _competing(comparison)),
        ("Many comparisons", many_answer(comparison)),
        ("Random numbers", f"{options.draws} bootstrap draws of patients; generator PCG64, seed {options.seed}"),
        ("Fairness across groups of patients", groups_answer(comparison, UNKNOWN)),
        ("Code and data availability", UNKNOWN),
    )  # fmt: skip
    title = "Checklist in the style of TRIPOD+AI, PROBAST+AI and REMARK"
    return TextTable(title, ("question", "answer"), rows, "The wording is ours. Also fill in the forms of the journal.")


def _used(comparison: RaterComparison) -> str:
    """Return text on whether the model was developed on these patients, as the user said or as the images show."""
    origin = comparison.table.origin
    return UNKNOWN if origin.validation == "not stated" else origin.leakage or origin.sentence


def _competing(comparison: RaterComparison) -> str:
    if comparison.causes is None:
        return "no death of another cause is known; an event is what the source codes as one"
    return (
        "results at the horizon refer to the cumulative incidence (Aalen-Johansen), which is given; hazard ratios are "
        "cause-specific, with Fine and Gray's ratios beside them"
    )


def _joined(facts: Sequence[tuple[str, str]]) -> str:
    return "; ".join(f"{title}: {text}" for title, text in facts)


def _cut_offs(comparison: RaterComparison) -> str:
    set_ = [f"{r.name}: {r.threshold.origin}" for r in comparison.raters if r.threshold is not None]
    flagged = f". CHOSEN ON THE SAME DATA: {', '.join(comparison.flagged)}" if comparison.flagged else ""
    return ("; ".join(set_) or "none") + flagged
