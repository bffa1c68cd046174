"""Distinguish a bad image from an image whose folder disappeared, for example with a disconnected network drive."""

import errno
import os
from collections.abc import Iterator

_GONE = (errno.ESTALE, errno.ENOTCONN, errno.EHOSTDOWN, errno.EHOSTUNREACH, errno.ETIMEDOUT, errno.ENODEV)
"""Error numbers of the system for network drives and disks that disappeared."""
_CLOSED = (errno.EACCES, errno.EPERM)
"""Error numbers of the system for folders that exist but cannot be listed, although their files may be readable."""


def is_there(folder: str) -> bool:
    """Return whether `folder` exists and is not empty.

    An empty folder may be the mount point of a drive that disappeared.
    """
    try:
        with os.scandir(folder) as entries:
            return next(entries, None) is not None
    except OSError as error:
        return error.errno in _CLOSED


def is_unreachable(folder: str, error: BaseException) -> bool:
    """Return whether `error`, which an image in `folder` raised, means that the folder disappeared."""
    lost = any(isinstance(one, OSError) and one.errno in _GONE for one in _chain(error))
    return lost or not is_there(folder)


def _chain(error: BaseException) -> Iterator[BaseException]:
    """Yield the error and its causes."""
    seen: set[int] = set()
    one: BaseException | None = error
    while one is not None and id(one) not in seen:
        seen.add(id(one))
        yield one
        one = one.__cause__ or one.__context__
