"""The set of a model's cohort to which an image belongs, and a warning if the model was developed on that set."""

from typing import Literal, get_args

Part = Literal["training", "validation", "test"]
SeenIn = Literal["training", "validation", "test", "no", "not recorded"]
"""The set of the model's cohort that contains the image, or "no" if no set contains it. It is "not recorded" for older
bundles, which do not list their images.
"""
PARTS: tuple[Part, ...] = get_args(Part)
DEVELOPMENT: tuple[SeenIn, ...] = ("training", "validation")
"""The sets on whose images the model was developed. These images determined its weights, when training stopped, or its
calibration."""


def leakage_sentence(part: SeenIn) -> str:
    """Return a warning if the model was developed on images of the set `part`, otherwise ""."""
    if part not in DEVELOPMENT:
        return ""
    use = "trained on" if part == "training" else "tuned on (in the validation set, for stopping and calibration)"
    return f"LEAKAGE: this model was {use} this image; its probability does not test the model."
