"""`histocast lecture` prints the lecture, writes its files, and adds the gates of a spot on request."""

import argparse
import json
from types import SimpleNamespace

import numpy as np
import pytest

from app.cli import lecture
from model.base.errors import ExplainError
from model.explain.states import Gates
from model.lecture import elman_task
from model.lecture.spot_gates import SpotGates

GOOD, NOTHING_STARTED = 0, 3


SHORT = elman_task.Task(sequences=2, bits=5, steps=4, every=2, unseen=2)


@pytest.fixture(autouse=True)
def _short(monkeypatch):
    """The training has few steps, and figures are not drawn: both are tested with the model."""
    monkeypatch.setattr("model.lecture.picture.Picture.png", lambda picture, dpi: b"drawn")
    monkeypatch.setattr("model.lecture.lecture.train", lambda task: elman_task.train(SHORT))


@pytest.fixture
def arguments():
    def parse(*words):
        parser = argparse.ArgumentParser()
        lecture.add_parser(parser.add_subparsers())
        return parser.parse_args(["lecture", *map(str, words)])

    return parse


@pytest.fixture
def gates(monkeypatch):
    """What was asked for the gates of a spot; the answer has one layer of two units over 2 x 2 tiles, one unread."""
    asked = []

    def answer(prediction, bundle):
        asked.append((prediction, bundle))
        values = np.array([[0.1, 0.3], [0.5, 0.7], [0.2, 0.4]], dtype=np.float32)
        layer = Gates(values, values, values, values, values, values)
        order = np.array([0, 1, 3])
        return SpotGates("a.png", "tiny 1", "raster", True, 2, 2, order, (layer,), 2e-7, ("Research use only.",))

    monkeypatch.setattr("model.lecture.spot_gates.spot_gates", answer)
    return asked


@pytest.fixture
def with_bundle(make_pipeline):
    """A pipeline whose engine has a bundle."""

    class Pipeline(make_pipeline):
        def load(self, bundle, device, precision):
            yield from super().load(bundle, device, precision)
            return SimpleNamespace(bundle="the bundle")

        def analyse(self, slide, image, engine):
            return (yield from super().analyse(slide, image, "engine"))

    return Pipeline()


def test_the_lecture_is_printed_without_an_image(arguments, capsys, pipeline):
    assert lecture.run(arguments(), pipeline) == GOOD
    printed = capsys.readouterr().out
    assert "| 3 | (1, 1) | (-1, 0)           | (0, 1) | (1)   | (1) |" in printed
    assert "model/reference/elman.py:" in printed
    assert "histocast lecture --spot" in printed
    assert "Research use only." in printed
    assert pipeline.loads == 0


def test_the_files_are_written_and_named(arguments, capsys, tmp_path):
    out = tmp_path / "new" / "folder"
    assert lecture.run(arguments("--out", out)) == GOOD
    names = ["lecture.md", "three-steps.png", "elman-training.png", "gradients.png", "lecture.ipynb"]
    assert capsys.readouterr().out.splitlines()[-5:] == [str(out / name) for name in names]
    assert sorted(path.name for path in out.iterdir()) == sorted(names)
    assert json.loads((out / "lecture.ipynb").read_text(encoding="utf-8"))["nbformat"] == 4


def test_the_gates_of_a_spot_are_added(arguments, capsys, tmp_path, make_image, with_bundle, gates):
    out = tmp_path / "out"
    assert lecture.run(arguments("--spot", make_image("a.png"), "--out", out), with_bundle) == GOOD
    printed = capsys.readouterr().out
    assert "tiny 1 processed 3 of 4 tiles of a.png" in printed
    assert "| 1     | 2     | forget | 0.367 | 0.200 to 0.600" in printed
    assert (out / "gates.png").read_bytes() == b"drawn"
    assert [bundle for _, bundle in gates] == ["the bundle"]
    with pytest.raises(Exception, match="closed"):
        with_bundle.slides[0].read(SimpleNamespace(x=0, y=0, width=1, height=1), 1, 1)


def test_without_a_name_it_is_the_bundled_spot(arguments, capsys, with_bundle, gates, monkeypatch, make_image):
    image = make_image("bundled.png")
    monkeypatch.setattr(lecture, "sample_spot", lambda: image)
    assert lecture.run(arguments("--spot"), with_bundle) == GOOD
    assert [slide.path for slide in with_bundle.slides] == [image]
    monkeypatch.setattr(lecture, "sample_spot", lambda: None)
    assert lecture.run(arguments("--spot"), with_bundle) == NOTHING_STARTED
    assert "No sample spot is installed." in capsys.readouterr().err


def test_a_model_without_gates_stops_the_lecture_before_it_begins(
    arguments, capsys, tmp_path, make_image, with_bundle, monkeypatch
):
    def refuse(prediction, bundle):
        raise ExplainError("tiny has no gates.", "Choose a bundle with an LSTM head.")

    monkeypatch.setattr("model.lecture.spot_gates.spot_gates", refuse)
    out = tmp_path / "out"
    assert lecture.run(arguments("--spot", make_image("a.png"), "--out", out), with_bundle) == NOTHING_STARTED
    printed = capsys.readouterr()
    assert "tiny has no gates." in printed.err
    assert printed.out == ""
    assert not out.exists()


def test_a_missing_image_and_a_folder_that_cannot_be_made(arguments, capsys, tmp_path, with_bundle):
    assert lecture.run(arguments("--spot", tmp_path / "none.png"), with_bundle) == NOTHING_STARTED
    assert "none.png" in capsys.readouterr().err
    (tmp_path / "file").write_text("")
    assert lecture.run(arguments("--out", tmp_path / "file")) == NOTHING_STARTED
    assert capsys.readouterr().out == ""
