"""Cached features are found by everything they depend on, limited in size, and never cause an error."""

import dataclasses
import os

import numpy as np
import pytest

from model.base.geometry import RegionL0
from model.predict.feature_cache import FeatureCache
from model.predict.feature_file import StoredFeatures
from model.predict.feature_key import FeatureKey
from model.region.grid import GridSpec

KEY = FeatureKey("a" * 64, RegionL0(0, 0, 3500, 3500), GridSpec(), "b" * 64, "torch", "float32")
ALL = np.ones(256, bool)
FEATURES = np.arange(256 * 4096, dtype=np.float32).reshape(256, 4096)
ENTRY_BYTES = FEATURES.nbytes + ALL.nbytes + 600


@pytest.fixture
def cache(tmp_path):
    return FeatureCache(tmp_path / "features")


def test_what_was_kept_comes_back_to_the_bit(cache):
    assert cache.load(KEY) is None
    cache.store(KEY, StoredFeatures(FEATURES, ALL))
    assert (cache.load(KEY).features == FEATURES).all()


@pytest.mark.parametrize(
    "change",
    [
        {"image_sha256": "c" * 64},
        {"region": RegionL0(1, 0, 3500, 3500)},
        {"grid": GridSpec(fit="pad")},
        {"backbone_sha256": "c" * 64},
        {"engine": "OpenVINO"},
        {"arithmetic": "int8"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_another_input_is_another_entry(cache, change):
    cache.store(KEY, StoredFeatures(FEATURES, ALL))
    assert cache.load(dataclasses.replace(KEY, **change)) is None


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 half", b"nothing of ours"])
def test_a_damaged_entry_counts_as_none(cache, content):
    cache.store(KEY, StoredFeatures(FEATURES, ALL))
    (cache.folder / KEY.name).write_bytes(content)
    assert cache.load(KEY) is None


def test_an_entry_of_the_wrong_shape_counts_as_none(cache):
    cache.folder.mkdir()
    np.savez(cache.folder / KEY.name, features=FEATURES[:3], known=ALL)
    assert cache.load(KEY) is None


def test_the_entry_used_longest_ago_goes_first(tmp_path):
    cache = FeatureCache(tmp_path, limit_bytes=2 * ENTRY_BYTES)
    keys = [dataclasses.replace(KEY, image_sha256=letter * 64) for letter in "xyz"]
    for age, key in zip((300, 200), keys[:2], strict=True):
        cache.store(key, StoredFeatures(FEATURES, ALL))
        path = tmp_path / key.name
        os.utime(path, (path.stat().st_atime, path.stat().st_mtime - age))
    assert cache.load(keys[0]) is not None  # loaded again: now the most recently used
    cache.store(keys[2], StoredFeatures(FEATURES, ALL))
    assert [cache.load(key) is not None for key in keys] == [True, False, True]


def test_clearing_removes_all_and_counts(cache):
    cache.store(KEY, StoredFeatures(FEATURES, ALL))
    assert cache.size()[0] == 1
    assert cache.clear() == 1
    assert cache.size() == (0, 0)
    assert cache.load(KEY) is None


def test_a_folder_that_cannot_be_written_disturbs_nobody(tmp_path):
    file = tmp_path / "a file where the folder should be"
    file.write_text("x")
    cache = FeatureCache(file / "features")
    cache.store(KEY, StoredFeatures(FEATURES, ALL))
    assert cache.load(KEY) is None
