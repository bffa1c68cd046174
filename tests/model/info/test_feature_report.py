"""Feature files described: what they state, and what must be stated with options."""

import json
import runpy
from pathlib import Path

import pytest

from model.base.errors import FeatureFileError
from model.base.files import file_sha256
from model.base.progress import result_of
from model.info.file_report import report_steps
from model.info.line import block, json_line

made = runpy.run_path(str(Path(__file__).parents[1] / "feature_files" / "files.py"))
KEYS = (
    "path", "layout", "tiles", "features", "dtype", "unit", "encoder", "encoder_sha256", "tile_px", "tile_mpp",
    "slide_mpp", "missing", "remedy", "notes", "bytes", "sha256", "kind",
)  # fmt: skip


def test_a_complete_file(tmp_path):
    path = made["stamp"](tmp_path / "a.h5")
    report = result_of(report_steps(path, True))
    assert tuple(report.values) == KEYS
    assert (report.layout, report.tiles, report.features, report.dtype, report.unit) == ("STAMP", 5, 7, "float16", "um")
    assert (report.encoder, report.tile_px, report.missing) == ("mahmood-uni", 224, None)
    assert report.sha256 == file_sha256(path)
    text = block(report)
    assert "feature file in the layout of STAMP" in text
    assert "224 px at 1.143 um/px" in text
    assert json.loads(json_line(report))["kind"] == "features"


def test_what_is_missing_is_named_with_the_options(tmp_path):
    report = result_of(report_steps(made["trident"](tmp_path / "a.hdf5")))
    assert (report.layout, report.tiles, report.encoder, report.tile_px) == (None, 5, "uni_v1", None)
    text = block(report)
    assert "the file names only a magnification, 20x" in text
    assert "--mpp UM" in text


def test_a_file_that_holds_no_tiles_is_an_error(tmp_path):
    path = tmp_path / "a.h5"
    path.write_text("not HDF5")
    with pytest.raises(FeatureFileError, match="not an HDF5 file"):
        result_of(report_steps(path))
