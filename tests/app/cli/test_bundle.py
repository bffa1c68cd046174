"""`histocast bundle` on bundles that are headers only: the manifest is all it reads."""

import json
import re
import runpy
from pathlib import Path

import pytest

from app.__main__ import main
from model.base.places import data_folder
from model.bundle.manifest import METADATA_KEY, to_json

MANIFEST = runpy.run_path(str(Path(__file__).parents[2] / "manifests.py"))["make_manifest"](
    version="3",
    endpoint="alive at 5 years",
    label_meaning="1: alive",
    backbone_sha256="cd" * 32,
    feature_layer="fc7",
    threshold_origin="median",
    metrics={"test_auc": {"value": 0.7123, "low": 0.5, "high": 0.9, "positives": 12, "negatives": 9}},
    limits="all",
)


@pytest.fixture
def installed() -> Path:
    """The bundle `tiny` in the user's data folder."""
    path = data_folder() / "bundles" / "tiny.safetensors"
    path.parent.mkdir(parents=True)
    header = json.dumps({"__metadata__": {METADATA_KEY: to_json(MANIFEST)}}).encode()
    path.write_bytes(len(header).to_bytes(8, "little") + header)
    return path


def test_list(installed: Path, capsys) -> None:
    assert main(["bundle", "list"]) == 0
    printed = capsys.readouterr().out
    assert "tiny  version 3" in printed
    assert "DEMO" in printed
    assert str(installed) in printed


def test_a_damaged_bundle_is_told_and_the_rest_listed(installed: Path, capsys) -> None:
    (installed.parent / "broken.safetensors").write_bytes(b"no")
    assert main(["bundle", "list"]) == 1
    out, err = capsys.readouterr()
    assert "tiny  version 3" in out
    assert "broken.safetensors" in err


def test_show_is_the_model_card(installed: Path, capsys) -> None:
    assert main(["bundle", "show", "tiny"]) == 0
    printed = capsys.readouterr().out
    assert "DEMO MODEL" in printed
    assert "0.71 (95 % interval 0.50 to 0.90; 12 alive, 9 not)" in printed
    assert "uncalibrated" in printed
    assert re.search("Faithfulness +not measured", printed)
    assert "Research use only" in printed


def test_show_as_json_is_the_whole_manifest(installed: Path, capsys) -> None:
    assert main(["bundle", "show", str(installed), "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown["backbone_sha256"] == "cd" * 32
    assert shown["path"] == str(installed)


def test_show_an_unknown_one(capsys) -> None:
    assert main(["bundle", "show", "nobody"]) == 1
    assert "nobody" in capsys.readouterr().err
