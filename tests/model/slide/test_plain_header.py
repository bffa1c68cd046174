"""PNG, JPEG, BMP and WebP: a library's limit is no damage, and what would take too much is refused before it does."""

import io
import os
import runpy
import struct
import zlib
from pathlib import Path
from types import SimpleNamespace

import imagecodecs
import numpy as np
import pytest
from PIL import Image, ImageCms, ImageFile

from model.base.errors import SlideError
from model.base.progress import result_of
from model.slide.base import Slide
from model.slide.codestream import MOST_SCANS
from model.slide.plain_header import MAX_DECODING_BYTES, WEBP_BYTES, check_decoding, plain_header
from model.slide.png_chunks import MAX_PROFILE_BYTES
from model.slide.png_transparency import LEFT_OUT_NOTE
from model.slide.registry import describe_slide, open_slide
from model.slide.thumbnail import thumbnail_steps
from model.slide.watched import WatchedFile

made = SimpleNamespace(**runpy.run_path(str(Path(__file__).with_name("codestreams.py"))))
SAMPLES = Path(__file__).resolve().parents[3] / ".." / "shared" / "samples"
PIXELS = np.random.default_rng(8).integers(0, 256, (72, 90, 3), np.uint8)
SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(path: Path, before: bytes = b"", after: bytes = b"", pixels: np.ndarray = PIXELS) -> Path:
    """A PNG with more chunks before and after its pixels."""
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, "PNG")
    data = buffer.getvalue()
    path.write_bytes(data[:33] + before + data[33:-12] + after + data[-12:])
    return path


def whole(slide: Slide) -> np.ndarray:
    pixels = slide.read_level(0, 0, 0, slide.size.width, slide.size.height)
    slide.close()
    return pixels


def large_profile(size: int) -> bytes:
    """sRGB with a private tag of `size` bytes behind it: still a valid profile."""
    filler = np.random.default_rng(1).integers(0, 256, size // 64, np.uint8).tobytes() * 64
    count = int.from_bytes(SRGB[128:132], "big")
    moved = bytearray(SRGB[132 + 12 * count :])
    table = bytearray()
    for number in range(count):
        name, at, length = struct.unpack(">4sII", SRGB[132 + 12 * number : 144 + 12 * number])
        table += struct.pack(">4sII", name, at + 12, length)
    table += struct.pack(">4sII", b"prvt", len(SRGB) + 12, len(filler))
    data = SRGB[:128] + struct.pack(">I", count + 1) + bytes(table) + bytes(moved) + filler
    return struct.pack(">I", len(data)) + data[4:]


@pytest.mark.parametrize("size", [1_300_000, 8_000_000])
def test_a_large_colour_profile_is_used(tmp_path: Path, size: int) -> None:
    profile = large_profile(size)
    slide = open_slide(png(tmp_path / "a.png", chunk(b"iCCP", b"large\0\0" + zlib.compress(profile))))
    assert slide.icc == profile
    assert np.array_equal(whole(slide), PIXELS)


TEXTS = {
    "zTXt": b"Comment\0\0" + zlib.compress(b"x" * 3_000_000),
    "iTXt packed": b"XML:com.adobe.xmp\0\1\0\0\0" + zlib.compress(b"x" * 3_000_000),
    "iTXt": b"XML:com.adobe.xmp\0\0\0\0\0" + b"x" * 3_000_000,
    "tEXt": b"Comment\0" + b"x" * 3_000_000,
}


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("place", ["before", "after"])
def test_large_text_is_no_damage(tmp_path: Path, name: str, place: str) -> None:
    text = chunk(name[:4].encode(), TEXTS[name])
    slide = open_slide(png(tmp_path / "a.png", **{place: text}))
    is_xmp = name.startswith("iTXt")
    assert slide.notes == (("text above 1 MB not read (XML:com.adobe.xmp)",) if is_xmp else ())
    assert np.array_equal(whole(slide), PIXELS)


class CountedUnpacking:
    """Objects as `zlib.decompressobj` makes them, and how many bytes they gave."""

    def __init__(self) -> None:
        self.made, self.open = 0, zlib.decompressobj

    def __call__(self, *options: int) -> SimpleNamespace:
        unpacker = self.open(*options)

        def decompress(data: bytes, most: int = 0) -> bytes:
            found = unpacker.decompress(data, most)
            self.made += len(found)
            return found

        return SimpleNamespace(decompress=decompress, flush=unpacker.flush)


@pytest.fixture(scope="module")
def zeros() -> bytes:
    """400 MB of them in less than half a megabyte."""
    packer = zlib.compressobj(6)
    return b"".join(packer.compress(bytes(10_000_000)) for _ in range(40)) + packer.flush()


@pytest.mark.parametrize(
    ("kind", "start", "note"),
    [
        (b"zTXt", b"Comment\0\0", None),
        (b"zTXt", b"Raw profile type exif\0\0", "text above 1 MB not read (Raw profile type exif)"),
        (b"iTXt", b"XML:com.adobe.xmp\0\1\0\0\0", "text above 1 MB not read (XML:com.adobe.xmp)"),
        (b"iCCP", b"bomb\0\0", f"ICC profile above {MAX_PROFILE_BYTES // 1_000_000} MB not read"),
    ],
)
def test_a_bomb_beside_good_pixels_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, zeros: bytes, kind: bytes, start: bytes, note: str | None
) -> None:
    path = png(tmp_path / "a.png", chunk(kind, start + zeros))
    unpacking, before = CountedUnpacking(), made.peak_kib()
    monkeypatch.setattr(zlib, "decompressobj", unpacking)
    slide = open_slide(path)
    assert unpacking.made <= MAX_PROFILE_BYTES + 1
    assert made.peak_kib() - before < 200_000  # KiB
    assert note is None or note in slide.notes
    assert np.array_equal(whole(slide), PIXELS)


def test_many_texts_are_walked_once(tmp_path: Path) -> None:
    """So many that a walk through all of them for each of them takes hours."""
    path = png(tmp_path / "a.png", chunk(b"tEXt", b"a\0b") * 450_000)
    assert np.array_equal(whole(open_slide(path)), PIXELS)


def test_exif_behind_the_pixels_is_known_without_decoding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    exif = Image.Exif()
    exif[274] = 6
    path = png(tmp_path / "a.png", after=chunk(b"eXIf", exif.tobytes()[6:]))
    assert np.array_equal(whole(open_slide(path)), np.rot90(PIXELS, -1))
    monkeypatch.setattr(Image.Image, "load", lambda self: pytest.fail("decoded"))
    known = describe_slide(path).size
    assert (known.width, known.height) == (72, 90)


def test_a_large_header_is_not_decoded(tmp_path: Path) -> None:
    """A thumbnail and a size are asked for without opening: neither may take the memory either."""
    start = struct.pack(">IIBBBBB", 60_000, 60_000, 1, 0, 0, 0, 0)
    data = chunk(b"IHDR", start) + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")
    data = b"\x89PNG\r\n\x1a\n" + data
    (tmp_path / "a.png").write_bytes(data)
    for ask in (open_slide, describe_slide, lambda path: result_of(thumbnail_steps(path, 96))):
        with pytest.raises(SlideError, match="60000 x 60000 px"):
            ask(tmp_path / "a.png")


def scan_bomb(scans: int) -> bytes:
    buffer = io.BytesIO()
    Image.fromarray(PIXELS).save(buffer, "JPEG", progressive=True)
    data = buffer.getvalue()
    last = data.rindex(b"\xff\xda")
    return data[:-2] + (scans - 10) * data[last:-2] + data[-2:]


def test_a_jpeg_of_too_many_scans_is_refused_by_all(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(scan_bomb(MOST_SCANS))
    open_slide(path).close()
    path.write_bytes(scan_bomb(MOST_SCANS + 1))
    for ask in (open_slide, describe_slide, lambda path: result_of(thumbnail_steps(path, 96))):
        with pytest.raises(SlideError, match=f"more than {MOST_SCANS} scans") as caught:
            ask(path)
        assert "damaged" not in caught.value.message


def test_marks_of_scans_in_other_segments_do_not_count(tmp_path: Path) -> None:
    """Colour profiles and thumbnails hold the two bytes by chance."""
    buffer = io.BytesIO()
    Image.fromarray(PIXELS).save(buffer, "JPEG", quality=95)
    data = buffer.getvalue()
    path = tmp_path / "a.jpg"
    path.write_bytes(data[:2] + made.segment(0xFFED, b"\xff\xda" * 500) + data[2:])
    assert np.array_equal(whole(open_slide(path)), np.asarray(Image.open(io.BytesIO(data))))


def test_what_libjpeg_does_not_decode_is_not_called_damaged(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    deep = imagecodecs.jpeg_encode(PIXELS.astype(np.uint16) * 16, bitspersample=12)
    for data, words in ((deep, "JPEG of 12 bits per sample"), (_of_two(), "JPEG of 2 components")):
        path.write_bytes(data)
        with pytest.raises(SlideError, match=f"uses {words}, which is not supported") as caught:
            open_slide(path)
        assert "save it as 8-bit RGB" in caught.value.remedy


def _of_two() -> bytes:
    data = made.jpeg(PIXELS)
    frame = data.index(b"\xff\xc0")
    shorter = b"\0\x0e" + data[frame + 4 : frame + 9] + b"\2" + data[frame + 10 : frame + 16]
    return data[: frame + 2] + shorter + data[frame + 19 :]


def test_markers_of_a_jpeg_that_contradict_each_other_are_told(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(made.jpeg(PIXELS, marker=made.JFIF + made.adobe(0)))
    slide = open_slide(path)
    assert [note.startswith("colours may be wrong") for note in slide.notes] == [True]
    assert np.array_equal(whole(slide), made.by_pillow(path.read_bytes()))


def test_the_ceiling_for_webp(tmp_path: Path) -> None:
    side = int((MAX_DECODING_BYTES / WEBP_BYTES) ** 0.5)
    check_decoding(tmp_path / "a.webp", side, side, WEBP_BYTES)
    with pytest.raises(SlideError, match=r"needs 2\.0 GB to be decoded; the limit is 2 GB"):
        check_decoding(tmp_path / "a.webp", side + 1, side + 1, WEBP_BYTES)
    packed = bytearray(imagecodecs.webp_encode(PIXELS, lossless=True))
    packed[21:25] = struct.pack("<I", 15_998 | 15_998 << 14)
    (tmp_path / "a.webp").write_bytes(packed)
    for ask in (open_slide, lambda path: result_of(thumbnail_steps(path, 96))):
        with pytest.raises(SlideError, match=r"4\.1 GB"):
            ask(tmp_path / "a.webp")


@pytest.mark.parametrize(("options", "opens"), [({}, True), ({"progressive": True}, False)])
def test_the_ceiling_for_progressive_jpeg(tmp_path: Path, options: dict[str, bool], opens: bool) -> None:
    """225 million pixels: 0.9 GB in Pillow, and 1.35 GB of coefficients until the last scan."""
    path = saved(tmp_path / "a.jpg", subsampling="4:4:4", **options)
    data = bytearray(path.read_bytes())
    frame = data.index(b"\xff\xc2" if options else b"\xff\xc0")
    data[frame + 5 : frame + 9] = struct.pack(">HH", 15_000, 15_000)
    path.write_bytes(data)
    if opens:
        assert plain_header(path).size == (15_000, 15_000)
    else:
        with pytest.raises(SlideError, match=r"needs 2\.2 GB"):
            plain_header(path)


def saved(path: Path, mode: str = "RGB", **options: object) -> Path:
    Image.fromarray(PIXELS).convert(mode).save(path, **options)
    return path


EXIF = b"Exif\0\0II*\0\x08\0\0\0\0\0"
FACTS = [
    ("a.png", "RGB", {}, ("PNG", "deflate", "RGB", 8)),
    ("b.png", "P", {}, ("PNG", "deflate", "palette", 8)),
    ("c.png", "RGBA", {}, ("PNG", "deflate", "RGBA", 8)),
    ("d.png", "1", {}, ("PNG", "deflate", "grey", 1)),
    ("e.png", "LA", {}, ("PNG", "deflate", "grey with alpha", 8)),
    ("a.jpg", "RGB", {}, ("JPEG", "JPEG", "YCbCr", 8)),
    ("b.jpg", "RGB", {"progressive": True}, ("JPEG", "JPEG, progressive", "YCbCr", 8)),
    ("c.jpg", "L", {}, ("JPEG", "JPEG", "grey", 8)),
    ("d.jpg", "CMYK", {}, ("JPEG", "JPEG", "CMYK", 8)),
    ("e.jpg", "RGB", {"keep_rgb": True}, ("JPEG", "JPEG", "RGB", 8)),
    ("a.bmp", "RGB", {}, ("BMP", "none", "RGB", 8)),
    ("b.bmp", "P", {}, ("BMP", "none", "palette", 8)),
    ("a.webp", "RGB", {}, ("WebP", "WebP", "YCbCr", 8)),
    ("b.webp", "RGB", {"lossless": True}, ("WebP", "WebP, lossless", "RGB", 8)),
    ("c.webp", "RGBA", {"lossless": True, "exif": EXIF}, ("WebP", "WebP, lossless", "RGB", 8)),
]


@pytest.mark.parametrize(("name", "mode", "options", "expected"), FACTS)
def test_facts(tmp_path: Path, name: str, mode: str, options: dict[str, object], expected: tuple[object, ...]) -> None:
    path = saved(tmp_path / name, mode, **options)
    slide = open_slide(path)
    facts = slide.facts
    assert (facts.format, facts.compression, facts.colour_space, facts.bits) == expected
    assert facts.reader == "Pillow"
    assert plain_header(path).size == (90, 72)
    slide.close()


def test_a_jpeg_that_states_no_colours(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(made.jpeg(PIXELS))
    assert plain_header(path).facts.colour_space == "YCbCr, assumed (the file does not state it)"


def test_a_slide_that_begins_with_a_photograph_is_not_that(tmp_path: Path) -> None:
    """A MIRAX slide: its first bytes are a JPEG of the label."""
    Image.fromarray(PIXELS).save(tmp_path / "a.mrxs", "JPEG")
    with pytest.raises(SlideError):
        result_of(thumbnail_steps(tmp_path / "a.mrxs", 64))


def test_what_is_no_file_of_these_formats_is_left_to_the_readers(tmp_path: Path) -> None:
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.png")
    (tmp_path / "text.bmp").write_bytes(b"BMI;age\n21;80\n" * 20)
    (tmp_path / "table.bmp").write_bytes(b"BM\x05\x06\x07\x08id;age\n21;80\n" * 20)
    (tmp_path / "sound.webp").write_bytes(b"RIFF\0\0\0\0WAVEfmt ")
    for name in (".", "absent.png", "pipe.png", "text.bmp", "table.bmp", "sound.webp"):
        assert plain_header(tmp_path / name).facts.format == "unknown"


def test_a_file_without_its_gaps(tmp_path: Path) -> None:
    path = tmp_path / "a"
    data = bytes(range(256)) * 300
    path.write_bytes(data)
    gaps = ((0, 3), (10, 20), (20, 20_000), (40_000, 40_001), (76_000, 90_000))
    expected = data[3:10] + data[20_000:40_000] + data[40_001:76_000]
    with WatchedFile(path, gaps) as file:
        assert file.read() == expected
        assert file.seek(5) == 5
        assert file.read(3) == expected[5:8]
        assert file.seek(-4, io.SEEK_END) == len(expected) - 4
        assert file.read(10) == expected[-4:]
        assert file.seek(len(expected) + 5) == len(expected) + 5
        assert file.read(1) == b""


@pytest.mark.skipif(not SAMPLES.exists(), reason="needs the samples beside the project")
@pytest.mark.parametrize("name", ["icc_1m3.png", "itxt_comp_3m.png"])
def test_the_reported_files_open(name: str) -> None:
    path = SAMPLES / "reports" / "images" / name
    decoded = imagecodecs.png_decode(path.read_bytes())
    slide = open_slide(path)
    assert (slide.icc is not None) is name.startswith("icc")
    assert np.array_equal(whole(slide), decoded[:, :, :3])


@pytest.mark.skipif(not SAMPLES.exists(), reason="needs the samples beside the project")
@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("flat_15999.webp", r"4\.1 GB"),
        ("hdr_png_1bit_60000.png", "60000 x 60000 px"),
        ("scanbomb_4900_8000.jpg", f"more than {MOST_SCANS} scans"),
    ],
)
def test_the_hostile_files_are_refused_before_they_are_decoded(
    monkeypatch: pytest.MonkeyPatch, name: str, words: str
) -> None:
    monkeypatch.setattr(ImageFile.ImageFile, "load", lambda self: pytest.fail("decoded"))
    before = made.peak_kib()
    path = SAMPLES / "hostile" / name
    for ask in (open_slide, describe_slide, lambda path: result_of(thumbnail_steps(path, 96))):
        with pytest.raises(SlideError, match=words):
            ask(path)
    assert made.peak_kib() - before < 100_000  # KiB


# -- the transparent colour of a PNG -----------------------------------------------------------------------------
def grey_png(path: Path, samples: np.ndarray, bits: int, key: int, colour_type: int = 0) -> Path:
    """A PNG of `bits` a sample, of which the value `key` (or the colour of three times that value) is transparent."""
    height, width = samples.shape[:2]
    if bits == 16:
        rows = [row.astype(">u2").tobytes() for row in samples]
    else:
        single = ((samples[:, :, None] >> np.arange(bits - 1, -1, -1)) & 1).reshape(height, -1)
        rows = [np.packbits(row.astype(np.uint8)).tobytes() for row in single]
    head = struct.pack(">IIBBBBB", width, height, bits, colour_type, 0, 0, 0)
    transparent = struct.pack(">H", key) * (3 if colour_type else 1)
    data = chunk(b"IHDR", head) + chunk(b"tRNS", transparent)
    data += chunk(b"IDAT", zlib.compress(b"".join(b"\0" + row for row in rows))) + chunk(b"IEND", b"")
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + data)
    return path


@pytest.mark.parametrize("bits", [1, 2, 4, 8, 16])
def test_the_transparent_grey_is_glass_and_no_other(tmp_path: Path, bits: int) -> None:
    """By PNG 1.2, 4.2.1.1: samples equal to the value, in the depth of the file. Pillow compares scaled samples."""
    samples = np.random.default_rng(bits).integers(0, 2**bits, (72, 90))
    key = 2**bits // 3
    samples[10:20, 10:20] = key
    samples[20:30, 10:20] = (key + 1) % 2**bits
    slide = open_slide(grey_png(tmp_path / "a.png", samples, bits, key))
    assert "transparency blended with glass" in slide.notes
    grey = samples >> 8 if bits == 16 else samples * 255 // (2**bits - 1)
    expected = np.repeat(np.where(samples == key, 255, grey)[:, :, None], 3, axis=2)
    assert np.array_equal(whole(slide), expected)


def test_a_transparent_colour_of_16_bits_is_left_out_with_a_note(tmp_path: Path) -> None:
    """Of colours Pillow gives 8 bits only, so that others of the same upper bits would become glass."""
    samples = np.random.default_rng(5).integers(0, 2**16, (72, 90, 3))
    samples[:20] = 4660
    slide = open_slide(grey_png(tmp_path / "a.png", samples, 16, 4660, colour_type=2))
    assert slide.notes == ("16 bit reduced to 8 bit", LEFT_OUT_NOTE)
    assert np.array_equal(whole(slide), samples >> 8)


# -- marks -------------------------------------------------------------------------------------------------------
def test_a_bmp_opens_whatever_its_reserved_bytes_are(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    Image.fromarray(PIXELS).save(buffer, "BMP")
    data = bytearray(buffer.getvalue())
    data[6:10] = b"made"
    (tmp_path / "a.bmp").write_bytes(data)
    slide = open_slide(tmp_path / "a.bmp")
    assert slide.facts.format == "BMP"
    assert np.array_equal(whole(slide), PIXELS)


def test_a_jpeg_that_states_its_height_behind_the_picture_is_not_called_damaged(tmp_path: Path) -> None:
    """Marker DNL of ISO/IEC 10918-1, B.2.5; no common library reads it."""
    buffer = io.BytesIO()
    Image.fromarray(PIXELS).save(buffer, "JPEG")
    data = bytearray(buffer.getvalue())
    frame = data.index(b"\xff\xc0")
    data[frame + 5 : frame + 7] = b"\0\0"
    (tmp_path / "a.jpg").write_bytes(data[:-2] + b"\xff\xdc\0\4\0\x48\xff\xd9")
    with pytest.raises(SlideError, match="a feature of JPEG that is not supported"):
        open_slide(tmp_path / "a.jpg")
