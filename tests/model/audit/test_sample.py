"""Spots are never drawn from training patients, if the split can be computed again."""

import csv
from dataclasses import replace

import pytest

from model.audit.sample import draw
from model.base.errors import CohortError
from model.base.files import file_sha256
from model.bundle.manifest import read_manifest
from model.training.cohort_table import read_cohort


@pytest.fixture
def parts(made):
    with made[0].with_suffix(".spots.csv").open(encoding="utf-8") as file:
        return {row["patient_id"]: row["part"] for row in csv.DictReader(file)}


def test_a_table_that_grew_still_tells_who_was_trained_on(made, parts, tmp_path):
    bundle, table, _ = made
    grown = table.with_name("grown.csv")
    more = table.read_bytes()
    (table.parent / "new.png").write_bytes((table.parent / "0.png").read_bytes())
    grown.write_bytes(more + b"\nnew,new.png,7,0\n")
    manifest = read_manifest(bundle)
    # The training table had no newline at its end, but the grown table has one there.
    assert not draw(grown, read_cohort(grown), manifest, 40).unseen
    whole = table.with_name("whole.csv")
    whole.write_bytes(more + b"\n")
    manifest = replace(manifest, extra=manifest.extra | {"cohort_sha256": file_sha256(whole)})
    drawn = draw(grown, read_cohort(grown), manifest, 40)
    assert drawn.unseen
    seen = {patient for patient, part in parts.items() if part in ("training", "validation")}
    assert {row.patient_id for row in drawn.rows} == ({*parts} - seen) | {"new"}


def test_another_table_or_another_seed_is_drawn_from_whole_and_says_so(made):
    bundle, table, _ = made
    manifest, rows = read_manifest(bundle), read_cohort(table)
    settings = manifest.extra["training_settings"]
    for extra in (
        {"cohort_sha256": "0" * 64, "training_settings": settings},
        {"cohort_sha256": manifest.extra["cohort_sha256"]},
    ):
        drawn = draw(table, rows, replace(manifest, extra=extra), 40)
        assert not drawn.unseen
        assert len(drawn.rows) == len(rows)
        assert "may be included" in drawn.source


def test_the_seed_decides_who_is_drawn(made):
    bundle, table, _ = made
    manifest, rows = read_manifest(bundle), read_cohort(table)
    one, again, other = (draw(table, rows, manifest, 3, seed) for seed in (1, 1, 2))
    assert one.rows == again.rows != other.rows
    assert [row.line for row in one.rows] == sorted(row.line for row in one.rows)
    with pytest.raises(CohortError, match="at least 2"):
        draw(table, rows, manifest, 1)
