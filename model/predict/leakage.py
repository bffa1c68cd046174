"""Notice an image that a model was developed on: it is named in the verdict, which every output shows."""

from model.bundle.seen_in import SeenIn, leakage_sentence
from model.result.prediction import Verdict


def with_leakage(verdict: Verdict, part: SeenIn) -> Verdict:
    """Return the verdict with the warning in front, and at least "caution"; unchanged without leakage."""
    sentence = leakage_sentence(part)
    if not sentence:
        return verdict
    level = "caution" if verdict.level == "ok" else verdict.level
    return Verdict(level, (sentence, *verdict.reasons))
