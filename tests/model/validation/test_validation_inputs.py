"""A validation takes the cached features, a stated pixel size, and feature files; it ignores no option."""

import runpy
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from model.base.errors import ConfigError
from model.base.progress import result_of
from model.bundle.bundle import load_bundle, save_bundle
from model.bundle.head_shape import HeadShape
from model.bundle.heads.networks import make_head
from model.feature_files.read import read_feature_file
from model.feature_files.stated import Stated
from model.predict.cached_cohorts import cached_cohorts
from model.predict.engine import Engine
from model.predict.feature_cache import training_cache
from model.predict.feature_prediction import predict_features
from model.validation.run import ValidationRequest, validate
from model.validation.shift import shift_rows
from tests.manifests import make_manifest

made = runpy.run_path(str(Path(__file__).parents[1] / "feature_files" / "files.py"))


def bundle_at(path, **changes):
    manifest = make_manifest(**changes)
    torch.manual_seed(2)
    inputs = manifest.head.inputs
    save_bundle(path, manifest, make_head(manifest.head), torch.zeros(inputs), torch.ones(inputs))
    return path


@pytest.fixture
def images(tmp_path):
    lines = ["patient_id,image,time_years,event"]
    for number in range(4):
        pixels = np.full((300, 400, 3), (200 - 30 * number, 90, 160), np.uint8)
        Image.fromarray(pixels).save(tmp_path / f"{number}.png")
        lines.append(f"p{number},{number}.png,{2 + 2 * number},{number % 2}")
    (tmp_path / "images.csv").write_text("\n".join(lines), encoding="utf-8")
    return tmp_path / "images.csv"


def test_a_second_validation_encodes_nothing(images, tmp_path, colour_encoder, monkeypatch):
    path = bundle_at(tmp_path / "m.safetensors", head=HeadShape(cells=(6, 5, 4)), blank="skip")
    engine = Engine(load_bundle(path), colour_encoder)
    first = result_of(validate(ValidationRequest(path, images), engine))
    assert [one.table for one in cached_cohorts(training_cache().folder)] == [str(images)]
    monkeypatch.setattr(type(colour_encoder), "encode", None)
    again = result_of(validate(ValidationRequest(path, images), engine))
    assert again.logit.tolist() == first.logit.tolist()


def test_a_stated_pixel_size_is_that_of_every_image(images, tmp_path, colour_encoder):
    path = bundle_at(tmp_path / "m.safetensors", head=HeadShape(cells=(6, 5, 4)))
    engine = Engine(load_bundle(path), colour_encoder)
    found = result_of(validate(ValidationRequest(path, images, mpp=0.5), engine))
    assert {one.mpp for one in found.images} == {0.5}
    assert {one.mpp for one in result_of(validate(ValidationRequest(path, images), engine)).images} == {None}


@pytest.fixture
def files(tmp_path):
    lines = ["patient_id,features,time_years,event,slide_mpp"]
    for number in range(4):
        values = np.random.default_rng(number).normal(size=(5, 7)).astype(np.float32)
        made["trident"](tmp_path / f"{number}.h5", values)
        lines.append(f"p{number},{number}.h5,{2 + 2 * number},{number % 2},{0.25 if number else ''}")
    (tmp_path / "files.csv").write_text("\n".join(lines), encoding="utf-8")
    return tmp_path / "files.csv"


def test_feature_files_are_validated_like_images(files, tmp_path):
    path = bundle_at(
        tmp_path / "m.safetensors", head=HeadShape(inputs=7, cells=(6, 5, 4)), tile_layout="positions", window_px=256,
        tile_px=256, mpp=0.5, backbone_name="uni_v1", backbone_sha256="", random_orders=4,
    )  # fmt: skip
    found = result_of(validate(ValidationRequest(path, files, stated=Stated(mpp=0.25))))
    expected = [
        result_of(predict_features(read_feature_file(tmp_path / f"{number}.h5", Stated(mpp=0.25)), load_bundle(path)))
        for number in range(4)
    ]
    assert found.logit.tolist() == pytest.approx([one.logit for one in expected])
    assert found.patient.tolist() == ["p0", "p1", "p2", "p3"]
    # The card states the pixel size of the tiles, and so does the cohort: not the 0.25 um/px of the slides.
    size = shift_rows(found)[0]
    assert (size.title, size.internal) == ("pixel size of the tiles", "0.5 um/px")
    assert size.external == "median 0.5 um/px (0.5 to 0.5)"
    assert (found.known.tolist(), found.alive.tolist()) == ([False, True, True, True], [False, False, True, True])


@pytest.mark.parametrize(
    ("table", "given", "remedy"),
    [("files", {"mpp": 0.25}, "--slide-mpp"), ("images", {"stated": Stated(tile_px=224)}, "--tile-px")],
)
def test_an_option_of_the_other_kind_is_refused(table, given, remedy, tmp_path, request):
    path = request.getfixturevalue(table)
    with pytest.raises(ConfigError) as refused:
        result_of(validate(ValidationRequest(tmp_path / "none.safetensors", path, **given)))
    assert remedy in refused.value.remedy
