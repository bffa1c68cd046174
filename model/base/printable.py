"""Replace invalid bytes and control characters in names, so that the names can be written and shown."""

import re

_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
"""Characters that control a terminal or the direction of text, but not the line feed and the tabulator."""


def printable(text: str) -> str:
    r"""Return `text` with each byte that is not UTF-8 replaced by an escape such as \udcff.

    File names on Linux may contain such bytes.
    """
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def without_controls(text: str) -> str:
    r"""Return `text` with each control character replaced by an escape such as \x1b. Lines and tabulators remain.

    A terminal executes control sequences in the names of files: they can change its title, hide lines or answer for
    the user. Other characters reverse the direction of text and so disguise a name.
    """
    return _CONTROLS.sub(_escape, text)


def _escape(found: re.Match[str]) -> str:
    return found[0].encode("unicode_escape").decode("ascii")


def on_one_line(text: str) -> str:
    """Return `text` without control characters and on one line, so that a name cannot look like another message."""
    return without_controls(text).replace("\n", "\\n")


def indented(text: str) -> str:
    """Return `text` without control characters; all lines after the first are indented by four spaces."""
    return without_controls(text).replace("\n", "\n    ")
