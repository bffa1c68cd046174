"""Format a report as lines of titles and texts in two columns. The command line and the window show the same text."""

import json
from dataclasses import dataclass
from typing import Any, Protocol

LABEL = 18
"""Width of the first column in characters, including the space after the longest title."""
LONGEST = 1000
"""Maximum number of characters in one line: about ten lines of a wide terminal."""
RECORD, RECORD_VERSION = "histocast-info", 1


@dataclass(frozen=True)
class Line:
    """One line of a report. A line without a title continues the line above.

    The text may come from an untrusted file. Characters that control a terminal, break the line or change the direction
    of writing are shown as escapes. A very long text is shortened.
    """

    title: str
    text: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", one_line(self.text))


class Report(Protocol):
    """The report of one file: what the file states and how the program interprets it. Reports are frozen."""

    @property
    def path(self) -> str: ...

    @property
    def lines(self) -> tuple[Line, ...]:
        """Return the report as lines for people."""
        ...

    @property
    def values(self) -> dict[str, Any]:
        """Return the report as plain data for programs. All files of one kind have the same keys."""
        ...


def one_line(text: str) -> str:
    """Return `text` on one line of at most `LONGEST` characters. Unprintable characters become escapes."""
    cut = text if len(text) <= LONGEST else f"{text[:LONGEST]} … ({len(text)} characters)"
    spaced = " ".join(cut.split())
    return "".join(sign if sign.isprintable() else sign.encode("unicode_escape").decode("ascii") for sign in spaced)


def listed(title: str, texts: tuple[str, ...]) -> tuple[Line, ...]:
    """Return one `Line` per text, or () if there are no texts. Only the first line has the `title`."""
    return tuple(Line("" if number else title, text) for number, text in enumerate(texts))


def block(report: Report) -> str:
    """Return the report as text: the path, and below it the lines in two columns."""
    rows = (f"  {line.title:<{LABEL}}{line.text}".rstrip() for line in report.lines)
    return "\n".join([one_line(report.path), *rows])


def json_line(report: Report) -> str:
    """Return the report as one line of JSON."""
    values = report.values
    # These keys come first, because a program needs them to interpret the other keys.
    return json.dumps({"record": RECORD, "record_version": RECORD_VERSION, "kind": values["kind"], **values})


def bytes_text(count: int) -> str:
    """Return a file size of `count` bytes as text, such as "1.94 MB"."""
    for unit, size in (("GB", 1e9), ("MB", 1e6), ("kB", 1e3)):
        if count >= 0.9995 * size:  # use this unit if the smaller one would show 1000
            return f"{count / size:.3g} {unit}" if count < 1000 * size else f"{count / size:.0f} {unit}"
    return f"{count} bytes"
