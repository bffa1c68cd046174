"""Parallel work returns results in order, reports progress, stops when cancelled, and restores torch's threads."""

import threading
from functools import partial

import pytest
import torch

from model.base.progress import GivenUpError, Progress, result_of
from model.explain.parallel import Count, in_parallel

LONGEST_WAIT_S = 300.0


@pytest.fixture(autouse=True)
def _two_threads():
    before = torch.get_num_threads()
    torch.set_num_threads(2)
    yield
    torch.set_num_threads(before)


def test_results_come_in_the_order_of_the_work_however_it_ends():
    last_done = threading.Event()

    def work(number: int, count: Count) -> int:
        if number == 0:
            assert last_done.wait(LONGEST_WAIT_S)
        if number == 4:
            last_done.set()
        return number

    assert result_of(in_parallel([partial(work, number) for number in range(5)], "working")) == [0, 1, 2, 3, 4]
    assert result_of(in_parallel([], "working")) == []


def test_reports_count_the_steps_of_all_threads():
    go_on = threading.Event()

    def work(count: Count) -> None:
        count.add(3)
        assert go_on.wait(LONGEST_WAIT_S)
        count.add(1)

    steps = in_parallel([work, work], "working", 8)
    assert next(steps) == Progress("working", 0, 8)
    while next(steps).done < 6:
        pass
    go_on.set()
    assert result_of(steps) == [None, None]


def test_given_up_it_ends_with_the_next_step_and_begins_nothing_more():
    begun, ended = [], []

    def work(count: Count) -> None:
        begun.append(1)
        try:
            while True:
                count.add(1)
        except GivenUpError:
            ended.append(1)
            raise

    steps = in_parallel([work] * 5, "working")
    while len(begun) < 2:
        next(steps)
    steps.close()
    assert len(begun) == len(ended) == 2


def test_what_goes_wrong_is_told():
    def work(count: Count) -> None:
        raise ValueError("wrong")

    with pytest.raises(ValueError, match="wrong"):
        result_of(in_parallel([work, work], "working"))


def test_torch_has_one_thread_inside_and_as_many_as_before_outside():
    def threads_of(count: Count | None = None) -> int:
        return torch.get_num_threads()

    assert result_of(in_parallel([threads_of] * 3, "working")) == [1, 1, 1]
    assert torch.get_num_threads() == 2
    found = []
    thread = threading.Thread(target=lambda: found.append(threads_of()))
    thread.start()
    thread.join()
    assert found == [2], "a thread that torch never met before"
