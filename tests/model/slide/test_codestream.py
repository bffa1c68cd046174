"""Headers of JPEG and JPEG 2000 codestreams, against encoders' settings and bytes put together by hand."""

import io
import re
import struct

import imagecodecs
import numpy as np
import pytest
from PIL import Image

from model.slide import codestream
from model.slide.codestream import MOST_SCANS_COUNTED, J2kComponent, j2k_header, jpeg_header

PIXELS = np.random.default_rng(5).integers(0, 256, (40, 56, 3), np.uint8)


def jpeg(**options: object) -> bytes:
    buffer = io.BytesIO()
    Image.fromarray(PIXELS).save(buffer, "JPEG", **options)
    return buffer.getvalue()


def segment(kind: int, body: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, kind, len(body) + 2) + body


def frame(width: int, height: int, ids: bytes = b"\1\2\3", kind: int = 0xC0) -> bytes:
    parts = b"".join(bytes((name, 0x11, 0)) for name in ids)
    return segment(kind, struct.pack(">BHHB", 8, height, width, len(ids)) + parts)


SCAN = segment(0xDA, b"\1\1\0\0\x3f\0") + b"\x12\xff\x00\xff\xd0\x34"


def test_a_jpeg_of_pillow() -> None:
    header = jpeg_header(jpeg(subsampling="4:2:0"))
    assert (header.width, header.height, header.bits, header.ids) == (56, 40, 8, (1, 2, 3))
    assert header.sampling == ((2, 2), (1, 1), (1, 1))
    assert header.subsampled
    assert header.has_jfif
    assert header.adobe_transform is None
    assert (header.progressive, header.lossless, header.scans) == (False, False, 1)


def test_a_progressive_jpeg_has_the_scans_of_libjpeg() -> None:
    header = jpeg_header(jpeg(progressive=True))
    assert header.progressive
    assert header.scans == 10


@pytest.mark.parametrize(("space", "transform"), [("RGB", 0), ("YCBCR", 1)])
def test_the_adobe_marker(space: str, transform: int) -> None:
    adobe = segment(0xEE, b"Adobe" + struct.pack(">HHHB", 100, 0, 0, transform))
    data = b"\xff\xd8" + adobe + frame(5, 7, b"RGB") + SCAN + b"\xff\xd9"
    header = jpeg_header(data)
    assert header.adobe_transform == transform
    assert header.ids == (82, 71, 66)
    assert not header.has_jfif
    assert (header.width, header.height, header.subsampled) == (5, 7, False)


def test_markers_in_the_tables_of_a_tiff_count() -> None:
    adobe = segment(0xEE, b"Adobe" + struct.pack(">HHHB", 100, 0, 0, 0))
    tables = b"\xff\xd8" + adobe + b"\xff\xd9"
    header = jpeg_header(b"\xff\xd8" + frame(5, 7) + SCAN + b"\xff\xd9", tables)
    assert header.adobe_transform == 0
    assert header.scans == 1


class CountedMarker:
    """The pattern of a marker, and how often it was searched for."""

    def __init__(self) -> None:
        self.pattern, self.searches = codestream._MARKER, 0

    def search(self, data: codestream.Bytes, at: int) -> "re.Match[bytes] | None":
        self.searches += 1
        return self.pattern.search(data, at)


def test_scans_are_counted_up_to_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    data = b"\xff\xd8" + frame(5, 7, kind=0xC2)
    assert jpeg_header(data + 3 * SCAN + b"\xff\xd9" + SCAN).scans == 3
    marker = CountedMarker()
    monkeypatch.setattr(codestream, "_MARKER", marker)
    assert jpeg_header(data + 50 * MOST_SCANS_COUNTED * SCAN).scans == MOST_SCANS_COUNTED
    assert marker.searches == 1 + MOST_SCANS_COUNTED  # the frame, and each scan that is counted


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xd8",
        b"\xff\xd8\xff\xd9",
        b"\xff\xd8" + frame(5, 7)[:-1],
        b"\xff\xd8" + frame(0, 7) + SCAN,
        b"\xff\xd8" + frame(5, 0) + SCAN,
        b"\xff\xd8" + frame(5, 7) + frame(5, 8) + SCAN,
        b"\xff\xd8" + frame(5, 7, b"") + SCAN,
        b"\xff\xd8" + frame(5, 7).replace(b"\x11", b"\x50") + SCAN,
        b"\xff\xd8" + b"\xff\xe0\0\1" + frame(5, 7) + SCAN,
        b"\x89PNG" + jpeg(),
    ],
)
def test_a_broken_jpeg_is_a_value_error(data: bytes) -> None:
    with pytest.raises(ValueError, match="JPEG"):
        jpeg_header(data)


@pytest.mark.parametrize("codec", ["j2k", "jp2"])
@pytest.mark.parametrize("mct", [False, True])
@pytest.mark.parametrize("reversible", [False, True])
def test_a_codestream_of_openjpeg(codec: str, mct: bool, reversible: bool) -> None:
    header = j2k_header(imagecodecs.jpeg2k_encode(PIXELS, codecformat=codec, mct=mct, reversible=reversible))
    assert (header.width, header.height, header.tile_width, header.tile_height) == (56, 40, 56, 40)
    assert header.components == (J2kComponent(8, False, 1, 1),) * 3
    assert not header.subsampled
    assert (header.mct, header.reversible) == (mct, reversible)
    assert header.jp2_colour == (16 if codec == "jp2" else None)


def test_twelve_bits() -> None:
    pixels = PIXELS[:, :, 0].astype(np.uint16) * 16
    header = j2k_header(imagecodecs.jpeg2k_encode(pixels, codecformat="j2k", bitspersample=12))
    assert header.components == (J2kComponent(12, False, 1, 1),)


def siz(width: int, height: int, *parts: tuple[int, int, int], tile: tuple[int, int] = (64, 64)) -> bytes:
    body = struct.pack(">H8IH", 0, width + 3, height + 5, 3, 5, *tile, 0, 0, len(parts))
    return b"\xff\x4f" + segment(0x51, body + b"".join(bytes(part) for part in parts))


def cod(mct: int, transform: int) -> bytes:
    return segment(0x52, bytes((0, 0, 0, 1, mct, 5, 4, 4, 0, transform)))


SOT = segment(0x90, struct.pack(">HIBB", 0, 0, 0, 1))
FULL, HALF = (7, 1, 1), (0x8B, 2, 2)


def test_subsampled_signed_components_beside_an_offset() -> None:
    header = j2k_header(siz(30000, 20000, FULL, HALF, HALF) + cod(0, 0) + SOT + b"\xff\x93")
    assert (header.width, header.height, header.subsampled) == (30000, 20000, True)
    assert header.components == (J2kComponent(8, False, 1, 1),) + (J2kComponent(12, True, 2, 2),) * 2
    assert not header.mct
    assert not header.reversible


def test_the_tile_part_stands_above_the_main_header() -> None:
    header = j2k_header(siz(64, 64, FULL, FULL, FULL) + cod(0, 0) + SOT + cod(1, 1) + b"\xff\x93" + cod(0, 0))
    assert header.mct
    assert header.reversible


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\x4f\xff\x51",
        siz(64, 64, FULL),
        siz(64, 64, FULL) + b"\xff\x93",
        siz(64, 64, FULL) + cod(0, 0)[:-1],
        siz(64, 64, FULL)[:-1],
        siz(0, 64, FULL) + cod(0, 0),
        siz(64, 64) + cod(0, 0),
        siz(64, 64, FULL, tile=(0, 64)) + cod(0, 0),
        siz(64, 64, (7, 0, 1)) + cod(0, 0),
        siz(64, 64, (60, 1, 1)) + cod(0, 0),
        siz(64, 64, FULL) + b"\0\0\0\0" + cod(0, 0),
        b"\0\0\0\x0cjP  \r\n\x87\n" + b"\0\0\0\0jp2h",
        b"\0\0\0\x0cjP  \r\n\x87\n" + b"\0\0\0\x08free" * 1000,
    ],
)
def test_a_broken_codestream_is_a_value_error(data: bytes) -> None:
    with pytest.raises(ValueError, match="JP"):
        j2k_header(data)
