"""The patient table of a study has the values computed by hand."""

import csv
import json
import math
import sqlite3
from contextlib import closing
from dataclasses import fields

import numpy as np
import pytest

from model.base.errors import StudyError, UnreadableStudyError
from model.bundle.record import OrderSpread
from model.study.exports import write_study
from model.study.patient_table import study_table
from model.study.predictions import combined, models_of, prediction_for, predictions_of, states_of
from model.study.read_import import import_reads
from model.study.reading import Reading
from model.study.rounds import sign_in
from model.study.score_sheet import DEFAULT_SHEET
from model.study.store import open_study

PATIENTS = tuple(f"Name{number}" for number in range(1, 7))


def read(study, name, risk_of, repeat=False, informed=None):
    """Read all spots; `risk_of`: spot id to high, low or None for not assessable."""
    round_ = sign_in(study, name, repeat)
    reading = Reading(study, round_)
    while reading.state.phase != "done":
        spot = round_.order[reading.state.number - 1]
        risk = risk_of(spot)
        if risk is None:
            reading.set_unassessable("no tumour")
        for question in DEFAULT_SHEET.questions[:5]:
            reading.answer(question.key, question.choices[-1].label)
        reading.answer("risk", risk or "high")
        reading.lock()
        if informed:
            reading.reveal()
            reading.read_again()
            for question in DEFAULT_SHEET.questions[:5]:
                reading.answer(question.key, question.choices[0].label)
            reading.lock()
        reading.go_on()


def rows(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize(
    ("how", "value"), [("mean", 0.65), ("median", 0.65), ("min", 0.6), ("max", 0.7)]
)
def test_spots_of_a_patient_become_one_as_stated(study, predict, how, value):
    predict(study)
    table = study_table(study, how)
    assert table.patients == PATIENTS
    np.testing.assert_allclose(table.probability, [0.1, 0.2, 0.3, 0.4, 0.5, value])
    assert f"combined by {how}" in table.provenance
    assert list(table.spots) == [1, 1, 1, 1, 1, 2]


def test_combining_three_tells_mean_and_median_apart():
    assert combined([0.1, 0.2, 0.9], "mean") == pytest.approx(0.4)
    assert combined([0.1, 0.2, 0.9], "median") == 0.2
    assert math.isnan(combined([], "max"))


def test_outcome_and_covariates_stand_beside(study):
    table = study_table(study)
    np.testing.assert_allclose(table.time_years, [1.5, 2.5, 3.5, 4.5, 5.5, 6.5])
    assert list(table.event) == [1, 0, 1, 0, 1, 0]
    np.testing.assert_allclose(table.covariates["grade"], [2, 3, 1, 2, 3, 1])
    assert table.categories["sex"] == ("f", "m", "f", "m", "f", "m")
    assert table.model is None
    assert np.isnan(table.probability).all()
    with pytest.raises(ValueError, match="read-only"):
        table.event[0] = 0


def test_two_number_formats_of_fast_are_two_models(study, predict):
    predict(study, arithmetic="int8", level="do not use")
    assert {one.state for one in states_of(study, "ab" * 32, "fast", "bfloat16")} == {"unread"}
    predict(study, arithmetic="bfloat16")
    new, old = models_of(study)
    assert (new.arithmetic, old.arithmetic) == ("bfloat16", "int8")
    assert "fast (bfloat16)" in new.title
    assert {found.verdict for found in predictions_of(study, new).values()} == {"ok"}
    assert {found.verdict for found in predictions_of(study, old).values()} == {"do not use"}
    assert {one.state for one in states_of(study, "ab" * 32, "fast", "int8")} == {"do not use"}


def test_spots_that_must_not_be_used_do_not_count_and_that_is_said(study, predict):
    predict(study, level="do not use")
    table = study_table(study)
    assert np.isnan(table.probability).all()
    assert any("7 spots with the verdict 'do not use'" in note for note in table.notes)
    assert {state.state for state in states_of(study, "ab" * 32, "exact")} == {"do not use"}


def test_a_result_that_depends_on_the_order_is_a_caution_although_its_input_is_ok(study, predict, tmp_path):
    predict(study, orders=OrderSpread((0.3, 0.7), 1))
    table = study_table(study)
    found = predictions_of(study, table.model)[1]
    assert (found.verdict, found.reliability) == ("ok", "caution")
    assert found.reasons[0].startswith("1 of 2 tile orders gives the other risk group")
    assert table.probability[0] == pytest.approx(0.1), "a caution is no refusal"
    assert "Included in the model's probability: 7 spots with the reliability 'caution'." in table.notes
    write_study(study, table, tmp_path, "out")
    with (tmp_path / "out.predictions.csv").open(encoding="utf-8-sig", newline="") as file:
        row = next(csv.DictReader(file))
    assert (row["verdict"], row["reliability"]) == ("ok", "caution")
    assert json.loads(row["reliability_reasons"]) == list(found.reasons)
    assert row["evidence"] == "[]"
    assert [row["reliability"] for row in rows(tmp_path / "out.patients.csv")] == ["caution"] * len(PATIENTS)


def test_the_reliability_of_a_patient_is_the_worst_of_the_spots_that_count(study, predict, tmp_path):
    predict(study)
    assert study_table(study).reliability == ("ok",) * len(PATIENTS)
    known = study.rows("SELECT name FROM pragma_table_info('predictions') WHERE name NOT IN ('id', 'record')")
    columns = ", ".join(row["name"] for row in known)
    # Patient 6 has the spots 6 and 7; patient 1 has spot 1 alone.
    for spot, level in ((1, "do not use"), (6, "caution"), (7, "do not use")):
        with study.changing():
            study.write(
                f"INSERT INTO predictions ({columns}, record) SELECT {columns},"
                " json_set(record, '$.reliability.level', ?) FROM predictions WHERE spot_id = ?",
                (level, spot),
            )
    write_study(study, study_table(study), tmp_path, "out")
    found = [row["reliability"] for row in rows(tmp_path / "out.patients.csv")]
    assert found == ["do not use", "ok", "ok", "ok", "ok", "caution"]


def test_patients_that_were_not_analysed_have_no_reliability(study):
    assert study_table(study).reliability == ("",) * len(PATIENTS)


@pytest.mark.parametrize("record", ["{}", "not JSON", '{"reliability": {"level": null}}'])
def test_a_prediction_of_an_earlier_version_has_the_reliability_of_its_input(study, predict, record):
    predict(study, level="do not use", reasons=("It is blurred.",))
    known = study.rows("SELECT name FROM pragma_table_info('predictions') WHERE name NOT IN ('id', 'record')")
    columns = ", ".join(row["name"] for row in known)
    with study.changing():
        study.write(f"INSERT INTO predictions ({columns}, record) SELECT {columns}, ? FROM predictions", (record,))
    found = prediction_for(study, 1)
    assert (found.verdict, found.reliability, found.reasons) == ("do not use", "do not use", ("It is blurred.",))
    assert {state.state for state in states_of(study, "ab" * 32, "exact")} == {"do not use"}


def test_the_model_is_the_one_used_last_or_the_one_named(study, predict):
    predict(study, sha256="ab" * 32)
    predict(study, sha256="cd" * 32)
    assert study_table(study).model.sha256 == "cd" * 32
    assert study_table(study, model_sha256="abab").model.sha256 == "ab" * 32
    with pytest.raises(StudyError, match="by a model ff"):
        study_table(study, model_sha256="ff")


def test_reads_are_the_first_of_each_spot_and_the_majority_more_than_half(study, predict):
    predict(study)
    read(study, "Ada", lambda spot: "high" if spot in (1, 7) else "low", informed=True)
    read(study, "Bob", lambda spot: "high" if spot == 1 else "low")
    read(study, "Cleo", lambda spot: None if spot == 2 else "high")
    read(study, "Ada", lambda spot: "high", repeat=True)  # the second round does not count
    table = study_table(study)
    assert table.readers == ("Ada", "Bob", "Cleo")
    assert list(table.reads["Ada", "risk"]) == [1, 0, 0, 0, 0, 1], "the highest of patient 6's two"
    np.testing.assert_array_equal(table.reads["Cleo", "risk"], [1, np.nan, 1, 1, 1, 1])
    np.testing.assert_array_equal(table.majority["risk"], [1, 0, 0, 0, 0, 1])
    assert list(study_table(study, read_rule="lowest").reads["Ada", "risk"]) == [1, 0, 0, 0, 0, 0]
    assert list(table.informed["Ada", "risk"]) == [0] * 6
    assert "remark" not in table.questions


def test_where_readers_disagree_evenly_there_is_no_majority(study):
    read(study, "Ada", lambda spot: "high")
    read(study, "Bob", lambda spot: "low")
    assert np.isnan(study_table(study).majority["risk"]).all()


def test_an_open_read_counts_for_nothing(study):
    Reading(study, sign_in(study, "Ada")).answer("risk", "high")
    assert study_table(study).reads == {}


def test_exports_carry_order_seed_times_and_provenance(study, predict, tmp_path):
    predict(study)
    read(study, "Ada", lambda spot: "high", informed=True)
    paths = write_study(study, study_table(study), tmp_path / "out", "s")
    assert [path.name.partition(".")[2] for path in paths] == [
        "patients.csv", "reads.csv", "predictions.csv", "leftovers.csv", "log.csv", "sheet.json",
    ]  # fmt: skip
    patients, reads, predictions = (rows(path) for path in paths[:3])
    assert patients[5]["survival_probability"] == "0.65"
    assert patients[0]["qualifier"] == "uncalibrated"
    assert patients[0]["reader_Ada_risk"] == patients[0]["majority_risk"] == "1"
    assert patients[0]["informed_Ada_risk"] == "0"
    assert patients[0]["sex"] == "f"
    blinded = [row for row in reads if row["kind"] == "blinded"]
    assert len(blinded) == len(reads) / 2 == 7
    assert [row["position"] for row in blinded] == list("1234567")
    assert {row["seed"] for row in reads} == {str(sign_in(study, "Ada").seed)}
    assert all(row["started_at"] <= row["locked_at"] <= row["revealed_at"] for row in blinded)
    assert all(row["risk"] == "high" for row in blinded)
    assert predictions[0]["bundle_sha256"] == "ab" * 32
    assert all("Research use only" in row["notice"] and "combined by mean" in row["provenance"] for row in patients)


def test_reads_go_out_and_come_in_again(make_study, predict, tmp_path):
    first, second = make_study("one"), make_study("two")
    read(first, "Ada", lambda spot: None if spot == 2 else "high" if spot == 1 else "low")
    paths = write_study(first, study_table(first), tmp_path / "out", "one")
    assert import_reads(second, paths[1]).count == 7
    np.testing.assert_array_equal(study_table(second).reads["Ada", "risk"], study_table(first).reads["Ada", "risk"])
    assert [row["locked_at"] for row in second.rows("SELECT locked_at FROM reads ORDER BY spot_id")] == [
        row["locked_at"] for row in first.rows("SELECT locked_at FROM reads ORDER BY spot_id")
    ]
    with pytest.raises(StudyError) as told:
        import_reads(second, paths[1])
    assert len(told.value.faults) == 7
    assert "has a blinded read of Ada, round 1" in told.value.faults[0]


def test_faults_of_reads_made_elsewhere_are_all_told_and_none_comes_in(study, tmp_path):
    table = tmp_path / "reads.csv"
    table.write_text(
        "reader,patient_id,image,risk,grade,seconds\n"
        "Ada,Name1,,high,2,\n,Name2,,high,2,\nAda,Name6,,high,2,\nAda,Name3,,maybe,2,\nAda,,Secret-4,low,,-3\nAda,,,1,1,\n"
    )
    with pytest.raises(StudyError) as told:
        import_reads(study, table)
    assert told.value.faults == (
        "line 3: reader is empty",
        "line 4: Name6 names 2 spots of the study instead of one",
        "line 5: risk 'maybe' is not an answer of the score sheet",
        "line 6: seconds '-3' is not a time",
        "line 6: grade is empty",
        "line 7: nothing names no spots of the study instead of one",
    )
    assert study.rows("SELECT * FROM reads") == []


def test_imported_answers_have_the_labels_of_the_sheet_and_texts_stay_as_written(study, tmp_path):
    table = tmp_path / "reads.csv"
    table.write_text("reader,patient_id,risk,grade,remark,not_assessable\nAda,Name1,1,2,pale stroma,NA\n")
    assert import_reads(study, table).text == (
        "1 read was imported. Words for unknown count as missing values: not_assessable: NA (1)."
    )
    rows = study.rows("SELECT question, label, value FROM answers ORDER BY question")
    assert [tuple(row) for row in rows] == [("grade", "2", 2.0), ("remark", "pale stroma", None), ("risk", "high", 1.0)]


@pytest.mark.parametrize(("column", "text", "fault"), [
    ("seconds", "soon", "is not a time"), ("seconds", "-0.5", "is not a time"), ("seconds", "1e999", "is not a time"),
    ("round", "first", "is not the number of a round"), ("round", "0", "is not the number of a round"),
    ("round", "1.5", "is not the number of a round"), ("seconds", "0", ""), ("seconds", "2.5", ""), ("round", "2", ""),
])  # fmt: skip
def test_a_number_of_an_imported_read_is_right_or_refused(study, tmp_path, column, text, fault):
    table = tmp_path / "reads.csv"
    table.write_text(f"reader,patient_id,risk,grade,{column}\nAda,Name1,high,2,{text}\n")
    if fault:
        with pytest.raises(StudyError) as told:
            import_reads(study, table)
        assert told.value.faults == (f"line 2: {column} {text!r} {fault}",)
        return
    assert import_reads(study, table).count == 1
    (row,) = study.rows("SELECT seconds, number AS round FROM reads JOIN rounds ON rounds.id = round_id")
    assert row[column] == float(text)


def test_a_covariate_that_differs_between_spots_is_averaged_and_noted(study, cohort, plan, tmp_path):
    from model.base.progress import result_of
    from model.study.fill import fill
    from model.study.store import create_study

    cohort.write_text(cohort.read_text().replace("Secret-7.png,6.5,0,1", "Secret-7.png,6.5,0,3"))
    with create_study(tmp_path / "other.histostudy") as other:
        result_of(fill(other, plan(cohort, tmp_path / "images")))
        table = study_table(other)
    assert table.covariates["grade"][5] == 2
    assert "grade differs between the spots of 1 patient: the mean is taken." in table.notes


def test_every_array_of_the_table_has_a_place_for_every_patient(study, predict):
    predict(study)
    read(study, "Ada", lambda spot: "low")
    table = study_table(study)
    for field in fields(table):
        value = getattr(table, field.name)
        for column in value.values() if hasattr(value, "values") else [value]:
            if isinstance(column, np.ndarray):
                assert column.shape == (6,)
                assert column.dtype == np.float64


def test_predictions_that_are_no_probabilities_are_left_out_and_counted(study, predict):
    predict(study)
    columns = "spot_id, at, bundle_name, bundle_version, bundle_sha256, backbone_sha256, demo, device, precision, "
    columns += "arithmetic, mpp_source, x, y, width, height, fit, tile_order, tiles_read, calibration, "
    columns += "threshold_origin, verdict, reasons, made_by, record"
    # Another program may write this, because it can switch the file's checks off.
    with closing(sqlite3.connect(study.path)) as other, other:
        other.execute("PRAGMA ignore_check_constraints = ON")
        for spot, value, high in ((1, 1e999, None), (2, 1.5, None), (3, 0.5, -1e999)):
            other.execute(
                f"INSERT INTO predictions ({columns}, survival_probability, high) SELECT {columns}, ?, ? "
                "FROM predictions WHERE spot_id = ?",
                (value, high, spot),
            )
    with study:
        table = study_table(study)
        left_out = "Left out: 3 predictions in the study's file with a probability that is not between 0 and 1."
        assert left_out in table.notes
        assert table.probability[:3] == pytest.approx([0.1, 0.2, 0.3])
        assert prediction_for(study, 1) is None, "the newest one is not replaced by an older one unseen"
    with pytest.raises(UnreadableStudyError, match="CHECK constraint failed in predictions"):
        open_study(study.path)


def test_reads_in_the_hands_of_spreadsheets_keep_their_meaning(study, tmp_path):
    table = tmp_path / "reads.csv"
    table.write_text(
        "reader,patient_id,risk,grade,not_assessable,locked_at\nAda,Name1,high,2,0,2024-05-31\n"
        "Ada,Name2,low,2,FALSE,2024-05-31T13:45:00+02:00\nAda,Name3,,,folded,NA\n"
    )
    assert import_reads(study, table).count == 3
    found = study.rows("SELECT unassessable, locked_at FROM reads ORDER BY spot_id")
    assert [row["unassessable"] for row in found] == [None, None, "folded"]
    assert [row["locked_at"] for row in found][:2] == ["2024-05-31T00:00:00.000+00:00", "2024-05-31T11:45:00.000+00:00"]
    table.write_text("reader,patient_id,risk,grade,locked_at\nNA,Name4,high,2,\nBo,Name4,high,2,31.05.2024\n")
    with pytest.raises(StudyError) as told:
        import_reads(study, table)
    assert told.value.faults == (
        "line 2: reader 'NA' means unknown",
        "line 3: locked_at '31.05.2024' is not a time such as 2024-05-31 or 2024-05-31T13:45:00",
    )


def test_columns_of_reads_are_found_by_key_or_title_and_the_others_are_named(study, tmp_path):
    table = tmp_path / "reads.csv"
    table.write_text("Reader,Patient ID,VISUAL RISK,Grade,risk score,provenance\nAda,Name1,high,2,7,x\n")
    assert import_reads(study, table).text == "1 read was imported. 1 column is not used: 'risk score'."
    rows = study.rows("SELECT question, label FROM answers ORDER BY question")
    assert [tuple(row) for row in rows] == [("grade", "2"), ("risk", "high")]


@pytest.mark.parametrize(("header", "fault"), [
    ("reader,patient_id,risk,Visual risk", "the columns 'risk' and 'Visual risk' both mean 'risk'"),
    ("reader,patient_id,opinion,mood", "no column has a question of the score sheet"),
])  # fmt: skip
def test_reads_without_a_clear_column_for_an_answer_are_refused(study, tmp_path, header, fault):
    table = tmp_path / "reads.csv"
    table.write_text(f"{header}\nAda,Name1,high,low\n")
    with pytest.raises(StudyError) as told:
        import_reads(study, table)
    assert fault in told.value.faults[0]
