"""The state of the study workspace: the queue of spots, and the comparison with readers."""

from dataclasses import replace
from types import SimpleNamespace

import pytest

from app.session.comparison_state import ComparisonState
from app.session.study_state import Predicting, StudyState
from model.base.progress import Progress
from model.study.comparison_input import OpenReads, StudyMark


@pytest.fixture
def state():
    """Three of five spots remain; spot 4 is being analysed."""
    return StudyState(predicting=Predicting((4, 7, 9), 5, progress=Progress("encoding tiles", 64, 256)))


def test_the_first_of_the_queue_is_analysed_and_the_others_wait(state):
    assert [state.running(spot) for spot in (4, 7, 9, 1)] == ["analysing", "waiting", "waiting", ""]
    paused = state.pausing(True)
    assert [paused.running(spot) for spot in (4, 7, 9, 1)] == ["paused", "waiting", "waiting", ""]
    assert paused.pausing(False).running(4) == "analysing"
    assert StudyState().running(4) == ""


def test_the_text_counts_what_is_done_and_what_failed(state):
    assert state.predicting.text == "2 of 5 spots analysed; encoding tiles 64/256"
    assert state.pausing(True).predicting.text == "Paused: 2 of 5 spots analysed"
    failed = state.next_spot(failed=True)
    assert failed.predicting.text == "3 of 5 spots analysed, 1 failed"
    assert failed.stepped(Progress("loading the model", 0, 0)).predicting.text.endswith("1 failed; loading the model")
    assert failed.next_spot(failed=False).predicting.queue == (9,)
    assert failed.next_spot(failed=False).next_spot(failed=False).predicting is None


def test_a_comparison_is_stale_after_any_change_of_the_study():
    mark = StudyMark(7, 7, "2026-11-24", 6, 6, 1, 0)
    made = SimpleNamespace(material=SimpleNamespace(mark=mark))
    state = ComparisonState(comparison=made, mark=replace(mark))
    assert not state.stale
    for change in ({"predictions": 8}, {"reads": 8}, {"last_lock": "2026-11-25"}, {"outcomes": 5}):
        assert replace(state, mark=replace(mark, **change)).stale
    assert not replace(state, mark=None).stale, "unknown yet"
    assert not replace(state, comparison=None).stale


def test_open_reads_are_counted_by_reader():
    assert ComparisonState().open_text == ""
    one = ComparisonState(open=(OpenReads("Ada", 1, 40),))
    assert one.open_text == "1 blinded read is still open (Ada 1 of 40)."
    both = replace(one, open=(OpenReads("Ada", 3, 40), OpenReads("Bo", 2, 40)))
    assert both.open_text == "5 blinded reads are still open (Ada 3 of 40, Bo 2 of 40)."
