"""Encoding keeps the order, encodes identical tiles once, skips blank ones if asked to, and repeats nothing."""

import dataclasses

import numpy as np
import pytest

from model.base.geometry import RegionL0
from model.predict.feature_cache import FeatureCache
from model.predict.feature_key import FeatureKey
from model.predict.features import FeatureStream, Twins
from model.region.grid import GridSpec
from model.result.prediction import DeviceRecord

KEY = FeatureKey("a" * 64, RegionL0(0, 0, 10, 10), GridSpec(rows=1, cols=10), "b" * 64, "fake", "float32")


class MeanEncoder:
    """Returns the mean colour of a tile as all 4096 features, and counts the tiles encoded."""

    batch, length = 3, 4096
    device = DeviceRecord("cuda:0", "a GPU", "a test", "fake", "exact")

    def __init__(self):
        self.encoded = 0

    def encode(self, tiles):
        self.encoded += len(tiles)
        return np.repeat(tiles.reshape(len(tiles), -1).mean(axis=1, dtype=np.float64)[:, None], 4096, axis=1)


class ReadRegion:
    """A region that is read already; tiles with the value 9 are blank."""

    def __init__(self, *values):
        self.tiles = tiles_of(*values)

    @property
    def tissue_fraction(self):
        return np.where(self.tiles[:, 0, 0, 0] == 9, 0, 1).astype(np.float32)

    def wait_for(self, count):
        assert count <= len(self.tiles)

    def is_blank(self, index):
        return bool(self.tiles[index, 0, 0, 0] == 9)


def tiles_of(*values):
    return np.stack([np.full((4, 4, 3), value, np.uint8) for value in values])


def test_twins_are_told_from_tiles_that_differ_in_one_value_only():
    tiles = np.concatenate([tiles_of(5, 9, 5, 5, 9), tiles_of(5)])
    tiles[5, 3, 2, 1] = 6  # in a row that is not sampled
    twins = Twins(tiles)
    assert [twins.first(index) for index in range(6)] == [0, 1, 0, 0, 1, 5]


def test_identical_tiles_are_encoded_once_and_all_get_their_features():
    encoder = MeanEncoder()
    stream = FeatureStream(ReadRegion(9, 9, 9, 1, 2, 9, 3, 4, 9, 9), encoder, "read")
    list(stream.encode(None, KEY))
    assert encoder.encoded == stream.encoded == 5
    assert stream.features[:, 0].tolist() == [9, 9, 9, 1, 2, 9, 3, 4, 9, 9]
    assert stream.order == list(range(10))


def test_blank_tiles_are_never_encoded_where_they_are_skipped():
    encoder = MeanEncoder()
    stream = FeatureStream(ReadRegion(9, 9, 1, 2, 9, 3, 4, 9, 9, 5), encoder, "skip")
    list(stream.encode(None, KEY))
    assert encoder.encoded == 5
    assert stream.order == [2, 3, 5, 6, 9]
    assert stream.features[stream.order, 0].tolist() == [1, 2, 3, 4, 5]
    assert np.isnan(stream.features[[0, 1, 4, 7, 8]]).all()


@pytest.mark.parametrize("blank", ["read", "skip"])
def test_what_the_head_may_read_is_known(blank):
    values = (9, 9, 1, 2, 9, 3, 4, 9, 5, 5)
    stream = FeatureStream(ReadRegion(*values), MeanEncoder(), blank)
    counts = []
    for passed in stream.encode(None, KEY):
        assert stream.features[stream.order, 4095].tolist() == [values[index] for index in stream.order]
        assert all(index < passed for index in stream.order)
        counts.append(passed)
    assert counts == sorted(counts)
    assert counts[-1] == len(values)


def test_what_was_encoded_before_giving_up_is_not_encoded_again(tmp_path):
    cache, region = FeatureCache(tmp_path), ReadRegion(1, 2, 3, 4, 5, 6, 7, 8, 9, 10)
    first = FeatureStream(region, MeanEncoder(), "read").encode(cache, KEY)
    assert next(first) == 3
    assert next(first) == 6
    first.close()
    second = FeatureStream(region, MeanEncoder(), "read")
    list(second.encode(cache, KEY))
    assert second.encoded == 4
    assert second.features[:, 0].tolist() == list(range(1, 11))


def test_tiles_that_were_skipped_are_encoded_for_a_bundle_that_reads_them(tmp_path):
    cache, region = FeatureCache(tmp_path), ReadRegion(9, 1, 2, 3, 4, 5, 6, 7, 8, 9)
    list(FeatureStream(region, MeanEncoder(), "skip").encode(cache, KEY))
    reading = FeatureStream(region, MeanEncoder(), "read")
    list(reading.encode(cache, KEY))
    assert reading.encoded == 1  # the two blank ones are identical
    assert reading.known.all()


def test_features_of_two_devices_are_kept_under_no_key(tmp_path):
    cache = FeatureCache(tmp_path)

    class GivesWay(MeanEncoder):
        def encode(self, tiles):
            self.device = dataclasses.replace(self.device, name="cpu-torch")
            return super().encode(tiles)

    list(FeatureStream(ReadRegion(1, 2, 3), GivesWay(), "read").encode(cache, KEY))
    assert cache.size() == (0, 0)
