"""`histocast train` up to where the work begins."""

import pytest

from app.__main__ import main


def test_a_missing_table_is_told(tmp_path, capsys) -> None:
    out = tmp_path / "b.safetensors"
    assert main(["train", str(tmp_path / "missing.csv"), "--out", str(out), "--seed", "3", "--penalty", "sum"]) == 1
    assert "missing.csv" in capsys.readouterr().err
    assert not out.exists()


def test_faults_of_a_table_are_listed(tmp_path, capsys) -> None:
    (tmp_path / "c.csv").write_text("a,b\n1,2\n")
    assert main(["train", str(tmp_path / "c.csv"), "--out", str(tmp_path / "b.safetensors")]) == 1
    assert "c.csv" in capsys.readouterr().err


def test_a_slip_in_the_options_is_told_before_anything_is_read(tmp_path, capsys) -> None:
    (tmp_path / "run.toml").write_text("epoch = 3\n")
    out = tmp_path / "b.safetensors"
    assert main(["train", "none.csv", "--out", str(out), "--config", str(tmp_path / "run.toml")]) == 1
    err = capsys.readouterr().err
    assert "unknown option 'epoch'" in err
    assert "Did you mean epochs?" in err
    assert "none.csv" not in err


def test_columns_and_unit_are_taken_from_the_command_line(tmp_path, capsys) -> None:
    (tmp_path / "c.csv").write_text("id,image,fu_months,event\np,none.png,900,1\n")
    columns = "patient_id=id,time_years=fu_months"
    out = str(tmp_path / "b.safetensors")
    assert main(["train", str(tmp_path / "c.csv"), "--out", out, "--columns", columns, "--time-unit", "months"]) == 1
    err = capsys.readouterr().err
    assert "line 2: there is no image" in err
    assert "line 2: fu_months '900' is more than 60 years" in err


def test_columns_that_are_no_pairs_are_refused(tmp_path, capsys) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["train", "c.csv", "--out", "b.safetensors", "--columns", "time_years"])
    assert caught.value.code == 2
    assert "OURS=YOURS" in capsys.readouterr().err
