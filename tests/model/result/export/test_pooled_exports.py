"""A model without hidden state exports its values by tile and a heatmap of them."""

import csv
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from model.result.export.base import Exported
from model.result.export.export_table import SUFFIXES, write_all
from model.result.export.heat_map import heat_map
from model.result.export.heatmap_png import draw
from model.result.maps import MapChoice
from model.result.prediction import Trace


@pytest.fixture
def pooled(tmp_path: Path, make_slide, make_prediction) -> Exported:
    """Return a prediction with a contribution of every tile except the first two rows, which are glass."""
    slide = make_slide(tmp_path / "spot.png", np.full((3500, 3500, 3), 200, np.uint8))
    prediction = make_prediction(slide)
    terms = np.linspace(-0.02, 0.03, 256, dtype=np.float32)
    terms[:32] = np.nan
    tiles = {"contribution": terms, "removal": 2 * terms}
    trace = Trace(prediction.trace.index, (), (), prediction.trace.running, tiles)
    return Exported(replace(prediction, trace=trace), slide)


def test_all_files_are_written_and_hold_its_values(tmp_path: Path, pooled: Exported) -> None:
    paths = write_all(pooled.prediction, pooled.slide, tmp_path / "out", "spot")
    with paths[1].open(newline="", encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    assert rows[0]["contribution_log_odds"] == ""
    expected = pooled.prediction.trace.tiles["contribution"][40]
    assert np.float32(rows[40]["contribution_log_odds"]) == expected
    assert np.float32(rows[40]["removal_log_odds"]) == 2 * expected
    assert not any(name.startswith("hidden") or name == "attention" for name in rows[0])
    with np.load(paths[SUFFIXES.index(".npz")], allow_pickle=False) as arrays:
        np.testing.assert_array_equal(arrays["tile_contribution"], pooled.prediction.trace.tiles["contribution"])
        assert not any(name.startswith(("hidden", "cell")) for name in arrays)


def test_the_heatmap_page_is_of_a_map_that_there_is(pooled: Exported) -> None:
    heat = heat_map(pooled, MapChoice("norm"), side_px=700)
    assert heat.legend.title == "Contribution"
    assert heat.low == -heat.high
    bare, painted = heat.picture[20, 300], heat.picture[600, 300]
    assert (bare == 200).all()
    assert (painted != 200).any()
    assert draw(pooled.prediction, heat).size[0] > 700
