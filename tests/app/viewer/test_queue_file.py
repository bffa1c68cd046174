"""The queue files: every window has its own, and the spots of windows that ended are taken over once."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from app.session.queue_state import QueuedSpot, QueueRun
from app.viewer.queue_file import QueueFile, load_left, queue_file, save_left
from model.base.errors import CohortRunError

RUN = QueueRun(Path("/runs/a"), Path("/data"), Path("/b.safetensors"), "0" * 64, "demo 1", "exact", "auto")
OTHER = replace(RUN, folder=Path("/runs/b"))
ONE, TWO, THREE = (
    (QueuedSpot(Path(f"/data/{n}.png"), "A-1", (3.0, 5.5)), run) for n, run in enumerate((RUN, RUN, OTHER))
)


@pytest.fixture
def window():
    """Start the queue file of a window. At the end of the test, all windows end."""
    made = []

    def start():
        made.append(QueueFile())
        return made[-1]

    yield start
    for one in made:
        one.release()


def test_two_windows_do_not_overwrite_the_queue_of_each_other(window):
    first, second = window(), window()
    assert (first.take(), second.take()) == ((), ())
    first.save((ONE,))
    second.save((TWO, THREE))
    assert (load_left(queue_file()), load_left(queue_file(2))) == ((ONE,), (TWO, THREE))
    second.save(())
    assert not queue_file(2).exists()
    assert load_left() == (ONE,)


def test_the_next_window_takes_over_what_ended_windows_left_and_nothing_of_an_open_one(window):
    first, second, third = window(), window(), window()
    for one, left in ((first, (ONE,)), (second, (TWO,)), (third, (THREE, ONE))):
        one.take()
        one.save(left)
    first.release()
    third.release()
    fourth = window()
    assert fourth.take() == (ONE, THREE)
    assert queue_file(3).exists(), "its spots are saved nowhere else yet"
    fourth.save((ONE, THREE))
    assert load_left(queue_file()) == (ONE, THREE)
    assert not queue_file(3).exists()
    assert load_left(queue_file(2)) == (TWO,)
    assert window().take() == (), "the fourth window holds them"


def test_a_window_that_ends_before_it_saves_leaves_the_files(window):
    for number, spot in ((1, ONE), (3, TWO)):
        save_left((spot,), queue_file(number))
    lost = window()
    assert lost.take() == (ONE, TWO)
    lost.release()
    assert window().take() == (ONE, TWO)


def test_a_damaged_file_stays_and_the_window_uses_another(window):
    queue_file().parent.mkdir(parents=True, exist_ok=True)
    queue_file().write_text("{")
    save_left((TWO,), queue_file(2))
    one = window()
    assert one.take() == (TWO,)
    one.save((TWO, THREE))
    assert queue_file().read_text() == "{"
    assert load_left(queue_file(2)) == (TWO, THREE)


@pytest.mark.parametrize(
    "centre", ["[NaN, 1]", "[1e999, 1]", "[1" + "0" * 400 + ", 1]", "[]", "3", '["a", 1]', "[true, 1]"],
    ids=["nan", "infinity", "beyond a float", "empty", "number", "text", "bool"],
)  # fmt: skip
def test_a_place_that_is_none_is_refused(centre):
    save_left((ONE,))
    changed = json.loads(queue_file().read_text())
    changed["spots"][0]["centre"] = "CENTRE"
    text = json.dumps(changed).replace('"CENTRE"', centre)
    queue_file().write_text(text)
    with pytest.raises(CohortRunError, match="cannot be read"):
        load_left()
    assert queue_file().read_text() == text


def test_a_name_that_no_file_can_have_is_refused():
    save_left((ONE,))
    queue_file().write_text(queue_file().read_text().replace("0.png", "0\\u0000.png"))
    with pytest.raises(CohortRunError, match="cannot be read"):
        load_left()
