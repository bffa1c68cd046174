"""A study beside the queue: its spots are added, predicted cases open as analysed, and no blinded read is spoilt."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.session.queue_state import QueuedSpot, QueueRun, QueueState
from app.viewer.queue_tasks import spots_of
from app.window.panels.queue_text import anew_text
from model.base.errors import StudyError
from model.study.predictions import models_of
from model.study.rounds import sign_in
from model.study.store import open_study


def test_the_spots_of_a_study_are_added_with_their_patients(study_file, known):
    found = spots_of(study_file)
    assert len(found) == known["patients"]
    assert {spot.patient for spot in found} == {f"P{number:02d}" for number in range(known["patients"])}
    assert all(spot.path.is_file() for spot in found)


def test_a_study_with_open_blinded_reads_is_refused(study_file, known):
    """The table of the queue shows the model's answers."""
    with open_study(study_file) as study:
        sign_in(study, "Ada", False)
    with pytest.raises(StudyError, match=f"{known['patients']} open blinded reads"):
        spots_of(study_file)


@pytest.mark.parametrize("reads_open", [False, True])
def test_a_predicted_case_opens_as_analysed_unless_reads_are_open(qtbot, window, tasks, study_file, reads_open):
    with open_study(study_file) as study:
        sha256 = models_of(study)[0].sha256
        if reads_open:
            sign_in(study, "Ada", False)
    controller = window.controller
    controller.change(lambda s: s.with_bundle(replace(s.bundle, sha256=sha256), None))
    window.study.open(study_file)
    qtbot.waitUntil(lambda: bool(controller.session.study.spots))
    assert bool(controller.session.comparison.open) == reads_open
    spot = controller.session.study.spots[3]
    assert spot.state in ("read", "do not use")
    window.study.open_case(spot.spot.id)
    qtbot.waitUntil(lambda: controller.session.image.opened is not None)
    if not reads_open:
        qtbot.waitUntil(lambda: controller.session.analysis.prediction is not None)
    assert ("analyse" in tasks.seen) == (not reads_open)


def test_the_queue_says_that_it_encodes_the_spots_of_a_study_anew(tmp_path):
    """A study whose spots are all predicted once took as long as a new one, without a word."""

    def queue_of(source):
        run = QueueRun(tmp_path, Path(source), tmp_path, "a" * 64, "demo 1", "exact", "auto")
        return QueueState().added((QueuedSpot(tmp_path / "a.png"),), run)

    assert "Predict all spots in the study uses saved features." in anew_text(queue_of("/data/colon.histostudy"))
    assert anew_text(queue_of("/data/folder")) == ""
    assert anew_text(queue_of("/data/colon.histostudy").all_cancelled()) == ""
