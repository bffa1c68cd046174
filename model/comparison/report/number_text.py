"""Write numbers as text: an estimate with its interval, or the reason why there is none."""

from model.comparison.comparison import RaterResult
from model.comparison.metrics import Metric
from model.statistics.estimate import ChiSquare, Estimate, Given, NotGiven


def estimate_text(found: Given, digits: int = 2, p: bool = False) -> str:
    """Return text such as "0.69 (0.62 to 0.76)", or the reason why there is no number.

    With `p`, the text ends with ", p 0.012".
    """
    if isinstance(found, NotGiven):
        return reason_text(found, digits)
    tail = f", p {p_text(found.p)}" if p and found.p is not None else ""
    return f"{_value_and_interval(found, digits)}{tail}"


def metric_text(row: Metric, result: RaterResult) -> str:
    """Return the metric of `row` for one rater as text, with the number of digits that `row` gives."""
    return estimate_text(result.estimates[row.key], row.digits, row.with_p)


def reason_text(found: NotGiven, digits: int = 2) -> str:
    """Return the reason why there is no number. If only the interval is missing, the number comes before the reason."""
    number = "" if found.value is None else f"{found.value:.{digits}f}, no interval: "
    return number + found.reason


def chi_square_text(found: ChiSquare | NotGiven) -> str:
    """Return text such as "chi2 9.71, 1 df, p 0.002", or the reason why there is no test."""
    if isinstance(found, NotGiven):
        return found.reason
    return f"chi2 {found.chi2:.2f}, {found.df} df, p {p_text(found.p)}"


def log_rank_note(test: ChiSquare | NotGiven) -> str:
    """Return text for a plot, such as "log-rank p 0.002"."""
    return f"log-rank p {p_text(test.p)}" if isinstance(test, ChiSquare) else f"log-rank: {test.reason}"


def p_text(p: float) -> str:
    """Return a p value as text with three digits, or "< 0.001". It is never shown as 0."""
    return "< 0.001" if p < 0.001 else f"{p:.3f}"


def _value_and_interval(found: Estimate, digits: int) -> str:
    value, low, high = (f"{number:.{digits}f}" for number in (found.value, found.low, found.high))
    # A difference that rounds to 0 is shown without a minus sign.
    return f"{value.removeprefix('-') if float(value) == 0 else value} ({low} to {high})"
