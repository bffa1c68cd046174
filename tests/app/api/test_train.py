"""`import histocast`: options of a training reach it as on the command line, and wrong ones are refused at once."""

import histocast
import pytest


@pytest.fixture
def asked(monkeypatch):
    """What the training is asked for, which is not done."""
    found = []

    def train(request):
        found.append(request)
        yield histocast.Progress("training")
        return request.out

    monkeypatch.setattr("model.training.train.train", train)
    return found


def test_the_training_is_that_of_the_command_line(asked, tmp_path, capsys):
    from app.__main__ import main

    config = tmp_path / "run.toml"
    config.write_text("epochs = 4\npatience = 9\n")
    table, out = tmp_path / "c.csv", tmp_path / "b.safetensors"
    reports = []
    options = {"epochs": 7, "head": "elman", "columns": {"patient_id": "id"}, "time_unit": "months", "cells": (9, 5)}
    assert histocast.train(table, str(out), config, progress=reports.append, **options) == out
    assert [report.stage for report in reports] == ["training"]
    words = ["--epochs", "7", "--head", "elman", "--columns", "patient_id=id", "--time-unit", "months"]
    words += ["--cells", "9,5"]
    # The command stops after the training, as no bundle was written.
    assert main(["train", str(table), "--out", str(out), "--config", str(config), *words]) == 2
    capsys.readouterr()
    assert asked[0] == asked[1]
    assert (asked[0].config.epochs, asked[0].config.patience, asked[0].head.cells) == (7, 9, (9, 5))


def test_wrong_options_are_refused_before_anything_is_read(asked):
    with pytest.raises(TypeError, match=r"no option 'epoch'; its options are .*epochs"):
        histocast.train("none.csv", "b.safetensors", epoch=3)
    with pytest.raises(histocast.HistocastError, match="epochs is 0"):
        histocast.train("none.csv", "b.safetensors", epochs=0)
    assert asked == []


def test_a_table_that_is_missing_is_an_error_with_a_remedy(tmp_path):
    with pytest.raises(histocast.HistocastError, match=r"none\.csv") as caught:
        histocast.train(tmp_path / "none.csv", tmp_path / "b.safetensors", backbone="seeded")
    assert caught.value.remedy
