"""Record on which images a model was developed, and look up whether an image was among them.

For each set of the cohort (training, validation, test), the bundle contains the first `DIGITS` hexadecimal digits of
each image's SHA-256. These digits do not identify a person, because only somebody who has an image can recognise it.
Patient identifiers are not listed, because trying all possible identifiers would reveal a short identifier from its
hash. A study recognises a patient by any of the patient's images.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from model.base.errors import BundleError
from model.bundle.manifest import Manifest
from model.bundle.seen_in import PARTS, Part, SeenIn

KEY = "cohort_images"
DIGITS = 16
"""Number of stored hexadecimal digits (64 bits). The probability that any two of a million images have the same digits
is 3e-8.
"""
_HASH = re.compile(f"[0-9a-f]{{{DIGITS}}}")


@dataclass(frozen=True)
class CohortImages:
    """The shortened hashes of the images in a model's cohort, by set of the cohort."""

    parts: dict[Part, frozenset[str]]

    def part_of(self, sha256: str) -> SeenIn:
        """Return which set of the model's cohort contains the image with this SHA-256, or "no" if none contains it."""
        short = sha256[:DIGITS]
        return next((part for part in PARTS if short in self.parts.get(part, ())), "no")


def cohort_images(manifest: Manifest) -> CohortImages | None:
    """Return the shortened hashes of the images of a bundle's cohort, or None if they are not recorded.

    Raise BundleError if the list is damaged.
    """
    given = manifest.extra.get(KEY)
    if given is None:
        return None
    if not isinstance(given, dict) or not all(part in PARTS and _are_hashes(listed) for part, listed in given.items()):
        raise BundleError(
            f"The list of images that {manifest.name} was trained on is damaged.",
            "Get the bundle from its source again, or train it again.",
        )
    return CohortImages({part: frozenset(given.get(part, ())) for part in PARTS})


def seen_in(manifest: Manifest, sha256: str) -> SeenIn:
    """Return which set of the bundle's cohort contains the image with this SHA-256, or "no" or "not recorded"."""
    images = cohort_images(manifest)
    return "not recorded" if images is None else images.part_of(sha256)


def with_tuned_on(manifest: Manifest, hashes: Iterable[str]) -> Manifest:
    """Add images to the list of a model's images, and return the new manifest.

    The added images are those to which a new calibration was fitted. `hashes` are their SHA-256. They are added to the
    validation set. A manifest that lists no images is returned unchanged. Otherwise the manifest would list only the
    new images, and the training images would seem to be unseen.
    """
    images = cohort_images(manifest)
    if images is None:
        return manifest
    added = {sha256[:DIGITS] for sha256 in hashes} - images.parts["training"] - images.parts["validation"]
    parts = {part: sorted(listed - added) for part, listed in images.parts.items()}
    parts["validation"] = sorted(images.parts["validation"] | added)
    return replace(manifest, extra=manifest.extra | {KEY: parts})


def same_table(manifest: Manifest, table_sha256: str) -> bool:
    """Return whether the table with this SHA-256 is the cohort table that the bundle was trained on."""
    return manifest.extra.get("cohort_sha256") == table_sha256


def _are_hashes(listed: Any) -> bool:
    return isinstance(listed, list) and all(isinstance(one, str) and _HASH.fullmatch(one) for one in listed)
