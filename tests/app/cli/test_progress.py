"""Progress on standard error: a bar in a terminal, sparse lines elsewhere, and the task closed in any case."""

import io
from collections.abc import Generator

import pytest

from app.cli.progress import curve, follow
from model.base.progress import Progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def task(log: list[str]) -> Generator[Progress, None, str]:
    try:
        yield Progress("reading [the] window")
        for done in range(0, 257, 8):
            yield Progress("encoding tiles", done, 256)
        return "result"
    finally:
        log.append("closed")


@pytest.mark.parametrize("stream", [io.StringIO(), Terminal()])
def test_gives_the_result_and_shows_the_stage(stream: io.StringIO) -> None:
    log: list[str] = []
    assert follow(task(log), "spot.png", stream) == "result"
    assert log == ["closed"]
    assert "spot.png" in stream.getvalue()


def test_lines_are_sparse_outside_a_terminal() -> None:
    stream = io.StringIO()
    follow(task([]), "spot.png", stream)
    assert stream.getvalue().splitlines() == ["spot.png: reading [the] window", "spot.png: encoding tiles 0/256"]


@pytest.mark.parametrize("stream", [io.StringIO(), Terminal()])
def test_a_stopped_task_is_closed(stream: io.StringIO) -> None:
    log: list[str] = []

    def stopped() -> Generator[Progress, None, str]:
        yield from task(log)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        follow(stopped(), "spot.png", stream)
    assert log == ["closed"]


class Log:
    text = "epoch 2: loss 0.5 [training]"
    losses = (0.9, 0.5)


@pytest.mark.parametrize(("stream", "blocks"), [(io.StringIO(), ""), (Terminal(), "█▁")])
def test_a_partial_with_words_is_told_and_drawn_where_that_can_be(stream: io.StringIO, blocks: str) -> None:
    def training() -> Generator[Progress, None, str]:
        yield Progress("training, epoch 3", 0, 4, Log())
        return "head"

    follow(training(), "train", stream)
    assert "epoch 2: loss 0.5 [training]" in " ".join(stream.getvalue().split())
    assert blocks in stream.getvalue()


def test_a_curve_has_its_lowest_block_where_the_loss_is_lowest() -> None:
    assert curve([4.5, 1, 2]) == "█▁▃"
    assert curve([2, 2]) == "▁▁"
    assert curve([]) == ""
    assert len(curve(range(100))) == 30
