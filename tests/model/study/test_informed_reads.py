"""Informed reads of a study: each is paired with the blinded read of the same image, also of patients with two."""

from dataclasses import replace

import numpy as np
import pytest

from model.study.informed_reads import informed_reads
from model.study.patient_table import study_table
from model.study.predictions import add_prediction
from model.study.raters import raters_of
from model.study.reading import Reading
from model.study.rounds import sign_in
from model.study.score_sheet import DEFAULT_SHEET
from model.study.spots import spots_of

ANSWERS = {"grade": "2", "stroma": "20", "lymphocytes": "none", "confidence": "low"}


class Clock:
    """A clock that the test moves."""

    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def read_by(study):
    """Return a function by which a reader reads the spots: `again` maps a spot to its informed answer."""

    def read(reader, blinded, again):
        clock = Clock()
        round_ = sign_in(study, reader, seed=3)
        reading = Reading(study, round_, clock)
        for number, spot in enumerate(round_.order, start=1):
            reading.go(number)
            clock.now += 30
            for question, answer in {**ANSWERS, "risk": blinded[spot]}.items():
                reading.answer(question, answer)
            reading.lock()
            if spot in again:
                reading.reveal()
                reading.read_again()
                clock.now += 12
                if again[spot] is None:
                    reading.set_unassessable("no tumour")
                else:
                    for question, answer in {**ANSWERS, "risk": again[spot]}.items():
                        reading.answer(question, answer)
                reading.lock()

    return read


def every(answer):
    return dict.fromkeys(range(1, 8), answer)


def test_pairs_are_of_the_same_images(study, predict, read_by):
    """Patient 6 has the spots 6 and 7: the blinded high answer of spot 7 has no informed read and does not count."""
    predict(study)
    read_by("Ann", every("low") | {2: "high", 7: "high"}, {1: "high", 2: "high", 6: "low", 3: None})
    pair = study_table(study).pairs["Ann", "risk"]
    assert pair.blinded.tolist()[:2] == [0, 1]
    assert pair.blinded[5] == 0
    assert np.isnan(pair.blinded[2:5]).all()
    assert pair.informed[[0, 1, 5]].tolist() == [1, 1, 0]
    assert study_table(study).reads["Ann", "risk"][5] == 1
    assert pair.reads == 3


def test_times_and_what_was_shown_are_those_of_the_study(study, predict, read_by):
    predict(study)
    read_by("Ann", every("low"), {1: "high", 7: "high"})
    pair = study_table(study).pairs["Ann", "risk"]
    assert pair.seconds.tolist() == [[30, 12], [30, 12]]
    groups = {row["spot_id"]: row["risk_group"] for row in study.rows("SELECT spot_id, risk_group FROM predictions")}
    assert [pair.shown[0], pair.shown[5]] == [float(groups[spot] == "high risk") for spot in (1, 7)]
    assert np.isnan(pair.shown[1:5]).all()


def test_they_reach_the_comparison_beside_their_reader(study, predict, read_by):
    predict(study)
    read_by("Ann", every("low"), {1: "high"})
    read_by("Ben", every("high"), {})
    table = raters_of(study_table(study), DEFAULT_SHEET)
    assert [(one.reader, one.reads, one.unpaired) for one in table.second_reads] == [("Ann", 1, 5)]
    assert [rater.name for rater in table.raters if rater.role == "reader"] == ["Ann", "Ben"]
    with_two = raters_of(study_table(study), DEFAULT_SHEET, ("risk", "stroma"))
    titles = {one.reader for one in with_two.second_reads}
    assert titles == {"Ann, visual risk", "Ann, tumour-stroma ratio: stroma, %"}
    asked = [rater.question for rater in with_two.raters if rater.role == "reader"]
    assert asked == ["risk", "risk", "stroma", "stroma"]
    assert {rater.question for rater in table.raters} == {""}


def test_two_images_with_different_groups_show_no_one_group(study, predict, read_by, made):
    predict(study)
    for spot in spots_of(study):
        image = replace(made.image, sha256=spot.sha256)
        group = "high risk" if spot.id in (1, 6) else "low risk"
        add_prediction(study, spot, replace(made, image=image, risk_group=group))
    read_by("Ann", every("low"), {1: "high", 2: "low", 6: "high", 7: "high"})
    pair = study_table(study).pairs["Ann", "risk"]
    assert pair.shown.tolist()[:2] == [1, 0]
    assert np.isnan(pair.shown[5])
    assert pair.informed[5] == 1


@pytest.mark.parametrize("high_first", [True, False])
def test_several_images_of_a_patient_are_combined_by_the_rule_of_the_study(study, predict, read_by, high_first):
    """Patient 6 has the spots 6 and 7: one is high blinded and low informed, the other the reverse."""
    predict(study)
    order = sign_in(study, "Ann", seed=3).order
    before, after = sorted((6, 7), key=order.index)
    high, low = (before, after) if high_first else (after, before)
    read_by("Ann", every("low") | {high: "high"}, {high: "low", low: "high"})
    owner = {spot: min(spot, 6) - 1 for spot in range(1, 8)}

    def of(rule):
        pair = informed_reads(study, owner, 6, rule, ("risk",))["Ann", "risk"]
        return pair.blinded[5], pair.informed[5]

    assert of("highest") == (1, 1)
    assert of("lowest") == (0, 0)
    assert of("earliest") == ((1, 0) if high_first else (0, 1))
