"""One cache for predictions and training: folders, limits, runs, precision, a full disk, and files of all versions."""

import dataclasses
import errno
import os
import zipfile

import numpy as np
import pytest

from model.base.geometry import RegionL0
from model.predict import cached_cohorts, feature_cache
from model.predict.cached_cohorts import entries_in_use, record_cohort, release, renew
from model.predict.feature_cache import FeatureCache, default_cache, series_cache, training_cache
from model.predict.feature_file import StoredFeatures
from model.predict.feature_key import FeatureKey
from model.region.grid import GridSpec

GRID = GridSpec(rows=2, cols=3)
INPUTS = 5000
KEY = FeatureKey("a" * 64, RegionL0(0, 0, 10, 10), GRID, "b" * 64, "fake", "float32")
KNOWN = np.array([False, True, True, False, True, False])
TISSUE = np.array([0, 0.5, 0.25, 0.01, 1, 0], np.float32)
ENTRY_BYTES = 3 * INPUTS * 4 + 1200


def key(number):
    return dataclasses.replace(KEY, image_sha256=f"{number:064d}")


def stored(number=0):
    features = np.random.default_rng(number).normal(size=(6, INPUTS)).astype(np.float32)
    features[~KNOWN] = np.nan
    return StoredFeatures(features, KNOWN, TISSUE)


def one_pass(cache, count):
    """Return which of the images are in the cache when a command comes to them; the others are encoded and stored."""
    hits = []
    for number in range(count):
        hits.append(cache.load(key(number)) is not None)
        if not hits[-1]:
            cache.store(key(number), stored(number))
    return hits


def aged(folder, seconds):
    """Move the time of last use of all entries into the past."""
    for path in folder.glob("*.npz"):
        os.utime(path, (path.stat().st_atime, path.stat().st_mtime - seconds))


@pytest.fixture
def cache(tmp_path):
    return FeatureCache(tmp_path / "own")


def test_unknown_tiles_take_no_disk_and_come_back_as_nan(cache):
    cache.store(KEY, stored())
    assert cache.size()[1] < ENTRY_BYTES
    found = cache.load(KEY)
    np.testing.assert_array_equal(found.features, stored().features)
    np.testing.assert_array_equal(found.known, KNOWN)
    np.testing.assert_array_equal(found.tissue, TISSUE)


@pytest.mark.parametrize("version", ["this", "0.2.0"])
def test_single_tiles_are_read_in_the_order_asked_for(cache, version):
    if version == "this":
        cache.store(KEY, stored())
    else:
        cache.folder.mkdir()
        np.savez(cache.folder / KEY.name, features=stored().features, known=KNOWN)
    found = cache.tiles(KEY, np.array([4, 1]))
    assert found.dtype == np.float32
    np.testing.assert_array_equal(found, stored().features[[4, 1]])
    assert cache.tiles(KEY, np.array([4, 3])) is None
    facts = cache.facts(KEY)
    assert facts.inputs == INPUTS
    assert facts.covers(np.array([1, 2, 4]))
    assert not facts.covers(np.array([0, 1]))
    assert (facts.tissue is None) == (version == "0.2.0")
    np.testing.assert_array_equal(cache.load(KEY).features, stored().features)


@pytest.mark.parametrize("damage", ["cut", "compressed", "order", "tissue", "text"])
def test_a_damaged_or_foreign_file_gives_no_tiles(cache, damage):
    cache.folder.mkdir()
    path = cache.folder / KEY.name
    features = stored().features[KNOWN]
    if damage == "cut":
        cache.store(KEY, stored())
        path.write_bytes(path.read_bytes()[: -INPUTS * 8])
    elif damage == "compressed":
        np.savez_compressed(path, features=features, known=KNOWN)
    elif damage == "order":
        np.savez(path, features=np.asfortranarray(features), known=KNOWN)
    elif damage == "tissue":
        np.savez(path, features=features, known=KNOWN, tissue=TISSUE[:4])
    else:
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("features.npy", "no array")
    assert cache.tiles(KEY, np.array([1])) is None
    assert cache.facts(KEY) is None


def test_a_nan_among_the_tiles_that_are_read_counts_as_damage(cache):
    spoiled = stored()
    spoiled.features[2, 7] = np.nan
    cache.store(KEY, spoiled)
    assert cache.tiles(KEY, np.array([2])) is None
    assert cache.tiles(KEY, np.array([1, 4])) is not None


def test_a_second_pass_over_more_images_than_fit_finds_those_that_fit(tmp_path):
    """The fault: 8 images with room for 5 had no hit in the second pass, because each new one evicted the next."""
    limit = 5 * ENTRY_BYTES
    assert one_pass(FeatureCache(tmp_path, limit, run={}), 8) == [False] * 8
    assert one_pass(FeatureCache(tmp_path, limit, run={}), 8) == [True] * 5 + [False] * 3
    assert one_pass(FeatureCache(tmp_path, limit, run={}), 8) == [True] * 5 + [False] * 3
    assert FeatureCache(tmp_path).size()[1] <= limit


def test_entries_of_earlier_runs_give_way_to_those_of_this_one(tmp_path):
    limit = 5 * ENTRY_BYTES
    one_pass(FeatureCache(tmp_path, limit, run={}), 5)
    aged(tmp_path, 1000)
    now = FeatureCache(tmp_path, limit, run={})
    for number in (100, 101):
        assert now.store(key(number), stored(number)) is None
    assert FeatureCache(tmp_path).size()[0] == 5
    assert all(now.load(key(number)) is not None for number in (100, 101))


def test_what_does_not_fit_is_not_stored_and_the_reason_is_given(tmp_path):
    cache = FeatureCache(tmp_path, 2 * ENTRY_BYTES, run={})
    reasons = [cache.store(key(number), stored(number)) for number in range(3)]
    assert reasons[:2] == [None, None]
    assert "reach the limit of the cache" in reasons[2]


def test_a_training_run_may_exceed_the_limit_until_it_ends_and_its_first_spots_stay(tmp_path):
    cache = FeatureCache(tmp_path, 5 * ENTRY_BYTES, exceeds=True, run={})
    FeatureCache(tmp_path).store(key(50), stored(50))
    aged(tmp_path, 1000)
    assert one_pass(cache, 8) == [False] * 8
    assert all(cache.load(key(number)) is not None for number in range(8))
    cache.settle()
    assert [FeatureCache(tmp_path).load(key(number)) is not None for number in (50, *range(8))] == (
        [False] + [True] * 5 + [False] * 3
    )


def test_entries_that_another_run_uses_are_not_evicted(tmp_path, monkeypatch):
    cache = FeatureCache(tmp_path, 2 * ENTRY_BYTES)
    cache.store(key(0), stored(0))
    aged(tmp_path, 1000)
    record = record_cohort(tmp_path, tmp_path / "cohort.csv", frozenset({key(0).name}))
    renew(record)
    for number in (1, 2):
        cache.store(key(number), stored(number))
    assert cache.load(key(0)) is not None
    assert cache.load(key(1)) is None
    release(record)
    assert entries_in_use(tmp_path) == frozenset()
    aged(tmp_path, 1000)
    cache.store(key(3), stored(3))
    assert cache.size()[0] == 2
    renew(record)
    monkeypatch.setattr(cached_cohorts, "IN_USE_S", -1.0)  # the run was interrupted long ago
    assert entries_in_use(tmp_path) == frozenset()


def test_predictions_and_training_find_each_others_entries(home):
    default_cache().store(key(1), stored(1))
    training_cache().store(key(2), stored(2))
    for cache in (default_cache(), series_cache(), training_cache()):
        assert all(cache.load(key(number)) is not None for number in (1, 2))
        assert cache.tiles(key(2), np.array([1])) is not None
    # Training takes over what it uses, so that looking at other images does not evict it.
    assert {path.name for path in (home / "cache" / "features").glob("*.npz")} == set()
    assert training_cache().sizes().keys() == {key(1).name, key(2).name}


def test_more_tiles_of_a_cohorts_spot_are_stored_where_it_lies(home):
    training_cache().store(KEY, stored())
    whole = StoredFeatures(np.ones((6, INPUTS), np.float32), np.ones(6, bool), TISSUE)
    default_cache().store(KEY, whole)
    assert default_cache().size()[0] == 0
    assert training_cache().load(KEY).known.all()


def test_float16_takes_half_of_the_disk_and_rounds_what_is_read(tmp_path):
    cache = FeatureCache(tmp_path, half=True)
    cache.store(KEY, stored())
    assert cache.size()[1] < ENTRY_BYTES / 2 + 600
    rounded = stored().features.astype(np.float16).astype(np.float32)
    np.testing.assert_array_equal(cache.load(KEY).features, rounded)
    np.testing.assert_array_equal(cache.tiles(KEY, np.array([4, 2])), rounded[[4, 2]])
    assert FeatureCache(tmp_path).load(KEY) is None  # a prediction never gets rounded features


def test_exact_features_serve_a_run_in_float16_and_are_rounded_for_it(tmp_path):
    FeatureCache(tmp_path).store(KEY, stored())
    cache = FeatureCache(tmp_path, half=True)
    rounded = stored().features.astype(np.float16).astype(np.float32)
    np.testing.assert_array_equal(cache.load(KEY).features, rounded)
    np.testing.assert_array_equal(cache.tiles(KEY, np.array([2])), rounded[[2]])


def test_what_float16_cannot_hold_is_not_stored_in_it(tmp_path):
    large = stored()
    large.features[1, 3] = 65520
    cache = FeatureCache(tmp_path, half=True)
    assert "too large for float16" in cache.store(KEY, large)
    FeatureCache(tmp_path).store(KEY, large)
    assert cache.load(KEY) is None


def test_a_disk_that_is_nearly_full_gets_no_more_entries_and_that_is_said(cache, monkeypatch):
    size = 3 * INPUTS * 4
    monkeypatch.setattr(feature_cache, "free_bytes", lambda folder: feature_cache.RESERVE_BYTES + size - 1)
    reason = cache.store(KEY, stored())
    assert "has 0.5 GB left" in reason
    assert "HISTOCAST_CACHE" in reason
    assert cache.size()[0] == 0
    monkeypatch.setattr(feature_cache, "free_bytes", lambda folder: feature_cache.RESERVE_BYTES + size)
    assert cache.store(KEY, stored()) is None


def test_a_disk_that_becomes_full_while_writing_is_said_and_leaves_nothing(cache, monkeypatch):
    def full(path, *_):
        path.write_bytes(b"half of it")
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(feature_cache, "write_features", full)
    assert "the disk is full" in cache.store(KEY, stored())
    assert list(cache.folder.iterdir()) == []
