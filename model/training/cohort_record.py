"""Record in a bundle which images it was developed on, so that a later test on one of them is noticed."""

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
    """Return the manifest with the shortened SHA-256 of each image of `rows`, by part of `split`.

    The lists are sorted, so that they do not repeat the order of the table.
    """
    hashes = []
    for number, row in enumerate(rows):
        yield Progress("recording the cohort", number, len(rows))
        hashes.append((yield from identity(row.image))[:DIGITS])
    parts = {part: sorted({hashes[row] for row in getattr(split, part).tolist()}) for part in PARTS}
    return replace(manifest, extra=manifest.extra | {KEY: parts})
