"""Explanations with a fake encoder explain the predicted logit and are written completely, under safe names."""

import csv
import dataclasses
import json

import numpy as np
import pytest
import torch
from PIL import Image

from model.base.errors import ExplainError
from model.base.progress import result_of
from model.bundle.bundle import load_bundle, save_bundle
from model.bundle.head_shape import HeadShape
from model.bundle.heads.networks import make_head
from model.explain.explained import explain, importance, look_inside, prepare, without
from model.explain.explanation import METHODS, top_tiles
from model.explain.files import suffixes, write_explanation
from model.explain.glass import glass_features
from model.predict.engine import Engine
from model.predict.pipeline import predict
from model.region.region import place
from model.region.tissue import BLANK
from model.result.export.base import Exported
from model.result.export.naming import RECORD_SUFFIX, stem_for
from model.slide.opening import open_image


@pytest.fixture(scope="module")
def make_engine(tmp_path_factory, tiny_manifest, colour_encoder_of_module):
    """Return a function that makes an engine; for the same changes of the manifest it is the same one."""
    path, made = tmp_path_factory.mktemp("bundle") / "tiny.safetensors", {}

    def make(**changes):
        key = repr(sorted(changes.items()))
        if key not in made:
            torch.manual_seed(3)
            manifest = dataclasses.replace(tiny_manifest, **changes)
            mean, scale = torch.full((4096,), 0.5), torch.full((4096,), 0.5)
            save_bundle(path, manifest, make_head(manifest.head), mean, scale)
            made[key] = Engine(load_bundle(path), colour_encoder_of_module)
        return made[key]

    return make


@pytest.fixture(scope="module")
def read(tmp_path_factory):
    """Return a function that gives an engine's prediction, made once, and the slide, opened each time.

    The region has glass on the left and stain on the right, each position in its own colour.
    """
    y, x = np.mgrid[0:875, 0:875]
    pixels = np.stack([200 + x % 40, 90 + y * 60 // 875, 150 + (x + y) % 60], axis=2).astype(np.uint8)
    pixels[:, :600] = 246
    path, predictions = tmp_path_factory.mktemp("spot") / "spot.png", {}
    Image.fromarray(pixels).save(path, compress_level=1)

    def run(engine):
        slide, record = open_image(path, 0.286 * 4)
        if id(engine) not in predictions:
            placement = place(slide.size, record.mpp, 3500, 0.286)
            predictions[id(engine)] = result_of(predict(slide, record, placement, engine))
        return predictions[id(engine)], slide

    return run


@pytest.mark.parametrize(("blank", "count"), [("read", 0), ("skip", 3)])
def test_what_is_explained_is_the_logit_that_was_printed(make_engine, read, blank, count):
    engine = make_engine(blank=blank, random_orders=count)
    prediction, slide = read(engine)
    slide.close()
    found = result_of(explain(prediction, engine, "occlusion"))
    assert found.facts["logit"] == pytest.approx(prediction.logit, abs=1e-5)
    assert found.facts["integrated_gradients"]["logit"] == pytest.approx(prediction.logit, abs=1e-5)
    assert np.array_equal(np.flatnonzero(np.isfinite(found.values)), np.sort(prediction.trace.index))
    assert found.facts["removed_tile"].startswith("left out" if blank == "skip" else "replaced")
    assert found.facts["orders_read"] == max(count, 1)


def test_glass_is_the_windows_own_where_it_was_read_else_an_even_tile(make_engine, read):
    reads, skips = make_engine(), make_engine(blank="skip")
    prediction, slide = read(reads)
    assert "this region" in result_of(explain(prediction, reads, "memory")).facts["glass"]
    slide.close()
    prediction, slide = read(skips)
    assert "white" in result_of(explain(prediction, skips, "memory")).facts["glass"]
    slide.close()
    np.testing.assert_allclose(glass_features(skips)[:6], [1, 1, 1, 0, 0, 0])


@pytest.mark.parametrize("method", METHODS)
def test_files_are_whole_and_say_what_they_are(make_engine, read, tmp_path, method):
    engine = make_engine(random_orders=2)
    prediction, slide = read(engine)
    found = result_of(explain(prediction, engine, method))
    files = write_explanation(found, Exported(prediction, slide), tmp_path / "out", "spot")
    slide.close()
    mapped = found.values is not None
    assert [path.name for path in files] == [f"spot{suffix}" for suffix in suffixes(method)]
    record = json.loads(files[0].read_text(encoding="utf-8"))
    assert record["prediction"]["survival_probability"] == prediction.survival_probability
    assert (record["method"], record["sentence"]) == (method, METHODS[method].sentence)
    assert record["research_use_only"]
    assert record["demo_notice"]
    with files[1].open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    with np.load(files[2]) as arrays:
        assert json.loads(str(arrays["record_json"])) == record
        if mapped:
            np.testing.assert_array_equal(arrays["values"], found.values)
            written = [float(row["value"]) if row["value"] else np.nan for row in rows]
            np.testing.assert_array_equal(np.array(written, np.float32), found.values)
            assert Image.open(files[3]).text["Comment"].startswith(METHODS[method].sentence)
            measured = [tile["properties"]["measurements"] for tile in json.loads(files[4].read_text())["features"]]
            tile, title = int(np.flatnonzero(np.isfinite(found.values))[-1]), METHODS[method].title
            name = next(name for name in measured[tile] if name.startswith(f"{title}, {METHODS[method].measure}"))
            assert measured[tile][name] == pytest.approx(float(found.values[tile]))
            assert "research use only" in name
        else:
            assert len(rows) == 32 + 8
            own = [float(row["probability_in_this_order"]) for row in rows]
            np.testing.assert_allclose(own, arrays["probability_in_this_order"], rtol=1e-8)
            assert len(set(own)) > 8


@pytest.mark.parametrize("method", ["occlusion", "regions", "ig"])
def test_every_file_has_the_effect_in_points_too(make_engine, read, tmp_path, method):
    engine = make_engine(random_orders=2)
    prediction, slide = read(engine)
    found = result_of(explain(prediction, engine, method))
    files = write_explanation(found, Exported(prediction, slide), tmp_path / "out", "spot")
    slide.close()
    p, known = prediction.survival_probability, np.isfinite(found.values)
    if method == "ig":
        glass = 1 / (1 + np.exp(-found.facts["integrated_gradients"]["glass_logit"]))
        residual = found.facts["integrated_gradients"]["residual_share"]
        assert found.points[known].sum() == pytest.approx(100 * (p - glass), rel=residual + 1e-3)
    else:
        without = 1 / (1 + np.exp(found.values[known] - prediction.logit))
        np.testing.assert_allclose(found.points[known], 100 * (p - without), atol=1e-3)
    record = json.loads(files[0].read_text(encoding="utf-8"))
    assert record["measure"] == "log odds"
    assert record["points"]["greatest"] == pytest.approx(max(0.0, np.nanmax(found.points)))
    assert record["points"]["matters"] == (np.nanmax(np.abs(found.points)) > 1)
    assert record["for_survival"][0]["points"] == pytest.approx(np.nanmax(found.points))
    with files[1].open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    written = [float(row["points"]) if row["points"] else np.nan for row in rows]
    np.testing.assert_array_equal(np.array(written, np.float32), found.points)
    with np.load(files[2]) as arrays:
        np.testing.assert_array_equal(arrays["points"], found.points)
    measured = [tile["properties"]["measurements"] for tile in json.loads(files[4].read_text())["features"]]
    assert any(name.startswith(f"{found.method.title}, points") for name in measured[int(np.flatnonzero(known)[0])])


def test_a_region_has_one_value_and_a_row_of_facts(make_engine, read):
    engine = make_engine(blank="skip", random_orders=2)
    prediction, slide = read(engine)
    slide.close()
    prepared = result_of(prepare(prediction, engine))
    found = result_of(explain(prediction, engine, "regions"))
    listed = [tile for row in found.facts["regions"] for tile in row["tiles"]]
    assert sorted(listed) == np.flatnonzero(prediction.tissue_fraction >= BLANK).tolist()
    for row in found.facts["regions"]:
        alone = result_of(without(prepared, np.array(row["tiles"])))
        assert row["change_points"] == pytest.approx(100 * alone.change_p, abs=1e-3)
        assert row["probability_without"] == pytest.approx(alone.probability, abs=1e-5)
        np.testing.assert_allclose(found.points[row["tiles"]], 100 * alone.change_p, atol=1e-3)
        assert (found.tiles["region"][row["tiles"]] == row["region"]).all()
        assert row["typical_tile"] in row["tiles"]
    best, worst = top_tiles(found, 5)
    assert {*best, *worst} <= {row["typical_tile"] for row in found.facts["regions"]}


def test_the_top_tiles_are_those_of_the_map_with_their_places(make_engine, read, tmp_path):
    engine = make_engine()
    prediction, slide = read(engine)
    found = result_of(explain(prediction, engine, "occlusion"))
    files = write_explanation(found, Exported(prediction, slide), tmp_path / "out", "spot")
    slide.close()
    record = json.loads(files[0].read_text(encoding="utf-8"))
    first = record["for_survival"][0]
    assert first["index"] == int(np.nanargmax(found.values))
    assert (first["row"], first["col"]) == divmod(first["index"], 16)
    assert first["x_l0"] == prediction.tile_boxes[first["index"], 0]
    assert record["against_survival"][0]["value"] == pytest.approx(float(np.nanmin(found.values)))
    assert prediction.tissue_fraction[0] < BLANK


def test_another_images_explanation_is_not_written_over(make_engine, read, tmp_path):
    engine = make_engine()
    prediction, slide = read(engine)
    out, ends = tmp_path / "out", (RECORD_SUFFIX, *suffixes("memory"))
    records = ends[:2]
    found = result_of(explain(prediction, engine, "memory"))
    write_explanation(found, Exported(prediction, slide), out, "spot")
    slide.close()
    assert stem_for(prediction.image, out, ends, (), records=records) == "spot"
    other = dataclasses.replace(prediction.image, sha256="0" * 64)
    assert stem_for(other, out, ends, (), records=records) == "spot-2"


@pytest.mark.parametrize("method", ["memory", "order"])
def test_a_head_without_order_says_so(make_engine, read, method):
    engine = make_engine(head=HeadShape("attention", cells=(6, 4)))
    prediction, slide = read(engine)
    slide.close()
    with pytest.raises(ExplainError):
        result_of(explain(prediction, engine, method))
    assert result_of(explain(prediction, engine, "occlusion")).facts["removed_tile"] == "replaced by blank glass"


def test_the_window_gets_the_numbers_of_the_command_line(make_engine, read):
    engine = make_engine(blank="skip", random_orders=3)
    prediction, slide = read(engine)
    slide.close()
    prepared = result_of(prepare(prediction, engine))
    task, told = importance(prepared), []
    while True:
        try:
            told.append(next(task).partial)
        except StopIteration as stop:
            both = stop.value
            break
    told = [partial for partial in told if partial is not None]
    for key, found in zip(("occlusion", "ig"), both, strict=True):
        alone = result_of(explain(prediction, engine, key))
        np.testing.assert_array_equal(found.values, alone.values)
        assert dict(found.facts) == dict(alone.facts)
    assert [one.method.key for one in told] == ["occlusion"]
    assert told[0].agreement is None
    assert result_of(without(prepared, np.zeros(0, np.int64))).logit == pytest.approx(prediction.logit, abs=1e-5)
    tile = int(prediction.trace.index[4])
    one = result_of(without(prepared, np.array([tile])))
    assert one.change == pytest.approx(float(both[0].values[tile]), abs=1e-5)


def test_the_gates_are_those_of_the_reading_that_is_drawn(make_engine, read):
    engine = make_engine(blank="skip", random_orders=3)
    prediction, slide = read(engine)
    slide.close()
    found = result_of(look_inside(result_of(prepare(prediction, engine))))
    for layer, hidden, cell in zip(found, prediction.trace.hidden, prediction.trace.cell, strict=True):
        np.testing.assert_allclose(layer.hidden, hidden, atol=1e-6)
        np.testing.assert_allclose(layer.output * np.tanh(layer.cell), hidden, atol=1e-5)
        np.testing.assert_allclose(layer.cell, cell, atol=1e-6)


@pytest.mark.parametrize("key", ["occlusion", "regions", "blocks"])
def test_the_sentence_of_an_occlusion_map_has_the_sign_of_its_values(key):
    """A value is positive where the probability falls without the tissue, so it is no "change" to glass."""
    assert METHODS[key].sentence.startswith("The survival probability minus the probability if ")
