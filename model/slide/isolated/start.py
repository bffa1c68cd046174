"""Start a reader process: limit its rights first, and import the code that decodes images only then.

`process.py` runs this module with `python -m`, and in the packaged program through `app/frozen.py`. The arguments are
the number of slots, the name of the shared memory, and the folders in which the process may write. `template.py` runs
it with the arguments TEMPLATE and the number of a socket.
"""

import faulthandler
import mmap
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

from model.slide.isolated.sandbox import restrict

SLOT_BYTES = 8_000_000
"""Size in bytes of one slot of the shared memory. A slot holds the pixels of one answer."""


TEMPLATE = "template"
"""First argument with which this module becomes the template process (`template_process.py`)."""
READY = b"ready"
"""First message of the template process."""
MOST_BYTES = 1_000_000
"""Maximum size in bytes of a message to or from the template process. The environment is the largest part."""


def main(arguments: list[str]) -> int:
    """Answer the questions of the program until it closes the input of this process. Return the exit code."""
    if arguments[0] == TEMPLATE:
        from model.slide.isolated.template_process import serve

        return serve(int(arguments[1]))
    slots, memory, *writable = arguments
    return answer_questions(int(slots), memory, [Path(folder) for folder in writable])


def answer_questions(slots: int, memory: str, writable: Sequence[Path]) -> int:
    """Limit this process, then answer the questions at its standard input until the program closes it.

    `memory` is the name of the shared memory. Files can be written only inside the folders `writable`.
    """
    questions, answers = _own_streams()
    restricted = restrict(writable)
    # This import comes late: the limits hold only for threads that start after `restrict`, and NumPy starts threads.
    from model.slide.isolated.answers import Answers

    Answers(answers, _shared(memory, slots * SLOT_BYTES), slots).run(questions, restricted)
    return 0


def _own_streams() -> tuple[BinaryIO, BinaryIO]:
    """Return the stream from the program and the stream to the program.

    Then connect the standard input and output of this process to the null device, because libraries may print text. If
    the process crashes, its call stack is written to the standard error.
    """
    questions, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    os.dup2(nowhere, 1)
    os.close(nowhere)
    faulthandler.enable()
    return questions, answers


def _shared(memory: str, size: int) -> mmap.mmap:
    """Map and return the shared memory.

    `memory` is the number of an open file; on Windows it is the name of the memory.
    """
    if sys.platform == "win32":
        return mmap.mmap(-1, size, tagname=memory)
    return mmap.mmap(int(memory), size)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
