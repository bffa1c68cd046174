"""`histocast train` up to where the work begins."""

import subprocess
import sys

import pytest

from app.__main__ import _parser, main
from app.cli.cohort_options import given_options
from app.cli.command_table import COMMANDS
from model.training.config import OPTIONS
from model.training.read_options import read_options


def test_the_help_has_every_option_and_its_default(capsys, monkeypatch) -> None:
    monkeypatch.setenv("COLUMNS", "400")  # or words would be broken at their hyphens
    with pytest.raises(SystemExit) as caught:
        main(["train", "--help"])
    assert caught.value.code == 0
    text = " ".join(capsys.readouterr().out.split())
    for option in OPTIONS.values():
        assert f"[{option.flag}" in text
        assert option.help in text


def test_compare_offers_the_cohort_the_folds_and_training(capsys) -> None:
    with pytest.raises(SystemExit):
        main(["compare", "--help"])
    text = capsys.readouterr().out
    offered = {name for name, option in OPTIONS.items() if f" {option.flag} " in text}
    assert offered == {name for name, o in OPTIONS.items() if o.stated.group != "model"} | {
        "folds", "repeats", "folds_by",
    }  # fmt: skip


def test_every_kind_of_option_is_read_from_the_command_line() -> None:
    words = ["--epochs", "7", "--l1", "1", "--cells", "8,4", "--no-bias", "--about", "site=A,stain=HE"]
    words += ["--loss", "squared error", "--event-value", "tot", "--calibration", "shift"]
    words += ["--prevalence", "0.7"]
    given = given_options(_parser(COMMANDS).parse_args(["train", "c.csv", "--out", "b.safetensors", *words]))
    assert given == {
        "epochs": 7, "l1": 1.0, "cells": (8, 4), "bias": False, "about": {"site": "A", "stain": "HE"},
        "loss": "squared error", "event_value": "tot", "calibration": "shift", "prevalence": 0.7,
    }  # fmt: skip
    options = read_options(None, given)
    assert (options.epochs, options.cells, options.about) == (7, (8, 4), {"site": "A", "stain": "HE"})


def test_other_commands_do_not_wait_for_the_options_of_training() -> None:
    code = (
        "import sys, app.__main__ as main, app.cli.command_table as table\nmain._parser(table.COMMANDS)\n"
        "print('model.training.config' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=300)
    assert done.stdout.strip() == "False"


def test_a_missing_table_is_told(tmp_path, capsys) -> None:
    out = tmp_path / "b.safetensors"
    assert main(["train", str(tmp_path / "missing.csv"), "--out", str(out), "--seed", "3", "--penalty", "sum"]) == 2
    assert "missing.csv" in capsys.readouterr().err
    assert not out.exists()


def test_faults_of_a_table_are_listed(tmp_path, capsys) -> None:
    (tmp_path / "c.csv").write_text("a,b\n1,2\n")
    assert main(["train", str(tmp_path / "c.csv"), "--out", str(tmp_path / "b.safetensors")]) == 2
    assert "c.csv" in capsys.readouterr().err


def test_a_slip_in_the_options_is_told_before_anything_is_read(tmp_path, capsys) -> None:
    (tmp_path / "run.toml").write_text("epoch = 3\n")
    out = tmp_path / "b.safetensors"
    assert main(["train", "none.csv", "--out", str(out), "--config", str(tmp_path / "run.toml")]) == 2
    err = capsys.readouterr().err
    assert "unknown option 'epoch'" in err
    assert "Did you mean epochs?" in err
    assert "none.csv" not in err


def test_columns_and_unit_are_taken_from_the_command_line(tmp_path, capsys) -> None:
    (tmp_path / "c.csv").write_text("id,image,fu_months,event\np,none.png,900,1\n")
    columns = "patient_id=id,time_years=fu_months"
    out = str(tmp_path / "b.safetensors")
    assert main(["train", str(tmp_path / "c.csv"), "--out", out, "--columns", columns, "--time-unit", "months"]) == 2
    err = capsys.readouterr().err
    assert "line 2: there is no image" in err
    assert "line 2: fu_months '900' is more than 60 years" in err


def test_columns_that_are_no_pairs_are_refused(tmp_path, capsys) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["train", "c.csv", "--out", "b.safetensors", "--columns", "time_years"])
    assert caught.value.code == 2
    assert "OURS=YOURS" in capsys.readouterr().err
