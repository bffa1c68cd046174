"""A simulated cohort on disk: complete, the same again, and continued where it was stopped."""

import csv
from pathlib import Path

import pytest
from PIL import ExifTags, Image

from model.synthesis.cohort_synthesis import COLUMNS, DESCRIPTION, patient_seed, write_cohort

SIDE = 224


def run(folder: Path, spots: int, seed: int = 5) -> Path:
    task = write_cohort(folder, spots, seed, side_px=SIDE)
    while True:
        try:
            next(task)
        except StopIteration as end:
            return end.value


def test_a_cohort_has_a_picture_and_a_row_a_patient(tmp_path: Path):
    table = run(tmp_path, 2)
    rows = list(csv.DictReader(table.read_text(encoding="utf-8").splitlines()))
    assert tuple(rows[0]) == COLUMNS
    assert [row["patient_id"] for row in rows] == ["P0000", "P0001"]
    for row in rows:
        with Image.open(tmp_path / row["image"]) as picture:
            assert picture.size == (SIDE, SIDE)
        assert row["alive_at_5"] in {"0", "1", ""}
        assert float(row["time_years"]) > 0
    assert not list(tmp_path.rglob("*.part"))
    assert not list(tmp_path.rglob(".histocast-*"))


def test_a_picture_says_its_pixel_size_and_that_it_is_no_patient(tmp_path: Path):
    run(tmp_path, 1)
    with Image.open(tmp_path / "spots" / "0000.jpg") as picture:
        exif = picture.getexif()
    assert exif[ExifTags.Base.ResolutionUnit] == 3
    for axis in (ExifTags.Base.XResolution, ExifTags.Base.YResolution):
        assert 10_000 / float(exif[axis]) == pytest.approx(0.286, abs=1e-9)
    assert exif[ExifTags.Base.ImageDescription] == DESCRIPTION


def test_a_stopped_run_goes_on_and_leaves_what_is_there(tmp_path: Path):
    task = write_cohort(tmp_path, 3, 5, side_px=SIDE)
    first, second = next(task), next(task)
    assert (first.done, second.done, first.total) == (0, 1, 3)
    task.close()
    kept = tmp_path / "spots" / "0000.jpg"
    before = kept.stat().st_mtime_ns
    run(tmp_path, 3)
    assert kept.stat().st_mtime_ns == before
    assert len(list((tmp_path / "spots").glob("*.jpg"))) == 3


def test_the_same_seed_writes_the_same_files_and_more_spots_only_add(tmp_path: Path):
    short, long = run(tmp_path / "a", 1), run(tmp_path / "b", 2)
    assert (tmp_path / "a/spots/0000.jpg").read_bytes() == (tmp_path / "b/spots/0000.jpg").read_bytes()
    assert long.read_text(encoding="utf-8").startswith(short.read_text(encoding="utf-8"))


def test_cohorts_of_different_seeds_share_no_patients():
    assert not {patient_seed(5, n) for n in range(500)} & {patient_seed(6, n) for n in range(500)}
