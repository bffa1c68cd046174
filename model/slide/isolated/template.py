"""The program's side of the template process, whose copies become reader processes within milliseconds (Linux).

A new process needs 0.3 s to load the readers. The template process loads them once and decodes nothing, so that each
of its copies is as clean as a new process: an image cannot reach the process that decodes the next one.
"""

import json
import logging
import os
import select
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from typing import BinaryIO

from model.base.json_file import parse_json
from model.base.own_program import module_command
from model.slide.isolated.messages import Message
from model.slide.isolated.start import MOST_BYTES, READY, TEMPLATE

log = logging.getLogger(__name__)

MODULE = f"{__package__}.start"

ANSWER_S = 20.0
"""Maximum time in seconds to wait for an answer of the template process, which needs milliseconds."""


def is_possible() -> bool:
    """Return whether this system can copy a process and refer to a process by a handle (Linux 5.3 or newer)."""
    return sys.platform == "linux" and hasattr(os, "pidfd_open") and hasattr(signal, "pidfd_send_signal")


class Copy:
    """A copy of the template process. It has the members of `subprocess.Popen` that a `ReaderProcess` needs.

    A handle of the process is used instead of its number, because the system can give the number to another process
    later.
    """

    def __init__(self, template: "Template", pid: int, stdin: BinaryIO, stdout: BinaryIO) -> None:
        self.pid, self.stdin, self.stdout = pid, stdin, stdout
        self._template = template
        self._lock = threading.Lock()
        self._handle: int | None = os.pidfd_open(pid)
        self._code: int | None = None

    def kill(self) -> None:
        """End the process at once."""
        with self._lock, suppress(ProcessLookupError):
            if self._handle is not None:
                signal.pidfd_send_signal(self._handle, signal.SIGKILL)

    def wait(self) -> int | None:
        """Wait until the process has ended, and return its exit code; None if the exit code is no longer known."""
        with self._lock:
            if self._handle is None:
                return self._code
            mine = os.dup(self._handle)  # another thread may close the handle while this one waits
        try:
            watched = select.poll()
            watched.register(mine, select.POLLIN)
            watched.poll()
        finally:
            os.close(mine)
        with self._lock:
            if self._handle is not None:
                self._code = self._template.exit_code(self.pid)
                os.close(self._handle)
                self._handle = None
            return self._code


class Template:
    """The template process. Several threads may ask it for copies.

    Creating an instance returns before the process has loaded the readers, and raises OSError if the process cannot be
    started.
    """

    def __init__(self, environment: dict[str, str]) -> None:
        self._lock = threading.Lock()
        self._owner = os.getpid()
        self._is_ready, self.has_failed = False, False
        self._socket, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            command = [*module_command(MODULE), TEMPLATE, str(theirs.fileno())]
            null = subprocess.DEVNULL
            try:
                self._process = subprocess.Popen(
                    command, stdin=null, stdout=null, stderr=null, env=environment, pass_fds=(theirs.fileno(),),
                    start_new_session=True,
                )  # fmt: skip
            except OSError:
                self._socket.close()
                raise
        self._socket.settimeout(ANSWER_S)

    @property
    def pid(self) -> int:
        return self._process.pid

    def is_ready(self) -> bool:
        """Return whether the process can make copies now. Return without waiting for it."""
        with self._lock:
            if self.has_failed or os.getpid() != self._owner:  # a copy of this program must start a template of its own
                return False
            if not self._is_ready and select.select([self._socket], [], [], 0)[0]:
                self._is_ready = self._received() == READY
                if not self._is_ready:
                    self._fail("the template process ended before it was ready")
            return self._is_ready

    def copy(self, handles: Sequence[int], environment: dict[str, str], arguments: Sequence[str]) -> Copy:
        """Return a new copy that answers questions. Raise OSError if there cannot be one.

        `handles` are the open files that the copy gets as its input, output, error output and shared memory. The copy
        also gets the `environment` and the `arguments` for `start.answer_questions`, without the memory.
        """
        question_end, ours_in = os.pipe()
        ours_out, answer_end = os.pipe()
        stdin, stdout = os.fdopen(ours_in, "wb"), os.fdopen(ours_out, "rb")
        try:
            given = (question_end, answer_end, *handles)
            answer = self._asked({"environment": environment, "arguments": list(arguments)}, given)
            if "pid" not in answer:
                raise OSError(str(answer.get("error")))
            return Copy(self, int(answer["pid"]), stdin, stdout)
        except OSError:
            stdin.close()
            stdout.close()
            raise
        finally:
            os.close(question_end)
            os.close(answer_end)

    def exit_code(self, pid: int) -> int | None:
        """Return the exit code of the copy `pid`, which has ended; None if the template process has ended too."""
        with suppress(OSError):
            code = self._asked({"ended": pid}, ()).get("code")
            return None if code is None else int(code)
        return None

    def stop(self) -> None:
        """End the template process. Its copies continue."""
        with self._lock:
            self._fail("")

    def _asked(self, question: Message, handles: Sequence[int]) -> Message:
        with self._lock:
            if self.has_failed:
                raise OSError("the template process has ended")
            try:
                socket.send_fds(self._socket, [json.dumps(question).encode("ascii")], list(handles))
                answer = parse_json(self._received() or b"{}")
            except (OSError, ValueError) as error:
                self._fail(str(error))
                raise OSError(str(error)) from error
            if not answer:
                self._fail("the template process ended")
            return dict(answer)

    def _received(self) -> bytes:
        return self._socket.recv(MOST_BYTES)

    def _fail(self, reason: str) -> None:
        """End the process and use it no more. Log the `reason` if it is not ""."""
        if reason and not self.has_failed:
            log.warning("The template of the reader processes is not used any more: %s", reason)
        self.has_failed = True
        self._socket.close()
        self._process.kill()
        self._process.wait()
