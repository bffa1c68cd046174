"""Return the sentences that every screen, report and export shows, and convert text to ASCII for limited fonts."""

import unicodedata

from model.base.probability_text import probability_text, range_text
from model.bundle.record import BundleRecord, OrderSpread
from model.result.prediction import Prediction

RESEARCH_USE_ONLY = "Research use only. Not for diagnosis or treatment decisions."
DEMO = "DEMO MODEL: trained on synthetic tissue, it has no clinical meaning."
NO_GROUP = "No risk group: the model has no threshold"
SHORT_HASH = 8
"""The number of characters of a SHA-256 that the screen shows. Exports contain the complete SHA-256."""

_PLAIN = str.maketrans(
    {"–": "-", "—": "-", "−": "-", "×": "x", "Δ": "d", "µ": "u", "μ": "u", "ß": "ss", "≥": ">=", "≤": "<="}
)


def disclaimers(bundle: BundleRecord) -> tuple[str, ...]:
    """Return the notices that must be shown beside any result of `bundle`. The most specific notice is first."""
    return (DEMO, RESEARCH_USE_ONLY) if bundle.demo else (RESEARCH_USE_ONLY,)


def qualifier(prediction: Prediction) -> str:
    """Return the text that must be shown beside the probability.

    It is "uncalibrated", or the calibration with its interval.
    """
    if prediction.interval is None:
        return prediction.bundle.calibration
    low, high = prediction.interval
    return f"{prediction.bundle.calibration}, 95 % interval {range_text(low, high)}"


def group_texts(prediction: Prediction) -> tuple[str, ...]:
    """Return two texts: the risk group, and on which side of the threshold the probability is.

    If there is no risk group, return one text that says why. `model.result.near_threshold` states whether the
    probability is close to the threshold.
    """
    bundle, group = prediction.bundle, prediction.risk_group
    if group is None or bundle.threshold is None:
        return (NO_GROUP,)
    side = "at or above" if group == "low risk" else "below"
    threshold = f"{side} the threshold {probability_text(bundle.threshold)} ({bundle.threshold_origin})"
    return group[:1].upper() + group[1:], threshold


def orders_used(prediction: Prediction) -> str:
    """Return text on the tile orders whose results are combined in the probability.

    Return "" for a head that does not depend on the order of the tiles.
    """
    if not prediction.trace.hidden:
        return ""
    if prediction.orders is None:
        return f"one run over the tiles, in {prediction.grid.order} order"
    return f"mean log odds over {len(prediction.orders.probabilities)} orders of the tiles"


def run_drawn(prediction: Prediction) -> str:
    """Return a sentence on the run that hidden states, gates and playback show.

    A run is one pass of the network over the tiles in one order. Return "" if there is no such run. If this run does
    not give the probability of the prediction, the sentence states the probability that this run gives.
    """
    if not prediction.trace.hidden:
        return ""
    run = f"Hidden states, gates and playback show one run over the tiles in {prediction.grid.order} order"
    if prediction.orders is None:
        return f"{run}, which gave the probability."
    others = len(prediction.orders.probabilities)
    return f"{run}; {_alone(prediction)}. The probability is the mean over {others} other orders."


def curve_text(prediction: Prediction) -> str:
    """Return text that explains the lines in the plot of the running probability, and the value at each end."""
    answer, order = probability_text(prediction.survival_probability), prediction.grid.order
    if not prediction.trace.hidden:
        return f"The line ends at the answer, {answer}."
    if prediction.orders is None:
        return f"The line is one run over the tiles in {order} order; it ends at the answer, {answer}."
    count, alone = len(prediction.orders.probabilities), _alone(prediction)
    if prediction.order_logits is None:
        return (
            f"Dashed: {order} order; {alone}. The answer, {answer}, is the mean over {count} other orders, "
            "whose steps were not saved."
        )
    return (
        f"Thick: the mean over {count} {prediction.orders.kind} of the tiles, which ends at the answer, {answer}. "
        f"Thin: each of these orders. Dashed: {order} order, which playback and hidden states show; {alone}."
    )


def survival_sentences(prediction: Prediction) -> tuple[str, ...]:
    """Return sentences with the survival curve as numbers, and a note on what the curve is.

    Return () if the model gives only a probability.
    """
    if not prediction.curve:
        return ()
    points = ", ".join(
        f"{probability_text(one.survival_probability)} after {_years(one.years)}" for one in prediction.curve
    )
    return (
        f"Probability of being alive: {points} ({prediction.bundle.calibration}).",
        "The curve is an estimate by the model. It ends at the answer.",
    )


def _years(years: float) -> str:
    return "1 year" if years == 1 else f"{years:g} years"


def members_sentence(prediction: Prediction) -> str:
    """Return a sentence with the answers of the members of an ensemble; "" for a single model."""
    if prediction.members is None:
        return ""
    text = f"{prediction.members.text}. The mean of their log odds is the answer. Not a confidence interval."
    return f"Ensemble of {text}"


def _alone(prediction: Prediction) -> str:
    return f"this order alone predicts {probability_text(float(prediction.trace.running[-1]))}"


def order_spreads(prediction: Prediction) -> tuple[tuple[OrderSpread, str], ...]:
    """Return the results in each set of tile orders that was computed, with a text that names the set.

    The set over which the prediction is averaged is first.
    """
    own, check = prediction.orders, prediction.order_check
    found = [] if own is None else [(own, own.text)]
    if check is not None:
        found += [(spread, f"checked with {spread.text}") for spread in (check.random, check.turned)]
    return tuple(found)


def short(sha256: str) -> str:
    """Return the first characters of a SHA-256, as the screen shows it."""
    return sha256[:SHORT_HASH]


def plain(text: str) -> str:
    """Return `text` in ASCII.

    Letters lose their accents, signs are replaced by letters, and "?" replaces characters without an equivalent.
    """
    folded = unicodedata.normalize("NFKD", text.translate(_PLAIN))
    return "".join(c for c in folded if not unicodedata.combining(c)).encode("ascii", "replace").decode("ascii")
