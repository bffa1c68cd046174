"""Whether the patients of a comparison are those on whom its model was developed."""

from dataclasses import dataclass
from typing import Literal, get_args

Validation = Literal["internal", "external", "not stated"]
VALIDATIONS: tuple[Validation, ...] = get_args(Validation)
_TITLES: dict[Validation, str] = {
    "internal": "internal",
    "external": "external",
    "not stated": "internal or external: not stated",
}


@dataclass(frozen=True)
class Origin:
    """`internal`: patients of the model's own cohort; `external`: others.

    `trained`: patients with an image on which the model was trained or tuned; `held_out`: patients with images in its
    test part only; `unknown`: patients whose images could not be checked, because the bundle lists none. `because`
    says who or what decided.
    """

    validation: Validation = "not stated"
    because: str = "nobody stated it, and no list of the model's images was compared"
    trained: int = 0
    held_out: int = 0
    unknown: int = 0
    patients: int = 0

    @property
    def title(self) -> str:
        """Return the word that stands in every figure's title."""
        return _TITLES[self.validation]

    @property
    def leakage(self) -> str:
        """Return the warning where the model was developed on some of these patients; "" where it was not."""
        if not self.trained:
            return ""
        return (
            f"LEAKAGE: the model was trained or tuned on {self.trained} of these {self.patients} patients; its figures "
            "here are no test of it. Leave these patients out, or use another cohort."
        )

    @property
    def sentence(self) -> str:
        """Return title and reason in one sentence."""
        counts = f"; {self.held_out} patients were in its test part" if self.held_out else ""
        return f"Validation: {self.title} ({self.because}{counts})."


def from_images(trained: int, held_out: int, unknown: int, patients: int) -> Origin:
    """Return the origin by the hashes of the patients' images: counts of patients by the part their images were in."""
    if trained + held_out:
        because = "images of these patients are in the model's cohort"
        return Origin("internal", because, trained, held_out, unknown, patients)
    if patients and not unknown:
        because = "no image of these patients is in the model's cohort; other images of the same patients are not known"
        return Origin("external", because, patients=patients)
    because = "the model's file lists no images of its cohort" if unknown else Origin.because
    return Origin(because=because, unknown=unknown, patients=patients)


def from_table(model: str, patients: int) -> Origin:
    """Return the origin of the very table that `model` was trained on; its test part is not known from the table."""
    return Origin("internal", f"it is the table that {model} was trained on", patients, patients=patients)


def stated(found: Origin, validation: Validation) -> Origin:
    """Return the origin as the user stated it, unless the images show that the patients are the model's own."""
    if validation == "not stated" or found.validation == "internal":
        return found
    return Origin(validation, "stated by the user", unknown=found.unknown, patients=found.patients)
