"""The program's side of a reader process: start it, ask it questions, and end it."""

import logging
import mmap
import os
import queue
import re
import secrets
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Generator, Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import Any, cast

import psutil

from model.base.own_program import module_command
from model.base.places import spool_folder
from model.base.progress import Progress
from model.slide.isolated.messages import (
    BadAnswerError,
    Message,
    failure_of,
    limits_of,
    number_of,
    progress_of,
    receive,
    send,
)
from model.slide.isolated.sandbox import MEMORY_BYTES
from model.slide.isolated.start import SLOT_BYTES
from model.slide.isolated.template import MODULE, Copy, Template

log = logging.getLogger(__name__)

SLOTS = max(4, min(8, os.cpu_count() or 1))
"""Number of questions that a process answers at the same time.

This number exceeds the number of threads that read for the screen, so that no tile on the screen waits for an
analysis."""

LOOK_S = 0.25
"""Interval in seconds between two checks of a process while the program waits for its answer."""
PROCESSOR_S = {
    "open": 60.0, "describe": 20.0, "pixels": 20.0, "reduced": 20.0, "shown": 20.0, "thumbnail": 20.0, "prepare": 60.0,
}  # fmt: skip
"""Maximum processor time in seconds without an answer or a new progress report, for each kind of question.

Processor time hardly depends on the other work of the computer. The largest accepted picture takes less than 20 s."""
SILENCE_S = 600.0
"""Maximum time in seconds without an answer or a new progress report. It applies if a disk or a network share does not
respond."""

STACK_BYTES = 4_000
"""Maximum number of bytes of a crashed process's call stack that are written to the log."""
ERROR_BYTES = 200_000
"""Maximum number of bytes at the end of a crashed process's standard error that are searched for the call stack."""
_STACK_LINE = re.compile(
    r"Fatal Python error: [\w ]+|(Current thread|Thread) 0x[0-9a-f]+.*|  File \"[^\"]+\", line \d+ in \S+|  \.\.\."
)
"""Matches a line of a call stack as Python's faulthandler writes it. Other lines of the standard error are warnings of
decoders, which often contain the name of the image.
"""
MOST_WAITING = 1_000
"""Maximum number of progress reports of one question that wait to be shown. A process that sends more was taken over,
and could otherwise fill the memory of the program."""

ROOT = Path(__file__).parents[len(__name__.split(".")) - 1]
"""The folder that contains the top-level package."""


class ReaderDiedError(Exception):
    """A reader process ended by itself or was stopped before it gave its answer. `reason` states why, in words."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class ReaderFailedError(Exception):
    """A reader raised an exception that is not a `SlideError`. The message is the traceback."""


class ReaderProcess:
    """A running reader process. Several threads may ask it questions at the same time.

    With a `template` that is ready, the process is a copy of it. Creating an instance raises OSError if the process
    cannot be started.
    """

    def __init__(self, template: Template | None = None) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="histocast-reader-"))
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 closed by `stop`
        name, self._shared, handle = _shared_memory(SLOTS * SLOT_BYTES)
        try:
            self._process = _started(name, handle, self._folder, self._errors.fileno(), template)
        except OSError:
            self._errors.close()
            self._shared.close()
            shutil.rmtree(self._folder)
            raise
        finally:
            if handle is not None:
                os.close(handle)
        self._usage = psutil.Process(self._process.pid)
        self._numbers = count(1)
        self._replies: dict[int, queue.SimpleQueue[Message | None]] = {}
        self._lock = threading.Lock()
        self._sending = threading.Lock()
        self._slots: queue.SimpleQueue[int] = queue.SimpleQueue()
        for slot in range(SLOTS):
            self._slots.put(slot)
        self._reason = ""
        self._ended = threading.Event()
        self.restricted: tuple[str, ...] = ()
        """Texts that name the limits in force in the process. Empty until the first message of the process arrives."""
        self._listener = threading.Thread(target=self._listen, name="listens to a reader", daemon=True)
        self._listener.start()

    @property
    def has_ended(self) -> bool:
        return self._ended.is_set()

    @property
    def pid(self) -> int:
        return self._process.pid

    @contextmanager
    def slot(self) -> Iterator[tuple[int, memoryview]]:
        """Reserve one slot of the shared memory for one question, until the `with` block ends.

        Yield the number and the bytes of the slot. Raise `ReaderDiedError` if the process was stopped.
        """
        number = self._slots.get()
        try:
            try:
                whole = memoryview(self._shared)
            except ValueError:  # `stop` has closed the memory
                raise ReaderDiedError(self._reason) from None
            with whole, whole[number * SLOT_BYTES : (number + 1) * SLOT_BYTES] as part:
                yield number, part
        finally:
            self._slots.put(number)

    def ask(self, do: str, **question: Any) -> Generator[Progress, None, Message]:
        """Ask the process a question, yield its progress reports, and return its answer.

        Raise `ReaderDiedError` if the process ends, uses too much time or sends a message that is not allowed. Raise
        `ReaderFailedError` if a reader raised an unexpected exception. If the caller closes this generator early, the
        process is stopped.
        """
        number = next(self._numbers)
        replies: queue.SimpleQueue[Message | None] = queue.SimpleQueue()
        with self._lock:
            if self._ended.is_set():
                raise ReaderDiedError(self._reason)
            self._replies[number] = replies
        try:
            self._send({"number": number, "do": do, **question})
            while True:
                reply = self._next(replies, do)
                if "progress" in reply:
                    yield progress_of(reply)
                    continue
                if "failed" in reply:
                    raise ReaderFailedError(failure_of(reply))
                return reply
        except BadAnswerError as error:
            self.stop(f"the process sent {error}")
            raise ReaderDiedError(self._reason) from error
        except GeneratorExit:
            self.stop("the process was no longer needed")
            raise
        finally:
            with self._lock:
                self._replies.pop(number, None)

    def prepare(self) -> None:
        """Ask the process to load the code of all readers in the background, so that the first image opens sooner."""
        with suppress(ReaderDiedError):
            self._send({"number": next(self._numbers), "do": "prepare"})

    def stop(self, reason: str = "the process was closed") -> None:
        """End the process at once. No data are lost, because the process only reads."""
        with self._lock:
            self._reason = self._reason or reason
        self._process.kill()
        self._listener.join()
        self._process.wait()
        self._release()

    def _send(self, message: Message) -> None:
        try:
            with self._sending:
                send(cast(Any, self._process.stdin), message)
        except (OSError, ValueError):  # ValueError: the stream was closed
            self._ended.wait()
            raise ReaderDiedError(self._reason) from None

    def _next(self, replies: "queue.SimpleQueue[Message | None]", do: str) -> Message:
        """Return the next reply of the process. Stop the process if it uses too much time before it replies."""
        used, waited = self._processor_s(), 0.0
        while True:
            try:
                reply = replies.get(timeout=LOOK_S)
            except queue.Empty:
                waited += LOOK_S
                if self._processor_s() - used > PROCESSOR_S[do]:
                    self.stop("the process took too much time")
                elif self._memory_bytes() > MEMORY_BYTES:
                    self.stop("the process took too much memory")
                elif waited > SILENCE_S:
                    self.stop("the disk with the image did not respond")
                continue
            if reply is None:
                raise ReaderDiedError(self._reason)
            return reply

    def _processor_s(self) -> float:
        """Return the processor time in seconds that the process has used."""
        with suppress(psutil.Error):
            times = self._usage.cpu_times()
            return float(times.user + times.system)
        return 0.0

    def _memory_bytes(self) -> int:
        """Return the memory in bytes that the process occupies, without what it shares with the program."""
        with suppress(psutil.Error):
            return int(self._usage.memory_info().rss) - SLOTS * SLOT_BYTES
        return 0

    def _listen(self) -> None:
        """Pass each message on to the thread that waits for it, until the process ends."""
        stream, trouble = cast(Any, self._process.stdout), ""
        try:
            while (message := receive(stream)) is not None:
                if "restricted" in message:
                    self.restricted = limits_of(message)
                    continue
                self._pass_on(message)
        except (BadAnswerError, OSError) as error:
            trouble = f"the process sent {error}"
            self._process.kill()
        code = self._process.wait()
        with self._lock:
            self._reason = self._reason or trouble or _ending(code)
            self._ended.set()
            for replies in self._replies.values():
                replies.put(None)
        if code not in {0, -9, 1, None} or trouble:
            log.error("A reader process ended: %s\n%s", self._reason, self._stack())

    def _pass_on(self, message: Message) -> None:
        """Give `message` to the thread that waits for it.

        Each question gets one answer, and may get progress reports before the answer.
        """
        number = number_of(message)
        with self._lock:
            replies = self._replies.get(number)
            if replies is None:
                return
            if "progress" not in message:
                del self._replies[number]
        if "progress" in message:
            progress_of(message)
            message = {"progress": message["progress"]}
            if replies.qsize() >= MOST_WAITING:
                raise BadAnswerError("more progress reports than can be shown")
        replies.put(message)

    def _stack(self) -> str:
        """Return the call stack that the crashed process has written to its standard error."""
        with suppress(OSError, ValueError):
            # The stack comes last. A decoder may have written any number of warnings before it.
            self._errors.seek(max(0, self._errors.seek(0, os.SEEK_END) - ERROR_BYTES))
            lines = self._errors.read(ERROR_BYTES).decode("utf-8", "replace").splitlines()
            return "\n".join(line for line in lines if _STACK_LINE.fullmatch(line))[:STACK_BYTES]
        return ""

    def _release(self) -> None:
        for stream in (self._process.stdin, self._process.stdout, self._errors):
            with suppress(OSError):  # closing fails if a message is sent only in part; the rest is not needed
                cast(Any, stream).close()
        with suppress(BufferError):  # a thread still copies pixels; its view frees the memory at the end
            self._shared.close()
        shutil.rmtree(self._folder, ignore_errors=True)


def _ending(code: int | None) -> str:
    if code is None:
        return "for an unknown reason"
    return f"signal {-code}" if code < 0 else f"exit code {code}"


def _shared_memory(size: int) -> tuple[str, mmap.mmap, int | None]:
    """Return memory that the program shares with a child process.

    The result has three parts: the name by which the child maps the memory, the memory, and the open file that the
    child must inherit. The file is None on Windows, where the name suffices.
    """
    if sys.platform == "win32":
        name = f"histocast-{secrets.token_hex(16)}"
        return name, mmap.mmap(-1, size, tagname=name), None
    if hasattr(os, "memfd_create"):
        handle = os.memfd_create("histocast", os.MFD_CLOEXEC)
    else:
        with tempfile.TemporaryFile() as file:
            handle = os.dup(file.fileno())
    os.ftruncate(handle, size)
    return str(handle), mmap.mmap(handle, size), handle


def _started(
    memory: str, handle: int | None, folder: Path, errors: int, template: Template | None
) -> "subprocess.Popen[bytes] | Copy":
    spool = spool_folder()
    spool.mkdir(parents=True, exist_ok=True)
    environment = {**reader_environment(), **dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(folder))}
    if template is not None and handle is not None:
        with suppress(OSError):  # a new process takes the place of the copy
            return template.copy((errors, handle), environment, (str(SLOTS), str(folder), str(spool)))
    return subprocess.Popen(
        [*module_command(MODULE), str(SLOTS), memory, str(folder), str(spool)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=errors,
        env=environment,
        pass_fds=() if handle is None else (handle,),
        # Without a terminal of its own, a crafted image cannot type commands into the user's shell.
        start_new_session=True,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def reader_environment() -> dict[str, str]:
    """Return the environment of reader processes.

    It is the environment of the program, with one thread for numerical libraries and with the path to the program's
    modules.
    """
    path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH", ""))))
    one_thread = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    return {**os.environ, **one_thread, "PYTHONPATH": path}
