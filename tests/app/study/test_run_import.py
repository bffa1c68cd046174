"""The results of a run come into the open study: offered in the folder of the queue, counted, refused with a reason."""


import pytest

from app.actions import action_table as commands
from app.session.queue_state import QueuedSpot, QueueRun
from model.cohort.analyse import Job, _record
from model.cohort.result_tables import ResultTable
from model.cohort.spot import PlannedSpot


@pytest.fixture
def user(window, qtbot, study_file, known):
    """The window with the study open."""
    window.study.open(study_file)
    window.until = qtbot.waitUntil
    window.until(lambda: len(window.controller.session.study.spots) == known["patients"])
    return window


def results(folder, *predictions):
    """The table of a run with these predictions."""
    table = ResultTable()
    for number, prediction in enumerate(predictions):
        path = prediction.image.path
        table.add(number, _record(PlannedSpot(path, path), Job("run"), prediction, None, ()))
    folder.mkdir()
    table.write(folder)
    return folder / "results.csv"


def test_the_predictions_of_a_run_are_imported_from_the_folder_of_the_queue(
    user, answers, asked, study_file, make_prediction_of, tmp_path
):
    spots = study_file.parent / "spots"
    made = [make_prediction_of(spots / name) for name in ("s03.png", "s07.png")]
    answers["table"] = results(tmp_path / "run", *made)
    run = QueueRun(tmp_path / "run", spots, tmp_path / "b", "0" * 64, "demo", "exact", "auto")
    user.controller.queue.change(lambda q: q.pausing(True).added((QueuedSpot(spots / "s03.png"),), run))
    commands.run("study-predictions", user.context)
    assert asked[-1] == ("table", (tmp_path / "run", "Choose results.csv of a run or of the queue"))
    user.until(lambda: user.controller.session.study.notice is not None)
    assert user.controller.session.study.notice.title == "Added: 2 predictions."


def test_a_table_of_other_images_is_refused_and_nothing_is_imported(user, answers, make_prediction_of, tmp_path):
    (tmp_path / "other.png").write_bytes(b"no spot of the study")
    answers["table"] = results(tmp_path / "run", make_prediction_of(tmp_path / "other.png"))
    commands.run("study-predictions", user.context)
    user.until(lambda: user.controller.session.study.notice is not None)
    assert "has faults" in user.controller.session.study.notice.title
