"""Record in a bundle on which images it was developed, so that later tests on the same images can be detected."""

from collections.abc import Generator, Sequence
from dataclasses import replace

from model.base.progress import Progress
from model.bundle.cohort_images import DIGITS, KEY
from model.bundle.manifest import Manifest
from model.bundle.seen_in import PARTS
from model.slide.opening import identity
from model.training.cohort_table import CohortRow
from model.training.split import Split


def with_cohort_images(
    manifest: Manifest, rows: Sequence[CohortRow], split: Split
) -> Generator[Progress, None, Manifest]:
    """Return the manifest with the shortened SHA-256 of each image in `rows`, by part of `split`.

    The hashes are sorted, so that they do not reveal the order of the table.
    """
    hashes = []
    for number, row in enumerate(rows):
        yield Progress("recording the cohort", number, len(rows))
        hashes.append((yield from identity(row.image))[:DIGITS])
    parts = {part: sorted({hashes[row] for row in getattr(split, part).tolist()}) for part in PARTS}
    return replace(manifest, extra=manifest.extra | {KEY: parts})
