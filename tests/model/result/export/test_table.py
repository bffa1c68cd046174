"""The contract of every export, and all exports together."""

import csv
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from model.base.errors import ExportError
from model.result.export import export_table as table
from model.result.export.base import Exported
from model.result.export.export_table import EXPORTS, SUFFIXES, Export, write_all, write_export


@pytest.mark.parametrize("export", EXPORTS, ids=lambda export: export.key)
@pytest.mark.parametrize("fit", ["overlap", "pad", "resize"])
def test_every_export_writes_one_whole_file(export: Export, fit, tmp_path: Path, make_slide, make_prediction) -> None:
    slide = make_slide(tmp_path / "spot.png", np.full((300, 400, 3), 200, np.uint8), mpp=None)
    few = make_prediction(slide, fit=fit, steps=np.array([5, 3, 255]))
    out = tmp_path / "out" / ("näme 中" + export.suffix)
    export.write(Exported(few, slide), out)
    assert list(out.parent.iterdir()) == [out]
    assert out.stat().st_size > 0


def test_suffixes_are_the_promised_ones() -> None:
    assert SUFFIXES == (".json", ".tiles.csv", ".heatmap.png", ".case.pdf", ".geojson", ".npz")


def test_write_all(tmp_path: Path, exported: Exported) -> None:
    paths = write_all(exported.prediction, exported.slide, tmp_path / "out", "spot")
    assert [path.name for path in paths] == [f"spot{suffix}" for suffix in SUFFIXES]
    assert json.loads(paths[0].read_text(encoding="utf-8"))["record"] == "histocast-prediction"


def test_arrays_hold_the_log_odds_in_each_order(exported: Exported) -> None:
    logits = np.array([[-1.0, 0.5], [1.0, 1.5]], np.float32)
    found = table.arrays_npz.arrays(replace(exported.prediction, order_logits=logits))
    np.testing.assert_array_equal(found["order_logits"], logits)
    assert "order_logits" not in table.arrays_npz.arrays(exported.prediction)


def test_the_image_itself_is_never_overwritten(tmp_path: Path, make_slide, make_prediction) -> None:
    slide = make_slide(tmp_path / "spot.heatmap.png")
    before = slide.path.read_bytes()
    with pytest.raises(ExportError, match="image itself"):
        write_export(EXPORTS[2], make_prediction(slide), slide, slide.path)
    assert slide.path.read_bytes() == before


def test_a_refusing_file_system_is_an_export_error(tmp_path: Path, exported: Exported) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ExportError) as caught:
        write_all(exported.prediction, exported.slide, tmp_path / "file", "spot")
    assert caught.value.remedy


def test_a_failing_export_leaves_the_old_file(tmp_path: Path, exported: Exported) -> None:
    path = tmp_path / "spot.json"
    path.write_text("old")
    broken = replace(exported.prediction, seconds=float("nan"))  # NaN is not JSON
    with pytest.raises(ValueError, match="not JSON compliant"):
        table.json_file.write(Exported(broken, exported.slide), path)
    assert path.read_text() == "old"
    assert {p.name for p in tmp_path.iterdir()} == {"spot.json", exported.slide.path.name}


def test_arrays_open_without_pickle(tmp_path: Path, exported: Exported) -> None:
    prediction = exported.prediction
    table.arrays_npz.write(exported, tmp_path / "spot.npz")
    with np.load(tmp_path / "spot.npz", allow_pickle=False) as arrays:
        np.testing.assert_array_equal(arrays["features"], prediction.features)
        assert arrays["features"].dtype == np.float32
        for layer, units in enumerate((264, 128, 64)):
            assert arrays[f"hidden_{layer + 1}"].shape == (256, units)
            np.testing.assert_array_equal(arrays[f"cell_{layer + 1}"], prediction.trace.cell[layer])
        np.testing.assert_array_equal(arrays["running_probability"], prediction.trace.running)
        np.testing.assert_array_equal(arrays["tile_offsets_l0"], prediction.tile_boxes[:, :2])
        np.testing.assert_array_equal(arrays["tissue_fraction"], prediction.tissue_fraction)
        assert json.loads(str(arrays["record_json"]))["bundle"]["sha256"] == prediction.bundle.sha256


def test_tiles_csv_names_itself_in_every_row(tmp_path: Path, exported: Exported) -> None:
    prediction = exported.prediction
    table.tiles_csv.write(exported, tmp_path / "spot.tiles.csv")
    with (tmp_path / "spot.tiles.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 256
    assert (rows[17]["row"], rows[17]["col"], rows[17]["x_l0"], rows[17]["step"]) == ("1", "1", "218", "18")
    assert np.float32(rows[9]["running_probability"]) == prediction.trace.running[9]
    norm = np.linalg.norm(prediction.trace.hidden[2][9])
    assert float(rows[9]["hidden_norm_3"]) == pytest.approx(norm, rel=1e-6)
    assert {row["bundle_sha256"] for row in rows} == {prediction.bundle.sha256}
    assert {row["demo"] for row in rows} == {"true"}
    assert all("Research use only" in row["notice"] for row in rows)


def test_tiles_that_were_not_read_have_empty_cells(tmp_path: Path, make_slide, make_prediction) -> None:
    slide = make_slide(tmp_path / "spot.png")
    some = make_prediction(slide, steps=np.array([7, 2]))
    table.tiles_csv.write(Exported(some, slide), tmp_path / "x.csv")
    with (tmp_path / "x.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert (rows[7]["step"], rows[2]["step"], rows[3]["step"]) == ("1", "2", "")
    assert rows[3]["hidden_norm_1"] == rows[3]["running_probability"] == ""


def test_heatmap_page_opens_and_says_what_it_must(tmp_path: Path, exported: Exported) -> None:
    table.heatmap_png.write(exported, tmp_path / "x.png")
    with Image.open(tmp_path / "x.png") as page:
        assert page.mode == "RGB"
        assert "Research use only" in page.info["Comment"]
        assert "DEMO" in page.info["Comment"]
