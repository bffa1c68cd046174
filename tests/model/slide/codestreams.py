"""Codestreams and TIFFs around them, put together here: planes and settings come in, bytes or a file go out.

OpenJPEG's bindings write no subsampled components. In the progression order by component, the packets of a codestream
of three components are those of three codestreams of one, end to end (ISO/IEC 15444-1, B.12.1.5), where each resolution
is one precinct and there is one tile and one layer.
"""

import io
import struct
from collections.abc import Sequence
from pathlib import Path

import imagecodecs
import numpy as np
import tifffile
from PIL import Image

COMPONENT_ORDER = 4
SIZ, COD, QCD, SOT, SOD = 0xFF51, 0xFF52, 0xFF5C, 0xFF90, 0xFF93


def j2k(planes: Sequence[np.ndarray], mct: bool = False, signed: bool = False) -> bytes:
    """A lossless codestream of `planes` (uint8), of which the first has the full size, and the others whole parts."""
    height, width = planes[0].shape
    coded = [_one_component(plane) for plane in planes]
    steps = [(width // plane.shape[1], height // plane.shape[0]) for plane in planes]
    style = bytearray(coded[0][0][COD])
    style[1], style[4] = COMPONENT_ORDER, mct
    depth = 7 | signed << 7
    size = struct.pack(">H8IH", 0, width, height, 0, 0, width, height, 0, 0, len(planes))
    size += b"".join(bytes((depth, *step)) for step in steps)
    main = b"\xff\x4f" + segment(SIZ, size) + segment(COD, bytes(style)) + segment(QCD, coded[0][0][QCD])
    packets = b"".join(body for _, body in coded)
    part = segment(SOT, struct.pack(">HIBB", 0, 12 + 2 + len(packets), 0, 1))
    return main + part + struct.pack(">H", SOD) + packets + b"\xff\xd9"


def _one_component(plane: np.ndarray) -> tuple[dict[int, bytes], bytes]:
    """The segments of the header, and the packets."""
    data = imagecodecs.jpeg2k_encode(np.ascontiguousarray(plane), codecformat="j2k", reversible=True, resolutions=3)
    at, segments = 2, {}
    while (kind := int.from_bytes(data[at : at + 2], "big")) != SOD:
        length = int.from_bytes(data[at + 2 : at + 4], "big")
        segments[kind] = data[at + 4 : at + 2 + length]
        at += 2 + length
    return segments, data[at + 2 : -2]


def segment(kind: int, body: bytes) -> bytes:
    return struct.pack(">HH", kind, len(body) + 2) + body


def jpeg(pixels: np.ndarray, *, space: str = "YCbCr", subsampling: str = "4:4:4", marker: bytes = b"") -> bytes:
    """`pixels`, uint8 RGB, in a JPEG without any marker of its own; `marker` stands right behind its beginning."""
    outspace = {"YCbCr": "YCBCR", "RGB": "RGB"}[space]
    sub = {"4:4:4": "444", "4:2:2": "422", "4:2:0": "420"}[subsampling]
    data = imagecodecs.jpeg8_encode(pixels, level=95, colorspace="RGB", outcolorspace=outspace, subsampling=sub)
    return b"\xff\xd8" + marker + without_markers(data)[2:]


JFIF = b"\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"


def adobe(transform: int) -> bytes:
    return b"\xff\xee\x00\x0eAdobe" + struct.pack(">HHHB", 100, 0, 0, transform)


def without_markers(data: bytes) -> bytes:
    """A JPEG without JFIF, Adobe's marker and comments."""
    kept, at = b"\xff\xd8", 2
    while data[at + 1] != 0xDA:
        length = int.from_bytes(data[at + 2 : at + 4], "big") + 2
        if data[at + 1] not in (0xE0, 0xEE, 0xFE):
            kept += data[at : at + length]
        at += length
    return kept + data[at:]


def with_ids(data: bytes, ids: bytes) -> bytes:
    """A JPEG whose three components, named 1, 2, 3 or R, G, B, get other names."""
    frame = data.index(b"\xff\xc0")
    old = data[frame + 10 : frame + 19 : 3]
    scan = data.index(b"\xff\xda")
    named = bytearray(data)
    for number in range(3):
        assert named[scan + 5 + 2 * number] == old[number]
        named[frame + 10 + 3 * number] = named[scan + 5 + 2 * number] = ids[number]
    return bytes(named)


def tiff(
    path: Path, tiles: Sequence[bytes], shape: tuple[int, int], tile: int, compression: int, **options: object
) -> Path:
    """A TIFF of RGB samples in `tiles` that are compressed already; `shape` is height and width."""
    options = {"photometric": "rgb", "metadata": None, **options}
    with tifffile.TiffWriter(path) as writer:
        writer.write(
            iter(tiles), shape=(*shape, 3), dtype=np.uint8, tile=(tile, tile), compression=compression, **options
        )
    declare(path, str(options["photometric"]))
    return path


def declare(path: Path, photometric: str, page: int = 0) -> None:
    """Write the photometric interpretation into the file: tifffile's writer makes YCbCr of RGB under JPEG."""
    with tifffile.TiffFile(path, mode="r+") as file:
        file.pages[page].tags[262].overwrite({"rgb": 2, "ycbcr": 6}[photometric])


def aperio(path: Path, tiles: Sequence[bytes], shape: tuple[int, int], tile: int, compression: int) -> Path:
    """The same as an Aperio slide, which OpenSlide reads, too."""
    size = f"{shape[1]}x{shape[0]} ({tile}x{tile})"
    about = f"Aperio Image Library v12.0.15 \r\n{size} J2K/YUV16 Q=70|AppMag = 20|MPP = 0.5"
    return tiff(path, tiles, shape, tile, compression, description=about)


def cut(pixels: np.ndarray, tile: int) -> list[np.ndarray]:
    """The tiles of a picture of whole tiles."""
    return [
        np.ascontiguousarray(pixels[y : y + tile, x : x + tile])
        for y in range(0, pixels.shape[0], tile)
        for x in range(0, pixels.shape[1], tile)
    ]


def by_pillow(data: bytes) -> np.ndarray:
    with Image.open(io.BytesIO(data)) as image:
        return np.asarray(image.convert("RGB"))
