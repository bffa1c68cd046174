"""The case report prints the map that was looked at, in its colours and with its range; by the real task."""

import runpy
from pathlib import Path

import numpy as np
import pytest

from app.viewer.network_tasks import Tasks
from model.base.colours import colour_table
from model.base.progress import result_of
from model.result.export import export_table
from model.result.maps import MapChoice, MapLook, map_values, value_range

MADE = runpy.run_path(str(Path(__file__).parents[2] / "predictions.py"))


@pytest.fixture
def printed(tmp_path, monkeypatch):
    """Export by the real task, and return the map that the case report gets."""
    slide = MADE["make_slide"](tmp_path / "spot.png", np.full((350, 350, 3), 200, np.uint8))
    prediction, got = MADE["make_prediction"](slide), []

    def write(export, prediction, slide, path, extra, importance, signed, operator):
        got.append(importance)

    monkeypatch.setattr(export_table, "write_export", write)

    def export(choice, look):
        got.clear()
        result_of(Tasks().export(prediction, slide, tmp_path / "out", (), choice, look=look))
        return prediction, got[0]

    return export


def test_the_report_has_the_colours_and_the_range_of_the_window(printed):
    choice = MapChoice("norm", 1)
    prediction, plain = printed(choice, MapLook())
    values = map_values(prediction.trace, prediction.grid, choice)
    assert (plain.table == colour_table("viridis")).all()
    assert (plain.low, plain.high) == value_range(values, prediction.trace, choice, fixed=False)
    _, chosen = printed(choice, MapLook("cividis", fixed=True))
    assert "layer 2" in chosen.legend.title
    assert (chosen.table == colour_table("cividis")).all()
    assert (chosen.low, chosen.high) == value_range(values, prediction.trace, choice, fixed=True)
    assert (chosen.low, chosen.high) != (plain.low, plain.high)
    assert chosen.legend.ends == ("ends: fixed, the same", "for all spots")


def test_without_the_map_that_was_looked_at_the_report_has_its_usual_one(printed):
    assert printed(MapChoice("ig"), MapLook())[1] is None
