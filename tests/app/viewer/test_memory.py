"""Analysis after analysis keeps no prediction alive but those that the session remembers: live objects are counted."""

import gc
import weakref
from pathlib import Path

import pytest

from app.actions import action_table as commands

ONE, TWO = Path("/data/spot-1.png"), Path("/data/spot-2.png")
ANALYSES = 12


@pytest.fixture
def analysed(qtbot, opened, window):
    """Analyse and explain the window once more; returns a weak reference to the prediction."""

    def analyse():
        before = window.controller.session.analysis.prediction
        commands.run("analyse", window.context)
        qtbot.waitUntil(lambda: window.controller.session.analysis.prediction not in (None, before))
        qtbot.waitUntil(lambda: "ig" in window.controller.session.explanation.found)
        return weakref.ref(window.controller.session.analysis.prediction)

    return analyse


def alive(references):
    gc.collect()
    return sum(reference() is not None for reference in references)


def test_the_same_place_analysed_again_and_again_leaves_one_prediction(qtbot, opened, window, analysed):
    opened(ONE)
    references = [analysed() for _ in range(ANALYSES)]
    assert len({id(reference) for reference in references}) == ANALYSES
    qtbot.waitUntil(lambda: alive(references) == 1)
    assert references[-1]() is window.controller.session.analysis.prediction


def test_the_next_image_keeps_only_the_newest_prediction_of_the_one_before(qtbot, opened, window, analysed):
    opened(ONE)
    references = [analysed() for _ in range(3)]
    opened(TWO)
    qtbot.waitUntil(lambda: alive(references) == 1)


def test_the_oldest_image_lets_go_of_its_prediction(qtbot, opened, window, analysed, monkeypatch):
    monkeypatch.setattr("app.session.region_steps.PREDICTIONS_KEPT", 2)
    references = []
    for number in range(4):
        opened(Path(f"/data/spot-{number}.png"))
        references.append(analysed())
    qtbot.waitUntil(lambda: alive(references) == 2)


