"""What a verdict on an input is about, in words; the screen, texts and records take them from here."""

from model.result.prediction import Verdict

PIXEL_CHECKS = ("focus", "stain", "tissue", "pixel size")
"""What `model.predict.quality` checks: focus; stain with its light; amount of tissue; pixel size and padding."""
FAMILIAR_TISSUE = "familiar tissue"
"""What `model.predict.familiar_tissue` checks."""


def checks_text(verdict: Verdict) -> str:
    """Return "focus, stain, tissue, pixel size and familiar tissue checked", with what was not checked and why.

    It is empty for a verdict that names no checks, as those of earlier versions.
    """
    parts = [f"{_listed(verdict.checked)} checked"] if verdict.checked else []
    return "; ".join([*parts, *verdict.not_checked])


def input_text(verdict: Verdict) -> str:
    """Return the level with what was checked and the reasons: "ok (focus and stain checked)", "caution: REASONS"."""
    checks = checks_text(verdict)
    level = f"{verdict.level} ({checks})" if checks else verdict.level
    return ": ".join([level, *([" ".join(verdict.reasons)] if verdict.reasons else [])])


def _listed(names: tuple[str, ...]) -> str:
    return " and ".join([*([", ".join(names[:-1])] if len(names) > 1 else []), names[-1]])
