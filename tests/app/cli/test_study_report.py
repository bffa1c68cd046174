"""`histocast study report` of a table: files where they were asked for; slips told before anything is written."""

import argparse
from pathlib import Path

from app.cli.study import study

LUNG = Path(__file__).parents[2] / "model" / "statistics" / "reference" / "lung.csv"
FOLLOW_UP = ("--time", "time", "--event", "dead", "--horizon", "365", "--draws", "20", "--time-unit", "days")


def ask(*words):
    parser = argparse.ArgumentParser()
    study.add_parser(parser.add_subparsers())
    args = parser.parse_args(["study", "report", str(LUNG), *FOLLOW_UP, *words])
    return args.run(args)


def test_the_report_of_a_table(tmp_path, capsys):
    assert ask("--rater", "sex=male", "--out", str(tmp_path / "out")) == 0
    printed = capsys.readouterr().out.split()
    assert str(tmp_path / "out" / "report.html") in printed
    assert all(Path(path).is_file() for path in printed)


def test_a_slip_writes_nothing(tmp_path, capsys):
    assert ask("--rater", "sex=sexx", "--out", str(tmp_path / "out")) == 3
    assert "no column 'sexx'" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
