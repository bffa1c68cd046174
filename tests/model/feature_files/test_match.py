"""A feature file is compared with the model's encoder: what differs is refused with a remedy."""

import dataclasses
import runpy
from pathlib import Path

import pytest

from model.base.errors import FeatureFileError
from model.bundle.encoder_facts import EncoderFacts
from model.feature_files.match import matched
from model.feature_files.read import read_feature_file
from model.feature_files.stated import Stated

made = runpy.run_path(str(Path(__file__).with_name("files.py")))
MODEL = EncoderFacts("UNI_v1", "", 7, 256, 0.5)
HASH = "ab" * 32


def match(tmp_path, model=MODEL, stated=None, **file):
    path = made["trident"](tmp_path / "a.h5", **file)
    return matched(read_feature_file(path, stated or Stated(mpp=0.25)), model, "tiny 1")


def test_a_file_of_the_same_encoder_fits_and_its_weights_are_not_checked(tmp_path):
    assert match(tmp_path).cautions == ()
    assert match(tmp_path).not_checked == ("weights of the encoder not checked: the model records no hash",)
    known = dataclasses.replace(MODEL, sha256=HASH)
    assert match(tmp_path, known).not_checked == ("weights of the encoder not checked: the file contains no hash",)


def test_equal_weights_count_more_than_names(tmp_path):
    known = dataclasses.replace(MODEL, sha256=HASH, name="another name")
    assert match(tmp_path, known, Stated(mpp=0.25, encoder_sha256=HASH)).not_checked == ()


@pytest.mark.parametrize(
    ("model", "stated", "file", "message", "remedy"),
    [
        ({"length": 8}, {}, {}, "has 7 features per tile, but tiny 1 takes 8", "8 features"),
        ({"tile_px": 224}, {}, {}, "have 256 px, but the tiles of tiny 1 have 224 px", "224 px"),
        ({"mpp": 0.45}, {}, {}, "have 0.5 um/px, but the tiles of tiny 1 have 0.45", "0.45 um/px"),
        ({"name": "conch"}, {}, {}, "the encoder 'uni_v1', but tiny 1 takes features of 'conch'", "--encoder conch"),
        ({}, {}, {"encoder": None}, "does not state which encoder", "--encoder UNI_v1"),
        ({"sha256": "cd" * 32}, {"encoder_sha256": HASH}, {}, "other weights", "choose a model"),
    ],
)
def test_what_differs_is_refused(tmp_path, model, stated, file, message, remedy):
    with pytest.raises(FeatureFileError, match=message) as caught:
        match(tmp_path, dataclasses.replace(MODEL, **model), Stated(mpp=0.25, **stated), **file)
    assert remedy in caught.value.remedy


@pytest.mark.parametrize(("mpp", "cautions"), [(0.5, 0), (0.491, 0), (0.489, 1), (0.456, 1)])
def test_a_slightly_different_pixel_size_is_a_caution(tmp_path, mpp, cautions):
    assert len(match(tmp_path, dataclasses.replace(MODEL, mpp=mpp)).cautions) == cautions
