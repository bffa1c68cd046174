"""Convert an exception of a decoding library into the `SlideError` that fits its cause."""

import errno
from pathlib import Path

from model.base.errors import SlideError
from model.slide.limits import COPY_REMEDY, EXPORT_REMEDY, damaged, incomplete

PLAIN_REMEDY = "Open the picture in another program and save it as 8-bit RGB (PNG or TIFF)."

_LIMITS = (
    "not supported", "unsupported", "not implemented", "cannot handle", "too large for", "sample formats do not match",
)  # fmt: skip
"""Words in error messages of Pillow, tifffile, imagecodecs and OpenSlide which mean that the library lacks a feature.
The file itself may be intact."""
_NOT_READABLE = (errno.EIO, errno.ENOENT, errno.EACCES, errno.EPERM, errno.ESTALE, errno.ETIMEDOUT, errno.ENOTCONN)
"""Error numbers of a failing disk or network drive. Other numbers, such as EINVAL, can result from wrong offsets in a
damaged file."""


def fault(path: Path, kind: str, error: BaseException) -> SlideError:
    """Return the error for a file of the given `kind` ("PNG", "TIFF" and others) whose decoding raised `error`."""
    if isinstance(error, MemoryError):
        message = f"{path.name} needs more memory to be decoded than this computer has free."
        return SlideError(path, message, f"Close other programs and try again. {EXPORT_REMEDY}")
    if isinstance(error, OSError) and error.errno in _NOT_READABLE:
        message = f"{path.name} cannot be read: {error.strerror}."
        return SlideError(path, message, "Check that you may read the file and that its disk is connected.")
    if is_unsupported(error):
        return unsupported(path, f"a feature of {kind} that is not supported ({_brief(error)})")
    if "truncated" in str(error).lower():
        return incomplete(path, kind)
    return damaged(path, kind)


def is_unsupported(error: BaseException) -> bool:
    """Return whether `error` states that the library lacks a feature. Other errors mean that the file is damaged."""
    if isinstance(error, TypeError):
        return False  # Python's own message for a wrong type: "unsupported operand type(s)"
    words = str(error).lower()
    return isinstance(error, ImportError | NotImplementedError) or any(limit in words for limit in _LIMITS)


def unsupported(path: Path, what: str, remedy: str = PLAIN_REMEDY) -> SlideError:
    """Return the error for an intact file that contains or uses `what`, which is not supported."""
    return SlideError(path, f"{path.name} uses {what}.", remedy)


def slide_fault(path: Path, error: BaseException, message: str, remedy: str) -> SlideError:
    """Return the error for a slide that OpenSlide cannot read.

    The error has `message` and `remedy`, unless `error` states that OpenSlide lacks a feature.
    """
    if is_unsupported(error) and "missing" not in str(error):  # not the message "Unsupported or missing image file"
        return unsupported(path, f"a feature that is not supported ({_brief(error)})", EXPORT_REMEDY)
    return SlideError(path, message, remedy)


def contradiction(path: Path, what: str) -> SlideError:
    """Return the error for a file that contradicts itself; `what` describes the contradiction."""
    return SlideError(path, f"{path.name} is damaged: {what}.", COPY_REMEDY)


def _brief(error: BaseException) -> str:
    text = " ".join(str(error).split())
    return f"{text[:97]}..." if len(text) > 100 else text or type(error).__name__
