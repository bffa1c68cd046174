"""A model whose weights, card or answers are no finite numbers: every command refuses it, and nothing is written."""

import argparse
import runpy
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from app.cli import predict
from app.cli.bundle import bundle
from app.cli.explain import explain
from app.cli.pipeline import ModelPipeline
from app.cli.study import predict as study_predict
from app.cli.study import study
from app.cli.tma import analyse as tma_analyse
from app.cli.tma import tma
from model.base.files import file_sha256
from model.base.progress import Progress
from model.bundle.bundle import load_bundle
from model.bundle.installed import find_bundle
from model.predict.engine import Engine
from model.study.store import create_study, open_study

TESTS = Path(__file__).parents[2]
BAD = runpy.run_path(str(TESTS / "bad_bundles.py"))
ENCODER = runpy.run_path(str(TESTS / "model" / "conftest.py"))["ColourEncoder"]
MANIFEST = runpy.run_path(str(TESTS / "manifests.py"))["make_manifest"](head=BAD["ATTENTION"], backbone_name="fake")
GOOD, SOME_FAILED, NOTHING_STARTED = 0, 1, 3

FAULTS = {
    "weights": ({"spoil": BAD["nan_weight"]}, "head.output.weight are not finite"),
    "card": ({"card": BAD["nan_calibration"]}, "calibration.slope is nan"),
    "answer": ({"spoil": BAD["overflowing"]}, "gives no usable result: the logit is"),
}


class TinyPipeline(ModelPipeline):
    """The real one with mean colours in place of VGG-16."""

    def load(self, path, device, precision):
        yield Progress("loading")
        return Engine(load_bundle(path), ENCODER())


@pytest.fixture(params=FAULTS)
def fault(request, tmp_path):
    """A bundle file and what must be said of it."""
    how, words = FAULTS[request.param]
    # With a layer, so that there is something to take off.
    manifest = replace(MANIFEST, calibration={"slope": 1.5, "intercept": 0.1, "words": "Platt"})
    return BAD["write_bundle"](tmp_path / "bad.safetensors", manifest, **how), words


@pytest.fixture
def images(tmp_path):
    folder = tmp_path / "images"
    folder.mkdir()
    for number in range(2):
        pixels = np.random.default_rng(number).integers(90, 220, (300, 300, 3), dtype=np.uint8)
        Image.fromarray(pixels).save(folder / f"{number}.png")
    return folder


def ask(module, *words):
    parser = argparse.ArgumentParser()
    module.add_parser(parser.add_subparsers())
    return parser.parse_args([module.NAME, *map(str, words)])


def refused(code, capsys, words):
    told = capsys.readouterr()
    assert code in (SOME_FAILED, NOTHING_STARTED)
    assert words in told.err
    for claim in ("probability", "high risk", "low risk", "nan", "input ok"):
        assert claim not in told.out
    return told


def test_the_corridor_of_these_tests_predicts_with_a_good_bundle(images, tmp_path, capsys):
    path = BAD["write_bundle"](tmp_path / "good.safetensors", MANIFEST)
    args = ask(predict, images, "--mpp", 0.286, "--bundle", path, "--out", tmp_path / "out")
    assert predict.run(args, TinyPipeline()) == GOOD
    assert len(list((tmp_path / "out").glob("*.json"))) == 2
    assert "survival probability" in capsys.readouterr().out


@pytest.mark.parametrize("what", ["one image", "the folder", "files", "json"])
def test_predict(what, fault, images, tmp_path, capsys):
    path, words = fault
    out = tmp_path / "out"
    more = {"one image": [images / "0.png"], "files": [images, "--out", out], "json": [images, "--json"]}
    args = ask(predict, *more.get(what, [images]), "--mpp", 0.286, "--bundle", path)
    refused(predict.run(args, TinyPipeline()), capsys, words)
    assert not out.exists() or list(out.iterdir()) == []


def test_explain(fault, images, tmp_path, capsys):
    path, words = fault
    out = tmp_path / "out"
    args = ask(explain, images / "0.png", "--mpp", 0.286, "--bundle", path, "--out", out, "--method", "occlusion")
    refused(explain.run(args, TinyPipeline()), capsys, words)
    assert not out.exists() or list(out.iterdir()) == []


def test_study_predict(fault, images, tmp_path, capsys):
    path, words = fault
    table = tmp_path / "table.csv"
    table.write_text("patient_id,image,time_years,event\nP0,0.png,6,0\nP1,1.png,2,1\n")
    made = tmp_path / "s.histostudy"
    args = ask(study, "create", made, "--table", table, "--images", images)
    assert args.run(args) == GOOD
    capsys.readouterr()
    args = ask(study, "predict", made, "--bundle", path, "--mpp", 0.286)
    code = study_predict.run(args, TinyPipeline())
    told = capsys.readouterr()
    assert code in (SOME_FAILED, NOTHING_STARTED)
    assert words in told.err
    assert "probability" not in told.out
    with open_study(made) as opened:
        assert opened.rows("SELECT * FROM predictions") == []


def test_tma_analyse(fault, images, tmp_path, capsys):
    path, words = fault
    cores, out = tmp_path / "cores.csv", tmp_path / "out"
    cores.write_text("core,x_l0,y_l0,radius_l0\nA-1,150,150,60\n")
    args = ask(tma, "analyse", images / "0.png", "--out", out, "--cores", cores, "--mpp", 0.286, "--bundle", path)
    refused(tma_analyse.run(args, TinyPipeline()), capsys, words)
    assert list(out.glob("*_A-1*")) == [], "no record of the core"
    for file in out.iterdir() if out.exists() else ():
        assert "nan" not in file.read_text().replace("nanometre", "").lower()


@pytest.mark.parametrize("action", [("show",), ("show", "--json"), ("verify",), ("uncalibrate", "--out")])
@pytest.mark.parametrize("fault", ["weights", "card"], indirect=True)
def test_bundle(action, fault, tmp_path, capsys):
    path, words = fault
    out = tmp_path / "out.safetensors"
    args = ask(bundle, action[0], path, *action[1:], *([out] if "--out" in action else []))
    refused(args.run(args), capsys, words)
    assert not out.exists()


def test_bundle_list_tells_which_one_is_bad_and_lists_the_rest(home, capsys):
    folder = home / "data" / "bundles"
    folder.mkdir(parents=True)
    BAD["write_bundle"](folder / "bad.safetensors", MANIFEST, card=BAD["nan_calibration"])
    args = ask(bundle, "list")
    assert args.run(args) == SOME_FAILED
    told = capsys.readouterr()
    assert "calibration.slope is nan" in told.err
    assert find_bundle("demo").name in told.out


@pytest.mark.parametrize("fault", ["card"], indirect=True)
def test_recalibrate(fault, tmp_path, capsys):
    path, words = fault
    out = tmp_path / "new.safetensors"
    made = create_study(tmp_path / "s.histostudy")
    columns = made.rows("SELECT name, \"notnull\" AS needed FROM pragma_table_info('predictions')")
    known = {row["name"]: "" if row["needed"] else None for row in columns} | {
        "id": 1, "spot_id": 1, "bundle_sha256": file_sha256(path), "demo": 1, "precision": "exact", "x": 0, "y": 0,
        "width": 1, "height": 1, "tiles_read": 256, "survival_probability": 0.5, "verdict": "ok", "reasons": "[]",
        "record": "{}", "at": "2026-01-01T00:00:00+00:00",
    }  # fmt: skip
    with made, made.changing():
        made.write("INSERT INTO patients (code) VALUES ('P')", ())
        made.write("INSERT INTO spots (patient_id, image, seen_at, sha256) VALUES (1, 'a.png', '', 'a')", ())
        marks = ", ".join("?" * len(known))
        made.write(f"INSERT INTO predictions ({', '.join(known)}) VALUES ({marks})", tuple(known.values()))
    args = ask(study, "recalibrate", made.path, "--bundle", path, "--out", out)
    refused(args.run(args), capsys, words)
    assert not out.exists()
