"""Answer the program's questions in the reader process: open or describe a slide, read pixels, make a thumbnail."""

import mmap
import os
import queue
import threading
from collections.abc import Callable, Generator
from contextlib import closing
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import BinaryIO, TypeVar, cast

import numpy as np

from model.base.errors import SlideError
from model.base.private_trace import private_trace
from model.base.progress import Progress
from model.slide.base import Slide
from model.slide.colour_profile import DisplayTransform, profile_name
from model.slide.isolated.messages import MAX_TEXT, Message, described, error_message, receive, send
from model.slide.isolated.start import SLOT_BYTES
from model.slide.levelled import About
from model.slide.pixel_size import PixelSize
from model.slide.reduced import read_reduced
from model.slide.registry import READERS, describe_slide, slide_steps
from model.slide.thumbnail import thumbnail_steps

T = TypeVar("T")


class Answers:
    """The work of a reader process. It has at most one open slide, and answers several questions at the same time."""

    def __init__(self, stream: BinaryIO, shared: mmap.mmap, threads: int) -> None:
        self._stream, self._shared, self._threads = stream, shared, threads
        self._sending = threading.Lock()
        self._questions: queue.SimpleQueue[Message] = queue.SimpleQueue()
        self._slide: Slide | None = None
        self._making = threading.Lock()
        self._display: DisplayTransform | None = None

    def run(self, questions: BinaryIO, restricted: tuple[str, ...]) -> None:
        """Answer the program's questions until the program closes the stream `questions`.

        Then end the process, even if a decoder is still running.
        """
        for number in range(self._threads):
            threading.Thread(target=self._work, name=f"reader {number}", daemon=True).start()
        self._send(0, {"restricted": list(restricted)})
        while (question := receive(questions)) is not None:
            self._questions.put(question)
        os._exit(0)

    def _work(self) -> None:
        while True:
            question = self._questions.get()
            try:
                answer: Message = {"done": ACTIONS[question["do"]](self, question)}
            except SlideError as error:
                answer = {"refused": error_message(error)}
            except Exception as error:  # noqa: BLE001 the program logs and reports it; without an answer, the program waits for ever
                answer = {"failed": private_trace(error)[-MAX_TEXT:]}
            self._send(question["number"], answer)

    def prepare(self, _: Message) -> Message:
        """Load the code of all readers, so that the first image opens sooner."""
        for reader in READERS:
            import_module(reader.opener.module)
        return {}

    def open(self, question: Message) -> Message:
        self._slide = self._reported(question, slide_steps(Path(question["file"])))
        return _description(self._slide)

    def describe(self, question: Message) -> Message:
        with closing(describe_slide(Path(question["file"]))) as slide:
            return _description(slide)

    def pixels(self, question: Message) -> Message:
        level, x, y, width, height = question["box"]
        if self._slide is None:
            raise RuntimeError("no slide is open")
        return self._put(self._slide.read_level(level, x, y, width, height), question["slot"])

    def reduced(self, question: Message) -> Message:
        level, by, x, y, width, height = question["box"]
        if self._slide is None:
            raise RuntimeError("no slide is open")
        return self._put(read_reduced(self._slide, level, by, x, y, width, height), question["slot"])

    def shown(self, question: Message) -> Message:
        """Convert the pixels in a slot of the shared memory to the colours of the screen, in place."""
        if self._slide is None:
            raise RuntimeError("no slide is open")
        with self._making:
            self._display = self._display or self._slide.display()
        width, height = question["size"]
        place = np.frombuffer(self._shared, np.uint8, width * height * 3, question["slot"] * SLOT_BYTES)
        pixels = place.reshape(height, width, 3)
        if self._display is not None:
            pixels[:] = self._display(pixels.copy())
        return {}

    def thumbnail(self, question: Message) -> Message:
        pixels = self._reported(question, thumbnail_steps(Path(question["file"]), question["side"]))
        return {} if pixels is None else self._put(pixels, question["slot"])

    def _put(self, pixels: np.ndarray, slot: int) -> Message:
        """Copy `pixels` to a slot of the shared memory, and return their width and height."""
        place = np.frombuffer(self._shared, np.uint8, pixels.size, slot * SLOT_BYTES)
        place.reshape(pixels.shape)[:] = pixels
        return {"size": [pixels.shape[1], pixels.shape[0]]}

    def _reported(self, question: Message, steps: Generator[Progress, None, T]) -> T:
        """Return the result of `steps`, and send each new progress report to the program."""
        last = None
        while True:
            try:
                report = next(steps)
            except StopIteration as end:
                return cast(T, end.value)
            if report != last:  # the program takes a report as a sign that the work goes on
                self._send(question["number"], {"progress": [report.stage, report.done, report.total]})
            last = report

    def _send(self, number: int, answer: Message) -> None:
        with self._sending:
            send(self._stream, {"number": number, **answer})


ACTIONS: dict[str, Callable[[Answers, Message], Message]] = {
    "prepare": Answers.prepare,
    "open": Answers.open,
    "describe": Answers.describe,
    "pixels": Answers.pixels,
    "reduced": Answers.reduced,
    "shown": Answers.shown,
    "thumbnail": Answers.thumbnail,
}
"""The method for each kind of question. A message names the kind in its field `do`."""


def _description(slide: Slide) -> Message:
    about = About(PixelSize(slide.mpp, slide.mpp_source), slide.notes, slide.icc, slide.facts)
    if slide.icc is not None:
        about = replace(about, facts=replace(slide.facts, profile=profile_name(slide.icc)))
    return described(slide.level_sizes, slide.downsamples, about, slide.path)
