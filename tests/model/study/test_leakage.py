"""A study that is scored by a model trained on its images says so; a patient counts by any of the patient's images."""

from dataclasses import replace

import pytest

from model.base.progress import result_of
from model.comparison.build import comparison_of
from model.comparison.comparison import ComparisonOptions
from model.comparison.data.origin import Origin, from_images, stated
from model.comparison.report.heading import sentences_of
from model.comparison.report.record import as_record
from model.comparison.report.text import text_of
from model.study.patient_table import study_table
from model.study.predictions import add_prediction
from model.study.raters import raters_of
from model.study.score_sheet import DEFAULT_SHEET
from model.study.spots import spots_of


@pytest.fixture
def predicted(study, made):
    """Return a function that predicts each spot with an image of the given part of the model's cohort."""

    def give(parts):
        for spot in spots_of(study):
            image = replace(made.image, sha256=spot.sha256)
            part = parts.get(spot.id, "no")
            add_prediction(study, spot, replace(made, image=image, survival_probability=spot.id / 10,
                                                image_in_cohort=part))  # fmt: skip
        return study_table(study)

    return give


def test_a_patient_with_one_image_in_training_was_trained_on(predicted):
    """Patient 6 has the spots 6 and 7; only spot 7 was in training."""
    table = predicted({7: "training", 6: "test", 2: "validation", 3: "test"})
    assert (table.origin.validation, table.origin.trained, table.origin.held_out) == ("internal", 2, 1)
    assert table.origin.patients == 6


def test_no_image_of_the_cohort_makes_it_external_and_an_old_bundle_leaves_it_open(predicted):
    assert predicted({}).origin.validation == "external"
    old = predicted(dict.fromkeys(range(1, 8), "not recorded")).origin
    assert (old.validation, old.unknown) == ("not stated", 6)
    assert "lists no images" in old.because


def test_the_newest_prediction_of_a_spot_counts(predicted):
    predicted({1: "training"})
    assert predicted({}).origin.validation == "external"


def test_the_comparison_says_so_at_once(predicted):
    table = raters_of(predicted({1: "training"}), DEFAULT_SHEET)
    comparison = result_of(comparison_of(table, ComparisonOptions(5.0, draws=20)))
    warning = "LEAKAGE: the model was trained or tuned on 1 of these 6 patients"
    assert any(sentence.startswith(warning) for sentence in sentences_of(comparison)[:2])
    assert warning in text_of(comparison)
    assert as_record(comparison)["validation"]["leakage"].startswith(warning)
    assert as_record(comparison)["validation"]["patients_trained_on"] == 1


def test_what_the_user_states_does_not_hide_leakage():
    assert stated(Origin(), "external").validation == "external"
    assert stated(Origin(), "external").because == "stated by the user"
    leaking = from_images(2, 0, 0, 9)
    assert stated(leaking, "external") is leaking
    assert stated(from_images(0, 0, 0, 9), "internal").validation == "internal"


def test_patients_who_were_not_checked_are_never_external():
    assert from_images(0, 0, 1, 9).validation == "not stated"
    assert from_images(0, 3, 0, 9).validation == "internal"
    assert from_images(0, 3, 0, 9).leakage == ""
