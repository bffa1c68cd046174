"""Open images in a reader process. The pixels and facts are the same as if this process read them."""

import logging
import threading
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any, cast

import numpy as np

from model.base.errors import SlideError
from model.base.geometry import SizeLevel
from model.base.progress import Progress, result_of
from model.slide.colour_profile import DisplayTransform
from model.slide.dicom_header import DicomHeader, header_of
from model.slide.isolated.messages import BadAnswerError, Description, Message, about_of, error_of, size_of
from model.slide.isolated.pool import own_process, shared_process
from model.slide.isolated.process import ReaderDiedError, ReaderFailedError, ReaderProcess
from model.slide.isolated.start import SLOT_BYTES
from model.slide.levelled import LevelledSlide
from model.slide.registry import kind_for_log
from model.slide.undecoded import Undecoded

log = logging.getLogger(__name__)

MOST_DEATHS = 3
"""Maximum number of reader processes that may end without an answer while they read one slide.

After that, the slide is not opened again.
"""

REMEDY = "If this happens again, the file is damaged or was made to do harm. Export the image again from its source."


def slide_steps(path: Path) -> Generator[Progress, None, LevelledSlide]:
    """Open the image `path` in its own process and return the slide (see `registry.slide_steps`).

    If the caller cancels, the process is stopped.
    """
    process = own_process(path)
    kept = False
    try:
        answer = yield from _answered(path, process, "open", file=str(path))
        shown_as, sizes, downsamples, about = _about(path, answer)
        slide = RemoteSlide(shown_as, RemoteSource(path, process, sizes, downsamples), about)
        kept = True
        return slide
    except ReaderDiedError as error:
        raise _ended(path, error) from error
    finally:
        if not kept:
            process.stop()


def describe_slide(path: Path) -> LevelledSlide:
    """Return the facts of the image `path` (see `registry.describe_slide`). The pixels of the result cannot be read."""
    try:
        answer = result_of(_answered(path, shared_process(path), "describe", file=str(path)))
        shown_as, sizes, downsamples, about = _about(path, answer)
    except ReaderDiedError as error:
        raise _ended(path, error) from error
    source = Undecoded(path, sizes[0].width, sizes[0].height)
    source.level_sizes, source.downsamples = sizes, downsamples
    return LevelledSlide(shown_as, source, about)


def thumbnail_steps(path: Path, side: int) -> Generator[Progress, None, np.ndarray | None]:
    """Return a thumbnail of the image `path` (see `thumbnail.thumbnail_steps`)."""
    process = shared_process(path)
    try:
        with process.slot() as (slot, place):
            answer = yield from _answered(path, process, "thumbnail", file=str(path), side=side, slot=slot)
            return _copied(place, answer, side) if answer else None
    except ReaderDiedError as error:
        raise _ended(path, error) from error


class RemoteSlide(LevelledSlide):
    """A slide whose pixels and colours another process computes."""

    def display(self) -> DisplayTransform | None:
        """Return the function that converts stored colours to the colours of the screen, in the reader process."""
        return None if self.icc is None else self._shown

    def _shown(self, pixels: np.ndarray) -> np.ndarray:
        return self._with_source(lambda source: cast(RemoteSource, source).shown(pixels))


class RemoteSource:
    """A source that reads the pixels of a slide with one or more levels in another process.

    If that process ends, a new process opens the slide again, and the request is repeated once.
    """

    def __init__(
        self, path: Path, process: ReaderProcess, sizes: tuple[SizeLevel, ...], downsamples: tuple[float, ...]
    ) -> None:
        self._path, self._process = path, process
        self.level_sizes, self.downsamples = sizes, downsamples
        self._deaths = 0
        self._reopening = threading.Lock()

    def pixels(self, level: int, x: int, y: int, width: int, height: int) -> np.ndarray:
        """Return the pixels of a rectangle of a level: uint8 [height, width, 3], RGB.

        All four numbers are whole px of that level. The area outside the level has the colour of glass.
        """
        result = np.empty((height, width, 3), np.uint8)
        for left, top, part in _parts(result):
            self._do(part, "pixels", box=[level, x + left, y + top, part.shape[1], part.shape[0]])
        return result

    def reduced(self, level: int, by: int, x: int, y: int, width: int, height: int) -> np.ndarray:
        """Return the pixels of a rectangle of a reduced level (see `model.slide.reduced`)."""
        result = np.empty((height, width, 3), np.uint8)
        for left, top, part in _parts(result):
            self._do(part, "reduced", box=[level, by, x + left, y + top, part.shape[1], part.shape[0]])
        return result

    def shown(self, pixels: np.ndarray) -> np.ndarray:
        """Return the pixels, uint8 [height, width, 3], in the colours of the screen.

        The reader process applies the colour profile, because a crafted profile could harm the program.
        """
        result = pixels.copy()
        for _, _, part in _parts(result):
            self._do(part, "shown", size=[part.shape[1], part.shape[0]])
        return result

    def close(self) -> None:
        self._process.stop()

    def _do(self, part: np.ndarray, do: str, **question: Any) -> None:
        """Send the question `do` about the pixels of `part` to the reader process, and store its result in `part`.

        If the process ends before it answers, a new process is asked once.
        """
        process = self._process
        try:
            self._ask(process, part, do, question)
        except ReaderDiedError as error:
            log.warning("The reader process of a slide ended (%s), so a new one is started", error.reason)
            process = self._reopened(process, error)
            try:
                self._ask(process, part, do, question)
            except ReaderDiedError as again:
                raise _ended(self._path, again) from again

    def _ask(self, process: ReaderProcess, part: np.ndarray, do: str, question: Message) -> None:
        with process.slot() as (slot, place):
            if do == "shown":
                np.frombuffer(place, np.uint8, part.size).reshape(part.shape)[:] = part
            result_of(_answered(self._path, process, do, slot=slot, **question))
            part[:] = np.frombuffer(place, np.uint8, part.size).reshape(part.shape)

    def _reopened(self, ended: ReaderProcess, error: ReaderDiedError) -> ReaderProcess:
        """Open the slide in a new process and return this process.

        If another thread has already done so, return its process.
        """
        with self._reopening:
            if self._process is not ended:
                return self._process
            ended.stop()
            self._deaths += 1
            if self._deaths >= MOST_DEATHS:
                raise _ended(self._path, error) from error
            process = own_process(self._path)
            try:
                answer = result_of(_answered(self._path, process, "open", file=str(self._path)))
                _, *levels, _ = _about(self._path, answer)
            except ReaderDiedError as again:
                process.stop()
                raise _ended(self._path, again) from again
            self._process = process
            if levels != [self.level_sizes, self.downsamples]:
                message = f"{self._path.name} has changed on the disk since it was opened."
                raise SlideError(self._path, message, "Open the image again.")
            return process


def _parts(pixels: np.ndarray) -> Iterator[tuple[int, int, np.ndarray]]:
    """Yield the parts of `pixels` that fit into a slot, as views, with the column and row at which each begins."""
    height, width = pixels.shape[:2]
    across = min(width, SLOT_BYTES // 3)
    down = min(height, SLOT_BYTES // (3 * across))
    for top in range(0, height, down):
        for left in range(0, width, across):
            yield left, top, pixels[top : top + down, left : left + across]


def _answered(path: Path, process: ReaderProcess, do: str, **question: Any) -> Generator[Progress, None, Message]:
    """Return the content of the process's answer. If the answer is a `SlideError`, raise it."""
    try:
        answer = yield from process.ask(do, **question)
    except ReaderFailedError as error:
        log.error("A reader failed on a file %s:\n%s", kind_for_log(path), error)
        message = f"{path.name} cannot be read because of an unexpected error."
        raise SlideError(path, message, f"The log file has the details. {REMEDY}") from error
    try:
        if "refused" in answer:
            raise error_of(answer["refused"])
        done = answer["done"]
        if not isinstance(done, dict):
            raise BadAnswerError("an answer without content")
        return done
    except (KeyError, BadAnswerError) as error:
        process.stop()
        raise ReaderDiedError(f"the process sent {error}") from error


def _about(path: Path, answer: Message) -> Description:
    """Return the description of a slide in `answer`.

    Raise `ReaderDiedError` if the answer names a file that does not represent the file or folder `path`: the result
    would be saved under the name of another slide, and so for another patient.
    """
    try:
        found = about_of(answer)
    except BadAnswerError as error:
        raise ReaderDiedError(f"the process sent {error}") from error
    if not _represents(found[0], path):
        raise ReaderDiedError("the process named a file that was not asked for")
    return found


def _represents(named: Path, asked: Path) -> bool:
    """Return whether `named` may be the path of the slide that `asked` belongs to.

    Only the files of a DICOM slide are represented by another path: one of its files, or their folder. The program
    compares their headers itself.
    """
    one, other = named.absolute(), asked.absolute()
    if one == other:
        return True
    if ".." in named.parts or not {one, one.parent} & {other, other.parent}:
        return False
    # Only files have a header: if one of the two paths is the folder of the other, it is left out.
    headers = [_header_of(path) for path in (one, other) if path not in (one.parent, other.parent)]
    return None not in headers and len({header.series for header in headers if header is not None}) == 1


def _header_of(path: Path) -> DicomHeader | None:
    try:
        return header_of(path)
    except SlideError:
        return None


def _copied(place: memoryview, answer: Message, side: int) -> np.ndarray:
    """Return a copy of the thumbnail in the shared memory: uint8 [h, w, 3]. Neither side may exceed `side` px."""
    try:
        width, height = size_of(answer)
    except BadAnswerError as error:
        raise ReaderDiedError(f"the process sent {error}") from error
    if max(width, height) > side:
        raise ReaderDiedError("the process sent a thumbnail of another size")
    return np.frombuffer(place, np.uint8, width * height * 3).reshape(height, width, 3).copy()


def _ended(path: Path, error: ReaderDiedError) -> SlideError:
    message = f"{path.name} cannot be read: the process that decodes it ended ({error.reason})."
    return SlideError(path, message, REMEDY)
