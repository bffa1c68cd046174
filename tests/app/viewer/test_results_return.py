"""Results return with their image: at once in the same session, later from what was saved."""

import threading
from pathlib import Path

import pytest

from app.actions import action_table as commands
from app.viewer.canvas.canvas_text import canvas_text
from model.result.prediction import Verdict
from model.result.saved_regions import SavedRegion, SavedResult

ONE, TWO = (Path(f"/data/spot-{number}.png") for number in (1, 2))


@pytest.fixture
def folder(qtbot, opened, tasks, window):
    """Image 1 of two on the screen."""
    tasks.siblings = (ONE, TWO)
    return opened(ONE)


def analyse(qtbot, window):
    commands.run("analyse", window.context)
    controller = window.controller
    qtbot.waitUntil(lambda: controller.session.analysis.prediction is not None)
    qtbot.waitUntil(lambda: {"ig", "occlusion"} <= set(controller.session.explanation.found))
    qtbot.waitUntil(lambda: controller.session.explanation.running is None)


def page(qtbot, window, action, path):
    commands.run(action, window.context)
    qtbot.waitUntil(lambda: window.controller.session.image.opened.record.path == str(path))


def test_paging_away_and_back_shows_the_result_and_its_maps_again(qtbot, folder, tasks):
    """They were gone once: "Not analysed yet", although nothing had changed."""
    analyse(qtbot, folder)
    before = folder.controller.session
    page(qtbot, folder, "next", TWO)
    assert folder.controller.session.analysis.prediction is None
    page(qtbot, folder, "previous", ONE)
    after = folder.controller.session
    assert after.analysis.prediction is before.analysis.prediction
    assert dict(after.explanation.found) == dict(before.explanation.found)
    assert folder.result.figure.text() == "0.71"
    assert tasks.seen.count("analyse") == 1
    qtbot.waitUntil(lambda: not folder.controller._network.is_busy)
    assert tasks.explained.count(("occlusion", "ig")) == 1, "nothing is explained twice"


def saved(tasks, fakes, path, **changes):
    """Save a result of an earlier session for the image at `path`."""
    slide = fakes.PaintedSlide(path)
    record = fakes.record(path, slide)
    facts = {
        "probability": 0.71, "qualifier": "uncalibrated", "risk_group": None, "level": "ok", "model": "demo 1",
        "model_sha256": fakes.bundle().sha256, "demo": True, "precision": "exact", "read_on": "2026-11-24",
    }  # fmt: skip
    from model.region.region import place

    region = place(slide.size, record.mpp, 3500, 0.286).region
    tasks.windows[record.sha256] = (SavedRegion(region, (SavedResult(**(facts | changes)),)),)
    return record.sha256


def test_a_result_of_an_earlier_session_is_computed_from_cached_features(qtbot, window, opened, tasks, fakes):
    tasks.cached.add(saved(tasks, fakes, ONE))
    window.controller.get_ready()
    opened(ONE)
    qtbot.waitUntil(lambda: window.controller.session.analysis.prediction is not None)
    assert "analyse" not in tasks.seen
    assert window.result.figure.text() == "0.71"
    qtbot.waitUntil(lambda: "ig" in window.controller.session.explanation.found)


def test_it_is_restored_once_the_program_is_ready(qtbot, window, opened, tasks, fakes):
    """Before that no large library may be loaded."""
    tasks.cached.add(saved(tasks, fakes, ONE))
    opened(ONE)
    assert "restore spot-1.png" not in tasks.seen
    window.controller.get_ready()
    qtbot.waitUntil(lambda: window.controller.session.analysis.prediction is not None)


@pytest.mark.parametrize("changes", [{"precision": "fast"}, {"model_sha256": "c" * 64}], ids=["precision", "model"])
def test_a_result_under_other_conditions_is_not_restored(qtbot, window, opened, tasks, fakes, changes):
    tasks.cached.add(saved(tasks, fakes, ONE, **changes))
    window.controller.get_ready()
    opened(ONE)
    qtbot.waitUntil(lambda: not window.controller._network.is_busy)
    assert "restore spot-1.png" not in tasks.seen
    assert window.controller.session.analysis.prediction is None


def test_without_features_the_saved_number_stays_below_analysed_earlier(qtbot, window, opened, tasks, fakes):
    saved(tasks, fakes, ONE)
    window.controller.get_ready()
    opened(ONE)
    qtbot.waitUntil(lambda: "restore spot-1.png" in tasks.seen and not window.controller._network.is_busy)
    assert window.result.headline.text() == "Analysed earlier"
    assert "Saved result: 0.71" in window.result.remembered.text()
    assert "Its saved result stands in the result panel." in canvas_text(window.controller.session)
    assert tasks.seen.count("restore spot-1.png") == 1
    opened(TWO)
    assert window.result.headline.text() == "Not analysed yet"


def test_the_saved_number_of_another_model_is_no_analysis_by_this_one(qtbot, window, opened, tasks, fakes):
    saved(tasks, fakes, ONE, model_sha256="c" * 64)
    window.controller.get_ready()
    opened(ONE)
    qtbot.waitUntil(lambda: "Saved result" in window.result.remembered.text())
    assert window.result.headline.text() == "Not analysed with this model yet"


def test_an_analysis_does_not_wait_for_the_restoring(qtbot, window, opened, tasks, fakes):
    tasks.cached.add(saved(tasks, fakes, ONE))
    tasks.restoring_gate = threading.Semaphore(0)
    window.controller.get_ready()
    opened(ONE)
    qtbot.waitUntil(lambda: "restore spot-1.png" in tasks.seen)
    commands.run("analyse", window.context)
    tasks.p = 0.64
    tasks.open_gates()
    qtbot.waitUntil(lambda: window.controller.session.analysis.prediction is not None)
    assert window.controller.session.analysis.prediction.survival_probability == 0.64


def test_a_refused_result_returns_refused(qtbot, folder, tasks):
    tasks.verdict = Verdict("do not use", ("no tissue",))
    commands.run("analyse", folder.context)
    qtbot.waitUntil(lambda: folder.controller.session.analysis.prediction is not None)
    folder.controller.change(lambda s: s.showing_anyway())
    page(qtbot, folder, "next", TWO)
    page(qtbot, folder, "previous", ONE)
    assert folder.controller.session.analysis.refused
