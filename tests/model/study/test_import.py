"""Clinical sheets as they come: columns guessed, units asked, nothing dropped without a word."""

import csv
import os
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import Workbook

from model.base.errors import StudyError
from model.base.progress import result_of
from model.slide.folder import Listing
from model.study.columns import Columns, guess_columns
from model.study.fill import fill, leftovers_of
from model.study.plan import plan_import
from model.study.spots import images_below, locate, missing_spots, spots_of
from model.study.status import status_lines, status_of
from model.tables.read import read_table


def outcomes(study):
    rows = study.rows("SELECT code, time_years, event, cause FROM outcomes JOIN patients ON patients.id = patient_id")
    return {row["code"]: (row["time_years"], row["event"], row["cause"]) for row in rows}


def test_columns_are_guessed_and_the_unit_only_where_a_name_says_it():
    guess = guess_columns(("Case ID", "File name", "OS months", "Status", "Age", "pT"))
    assert dict(guess.of) == {"patient": "Case ID", "image": "File name", "time": "OS months", "event": "Status"}
    assert guess.time_unit == "months"
    assert guess.covariates == ("Age", "pT")
    assert guess_columns(("patient", "time", "event")).time_unit is None


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"time_unit": None}, "unit of 'time_years' is not given"),
        ({"of": {"patient": "patient_id", "time": "time_years"}}, "time and event belong together"),
        ({"of": {"image": "image"}}, "there is no column for the patient"),
        ({"of": {"patient": "nobody"}}, "'nobody' is missing"),
        ({"covariates": ("image",)}, "'image' is used twice"),
    ],
)
def test_columns_that_do_not_fit_are_told(cohort, plan, changes, fault):
    with pytest.raises(StudyError) as told:
        plan(cohort, cohort.parent / "images", **changes)
    assert fault in "; ".join(told.value.faults)


def test_all_of_a_good_sheet_comes_in(study):
    assert [spot.patient for spot in spots_of(study)] == [f"Name{n}" for n in (1, 2, 3, 4, 5, 6, 6)]
    assert outcomes(study)["Name3"] == (3.5, 1, "")
    assert spots_of(study)[0].image == "images/Secret-1.png"
    assert status_of(study).events == 3


def test_rows_and_images_without_a_partner_are_listed_and_kept(tmp_path, cohort, make_picture, make_study, plan):
    make_picture(tmp_path / "images" / "stray.png", 99)
    (tmp_path / "images" / "Secret-2.png").unlink()
    study = make_study()
    found = {(kind, what.rpartition("/")[2]) for kind, what, _ in leftovers_of(study)}
    assert found == {("row", "line 3, patient Name2"), ("image", "stray.png")}
    assert "Name2" in outcomes(study), "the patient and the outcome are there all the same"
    assert "patients without a spot: 1" in status_lines(status_of(study))


def test_every_faulty_line_is_told_and_nothing_is_written(tmp_path, cohort, plan, study):
    text = cohort.read_text().replace("Name2,Secret-2.png,2.5,0", "Name2,Secret-2.png,long,0")
    cohort.write_text(text.replace("Name4,Secret-4.png,4.5,0", "Name4,Secret-4.png,4.5,perhaps"))
    before = len(study.rows("SELECT * FROM log"))
    made = plan(cohort, tmp_path / "images")
    assert made.fault_lines == (
        "line 3: time_years 'long' is not a number",
        "line 5: event 'perhaps' is neither 1 (died) nor 0",
    )
    with pytest.raises(StudyError, match="has faults"):
        result_of(fill(study, made))
    assert len(study.rows("SELECT * FROM log")) == before


def test_faulty_rows_can_be_left_out_but_not_silently(tmp_path, cohort, plan, study, make_picture):
    make_picture(tmp_path / "images" / "Secret-9.png", 9)
    cohort.write_text(cohort.read_text() + "Name9,Secret-9.png,9000,1,1,m\n")
    filled = result_of(fill(study, plan(cohort, tmp_path / "images").without_faulty()))
    assert (filled.patients, filled.spots, filled.known) == (0, 0, 7)
    assert "no row names it" not in str(leftovers_of(study))
    (left,) = leftovers_of(study)
    assert left[:2] == ("faulty row", "line 9")
    assert "is the time unit right?" in left[2]


def test_rows_that_contradict_one_another_or_the_study_are_told(tmp_path, cohort, plan, study):
    changed = cohort.read_text().replace("Name6,Secret-7.png,6.5", "Name6,Secret-7.png,7.5")
    cohort.write_text(changed)
    assert "differs from line 7" in plan(cohort, tmp_path / "images").fault_lines[0]
    cohort.write_text(changed.replace("6.5", "7.5").replace(",m\n", ",x\n"))
    with pytest.raises(StudyError) as told:
        result_of(fill(study, plan(cohort, tmp_path / "images")))
    assert "line 7: the study has another outcome of patient Name6" in told.value.faults
    assert "line 3: the study has another sex of patient Name2" in told.value.faults
    assert outcomes(study)["Name6"][0] == 6.5


def test_one_picture_cannot_be_two_patients(tmp_path, cohort, plan, study):
    (tmp_path / "images" / "copy.png").write_bytes((tmp_path / "images" / "Secret-1.png").read_bytes())
    cohort.write_text("patient_id,image,time_years,event\nOther,copy.png,1,1\n")
    with pytest.raises(StudyError) as told:
        result_of(fill(study, plan(cohort, tmp_path / "images")))
    assert "has the same content as an image of patient Name1" in told.value.faults[0]


def test_a_workbook_says_the_same_as_a_csv_table(tmp_path, cohort):
    book = Workbook()
    with cohort.open(newline="") as file:
        for row in csv.reader(file):
            book.active.append([float(cell) if cell.replace(".", "", 1).isdigit() else cell for cell in row])
    book.save(tmp_path / "clinic.xlsx")
    sheet = read_table(tmp_path / "clinic.xlsx")
    assert [cells for _, cells in sheet.rows] == [cells for _, cells in read_table(cohort).rows]


def test_a_german_spreadsheet_and_words_for_events(tmp_path, make_picture):
    make_picture(tmp_path / "g" / "a.png", 1)
    table = tmp_path / "g.csv"
    table.write_text("Case;Image;Months;Vital status\nA;a;30,5;dead\n", encoding="utf-8-sig")
    sheet = read_table(table)
    made = plan_import(sheet, guess_columns(sheet.columns), images_below(tmp_path / "g"), tmp_path / "g")
    (entry,) = made.entries
    assert entry.outcome.time_years == pytest.approx(30.5 / 12)
    assert entry.outcome.event is True
    assert entry.outcome.time_entered == "30,5"


def test_images_are_matched_by_the_patients_name_where_no_column_names_them(tmp_path, make_picture):
    for number, name in enumerate(("P1.png", "P1_A-4.png", "P12.png", "Q.png")):
        make_picture(tmp_path / "n" / "sub" / name, number)
    table = tmp_path / "n.csv"
    table.write_text("patient,days,died\nP1,400,1\nP12,500,0\nP3,1,1\n")
    sheet = read_table(table)
    made = plan_import(sheet, guess_columns(sheet.columns), images_below(tmp_path / "n"), tmp_path / "n")
    assert [(entry.patient, entry.image.name if entry.image else "", entry.core) for entry in made.entries] == [
        ("P1", "P1.png", ""), ("P1", "P1_A-4.png", "A-4"), ("P12", "P12.png", ""), ("P3", "", ""),
    ]  # fmt: skip
    assert {left.what.rpartition("/")[2] for left in made.leftovers} == {"line 4, patient P3", "Q.png"}


def test_death_of_another_cause_is_no_event(tmp_path):
    table = tmp_path / "c.csv"
    table.write_text("patient,years,event,cause\nA,1,1,disease\nB,2,1,other\nC,3,0,\n")
    sheet = read_table(table)
    made = plan_import(sheet, guess_columns(sheet.columns), Listing(()), tmp_path)
    assert [(entry.outcome.event, entry.outcome.cause) for entry in made.entries] == [
        (True, "disease"), (False, "other"), (False, ""),
    ]  # fmt: skip


def test_a_sheet_of_patients_alone_needs_no_outcome(tmp_path):
    table = tmp_path / "p.csv"
    table.write_text("patient\nA\n")
    sheet = read_table(table)
    (entry,) = plan_import(sheet, Columns({"patient": "patient"}), Listing(()), tmp_path).entries
    assert entry.outcome is None


def test_moved_images_are_found_again_by_name_and_content(tmp_path, study, make_picture):
    (tmp_path / "images").rename(tmp_path / "elsewhere")
    # One of the same name with other content is not it.
    make_picture(tmp_path / "elsewhere" / "a" / "Secret-1.png", 50)
    (tmp_path / "elsewhere" / "Secret-3.png").unlink()
    assert len(missing_spots(study)) == 7
    assert result_of(locate(study, tmp_path / "elsewhere")) == 6
    assert [spot.image for spot in missing_spots(study)] == ["images/Secret-3.png"]
    assert spots_of(study)[0].image == "elsewhere/Secret-1.png"


def test_a_study_that_moves_with_its_images_needs_no_locating(tmp_path, cohort, study):
    study.close()
    (tmp_path / "new").mkdir()
    for path in (study.path, tmp_path / "images"):
        path.rename(tmp_path / "new" / path.name)
    from model.study.store import open_study

    with open_study(tmp_path / "new" / study.path.name) as moved:
        assert missing_spots(moved) == ()


def test_a_sheet_with_a_column_twice_or_ragged_rows_is_refused(tmp_path):
    table = tmp_path / "x.csv"
    table.write_text("a,a,b\n1,2,3,4\n")
    with pytest.raises(StudyError) as told:
        read_table(table, StudyError)
    assert told.value.faults == ("the column 'a' occurs twice", "line 2 has more cells than the header")


def test_replacing_a_guess_keeps_every_other_column(cohort):
    sheet = read_table(cohort)
    guess = replace(guess_columns(sheet.columns), time_unit="years")
    assert guess.covariates == ("grade", "sex")


def plan_of(tmp_path, *lines, images=(), **changes):
    table = tmp_path / "s.csv"
    table.write_text("\n".join(lines), encoding="utf-8")
    sheet = read_table(table, StudyError)
    return plan_import(sheet, replace(guess_columns(sheet.columns), **changes), Listing(tuple(images)), tmp_path)


@pytest.mark.parametrize("codes", ["12", "012", "1029"])
def test_event_codes_that_nobody_stated_hold_the_import_also_where_faulty_rows_are_left_out(tmp_path, codes):
    """Left out by row, {1, 2} would leave the patients of code 1 alone, as if all of them had died."""
    lines = ("patient,months,status", *(f"A{at},{at + 1},{code}" for at, code in enumerate(codes)))
    with pytest.raises(StudyError, match="column 'status' has values whose meaning is not stated") as told:
        plan_of(tmp_path, *lines)
    assert f"--event status={max(codes)}." in told.value.remedy
    made = plan_of(tmp_path, *lines, event_value="2")
    assert [entry.outcome.event for entry in made.entries] == [code == "2" for code in codes]
    with pytest.raises(StudyError, match=r"No row has 'dead' in the column 'status'. The values of this column are: "):
        plan_of(tmp_path, *lines, event_value="dead")


def test_words_for_unknown_leave_a_patient_without_an_outcome_and_are_listed(tmp_path):
    made = plan_of(
        tmp_path, "patient,months,died,age,er", "A,12,Dead,50,+", "B,24,'--,NA,-", "C,unknown,1,60,",
        "D,NA,Not Reported,,+",
    )  # fmt: skip
    assert [(entry.patient, entry.outcome is not None) for entry in made.entries] == [
        ("A", True), ("B", False), ("C", False), ("D", False),
    ]  # fmt: skip
    assert [entry.covariates for entry in made.entries] == [
        (("age", "50"), ("er", "+")), (("er", "-"),), (("age", "60"),), (("er", "+"),),
    ]  # fmt: skip
    assert made.notes == (
        "Words for unknown count as missing values: months: NA (1), unknown (1); died: '-- (1), Not Reported (1); "
        "age: NA (1).",
        "2 rows have no outcome, because the time or the event is a word for unknown: lines 3, 4.",
    )


def test_numbers_with_two_readings_are_faults_and_numbers_are_kept_with_dots(tmp_path):
    made = plan_of(
        tmp_path, "patient;months;died;size;stage", "A;12,5;1;1.234,5;1.2", "B;1.815;0;7;II", "C;3;0;2.5;III",
    )  # fmt: skip
    words = "is ambiguous: it has a dot between digits in a table with decimal commas"
    assert made.fault_lines == (f"line 3: months '1.815' {words}", f"line 4: size '2.5' {words}")
    (entry,) = made.entries
    assert dict(entry.covariates) == {"size": "1234.5", "stage": "1.2"}


def test_ids_follow_one_rule_in_the_sheet_and_against_the_study(tmp_path, study, plan):
    made = plan_of(tmp_path, "patient,months,died", "1.0,1,1", "007,2,0", "7,3,0", "1.2E+11,3,0")
    assert [entry.patient for entry in made.entries] == ["1", "007"]
    assert made.fault_lines[0] == "line 4: '7' and '007' in line 3 are the same number written in two ways"
    assert "line 5: patient '1.2E+11' is a number that a spreadsheet has rounded" in made.fault_lines[1]
    result_of(fill(study, plan_of(tmp_path, "patient", "12", "Name1")))
    with pytest.raises(StudyError) as told:
        result_of(fill(study, plan_of(tmp_path, "patient", "012")))
    assert told.value.faults[0] == "line 2: '012' and '12' of the study are the same number written in two ways"


@pytest.mark.parametrize("column", [True, False])
def test_a_relative_path_gives_the_same_plan_as_an_absolute_one(tmp_path, make_picture, monkeypatch, column):
    for number in (1, 2):
        make_picture(tmp_path / "pics" / f"P{number}.png", number)
    named = ("patient,image,months,died", "P1,P1.png,1,1", "P2,pics/P2.png,2,0")
    (tmp_path / "c.csv").write_text("\n".join(named if column else ("patient,months,died", "P1,1,1", "P2,2,0")))
    monkeypatch.chdir(tmp_path)
    plans = []
    for table, folder in ((tmp_path / "c.csv", tmp_path / "pics"), (Path("c.csv"), Path("pics")),
                          (Path("pics/../c.csv"), Path("./pics"))):  # fmt: skip
        sheet = read_table(table)
        plans.append(plan_import(sheet, guess_columns(sheet.columns), images_below(folder), folder))
    assert plans[0].leftovers == ()
    assert plans[0] == plans[1] == plans[2]
    assert plans[0].entries[0].image == tmp_path / "pics" / "P1.png"


def test_an_image_whose_number_has_other_leading_zeros_is_named_and_not_taken(tmp_path):
    images = tuple(tmp_path / name for name in ("007_A-1.png", "8.png", "70.png"))
    made = plan_of(tmp_path, "patient", "7", "8", images=images)
    assert [entry.image and entry.image.name for entry in made.entries] == [None, "8.png"]
    assert made.leftovers[0].reason == (
        "no image's name begins with '7'; 007_A-1.png differs only in leading zeros, which are part of an id"
    )


@pytest.mark.skipif(sys.platform != "linux", reason="other systems allow no such names")
def test_an_image_whose_name_is_not_utf_8_is_refused_by_its_line_and_listed_where_it_is_not_used(
    study, make_picture, tmp_path, plan
):
    folder = tmp_path / "more"
    odd = Path(os.fsdecode(os.fsencode(folder) + b"/caf\xe9.png"))
    make_picture(folder / "plain.png", 201)
    make_picture(odd, 202)
    table = tmp_path / "more.csv"
    table.write_text("patient_id,image\nNew1,plain.png\n")
    made = plan(table, folder)
    assert result_of(fill(study, made)).spots == 1
    assert any(what.endswith("caf\\udce9.png") for _, what, _ in leftovers_of(study))
    entry = replace(made.entries[0], image=odd, patient="New2", line=7)
    with pytest.raises(StudyError) as refused:
        result_of(fill(study, replace(made, entries=(entry,), leftovers=())))
    assert refused.value.faults == (f"line 7: the path {folder}/caf\\udce9.png is not valid UTF-8; rename it",)
