"""`histocast sample` where no window can open: what `make run` then does."""

import argparse
import json
from pathlib import Path

import pytest

from app.cli import sample
from model.base.errors import HistocastError


def ask(out: Path, pipeline, no_window: bool = False) -> int:
    return sample.run(argparse.Namespace(no_window=no_window, out=out), pipeline)


@pytest.fixture
def spot(monkeypatch, make_image) -> Path:
    path = make_image("spot 1.jpg")
    monkeypatch.setattr(sample, "sample_spot", lambda: path)
    return path


def test_files_and_the_reason_why_there_is_no_window(spot, pipeline, tmp_path, capsys, monkeypatch) -> None:
    monkeypatch.setattr(sample, "why_no_window", lambda: HistocastError("There is no display.", "Get one."))
    assert ask(tmp_path / "out", pipeline) == 0
    printed = capsys.readouterr().out
    assert "0.71 uncalibrated" in printed
    assert "There is no display." in printed
    assert (tmp_path / "out" / "spot 1.heatmap.png").is_file()
    assert json.loads((tmp_path / "out" / "spot 1.json").read_text())["image"]["path"] == str(spot)


def test_without_a_window_on_request(spot, pipeline, tmp_path, capsys) -> None:
    assert ask(tmp_path / "out", pipeline, no_window=True) == 0
    assert "No window" not in capsys.readouterr().out


def test_no_sample_is_told(pipeline, tmp_path, capsys, monkeypatch) -> None:
    monkeypatch.setattr(sample, "sample_spot", lambda: None)
    assert ask(tmp_path / "out", pipeline) == 3
    assert "No sample spot" in capsys.readouterr().err
