"""Damage a file in the ways that disks, networks and attackers do; the same seed gives the same damage."""

import random

EXTREME = (b"\x00", b"\xff", b"\x7f", b"\x80", b"\xff" * 4, b"\x7f\xff\xff\xff", b"\xff\xff\xff\x7f", b"\0\0\0\0")
TEXTS = (b"nan", b"1e308", b"-1", b"99999999999999999999", b'"', b"'", b"<", b"[" * 2000, b"\xff\xfe", b";DROP")


def mutated(data: bytes, source: random.Random) -> bytes:
    """Return `data` with one to eight kinds of damage."""
    found = bytearray(data)
    for _ in range(source.choice((1, 1, 1, 2, 4, 8))):
        source.choice(_KINDS)(found, source)
    return bytes(found)


def _flip(data: bytearray, source: random.Random) -> None:
    if data:
        data[source.randrange(len(data))] ^= 1 << source.randrange(8)


def _put(data: bytearray, source: random.Random) -> None:
    """Put a number that is too large, or a text that does not belong, in the place of other bytes."""
    value = source.choice(EXTREME + TEXTS)
    at = source.randrange(len(data) + 1)
    data[at : at + len(value)] = value


def _put_in_header(data: bytearray, source: random.Random) -> None:
    value = source.choice(EXTREME)
    at = source.randrange(min(len(data), 256) + 1)
    data[at : at + len(value)] = value


def _insert(data: bytearray, source: random.Random) -> None:
    at = source.randrange(len(data) + 1)
    data[at:at] = source.choice((source.choice(TEXTS), source.randbytes(source.randrange(1, 64))))


def _cut(data: bytearray, source: random.Random) -> None:
    at = source.randrange(len(data) + 1)
    del data[at : at + source.randrange(1, max(2, len(data) // 4))]


def _truncate(data: bytearray, source: random.Random) -> None:
    del data[source.randrange(len(data) + 1) :]


def _repeat(data: bytearray, source: random.Random) -> None:
    at = source.randrange(len(data) + 1)
    piece = data[at : at + source.randrange(1, 512)]
    data[at:at] = piece * source.randrange(1, 20)


def _swap(data: bytearray, source: random.Random) -> None:
    """Exchange two places, for example the offsets of two tables."""
    if len(data) > 16:
        one, two = sorted(source.sample(range(len(data) - 8), 2))
        data[one : one + 4], data[two : two + 4] = data[two : two + 4], data[one : one + 4]


_KINDS = (_flip, _flip, _put, _put_in_header, _put_in_header, _insert, _cut, _truncate, _repeat, _swap)
