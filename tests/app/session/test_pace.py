"""How fast the work goes, by a clock the test holds in its hand."""

import pytest

from app.session.pace import left_in_text, start
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


@pytest.mark.parametrize(
    ("seconds", "words"), [(0.2, "1 s left"), (3.4, "4 s left"), (89, "2 min left"), (3600, "61 min left")]
)
def test_time_left_in_words_is_rounded_up(seconds, words):
    assert left_in_text(seconds) == words
