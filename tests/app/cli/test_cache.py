"""`histocast cache`: what is saved, of which cohort, and how large it may become."""

import json

import numpy as np
import pytest

from app.__main__ import main
from model.base.cache_limits import limits_file
from model.base.geometry import RegionL0
from model.predict.cached_cohorts import cached_cohorts, record_cohort
from model.predict.feature_cache import default_cache, training_cache
from model.predict.feature_file import StoredFeatures
from model.predict.feature_key import FeatureKey
from model.region.grid import GridSpec

GRID = GridSpec(rows=1, cols=2)
INPUTS = 300_000
"""Features of a tile: two tiles take 2.4 MB."""


def key(number):
    return FeatureKey(f"{number:064d}", RegionL0(0, 0, 10, 10), GRID, "b" * 64, "fake", "float32")


def fill(cache, *numbers):
    for number in numbers:
        whole = StoredFeatures(np.full((2, INPUTS), number, np.float32), np.ones(2, bool), np.ones(2, np.float32))
        assert cache.store(key(number), whole) is None


def test_show_reports_per_cohort(tmp_path, capsys):
    fill(default_cache(), 1)
    fill(training_cache(), 2, 3, 4, 5)
    folder = training_cache().folder
    record_cohort(folder, tmp_path / "colon.csv", frozenset({key(2).name, key(3).name}))
    record_cohort(folder, tmp_path / "breast.csv", frozenset({key(3).name, key(4).name, "gone.npz"}))
    assert main(["cache", "show"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == f"analysed images: 1 spot, 2 MB (at most 2 GB), in {default_cache().folder}"
    assert lines[1] == f"cohorts: 4 spots, 10 MB (no limit), in {folder}"
    assert lines[2].startswith(f"  {tmp_path / 'breast.csv'}: 2 of 3 spots, 5 MB, last trained on 20")
    assert lines[3].startswith(f"  {tmp_path / 'colon.csv'}: 2 of 2 spots, 5 MB, last trained on 20")
    assert lines[4] == "  spots of no recorded cohort (saved by earlier versions or by audits): 1 spot, 2 MB"
    assert lines[5].startswith("networks: ")


def test_a_second_run_on_a_table_adds_to_its_record_what_still_exists(tmp_path):
    fill(training_cache(), 1, 2)
    folder, table = training_cache().folder, tmp_path / "colon.csv"
    record_cohort(folder, table, frozenset({key(1).name, "gone.npz"}))
    record_cohort(folder, table, frozenset({key(2).name}))
    (record,) = cached_cohorts(folder)
    assert record.entries == {key(1).name, key(2).name}


def test_clear_removes_the_records_too(tmp_path, capsys):
    fill(training_cache(), 1)
    record_cohort(training_cache().folder, tmp_path / "colon.csv", frozenset({key(1).name}))
    assert main(["cache", "clear"]) == 0
    assert "features of 1 spot" in capsys.readouterr().out
    assert cached_cohorts(training_cache().folder) == ()


def test_a_limit_is_set_shown_and_kept_at_once(capsys):
    fill(default_cache(), 1, 2, 3)
    fill(training_cache(), 4, 5)
    assert main(["cache", "limit"]) == 0
    assert capsys.readouterr().out == "analysed images: at most 2 GB\ncohorts: no limit\n"
    assert main(["cache", "limit", "--images", "0.005", "--cohorts", "none"]) == 0
    assert capsys.readouterr().out == "analysed images: at most 0.005 GB\ncohorts: no limit\n"
    assert default_cache().size()[0] == 2
    assert training_cache().size()[0] == 2
    assert json.loads(limits_file().read_text(encoding="utf-8")) == {"images": 0.005, "cohorts": None}


@pytest.mark.parametrize("size", ["0", "-1", "nan", "inf", "much"])
def test_a_size_that_is_none_is_refused(size, capsys):
    with pytest.raises(SystemExit) as caught:
        main(["cache", "limit", "--images", size])
    assert caught.value.code == 2
    assert "neither a size in GB above 0 nor none" in capsys.readouterr().err
    assert not limits_file().exists()


@pytest.mark.parametrize("action", ["show", "clear", "limit"])
def test_limits_that_cannot_be_read_are_an_error_with_a_remedy(action, capsys):
    limits_file().parent.mkdir(parents=True)
    limits_file().write_text("{", encoding="utf-8")
    assert main(["cache", action]) == 1
    assert "Delete this file" in capsys.readouterr().err
