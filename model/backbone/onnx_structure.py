"""Walk through the bytes of an ONNX file, and find the other files to which it refers.

OpenVINO would read such files from anywhere on the disk, so the program searches for them before OpenVINO gets the
file. An ONNX file is a message in the format Protocol Buffers. Such a message consists of fields. Each field has a
number and one of four kinds of values. The ONNX standard defines the numbers of the fields
(https://github.com/onnx/onnx/blob/main/onnx/onnx.proto).
"""

import mmap
from collections.abc import Iterator
from pathlib import Path

from model.base.errors import BackboneError

_MESSAGES: dict[str, dict[int, str]] = {
    "model": {7: "graph", 20: "training", 25: "function"},
    "training": {1: "graph", 2: "graph"},
    "graph": {1: "node", 5: "tensor", 15: "sparse tensor"},
    "function": {7: "node", 11: "attribute"},
    "node": {5: "attribute"},
    "attribute": {5: "tensor", 6: "graph", 10: "tensor", 11: "graph", 22: "sparse tensor", 23: "sparse tensor"},
    "sparse tensor": {1: "tensor", 2: "tensor"},
    "tensor": {13: "place", 14: ""},
    "place": {1: "", 2: ""},
}
"""The fields that lead to tensors, by kind of message: the number of the field, and the kind of message that it
contains."""
_EXTERNAL_DATA, _DATA_LOCATION, _KEY, _VALUE = 13, 14, 1, 2
_VARINT, _FIXED64, _BYTES, _FIXED32 = 0, 1, 2, 5
_LARGEST_TAG = 2**32 - 1
"""Largest tag of a field (its number and kind as one integer). Protocol Buffers ignores higher bits, so OpenVINO would
take a field with such bits for another field than this module does.
"""
_DEEPEST = 100
"""Maximum depth of nested messages. It is the default limit of Protocol Buffers."""


class _DamagedError(Exception):
    """Raised if the bytes are not a message in the format Protocol Buffers."""


def external_files(path: Path, name: str) -> tuple[str, ...]:
    """Return the names of other files that contain weights of the network in `path`, or () if there are none.

    `name` is the file's name for messages. Raise BackboneError if the file is not an ONNX file or is damaged.
    """
    try:
        with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as mapped:
            data = memoryview(mapped)
            try:
                graphs, names = _walk(data)
            finally:
                data.release()
    except (_DamagedError, ValueError) as error:  # ValueError: an empty file cannot be mapped
        raise _no_onnx(name) from error
    if not graphs:
        raise _no_onnx(name)
    return tuple(dict.fromkeys(names))


def _walk(data: memoryview) -> tuple[int, list[str]]:
    """Return how many graphs the ONNX model in `data` has, and the names of the other files to which it refers."""
    graphs, names = 0, []
    waiting = [("model", 0, len(data), 0)]
    while waiting:
        kind, start, end, depth = waiting.pop()
        if depth > _DEEPEST:
            raise _DamagedError
        graphs += kind == "graph"
        if kind == "tensor":
            names += _outside(data, start, end)
            continue
        for number, wire, first, last in _fields(data, start, end):
            inner = _MESSAGES[kind].get(number)
            if inner is not None:
                if wire != _BYTES:
                    raise _DamagedError
                waiting.append((inner, first, last, depth + 1))
    return graphs, names


def _outside(data: memoryview, start: int, end: int) -> list[str]:
    """Return the names of the other files that contain the values of a tensor.

    A name is "" if the tensor refers to another file without naming it.
    """
    names, external = [], False
    for number, wire, first, last in _fields(data, start, end):
        if number == _DATA_LOCATION and wire == _VARINT:
            external = external or _varint(data, first, last)[0] != 0
        elif number == _EXTERNAL_DATA and wire == _BYTES:
            external = True
            pair = {n: bytes(data[a:b]) for n, w, a, b in _fields(data, first, last) if w == _BYTES}
            if pair.get(_KEY) == b"location":
                names.append(pair.get(_VALUE, b"").decode("utf-8", "replace"))
    return names or [""] if external else []


def _fields(data: memoryview, start: int, end: int) -> Iterator[tuple[int, int, int, int]]:
    """Yield the number, the kind of value, and the range of the value of each field in `data[start:end]`.

    The range is (start, end).
    """
    while start < end:
        tag, start = _varint(data, start, end)
        if tag > _LARGEST_TAG:
            raise _DamagedError
        number, wire = tag >> 3, tag & 7
        first = start
        if wire == _VARINT:
            _, start = _varint(data, start, end)
        elif wire == _FIXED64:
            start += 8
        elif wire == _FIXED32:
            start += 4
        elif wire == _BYTES:
            size, first = _varint(data, start, end)
            start = first + size
        else:
            raise _DamagedError
        if start > end or not number:
            raise _DamagedError
        yield number, wire, first, start


def _varint(data: memoryview, start: int, end: int) -> tuple[int, int]:
    """Return the integer at position `start`, which is stored with 7 bits per byte, and the position after it."""
    value = 0
    for place, at in enumerate(range(start, min(end, start + 10))):
        value |= (data[at] & 0x7F) << 7 * place
        if data[at] < 0x80:
            return value, at + 1
    raise _DamagedError


def _no_onnx(name: str) -> BackboneError:
    return BackboneError(
        f"{name} is not an ONNX file, or it is damaged.",
        "Export the encoder again, for example with torch.onnx.export, and copy the whole file.",
    )
