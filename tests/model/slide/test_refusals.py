"""Files that cannot be opened: each is refused with a sentence and a remedy, never another error, never a hang."""

import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
import tifffile
from PIL import Image

from model.base.errors import SlideError
from model.slide.limits import MIN_SIDE
from model.slide.registry import images_in, is_slide_name, open_slide

SAMPLES = Path(__file__).resolve().parents[3] / ".." / "shared" / "samples"
NOISE = np.random.default_rng(5).integers(0, 256, (90, 100, 3), np.uint8)


def refusal(path: Path) -> SlideError:
    with pytest.raises(SlideError) as caught:
        open_slide(path)
    assert caught.value.path == path
    assert caught.value.message.endswith(".")
    assert caught.value.remedy.endswith(".")
    return caught.value


def png_header(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")
    )


def tiff_header(width: int, height: int, bits: int = 8, *, tile: int = 0) -> bytes:
    """A TIFF of RGB samples that declares more than its 16 bytes of data hold."""
    entries = [
        (256, 4, 1, width),
        (257, 4, 1, height),
        (258, 3, 1, bits),
        (259, 3, 1, 1),
        (262, 3, 1, 2),
        (277, 3, 1, 3),
    ]
    if tile:
        entries += [(322, 4, 1, tile), (323, 4, 1, tile), (324, 4, 1, 8), (325, 4, 1, 16)]
    else:
        entries += [(273, 4, 1, 8), (278, 4, 1, height), (279, 4, 1, 16)]
    table = b"".join(struct.pack("<HHII", *entry) for entry in sorted(entries))
    return b"II*\0" + struct.pack("<I", 24) + b"\x80" * 16 + struct.pack("<H", len(entries)) + table + b"\0" * 4


def test_missing_folder_and_empty(tmp_path: Path) -> None:
    assert "does not exist" in refusal(tmp_path / "absent.png").message
    assert "folder" in refusal(tmp_path).message
    (tmp_path / "empty.png").touch()
    assert "empty" in refusal(tmp_path / "empty.png").message
    assert "cannot be read" in refusal(tmp_path / "null\0byte.png").message


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("text.png", b"patient;spot\n1;A-1\n", "text file"),
        ("noise.png", bytes(range(256)), "has the suffix of a picture"),
        ("noise.xyz", bytes(range(256)), "not supported"),
        ("scan.dcm", b"\0" * 128 + b"DICM" + b"\0" * 200, "cannot be read as DICOM"),
        ("scan.czi", b"ZISRAWFILE" + b"\0" * 200, "cannot be opened as a whole slide"),
        ("paper.pdf", b"%PDF-1.7" + b"\0" * 200, "PDF"),
        ("moving.gif", b"GIF89a" + b"\0" * 200, "GIF"),
        ("only_magic.png", b"\x89PNG\r\n\x1a\n", "damaged"),
        ("only_magic.jpg", b"\xff\xd8\xff", "damaged"),
        ("only_magic.tif", b"II*\0", "damaged"),
        ("only_magic.webp", b"RIFF\0\0\0\0WEBP", "damaged"),
        ("only_magic.bmp", b"BM\0\0\0\0\0\0\0\0", "damaged"),
        ("huge.png", png_header(30_000, 30_000), "256 megapixels"),
        ("absurd.png", png_header(2**31 - 1, 2**31 - 1), "256 megapixels"),
        ("short.png", png_header(100, 100), "PNG"),
        ("huge.tif", tiff_header(100_000, 100_000), "incomplete"),
        ("deep.tif", tiff_header(15_000, 15_000, 16), "incomplete"),
        ("huge_tile.tif", tiff_header(100, 100, tile=2**20), "GB"),
        ("cut.tif", tiff_header(1000, 1000), "incomplete"),
        ("dot.png", png_header(1, 1), "too small"),
        ("dot.tif", tiff_header(1, 1), "too small"),
        ("none.tif", tiff_header(0, 0), "without pixels"),
    ],
)
def test_hostile_and_foreign_files(tmp_path: Path, name: str, content: bytes, words: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert words in refusal(path).message


@pytest.mark.parametrize("name", ["a.png", "a.jpg", "a.bmp", "a.webp", "a.tif"])
@pytest.mark.parametrize("kept", [0.3, 0.6, 0.9])
def test_cut_short(tmp_path: Path, name: str, kept: float) -> None:
    path = tmp_path / name
    if path.suffix == ".tif":
        tifffile.imwrite(path, NOISE, photometric="rgb", compression="zlib")
    else:
        Image.fromarray(NOISE).save(path)
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * kept)])
    error = refusal(path)
    assert "incomplete" in error.message or "damaged" in error.message
    if path.suffix != ".webp":
        assert "incomplete" in error.message


def test_smallest_side(tmp_path: Path) -> None:
    Image.new("RGB", (MIN_SIDE, MIN_SIDE)).save(tmp_path / "just.png")
    assert open_slide(tmp_path / "just.png").size.width == MIN_SIDE
    Image.new("RGB", (MIN_SIDE - 1, 500)).save(tmp_path / "icon.png")
    assert "too small" in refusal(tmp_path / "icon.png").message


@pytest.mark.parametrize(
    ("array", "options"),
    [
        (NOISE[:, :, 0].astype(np.float32), {"photometric": "minisblack"}),
        (np.full((90, 100), np.nan, np.float32), {"photometric": "minisblack"}),
        (NOISE[:, :, 0].astype(np.int16), {"photometric": "minisblack"}),
        (NOISE, {"photometric": "cielab"}),
        (np.dstack([NOISE, NOISE]), {"photometric": "minisblack", "planarconfig": "contig"}),
    ],
)
def test_samples_of_unknown_meaning(tmp_path: Path, array: np.ndarray, options: dict[str, str]) -> None:
    tifffile.imwrite(tmp_path / "a.tif", array, metadata=None, **options)
    assert "8-bit RGB" in refusal(tmp_path / "a.tif").remedy


def test_channels_on_pages_of_their_own(tmp_path: Path) -> None:
    planes = np.ascontiguousarray(NOISE.transpose(2, 0, 1))
    tifffile.imwrite(tmp_path / "ij.tif", planes, imagej=True, metadata={"axes": "CYX"})
    assert "separate grey pictures" in refusal(tmp_path / "ij.tif").message
    tifffile.imwrite(tmp_path / "a.ome.tif", planes, photometric="minisblack", metadata={"axes": "CYX"})
    assert "separate grey pictures" in refusal(tmp_path / "a.ome.tif").message


def opens(path: Path) -> bool:
    """Whether `path` opens; a refusal must come with a remedy, and any other error fails the test."""
    try:
        slide = open_slide(path)
    except SlideError as error:
        if not error.remedy:
            pytest.fail(f"{path.name} is refused without a remedy")
        return False
    assert min(slide.size.width, slide.size.height) >= MIN_SIDE
    slide.close()
    return True


def test_damaged_bytes_never_raise_anything_else(tmp_path: Path) -> None:
    rng = np.random.default_rng(11)
    image = Image.fromarray(NOISE)
    opened = []
    for name in ("a.png", "a.jpg", "a.webp", "a.bmp", "a.tif"):
        path = tmp_path / name
        image.save(path)
        good = path.read_bytes()
        for _ in range(60):
            content = bytearray(good)
            for place in rng.integers(0, len(good) if rng.random() < 0.5 else 200, 4):
                content[place] = rng.integers(256)
            path.write_bytes(content)
            opened.append(opens(path))
    assert set(opened) == {True, False}


def test_every_broken_sample_is_read_or_refused() -> None:
    if not (SAMPLES / "broken").is_dir():
        pytest.skip(f"no samples at {SAMPLES}: the hostile files of other projects are not tried")
    assert sum(opens(path) for path in sorted((SAMPLES / "broken").iterdir())) >= 15


def test_images_of_a_folder(tmp_path: Path) -> None:
    for name in ("spot10.png", "Spot2.JPG", "spot1.tif", "notes.txt", ".hidden.png", "²x.png", "λ.svs"):
        (tmp_path / name).touch()
    (tmp_path / "folder.png").mkdir()
    assert [path.name for path in images_in(tmp_path)] == ["spot1.tif", "Spot2.JPG", "spot10.png", "²x.png", "λ.svs"]
    assert is_slide_name(Path("A.TIFF"))
    assert not is_slide_name(Path("table.csv"))
    with pytest.raises(SlideError, match="cannot be listed"):
        images_in(tmp_path / "absent")
