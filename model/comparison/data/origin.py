"""Find out whether the model of a comparison was developed on the same patients."""

from dataclasses import dataclass
from typing import Literal, get_args

from model.base.plural import plural

Validation = Literal["internal", "external", "not stated"]
VALIDATIONS: tuple[Validation, ...] = get_args(Validation)
_TITLES: dict[Validation, str] = {
    "internal": "internal",
    "external": "external",
    "not stated": "internal or external: not stated",
}


@dataclass(frozen=True)
class Origin:
    """Whether the patients belong to the cohort of the model (`internal`) or not (`external`).

    `trained` counts patients with an image on which the model was trained or tuned. `held_out` counts patients whose
    images are only in the test set of the cohort. `unknown` counts patients whose images could not be checked, because
    the bundle lists no images. `because` gives the reason.
    """

    validation: Validation = "not stated"
    because: str = "the user did not specify which, and no list of the model's images was compared"
    trained: int = 0
    held_out: int = 0
    unknown: int = 0
    patients: int = 0

    @property
    def title(self) -> str:
        """Return the word (such as "internal") that the titles of all figures and tables contain."""
        return _TITLES[self.validation]

    @property
    def leakage(self) -> str:
        """Return a warning if the model was developed on some of these patients, otherwise ""."""
        if not self.trained:
            return ""
        return (
            f"LEAKAGE: the model was trained or tuned on {self.trained} of these {self.patients} "
            "patients; the results here do not test the model. Leave out these patients, or use another "
            "cohort."
        )

    @property
    def sentence(self) -> str:
        """Return whether the validation is internal or external, and the reason, as one sentence."""
        held_out = plural(self.held_out, "patient was", "patients were")
        counts = f"; {held_out} in the model's test set" if self.held_out else ""
        return f"Validation: {self.title} ({self.because}{counts})."


def from_images(trained: int, held_out: int, unknown: int, patients: int) -> Origin:
    """Return whether the patients belong to the cohort of the model, as found by comparing the SHA-256 of images.

    `trained`, `held_out` and `unknown` count patients as in `Origin`.
    """
    if trained + held_out:
        because = "images of these patients are in the model's cohort"
        return Origin("internal", because, trained, held_out, unknown, patients)
    if patients and not unknown:
        because = "no image of these patients is in the model's cohort; other images of the same patients are not known"
        return Origin("external", because, patients=patients)
    because = "the model's file lists no images of its cohort" if unknown else Origin.because
    return Origin(because=because, unknown=unknown, patients=patients)


def from_table(model: str, patients: int) -> Origin:
    """Return the origin of the patients of a table on which `model` was trained: they belong to its cohort.

    The table does not show which patients were in the test set.
    """
    return Origin("internal", f"{model} was trained on this table", patients, patients=patients)


def stated(found: Origin, validation: Validation) -> Origin:
    """Return the origin of the patients that the user specified, internal or external to the cohort of the model.

    If the images show that the patients belong to the cohort of the model, return `found` instead.
    """
    if validation == "not stated" or found.validation == "internal":
        return found
    return Origin(validation, "stated by the user", unknown=found.unknown, patients=found.patients)
