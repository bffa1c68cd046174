"""A researcher trains a model on a cohort, is stopped, goes on, reads its card, and compares it with other methods."""

import runpy
from pathlib import Path

import pytest
from PIL import Image

from app.__main__ import main
from model.base.progress import Progress
from model.bundle.bundle import load_bundle

SPOTS = 20
COLUMNS = "patient_id=case,image=file,time_years=months"
OPTIONS = ["--columns", COLUMNS, "--time-unit", "months", "--cells", "6,5,4", "--epochs", "3"]
COLOURS = runpy.run_path(str(Path(__file__).parents[1] / "model" / "conftest.py"))["ColourEncoder"]


def loaded(backbone, device):
    """Mean colours in place of VGG-16."""
    yield Progress("loading the backbone")
    return COLOURS()


@pytest.fixture(autouse=True)
def _quick(monkeypatch, one_thread):
    monkeypatch.setattr("model.training.train.load_encoder", loaded)
    monkeypatch.setattr("model.training.compare.load_encoder", loaded)


@pytest.fixture
def table(tmp_path):
    """Dark spots of those who died; the last patient was lost after a year."""
    lines = ["case,file,months,event"]
    for number in range(SPOTS + 1):
        died = number % 2
        Image.new("RGB", (875, 875), (200 - 80 * died + number, 90 - 40 * died, 160)).save(tmp_path / f"{number}.png")
        months = 12 if number == SPOTS else 20 if died else 90
        lines.append(f"c{number},{number}.png,{months},{died}")
    path = tmp_path / "cohort.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_a_model_is_trained_after_an_interruption_and_says_how_it_was_made(table, tmp_path, capsys, monkeypatch):
    out = tmp_path / "my.safetensors"
    order = ["train", str(table), "--out", str(out), *OPTIONS, "--calibration", "platt"]
    epochs = []

    def stop_in_the_third(head, *rest):
        epochs.append(head)
        if len(epochs) == 3:
            raise KeyboardInterrupt
        return measured(head, *rest)

    from model.training import loop

    measured = loop._measured
    monkeypatch.setattr(loop, "_measured", stop_in_the_third)
    assert main(order) == 130
    assert not out.exists()
    monkeypatch.setattr(loop, "_measured", measured)
    capsys.readouterr()
    assert main(order) == 0
    err = capsys.readouterr().err
    assert "training, epoch 3" in err
    assert "training, epoch 1 " not in err
    assert "loss 0." in err
    assert "spots are of patients lost before 5 years: left out" in err
    settings = load_bundle(out).manifest.extra["training_settings"]
    assert settings["columns"] == {"patient_id": "case", "image": "file", "time_years": "months"}
    assert (settings["time_unit"], settings["calibration"], settings["learning_rate"]) == ("months", "platt", 5e-4)
    assert main(["bundle", "show", str(out)]) == 0
    card = capsys.readouterr().out
    for words in ("Held-out AUC", "Held-out Brier", "SD of the probability", "calibration"):
        assert words in card
    made = ["my.epochs.csv", "my.loss.png", "my.safetensors", "my.spots.csv"]
    assert sorted(path.name for path in tmp_path.glob("my.*")) == made


def test_methods_are_compared_in_one_table(table, tmp_path, capsys):
    out = tmp_path / "compared"
    order = ["compare", str(table), "--out", str(out), *OPTIONS, "--epochs", "1", "--folds", "2"]
    order += ["--methods", "lr-mean,elman"]
    assert main(order) == 0
    page = capsys.readouterr().out
    assert "| logistic regression, mean | 1.00 |" in page
    assert "| Elman RNN |" in page
    assert "21 patients: 10 alive at 5 years, 10 died of the disease before, 1 lost before" in page
    assert (out / "compare.md").read_text(encoding="utf-8").strip() in page
    assert (out / "compare.csv").is_file()


def test_an_unknown_method_is_told_with_the_known_ones(table, tmp_path, capsys):
    assert main(["compare", str(table), "--out", str(tmp_path / "x"), *OPTIONS, "--methods", "cnn"]) == 2
    assert "lr-mean" in capsys.readouterr().err
