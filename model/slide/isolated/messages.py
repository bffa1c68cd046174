"""The messages between the program and a reader process: JSON with a length in front, never pickles.

The program does not trust a reader process, which may have been taken over by a crafted image. It checks every answer,
and raises `BadAnswerError` for an answer that no undamaged reader process gives.
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
from model.slide.facts import Facts, Rejected
from model.slide.levelled import About
from model.slide.pixel_size import PixelSize, RejectedPixelSize

Message = dict[str, Any]
Description = tuple[Path, tuple[SizeLevel, ...], tuple[float, ...], About]
"""What the program learns of a slide: path, sizes and downsamples of its levels, facts."""

MAX_BYTES = 64_000_000
"""Maximum size of a message in bytes. The largest one holds the colour profile of a slide."""
MAX_TEXTS = 10_000
"""Maximum number of notes, series, rejected values or levels of a slide."""
MAX_SIDE = 2**31
"""Maximum width and height of a level in px."""

_LENGTH = struct.Struct(">I")


class BadAnswerError(Exception):
    """A reader process gave an answer that is not one: it is damaged or was taken over."""


def send(stream: BinaryIO, message: Message) -> None:
    """Write one message. File names that are not UTF-8 are kept, as surrogates."""
    data = json.dumps(message).encode("ascii")
    stream.write(_LENGTH.pack(len(data)) + data)
    stream.flush()


def receive(stream: BinaryIO) -> Message | None:
    """Return the next message; None at the end of the stream."""
    length = _exactly(stream, _LENGTH.size)
    if length is None:
        return None
    size = _LENGTH.unpack(length)[0]
    if size > MAX_BYTES:
        raise BadAnswerError(f"a message of {size} bytes")
    data = _exactly(stream, size)
    if data is None:
        return None
    try:
        message = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise BadAnswerError("a message that is not JSON") from error
    if not isinstance(message, dict):
        raise BadAnswerError("a message that is no object")
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
    """Return everything that the program must know of an open slide, as a message."""
    facts = about.facts
    return {
        "path": str(path),
        "levels": [[size.width, size.height, by] for size, by in zip(sizes, downsamples, strict=True)],
        "mpp": about.pixel_size.mpp,
        "mpp_source": about.pixel_size.source,
        "notes": list(about.notes),
        "icc": None if about.icc is None else base64.b64encode(about.icc).decode("ascii"),
        "format": facts.format,
        "reader": facts.reader,
        "compression": facts.compression,
        "colour_space": facts.colour_space,
        "bits": facts.bits,
        "series": list(facts.series),
        "shown": facts.shown,
        "objective": facts.objective,
        "rejected": [_rejected_message(one) for one in facts.rejected],
    }


def about_of(message: Message) -> Description:
    """Return path, sizes and downsamples of the levels, and the facts of the slide in `message`."""
    try:
        levels = _some(message["levels"])
        sizes = tuple(SizeLevel(_whole(width, 1, MAX_SIDE), _whole(height, 1, MAX_SIDE)) for width, height, _ in levels)
        downsamples = tuple(_number(by) for _, _, by in levels)
        if not sizes or downsamples[0] != 1.0 or list(downsamples) != sorted(downsamples):
            raise BadAnswerError("levels that are not in order")
        icc = message["icc"]
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
        )
        mpp = message["mpp"]
        pixel_size = PixelSize(None if mpp is None else _number(mpp), _text(message["mpp_source"]))
        notes = tuple(_text(one) for one in _some(message["notes"]))
        profile = None if icc is None else base64.b64decode(_text(icc), validate=True)
        return Path(_text(message["path"])), sizes, downsamples, About(pixel_size, notes, profile, facts)
    except (KeyError, TypeError, ValueError, binascii.Error) as error:
        raise BadAnswerError("a description of a slide that cannot be read") from error


def error_message(error: SlideError) -> Message:
    """Return a `SlideError` as a message."""
    return {"path": str(error.path), "message": error.message, "remedy": error.remedy}


def error_of(message: Message) -> SlideError:
    """Return the `SlideError` in `message`."""
    try:
        return SlideError(Path(_text(message["path"])), _text(message["message"]), _text(message["remedy"]))
    except (KeyError, TypeError) as error:
        raise BadAnswerError("an error that cannot be read") from error


def _rejected_message(one: Rejected) -> Message:
    message: Message = {"field": one.field, "text": one.text, "reason": one.reason}
    return {**message, "warns": one.warns} if isinstance(one, RejectedPixelSize) else message


def _rejected(message: Message) -> Rejected:
    texts = (_text(message["field"]), _text(message["text"]), _text(message["reason"]))
    return RejectedPixelSize(*texts, warns=bool(message["warns"])) if "warns" in message else Rejected(*texts)


def _some(value: object) -> list[Any]:
    if not isinstance(value, list) or len(value) > MAX_TEXTS:
        raise BadAnswerError("a list that is missing or too long")
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise BadAnswerError("a text that is missing")
    return value


def _number(value: object) -> float:
    if not isinstance(value, int | float) or not (math.isfinite(value) and value > 0):
        raise BadAnswerError("a number that is not above zero")
    return float(value)


def _whole(value: object, least: int, most: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise BadAnswerError("a number that is out of range")
    return value
