"""How fast the work goes, by a clock that the test sets."""

import pytest

from app.session.pace import left_in_text, start, whole_pace
from model.base.progress import Progress


def at(done, total=256, stage="encoding tiles"):
    return Progress(stage, done, total)


def test_the_rate_is_over_what_was_done_since_the_first_report():
    pace = start(at(16), 10.0).told(at(48), 12.0)
    assert pace.per_second == pytest.approx(16)
    assert pace.seconds_left == pytest.approx((256 - 48) / 16)


def test_nothing_is_told_too_early():
    pace = start(at(16), 10.0)
    assert pace.per_second is None
    assert pace.told(at(32), 10.01).seconds_left is None


def test_a_new_stage_starts_a_new_pace():
    pace = start(at(0, 0, "loading the model"), 0.0).told(at(16), 100.0)
    assert pace.per_second is None
    assert pace.told(at(32), 101.0).per_second == pytest.approx(16)


def test_a_stage_that_begins_again_is_measured_from_there():
    """Retried with a smaller batch, a stage reports fewer tiles than before: that is no negative speed."""
    pace = start(at(16), 0.0).told(at(240), 10.0).told(at(32), 11.0)
    assert (pace.began_done, pace.began_s) == (32, 11.0)
    assert pace.per_second is None
    assert pace.told(at(48), 12.0).per_second == pytest.approx(16)


def test_the_pace_of_several_regions_never_goes_back():
    """Each stage of a region counts from nothing again, but what is done of all of them stays done."""
    pace = whole_pace(None, at(0, 100, "decoding"), 2, 1, 0.0)
    pace = whole_pace(pace, at(80, 100, "decoding"), 2, 1, 8.0)
    assert pace.done == 800
    pace = whole_pace(pace, at(0), 2, 1, 9.0)
    assert (pace.done, pace.began_s) == (800, 0.0)
    assert pace.per_second == pytest.approx(800 / 9)
    assert whole_pace(pace, at(128), 2, 0, 20.0).done == 1500


@pytest.mark.parametrize(
    ("seconds", "words"), [(0.2, "1 s left"), (3.4, "4 s left"), (89, "2 min left"), (3600, "61 min left")]
)
def test_time_left_in_words_is_rounded_up(seconds, words):
    assert left_in_text(seconds) == words
