"""Every known way to see too much in a blinded reading, or to change a final read, fails."""

import json
import sqlite3
from dataclasses import replace

import pytest

from model.base.errors import StudyError
from model.study.predictions import prediction_for
from model.study.reading import Reading
from model.study.rounds import readers_of, shuffled, sign_in
from model.study.score_sheet import DEFAULT_SHEET, Choice, Question, Sheet, sheet_from_json, sheet_to_json
from model.study.spots import spot_of, spots_of
from model.study.status import status_lines, status_of
from model.study.store import open_study

ANSWERS = {"risk": "high", "grade": "2", "stroma": 40, "lymphocytes": "some", "confidence": "low"}


class Clock:
    def __init__(self):
        self.now = 100.0

    def __call__(self):
        return self.now


def begin(study, name="Ada", **how):
    return Reading(study, sign_in(study, name, **how))


def fill_in(reading, **changes):
    for question, answer in {**ANSWERS, **changes}.items():
        reading.answer(question, answer)


def lock_all(reading, **changes):
    while reading.state.phase != "done":
        if reading.state.is_open:
            fill_in(reading, **changes)
            reading.lock()
        reading.go_on()


# -- what may be shown ------------------------------------------------------------------------------------------------
def test_the_state_holds_no_name_no_outcome_and_nothing_of_the_model(study, predict):
    predict(study)
    ada = begin(study)
    fill_in(ada, risk="high")
    ada.answer("remark", "UNHEARD-OF")
    ada.lock()
    ada.reveal()
    bob = begin(study, "Bob")
    for _ in range(7):
        said = repr(replace(bob.state, sheet=None))
        for secret in ("Secret", "Name", "UNHEARD-OF", "Ada", "probability", "demo", ".png", "0.", "ab" * 8):
            assert secret not in said, f"{secret} in {said}"
        assert bob.state.revealed is None
        assert not bob.state.can_reveal
        bob.go_on()


def test_before_the_lock_nothing_reveals(study, predict):
    predict(study)
    reading = begin(study)
    for step in (lambda: None, lambda: fill_in(reading), reading.pause, reading.resume, reading.go_on):
        step()
        with pytest.raises(StudyError, match="stays hidden"):
            reading.reveal()
        with pytest.raises(StudyError, match="second read"):
            reading.read_again()
        assert reading.state.revealed is None


def test_the_file_itself_refuses_to_reveal_an_open_read(study, predict):
    predict(study)
    begin(study)
    with pytest.raises(sqlite3.IntegrityError, match="not locked"), study.changing():
        study.write("INSERT INTO reveals (read_id, prediction_id, at) VALUES (1, 1, '')")
    with pytest.raises(sqlite3.IntegrityError, match="nothing was revealed"), study.changing():
        study.write(
            "INSERT INTO reads (round_id, spot_id, kind, sheet, started_at) VALUES (1, 1, 'informed', '{}', '')"
        )


def test_one_revealed_case_says_nothing_of_the_next(study, predict):
    predict(study)
    reading = begin(study)
    fill_in(reading)
    reading.lock()
    assert reading.reveal().revealed is not None
    state = reading.go_on()
    assert (state.phase, state.revealed, state.can_reveal, dict(state.answers)) == ("reading", None, False, {})


def test_a_reveal_tells_the_number_with_its_qualifier_and_is_logged(study, predict):
    predict(study)
    round_ = sign_in(study, "Ada")
    reading = Reading(study, round_)
    fill_in(reading)
    reading.lock()
    assert reading.state.can_reveal
    assert reading.state.why_hidden == ""
    shown = reading.reveal().revealed
    assert shown.probability == pytest.approx(round_.order[0] / 10)
    assert (shown.qualifier, shown.verdict) == ("uncalibrated", "ok")
    assert "DEMO MODEL" in shown.model
    reading.reveal()
    (line,) = study.rows("SELECT who, detail FROM log WHERE what = 'revealed'")
    assert line["who"] == "Ada"
    assert f'"spot": {round_.order[0]}' in line["detail"]


def test_what_was_revealed_stays_what_it_was_when_another_model_reads_on(study, predict):
    predict(study)
    reading = begin(study)
    fill_in(reading)
    reading.lock()
    before = reading.reveal().revealed
    predict(study, level="caution", sha256="cd" * 32)
    assert prediction_for(study, reading._round.order[0]).verdict == "caution"
    assert reading.state.revealed == before


@pytest.mark.parametrize(("policy", "after_one", "after_all"), [("round", False, True), ("never", False, False)])
def test_a_study_may_reveal_later_or_never(make_study, predict, policy, after_one, after_all):
    study = make_study(reveal=policy)
    predict(study)
    reading = begin(study)
    fill_in(reading)
    assert reading.lock().can_reveal is after_one
    with pytest.raises(StudyError, match="stays hidden"):
        reading.reveal()
    lock_all(reading)
    assert reading.go(1).can_reveal is after_all


def test_nothing_can_be_revealed_that_no_model_has_read(study):
    reading = begin(study)
    fill_in(reading)
    state = reading.lock()
    assert not state.can_reveal
    assert state.why_hidden == "no model has analysed this spot"
    with pytest.raises(StudyError, match="no model has analysed"):
        reading.reveal()


def test_a_missing_image_is_told_without_its_name(study):
    (study.folder / "images").rename(study.folder / "gone")
    with pytest.raises(StudyError) as told:
        begin(study).image()
    assert "Secret" not in f"{told.value} {told.value.remedy}"


# -- what is final ----------------------------------------------------------------------------------------------------
def test_a_locked_read_cannot_be_changed_through_the_program_or_the_file(study):
    reading = begin(study)
    fill_in(reading)
    reading.lock()
    for change in (lambda: reading.answer("risk", "low"), lambda: reading.set_unassessable("no tumour"), reading.lock):
        with pytest.raises(StudyError, match="locked"):
            change()
    for sql in (
        "UPDATE answers SET value = 0", "DELETE FROM answers", "UPDATE reads SET seconds = 0", "DELETE FROM reads",
        "INSERT INTO answers VALUES (1, 'remark', NULL, 'late', '')", "UPDATE reads SET locked_at = NULL",
        "UPDATE rounds SET seed = 1", "UPDATE round_cases SET position = 9 WHERE position = 1",
    ):  # fmt: skip
        with pytest.raises(sqlite3.IntegrityError, match="final"), study.changing():
            study.write(sql)


def test_a_second_read_is_kept_apart_from_the_first(study, predict):
    predict(study)
    reading = begin(study)
    fill_in(reading)
    reading.lock()
    reading.reveal()
    state = reading.read_again()
    assert (state.phase, dict(state.answers)) == ("informed", {})
    assert state.revealed is not None
    fill_in(reading, risk="low")
    assert reading.lock().phase == "finished"
    rows = study.rows("SELECT kind, label FROM answers JOIN reads ON reads.id = read_id WHERE question = 'risk'")
    assert {row["kind"]: row["label"] for row in rows} == {"blinded": "high", "informed": "low"}
    with pytest.raises(StudyError, match="second read"):
        reading.read_again()


def test_a_read_lacks_what_is_required_unless_the_spot_is_not_assessable(study):
    reading = begin(study)
    reading.answer("risk", 1)
    assert reading.state.lacking == ("Grade", "Tumour-stroma ratio: stroma, %", "Lymphocytes", "Confidence")
    with pytest.raises(StudyError, match="Still to be answered: Grade"):
        reading.lock()
    with pytest.raises(StudyError, match="needs a reason"):
        reading.set_unassessable(" ")
    reading.set_unassessable("no tumour")
    assert reading.lock().phase == "locked"


def test_answers_are_those_of_the_sheet(study):
    reading = begin(study)
    with pytest.raises(StudyError, match="'middling' is not an answer"):
        reading.answer("risk", "middling")
    with pytest.raises(StudyError, match="no question 'size'"):
        reading.answer("size", 1)
    assert dict(reading.answer("stroma", "40").answers) == {"stroma": "40"}
    assert dict(reading.answer("stroma", "90").answers) == {"stroma": "90"}, "until it is locked it can be changed"
    reading.answer("remark", "pale")
    assert "remark" not in reading.answer("remark", " ").answers


# -- order ------------------------------------------------------------------------------------------------------------
def test_every_reader_has_an_order_of_their_own_that_its_seed_gives_again(study):
    rounds = [sign_in(study, name, seed=seed) for name, seed in (("Ada", 1), ("Bob", 2), ("Cleo", 3))]
    assert len({round_.order for round_ in rounds}) == 3
    for round_ in rounds:
        assert sorted(round_.order) == [spot.id for spot in spots_of(study)]
        assert list(round_.order) == shuffled(sorted(round_.order), round_.seed)
    assert sign_in(study, " ada ").order == rounds[0].order, "the same reader, the same round"
    drawn = [sign_in(study, f"R{n}").seed for n in range(3)]
    assert len(set(drawn)) == 3


def test_the_shuffle_gives_the_same_order_for_ever():
    assert shuffled(list(range(1, 11)), 2018) == [5, 2, 7, 8, 3, 9, 4, 10, 1, 6], "as it was when studies began"
    firsts = [shuffled(list(range(8)), seed)[0] for seed in range(4000)]
    assert all(400 < firsts.count(spot) < 600 for spot in range(8)), "each spot is first as often as any other"


def test_going_back_and_on_and_never_into_a_locked_case(study):
    reading = begin(study)
    fill_in(reading)
    reading.lock()
    assert reading.go_on().number == 2
    reading.answer("risk", "low")
    assert reading.go_on().number == 3
    assert dict(reading.go(2).answers) == {"risk": "low"}
    with pytest.raises(StudyError, match="Case 1 is locked"):
        reading.go(1)
    with pytest.raises(StudyError, match="locked"):
        reading.go(99)
    assert reading.next_pending() == 3
    reading.go(5)
    assert reading.next_pending() == 6, "not back to an earlier one while later ones are open"
    reading.go(7)
    assert reading.go_on().number == 2, "after the last, the first that is open"
    assert reading.state.pending == (2, 3, 4, 5, 6, 7)


def test_spots_that_come_later_are_read_after_the_others(study, make_picture, plan, tmp_path):
    from model.base.progress import result_of
    from model.study.fill import fill

    before = sign_in(study, "Ada")
    make_picture(tmp_path / "images" / "late.png", 77)
    table = tmp_path / "late.csv"
    table.write_text("patient_id,image,time_years,event\nLate,late.png,1,1\n")
    result_of(fill(study, plan(table, tmp_path / "images")))
    after = sign_in(study, "Ada")
    assert after.order[:7] == before.order
    assert spot_of(study, after.order[7]).patient == "Late"


def test_spots_that_come_later_are_shuffled_by_the_seed_and_the_number_of_spots_before(
    study, make_picture, plan, tmp_path
):
    from model.base.progress import result_of
    from model.study.fill import fill

    sign_in(study, "Ada", seed=2018)
    rows = ["patient_id,image,time_years,event"]
    for number in range(9):
        make_picture(tmp_path / "images" / f"late-{number}.png", 100 + number)
        rows.append(f"Late{number},late-{number}.png,1,1")
    (tmp_path / "late.csv").write_text("\n".join(rows) + "\n")
    result_of(fill(study, plan(tmp_path / "late.csv", tmp_path / "images")))
    late = [spot.id for spot in spots_of(study) if spot.patient.startswith("Late")]
    assert list(sign_in(study, "Ada").order[7:]) == shuffled(late, 2018 + 7)


def test_a_finished_round_opens_without_a_case(study):
    lock_all(begin(study))
    again = begin(study)
    assert (again.state.phase, again.state.number, again.state.pending) == ("done", 0, ())
    assert (again.next_pending(), again.image()) == (None, None)
    assert dict(again.state.answers) == {}
    assert again.go(7).number == 7


# -- time, pauses, crashes, repeats -----------------------------------------------------------------------------------
def test_time_counts_while_the_case_is_open_and_not_while_the_reader_is_away(study):
    clock = Clock()
    reading = Reading(study, sign_in(study, "Ada"), clock)
    clock.now += 10
    fill_in(reading)
    assert reading.pause().phase == "paused"
    clock.now += 1000
    with pytest.raises(StudyError, match="paused"):
        reading.answer("risk", "low")
    reading.resume()
    clock.now += 5
    reading.go_on()
    clock.now += 3
    reading.go(1)
    clock.now += 2
    reading.lock()
    clock.now += 500
    seconds = [row["seconds"] for row in study.rows("SELECT seconds FROM reads ORDER BY id")]
    assert seconds == [17.0, 3.0]


def test_a_paused_case_reveals_nothing(study, predict):
    predict(study)
    reading = begin(study)
    fill_in(reading)
    reading.lock()
    assert not reading.pause().can_reveal
    with pytest.raises(StudyError, match="stays hidden"):
        reading.reveal()
    assert study.one("SELECT count(*) AS count FROM reveals")["count"] == 0
    assert reading.resume().can_reveal
    shown = reading.reveal().revealed
    assert shown is not None
    assert reading.pause().revealed is None, "a number that was revealed is hidden while the reader is away"
    assert reading.resume().revealed == shown


def test_after_a_crash_the_reader_is_where_the_reader_was(study, predict):
    predict(study)
    reading = begin(study)
    fill_in(reading)
    reading.lock()
    reading.go_on()
    reading.answer("grade", 3)
    study.close()  # without `leave`, as after a crash
    with open_study(study.path) as again:
        state = begin(again).state
        assert (state.number, state.phase, dict(state.answers)) == (2, "reading", {"grade": "3"})
        assert state.locked == 1


def test_a_crash_in_the_second_read_keeps_it(study, predict):
    predict(study)
    reading = begin(study)
    fill_in(reading)
    reading.lock()
    reading.reveal()
    reading.read_again()
    reading.answer("risk", "low")
    study.close()
    with open_study(study.path) as again:
        state = begin(again).state
        assert (state.number, state.phase, dict(state.answers)) == (1, "informed", {"risk": "low"})
        assert state.revealed is not None


def test_a_round_is_repeated_only_when_it_is_read_and_washed_out(make_study, predict):
    study = make_study(washout_days=10.0)
    predict(study)
    first = sign_in(study, "Ada")
    reading = Reading(study, first)
    with pytest.raises(StudyError, match="not finished"):
        sign_in(study, "Ada", repeat=True)
    fill_in(reading)
    reading.lock()
    reading.reveal()
    reading.go_on()
    lock_all(reading)
    with pytest.raises(StudyError, match="washout of 10 days lasts until"):
        sign_in(study, "Ada", repeat=True)
    study.set_fact("washout_days", "0")
    second = sign_in(study, "Ada", repeat=True)
    assert (second.number, second.seed != first.seed) == (2, True)
    again = Reading(study, second)
    again.go(second.order.index(first.order[0]) + 1)
    rows = study.rows("SELECT saw_model_before FROM reads WHERE round_id = ? AND spot_id = ?",
                      (second.id, first.order[0]))  # fmt: skip
    assert [row["saw_model_before"] for row in rows] == [1], "the repeat of a case whose number was seen is marked"
    assert sum(row["saw_model_before"] for row in study.rows("SELECT saw_model_before FROM reads")) == 1


def test_who_only_reads_the_file_cannot_sign_in(study):
    with open_study(study.path) as second, pytest.raises(StudyError, match="cannot be changed"):
        sign_in(second, "Eve")


def test_progress_counts_and_tells_no_answer(study):
    reading = begin(study)
    fill_in(reading)
    reading.lock()
    begin(study, "Bob")
    assert [(one.name, one.round, one.locked, one.total) for one in readers_of(study)] == [
        ("Ada", 1, 1, 7), ("Bob", 1, 0, 7),
    ]  # fmt: skip
    with pytest.raises(StudyError, match="needs a name"):
        sign_in(study, "  ")


# -- the sheet --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("text", [
    "[1]", "{}", '{"questions": ["risk"], "reasons": ["torn"]}', "[" * 100_000,
    '{"questions": [{"key": "a", "title": "A", "choices": [{"label": "x", "value": HUGE}]}], "reasons": []}'
    .replace("HUGE", "9" * 400),
])  # fmt: skip
def test_a_text_that_is_no_sheet_is_refused_whatever_its_form(text):
    with pytest.raises(StudyError, match="not a score sheet") as refused:
        sheet_from_json(text)
    assert refused.value.remedy


def test_a_sheet_goes_through_json_and_its_faults_are_listed():
    assert sheet_from_json(sheet_to_json(DEFAULT_SHEET)) == DEFAULT_SHEET
    with pytest.raises(StudyError, match="not a score sheet"):
        sheet_from_json("[1]")
    twice = Sheet((Question("a b", "A", choices=(Choice("x", 1), Choice("x", 1))),), ())
    with pytest.raises(StudyError) as told:
        sheet_from_json(sheet_to_json(twice))
    assert len(told.value.faults) == 4


def test_a_sheet_of_ones_own_is_asked_and_stays_once_reading_has_begun(make_study):
    from model.study.settings import StudySettings, save_settings

    own = Sheet((Question("budding", "Budding", choices=(Choice("low", 0), Choice("high", 1))),), ("none",))
    study = make_study(sheet=own)
    reading = begin(study)
    assert reading.state.sheet == own
    reading.answer("budding", "high")
    assert reading.lock().phase == "locked"
    with pytest.raises(StudyError, match="Reading has begun"):
        save_settings(study, StudySettings(DEFAULT_SHEET))


def test_a_clock_that_goes_backwards_adds_no_negative_time_and_is_reported(study):
    clock = Clock()
    reading = Reading(study, sign_in(study, "Ada"), clock)
    clock.now += 10
    fill_in(reading)
    clock.now -= 250
    reading.answer("risk", "low")
    clock.now += 4
    reading.lock()
    ((seconds, number),) = study.rows("SELECT seconds, id FROM reads")
    assert seconds == 14.0
    ((who, detail),) = study.rows("SELECT who, detail FROM log WHERE what = 'clock went backwards'")
    assert (who, json.loads(detail)) == ("Ada", {"case": 1, "round": 1, "seconds": -250.0})
    assert status_of(study).clock_faults == 1
    assert "times that cannot be right: 1; the computer's clock went backwards" in "\n".join(
        status_lines(status_of(study))
    )
    assert study.rows("SELECT locked_at FROM reads WHERE id = ?", (number,))[0]["locked_at"]


def test_a_read_that_was_locked_before_it_began_is_counted(study, monkeypatch):
    reading = begin(study)
    assert status_of(study).clock_faults == 0
    fill_in(reading)
    monkeypatch.setattr("model.study.reading.now", lambda: "2001-01-01T00:00:00.000+00:00")
    reading.lock()
    assert status_of(study).clock_faults == 1
