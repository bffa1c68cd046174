"""Combine the verdict on the input and the stability of the result into one level of trust in the result.

Screen, command line, study and exports use the level and the reasons from this file.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from model.base.level import SEVERITY, Level, worst
from model.base.probability_text import probability_text
from model.bundle.record import OrderSpread
from model.bundle.stability import StabilityLimits
from model.result.input_checks import input_text
from model.result.prediction import Prediction, Verdict

INPUT, TILE_ORDER = "input", "tile order"
_TITLES: dict[Level, str] = {"caution": "Caution", "do not use": "Do not use"}


@dataclass(frozen=True)
class Reliability:
    """The verdicts on a result. `parts` are pairs of a name and a verdict; the input is first.

    `unchecked` names the verdicts that apply to this result but were not measured.
    """

    parts: tuple[tuple[str, Verdict], ...]
    unchecked: tuple[str, ...] = ()

    @property
    def level(self) -> Level:
        """Return the worst level of all verdicts."""
        return worst(verdict.level for _, verdict in self.parts)

    @property
    def reasons(self) -> tuple[str, ...]:
        """Return the reasons of all verdicts. The reasons of the worst verdict come first."""
        ranked = sorted(self.parts, key=lambda part: -SEVERITY[part[1].level])
        return tuple(reason for _, verdict in ranked for reason in verdict.reasons)

    @property
    def verdict(self) -> Verdict:
        """Return the level and the reasons together as a `Verdict`."""
        return Verdict(self.level, self.reasons)

    @property
    def texts(self) -> tuple[tuple[str, str], ...]:
        """Return (name, "caution: REASONS") for each verdict, and (name, "not measured") for each in `unchecked`."""
        checked = ((name, input_text(verdict)) for name, verdict in self.parts)
        return (*checked, *((name, "not measured") for name in self.unchecked))

    @property
    def title(self) -> str:
        """Return a title with level and checks, such as "Input and tile order ok" or "Caution: tile order"."""
        level = self.level
        names = " and ".join(name for name, verdict in self.parts if verdict.level == level)
        return f"{_TITLES[level]}: {names}" if level in _TITLES else f"{names[:1].upper()}{names[1:]} {level}"

    @property
    def line(self) -> str:
        """Return all verdicts on one line: "input ok, tile order caution: REASONS"."""
        return ", ".join(f"{name} {text}".rstrip(".") for name, text in self.texts)


def of_input(verdict: Verdict) -> Reliability:
    """Return the reliability of a running analysis, for which only the `verdict` on the input is known."""
    return Reliability(((INPUT, verdict),))


def reliability_of(prediction: Prediction) -> Reliability:
    """Return the reliability of a result.

    If the head processes the tiles in an order, its results in other orders are judged. These are the orders of the
    prediction, the run that the curve and the hidden states show, and the orders of `order_check`. If there are no
    results in other orders, the tile order is listed as not measured.
    """
    parts = [(INPUT, prediction.verdict)]
    spreads = _spreads(prediction)
    if spreads:
        limits = prediction.bundle.stability
        reasons = tuple(reason for spread, kind in spreads for reason in _reasons(spread, kind, limits))
        reasons += _of_drawn_run(prediction)
        parts.append((TILE_ORDER, Verdict("caution" if reasons else "ok", reasons)))
    ordered = bool(prediction.trace.hidden)
    return Reliability(tuple(parts), (TILE_ORDER,) if ordered and not spreads else ())


def _spreads(prediction: Prediction) -> list[tuple[OrderSpread, str]]:
    check = prediction.order_check
    found = [] if prediction.orders is None else [(prediction.orders, "tile orders")]
    if check is not None:
        found += [(check.random, "random tile orders"), (check.turned, "flips and rotations of the grid")]
    return found


def _reasons(spread: OrderSpread, kind: str, limits: StabilityLimits) -> Iterator[str]:
    """Yield one sentence if the results in the tile orders of `spread` are a reason for a caution."""
    count, wide = len(spread.probabilities), spread.sd > limits.sd
    if spread.flipped is not None and spread.flipped > limits.other_group:
        gives = "gives" if spread.flipped == 1 else "give"
        sd = f", with an SD of the probability of {spread.sd:.3f}" if wide else ""
        yield f"{spread.flipped} of {count} {kind} {gives} the other risk group{sd}."
    elif wide:
        yield f"The SD of the probability over {count} {kind} is {spread.sd:.3f} (limit {limits.sd:g})."


def _of_drawn_run(prediction: Prediction) -> tuple[str, ...]:
    """Return a reason if the run whose hidden states are shown gives another risk group than the answer.

    A run is one pass of the network over the tiles in one order. The answer is not computed from this run.
    """
    bundle, group = prediction.bundle, prediction.risk_group
    if prediction.orders is None or bundle.threshold is None or group is None or bundle.stability.other_group:
        return ()
    alone = float(prediction.trace.running[-1])
    if (alone >= bundle.threshold) == (group == "low risk"):
        return ()
    return (f"The {prediction.grid.order} order alone gives the other risk group ({probability_text(alone)}).",)
