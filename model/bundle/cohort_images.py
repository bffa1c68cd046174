"""Which images a model was developed on: hashes in the bundle come in, the part of an image goes out.

The bundle has the first `DIGITS` hexadecimal digits of each image's SHA-256, by part of the cohort. They name no
person: an image can be recognised only by whoever has it. Patients are not listed, because the hash of a short
identifier can be reversed by trying all of them; a study recognises a patient by any of the patient's images.
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
"""64 bits: two of a million images are alike with a probability of 3e-8."""
_HASH = re.compile(f"[0-9a-f]{{{DIGITS}}}")


@dataclass(frozen=True)
class CohortImages:
    """The shortened hashes of a model's cohort, by part."""

    parts: dict[Part, frozenset[str]]

    def part_of(self, sha256: str) -> SeenIn:
        """Return the part that the image with this SHA-256 was in; "no" if it was in none."""
        short = sha256[:DIGITS]
        return next((part for part in PARTS if short in self.parts.get(part, ())), "no")


def cohort_images(manifest: Manifest) -> CohortImages | None:
    """Return the images of a bundle's cohort; None if it records none. Raise BundleError if the list is damaged."""
    given = manifest.extra.get(KEY)
    if given is None:
        return None
    if not isinstance(given, dict) or not all(part in PARTS and _are_hashes(listed) for part, listed in given.items()):
        raise BundleError(
            f"The list of images that {manifest.name} was trained on is damaged.",
            "Get the bundle again from where it was made, or train it again.",
        )
    return CohortImages({part: frozenset(given.get(part, ())) for part in PARTS})


def seen_in(manifest: Manifest, sha256: str) -> SeenIn:
    """Return the part of the bundle's cohort that the image with this SHA-256 was in."""
    images = cohort_images(manifest)
    return "not recorded" if images is None else images.part_of(sha256)


def with_tuned_on(manifest: Manifest, hashes: Iterable[str]) -> Manifest:
    """Return the manifest with further images, by SHA-256, on which the bundle's calibration was fitted.

    A bundle that lists no images stays as it is: a list of these alone would make all others look unseen.
    """
    images = cohort_images(manifest)
    if images is None:
        return manifest
    added = {sha256[:DIGITS] for sha256 in hashes} - images.parts["training"] - images.parts["validation"]
    parts = {part: sorted(listed - added) for part, listed in images.parts.items()}
    parts["validation"] = sorted(images.parts["validation"] | added)
    return replace(manifest, extra=manifest.extra | {KEY: parts})


def same_table(manifest: Manifest, table_sha256: str) -> bool:
    """Return whether the table with this SHA-256 is the cohort that the bundle was trained on."""
    return manifest.extra.get("cohort_sha256") == table_sha256


def _are_hashes(listed: Any) -> bool:
    return isinstance(listed, list) and all(isinstance(one, str) and _HASH.fullmatch(one) for one in listed)
