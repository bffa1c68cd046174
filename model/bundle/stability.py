"""The limits of order stability: how much a result may depend on the order of the tiles. Every manifest has them."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from model.base.finite import is_number

STABILITY_KEY = "order_stability_limits"
"""The field of a manifest with the `StabilityLimits` of its bundle. If it is absent, the default limits apply."""


@dataclass(frozen=True)
class StabilityLimits:
    """How much a result may depend on the tile order before it gets a caution.

    `sd` is the maximum standard deviation of the survival probability over the orders. If it is 0.05, the probabilities
    in nineteen of twenty orders are within about 0.1 of their mean. If it is larger, not even the first decimal of the
    probability is certain. `other_group` is the maximum number of orders that may give another risk group than the
    result. It is 0, because otherwise the group depends on the tile order, which is not a property of the patient.
    """

    sd: float = 0.05
    other_group: int = 0

    @property
    def text(self) -> str:
        """Return the limits as text, such as "caution if the SD of the probability over the orders is above 0.05"."""
        group = f"more than {self.other_group} give" if self.other_group else "any order gives"
        return (
            f"caution if the SD of the probability over the orders is above {self.sd:g} or {group} the other risk group"
        )


def stability_fault(given: Any) -> str | None:
    """Return a description of a fault in a manifest's limits of order stability, or None if there is none."""
    if not isinstance(given, Mapping) or set(given) != {field.name for field in fields(StabilityLimits)}:
        return f"{STABILITY_KEY} {given!r} are not an SD and a number of orders"
    if not is_number(given["sd"], 0, 1):
        return f"{STABILITY_KEY}.sd {given['sd']!r} is not a number from 0 to 1"
    if type(given["other_group"]) is not int or given["other_group"] < 0:
        return f"{STABILITY_KEY}.other_group {given['other_group']!r} is not a number of orders"
    return None


def stability_limits(extra: Mapping[str, Any]) -> StabilityLimits:
    """Return the limits of order stability in the extra fields of a checked manifest, or the default limits."""
    return StabilityLimits(**extra[STABILITY_KEY]) if STABILITY_KEY in extra else StabilityLimits()


def stability_field(limits: StabilityLimits) -> dict[str, Any]:
    """Return the limits of order stability as a field for `Manifest.extra`."""
    return {STABILITY_KEY: asdict(limits)}
