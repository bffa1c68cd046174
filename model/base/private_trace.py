"""Describe an exception for a log without its message, because messages may contain file names and values of tables.

A log is sent to others when somebody asks for help, and file names often name patients. The class of an exception and
the lines of code that led to it suffice to find a fault.
"""

import traceback

_HARMLESS = (
    ArithmeticError, AssertionError, AttributeError, ImportError, IndexError, MemoryError, NameError,
    NotImplementedError, TypeError,
)  # fmt: skip
"""Exceptions whose messages contain names from the program's code, but no file names and no data of the user."""
_LEFT_OUT = "(its message may name files or patients and is left out)"


def private_trace(error: BaseException) -> str:
    """Return the stack of `error` and of the errors that led to it, without messages that may name files or patients.

    The stack contains lines of the program's code, but no values of variables.
    """
    parts: list[str] = []
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        stack = "".join(traceback.format_list(traceback.extract_tb(current.__traceback__)))
        parts.insert(0, f"Traceback (most recent call last):\n{stack}{private_name(current)}")
        current = current.__cause__ or (None if current.__suppress_context__ else current.__context__)
    return "\n\nwhich led to\n\n".join(parts)


def private_line(error: BaseException) -> str:
    """Return the class of `error` and the line of code that raised it."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f" at {frames[-1].filename}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}{place}"


def private_name(error: BaseException) -> str:
    """Return the class of `error`, and its message if that contains no data of the user."""
    name = type(error).__name__
    if isinstance(error, OSError):
        return f"{name}: {error.strerror or _LEFT_OUT}"
    if isinstance(error, _HARMLESS):
        return f"{name}: {error}"
    return f"{name} {_LEFT_OUT}"
