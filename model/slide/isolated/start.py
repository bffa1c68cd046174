"""Start a reader process: limit its rights first, and import the code that decodes images only then.

`process.py` runs this module with `python -m`, and in the packaged program through `app/frozen.py`. The arguments are
the number of slots, the name of the shared memory, and the folders in which the process may write.
"""

import faulthandler
import mmap
import os
import sys
from pathlib import Path
from typing import BinaryIO

from model.slide.isolated.sandbox import restrict

SLOT_BYTES = 8_000_000
"""Size in bytes of one slot of the shared memory. A slot holds the pixels of one answer."""


def main(arguments: list[str]) -> int:
    """Answer the questions of the program until it closes the input of this process. Return the exit code."""
    slots, memory, *writable = arguments
    questions, answers = _own_streams()
    restricted = restrict([Path(folder) for folder in writable])
    # This import comes late: the limits hold only for threads that start after `restrict`, and NumPy starts threads.
    from model.slide.isolated.answers import Answers

    Answers(answers, _shared(memory, int(slots) * SLOT_BYTES), int(slots)).run(questions, restricted)
    return 0


def _own_streams() -> tuple[BinaryIO, BinaryIO]:
    """Return the stream from the program and the stream to the program.

    Connect the standard input and output to the null device instead, because libraries may print text. If the process
    crashes, its call stack is written to the standard error.
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
