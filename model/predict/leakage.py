"""Warn if a model was developed on the analysed image. The warning is part of the verdict, so every output shows it."""

from dataclasses import replace

from model.bundle.seen_in import SeenIn, leakage_sentence
from model.result.prediction import Verdict


def with_leakage(verdict: Verdict, part: SeenIn) -> Verdict:
    """Return the verdict with the leakage warning as its first reason, and with at least the level "caution".

    `part` is the set of the model's cohort that contains the image. If the model was not developed on this set, return
    the verdict unchanged.
    """
    sentence = leakage_sentence(part)
    if not sentence:
        return verdict
    level = "caution" if verdict.level == "ok" else verdict.level
    return replace(verdict, level=level, reasons=(sentence, *verdict.reasons))
