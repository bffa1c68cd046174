"""`import histocast`: comparisons of tables and studies are those of the command line, number by number."""

import json
import runpy
import sqlite3
from pathlib import Path

import histocast
import pytest

from app.__main__ import main
from model.base.errors import StudyError

TESTS = Path(__file__).parents[2]
LUNG = TESTS / "model" / "statistics" / "reference" / "lung.csv"
_STUDIES = runpy.run_path(str(TESTS / "model" / "study" / "conftest.py"))
cohort, make_study, made, predict = (_STUDIES[name] for name in ("cohort", "make_study", "made", "predict"))


def printed(capsys, *words):
    capsys.readouterr()
    assert main(["study", "compare", *(str(word) for word in words), "--draws", "40", "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_a_table_is_compared_as_on_the_command_line(capsys):
    table = histocast.read_raters(
        LUNG,
        "time",
        "dead=1",
        ["sex=male", "ecog=ph_ecog:2", "years=age:median"],
        365,
        time_unit="days",
        protective=["years"],
        reader=["ecog", "sex"],
        kinds={"ecog": "ordinal"},
        covariates=["age"],
    )
    found = histocast.comparison_record(histocast.compare_raters(table, 365, combine=[("sex", "ecog")], draws=40))
    shown = printed(
        capsys, LUNG, "--time", "time", "--event", "dead=1", "--horizon", 365, "--time-unit", "days",
        "--rater", "sex=male", "--rater", "ecog=ph_ecog:2", "--rater", "years=age:median", "--protective", "years",
        "--reader", "ecog,sex", "--kind", "ecog=ordinal", "--covariates", "age", "--combine", "sex,ecog",
    )  # fmt: skip
    assert json.loads(json.dumps(found)) == shown
    assert [rater["name"] for rater in shown["raters"]][:3] == ["sex", "ecog", "years"]


def test_the_seed_the_prevalence_and_deaths_of_another_cause_reach_the_comparison(tmp_path, capsys):
    first, *lines = LUNG.read_text().splitlines()
    place = first.split(",").index("dead")
    rows = [line.split(",") for line in lines]
    for number, row in enumerate(rows):
        row[place] = "2" if row[place] == "1" and number % 4 == 0 else row[place]
    path = tmp_path / "lung.csv"
    path.write_text("\n".join([first, *(",".join(row) for row in rows)]))
    table = histocast.read_raters(path, "time", "dead=1", ["age=age:60"], 365, other_cause="dead=2", same_data=["age"])
    found = histocast.compare_raters(table, 365, draws=40, seed=5, prevalence=0.3)
    common = (path, "--time", "time", "--event", "dead=1", "--horizon", 365, "--rater", "age=age:60", "--seed", 5)
    shown = printed(capsys, *common, "--other-cause", "dead=2", "--same-data", "age", "--prevalence", 0.3)
    assert json.loads(json.dumps(histocast.comparison_record(found))) == shown
    assert len(found.causes) == 2


def test_a_study_is_compared_as_on_the_command_line(make_study, predict, capsys):
    study = make_study()
    predict(study)
    path = study.path
    study.close()
    with histocast.open_study(path) as opened:
        table = histocast.study_raters(opened, covariates=["sex"], combine="max")
        with pytest.raises(StudyError, match="cannot be changed"), opened.changing():
            pass
    found = histocast.comparison_record(histocast.compare_raters(table, 5.0, draws=40))
    assert json.loads(json.dumps(found)) == printed(capsys, path, "--spots", "max", "--covariates", "sex")
    assert found["raters"][0]["name"] == "model"


def test_opening_a_study_neither_locks_nor_changes_it(make_study):
    study = make_study()
    before = sorted(study.folder.iterdir())
    with histocast.open_study(study.path) as opened:
        assert opened.rows("SELECT count(*) AS n FROM patients")[0]["n"] == 6
        with pytest.raises(sqlite3.OperationalError):
            opened.write("DELETE FROM facts")
    with study.changing():
        pass
    assert sorted(study.folder.iterdir()) == before


def test_no_draw_is_refused():
    table = histocast.read_raters(LUNG, "time", "dead", ["sex=male"], 365)
    with pytest.raises(histocast.HistocastError, match="one draw"):
        histocast.compare_raters(table, 365, draws=0)
