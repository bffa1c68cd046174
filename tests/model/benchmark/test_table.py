"""The benchmark counts operations as by hand, compares with the right contender, and runs in a new process."""

import os
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from model.backbone.devices import multiplies_bfloat16
from model.backbone.store import SEEDED, installed_backbones
from model.base.places import cache_folder
from model.base.progress import Progress, result_of
from model.benchmark.contender_table import benchmark_tiles
from model.benchmark.contenders import PLAIN, contenders
from model.benchmark.operations import flop_a_tile
from model.benchmark.separate_process import cold_cache, isolated
from model.region.grid import GridSpec, grid_of_encoder


def test_vgg16_has_31_billion_operations_a_tile():
    """Published are 15.47 billion multiplications and additions to fc8; to fc7 there are 4.1 million fewer."""
    assert flop_a_tile(installed_backbones()[SEEDED]) == pytest.approx(2 * (15.470e9 - 4.1e6), rel=0.001)


def test_the_plain_loop_comes_first_and_every_device_after_it():
    found = contenders()
    assert [c.name for c in found[:2]] == ["plain loop, batch 1", PLAIN]
    ours = {(c.engine, c.precision) for c in found[2:]}
    assert {("torch", "exact"), ("OpenVINO", "exact"), ("OpenVINO", "fast")} <= ours
    assert all(c.plain_batch is None for c in found[2:])


def test_one_device_alone_beside_the_plain_loop():
    assert {c.device for c in contenders("cpu") if c.plain_batch is None} == {"cpu"}


def test_an_encoder_from_a_file_has_the_devices_of_openvino_and_no_plain_loop():
    found = contenders(engine="OpenVINO")
    assert {(c.engine, c.plain_batch) for c in found} == {("OpenVINO", None)}
    offered = {"exact", "fast", "fastest"} if multiplies_bfloat16() else {"exact", "fast"}
    assert {c.precision for c in found if c.device == "cpu"} == offered


def test_tiles_show_tissue_and_are_repeated_where_there_are_too_few():
    tiles = benchmark_tiles(GridSpec(), 0.286, 700)
    assert tiles.shape == (700, 224, 224, 3)
    assert len(np.unique(tiles[:60].reshape(60, -1), axis=0)) == 60
    assert any((tiles[600] == tile).all() for tile in tiles[:600])


def test_tiles_have_the_pixel_size_of_the_encoder():
    """The middle tile of the first spot is a piece of the whole spot, made smaller: 3500 px of 0.286 um to 500 px."""
    tile = benchmark_tiles(grid_of_encoder(224, 2.0), 2.0, 9)[4].astype(int)
    sample = sorted(Path(str(files("resources") / "spots")).glob("*.jpg"))[0]
    with Image.open(sample) as spot:
        smaller = np.asarray(spot.convert("RGB").resize((500, 500), Image.Resampling.BOX), int)
    middle = smaller[138:362, 138:362]
    assert np.corrcoef(tile.ravel(), middle.ravel())[0, 1] > 0.95


def test_work_apart_has_a_process_of_its_own_and_a_cold_cache():
    before = cache_folder()
    with cold_cache():
        inside = cache_folder()
        assert result_of(isolated(Progress("x"), os.getpid)) != os.getpid()
        assert result_of(isolated(Progress("x"), cache_folder)) == inside != before
    assert cache_folder() == before
    assert not inside.exists()


def test_what_the_other_process_prints_is_not_among_the_results(capfd):
    assert result_of(isolated(Progress("x"), os.write, 1, b"noise")) == 5
    assert "noise" not in capfd.readouterr().out


def test_an_error_apart_is_raised_here():
    with pytest.raises(FileNotFoundError):
        result_of(isolated(Progress("x"), os.stat, "/no such file"))
