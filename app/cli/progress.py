"""Run a task and show its progress on standard error."""

import sys
import time
from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Protocol, TextIO, TypeVar, cast, runtime_checkable

from app.session.pace import Pace, left_in_text, start
from model.base.printable import on_one_line, without_controls
from model.base.progress import Notice, Progress

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.progress import TaskID

T = TypeVar("T")
Steps = Generator[Progress, None, T]

PLAIN_EVERY_S = 10.0
"""Seconds between two lines in a log file. Such a line is frequent enough to show that the program still runs."""


_BLOCKS = "▁▂▃▄▅▆▇█"
_CURVE_LENGTH = 30
"""Length of the curve in a terminal line, in characters. Each character shows one of the latest values."""


@runtime_checkable
class TrainingLog(Protocol):
    """A partial result with a message and the losses so far, shown while a training runs."""

    @property
    def text(self) -> str: ...
    @property
    def losses(self) -> Sequence[float]: ...


class Display(Protocol):
    """Interface of an object that shows progress."""

    def show(self, progress: Progress) -> None: ...
    def print(self, words: str) -> None: ...
    def close(self) -> None: ...


def follow(task: Steps[T], title: str, stream: TextIO | None = None) -> T:
    """Run `task` to its end and return its result. Close the task on Ctrl+C.

    `title` labels the progress. If the terminal or the pipe is closed, the task continues without showing its progress.
    """
    display = _display(title, stream or sys.stderr)
    try:
        while True:
            try:
                progress = next(task)
            except StopIteration as end:
                return end.value
            try:
                if isinstance(progress.partial, Notice):
                    display.print(progress.partial.text)
                display.show(progress)
            except OSError:
                with suppress(OSError):
                    display.close()
                display = _Nothing()
    finally:
        task.close()
        display.close()


def _display(title: str, stream: TextIO | None) -> Display:
    if stream is None:  # the shell closed it: `histocast ... 2>&-`
        return _Nothing()
    try:
        return _Bar(title, stream) if stream.isatty() else _Lines(title, stream)
    except OSError:
        return _Nothing()


class _Nothing:
    """A display that shows nothing."""

    def show(self, progress: Progress) -> None:
        pass

    def print(self, words: str) -> None:
        pass

    def close(self) -> None:
        pass


class _Lines:
    """A display for pipes and log files. It writes a line when a stage begins, then one line every ten seconds."""

    def __init__(self, title: str, stream: TextIO) -> None:
        self._title, self._stream = title, stream
        self._pace: Pace | None = None
        self._printed_s = 0.0

    def show(self, progress: Progress) -> None:
        now = time.monotonic()
        new = self._pace is None or self._pace.stage != progress.stage
        self._pace = start(progress, now) if self._pace is None else self._pace.told(progress, now)
        if new or now - self._printed_s >= PLAIN_EVERY_S:
            self._printed_s = now
            log = f"; {progress.partial.text}" if isinstance(progress.partial, TrainingLog) else ""
            line = f"{self._title}: {progress.stage}{_counts(progress, self._pace)}{log}"
            print(on_one_line(line), file=self._stream, flush=True)

    def print(self, words: str) -> None:
        print(on_one_line(f"{self._title}: {words}"), file=self._stream, flush=True)

    def close(self) -> None:
        pass


class _Terminal:
    """The stream of a terminal for the bar, which is drawn with control characters."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self.write: Callable[[str], int] = getattr(stream, "write_controls", stream.write)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


class _Bar:
    """A display for terminals, with a bar that is updated in place and removed at the end."""

    def __init__(self, title: str, stream: TextIO) -> None:
        # Imported here, so that commands that show no bar start faster.
        from rich.console import Console
        from rich.progress import BarColumn, TextColumn
        from rich.progress import Progress as Bar
        from rich.text import Text

        class WithLog(Bar):
            """Draws a bar and, below it, the loss curve and the message of a training."""

            training: TrainingLog | None = None

            def get_renderables(self) -> "Iterable[RenderableType]":
                yield self.make_tasks_table(self.tasks)
                if self.training is not None:
                    yield Text(without_controls(f"{curve(self.training.losses)}\n{self.training.text}"))

        columns = (TextColumn("{task.description}"), BarColumn(bar_width=24), TextColumn("{task.fields[counts]}"))
        self._bar = WithLog(*columns, console=Console(file=cast(TextIO, _Terminal(stream))), transient=True)
        self._title = title
        self._pace: Pace | None = None
        self._task: TaskID = self._bar.add_task(_plain(title), total=None, counts="")
        self._bar.start()

    def show(self, progress: Progress) -> None:
        now = time.monotonic()
        self._pace = start(progress, now) if self._pace is None else self._pace.told(progress, now)
        self._bar.training = progress.partial if isinstance(progress.partial, TrainingLog) else None
        self._bar.update(
            self._task,
            description=_plain(f"{self._title}: {progress.stage}"),
            completed=progress.done,
            total=progress.total or None,
            counts=_counts(progress, self._pace),
        )

    def print(self, words: str) -> None:
        self._bar.console.print(_plain(f"{self._title}: {words}"), highlight=False, soft_wrap=True)

    def close(self) -> None:
        self._bar.stop()


def _plain(text: str) -> str:
    """Return `text` so that neither rich nor the terminal interprets a name in it."""
    from rich.markup import escape

    return escape(without_controls(text))


def curve(values: Sequence[float]) -> str:
    """Return the last `values` as a line of block characters. The lowest value has the lowest block."""
    last = values[-_CURVE_LENGTH:]
    low, high = min(last, default=0.0), max(last, default=0.0)
    steps = (len(_BLOCKS) - 1) / (high - low) if high > low else 0.0
    return "".join(_BLOCKS[round((value - low) * steps)] for value in last)


def _counts(progress: Progress, pace: Pace) -> str:
    """Return count, speed and remaining time as far as they are known: " 64/256, 5.1/s, 38 s left"."""
    if not progress.total:
        return ""
    parts = [f"{progress.done}/{progress.total}"]
    if pace.per_second is not None and pace.seconds_left is not None:
        parts += [f"{pace.per_second:.3g}/s", left_in_text(pace.seconds_left)]
    return " " + ", ".join(parts)
