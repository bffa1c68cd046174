"""The results of a run come into the open study: offered in the folder of the queue, counted, refused with a reason."""


import pytest

from app.actions import action_table as commands
from app.session.queue_state import QueuedSpot, QueueRun
from app.viewer.tasks import once
from model.cohort.analyse import Job, _record
from model.cohort.result_tables import ResultTable
from model.cohort.spot import PlannedSpot
from model.study.fill import Filled


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
    notice = user.controller.session.study.notice
    assert (notice.tone, notice.title) == ("success", "Added: 2 predictions.")


@pytest.mark.parametrize(("spots", "tone"), [(2, "success"), (0, "warning")])
def test_the_search_for_images_has_the_tone_of_what_it_found(user, monkeypatch, tmp_path, spots, tone):
    monkeypatch.setattr("app.study.tasks.locate_images", lambda study, folder: once("looking", lambda: spots))
    user.study.locate(tmp_path)
    user.until(lambda: user.controller.session.study.notice is not None)
    assert user.controller.session.study.notice.tone == tone


@pytest.mark.parametrize(("unmatched", "tone"), [(0, "success"), (3, "warning")])
def test_an_import_that_left_rows_out_warns(user, monkeypatch, unmatched, tone):
    filled = Filled(patients=2, spots=2, known=0, leftovers=unmatched)
    monkeypatch.setattr("app.study.tasks.fill_in", lambda study, plan, update: once("importing", lambda: filled))
    user.study.add(None, update=False)
    user.until(lambda: user.controller.session.study.notice is not None)
    notice = user.controller.session.study.notice
    assert (notice.tone, "could not be matched" in notice.title) == (tone, unmatched > 0)


def test_a_table_of_other_images_is_refused_and_nothing_is_imported(user, answers, make_prediction_of, tmp_path):
    (tmp_path / "other.png").write_bytes(b"no spot of the study")
    answers["table"] = results(tmp_path / "run", make_prediction_of(tmp_path / "other.png"))
    commands.run("study-predictions", user.context)
    user.until(lambda: user.controller.session.study.notice is not None)
    assert "has faults" in user.controller.session.study.notice.title
