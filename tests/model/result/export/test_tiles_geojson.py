"""The GeoJSON file has the form that QuPath reads."""

import json
from pathlib import Path
from uuid import UUID

import numpy as np

from model.result.export import tiles_geojson
from model.result.export.base import Exported


def test_tiles_are_closed_rings_of_level_0_px_with_ids_of_their_own(tmp_path: Path, exported: Exported) -> None:
    tiles_geojson.write(exported, tmp_path / "x.geojson")
    data = json.loads((tmp_path / "x.geojson").read_text())
    prediction = exported.prediction
    assert data["type"] == "FeatureCollection"
    assert len({UUID(feature["id"]) for feature in data["features"]}) == 256
    for feature, (x, y, width, height) in zip(data["features"], prediction.tile_boxes, strict=True):
        ring = feature["geometry"]["coordinates"][0]
        assert ring == [[x, y], [x + width, y], [x + width, y + height], [x, y + height], [x, y]]
        assert feature["properties"]["objectType"] == "tile"
        assert "classification" not in feature["properties"]
    assert "Research use only" in data["histocast"]["notice"]


def test_measurements_are_the_trace_s_and_say_what_they_are(tmp_path: Path, exported: Exported) -> None:
    tiles_geojson.write(exported, tmp_path / "x.geojson")
    features = json.loads((tmp_path / "x.geojson").read_text())["features"]
    measured = features[9]["properties"]["measurements"]
    name = "Survival probability so far (DEMO MODEL, uncalibrated, research use only)"
    trace = exported.prediction.trace
    assert np.float32(measured[name]) == trace.running[9]
    assert np.isclose(measured["Hidden state norm, layer 3"], np.linalg.norm(trace.hidden[2][9]))
    assert measured["Reading step"] == 10


def test_what_was_not_read_has_no_numbers_and_ids_stay(tmp_path: Path, make_slide, make_prediction) -> None:
    slide = make_slide(tmp_path / "spot.png")
    some = Exported(make_prediction(slide, steps=np.array([7, 2])), slide)
    tiles_geojson.write(some, tmp_path / "x.geojson")
    tiles_geojson.write(some, tmp_path / "y.geojson")
    assert (tmp_path / "x.geojson").read_bytes() == (tmp_path / "y.geojson").read_bytes()
    features = json.loads((tmp_path / "x.geojson").read_text())["features"]
    assert set(features[3]["properties"]["measurements"]) == {"Tissue fraction"}
