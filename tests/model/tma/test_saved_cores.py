"""Cores kept between sittings: all of an array comes back, and nothing half."""

import json
from pathlib import Path

import pytest

from model.base.errors import HistocastError, TmaError
from model.base.geometry import PointL0
from model.slide.record import ImageRecord
from model.tma.array import Core, TmaArray
from model.tma.labels import Place
from model.tma.saved_cores import change_cores, cores_file, saved_cores

SLIDE = ImageRecord("/data/array.tif", "a" * 64, 9000, 9000, 0.25, "tag", ())
ARRAY = TmaArray(
    (
        Core(Place(0, 0), PointL0(100.1, 200.7), 50.3, confidence=0.9, case_id="P-1"),
        Core(Place(27, 2), PointL0(1 / 3, 5.0), 49.0, "missing", by_hand=True),
    )
)


def test_an_array_comes_back_as_it_was():
    assert saved_cores(SLIDE.sha256) is None
    assert change_cores(SLIDE, lambda before: ARRAY) == ARRAY
    assert saved_cores(SLIDE.sha256) == ARRAY
    assert saved_cores("b" * 64) is None


def test_a_change_is_made_to_what_the_disk_holds():
    change_cores(SLIDE, lambda before: ARRAY)
    change_cores(SLIDE, lambda before: before.removed("A-1"))
    assert [core.label for core in saved_cores(SLIDE.sha256).cores] == ["AB-3"]


def test_a_change_that_cannot_be_leaves_all_as_it_was():
    change_cores(SLIDE, lambda before: ARRAY)
    with pytest.raises(TmaError):
        change_cores(SLIDE, lambda before: before.removed("Z-9"))
    assert saved_cores(SLIDE.sha256) == ARRAY


@pytest.mark.parametrize(
    "wrong",
    [{"core": "?"}, {"x": None}, {"radius": 0}, {"status": "gone"}, {"core": "AB-3"}, {"case_id": 3}, {"x": 1e999}],
)
def test_a_file_with_one_wrong_core_is_not_half_believed_and_set_aside_at_the_next_change(wrong):
    change_cores(SLIDE, lambda before: ARRAY)
    path = cores_file(SLIDE.sha256)
    data = json.loads(path.read_text())
    data["cores"][0] |= wrong
    path.write_text(json.dumps(data))
    assert saved_cores(SLIDE.sha256) is None
    change_cores(SLIDE, lambda before: before or ARRAY)
    assert saved_cores(SLIDE.sha256) == ARRAY
    assert path.with_suffix(".unread.json").exists()


def test_a_folder_that_cannot_be_written_is_told_with_a_remedy():
    folder: Path = cores_file(SLIDE.sha256).parent
    folder.parent.mkdir(parents=True)
    folder.write_text("in the way")
    with pytest.raises(HistocastError, match="could not be saved") as told:
        change_cores(SLIDE, lambda before: ARRAY)
    assert str(folder) in told.value.remedy
