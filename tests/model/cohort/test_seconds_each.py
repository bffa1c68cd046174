"""The time that a spot takes with everything around its analysis, as a dry run states it."""

from datetime import datetime, timedelta

import pytest

from model.cohort.look_back import Before

START = datetime.fromisoformat("2026-11-30T12:00:00+00:00")


def ended(**seconds):
    """Results of analyses of 4 s, which ended so many seconds after the start, by computer."""
    ends = {name: [START + timedelta(seconds=one) for one in each] for name, each in seconds.items()}
    return Before(seconds=[4.0] * sum(map(len, ends.values())), ends=ends)


@pytest.mark.parametrize(("before", "each"), [
    (Before(), None),
    (ended(one=(0, 7, 14, 21)), 7.0),
    (ended(one=(21, 7, 0, 86_400)), 14.0),
    (ended(one=(0, 9), two=(3, 11, 20)), 9.0),
    (ended(one=(0, 9_000), two=(5, 14_000)), 4.0),
    (ended(one=(0, 1, 2, 3)), 4.0),
])  # fmt: skip
def test_it_is_the_median_time_from_one_end_to_the_next(before, each):
    """A pause between two runs hardly matters, and two workers of one computer end more often than one."""
    assert before.seconds_each == each
