"""Predictions from feature files: the same answer as from the image, and every mismatch refused."""

import dataclasses
import json
import runpy
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from model.base.errors import ExportError, FeatureFileError
from model.base.files import file_sha256
from model.base.progress import result_of
from model.bundle.bundle import load_bundle, save_bundle
from model.bundle.cohort_images import DIGITS, KEY
from model.bundle.encoder_facts import EncoderFacts
from model.bundle.head_shape import HeadShape
from model.bundle.heads.networks import make_head
from model.feature_files.read import read_feature_file, read_features
from model.feature_files.stated import Stated
from model.predict.engine import Engine
from model.predict.feature_export import ExportPlan, export_features
from model.predict.feature_prediction import predict_features
from model.predict.pipeline import predict
from model.region.orders import prediction_order
from model.region.region import place
from model.result.export.base import Exported
from model.result.export.export_table import write_all
from model.result.export.heat_map import heat_map
from model.result.export.record import as_record
from model.result.maps import MapChoice
from model.result.reliability import reliability_of
from model.slide.opening import open_image
from model.statistics.calibration import sigmoid_of

made = runpy.run_path(str(Path(__file__).parents[1] / "feature_files" / "files.py"))


def bundle_of(path, manifest, record=None, **changes):
    """A bundle with random weights. `record` is a record of its training tissue with the section of the manifest."""
    manifest = dataclasses.replace(manifest, familiarity=record[1] if record else None, **changes)
    torch.manual_seed(3)
    inputs = manifest.head.inputs
    save_bundle(path, manifest, make_head(manifest.head), torch.zeros(inputs), torch.ones(inputs), record and record[0])
    return load_bundle(path)


@pytest.fixture
def small(tmp_path, tiny_manifest):
    """A model of the seven features that the files of the tests have, with tiles at any positions."""
    return bundle_of(
        tmp_path / "small.safetensors", tiny_manifest, head=HeadShape(inputs=7, cells=(6, 5, 4)),
        tile_layout="positions", backbone_name="uni_v1", backbone_sha256="", mpp=0.5, tile_px=256,
        window_px=256, random_orders=4, order_kind="balanced",
    )  # fmt: skip


@pytest.fixture(scope="module")
def spot(tmp_path_factory):
    """An image whose left third is glass, and whose tissue differs from place to place."""
    y, x = np.mgrid[0:3500, 0:3500]
    pixels = np.stack([200 - x * 60 // 3499, 60 + y * 60 // 3499, 190 - (x // 7 + y // 11) % 50], axis=2)
    pixels[:, :1200] = 250
    path = tmp_path_factory.mktemp("spot") / "spot.png"
    Image.fromarray(pixels.astype(np.uint8)).save(path, compress_level=1)
    return path


@pytest.mark.parametrize("layout", ["trident", "stamp"])
def test_a_file_that_we_wrote_gives_the_probability_of_the_image(
    spot, tmp_path, tiny_manifest, colour_encoder, layout, tissue_record
):
    """The order of the tiles, skipped tiles, several orders and familiar tissue are those of the image."""
    bundle = bundle_of(tmp_path / "b.safetensors", tiny_manifest, tissue_record, blank="skip", random_orders=8)
    manifest = bundle.manifest
    slide, record = open_image(spot, 0.286)
    placement = place(slide.size, record.mpp, manifest.window_px, manifest.mpp)
    image = result_of(predict(slide, record, placement, Engine(bundle, colour_encoder)))
    plan = ExportPlan(manifest.grid, manifest.encoder, "skip", layout)
    result_of(export_features(slide, record, placement, plan, colour_encoder, tmp_path / "spot.h5"))
    file = read_feature_file(tmp_path / "spot.h5")
    found = result_of(predict_features(file, bundle, record))
    assert 100 < len(file.order) < 200
    assert found.survival_probability == pytest.approx(image.survival_probability, abs=1e-6)
    assert found.orders.probabilities == pytest.approx(image.orders.probabilities, abs=1e-6)
    np.testing.assert_allclose(found.trace.running, image.trace.running, atol=1e-6)
    np.testing.assert_allclose(found.tile_boxes, image.tile_boxes[image.trace.index], atol=0.51)
    assert found.familiarity.share == image.familiarity.share
    assert found.verdict.level == image.familiarity.level
    assert "weights of the encoder" not in " ".join(found.verdict.not_checked)
    slide.close()


def test_any_encoder_any_positions_and_what_was_not_checked(tmp_path, small):
    values = made["features"]()
    path = made["trident"](tmp_path / "a.h5", values)
    found = result_of(predict_features(read_feature_file(path, Stated(mpp=0.25)), small))
    features = torch.from_numpy(values[made["RASTER"]])[None]
    logits = []
    for number in range(4):
        order = torch.from_numpy(prediction_order("balanced", number, 5).copy())
        with torch.inference_mode():
            logits.append(float(small.head(features[:, order])[0, -1]))
    assert found.survival_probability == pytest.approx(sigmoid_of(float(np.mean(logits))), abs=1e-6)
    assert found.orders.kind == "balanced orders"
    assert found.tile_boxes.tolist() == [[x, y, 512, 512] for x, y in made["CORNERS"][made["RASTER"]].tolist()]
    assert (found.grid.rows, found.grid.cols, found.grid.fit) == (1, 5, "positions")
    assert found.image.sha256 == file_sha256(path)
    assert found.verdict.checked == ("encoder", "tile size", "pixel size of the tiles")
    assert found.verdict.not_checked == (
        "focus, stain, tissue and pixel size of the image not checked: a feature file holds no pixels",
        "weights of the encoder not checked: the model records no hash",
        "familiar tissue not checked: this model has no record of its training tissue",
    )
    assert reliability_of(found).level in ("ok", "caution")


def test_a_model_of_regions_says_that_other_tiles_are_new_to_it(tmp_path, tiny_manifest):
    bundle = bundle_of(
        tmp_path / "b.safetensors", tiny_manifest, head=HeadShape(inputs=7, cells=(6, 5, 4)), mpp=0.5, tile_px=256,
        backbone_name="uni_v1", backbone_sha256="",
    )  # fmt: skip
    file = read_feature_file(made["trident"](tmp_path / "a.h5"), Stated(mpp=0.25))
    verdict = result_of(predict_features(file, bundle)).verdict
    assert verdict.level == "caution"
    assert verdict.reasons == (
        # 14 x 14 tiles of 256 px cover 3500 px.
        "The model was trained on analysis regions of 196 tiles; this file has 5 tiles at other positions.",
    )


def test_a_file_of_the_training_cohort_is_leakage_and_the_checks_stay(tmp_path, small):
    path = made["trident"](tmp_path / "a.h5")
    images = {KEY: {"training": [file_sha256(path)[:DIGITS]], "validation": [], "test": []}}
    seen = dataclasses.replace(small, manifest=dataclasses.replace(small.manifest, extra=images))
    found = result_of(predict_features(read_feature_file(path, Stated(mpp=0.25)), seen))
    assert found.image_in_cohort == "training"
    assert found.verdict.level == "caution"
    assert found.verdict.checked


def test_the_map_lies_at_the_stored_positions(tmp_path, small):
    """One tile of 512 px lies at (512, 0). The map covers the square around all tiles, 1024 px wide."""
    white = tmp_path / "slide.png"
    Image.fromarray(np.full((3000, 4000, 3), 255, np.uint8)).save(white, compress_level=1)
    slide, record = open_image(white, 0.25)
    file = read_feature_file(made["trident"](tmp_path / "a.h5"), Stated(mpp=0.25))
    found = result_of(predict_features(file, small, record))
    region = found.placement.region
    assert (region.x, region.y, region.width) == (0, 0, 1024)
    picture = heat_map(Exported(found, slide), MapChoice(), 512).picture
    painted = (picture != 255).any(axis=2)
    # The tiles overlap by half, so each is drawn 256 px wide at its centre: 128 px of the picture.
    for x, y in made["CORNERS"].tolist():
        assert painted[(y + 256) // 2, (x + 256) // 2]
        assert painted[(y + 128) // 2 + 1, (x + 128) // 2 + 1]
        assert painted[(y + 384) // 2 - 1, (x + 384) // 2 - 1]
    assert not painted[20, 20]
    assert painted.sum() == 5 * 128 * 128
    slide.close()


def test_files_are_written_with_and_without_the_slide(tmp_path, small):
    white = tmp_path / "slide.png"
    Image.fromarray(np.full((3000, 4000, 3), 255, np.uint8)).save(white, compress_level=1)
    slide, record = open_image(white, 0.25)
    file = read_feature_file(made["trident"](tmp_path / "a.h5"), Stated(mpp=0.25))
    alone, drawn = result_of(predict_features(file, small)), result_of(predict_features(file, small, record))
    names = {path.name for path in write_all(alone, None, tmp_path / "alone", "a")}
    assert names == {"a.json", "a.tiles.csv", "a.geojson", "a.npz"}
    names = {path.name for path in write_all(drawn, slide, tmp_path / "drawn", "a")}
    assert {"a.heatmap.png", "a.case.pdf"} < names
    rows = (tmp_path / "alone" / "a.tiles.csv").read_text(encoding="utf-8-sig").splitlines()
    assert rows[0].startswith("index,row,col,x_l0,y_l0,side_l0")
    assert rows[2].startswith("1,,,512,0,512,1")
    tiles = json.loads((tmp_path / "drawn" / "a.geojson").read_text())["features"]
    assert tiles[1]["geometry"]["coordinates"][0][0] == [512, 0]
    assert tiles[1]["properties"]["name"] == "tile 2"
    with pytest.raises(ExportError, match="no slide"):
        heat_map(Exported(alone, None), MapChoice())
    slide.close()


def test_the_record_states_the_file_the_encoder_and_the_slide(tmp_path, small):
    file = read_feature_file(made["trident"](tmp_path / "a.h5"), Stated(mpp=0.25))
    record = as_record(result_of(predict_features(file, small)))
    assert record["feature_file"] == {
        "layout": "TRIDENT",
        "tiles": 5,
        "unit": "px",
        "encoder": {"name": "uni_v1", "sha256": None, "features": 7, "tile_px": 256, "mpp": 0.5},
        "slide": None,
    }
    assert record["grid"]["fit"] == "positions"
    assert record["grid"]["tile_offsets_l0"][1] == [512, 0]
    assert (record["image"]["width_px"], record["image"]["height_px"], record["image"]["mpp"]) == (4000, 3000, 0.25)
    json.dumps(record, allow_nan=False)


def test_positions_in_um_are_not_called_px(tmp_path, small):
    """STAMP states um; without the slide, its pixel size is unknown, and the probability does not need it."""
    changes = {"mpp": 256 / 224, "tile_px": 224, "window_px": 224, "backbone_name": "mahmood-uni"}
    model = dataclasses.replace(small, manifest=dataclasses.replace(small.manifest, **changes))
    file = read_feature_file(made["stamp"](tmp_path / "a.h5"))
    record = as_record(result_of(predict_features(file, model)))
    assert record["grid"]["tile_offsets_l0"] is None
    assert record["grid"]["tile_offsets_um"][1] == [256, 0]
    assert record["window"]["x"] is None
    assert record["feature_file"]["unit"] == "um"
    known = as_record(result_of(predict_features(read_feature_file(file.path, Stated(mpp=0.5)), model)))
    assert known["grid"]["tile_offsets_l0"][1] == [512, 0]
    assert known["survival_probability"] == record["survival_probability"]


def test_another_slide_is_refused(tmp_path, small):
    def slide(width, height, mpp=0.25, sha256="0" * 64):
        path = tmp_path / f"{width}x{height}.png"
        Image.fromarray(np.zeros((height, width, 3), np.uint8)).save(path)
        opened, record = open_image(path, mpp)
        opened.close()
        return dataclasses.replace(record, sha256=sha256)

    file = read_feature_file(made["trident"](tmp_path / "a.h5"), Stated(mpp=0.25))
    with pytest.raises(FeatureFileError, match="belongs to a slide of 4000 x 3000 px"):
        result_of(predict_features(file, small, slide(400, 300)))
    unknown = dataclasses.replace(file, size=None)
    with pytest.raises(FeatureFileError, match=r"2 of the 5 tiles in .* lie outside"):
        result_of(predict_features(unknown, small, slide(760, 800)))
    result_of(predict_features(unknown, small, slide(770, 770)))
    with pytest.raises(FeatureFileError, match="from another image"):
        result_of(predict_features(dataclasses.replace(unknown, image_sha256="1" * 64), small, slide(900, 900)))


def test_a_file_needs_the_pixel_size_of_the_image(spot, tmp_path, tiny_manifest, colour_encoder):
    slide, record = open_image(spot)
    assert record.mpp is None
    plan = ExportPlan(tiny_manifest.grid, tiny_manifest.encoder, "skip", "trident")
    placement = place(slide.size, None, 3500, 0.286)
    with pytest.raises(FeatureFileError, match=r"pixel size of spot\.png is unknown") as caught:
        result_of(export_features(slide, record, placement, plan, colour_encoder, tmp_path / "a.h5"))
    assert "--mpp" in caught.value.remedy
    slide.close()


def test_a_written_file_states_everything(spot, tmp_path, tiny_manifest, colour_encoder):
    slide, record = open_image(spot, 0.143)
    plan = ExportPlan(tiny_manifest.grid, tiny_manifest.encoder, "read", "trident")
    placement = place(slide.size, record.mpp, 3500, 0.286)
    written = result_of(export_features(slide, record, placement, plan, colour_encoder, tmp_path / "a.h5"))
    file = read_feature_file(tmp_path / "a.h5")
    assert file.encoder == EncoderFacts("fake", "f" * 64, 4096, 224, 0.286, file.encoder.layer)
    assert (file.mpp, file.size, file.image_sha256) == (0.143, (3500, 3500), record.sha256)
    assert (file.whole, file.tiles.tolist()) == (256, list(range(256)))
    assert file.positions.side == pytest.approx(448)
    np.testing.assert_allclose(file.positions.corners, written.boxes[:, :2], atol=0.51)
    np.testing.assert_array_equal(file.tissue, written.tissue)
    np.testing.assert_array_equal(read_features(file), written.features)
    slide.close()
