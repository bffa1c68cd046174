"""Recalibrating from the page: a button beside the calibration curve, a bundle that can be used, and what is told."""

from dataclasses import replace

import pytest

from app.actions import action_table as commands
from app.actions.dialogs.files import BUNDLE
from model.base.files import file_sha256
from model.bundle.installed import find_bundle
from model.bundle.manifest import read_manifest
from model.study.comparison_request import ComparisonRequest
from model.study.predictions import add_prediction
from model.study.spots import spots_of
from model.study.store import open_study


def compared(window):
    """The state of the comparison that the window shows."""
    return window.controller.session.comparison


@pytest.fixture
def user(qtbot, window, study_file, known, make_prediction_of):
    """A window with the page of a study that the embedded model has read."""
    with open_study(study_file) as study:
        with study.changing():  # nobody is lost: ten patients without the event are needed
            study.write("UPDATE outcomes SET time_years = 6 WHERE event = 0")
        for number, spot in enumerate(spots_of(study)):
            made = make_prediction_of(study.folder / spot.image)
            used = replace(made.bundle, sha256=file_sha256(find_bundle("demo")))
            add_prediction(study, spot, replace(made, bundle=used, survival_probability=known["survival"](number)))
    window.study.open(study_file)
    window.until = lambda condition: qtbot.waitUntil(lambda: bool(condition()))
    window.until(lambda: len(window.controller.session.study.spots) == known["patients"])
    window.study.comparison.ask_for(ComparisonRequest(draws=10))
    commands.run("study-page", window.context)
    made = window.study.comparison
    window.until(lambda: compared(window).comparison is not None and not compared(window).working)
    return window


def recalibrate(user):
    page = user.room.comparison
    page.plots.tabs.setCurrentIndex(2)
    assert page.plots.recalibrate.isVisible()
    page.plots.recalibrate.click()
    user.until(lambda: compared(user).notice is not None and not compared(user).working)
    return page.notice.text()


def test_a_click_writes_a_bundle_and_says_what_it_is_and_is_not(user, answers, asked, tmp_path):
    answers["new_bundle"] = tmp_path / "mine.safetensors"
    told = recalibrate(user)
    assert asked[-1][1][0].name == f"demo-recalibrated{BUNDLE}"
    words = ("mine.safetensors", "slope", "intercept", "observed", "do not test it", "Choose the new file as the model")
    for needed in words:
        assert needed in told
    card = read_manifest(tmp_path / "mine.safetensors")
    assert card.calibration["study"] == "colon"
    assert user.controller.session.comparison.written == (tmp_path / "mine.safetensors",)


def test_a_file_that_is_there_is_told_and_stays(user, answers, tmp_path):
    answers["new_bundle"] = tmp_path / "mine.safetensors"
    (tmp_path / "mine.safetensors").write_bytes(b"somebody's")
    assert "already exists" in recalibrate(user)
    assert (tmp_path / "mine.safetensors").read_bytes() == b"somebody's"
