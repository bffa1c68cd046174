"""Decode tiles and strips of a TIFF that are complete pictures (JPEG, JPEG 2000 and others) to samples and colours.

Before a tile or strip is decoded, the size in the header of its picture is compared with its own size.
"""

import io
import struct
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from model.slide.codestream import MOST_SCANS, J2kHeader, JpegHeader, bare_codestream, j2k_header, jpeg_header
from model.slide.colour_space import RGB, YCBCR, Colours, decoded_colours, j2k_colours, jpeg_colours
from model.slide.faults import contradiction, unsupported
from model.slide.limits import size_text
from model.slide.picture_size import Size, jxl_size, jxr_size, lerc_size, png_size, webp_size

if TYPE_CHECKING:
    from tifffile import TiffPage

APERIO_YCBCR, APERIO_RGB = 33003, 33005
JPEG_2000 = (APERIO_YCBCR, 33004, APERIO_RGB, 34712)
JPEG = (6, 7, 33007, 34892)
"""Compression tags of JPEG. 6 is the old kind of TIFF 6.0, and 34892 is used in DNG."""
PICTURES: dict[int, tuple[str, Callable[[bytes], Size]]] = {
    22610: ("JPEG XR", jxr_size), 34934: ("JPEG XR", jxr_size), 34933: ("PNG", png_size),
    34927: ("WebP", webp_size), 50001: ("WebP", webp_size), 50002: ("JPEG XL", jxl_size), 52546: ("JPEG XL", jxl_size),
}  # fmt: skip
"""Codecs of complete pictures, by compression tag: the name, and a function that reads the size from the header."""
UNCOMPRESSED, LERC = 1, 34887
EER = (65000, 65001, 65002)
"""Compression tags of electron microscopes. tifffile lists a decoder for them, but it works only for files of such
microscopes."""

PHOTOMETRIC_RGB, PHOTOMETRIC_YCBCR = 2, 6
CONTIGUOUS = 1
JCS_RGB, JCS_YCBCR = 2, 3
"""libjpeg's numbers for the colour spaces."""
LEAST_BITS = 8
JPEG_ROWS = 16
"""Height in px of a JPEG block. Some writers fill up the last rows of a JPEG strip to whole blocks."""


@dataclass(frozen=True)
class Decoded:
    """The samples of one tile or strip [h, w, s] as stored. Samples of a colour JPEG are already converted to RGB."""

    samples: np.ndarray
    ycbcr: bool = False
    """Whether the first three samples are YCbCr and must be converted to RGB."""
    used_bits: int | None = None
    """Bits per sample in the codestream, if this is less than the page declares. Otherwise None."""


def declared_space(page: "TiffPage") -> str | None:
    """Return the colour space that the tags declare, `RGB` or `YCBCR`. Return None for grey, CMYK and others."""
    if int(page.samplesperpixel) < 3:
        return None
    if int(page.compression) in (APERIO_YCBCR, APERIO_RGB):
        return YCBCR if int(page.compression) == APERIO_YCBCR else RGB
    return {PHOTOMETRIC_RGB: RGB, PHOTOMETRIC_YCBCR: YCBCR}.get(int(page.photometric))


def piece_colours(page: "TiffPage", data: bytes) -> Colours | None:
    """Return the colour space of the samples of `page`, judged by `data`, one of its tiles or strips.

    Return None if the page does not have three colours. Raise ValueError if the header of this tile or strip is
    damaged.
    """
    declared, compression = declared_space(page), int(page.compression)
    if declared is None:
        return None
    if int(page.planarconfig) == CONTIGUOUS:
        if compression in JPEG and page.jpegheader is None:
            return jpeg_colours(declared, jpeg_header(data, page.jpegtables or b""))
        if compression in JPEG_2000:
            return j2k_colours(declared, j2k_header(data))
        if compression in PICTURES:
            return decoded_colours(declared, PICTURES[compression][0])
    return Colours(declared, declared)


def decode_piece(path: Path, page: "TiffPage", data: bytes, index: int, size: Size) -> Decoded:
    """Decode and return tile or strip `index` of `page`, whose stored bytes are `data`.

    `size` is the maximum width and height of a tile or strip in px. Raise one of the exceptions in `limits.DAMAGE` if
    the tile or strip is damaged, and SlideError if it is refused before decoding.
    """
    compression, declared, used = int(page.compression), declared_space(page), None
    if not _has_decoder(compression):
        raise NotImplementedError(f"compression {compression}")
    if compression in JPEG_2000:
        return _decode_j2k(path, page, data, size)
    if compression in JPEG and page.jpegheader is None:
        header = jpeg_header(data, page.jpegtables or b"")
        check_jpeg(path, header, size)
        used = _used_bits(path, page, "JPEG", header.bits)
        if declared and is_plain_colour(page, header):
            return Decoded(_decode_jpeg(page, data, jpeg_colours(declared, header)))
    elif compression in PICTURES:
        name, claimed = PICTURES[compression]
        _check_claim(path, name, claimed(data), size)
    elif compression == LERC:
        _check_claim(path, "LERC", lerc_size(data), size)
    tables, start = page.jpegtables, page.jpegheader
    samples = page.decode(data, index, jpegtables=tables, jpegheader=start)[0]
    if samples is None:
        raise ValueError("a tile or strip was not decoded")
    stored = compression not in PICTURES and (compression not in JPEG or int(page.planarconfig) != CONTIGUOUS)
    return Decoded(samples[0], declared == YCBCR and stored, used)


def _has_decoder(compression: int) -> bool:
    from tifffile import TIFF

    return compression == UNCOMPRESSED or (compression in TIFF.DECOMPRESSORS and compression not in EER)


def _check_claim(path: Path, codec: str, claimed: Size, size: Size) -> None:
    if claimed[0] > size[0] or claimed[1] > size[1]:
        message = f"a tile or strip of {size_text(*size)} claims to hold a {codec} picture of {size_text(*claimed)}"
        raise contradiction(path, message)


def check_jpeg(path: Path, header: JpegHeader, size: Size) -> None:
    """Raise SlideError if a JPEG is larger than its piece of `size` px, or has too many scans."""
    rows = -(-size[1] // JPEG_ROWS) * JPEG_ROWS
    _check_claim(path, "JPEG", (header.width, header.height if header.height > rows else size[1]), size)
    if header.scans > MOST_SCANS:
        raise unsupported(path, f"progressive JPEG with more than {MOST_SCANS} scans, which takes too long to decode")


def _used_bits(path: Path, page: "TiffPage", codec: str, bits: int) -> int | None:
    """Return the bit depth of the codestream if it is less than the bit depth of the page.

    The bit depth determines which value is white.
    """
    declared = int(page.bitspersample)
    if bits > declared:
        raise contradiction(path, f"its {codec} data have {bits} bits per sample, but it declares {declared}")
    if bits < min(declared, LEAST_BITS):
        raise unsupported(path, f"{codec} of {bits} bits per sample, which is not supported")
    return bits if bits < declared else None


def is_plain_colour(page: "TiffPage", header: JpegHeader) -> bool:
    """Return whether the JPEG has exactly three interleaved components of 8 bits.

    Only then can the caller specify the colour space for libjpeg.
    """
    return (
        int(page.planarconfig) == CONTIGUOUS
        and not page.extrasamples
        and len(header.ids) == int(page.samplesperpixel) == 3
        and header.bits == 8
        and not header.lossless
    )


def _decode_jpeg(page: "TiffPage", data: bytes, colours: Colours) -> np.ndarray:
    """Return the RGB samples of the JPEG `data`.

    `colours` states the colour space of the stored samples; the colour space that libjpeg would assume is ignored.
    """
    from imagecodecs import jpeg_decode

    space = JCS_RGB if colours.space == RGB else JCS_YCBCR
    samples: np.ndarray = jpeg_decode(
        data, bitspersample=8, tables=page.jpegtables, colorspace=space, outcolorspace=JCS_RGB
    )
    return samples


def _decode_j2k(path: Path, page: "TiffPage", data: bytes, size: Size) -> Decoded:
    from imagecodecs import jpeg2k_decode

    header, declared = j2k_header(data), declared_space(page)
    _check_claim(path, "JPEG 2000", (header.width, header.height), size)
    if any(part.signed for part in header.components):
        raise unsupported(path, "JPEG 2000 with signed components, which are not supported")
    contiguous = int(page.planarconfig) == CONTIGUOUS
    if len(header.components) != (int(page.samplesperpixel) if contiguous else 1):
        raise ValueError("a tile or strip has another number of components than the page")
    codestream = bytes(bare_codestream(data)[0])
    samples = _decode_subsampled(path, header, codestream) if header.subsampled else jpeg2k_decode(codestream)
    colours = j2k_colours(declared, header) if declared and contiguous else None
    ycbcr = colours.space == YCBCR if colours else declared == YCBCR
    used = _used_bits(path, page, "JPEG 2000", max(part.bits for part in header.components))
    return Decoded(samples.reshape(header.height, header.width, -1), ycbcr, used)


def _decode_subsampled(path: Path, header: J2kHeader, codestream: bytes) -> np.ndarray:
    """Decode components of different sizes without colour conversion: uint8 [h, w, 3].

    Samples are repeated, as in OpenSlide. imagecodecs and Pillow would convert them to RGB with other rounding than
    OpenSlide. A JP2 header that declares sRGB prevents the conversion in Pillow.
    """
    plain = all(
        part.bits == 8 and header.width % part.dx == 0 and header.height % part.dy == 0 for part in header.components
    )
    first = header.components[0]
    if not plain or len(header.components) != 3 or (first.dx, first.dy) != (1, 1):
        raise unsupported(path, "JPEG 2000 with components of sizes that are not supported")
    file = b"\x00\x00\x00\x0cjP  \r\n\x87\n" + _box(b"ftyp", b"jp2 \0\0\0\0jp2 ")
    about = _box(b"ihdr", struct.pack(">IIHBBBB", header.height, header.width, 3, 7, 7, 0, 0))
    file += _box(b"jp2h", about + _box(b"colr", b"\x01\0\0\0\0\0\x10")) + _box(b"jp2c", codestream)
    with Image.open(io.BytesIO(file), formats=("JPEG2000",)) as image:
        return np.asarray(image)


def _box(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I4s", len(content) + 8, kind) + content
