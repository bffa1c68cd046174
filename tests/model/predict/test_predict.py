"""The pipeline with a fake encoder: order, registration, provenance, partial results, one number by every path."""

import dataclasses

import numpy as np
import pytest
import torch
from PIL import Image

from model.bundle.bundle import Bundle, bundle_record, load_bundle, save_bundle
from model.bundle.heads.elman import ElmanHead
from model.bundle.heads.lstm import LstmHead
from model.bundle.heads.networks import make_head
from model.predict.engine import Engine
from model.predict.feature_cache import FeatureCache
from model.predict.pipeline import predict
from model.predict.tiles import read_tiles
from model.reference.readout import answer
from model.region.grid import FITS
from model.region.order_kinds import ORDER_KINDS
from model.region.orders import among, prediction_orders, random_order
from model.region.region import place
from model.result.export.arrays_npz import arrays
from model.result.maps import MapChoice, map_values
from model.result.prediction import PartialPrediction
from model.result.running import running_answers
from model.slide.opening import open_image


@pytest.fixture(scope="module")
def engine(tmp_path_factory, tiny_manifest, colour_encoder_of_module):
    torch.manual_seed(3)
    path = tmp_path_factory.mktemp("bundle") / "tiny.safetensors"
    save_bundle(path, tiny_manifest, LstmHead(tiny_manifest.head), torch.zeros(4096), torch.ones(4096))
    return Engine(load_bundle(path), colour_encoder_of_module)


@pytest.fixture(scope="module")
def spot(tmp_path_factory):
    """Return an image in which every position has its own colour: red grows with x, green with y."""
    y, x = np.mgrid[0:3500, 0:3500]
    pixels = np.stack([x * 255 // 3499, y * 255 // 3499, (x // 7 + y // 11) % 256], axis=2).astype(np.uint8)
    path = tmp_path_factory.mktemp("spot") / "spot.png"
    Image.fromarray(pixels).save(path, compress_level=1)
    return path, pixels


def run(path, engine, mpp=0.286, cache=None):
    slide, record = open_image(path, mpp)
    placement = place(slide.size, record.mpp, 3500, 0.286)
    steps = predict(slide, record, placement, engine, cache)
    reports = []
    while True:
        try:
            reports.append(next(steps))
        except StopIteration as stop:
            return stop.value, reports


@pytest.fixture(scope="module")
def plain(spot, engine):
    """The prediction of `spot` and the reports on the way, without a cache."""
    return run(spot[0], engine)


def test_features_lie_at_their_tiles_and_boxes_on_their_pixels(spot, plain):
    _, pixels = spot
    prediction, _ = plain
    for index in (0, 15, 240, 255, 100):
        x, y, width, height = prediction.tile_boxes[index].astype(int)
        tile = pixels[y : y + height, x : x + width].reshape(-1, 3) / 255
        np.testing.assert_allclose(prediction.features[index, :3], tile.mean(axis=0), atol=1e-6)


def test_partial_readings_are_the_beginning_of_the_result(plain):
    prediction, reports = plain
    readings = [report.partial for report in reports if isinstance(report.partial, PartialPrediction)]
    assert [report.done for report in reports if report.partial] == [r.trace.steps for r in readings]
    assert readings[-1].trace.steps == 256
    half = readings[len(readings) // 2].trace
    for layer in range(3):
        np.testing.assert_allclose(half.hidden[layer], prediction.trace.hidden[layer][: half.steps], atol=1e-6)
    np.testing.assert_allclose(half.running, prediction.trace.running[: half.steps], atol=1e-6)


def test_the_probability_is_the_last_of_the_running_ones_and_of_the_whole_head(plain, engine):
    prediction, _ = plain
    assert prediction.trace.running[-1] == pytest.approx(prediction.survival_probability, abs=1e-6)
    with torch.inference_mode():
        logit = float(engine.bundle.head(torch.from_numpy(prediction.features.copy())[None])[0, -1])
    assert prediction.logit == pytest.approx(logit, abs=1e-5)
    assert prediction.survival_probability == pytest.approx(1 / (1 + np.exp(-logit)), abs=1e-6)


def test_the_record_says_what_was_read_by_what(spot, plain, engine):
    prediction, _ = plain
    assert prediction.image.path == str(spot[0])
    assert prediction.image.mpp == 0.286
    assert "user" in prediction.image.mpp_source
    assert prediction.bundle == engine.bundle.record
    assert prediction.device == engine.device
    assert prediction.placement.kind == "fitted"
    assert prediction.made_by.startswith("histocast ")
    assert prediction.seconds > 0


def test_a_window_read_before_gives_the_same_result_without_encoding(spot, engine, tmp_path, monkeypatch):
    cache = FeatureCache(tmp_path / "cache")
    first, _ = run(spot[0], engine, cache=cache)
    monkeypatch.setattr(type(engine.encoder), "encode", None)  # encoding now would fail
    second, _ = run(spot[0], engine, cache=cache)
    assert (first.features_cached, second.features_cached) == (False, True)
    assert second.survival_probability == pytest.approx(first.survival_probability, abs=1e-7)
    np.testing.assert_allclose(second.trace.hidden[2], first.trace.hidden[2], atol=1e-6)


def test_arrays_of_a_result_are_closed_for_writing(plain):
    prediction, _ = plain
    for array in (prediction.features, prediction.trace.running, prediction.trace.hidden[2], prediction.tile_boxes):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 0


def test_a_risk_group_needs_a_threshold(spot, plain, engine):
    manifest = dataclasses.replace(engine.bundle.manifest, threshold=None)
    bare = Engine(dataclasses.replace(engine.bundle, manifest=manifest), engine.encoder)
    assert run(spot[0], bare)[0].risk_group is None
    assert plain[0].risk_group in {"low risk", "high risk"}


@pytest.mark.parametrize("fit", FITS)
def test_every_fit_cuts_256_tiles_of_224_px_and_keeps_the_corners(spot, tiny_manifest, fit):
    path, pixels = spot
    slide, record = open_image(path, 0.286)
    grid = dataclasses.replace(tiny_manifest, fit=fit).grid
    tiles = read_tiles(slide, place(slide.size, record.mpp, 3500, 0.286), grid)
    assert tiles.shape == (256, 224, 224, 3)
    if fit == "pad":
        assert (tiles[0, :42] == 255).all()
        assert (tiles[0, 42:, 42:] == pixels[:182, :182]).all()
        assert (tiles[255, :182, :182] == pixels[-182:, -182:]).all()
    elif fit == "overlap":
        assert (tiles[255] == pixels[-224:, -224:]).all()
    else:
        difference = tiles[255, -1, -1].astype(int)[:2] - pixels[-1, -1].astype(int)[:2]
        assert abs(difference).max() <= 1


def test_half_the_pixel_size_is_the_same_tissue(spot, tmp_path, engine):
    """Half the resolution gives nearly the same features, because tiles are resampled to the model's mpp."""
    _, pixels = spot
    smooth = np.array(Image.fromarray(pixels).resize((1750, 1750), Image.Resampling.BOX))
    coarse = tmp_path / "coarse.png"
    Image.fromarray(smooth).save(coarse)
    fine = tmp_path / "fine.png"
    Image.fromarray(smooth.repeat(2, axis=0).repeat(2, axis=1)).save(fine, compress_level=1)
    first, _ = run(fine, engine, 0.286)
    second, _ = run(coarse, engine, 0.572)
    assert second.placement.region.width == 1750
    np.testing.assert_allclose(first.features[:, :2], second.features[:, :2], atol=0.01)


def test_a_network_without_cell_states_leaves_them_out(spot, tiny_manifest, colour_encoder):
    manifest = dataclasses.replace(tiny_manifest, head=dataclasses.replace(tiny_manifest.head, kind="elman"))
    head = ElmanHead(manifest.head).eval().requires_grad_(False)
    bundle = Bundle(manifest, bundle_record(manifest, sha256=""), head, torch.zeros(4096), torch.ones(4096))
    prediction, _ = run(spot[0], Engine(bundle, colour_encoder))
    assert len(prediction.trace.hidden) == 3
    assert prediction.trace.cell == ()
    names = arrays(prediction).keys()
    assert "hidden_3" in names
    assert not any(name.startswith("cell_") for name in names)


def test_a_bundle_that_skips_blank_tiles_reads_the_others_alone(tmp_path, engine):
    """With glass on the right half, the head gets only the left tiles, in order, and the map is empty on the right."""
    pixels = np.full((3500, 3500, 3), 245, np.uint8)
    y, x = np.mgrid[0:3500, 0:1745]
    pixels[:, :1745] = np.stack([180 + y % 40, 90 + x % 50, 170 + (x + y) % 30], axis=2)
    path = tmp_path / "half.png"
    Image.fromarray(pixels).save(path, compress_level=1)
    manifest = dataclasses.replace(engine.bundle.manifest, blank="skip")
    skipping = Engine(dataclasses.replace(engine.bundle, manifest=manifest), engine.encoder)
    prediction, reports = run(path, skipping)
    left = [index for index in range(256) if index % 16 < 8]
    assert prediction.trace.index.tolist() == left
    assert [layer.shape[0] for layer in prediction.trace.hidden] == [128, 128, 128]
    with torch.inference_mode():
        logit = float(engine.bundle.head(torch.from_numpy(prediction.features[left].copy())[None])[0, -1])
    assert prediction.logit == pytest.approx(logit, abs=1e-5)
    drawn = map_values(prediction.trace, prediction.grid, MapChoice())
    assert np.isfinite(drawn[:, :8]).all()
    assert np.isnan(drawn[:, 8:]).all()
    assert reports[-1].done == 256


def test_glass_alone_is_read_after_all_where_it_would_be_skipped(tmp_path, engine):
    """A region of glass is analysed whole, because a head needs a tile; the verdict refuses it anyway."""
    path = tmp_path / "glass.png"
    Image.fromarray(np.full((3500, 3500, 3), 245, np.uint8)).save(path, compress_level=1)
    manifest = dataclasses.replace(engine.bundle.manifest, blank="skip")
    prediction, _ = run(path, Engine(dataclasses.replace(engine.bundle, manifest=manifest), engine.encoder))
    assert prediction.trace.steps == 256
    assert prediction.verdict.level == "do not use"


@pytest.fixture(scope="module")
def disc(tmp_path_factory):
    """Return an image of a round stained spot on glass."""
    y, x = np.mgrid[0:3500, 0:3500]
    pixels = np.full((3500, 3500, 3), 245, np.uint8)
    inside = (x - 1750) ** 2 + (y - 1750) ** 2 < 1300**2
    pixels[inside] = np.stack([200 - x // 50, 80 + y // 50, 170 + 0 * x], axis=2)[inside]
    path = tmp_path_factory.mktemp("disc") / "disc.png"
    Image.fromarray(pixels).save(path, compress_level=1)
    return path


@pytest.fixture(scope="module")
def of_orders(disc, engine):
    """The prediction of `disc` by the mean over four random orders of the tiles with tissue."""
    return run(disc, hardened(engine))[0]


def hardened(engine, **changes):
    manifest = dataclasses.replace(engine.bundle.manifest, blank="skip", random_orders=4, **changes)
    return Engine(dataclasses.replace(engine.bundle, manifest=manifest), engine.encoder)


def test_with_random_orders_the_logit_is_the_mean_over_them_of_the_tiles_with_tissue(of_orders, engine):
    prediction = of_orders
    kept = np.flatnonzero(prediction.tissue_fraction >= 0.02)
    assert 100 < len(kept) < 256
    logits = []
    for number in range(4):
        order = [tile for tile in random_order(256, number) if tile in set(kept.tolist())]
        with torch.inference_mode():
            string = torch.from_numpy(prediction.features[order])[None]
            logits.append(float(engine.bundle.head(string)[0, -1]))
    assert np.ptp(logits) > 1e-4  # otherwise the order would not matter, and one order would pass the test
    assert prediction.logit == pytest.approx(np.mean(logits), abs=1e-5)
    assert prediction.orders.probabilities == pytest.approx(1 / (1 + np.exp(-np.array(logits))), abs=1e-5)
    # The trace that is drawn is that of the run in raster order.
    assert np.array_equal(prediction.trace.index, kept)


@pytest.mark.parametrize("kind", ORDER_KINDS)
def test_with_a_mean_readout_the_curve_ends_at_the_answer_of_its_order(disc, engine, kind):
    """The curve is that of the raster order; the answer is the mean over the orders of the manifest's kind."""
    shape = dataclasses.replace(engine.bundle.head.shape, readout="mean", warm_up=0.5)
    head = make_head(shape).eval()
    head.load_state_dict(engine.bundle.head.state_dict())
    engine = Engine(dataclasses.replace(engine.bundle, head=head), engine.encoder)
    prediction, _ = run(disc, hardened(engine, head=shape, order_kind=kind))
    plain = make_head(dataclasses.replace(shape, readout="last", warm_up=0.0)).eval()
    plain.load_state_dict(head.state_dict())

    def each(order):
        with torch.inference_mode():
            return plain(torch.from_numpy(prediction.features[order])[None])[0].tolist()

    kept = np.flatnonzero(prediction.tissue_fraction >= 0.02)
    raster = each(kept)
    curve = [1 / (1 + np.exp(-answer(raster[:n], 0.5))) for n in range(1, len(kept) + 1)]
    assert prediction.trace.running.tolist() == pytest.approx(curve, abs=1e-6)
    logits = [answer(each(order), 0.5) for order in prediction_orders(kind, 4, 256, kept)]
    assert prediction.logit == pytest.approx(np.mean(logits), abs=1e-6)
    assert prediction.orders.probabilities == pytest.approx(1 / (1 + np.exp(-np.array(logits))), abs=1e-6)
    assert np.ptp(logits) > 1e-5
    assert prediction.orders.text.startswith(f"4 {kind} orders: ")


@pytest.mark.parametrize("readout", ["last", "mean"])
def test_the_mean_of_the_curves_of_all_orders_ends_at_the_probability(disc, engine, readout):
    """Each order's own curve is that of the same tiles in that order; the mean is that of the log odds."""
    shape = dataclasses.replace(engine.bundle.head.shape, readout=readout, warm_up=0.5 if readout == "mean" else 0.0)
    head = make_head(shape).eval()
    head.load_state_dict(engine.bundle.head.state_dict())
    engine = Engine(dataclasses.replace(engine.bundle, head=head), engine.encoder)
    prediction, _ = run(disc, hardened(engine, head=shape, calibration={"slope": 9.0, "intercept": 1.0}))
    kept = np.flatnonzero(prediction.tissue_fraction >= 0.02)
    found = running_answers(prediction)
    assert found.orders.shape == (4, len(kept))
    assert found.mean[-1] == np.float32(prediction.survival_probability)
    assert found.orders[:, -1] == pytest.approx(prediction.orders.probabilities, abs=1e-7)
    third = among(random_order(256, 2), kept)
    with torch.inference_mode():
        logits = head.advance(engine.bundle.standardised(torch.from_numpy(prediction.features[third]))).logits.numpy()
    assert found.orders[2] == pytest.approx(1 / (1 + np.exp(-(9 * logits + 1))), abs=1e-5)
    assert found.drawn is prediction.trace.running


def test_the_orders_that_give_the_other_group_are_counted(disc, of_orders, engine):
    ordered = sorted(of_orders.orders.probabilities)
    between = (ordered[0] + ordered[1]) / 2
    found, _ = run(disc, hardened(engine, threshold=between))
    assert found.orders.flipped == (1 if found.risk_group == "low risk" else 3)
    without, _ = run(disc, hardened(engine, threshold=None))
    assert without.orders.flipped is None
    assert "the other risk group" not in without.orders.text


def test_a_bundle_without_random_orders_has_no_instability(plain):
    assert plain[0].orders is None
