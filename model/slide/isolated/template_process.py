"""The template process: it loads the readers, decodes nothing, and copies itself when the program asks (Linux)."""

import gc
import json
import os
import socket
import sys
import tempfile
import traceback
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import NoReturn

from model.base.json_file import parse_json
from model.slide.isolated import answers  # noqa: F401 loads what a copy needs for its first answer
from model.slide.isolated.messages import Message
from model.slide.isolated.start import MOST_BYTES, READY, answer_questions
from model.slide.registry import READERS

HANDLES = 4
"""Number of open files that the program passes to a copy of the template process: input, output, error output and
shared memory.
"""

DECODERS = (
    "PIL.BmpImagePlugin",
    "PIL.GifImagePlugin",
    "PIL.ImageCms",
    "PIL.JpegImagePlugin",
    "PIL.PngImagePlugin",
    "PIL.PpmImagePlugin",
    "PIL.TiffImagePlugin",
    "PIL.WebPImagePlugin",
    "imagecodecs._jpeg2k",
    "imagecodecs._jpeg8",
    "openslide",
    "pydicom",
    "tifffile",
)
"""Modules that the readers import when they open the first image of a format. The template process imports them,
because each of its copies would otherwise need 0.1 s for that.
"""


def serve(handle: int) -> int:
    """Make copies of this process until the program closes the other end of the socket `handle`.

    Return 1 if this process cannot be copied, because it has several threads: a copy would have only one of them, and
    locks that the others held would never be released.
    """
    for reader in READERS:
        import_module(reader.opener.module)
    for module in DECODERS:
        with suppress(ImportError, OSError):  # a missing library is reported by the reader that needs it
            import_module(module)
    if len(os.listdir("/proc/self/task")) != 1:
        return 1
    gc.freeze()  # so that garbage collection in the copies does not write to, and thereby duplicate, the shared memory
    with socket.socket(fileno=handle) as program:
        program.send(READY)
        while True:
            data, handles, *_ = socket.recv_fds(program, MOST_BYTES, HANDLES)
            if not data:
                return 0
            program.send(json.dumps(_answer(program, parse_json(data), handles)).encode("ascii"))


def _answer(program: socket.socket, question: Message, handles: Sequence[int]) -> Message:
    """Return the number of a new copy, or the exit code of a copy that has ended."""
    if "ended" in question:
        _, status = os.waitpid(int(question["ended"]), 0)
        return {"code": os.waitstatus_to_exitcode(status)}
    try:
        pid = os.fork()
    except OSError as error:
        pid, failed = -1, str(error)
    if pid == 0:
        program.close()
        _become_reader(question, handles)
    for handle in handles:
        os.close(handle)
    return {"pid": pid} if pid > 0 else {"error": failed}


def _become_reader(question: Message, handles: Sequence[int]) -> NoReturn:
    """Answer the program's questions in this copy, with the environment and the open files of the program's request.

    The copy limits its rights before it gets the first question.
    """
    code = 1
    try:
        os.setsid()  # without a terminal, and not in the group of another copy
        os.environ.clear()
        os.environ.update(question["environment"])
        tempfile.tempdir = None  # the folder is read from the environment again
        for target, handle in enumerate(handles[:3]):
            os.dup2(handle, target)
            os.close(handle)
        slots, *folders = question["arguments"]
        code = answer_questions(int(slots), str(handles[3]), [Path(folder) for folder in folders])
    finally:
        if sys.exception() is not None:
            traceback.print_exc()
            sys.stderr.flush()
        os._exit(code)
