"""A bundle's metrics in words, alike on every model card: a manifest's metrics come in, titles and words go out."""

from typing import Any

AUCS: tuple[tuple[str, str], ...] = (
    ("test_auc", "Held-out AUC"),
    ("test_auc_of_the_true_risk", "AUC of the true risk"),
    ("training_auc", "AUC on training spots"),
)
"""Metrics of `model.training.train`. That of the true risk exists for simulated cohorts only: no model can be expected
to do better on these spots, given the noise of their outcomes."""


def metric_words(metrics: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    """Title and words of each metric this program understands, held-out first; never without interval and counts."""
    lines = [(title, auc_words(metrics[key])) for key, title in AUCS if key in metrics]
    spots = metrics.get("spots")
    if isinstance(spots, dict):
        lines.append(("Spots", ", ".join(f"{name.replace('_', ' ')} {count}" for name, count in spots.items())))
    return tuple(lines) or (("Held-out AUC", "not stated"),)


def auc_words(found: object) -> str:
    """An AUC as training records it, with its interval and counts."""
    if not isinstance(found, dict) or found.get("value") is None:
        return "not stated"
    known = None not in (found.get("low"), found.get("high"))
    interval = f"95 % interval {found['low']:.2f} to {found['high']:.2f}" if known else "no interval"
    return f"{found['value']:.2f} ({interval}; {found.get('positives', '?')} alive, {found.get('negatives', '?')} not)"
