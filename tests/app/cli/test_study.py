"""`histocast study` on small pictures and a corridor without torch."""

import argparse
import csv
import json
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from app.cli.study import predict as study_predict
from app.cli.study import study
from model.base.geometry import RegionL0
from model.study.predictions import states_of
from model.study.store import open_study

GOOD, SOME_FAILED, USAGE, NOTHING_STARTED = 0, 1, 2, 3
SPOTS = 4


@pytest.fixture
def table(tmp_path):
    lines = ["patient,image,months,event,age"]
    for number in range(SPOTS):
        path = tmp_path / "images" / f"spot-{number}.png"
        path.parent.mkdir(exist_ok=True)
        Image.fromarray(np.full((70, 80, 3), 200 + number, np.uint8)).save(path)
        lines.append(f"P{number},{path.name},{12 * number + 6},{number % 2},{50 + number}")
    made = tmp_path / "clinic.csv"
    made.write_text("\n".join(lines))
    return made


@pytest.fixture
def pipeline(make_pipeline, tmp_path, monkeypatch):
    """Predictions are of the image that was opened; the bundle is a file."""
    bundle = tmp_path / "bundle.safetensors"
    bundle.write_bytes(b"bundle")

    class OfTheImage(make_pipeline):
        def find(self, name):
            super().find(name)
            return bundle

        def analyse_region(self, slide, image, engine, region):
            from model.base.files import file_sha256

            made = yield from self.analyse(slide, image, engine)
            used = replace(made.bundle, sha256=file_sha256(bundle))
            return replace(made, image=image, bundle=used)

    return OfTheImage


def ask(*words):
    parser = argparse.ArgumentParser()
    study.add_parser(parser.add_subparsers())
    return parser.parse_args(["study", *map(str, words)])


def do(*words):
    args = ask(*words)
    return args.run(args)


def create(tmp_path, table, *more):
    return do("create", tmp_path / "s.histostudy", "--table", table, "--images", tmp_path / "images", *more)


def rows(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_a_study_is_made_and_told_and_exported(tmp_path, table, capsys):
    assert create(tmp_path, table) == GOOD
    told = capsys.readouterr().out
    assert "patient=patient, image=image, time=months, event=event; time in months" in told
    assert "added: 4 patients and 4 spots" in told
    assert do("status", tmp_path / "s.histostudy", "--json") == GOOD
    status = json.loads(capsys.readouterr().out)
    assert (status["patients"], status["spots"], status["events"], status["readers"]) == (4, 4, 2, [])
    assert "Research use only" in status["research_use_only"]
    assert do("export", tmp_path / "s.histostudy", "--out", tmp_path / "out") == GOOD
    assert [row["time_years"] for row in rows(tmp_path / "out" / "s.patients.csv")] == ["0.5", "1.5", "2.5", "3.5"]


def test_a_try_writes_nothing_and_lists_all_that_could_not_be_matched(tmp_path, table, capsys):
    (tmp_path / "images" / "spot-1.png").rename(tmp_path / "images" / "stray.png")
    assert create(tmp_path, table, "--dry-run") == GOOD
    told = capsys.readouterr()
    assert "2 rows or images not matched" in told.out
    assert "there is no image 'spot-1.png'" in told.err
    assert "stray.png: no row names it" in told.err
    assert not (tmp_path / "s.histostudy").exists()


def test_a_file_that_cannot_be_read_is_told_listed_and_keeps_no_study_from_being_made(tmp_path, table, capsys):
    (tmp_path / "images" / "x.dcm").write_bytes(b"\0" * 128 + b"DICM" + b"\2\0\0\0UL\xff\xff")
    assert create(tmp_path, table, "--dry-run") == SOME_FAILED
    assert create(tmp_path, table) == SOME_FAILED
    told = capsys.readouterr()
    assert "x.dcm: x.dcm cannot be read as DICOM" in told.err
    assert "added: 4 patients and 4 spots; 1 row or image could not be matched" in told.out
    assert do("import", tmp_path / "s.histostudy", "--table", table, "--images", tmp_path / "images") == SOME_FAILED
    assert do("export", tmp_path / "s.histostudy", "--out", tmp_path / "out") == GOOD
    assert any("x.dcm cannot be read as DICOM" in path.read_text() for path in (tmp_path / "out").glob("*.csv"))


def test_faults_make_no_study_unless_their_rows_are_left_out(tmp_path, table, capsys):
    table.write_text(table.read_text().replace("P1,spot-1.png,18", "P1,spot-1.png,soon"))
    assert create(tmp_path, table) == NOTHING_STARTED
    assert "line 3: months 'soon' is not a number" in capsys.readouterr().err
    assert list(tmp_path.glob("s.histostudy*")) == []
    assert create(tmp_path, table, "--skip-faulty") == GOOD
    with open_study(tmp_path / "s.histostudy") as made:
        assert len(made.rows("SELECT * FROM patients")) == 3


def test_event_codes_are_stated_and_the_reading_of_the_sheet_is_told(tmp_path, table, capsys):
    text = table.read_text().replace("event", "status").replace(",1,5", ",2,5").replace(",0,5", ",1,5")
    table.write_text(text.replace(",53", ",NA"))
    assert create(tmp_path, table, "--dry-run") == NOTHING_STARTED
    told = capsys.readouterr().err
    assert "'status' has values whose meaning is not stated: 2 (2); all its values: 1 (2), 2 (2)" in told
    assert "--event status=2." in told
    assert create(tmp_path, table, "--event", "status=2") == GOOD
    told = capsys.readouterr()
    assert "died of the disease: status is 2" in told.out
    assert "note: Words for unknown count as missing values: age: NA (1)." in told.err
    with open_study(tmp_path / "s.histostudy") as made:
        assert [row["event"] for row in made.rows("SELECT event FROM outcomes ORDER BY patient_id")] == [0, 1, 0, 1]
        assert '"event_value": "2"' in made.rows("SELECT detail FROM log WHERE what = 'imported'")[0]["detail"]
    assert create(tmp_path, table, "--event", "status") == NOTHING_STARTED
    assert "does not state which value" in capsys.readouterr().err


def test_a_study_of_relative_paths_is_that_of_absolute_ones(tmp_path, table, capsys, monkeypatch):
    def images(study):
        with open_study(study) as made:
            return [(row["image"], row["seen_at"], row["sha256"]) for row in made.rows("SELECT * FROM spots")]

    assert create(tmp_path, table) == GOOD
    monkeypatch.chdir(tmp_path)
    assert do("create", "r.histostudy", "--table", "clinic.csv", "--images", "images") == GOOD
    assert "0 rows or images not matched" in capsys.readouterr().out
    assert images(tmp_path / "s.histostudy") == images(tmp_path / "r.histostudy")
    do("export", "r.histostudy", "--out", "out")
    assert len(rows(tmp_path / "out" / "r.patients.csv")) == SPOTS


def test_the_unit_is_asked_where_no_name_says_it(tmp_path, table, capsys):
    table.write_text(table.read_text().replace("months", "time"))
    assert create(tmp_path, table) == NOTHING_STARTED
    assert "the unit of 'time' is not given" in capsys.readouterr().err
    assert create(tmp_path, table, "--time-unit", "days", "--covariates", "age") == GOOD


def test_columns_named_by_the_user_go_before_what_was_guessed(tmp_path, table, capsys):
    table.write_text(table.read_text().replace("patient,image", "image,Bild"))
    assert create(tmp_path, table, "--columns", "patient=image,image=Bild") == GOOD
    assert "patient=image, image=Bild" in capsys.readouterr().out


def test_newer_follow_up_is_listed_first_and_taken_on_request(tmp_path, table, capsys):
    create(tmp_path, table)
    table.write_text(table.read_text().replace("P0,spot-0.png,6,0", "P0,spot-0.png,60,1"))
    again = ("import", tmp_path / "s.histostudy", "--table", table, "--images", tmp_path / "images")
    capsys.readouterr()
    assert do(*again) == NOTHING_STARTED
    assert "another outcome of patient P0" in capsys.readouterr().err
    for more in (("--dry-run",), ("--update-outcomes",)):
        assert do(*again, *more) == GOOD
        told = capsys.readouterr().out
        assert "Outcomes that differ from the study's: 1\n  P0: 0.5 years, alive -> 5 years, died of" in told
    assert "outcomes updated: 1" in told
    assert do(*again) == GOOD


def test_spots_are_read_by_the_model_that_is_the_default_here(tmp_path):
    """An empty name: a policy's or the package's own model may stand in the demo's place."""
    assert ask("predict", tmp_path / "s.histostudy").bundle == ""


def test_all_spots_are_read_once_and_a_second_go_reads_the_rest(tmp_path, table, pipeline, capsys):
    create(tmp_path, table)
    asked, used = ask("predict", tmp_path / "s.histostudy", "--most", "1"), pipeline()
    assert study_predict.run(asked, used) == GOOD
    assert study_predict.run(ask("predict", tmp_path / "s.histostudy"), used) == GOOD
    told = capsys.readouterr().out
    assert "4 of 4 spots to analyse" not in told
    assert "1 of 4 spots to analyse" in told
    assert "3 of 4 spots to analyse" in told
    parts = "input ok, tile order not measured"
    assert f"spot-2.png: survival probability 0.71 uncalibrated, low risk, {parts}, DEMO MODEL" in told
    assert study_predict.run(ask("predict", tmp_path / "s.histostudy"), used) == GOOD
    assert "0 of 4 spots to analyse" in capsys.readouterr().out
    assert used.loads == 2
    do("export", tmp_path / "s.histostudy", "--out", tmp_path / "out")
    assert len(rows(tmp_path / "out" / "s.predictions.csv")) == SPOTS


def test_a_spot_that_fails_is_told_kept_and_tried_again(tmp_path, table, pipeline, capsys):
    create(tmp_path, table)
    (tmp_path / "images" / "spot-2.png").write_bytes(b"no picture")
    assert study_predict.run(ask("predict", tmp_path / "s.histostudy"), pipeline()) == SOME_FAILED
    assert "1 of 4 spots failed" in capsys.readouterr().err
    with open_study(tmp_path / "s.histostudy") as made:
        from model.base.files import file_sha256

        states = states_of(made, file_sha256(tmp_path / "bundle.safetensors"), "exact")
    assert [state.state for state in states] == ["read", "read", "failed", "read"]
    assert "spot-2.png" in states[2].why
    assert study_predict.run(ask("predict", tmp_path / "s.histostudy"), pipeline()) == SOME_FAILED
    assert "1 of 4 spots to analyse" in capsys.readouterr().out


def test_an_image_that_was_exchanged_is_not_read_as_the_spot(tmp_path, table, pipeline, capsys):
    create(tmp_path, table)
    Image.fromarray(np.zeros((70, 80, 3), np.uint8)).save(tmp_path / "images" / "spot-0.png")
    assert study_predict.run(ask("predict", tmp_path / "s.histostudy", "--most", "1"), pipeline()) == SOME_FAILED
    assert "not the one that the study was created with" in capsys.readouterr().err


def test_while_another_has_it_open_nothing_is_computed_in_vain(tmp_path, table, pipeline, capsys):
    create(tmp_path, table)
    used = pipeline()
    with open_study(tmp_path / "s.histostudy"):
        assert study_predict.run(ask("predict", tmp_path / "s.histostudy"), used) == NOTHING_STARTED
        assert do("status", tmp_path / "s.histostudy") == GOOD
    told = capsys.readouterr()
    assert "another window or process has the file open" in told.err
    assert "read only" in told.out
    assert used.loads == 0


def test_reads_made_elsewhere_come_in(tmp_path, table, capsys):
    create(tmp_path, table)
    reads = tmp_path / "reads.csv"
    reads.write_text("reader,patient_id,risk\n" + "".join(f"Ada,P{n},{'high' if n else 'low'}\n" for n in range(4)))
    assert do("import", tmp_path / "s.histostudy", "--reads", reads) == GOOD
    assert "4 reads were imported" in capsys.readouterr().out
    assert do("import", tmp_path / "s.histostudy") == USAGE
    do("export", tmp_path / "s.histostudy", "--out", tmp_path / "out")
    assert [row["reader_Ada_risk"] for row in rows(tmp_path / "out" / "s.patients.csv")] == ["0", "1", "1", "1"]


def test_moved_images_are_located(tmp_path, table, capsys):
    create(tmp_path, table)
    (tmp_path / "images").rename(tmp_path / "new")
    do("status", tmp_path / "s.histostudy")
    assert "images that were moved: 4" in capsys.readouterr().out
    assert do("locate", tmp_path / "s.histostudy", tmp_path / "new") == GOOD
    assert "Images found for 4 spots" in capsys.readouterr().out


def test_a_score_sheet_goes_out_and_comes_in(tmp_path, table):
    create(tmp_path, table)
    do("export", tmp_path / "s.histostudy", "--out", tmp_path / "out")
    sheet = json.loads((tmp_path / "out" / "s.sheet.json").read_text())
    sheet["questions"] = sheet["questions"][:1]
    (tmp_path / "mine.json").write_text(json.dumps(sheet))
    asked = ("--table", table, "--images", tmp_path / "images", "--sheet", tmp_path / "mine.json")
    assert do("create", tmp_path / "t.histostudy", *asked) == GOOD
    with open_study(tmp_path / "t.histostudy") as made:
        from model.study.settings import settings_of

        assert settings_of(made).sheet.keys == ("risk",)


def test_a_study_is_compared_and_reported_without_naming_its_columns(tmp_path, table, pipeline, capsys):
    create(tmp_path, table, "--covariates", "age")
    path = tmp_path / "s.histostudy"
    study_predict.run(ask("predict", path), pipeline())
    reads = tmp_path / "reads.csv"
    reads.write_text("reader,patient_id,risk\n" + "".join(f"Ada,P{n},{'high' if n % 2 else 'low'}\n" for n in range(4)))
    do("import", path, "--reads", reads)
    capsys.readouterr()
    assert do("compare", path, "--horizon", "2", "--draws", "20", "--json") == GOOD
    found = json.loads(capsys.readouterr().out)
    names = {rater["name"]: rater for rater in found["raters"]}
    assert set(names) == {"model", "Ada"}
    assert [(names[name]["n"], names[name]["events"]) for name in ("model", "Ada")] == [(4, 2), (4, 2)]
    assert names["Ada"]["auc"]["value"] is None, "of one death by two years nothing is estimated"
    assert do("report", path, "--out", tmp_path / "out", "--draws", "20") == GOOD
    assert "s.histostudy" in (tmp_path / "out" / "report.html").read_text(encoding="utf-8")


def test_a_study_takes_no_columns_of_a_table_and_a_table_needs_them(tmp_path, table, capsys):
    create(tmp_path, table)
    assert do("compare", tmp_path / "s.histostudy", "--time", "months") == NOTHING_STARTED
    assert "A study file defines its own columns; --time is for tables." in capsys.readouterr().err
    assert do("compare", table, "--time", "months") == NOTHING_STARTED
    assert "A table needs --event, --rater." in capsys.readouterr().err


def test_a_core_of_a_slide_is_read_where_it_lies(tmp_path, table, pipeline, monkeypatch):
    seen = []
    monkeypatch.setattr(pipeline, "analyse_region", _noting(pipeline.analyse_region, seen))
    create(tmp_path, table)
    with open_study(tmp_path / "s.histostudy") as made, made.changing():
        made.write("UPDATE spots SET core = 'A-1', x = 10, y = 20, width = 30, height = 30 WHERE id = 2")
    assert study_predict.run(ask("predict", tmp_path / "s.histostudy"), pipeline()) == GOOD
    assert seen == [None, RegionL0(10, 20, 30, 30), None, None]


def _noting(analyse_region, seen):
    def noted(self, slide, image, engine, region):
        seen.append(region)
        return analyse_region(self, slide, image, engine, region)

    return noted
