"""Occlusion equals one full run of the pipeline's steps per tile, for every head and both treatments of glass."""

import numpy as np
import pytest
import torch

from model.base.errors import ExplainError
from model.base.progress import Progress, result_of
from model.bundle.choices import BLANKS
from model.bundle.head_shape import PooledShape
from model.explain.occlusion import LOOK_STEPS, occlude_blocks, occlude_regions, occlude_tiles, occlusion
from model.explain.spot import prepare_spot
from model.explain.walk import Walk
from model.region.orders import prediction_orders
from model.region.tissue import tiles_used

RECURRENT = [(kind, blank, {"random_orders": n}) for kind in ("lstm", "elman") for blank in BLANKS for n in (0, 3)]
MEAN = [
    (kind, blank, {"random_orders": count, "warm_up": warm_up, "order_kind": order_kind})
    for kind, count, order_kind, warm_up in (
        ("lstm", 0, "random", 0.9),
        ("lstm", 4, "balanced", 0.5),
        ("lstm", 3, "random", 0.0),
        ("elman", 0, "random", 0.5),
    )
    for blank in BLANKS
]
PLAIN = [*RECURRENT, *MEAN, ("attention", "read", {}), ("attention", "skip", {})]


def plain_logit(bundle, features, tissue):
    """Return the logit of the pipeline's own steps: the used tiles in raster order or in the random orders."""
    tiles = tiles_used(tissue, bundle.manifest.blank == "skip")
    count, kind = bundle.manifest.random_orders, bundle.manifest.order_kind
    orders = prediction_orders(kind, count, len(features), tiles) if count else [tiles]
    logits = []
    for order in orders:
        x = bundle.standardised(torch.from_numpy(features[order]))
        logits.append(float(bundle.head.advance(x, None, torch.from_numpy(tissue[order])).logits[-1]))
    return bundle.calibrated(float(np.mean(logits)))


def as_glass(features, tissue, glass, tiles):
    features, tissue = features.copy(), tissue.copy()
    features[tiles], tissue[tiles] = glass, 0
    return features, tissue


@pytest.mark.parametrize(("kind", "blank", "more"), PLAIN)
def test_it_is_the_corridors_logit_less_that_of_the_window_with_glass_there(make_spot, kind, blank, more):
    spot, features, tissue, glass = make_spot(kind, blank, **more)
    bundle = spot.bundle
    found = result_of(occlusion(spot))
    whole = plain_logit(bundle, features, tissue)
    assert found.logit == pytest.approx(whole, abs=1e-5)
    expected = np.full(len(tissue), np.nan)
    for tile in tiles_used(tissue, blank == "skip"):
        expected[tile] = whole - plain_logit(bundle, *as_glass(features, tissue, glass, tile))
    np.testing.assert_allclose(found.change, expected, atol=1e-5)
    assert np.nanmax(np.abs(expected)) > 1e-3
    inner = np.log(1 / (1 / (1 + np.exp(-whole)) - found.change_p) - 1)
    np.testing.assert_allclose(-inner, whole - expected, atol=1e-4)


@pytest.mark.parametrize("pooling", ["mean", "max+mean+SD"])
def test_of_a_pooled_head_a_tile_of_glass_is_not_pooled(make_spot, pooling):
    spot, features, tissue, glass = make_spot("pooled", pooled=PooledShape(pooling, "logistic regression"))
    found = result_of(occlusion(spot))
    whole = plain_logit(spot.bundle, features, tissue)
    pooled = np.flatnonzero(tissue >= 0.1)
    for tile in pooled[:4]:
        without = plain_logit(spot.bundle, *as_glass(features, tissue, glass, tile))
        assert found.change[tile] == pytest.approx(whole - without, abs=1e-5)
    assert np.isnan(np.delete(found.change, pooled)).all()


@pytest.mark.parametrize(("kind", "blank", "more"), PLAIN)
def test_a_region_and_blocks_are_whole_windows_with_glass_there(make_spot, kind, blank, more):
    spot, features, tissue, glass = make_spot(kind, blank, **more)
    block = np.array([6, 7, 8, 11, 12, 13, 16, 17, 18])
    whole = plain_logit(spot.bundle, features, tissue)
    without = plain_logit(spot.bundle, *as_glass(features, tissue, glass, block))
    found = result_of(occlude_tiles(spot, block))
    assert found.logit == pytest.approx(without, abs=1e-5)
    assert found.probability == pytest.approx(1 / (1 + np.exp(-without)), abs=1e-5)
    assert found.change == pytest.approx(whole - without, abs=1e-5)
    assert result_of(occlude_blocks(spot)).change[12] == pytest.approx(whole - without, abs=1e-5)


@pytest.mark.parametrize(
    ("kind", "blank", "more"),
    [*PLAIN, ("pooled", "read", {"pooled": PooledShape("mean", "logistic regression")})],
)
def test_a_region_of_similar_tiles_is_a_whole_run_with_glass_there(make_spot, kind, blank, more):
    spot, features, tissue, glass = make_spot(kind, blank, **more)
    found = result_of(occlude_regions(spot))
    whole = plain_logit(spot.bundle, features, tissue)
    assert found.occlusion.logit == pytest.approx(whole, abs=1e-5)
    assert np.array_equal(np.isfinite(found.region), tissue >= 0.1), "glass belongs to no region"
    for number, typical in enumerate(found.typical, 1):
        tiles = np.flatnonzero(found.region == number)
        assert typical in tiles
        without = plain_logit(spot.bundle, *as_glass(features, tissue, glass, tiles))
        np.testing.assert_allclose(found.occlusion.change[tiles], whole - without, atol=1e-5)
        p = [1 / (1 + np.exp(-logit)) for logit in (whole, without)]
        np.testing.assert_allclose(found.occlusion.change_p[tiles], p[0] - p[1], atol=1e-5)


@pytest.mark.parametrize(("kind", "blank", "more"), PLAIN)
def test_without_any_tile_a_window_of_glass_is_left(make_spot, kind, blank, more):
    spot, features, tissue, glass = make_spot(kind, blank, **more)
    every = np.arange(len(tissue))
    expected = plain_logit(spot.bundle, *as_glass(features, tissue, glass, every))
    assert result_of(occlude_tiles(spot, every)).logit == pytest.approx(expected, abs=1e-5)


def test_where_nothing_but_glass_is_read_no_tile_can_fall_out(make_spot):
    tissue = np.zeros(25, np.float32)
    spot, features, tissue, glass = make_spot("lstm", "skip", tissue=tissue)
    found = result_of(occlusion(spot))
    assert not found.drops
    without = plain_logit(spot.bundle, *as_glass(features, tissue, glass, 3))
    assert found.change[3] == pytest.approx(found.logit - without, abs=1e-5)


def test_tiles_without_features_are_refused_in_text(make_spot):
    spot, features, tissue, glass = make_spot()
    features[7] = np.nan
    with pytest.raises(ExplainError, match="no features yet"):
        prepare_spot(spot.bundle, features, tissue, glass)


def test_it_tells_how_much_there_is_to_do_and_can_be_given_up(make_spot):
    spot, *_ = make_spot(random_orders=3)
    task = occlusion(spot)
    assert next(task) == Progress("occluding tiles", 0, 75)
    threads = torch.get_num_threads()
    task.close()
    assert torch.get_num_threads() == threads
    assert torch.is_grad_enabled()
    assert not torch.is_inference_mode_enabled()


@pytest.mark.parametrize("blank", BLANKS)
def test_a_sequence_that_has_forgotten_the_removed_tile_is_computed_no_longer(make_spot, monkeypatch, blank):
    """With closed forget gates, nothing of a tile is left after one step; only the newest sequences are computed."""
    spot, features, tissue, glass = make_spot("lstm", blank, random_orders=2)
    with torch.no_grad():
        for layer in spot.bundle.head.layers:
            units = layer.hidden_size
            layer.bias_hh_l0[units : 2 * units] = -200.0
            layer.weight_hh_l0.zero_()
    rows, step = [], Walk.step
    monkeypatch.setattr(Walk, "step", lambda self, sums, states: rows.append(len(sums)) or step(self, sums, states))
    found = result_of(occlusion(spot))
    assert max(rows) <= 2 * (1 + LOOK_STEPS + 2)
    assert len(spot.tiles) > 2 * LOOK_STEPS, "long enough for rows to leave"
    whole = plain_logit(spot.bundle, features, tissue)
    tile = spot.tiles[0]
    expected = whole - plain_logit(spot.bundle, *as_glass(features, tissue, glass, tile))
    assert found.change[tile] == pytest.approx(expected, abs=1e-5)
