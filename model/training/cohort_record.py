"""Record in a bundle on which images it was developed, so that later tests on the same images can be detected."""

from collections.abc import Sequence
from dataclasses import replace

from model.bundle.cohort_images import DIGITS, KEY
from model.bundle.manifest import Manifest
from model.bundle.seen_in import PARTS
from model.training.split import Split


def with_cohort_images(manifest: Manifest, sha256s: Sequence[str], split: Split) -> Manifest:
    """Return the manifest with the shortened SHA-256 of each image, by part of `split`.

    `sha256s` has the SHA-256 of the image, or of the feature file, of each row. The hashes are sorted, so that they do
    not reveal the order of the table.
    """
    parts = {part: sorted({sha256s[row][:DIGITS] for row in getattr(split, part).tolist()}) for part in PARTS}
    return replace(manifest, extra=manifest.extra | {KEY: parts})
