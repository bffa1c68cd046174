"""The part of a model's own cohort that an image was in, and the warning where that part shaped the model."""

from typing import Literal, get_args

Part = Literal["training", "validation", "test"]
SeenIn = Literal["training", "validation", "test", "no", "not recorded"]
"""The part of the model's cohort that an image was in, "no" for none; older bundles record nothing."""
PARTS: tuple[Part, ...] = get_args(Part)
DEVELOPMENT: tuple[SeenIn, ...] = ("training", "validation")
"""Images of these parts shaped the model: its weights, when training stopped, or its calibration."""


def leakage_sentence(part: SeenIn) -> str:
    """Return the warning for an image that shaped the model; "" for any other."""
    if part not in DEVELOPMENT:
        return ""
    use = "trained on" if part == "training" else "tuned on (its part for stopping and calibration)"
    return f"LEAKAGE: this model was {use} this very image; its probability is no test of the model."
