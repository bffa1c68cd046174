"""Three answers: cut-offs by hand, the stated rate in simulated groups, losses, and what is refused."""

import numpy as np
import pytest

from model.base.errors import RaterError
from model.statistics.three_answers import HIGH, LOW, UNCERTAIN, plain_rate, three_answers


def followed(event):
    """Follow-up without losses: events at 1, all others to 9; the horizon is 5."""
    return np.where(event, 1.0, 9.0), event


def test_the_cut_offs_are_those_counted_by_hand():
    """100 patients in order of risk; events are the numbers 25, 35 and all from 60 on but 80."""
    number = np.arange(100)
    event = np.isin(number, [25, 35]) | ((number >= 60) & (number != 80))
    found = three_answers(number / 100, *followed(event), 5.0, 0.1)
    # High from k on: one other (80), those below 60, and one more, of 100 - k: 4 of 42 at 58, 5 of 43 at 57.
    assert found.high == 0.58
    # Low up to 62 would be within the rate, 6 of 63; where both would be, the high answer is given.
    assert found.low == 0.57
    answers = found.answers(np.array([found.low, found.low + 0.001, found.high - 0.001, found.high]))
    assert answers.tolist() == [LOW, UNCERTAIN, UNCERTAIN, HIGH]
    assert (found.patients, found.events, found.others, found.lost) == (100, 41, 59, 0)


def test_tied_risks_get_one_answer():
    """A reader-like risk of three values: the cut-off is a value, and all who have it get the answer."""
    risk = np.repeat([1.0, 2.0, 3.0], [60, 40, 60])
    event = np.zeros(160, bool)
    event[[0, *range(60, 80), *range(102, 160)]] = True
    found = three_answers(risk, *followed(event), 5.0, 0.1)
    assert (found.low, found.high) == (1.0, 3.0)


def test_the_stated_rate_holds_on_average_in_new_groups_with_losses():
    """A third is lost before the horizon; new patients are followed without losses, so that every answer is known."""
    rng = np.random.default_rng(7)
    wrong = {LOW: [], HIGH: []}

    def draw(count):
        risk = rng.normal(size=count)
        return risk, rng.exponential(6 * np.exp(-1.6 * risk))

    for _ in range(150):
        risk, death = draw(300)
        loss = rng.uniform(0, 15, 300)
        found = three_answers(risk, np.minimum(death, loss), death <= loss, 5.0, 0.15)
        new, when = draw(400)
        answers = found.answers(new)
        for answer, is_wrong in ((LOW, when <= 5), (HIGH, when > 5)):
            on = answers == answer
            wrong[answer].append(float(is_wrong[on].mean()) if on.any() else 0.0)
    for answer in (LOW, HIGH):
        mean, error = np.mean(wrong[answer]), np.std(wrong[answer]) / np.sqrt(150)
        assert mean <= 0.15 + 3 * error
        assert mean > 0.09, "it is not needlessly careful"


def test_an_answer_that_is_never_safe_is_never_given():
    rng = np.random.default_rng(1)
    event = rng.random(200) < 0.5
    found = three_answers(rng.random(200), *followed(event), 5.0, 0.05)
    assert (found.low, found.high) == (None, None)
    assert set(found.answers(rng.random(50)).tolist()) == {UNCERTAIN}


@pytest.mark.parametrize(("events", "error", "words"), [(19, 0.1, "19 events"), (30, 0.5, "wrong answers must"),
                                                        (30, 0.0, "wrong answers must")])  # fmt: skip
def test_small_numbers_and_invalid_rates_are_refused(events, error, words):
    event = np.arange(60) < events
    with pytest.raises(RaterError, match=words):
        three_answers(np.linspace(1, 0, 60), *followed(event), 5.0, error)


def test_answers_never_overlap():
    event = np.arange(200) >= 100
    found = three_answers(np.arange(200.0), *followed(event), 5.0, 0.2)
    assert found.low < found.high
    # From 76 on, 24 others and one more are 25 of 124, above 0.2; from 77 on 24 of 123, within it.
    assert (found.low, found.high) == (76.0, 77.0)


def test_a_rate_is_put_in_words():
    assert [plain_rate(rate) for rate in (0.1, 0.05, 0.15, 0.02, 0.123)] == [
        "1 in 10", "1 in 20", "3 in 20", "1 in 50", "123 in 1000"
    ]  # fmt: skip
