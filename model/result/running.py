"""Return the running probability of a prediction, for each order of its tiles.

The running probability is the probability that the model would return if the analysis had ended after a step.
"""

from dataclasses import dataclass

import numpy as np

from model.result.prediction import Prediction


@dataclass(frozen=True, eq=False)
class RunningAnswers:
    """Survival probabilities after each step, float32, 0..1.

    `mean` [steps] ends at the probability of the prediction. `orders` [orders, steps] has a row for each order that the
    mean includes. It has no rows if the analysis has only one order. `drawn` [steps] is for the order of the trace,
    which maps, hidden states and playback show. If there are several orders, this order is an additional one, which the
    mean does not include.
    """

    mean: np.ndarray
    orders: np.ndarray
    drawn: np.ndarray


def running_answers(prediction: Prediction) -> RunningAnswers | None:
    """Return the running probabilities of `prediction`, one curve per tile order.

    Return None if the prediction has several orders and the probabilities after their steps were not saved.
    """
    drawn = prediction.trace.running
    if prediction.orders is None:
        return RunningAnswers(drawn, np.zeros((0, len(drawn)), np.float32), drawn)
    if prediction.order_logits is None:
        return None
    # The probability of the prediction is computed from the mean log odds. A mean of probabilities would end at another
    # value.
    mean = _probability(prediction.order_logits.mean(axis=0, dtype=np.float64))
    return RunningAnswers(mean, _probability(prediction.order_logits), drawn)


def _probability(logits: np.ndarray) -> np.ndarray:
    """Return the probabilities for `logits`, float32. Large log odds of either sign do not overflow."""
    return np.asarray(0.5 * (1 + np.tanh(0.5 * logits.astype(np.float64))), dtype=np.float32)
