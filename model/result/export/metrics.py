"""Write the metrics of a manifest as text. Every model card shows this text."""

from collections.abc import Callable
from typing import Any

from model.base.probability_text import probability_text
from model.bundle.stability import stability_limits
from model.region.order_kinds import OrderKind
from model.result.evidence import KEY, held_out_answers
from model.result.export.site_signature import site_text

AUCS: tuple[tuple[str, str], ...] = (
    ("test_auc", "Held-out AUC"),
    ("test_auc_of_the_true_risk", "AUC of the true risk"),
    ("out_of_fold_auc", "Out-of-fold AUC"),
    ("training_auc", "AUC on training spots"),
)
"""The keys of the AUCs that `model.training.train` writes, with their titles.

The AUC of the true risk exists only for simulated cohorts. No model can be expected to exceed this AUC on these spots,
because their outcomes contain noise."""
SPOTS = "Spots"
"""The title of the card's line with the numbers of spots in each part of the cohort."""
HELD_OUT = "Held-out patients by answer"
"""The title of the card's line about held-out patients."""


def metric_text(metrics: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    """Return title and text of each metric that this version supports. Metrics on held-out patients are first.

    AUCs always have their interval and counts.
    """
    lines = [(title, auc_text(metrics[key])) for key, title in AUCS if key in metrics]
    lines += [(title, _text_or_note(text_of, metrics[key])) for key, title, text_of in _FIGURES if key in metrics]
    if "fold_aucs" in metrics:
        lines.append(("AUC fold by fold", _text_or_note(_folds, metrics)))
    spots = metrics.get("spots")
    if isinstance(spots, dict):
        lines.append((SPOTS, ", ".join(f"{name.replace('_', ' ')} {count}" for name, count in spots.items())))
    return tuple(lines) or (("Held-out AUC", "not stated"),)


def _text_or_note(text_of: Callable[[Any], str], found: Any) -> str:
    """Return the text of a metric. If the metric has another format, return a note instead.

    The rest of the card is then still shown.
    """
    try:
        return text_of(found)
    except (AttributeError, LookupError, TypeError, ValueError):
        return "recorded in a format that this version cannot read"


def _calibration(found: Any) -> str:
    """Return the slope and intercept of calibration on held-out patients, and the points of the curve, as text."""
    line = found["line"]
    if line["slope"] is None:
        return "no calibration line: the probabilities of the two groups do not overlap"
    low, high = line["slope_interval"]
    bins = ", ".join(
        f"{probability_text(b['mean_probability'])}: {probability_text(b['share_alive'])} of {b['patients']}"
        for b in found["curve"]
    )
    slope = f"slope {line['slope']:.2f} (95 % interval {low:.2f} to {high:.2f}), intercept {line['intercept']:.2f}"
    return f"{slope}; probability and share alive by bin {bins}"


def held_out_text(found: Any) -> str:
    """Return how many held-out patients were alive in each group of answers, as text."""
    answers = held_out_answers(found)
    groups = (
        f"{one.range_text}: {one.alive} of {one.patients} ({one.interval[0]:.0%} to {one.interval[1]:.0%})"
        for one in answers.groups
    )
    text = f"alive at {answers.horizon_years:g} years (95 % interval), by answer {'; '.join(groups)}"
    return f"{text}. {answers.without_lost}" if answers.lost else text


def whole_cohort_text(found: Any) -> str:
    """Return the results of all patients, including those lost to follow-up, as text.

    Each patient's value comes from a model that was not trained on this patient.
    """
    mean, scaling = probability_text(found["mean_probability"]), found.get("scaling", "before calibration")
    patients, total = found["patients"], found.get("patients_of_the_table")
    if total not in (None, patients):
        patients = f"only {patients} of the {total}"
    parts = [
        f"{patients} patients, {found['events']} died of the disease",
        f"C-index {_with_interval(found['c_index'])}",
        f"hazard ratio of high risk {_with_interval(found['hazard_ratio'])}",
        f"mean probability {mean} ({scaling})",
        f"alive at 5 years {_with_interval(found['alive'])}",
    ]
    for group in found["groups"]:
        parts.append(f"{group['name']} ({group['patients']} patients): alive {_with_interval(group['alive'])}")
    return "; ".join(parts)


def _members(found: Any) -> str:
    each = ", ".join("none" if one["value"] is None else f"{one['value']:.2f}" for one in found["test_aucs"])
    return f"{len(found['test_aucs'])} networks, seeds from {found['first_seed']}; held-out AUC of each {each}"


def _folds(metrics: Any) -> str:
    """Return the AUC of each fold of a cross-validation as text, with the names of the folds if the card has them."""
    aucs = ["none" if one["value"] is None else f"{one['value']:.2f}" for one in metrics["fold_aucs"]]
    names = metrics.get("folds")
    if not isinstance(names, list) or len(names) != len(aucs):
        return ", ".join(aucs)
    return ", ".join(f"{name}: {auc}" for name, auc in zip(names, aucs, strict=True))


def _chosen(found: Any) -> str:
    parts = (f"{title}: {', '.join(f'{n} {v}' for n, v in values.items())}" for title, values in found.items())
    return "; ".join(parts)


def validations_text(found: Any) -> str:
    """Return the results of each other cohort on which the bundle was tested, as text.

    The text also says whether patients of such a cohort were in the training data.
    """
    parts = []
    for one in found:
        figures = one["figures"]
        stated = [f"{title} {_with_interval(figures[key])}" for key, title in _VALIDATED if key in figures]
        counts = f"{one['table']}, {one['patients']} patients, {one['events']} died of the disease"
        parts.append("; ".join([counts, *stated, one["leakage_text"]]))
    return " | ".join(parts)


_VALIDATED = (
    ("auc", "AUC"), ("c_index", "C-index"), ("hazard_ratio", "hazard ratio of high risk"),
    ("slope", "calibration slope, weighted for censoring"), ("mean_probability", "mean probability"),
    ("alive", "alive at 5 years"),
)  # fmt: skip


def _with_interval(found: Any) -> str:
    if found["value"] is None:
        return "not given"
    known = None not in (found["low"], found["high"])
    interval = f"95 % interval {found['low']:.2f} to {found['high']:.2f}" if known else "no interval"
    return f"{found['value']:.2f} ({interval})"


def stability_text(extra: dict[str, Any]) -> str:
    """Return the limits for the effect of the tile order as text. `extra` are the additional fields of the manifest."""
    return stability_limits(extra).text


def _patients(found: Any) -> str:
    followed = f"followed for {found['median_years']:g} years (median)"
    if "median_follow_up_years" in found:
        years = found["median_follow_up_years"]
        reached = "was not reached" if years is None else f"{years:g} years"
        followed = f"median follow-up of all patients {reached} (reverse Kaplan-Meier)"
    return f"{found['known']} patients known at 5 years, {found['died']} of them died; {followed}"


def _spread(found: Any) -> str:
    constant = "; NEARLY CONSTANT" if found["collapsed"] else ""
    share = "" if found["nonzero_share"] is None else f"; {found['nonzero_share']:.0%} of weights above 0.01"
    return f"{found['sd_of_p']:.3f} over training patients{constant}{share}"


def _instability(found: Any) -> str:
    spread = f"SD of the probability over {found['over']}: mean {found['mean_sd']:.3f}, largest {found['max_sd']:.3f}"
    flips = f"{found['flipping']} of {found['patients']} test patients change their risk group with the tile order"
    beyond = f"; {found['beyond_limits']} exceed a limit of order stability" if "beyond_limits" in found else ""
    return f"{spread}; {flips}{beyond}"


def _tissue(found: Any) -> str:
    """Return text with the correlation between the probability and the tissue share of the region.

    A high correlation hints that the model uses the amount of tissue as a shortcut.
    """
    if found["rho"] is None:
        return f"no correlation can be computed ({found['count']} patients)"
    interval = f"95 % interval {found['low']:.2f} to {found['high']:.2f}"
    return f"Spearman {found['rho']:.2f} ({interval}; {found['count']} test patients)"


def _memory(found: Any) -> str:
    layers = ", ".join(f"{back:g} in layer {n}" for n, back in enumerate(found["tiles_back"], start=1))
    of = f"of {found['of_tiles']:g} tiles; median of {found['spots']} test spots"
    return (
        f"number of tiles back until |d logit / d hidden state| stays below {found['share']:.0%} of its "
        f"maximum: {layers} ({of})"
    )


_FIGURES: tuple[tuple[str, str, Callable[[Any], str]], ...] = (
    ("patients", "Patients", _patients),
    ("test_brier", "Held-out Brier", lambda found: f"{found:.3f} (0 is perfect, a constant 0.5 gets 0.25)"),
    ("test_calibration", "Held-out calibration", _calibration),
    ("external_validations", "Other cohorts", validations_text),
    ("members", "Ensemble", _members),
    ("chosen", "Chosen settings", _chosen),
    ("whole_cohort", "All patients, out of fold", whole_cohort_text),
    (KEY, HELD_OUT, held_out_text),
    ("training_spread", "SD of the probability", _spread),
    ("order_instability", "Order instability", _instability),
    ("p_against_tissue", "Against tissue share", _tissue),
    ("memory_reach", "Memory reach", _memory),
    ("site_signature", "Site signature", site_text),
)


def orders_text(random_orders: int, kind: OrderKind) -> str:
    """Return text that names the tile orders over which the probability is computed."""
    return (
        f"mean logit over {random_orders} {kind} orders" if random_orders else "one run over the tiles, in raster order"
    )


ASKED = ("sites", "scanner", "stain", "years")
"""The facts about a cohort that a model card should state."""


def cohort_text(extra: dict[str, Any]) -> str:
    """Return the facts about the training cohort that the user gave for the training, as text.

    The text also lists the names in `ASKED` for which no fact was given.
    """
    about = (extra.get("training_settings") or {}).get("about") or {}
    stated = [f"{what} {text}" for what, text in about.items()]
    missing = [what for what in ASKED if what not in about]
    return "; ".join([*stated, *([f"not stated: {', '.join(missing)}"] if missing else [])])


def not_tested(extra: dict[str, Any]) -> str:
    """Return the text on what was not tested, as the manifest lists it."""
    found = extra.get("not_tested")
    return "; ".join(map(str, found)) if isinstance(found, list) and found else "not stated"


def layer_text(layer: dict[str, Any] | None) -> str:
    """Return the calibration of a bundle as text. Add the intervals of slope and intercept if they are known.

    Return "uncalibrated" if the bundle has no calibration.
    """
    if not layer:
        return "uncalibrated"
    parts = [layer["words"]]
    for name in ("slope", "intercept"):
        if f"{name}_interval" in layer:
            low, high = layer[f"{name}_interval"]
            parts.append(f"{name} {layer[name]:.2f} (95 % interval {low:.2f} to {high:.2f})")
    return "; ".join(parts)


def auc_text(found: object) -> str:
    """Return an AUC that training recorded, with its interval and counts, as text."""
    if not isinstance(found, dict) or found.get("value") is None:
        return "not stated"
    known = None not in (found.get("low"), found.get("high"))
    interval = f"95 % interval {found['low']:.2f} to {found['high']:.2f}" if known else "no interval"
    return f"{found['value']:.2f} ({interval}; {found.get('positives', '?')} alive, {found.get('negatives', '?')} not)"
