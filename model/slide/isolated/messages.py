"""The messages between the program and a reader process. A message is JSON with its length in front, never a pickle.

The program does not trust a reader process, because a crafted image may have taken control of it. The program checks
every answer. It raises `BadAnswerError` for an answer that an intact reader process never gives.
"""

import base64
import binascii
import json
import math
import struct
from pathlib import Path
from typing import Any, BinaryIO

from model.base.errors import SlideError
from model.base.geometry import SizeLevel
from model.base.json_file import parse_json
from model.base.printable import printable
from model.base.progress import Progress
from model.slide.facts import Facts, Rejected
from model.slide.levelled import About
from model.slide.pixel_size import PixelSize, RejectedPixelSize

Message = dict[str, Any]
Description = tuple[Path, tuple[SizeLevel, ...], tuple[float, ...], About]
"""The facts that the program receives about a slide: its path, the sizes and the downsamples of its levels, and what
the reader found besides pixels."""

MAX_BYTES = 64_000_000
"""Maximum size of a message in bytes. The largest one holds the colour profile of a slide."""
MAX_TEXTS = 10_000
"""Maximum number of entries in a list of a message: levels, notes, series or rejected values."""
MAX_TEXT = 20_000
"""Maximum number of characters of a text in a message, except the colour profile."""
MAX_TOLD = 1_000_000
"""Maximum number of characters of all texts in the description of a slide. The window shows them."""
MAX_VALUES = 500_000
"""Maximum number of values in a message. Each value takes up to 100 bytes of memory, even if it is written as `[]`."""
MAX_SIDE = 2**31
"""Maximum width and height of a level in px."""

MAX_NUMBER = 2**62
"""Largest number that identifies a question, and largest number of units in a progress report."""
PROGRESS_FIELDS, SIZE_FIELDS = 3, 2

_LENGTH = struct.Struct(">I")


class BadAnswerError(Exception):
    """The answer of a reader process breaks the rules for messages.

    The process is damaged, or an image took control of it.
    """


def send(stream: BinaryIO, message: Message) -> None:
    """Write one message to the stream. A file name that is not UTF-8 is kept, with surrogates in place of its bytes."""
    data = json.dumps(message).encode("ascii")
    stream.write(_LENGTH.pack(len(data)) + data)
    stream.flush()


def receive(stream: BinaryIO) -> Message | None:
    """Return the next message, or None at the end of the stream."""
    length = _exactly(stream, _LENGTH.size)
    if length is None:
        return None
    size = _LENGTH.unpack(length)[0]
    if size > MAX_BYTES:
        raise BadAnswerError(f"a message of {size} bytes")
    data = _exactly(stream, size)
    if data is None:
        return None
    if sum(data.count(sign) for sign in (b",", b"[", b"{")) > MAX_VALUES:
        raise BadAnswerError("a message with too many values")
    try:
        message = parse_json(data)
    except (ValueError, RecursionError) as error:
        raise BadAnswerError("a message that is not JSON") from error
    if not isinstance(message, dict):
        raise BadAnswerError("a message that is not a JSON object")
    return message


def _exactly(stream: BinaryIO, size: int) -> bytes | None:
    parts = []
    while size:
        part = stream.read(size)
        if not part:
            return None
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def described(sizes: tuple[SizeLevel, ...], downsamples: tuple[float, ...], about: About, path: Path) -> Message:
    """Return a message with everything that the program must know about an open slide."""
    facts = about.facts
    return {
        "path": str(path),
        "levels": [[size.width, size.height, by] for size, by in zip(sizes, downsamples, strict=True)],
        "mpp": about.pixel_size.mpp,
        "mpp_source": _cut(about.pixel_size.source),
        "notes": [_cut(note) for note in about.notes],
        "icc": None if about.icc is None else base64.b64encode(about.icc).decode("ascii"),
        "format": _cut(facts.format),
        "reader": _cut(facts.reader),
        "compression": _cut(facts.compression),
        "colour_space": _cut(facts.colour_space),
        "bits": facts.bits,
        "series": [_cut(line) for line in facts.series],
        "shown": facts.shown,
        "objective": _cut(facts.objective),
        "profile": _cut(facts.profile),
        "rejected": [_rejected_message(one) for one in facts.rejected],
    }


def about_of(message: Message) -> Description:
    """Return what `message` states about a slide: path, sizes and downsamples of its levels, and the other facts."""
    try:
        levels = _some(message["levels"])
        sizes = tuple(SizeLevel(_whole(width, 1, MAX_SIDE), _whole(height, 1, MAX_SIDE)) for width, height, _ in levels)
        downsamples = tuple(_number(by) for _, _, by in levels)
        if not sizes or downsamples[0] != 1.0 or list(downsamples) != sorted(downsamples):
            raise BadAnswerError("levels in the wrong order")
        icc = message["icc"]
        if len(json.dumps({**message, "icc": None})) > MAX_TOLD:
            raise BadAnswerError("a description of a slide that is too long")
        rejected = tuple(_rejected(one) for one in _some(message["rejected"]))
        facts = Facts(
            format=_text(message["format"]),
            reader=_text(message["reader"]),
            compression=_text(message["compression"]),
            colour_space=_text(message["colour_space"]),
            bits=None if message["bits"] is None else _whole(message["bits"], 0, 1024),
            series=tuple(_text(one) for one in _some(message["series"])),
            shown=None if message["shown"] is None else _whole(message["shown"], 0, MAX_TEXTS),
            rejected=rejected,
            objective=_text(message["objective"]),
            profile=_text(message["profile"]),
        )
        mpp = message["mpp"]
        pixel_size = PixelSize(None if mpp is None else _number(mpp), _text(message["mpp_source"]))
        notes = tuple(_text(one) for one in _some(message["notes"]))
        profile = None if icc is None else base64.b64decode(_profile(icc), validate=True)
        return _path(message["path"]), sizes, downsamples, About(pixel_size, notes, profile, facts)
    except (KeyError, TypeError, ValueError, binascii.Error) as error:
        raise BadAnswerError("an unreadable description of a slide") from error


def error_message(error: SlideError) -> Message:
    """Return a message that states the `SlideError`."""
    return {"path": str(error.path), "message": _cut(error.message), "remedy": _cut(error.remedy)}


def error_of(message: Message) -> SlideError:
    """Return the `SlideError` that the message states."""
    try:
        return SlideError(_path(message["path"]), _text(message["message"]), _text(message["remedy"]))
    except (KeyError, TypeError) as error:
        raise BadAnswerError("an unreadable error message") from error


def number_of(message: Message) -> int:
    """Return the number of the question that `message` answers."""
    return _whole(message.get("number"), 0, MAX_NUMBER)


def failure_of(message: Message) -> str:
    """Return the call stack of an unexpected exception in a reader, for the log."""
    return _text(message["failed"])


def size_of(answer: Message) -> tuple[int, int]:
    """Return the width and height in px of a thumbnail."""
    size = _some(answer.get("size"))
    if len(size) != SIZE_FIELDS:
        raise BadAnswerError("a size that is not two numbers")
    return _whole(size[0], 1, MAX_SIDE), _whole(size[1], 1, MAX_SIDE)


def limits_of(message: Message) -> tuple[str, ...]:
    """Return the limits in force, as texts. These texts are in the first message of a reader process."""
    return tuple(_text(one) for one in _some(message["restricted"]))


def progress_of(message: Message) -> Progress:
    """Return the progress report in `message`."""
    report = _some(message["progress"])
    if len(report) != PROGRESS_FIELDS:
        raise BadAnswerError("a progress report that cannot be read")
    return Progress(_text(report[0]), _whole(report[1], 0, MAX_NUMBER), _whole(report[2], 0, MAX_NUMBER))


def _cut(text: str) -> str:
    """Return `text`, or the beginning of `text` if it is too long for a message."""
    return text[:MAX_TEXT]


def _rejected_message(one: Rejected) -> Message:
    message: Message = {"field": _cut(one.field), "text": _cut(one.text), "reason": _cut(one.reason)}
    return {**message, "warns": one.warns} if isinstance(one, RejectedPixelSize) else message


def _rejected(message: Message) -> Rejected:
    texts = (_text(message["field"]), _text(message["text"]), _text(message["reason"]))
    return RejectedPixelSize(*texts, warns=bool(message["warns"])) if "warns" in message else Rejected(*texts)


def _some(value: object) -> list[Any]:
    if not isinstance(value, list) or len(value) > MAX_TEXTS:
        raise BadAnswerError("a value that is not a list, or a list that is too long")
    return value


def _text(value: object) -> str:
    """Return `value` as a text that can be shown and written to any file.

    Raise BadAnswerError if `value` is not text or is too long.
    """
    if not isinstance(value, str) or len(value) > MAX_TEXT:
        raise BadAnswerError("a value that is not text, or a text that is too long")
    return printable(value)


def _path(value: object) -> Path:
    """Return `value` as a path. Raise BadAnswerError if it is not a path.

    A name may contain bytes that are not UTF-8, but no NUL, which the system allows in no file name.
    """
    if not isinstance(value, str) or len(value) > MAX_TEXT or "\0" in value:
        raise BadAnswerError("a value that is not a path")
    return Path(value)


def _profile(value: object) -> str:
    if not isinstance(value, str):
        raise BadAnswerError("a colour profile that is not text")
    return value


def _number(value: object) -> float:
    if not isinstance(value, int | float) or not (math.isfinite(value) and value > 0):
        raise BadAnswerError("a number that is not above zero")
    return float(value)


def _whole(value: object, least: int, most: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise BadAnswerError("a number that is out of range")
    return value
