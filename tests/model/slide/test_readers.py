"""One contract over every kind of file the readers take: tiny files made here, read back as the same slide."""

import runpy
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
import tifffile
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms

from model.base.errors import SlideError
from model.base.geometry import RegionL0
from model.slide.array import ArraySlide
from model.slide.base import GLASS, Slide
from model.slide.pixel_size import PixelSize
from model.slide.registry import READERS, Reader, open_slide

made = SimpleNamespace(**runpy.run_path(str(Path(__file__).with_name("whole_slides.py"))))
WIDTH, HEIGHT, RGB, HALF = made.WIDTH, made.HEIGHT, made.RGB, made.HALF
GREY = RGB[:, :, 2]
GREY_RGB = np.repeat(GREY[:, :, None], 3, axis=2)
BITS = GREY > 127
BITS_RGB = np.repeat(BITS[:, :, None], 3, axis=2).astype(np.uint8) * np.uint8(255)
ALPHA = RGB[:, :, 0]
ON_GLASS = np.rint(RGB * (ALPHA[:, :, None] / 255) + 255 - ALPHA[:, :, None]).astype(np.uint8)
RGB16 = RGB.astype(np.uint16) * 257 + 3 - 3 * (RGB == 255)
"""16-bit values whose upper byte is RGB and whose lower byte is not the same."""


def _pillow(array: np.ndarray, mode: str | None = None, **options: object) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        image = Image.fromarray(array)
        image = image.convert(mode) if mode else image
        image.save(path, **options)

    return write


def _tiff(array: np.ndarray, **options: object) -> Callable[[Path], None]:
    return lambda path: tifffile.imwrite(path, array, **{"metadata": None, **options})


def _palette_tiff(path: Path) -> None:
    table = np.stack([np.arange(256), 255 - np.arange(256), (np.arange(256) * 7) % 256]).astype(np.uint16) * 257
    tifffile.imwrite(path, GREY, photometric="palette", colormap=table, metadata=None)


def _pages(path: Path) -> None:
    with tifffile.TiffWriter(path) as writer:
        writer.write(RGB, photometric="rgb", metadata=None)
        writer.write(RGB[::-1], photometric="rgb", metadata=None)


def _thumbnail_first(path: Path) -> None:
    with tifffile.TiffWriter(path) as writer:
        writer.write(RGB[::8, ::8], photometric="rgb", metadata=None)
        writer.write(RGB, photometric="rgb", metadata=None)
        writer.write(np.zeros((200, 200, 3), np.uint8), photometric="rgb", subfiletype=1, metadata=None)


PALETTED = np.stack([GREY, 255 - GREY, ((GREY.astype(int) * 7) % 256).astype(np.uint8)], axis=2)
SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
CMYK = np.dstack([255 - RGB, np.zeros_like(GREY)])
PREMULTIPLIED = np.dstack([np.rint(RGB * (ALPHA[:, :, None] / 255)).astype(np.uint8), ALPHA])


@dataclass(frozen=True)
class Kind:
    """A file: its name, how it is made, what is to be read, how far off a pixel may be, words of the notes.

    `half`: how far off a pixel of the second level may be, which shows every second pixel; None: no such level.
    """

    name: str
    write: Callable[[Path], None]
    expected: np.ndarray
    tolerance: int = 0
    note: str = ""
    half: int | None = None
    mpp: float | None = None


KINDS = (
    Kind("rgb.png", _pillow(RGB), RGB),
    Kind("grey.png", _pillow(GREY), GREY_RGB),
    Kind("grey16.png", _pillow(GREY.astype(np.uint16) * 257), GREY_RGB, note="16 bit reduced"),
    Kind("palette.png", _pillow(BITS_RGB, "P"), BITS_RGB),
    Kind("bilevel.png", _pillow(BITS), BITS_RGB),
    Kind("rgba.png", _pillow(np.dstack([RGB, ALPHA])), ON_GLASS, 1, "glass"),
    Kind("grey_alpha.png", _pillow(np.dstack([GREY, np.full_like(GREY, 255)])), GREY_RGB, note="glass"),
    Kind("icc.png", _pillow(RGB, icc_profile=b"not really a profile"), RGB, note="ICC profile ignored"),
    Kind("srgb.png", _pillow(RGB, icc_profile=SRGB), RGB, note="ICC profile applied for display only"),
    Kind("srgb.tif", _tiff(RGB, photometric="rgb", iccprofile=SRGB), RGB, note="ICC profile applied for display only"),
    Kind("rgb.jpg", _pillow(RGB, quality=95, subsampling=0), RGB, 40),
    Kind("grey.jpg", _pillow(GREY, quality=95), GREY_RGB, 60),
    Kind("cmyk.jpg", _pillow(RGB, "CMYK", quality=95, subsampling=0), RGB, 40, "CMYK"),
    Kind("progressive.jpg", _pillow(RGB, quality=95, subsampling=0, progressive=True), RGB, 40),
    Kind("rgb.bmp", _pillow(RGB), RGB),
    Kind("lossless.webp", _pillow(RGB, lossless=True), RGB),
    Kind("misnamed.tif", _pillow(RGB, format="PNG"), RGB),
    Kind("Gewebe λ 組織 é.png", _pillow(RGB), RGB),
    Kind("Gewebe λ 組織 é.tif", _tiff(RGB, photometric="rgb"), RGB),
    Kind("rgb.tif", _tiff(RGB, photometric="rgb"), RGB),
    Kind("strips.tif", _tiff(RGB, photometric="rgb", rowsperstrip=7), RGB),
    Kind("planar.tif", _tiff(RGB.transpose(2, 0, 1), photometric="rgb", planarconfig="separate"), RGB),
    Kind("tiled.tif", _tiff(RGB, photometric="rgb", tile=(32, 48)), RGB),
    Kind("bigtiff.tif", _tiff(RGB, photometric="rgb", bigtiff=True), RGB),
    Kind("big_endian.tif", _tiff(RGB, photometric="rgb", byteorder=">"), RGB),
    Kind("lzw.tif", _tiff(RGB, photometric="rgb", compression="lzw", predictor=True), RGB),
    Kind("deflate.tif", _tiff(RGB, photometric="rgb", compression="zlib", tile=(32, 32)), RGB),
    Kind("packbits.tif", _tiff(RGB, photometric="rgb", compression="packbits"), RGB),
    Kind("zstd.tif", _tiff(RGB, photometric="rgb", compression="zstd"), RGB),
    Kind("ycbcr_jpeg.tif", _tiff(RGB, photometric="rgb", compression="jpeg", compressionargs={"level": 95}), RGB, 60),
    Kind("pillow_jpeg.tif", _pillow(RGB, compression="jpeg", quality=95), RGB, 110),
    Kind("ycbcr_plain.tif", _pillow(RGB, "YCbCr"), RGB, 3),
    Kind("group3.tif", _pillow(BITS, compression="group3"), BITS_RGB),
    Kind("group4.tif", _pillow(BITS, compression="group4"), BITS_RGB),
    Kind("bilevel.tif", _tiff(BITS, photometric="minisblack"), BITS_RGB),
    Kind("grey.tif", _tiff(GREY, photometric="minisblack"), GREY_RGB),
    Kind("min_is_white.tif", _tiff(255 - GREY, photometric="miniswhite"), GREY_RGB),
    Kind("rgb16.tif", _tiff(RGB16.astype(np.uint16), photometric="rgb"), RGB, note="16 bit reduced"),
    Kind("grey32.tif", _tiff(GREY.astype(np.uint32) << 24, photometric="minisblack"), GREY_RGB, note="32 bit"),
    Kind("float.tif", _tiff((RGB / 255).astype(np.float32), photometric="rgb"), RGB, note="floating-point"),
    Kind("palette.tif", _palette_tiff, PALETTED),
    Kind("cmyk.tif", _tiff(CMYK, photometric="separated"), RGB, note="CMYK"),
    Kind(
        "rgba.tif",
        _tiff(np.dstack([RGB, ALPHA]), photometric="rgb", extrasamples=["unassalpha"]),
        ON_GLASS,
        1,
        "glass",
    ),
    Kind(
        "premultiplied.tif",
        _tiff(PREMULTIPLIED, photometric="rgb", extrasamples=["assocalpha"]),
        ON_GLASS,
        1,
        "glass",
    ),
    Kind(
        "extra.tif",
        _tiff(np.dstack([RGB, ALPHA]), photometric="rgb", extrasamples=["unspecified"]),
        RGB,
        note="extra channel",
    ),
    Kind("pages.tif", _pages, RGB, note="first of 2 pages"),
    Kind("thumbnail_first.tif", _thumbnail_first, RGB, note="page 2 of 3"),
    Kind("reduced_pages.tif", made.reduced_pages, RGB, note="first of 3 pages", half=0),
    Kind("pyramid.ome.tif", made.ome, RGB, half=0),
    Kind("planar_pyramid.tif", made.planar, RGB, half=0),
    Kind("deep_pyramid.tif", made.deep, RGB, note="16 bit", half=0),
    Kind("bare_strips.tif", made.bare_strips, RGB, note="first of 3 pages", half=0),
    Kind("aperio.svs", made.aperio, RGB, 60, half=60, mpp=0.499),
    # OpenSlide takes 97 / 48 for the downsample: its second level is shifted by up to half a pixel.
    Kind("trestle.tif", made.trestle, RGB, half=8, mpp=0.5),
    Kind("philips.tiff", made.philips, RGB, half=0, mpp=0.5),
    Kind("leica.scn", made.leica, RGB, mpp=0.5),
    Kind("dicom", made.dicom, RGB, half=8, mpp=0.5),
)  # fmt: skip


@pytest.fixture(params=KINDS, ids=[kind.name for kind in KINDS])
def opened(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Kind, Slide]]:
    kind: Kind = request.param
    path = tmp_path / kind.name
    kind.write(path)
    slide = open_slide(path)
    yield kind, slide
    slide.close()


def test_every_reader_keeps_the_contract(opened: tuple[Kind, Slide]) -> None:
    kind, slide = opened
    assert slide.path.name == kind.name
    assert (slide.size.width, slide.size.height) == (WIDTH, HEIGHT)
    assert slide.mpp == kind.mpp
    assert slide.mpp_source.startswith("not in the file") == (kind.mpp is None)
    assert bool(slide.icc) == ("for display" in kind.note)
    assert kind.note in " / ".join(slide.notes)
    assert bool(slide.notes) == bool(kind.note)

    whole = slide.read(RegionL0(0, 0, WIDTH, HEIGHT), WIDTH, HEIGHT)
    assert whole.dtype == np.uint8
    assert whole.shape == (HEIGHT, WIDTH, 3)
    assert np.abs(whole.astype(int) - kind.expected).max() <= kind.tolerance

    crop = slide.read(RegionL0(13, 5, 40, 30), 40, 30)
    assert np.array_equal(crop, whole[5:35, 13:53])
    crop[:] = 0
    assert np.array_equal(slide.read(RegionL0(0, 0, WIDTH, HEIGHT), WIDTH, HEIGHT), whole)

    beyond = slide.read(RegionL0(-10, -10, WIDTH + 20, HEIGHT + 20), WIDTH + 20, HEIGHT + 20)
    assert np.array_equal(beyond[10:-10, 10:-10], whole)
    assert (beyond[:10] == GLASS).all()
    assert (beyond[:, -10:] == GLASS).all()

    slide.close()
    slide.close()
    with pytest.raises(SlideError, match="closed"):
        slide.read(RegionL0(0, 0, 10, 10), 10, 10)


def test_every_reader_gives_native_pixels_of_its_levels(opened: tuple[Kind, Slide]) -> None:
    kind, slide = opened
    levels = [(1.0, kind.expected, kind.tolerance), *([] if kind.half is None else [(2.0, HALF, kind.half)])]
    assert slide.downsamples == tuple(downsample for downsample, _, _ in levels)
    for level, (_, expected, tolerance) in enumerate(levels):
        height, width = expected.shape[:2]
        assert (slide.level_sizes[level].width, slide.level_sizes[level].height) == (width, height)
        whole = slide.read_level(level, 0, 0, width, height)
        assert whole.dtype == np.uint8
        assert np.abs(whole.astype(int) - expected).max() <= tolerance
        beyond = slide.read_level(level, -3, 5, 20, height)
        assert beyond.shape == (height, 20, 3)
        assert (beyond[:, :3] == GLASS).all()
        assert (beyond[-5:] == GLASS).all()
        assert np.abs(beyond[:-5, 3:].astype(int) - whole[5:, :17]).max() <= (0 if level == 0 else tolerance)
        whole[:] = 0
        assert slide.read_level(level, 0, 0, width, height).any()
        assert (slide.read_level(level, width + 9, 0, 4, 4) == GLASS).all()
    assert np.array_equal(
        slide.read_level(0, 13, 5, 40, 30), slide.read(RegionL0(13, 5, 40, 30), 40, 30)
    )
    for level, width in ((len(levels), 5), (-1, 5), (0, 0)):
        with pytest.raises(ValueError, match="nothing to read"):
            slide.read_level(level, 0, 0, width, 5)
    slide.close()
    with pytest.raises(SlideError, match="closed"):
        slide.read_level(0, 0, 0, 5, 5)


UNWRITTEN = {"MIRAX", "Hamamatsu VMS", "Zeiss CZI"}
"""Formats that nothing at hand can write: OpenSlide's own tests stand for them, ours for the refusals around them."""


def test_every_row_of_the_table_has_a_file() -> None:
    suffixes = {Path(kind.name).suffix for kind in KINDS} | {".dcm"}  # inside the folder
    assert all(suffixes & set(reader.suffixes) for reader in READERS if reader.name not in UNWRITTEN)


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
def test_the_functions_of_every_row_exist(reader: Reader) -> None:
    opener, module = reader.opener, import_module(reader.opener.module)
    assert callable(getattr(module, opener.opens))
    assert all(callable(getattr(module, name)) for name in (opener.steps, opener.describes) if name)


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("name", ["turned.jpg", "turned.png", "turned.tif"])
def test_orientation_is_applied(tmp_path: Path, name: str, orientation: int) -> None:
    upright = RGB
    stored = {
        1: upright,
        2: upright[:, ::-1],
        3: np.rot90(upright, 2),
        4: upright[::-1],
        5: upright.transpose(1, 0, 2),
        6: np.rot90(upright, 1),
        7: np.rot90(upright, 2).transpose(1, 0, 2),
        8: np.rot90(upright, -1),
    }[orientation]
    path = tmp_path / name
    if path.suffix == ".tif":
        tags = [(274, "H", 1, orientation, True)]
        tifffile.imwrite(path, np.ascontiguousarray(stored), photometric="rgb", extratags=tags, metadata=None)
    else:
        exif = Image.Exif()
        exif[274] = orientation
        Image.fromarray(np.ascontiguousarray(stored)).save(path, exif=exif, quality=95, subsampling=0)
    slide = open_slide(path)
    assert (slide.size.width, slide.size.height) == (WIDTH, HEIGHT)
    whole = slide.read(RegionL0(0, 0, WIDTH, HEIGHT), WIDTH, HEIGHT)
    assert np.abs(whole.astype(int) - upright).max() <= (40 if path.suffix == ".jpg" else 0)
    assert bool(slide.notes) == (orientation != 1)


def memory_slide(pixels: np.ndarray) -> ArraySlide:
    return ArraySlide(Path("memory.png"), pixels.copy(), PixelSize(None, "not in the file"), ())


SLIDE = memory_slide(RGB)


@given(x=st.integers(-150, 150), y=st.integers(-150, 150), width=st.integers(1, 200), height=st.integers(1, 200))
def test_a_region_of_whole_pixels_comes_back_bit_for_bit(x: int, y: int, width: int, height: int) -> None:
    canvas = np.full((600, 600, 3), 255, np.uint8)
    canvas[200 : 200 + HEIGHT, 200 : 200 + WIDTH] = RGB
    expected = canvas[200 + y : 200 + y + height, 200 + x : 200 + x + width]
    assert np.array_equal(SLIDE.read(RegionL0(x, y, width, height), width, height), expected)


place = st.floats(-300, 300)
length = st.floats(0.5, 700)


@given(x=place, y=place, w=length, h=length, width=st.integers(1, 60), height=st.integers(1, 60))
def test_resampled_glass_stays_glass(x: float, y: float, w: float, h: float, width: int, height: int) -> None:
    slide = memory_slide(np.full((HEIGHT, WIDTH, 3), 255, np.uint8))
    read = slide.read(RegionL0(x, y, w, h), width, height)
    assert read.shape == (height, width, 3)
    assert (read == 255).all()


@given(x=st.floats(0, 20), y=st.floats(0, 20), side=st.floats(4, 50), out=st.integers(1, 90))
def test_a_constant_stays_constant_when_resampled(x: float, y: float, side: float, out: int) -> None:
    slide = memory_slide(np.full((HEIGHT + 200, WIDTH + 200, 3), (180, 90, 140), np.uint8))
    # 100 px in: far enough from the edge that no filter reaches glass
    assert (slide.read(RegionL0(100 + x, 100 + y, side, side), out, out) == (180, 90, 140)).all()


def test_resampling_is_pillows_lanczos_and_strips_leave_no_seam(monkeypatch: pytest.MonkeyPatch) -> None:
    image = Image.fromarray(RGB)
    box = (10.25, 8.5, 60.75, 50.5)
    expected = np.asarray(image.resize((30, 21), Image.Resampling.LANCZOS, box=box))
    region = RegionL0(box[0], box[1], box[2] - box[0], box[3] - box[1])
    assert np.abs(SLIDE.read(region, 30, 21).astype(int) - expected).max() <= 1
    at_once = SLIDE.read(region, 30, 21)
    monkeypatch.setattr("model.slide.resample.STRIP_PIXELS", 300)
    assert np.abs(SLIDE.read(region, 30, 21).astype(int) - at_once).max() <= 1


def test_half_outside_is_half_glass_and_far_away_is_cheap() -> None:
    read = SLIDE.read(RegionL0(-WIDTH, 0, 2 * WIDTH, HEIGHT), 50, 20)
    assert (read[:, :20] == 255).all()
    assert (read[:, 30:] != 255).any()
    assert (SLIDE.read(RegionL0(1e9, 1e9, 1e6, 1e6), 20, 20) == 255).all()
    assert SLIDE.read(RegionL0(-5e6, -5e6, 1e7, 1e7), 300, 300).shape == (300, 300, 3)


def test_strong_shrinking_keeps_colours_and_places() -> None:
    pixels = np.full((1601, 2003, 3), 255, np.uint8)
    pixels[400:800, 1000:1500] = (180, 90, 140)
    slide = memory_slide(pixels)
    for shrink in (20, 100):  # 8-fold and 64-fold copies
        overview = slide.read(RegionL0(0, 0, 2000, 1600), 2000 // shrink, 1600 // shrink)
        inside = overview[400 // shrink + 1 : 800 // shrink - 1, 1000 // shrink + 1 : 1500 // shrink - 1]
        assert np.abs(inside.astype(int) - (180, 90, 140)).max() <= 25  # Lanczos rings at an edge
        darkness = 255.0 - overview[:, :, 1]
        rows, cols = np.indices(darkness.shape) + 0.5
        centre = ((darkness * rows).sum() / darkness.sum(), (darkness * cols).sum() / darkness.sum())
        assert centre == pytest.approx((600 / shrink, 1250 / shrink), abs=0.1)


def test_nothing_cannot_be_read() -> None:
    for region, width in ((RegionL0(0, 0, 0, 5), 5), (RegionL0(0, 0, 5, float("nan")), 5), (RegionL0(0, 0, 5, 5), 0)):
        with pytest.raises(ValueError, match="nothing to read"):
            SLIDE.read(region, width, 5)
