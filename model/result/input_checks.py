"""Return texts on what was checked for the verdict on an input. Screen, text output and records use these texts."""

from model.result.prediction import Verdict

PIXEL_CHECKS = ("focus", "stain", "tissue", "pixel size")
"""The names of the checks in `model.predict.quality`.

"stain" includes the exposure, "tissue" is the amount of tissue, and "pixel size" includes padding."""
FAMILIAR_TISSUE = "familiar tissue"
"""The name of the check in `model.predict.familiar_tissue`."""


def checks_text(verdict: Verdict) -> str:
    """Return text such as "focus, stain and tissue checked", followed by what was not checked and why.

    The text is empty for verdicts of earlier versions, which do not list their checks.
    """
    parts = [f"{_listed(verdict.checked)} checked"] if verdict.checked else []
    return "; ".join([*parts, *verdict.not_checked])


def input_text(verdict: Verdict) -> str:
    """Return the level with checks and reasons, such as "ok (focus and stain checked)" or "caution: REASONS"."""
    checks = checks_text(verdict)
    level = f"{verdict.level} ({checks})" if checks else verdict.level
    return ": ".join([level, *([" ".join(verdict.reasons)] if verdict.reasons else [])])


def _listed(names: tuple[str, ...]) -> str:
    return " and ".join([*([", ".join(names[:-1])] if len(names) > 1 else []), names[-1]])
