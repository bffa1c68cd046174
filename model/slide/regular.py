"""Open only regular files. For any other path, raise a `SlideError` that names its kind."""

import os
import stat
from pathlib import Path

from model.base.errors import SlideError

ACCESS_REMEDY = "Check that you may read the file and that its disk is connected."

_KINDS = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


def regular_file(path: Path) -> os.stat_result:
    """Return the file status of the regular file `path`. Links are followed.

    Pipes and devices are never opened, because reading from them may wait forever or never end.
    """
    try:
        known = path.stat()
    except FileNotFoundError as error:
        if path.is_symlink():
            message = f"{path.name} is a link to a file that does not exist."
            raise SlideError(path, message, "Copy the file itself, or remove the link.") from error
        message = f"{path} does not exist."
        raise SlideError(path, message, "Check the name, and that its disk or network drive is connected.") from error
    except (OSError, ValueError) as error:  # ValueError: no system accepts the path, for example a null byte in it
        raise unreadable(path, error) from error
    if not stat.S_ISREG(known.st_mode):
        kind = next((words for test, words in _KINDS if test(known.st_mode)), "something else")
        message = f"{path.name} is {kind}, not a file."
        raise SlideError(path, message, "Open an image file. Move anything else out of the folder of images.")
    return known


def first_bytes(path: Path, count: int) -> bytes:
    """Return the first `count` bytes of the regular file `path`, or all its bytes if it is shorter.

    Raise SlideError if the file cannot be read.
    """
    regular_file(path)
    try:
        with path.open("rb") as file:
            return file.read(count)
    except OSError as error:
        raise unreadable(path, error) from error


def unreadable(path: Path, error: OSError | ValueError) -> SlideError:
    """Return the error for a file that the system cannot read."""
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return SlideError(path, f"{path.name} cannot be read: {reason}.", ACCESS_REMEDY)
