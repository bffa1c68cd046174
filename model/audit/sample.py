"""Draw the spots for an audit at random from a cohort table, without patients that the bundle was trained on."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from model.base.errors import CohortError
from model.bundle.manifest import Manifest
from model.training.cohort_table import CohortRow
from model.training.loss_kinds import LOSSES
from model.training.split import split_cohort

SPOTS = 40
SEED = 2018


@dataclass(frozen=True)
class Sample:
    """The drawn spots, in the order of the table.

    `unseen` is true if it is certain that the bundle was not trained on patients of these spots.
    """

    rows: tuple[CohortRow, ...]
    seed: int
    unseen: bool
    source: str
    """A text that describes the patients from whose spots the sample was drawn."""


def draw(table: Path, rows: Sequence[CohortRow], manifest: Manifest, count: int = SPOTS, seed: int = SEED) -> Sample:
    """Return `count` spots, or all if there are fewer, of patients who were used for neither training nor validation.

    If these patients cannot be determined from the bundle, the spots are drawn from the whole table. Raise CohortError
    if no patient is left.
    """
    if count < 2:
        raise CohortError("An audit of explanation maps needs at least 2 spots.", "Ask for 40 or more with --spots.")
    seen = _seen_patients(table, rows, manifest)
    if seen is None:
        candidates = list(rows)
        source = "the whole table: the training patients are not known, so some of them may be included"
    else:
        candidates = [row for row in rows if row.patient_id not in seen]
        patients = len({row.patient_id for row in candidates})
        source = f"the {patients} patients used for neither training nor validation"
    if not candidates:
        raise CohortError(
            "The bundle was trained or validated on every patient of this table.", "Give a table with other patients."
        )
    chosen = np.sort(np.random.default_rng(seed).permutation(len(candidates))[:count])
    return Sample(tuple(candidates[number] for number in chosen), seed, seen is not None, source)


def _seen_patients(table: Path, rows: Sequence[CohortRow], manifest: Manifest) -> set[str] | None:
    """Return the patients of the training and validation sets, or None if they cannot be determined for this table.

    The split into sets is computed again from the table and the seed. The computed split is accepted if its sets have
    the sizes that the bundle records.
    """
    spots, settings = manifest.metrics.get("spots"), manifest.extra.get("training_settings")
    if not isinstance(spots, dict) or not isinstance(settings, dict) or not isinstance(settings.get("seed"), int):
        return None
    if settings.get("split", "random") != "random":
        return None
    count = spots.get("all")
    if not isinstance(count, int) or not _begins_with(table, count, manifest.extra.get("cohort_sha256")):
        return None
    facts = LOSSES.get(settings.get("loss", ""))
    first = rows[:count]
    try:
        split = split_cohort(
            [row.patient_id for row in first],
            [row.alive for row in first],
            settings["seed"],
            facts is not None and facts.uses_lost,
        )
    except CohortError:
        return None
    if [len(split.training), len(split.validation)] != [spots.get("training"), spots.get("validation")]:
        return None
    return {first[row].patient_id for row in (*split.training, *split.validation)}


def _begins_with(table: Path, count: int, sha256: object) -> bool:
    """Return whether the table, or its first `count` rows, has the SHA-256 `sha256`.

    The first rows are tested too, because new rows are added at the end of a cohort table.
    """
    content = table.read_bytes()
    first = b"".join(content.splitlines(keepends=True)[: count + 1])
    return sha256 in (hashlib.sha256(content).hexdigest(), hashlib.sha256(first).hexdigest())
