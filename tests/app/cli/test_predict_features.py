"""`histocast predict --features` and `histocast features`, on real files and a small model."""

import json
import runpy
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from app.__main__ import main
from app.cli.exit_codes import GOOD, NOTHING_STARTED, SOME_FAILED
from app.cli.features import run
from model.base.files import file_sha256
from model.bundle.bundle import save_bundle
from model.bundle.head_shape import HeadShape
from model.bundle.heads.networks import make_head
from model.feature_files.read import read_feature_file, read_features
from model.predict.engine import Engine
from model.result.prediction import DeviceRecord
from model.slide.opening import open_image

ROOT = Path(__file__).parents[2]
made = runpy.run_path(str(ROOT / "model" / "feature_files" / "files.py"))
encoders = runpy.run_path(str(ROOT / "encoders.py"))
make_manifest = runpy.run_path(str(ROOT / "manifests.py"))["make_manifest"]


def save(path, **changes):
    manifest = make_manifest(**changes)
    torch.manual_seed(1)
    inputs = manifest.head.inputs
    save_bundle(path, manifest, make_head(manifest.head), torch.zeros(inputs), torch.ones(inputs))
    return path


@pytest.fixture
def model(tmp_path):
    return save(
        tmp_path / "m.safetensors", head=HeadShape(inputs=7, cells=(6, 5, 4)), tile_layout="positions", window_px=256,
        tile_px=256, mpp=0.5, backbone_name="uni_v1", backbone_sha256="", random_orders=4,
    )  # fmt: skip


def test_prints_the_probability_with_what_was_not_checked(tmp_path, model, capsys):
    path = made["trident"](tmp_path / "a.h5")
    assert main(["predict", "--features", str(path), "--bundle", str(model), "--mpp", "0.25"]) == GOOD
    printed = capsys.readouterr().out
    assert "survival probability" in printed
    assert "4 random orders" in printed
    assert "5 tiles in the layout of TRIDENT; uni_v1 (weights not known): 7 features" in printed
    assert "focus, stain, tissue and pixel size of the image not checked" in printed
    assert "weights of the encoder not checked" in printed
    assert "pixel is treated as one model pixel" not in printed
    assert printed.rstrip().endswith("Research use only. Not for diagnosis or treatment decisions.")


def test_json_and_files_and_the_next_file_after_a_faulty_one(tmp_path, model, capsys):
    bad = tmp_path / "bag.pt"
    bad.write_bytes(b"PK")
    path = made["trident"](tmp_path / "a.h5")
    arguments = ["--bundle", str(model), "--mpp", "0.25", "--json", "--out", str(tmp_path / "out")]
    assert main(["predict", "--features", str(bad), "--features", str(path), *arguments]) == SOME_FAILED
    out, err = capsys.readouterr()
    assert json.loads(out)["feature_file"]["layout"] == "TRIDENT"
    assert "is a pickle" in err
    assert "h5_files" in err
    assert "1 of 2 feature files failed" in err
    assert sorted(file.name for file in (tmp_path / "out").iterdir()) == ["a.geojson", "a.json", "a.npz", "a.tiles.csv"]


def test_the_slide_states_its_pixel_size_and_gets_the_map(tmp_path, model, capsys):
    slide = tmp_path / "slide.png"
    Image.fromarray(np.full((3000, 4000, 3), 255, np.uint8)).save(slide, compress_level=1)
    path = made["trident"](tmp_path / "a.h5")
    arguments = ["predict", "--features", str(path), "--bundle", str(model), "--image", str(slide)]
    assert main(arguments) == SOME_FAILED
    assert "does not state the pixel size of the slide" in capsys.readouterr().err
    assert main([*arguments, "--mpp", "0.25", "--out", str(tmp_path / "out")]) == GOOD
    assert (tmp_path / "out" / "a.heatmap.png").is_file()
    assert str(slide) in capsys.readouterr().out


def test_three_answers_are_those_of_the_bundles_rule(tmp_path, model, capsys):
    """Low is a risk below 0.1, high one of at least 0.25; a rule of another bundle starts nothing."""
    stated = {
        "record": "histocast-three-answers", "record_version": 1, "low": 0.1, "high": 0.25, "error": 0.1,
        "horizon": 5.0, "patients": 90, "events": 30, "others": 50, "lost": 10, "rater": "model", "model": "m",
        "time_unit": "years", "bundle_sha256": file_sha256(model), "fitted_on": "colon", "sentence": "",
    }  # fmt: skip
    path, rule = made["trident"](tmp_path / "a.h5"), tmp_path / "rule.json"
    order = ["predict", "--features", str(path), "--bundle", str(model), "--mpp", "0.25", "--three-answers", str(rule)]
    rule.write_text(json.dumps(stated))
    assert main([*order, "--json"]) == GOOD
    made_of = json.loads(capsys.readouterr().out)
    risk = 1 - made_of["survival_probability"]
    assert risk > 0.25
    assert made_of["three_answers"]["answer"] == "high"
    rule.write_text(json.dumps(stated | {"high": risk + 0.01}))
    assert main(order) == GOOD
    assert "three answers         uncertain" in capsys.readouterr().out
    rule.write_text(json.dumps(stated | {"bundle_sha256": "ab" * 32}))
    assert main(order) == NOTHING_STARTED
    assert "fitted for another bundle" in capsys.readouterr().err


def test_tiles_in_um_are_not_written_as_px(tmp_path, capsys):
    model = save(
        tmp_path / "m.safetensors", head=HeadShape(inputs=7, cells=(6, 5, 4)), tile_layout="positions", window_px=224,
        tile_px=224, mpp=256 / 224, backbone_name="mahmood-uni", backbone_sha256="",
    )  # fmt: skip
    path = made["stamp"](tmp_path / "a.h5")
    arguments = ["predict", "--features", str(path), "--bundle", str(model)]
    assert main(arguments) == GOOD
    assert main([*arguments, "--out", str(tmp_path / "out")]) == SOME_FAILED
    assert "are in um" in capsys.readouterr().err
    assert list((tmp_path / "out").iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["a.png", "--features", "a.h5"], "not both"),
        (["--features", "a.h5", "--window", "3,4"], "need an image"),
        (["--features", "a.h5", "--precision", "fast"], "are for encoding images"),
        (["--features", "a.h5", "--device", "cpu"], "are for encoding images"),
        (["--features", "a.h5", "--features", "b.h5", "--image", "a.svs"], "one feature file"),
        (["a.png", "--tile-px", "224"], "--tile-px belongs to a feature file"),
        (["a.png", "--image", "b.png"], "--image belongs to a feature file"),
        ([], "IMAGE, or --features FILE"),
    ],
)
def test_wrong_combinations_are_usage_errors(arguments, message, capsys):
    with pytest.raises(SystemExit) as end:
        main(["predict", *arguments])
    assert end.value.code == 2
    assert message in capsys.readouterr().err


def test_an_unknown_bundle_starts_nothing(tmp_path, capsys):
    path = made["trident"](tmp_path / "a.h5")
    assert main(["predict", "--features", str(path), "--bundle", "nobody's"]) == NOTHING_STARTED
    assert "nobody's" in capsys.readouterr().err


class Small:
    """An encoder and a model of the published grid, without VGG-16."""

    device = DeviceRecord("cpu", "CPU (fake, exact)", "a test", "fake", "exact")
    backbone_sha256, batch, length = "f" * 64, 32, 4096

    def encode(self, tiles):
        return np.repeat(tiles.mean(axis=(1, 2)), 1366, axis=1)[:, :4096].astype(np.float32)

    def __init__(self, bundle=None):
        self._bundle = bundle

    def find(self, bundle):
        return Path(bundle)

    def open(self, path, mpp):
        return open_image(path, mpp)

    def load(self, bundle, device, precision):
        return Engine(self._bundle, self)
        yield


@pytest.fixture
def features(tmp_path):
    """`histocast features` with the small encoder; the bundle needs a manifest only."""
    bundle = type("Bundle", (), {"manifest": make_manifest(head=HeadShape(cells=(6, 5, 4)))})()

    def call(*images, **changes):
        given = {"images": list(images), "format": "trident", "out": tmp_path / "out", "bundle": "x", "device": "auto",
                 "mpp": 0.286, "all_tiles": False, "backbone": "", "whole_slide": False}  # fmt: skip
        return run(type("Args", (), given | changes)(), Small(bundle))

    return call


@pytest.fixture
def spot(tmp_path):
    pixels = np.full((3500, 3500, 3), 250, np.uint8)
    pixels[1000:2000, 500:2500] = (180, 90, 170)
    path = tmp_path / "spot.png"
    Image.fromarray(pixels).save(path, compress_level=1)
    return path


def test_features_are_written_for_the_tiles_with_tissue(features, spot, tmp_path, capsys):
    assert features(spot) == GOOD
    file = read_feature_file(tmp_path / "out" / "spot.h5")
    assert 30 < len(file.order) < 90
    assert f"{tmp_path / 'out' / 'spot.h5'}: {len(file.order)} tiles" in capsys.readouterr().out
    assert features(spot, all_tiles=True, format="stamp") == GOOD
    file = read_feature_file(tmp_path / "out" / "spot.h5")
    assert (file.layout, len(file.order)) == ("STAMP", 256)


def test_files_of_others_are_not_overwritten(features, spot, tmp_path, capsys):
    (tmp_path / "out").mkdir()
    kept = made["trident"](tmp_path / "out" / "spot.h5").read_bytes()
    assert features(spot) == SOME_FAILED
    assert "not written for this image" in capsys.readouterr().err
    assert (tmp_path / "out" / "spot.h5").read_bytes() == kept


def test_two_images_of_one_name_and_an_unknown_pixel_size_are_reported(features, spot, tmp_path, capsys):
    (tmp_path / "other").mkdir()
    second = tmp_path / "other" / "spot.png"
    Image.open(spot).rotate(90).save(second, compress_level=1)
    assert features(spot, second) == SOME_FAILED
    assert "already holds the features of another image" in capsys.readouterr().err
    assert features(spot, mpp=None) == SOME_FAILED
    assert "pixel size of spot.png is unknown" in capsys.readouterr().err


def test_all_tissue_of_a_slide_is_written_tile_by_tile(features, tmp_path):
    """A slide of 5 x 3 tiles of 448 px, half a tile of it beyond the right edge; the tissue touches three of them."""
    pixels = np.full((1400, 2100, 3), 250, np.uint8)
    pixels[500:560, 460:1500] = (180, 90, 170)
    path = tmp_path / "slide.png"
    Image.fromarray(pixels).save(path, compress_level=1)
    assert features(path, whole_slide=True, mpp=0.143) == GOOD
    file = read_feature_file(tmp_path / "out" / "slide.h5")
    assert file.positions.corners.tolist() == [[448, 448], [896, 448], [1344, 448]]
    assert (file.positions.side, file.whole, file.tiles.tolist()) == (448, 15, [6, 7, 8])
    assert (file.encoder.tile_px, file.encoder.mpp, file.mpp) == (224, 0.286, 0.143)
    found = read_features(file)
    colour = pixels[448:896, 896:1344].mean(axis=(0, 1))  # the encoder repeats the mean colour of a tile
    assert found[1, ::1366] == pytest.approx(colour, abs=0.5)
    assert found[1, 0] != pytest.approx(found[2, 0], abs=0.5)
    assert features(path, whole_slide=True, mpp=0.143, all_tiles=True) == GOOD
    assert len(read_feature_file(tmp_path / "out" / "slide.h5").order) == 15


def test_a_slide_without_tissue_is_reported(features, tmp_path, capsys):
    Image.new("RGB", (1000, 700), (250, 250, 250)).save(tmp_path / "glass.png")
    assert features(tmp_path / "glass.png", whole_slide=True) == SOME_FAILED
    assert "There is no tissue on glass.png" in capsys.readouterr().err
    assert not (tmp_path / "out" / "glass.h5").exists()


def test_an_encoder_from_a_file_gives_features_without_a_model(spot, tmp_path, capsys):
    file = encoders["make"]("convolutional", tmp_path / "tiny.onnx")
    stated = ["--tile-px", "64", "--mpp", "2", "--normalise", "none"]
    assert main(["backbone", "import", str(file), *stated]) == GOOD
    order = ["features", str(spot), "--backbone", "tiny", "--mpp", "0.286", "--out", str(tmp_path / "f")]
    assert main([*order, "--format", "trident"]) == GOOD
    region = read_feature_file(tmp_path / "f" / "spot.h5")
    assert (region.encoder.name, region.encoder.length, region.encoder.tile_px, region.encoder.mpp) == (
        "tiny", 24, 64, 2.0,
    )  # fmt: skip
    assert (len(region.encoder.sha256), region.whole) == (64, 64)
    assert main([*order, "--format", "stamp", "--whole-slide"]) == GOOD
    assert read_feature_file(tmp_path / "f" / "spot.h5").whole == 64
    assert main(["features", str(spot), "--backbone", "none", "--format", "stamp", "--out", str(tmp_path)]) == 3
    assert "No backbone is called 'none'" in capsys.readouterr().err
