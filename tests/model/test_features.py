"""Encoding: order kept, identical tiles encoded once, features known from the front as they come."""

import numpy as np

from model.features import FeatureStream, first_twins


class MeanEncoder:
    """The mean colour of a tile, in all 4096 places; counts what it was asked for."""

    batch = 3

    def __init__(self):
        self.encoded = 0

    def encode(self, tiles):
        self.encoded += len(tiles)
        return np.repeat(tiles.reshape(len(tiles), -1).mean(axis=1, dtype=np.float64)[:, None], 4096, axis=1)


def tiles_of(*values):
    return np.stack([np.full((4, 4, 3), value, np.uint8) for value in values])


def test_twins_point_to_the_first():
    assert first_twins(tiles_of(5, 9, 5, 5, 9, 1)).tolist() == [0, 1, 0, 0, 1, 5]


def test_identical_tiles_are_encoded_once_and_all_get_their_features():
    encoder = MeanEncoder()
    stream = FeatureStream(tiles_of(9, 9, 9, 1, 2, 9, 3, 4, 9, 9), encoder)
    list(stream)
    assert encoder.encoded == 5
    assert stream.features[:, 0].tolist() == [9, 9, 9, 1, 2, 9, 3, 4, 9, 9]


def test_what_is_said_to_be_known_is_known():
    values = (9, 9, 1, 2, 9, 3, 4, 9, 5, 5)
    stream = FeatureStream(tiles_of(*values), MeanEncoder())
    counts = []
    for known in stream:
        assert stream.features[:known, 4095].tolist() == list(values[:known])
        counts.append(known)
    assert counts == sorted(counts)
    assert counts[-1] == len(values)
