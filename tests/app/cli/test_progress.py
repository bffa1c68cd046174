"""Progress on standard error: a bar in a terminal, sparse lines elsewhere, and the task closed in any case."""

import io
from collections.abc import Generator

import pytest

from app.cli.progress import curve, follow
from model.base.progress import Notice, Progress


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
def test_a_name_does_not_control_the_terminal(stream: io.StringIO) -> None:
    def noticing() -> Generator[Progress, None, None]:
        yield Progress("reading \x1b]0;stage\x07", 0, 9, Notice("of \x1b]0;notice\x07"))

    follow(noticing(), "\x1b]0;title\x07", stream)
    assert "\x1b]0;" not in stream.getvalue()
    assert "\\x1b]0;notice\\x07" in stream.getvalue()


@pytest.mark.parametrize("stream", [io.StringIO(), Terminal()])
def test_a_stopped_task_is_closed(stream: io.StringIO) -> None:
    log: list[str] = []

    def stopped() -> Generator[Progress, None, str]:
        yield from task(log)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        follow(stopped(), "spot.png", stream)
    assert log == ["closed"]


@pytest.mark.parametrize("stream", [io.StringIO(), Terminal()])
def test_a_notice_is_printed_once_and_stays(stream: io.StringIO) -> None:
    def noticing() -> Generator[Progress, None, str]:
        yield Progress("encoding spots", 0, 9, Notice("3 of 9 spots [all new] must be encoded."))
        yield Progress("encoding spots", 1, 9)
        return "result"

    assert follow(noticing(), "train", stream) == "result"
    assert stream.getvalue().count("train: 3 of 9 spots [all new] must be encoded.\n") == 1


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


def test_a_task_continues_when_nobody_can_see_its_progress(monkeypatch: pytest.MonkeyPatch) -> None:
    """A closed pipe or terminal raises an error; without any stream, as after `2>&-`, Python has None."""

    class Closed(io.StringIO):
        def write(self, text: str) -> int:
            raise BrokenPipeError(32, "Broken pipe")

    for stream in (Closed(), ClosedTerminal()):
        log: list[str] = []
        assert follow(task(log), "spot.png", stream) == "result"
    monkeypatch.setattr("sys.stderr", None)
    assert follow(task([]), "spot.png") == "result"


class ClosedTerminal(io.StringIO):
    """A terminal whose window was closed."""

    def isatty(self) -> bool:
        return True

    def write(self, text: str) -> int:
        raise OSError(5, "Input/output error")
