"""The part of a model's own cohort that contains an image, and a warning if the model was developed on that part."""

from typing import Literal, get_args

Part = Literal["training", "validation", "test"]
SeenIn = Literal["training", "validation", "test", "no", "not recorded"]
"""The part of the model's cohort that contains the image, or "no" for none. Older bundles do not record this."""
PARTS: tuple[Part, ...] = get_args(Part)
DEVELOPMENT: tuple[SeenIn, ...] = ("training", "validation")
"""The model was developed on images of these parts: they determined its weights, when training stopped, or its
calibration.
"""


def leakage_sentence(part: SeenIn) -> str:
    """Return a warning if the model was developed on images of this part, else ""."""
    if part not in DEVELOPMENT:
        return ""
    use = "trained on" if part == "training" else "tuned on (its part for stopping and calibration)"
    return f"LEAKAGE: this model was {use} this very image; its probability does not test the model."
