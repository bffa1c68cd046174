"""Whole slides: read by the piece, from the right level, by many at once, and never more than is looked at."""

import runpy
import threading
import tracemalloc
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import openslide
import pytest
import tifffile
from hypothesis import given
from hypothesis import strategies as st

from model.base.errors import SlideError
from model.base.geometry import RegionL0, SizeLevel
from model.slide.array import ArraySlide
from model.slide.base import GLASS, Slide
from model.slide.levelled import About, LevelledSlide
from model.slide.openslide_reader import open_openslide
from model.slide.pixel_size import NOT_STATED, PixelSize
from model.slide.registry import open_slide
from model.slide.tiff_pages import downsample_of
from model.slide.tiff_segments import PagePieces

made = SimpleNamespace(**runpy.run_path(str(Path(__file__).with_name("whole_slides.py"))))
SAMPLES = Path(__file__).resolve().parents[3] / ".." / "shared" / "samples" / "slides"
TILE = 256


@pytest.fixture(autouse=True)
def _low_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pictures above 5 megapixels count as large."""
    monkeypatch.setattr("model.slide.tiff.WHOLE_PIXELS", 5_000_000)


def large() -> np.ndarray:
    """Smooth, so that it is written quickly."""
    y, x = np.mgrid[:2560, :3072]
    return np.stack([x // 32, y // 32, (x + y) // 64], axis=2).astype(np.uint8)


@pytest.fixture(scope="module")
def pixels() -> np.ndarray:
    return large()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, pixels: np.ndarray) -> Path:
    """One large picture, three ways: tiles and no smaller copy, bare samples in one strip, and packed strips."""
    folder = tmp_path_factory.mktemp("large")
    options = {"photometric": "rgb", "metadata": None}
    tifffile.imwrite(folder / "tiles.tif", pixels, tile=(TILE, TILE), compression="packbits", **options)
    tifffile.imwrite(folder / "bare.tif", pixels, rowsperstrip=len(pixels), **options)
    tifffile.imwrite(folder / "strips.tif", pixels, rowsperstrip=64, compression="packbits", **options)
    return folder


@pytest.fixture
def decoded(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, int, int]]:
    """(width of the level, column, row) of every piece that is decoded from now on."""
    log = []
    real = PagePieces.decoded

    def logged(self: PagePieces, col: int, row: int, notes: list[str] | None = None) -> np.ndarray:
        log.append((self.width, col, row))
        return real(self, col, row, notes)

    monkeypatch.setattr(PagePieces, "decoded", logged)
    return log


@pytest.fixture
def opened() -> Iterator[list[Slide]]:
    """Slides put in here are closed."""
    slides: list[Slide] = []
    yield slides
    for slide in slides:
        slide.close()


@pytest.mark.parametrize("name", ["tiles.tif", "bare.tif", "strips.tif"])
def test_a_large_picture_is_read_by_the_piece(
    folder: Path, name: str, pixels: np.ndarray, decoded: list, opened: list[Slide]
) -> None:
    tracemalloc.start()
    slide = open_slide(folder / name)
    opened.append(slide)
    assert len(decoded) == 1  # tried, so that what cannot be decoded is known at once
    read = slide.read(RegionL0(1500, 1000, 500, 400), 500, 400)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert np.array_equal(read, pixels[1000:1400, 1500:2000])
    assert peak < pixels.nbytes / 4
    assert len(decoded) <= 12
    count = len(decoded)
    slide.read(RegionL0(1500, 1000, 500, 400), 500, 400)
    assert len(decoded) == count  # kept


@pytest.mark.parametrize("shrink", [1.5, 3, 20])
def test_pieces_are_resampled_like_a_picture_in_memory(
    folder: Path, pixels: np.ndarray, shrink: float, opened: list[Slide]
) -> None:
    slide = open_slide(folder / "tiles.tif")
    opened.append(slide)
    whole = ArraySlide(Path("memory"), pixels.copy(), PixelSize(None, NOT_STATED), ())
    region = RegionL0(100.25, 50, 2000, 1500)
    size = (round(2000 / shrink), round(1500 / shrink))
    assert np.array_equal(slide.read(region, *size), whole.read(region, *size))


def test_an_overview_of_a_pyramid_leaves_its_full_resolution_alone(
    tmp_path: Path, decoded: list, opened: list[Slide]
) -> None:
    full = np.full((1024, 2048, 3), 200, np.uint8)
    made.reduced_pages(tmp_path / "a.tif", full, full[::4, ::4] - 20, tile=(TILE, TILE), compression="zlib")
    slide = open_slide(tmp_path / "a.tif")
    opened.append(slide)
    assert slide.downsamples == (1.0, 4.0)
    decoded.clear()
    overview = slide.read(RegionL0(0, 0, 2048, 1024), 400, 200)
    assert (overview[4:-4, 4:-4] == 180).all()  # at the edge Lanczos sees glass
    assert {width for width, _, _ in decoded} == {512}
    assert (slide.read(RegionL0(256, 256, 1024, 512), 256, 128) == 180).all()  # the level itself
    assert (slide.read(RegionL0(256, 256, 512, 512), 129, 129) == 200).all()  # wanted finer than the level is
    assert (slide.read(RegionL0(0, 0, 400, 300), 400, 300) == 200).all()


def test_levels_lie_where_level_0_lies(opened: list[Slide], tmp_path: Path) -> None:
    """The same mark, read from either level, is in the same place."""
    full = np.full((1000, 1000, 3), 255, np.uint8)
    full[400:500, 600:800] = 40
    half = full.reshape(250, 4, 250, 4, 3).mean(axis=(1, 3)).astype(np.uint8)
    made.reduced_pages(tmp_path / "a.tif", full, half)
    slide = open_slide(tmp_path / "a.tif")
    opened.append(slide)
    for shrink in (3.9, 4.0, 7.0):  # from level 0, level 1, level 1
        side = round(1000 / shrink)
        darkness = 255.0 - slide.read(RegionL0(0, 0, 1000, 1000), side, side)[:, :, 1]
        rows, cols = np.indices(darkness.shape) + 0.5
        centre = np.array([(darkness * rows).sum(), (darkness * cols).sum()]) / darkness.sum()
        assert centre * 1000 / side == pytest.approx((450, 700), abs=0.5)


def test_many_threads_read_one_slide(folder: Path, pixels: np.ndarray, opened: list[Slide]) -> None:
    slide = open_slide(folder / "tiles.tif")
    opened.append(slide)
    places = np.random.default_rng(3).integers(0, 2300, (80, 2)).tolist()

    def right(place: tuple[int, int]) -> bool:
        x, y = place
        return np.array_equal(slide.read(RegionL0(x, y, 300, 200), 300, 200), pixels[y : y + 200, x : x + 300])

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(right, places))


class SlowSource:
    """Pixels come only when they are let go; what happens is noted in its order."""

    level_sizes, downsamples = (SizeLevel(100, 100),), (1.0,)

    def __init__(self) -> None:
        self.log: list[str] = []
        self.reading, self.let_go = threading.Event(), threading.Event()

    def pixels(self, level: int, x: int, y: int, width: int, height: int) -> np.ndarray:
        self.reading.set()
        self.let_go.wait()
        self.log.append("read")
        return np.zeros((height, width, 3), np.uint8)

    def close(self) -> None:
        self.log.append("closed")


def test_closing_waits_for_the_read_under_way() -> None:
    source = SlowSource()
    slide = LevelledSlide(Path("slow"), source, About(PixelSize(None, NOT_STATED)))
    with ThreadPoolExecutor(2) as pool:
        read = pool.submit(slide.read_level, 0, 0, 0, 5, 5)
        source.reading.wait()
        closed = pool.submit(slide.close)
        source.let_go.set()
        assert read.result().shape == (5, 5, 3)
        closed.result()
    slide.close()
    assert source.log == ["read", "closed"]
    with pytest.raises(SlideError, match="closed"):
        slide.read_level(0, 0, 0, 5, 5)


def test_tiles_never_written_are_glass_and_said(tmp_path: Path, opened: list[Slide]) -> None:
    tiles = [np.full((TILE, TILE, 3), 90, np.uint8) if number % 2 == 0 else None for number in range(10 * 10)]
    options = {"tile": (TILE, TILE), "photometric": "rgb", "compression": "zlib", "metadata": None}
    tifffile.imwrite(tmp_path / "a.tif", iter(tiles), shape=(10 * TILE, 10 * TILE, 3), dtype=np.uint8, **options)
    slide = open_slide(tmp_path / "a.tif")
    opened.append(slide)
    assert "50 tiles were never written and are shown as glass" in slide.notes
    read = slide.read(RegionL0(0, 0, 2 * TILE, TILE), 2 * TILE, TILE)
    assert (read[:, :TILE] == 90).all()
    assert (read[:, TILE:] == GLASS).all()


def test_a_pyramid_cut_short_is_refused_and_a_damaged_tile_is_told(tmp_path: Path, opened: list[Slide]) -> None:
    noise = np.random.default_rng(1).integers(0, 256, (1024, 1024, 3), np.uint8)
    path = tmp_path / "a.tif"
    made.reduced_pages(path, noise, noise[::2, ::2], tile=(TILE, TILE), compression="zlib")
    with tifffile.TiffFile(path) as tiff:
        place = int(tiff.pages[0].dataoffsets[5])
    content = bytearray(path.read_bytes())
    path.write_bytes(content[: len(content) // 2])
    with pytest.raises(SlideError, match=r"incomplete|damaged"):
        open_slide(path)
    content[place : place + 4000] = b"\xaa" * 4000
    path.write_bytes(content)
    slide = open_slide(path)
    opened.append(slide)
    assert np.array_equal(slide.read_level(0, 0, 0, TILE, TILE), noise[:TILE, :TILE])
    with pytest.raises(SlideError, match="damaged"):
        slide.read_level(0, TILE, TILE, TILE, TILE)


def test_a_damaged_part_of_a_scanners_file_leaves_the_rest_readable(tmp_path: Path, opened: list[Slide]) -> None:
    path = tmp_path / "a.tiff"
    made.philips(path)
    with tifffile.TiffFile(path) as tiff:
        place, count = int(tiff.pages[0].dataoffsets[0]), int(tiff.pages[0].databytecounts[0])
    content = bytearray(path.read_bytes())
    content[place : place + count] = b"\xff" * count
    path.write_bytes(content)
    slide = open_slide(path)
    opened.append(slide)
    for _ in range(3):
        with pytest.raises(SlideError, match="damaged"):
            slide.read_level(0, 0, 0, 10, 10)
        assert np.array_equal(slide.read_level(0, 40, 30, 20, 20), made.RGB[30:50, 40:60])


def test_what_is_too_large_for_one_piece_says_how_to_save_it(tmp_path: Path) -> None:
    path = tmp_path / "a.tif"
    one = np.zeros((1, 20_000, 3), np.uint8)
    tifffile.imwrite(path, one, rowsperstrip=1, photometric="rgb", compression="zlib", metadata=None)
    with tifffile.TiffFile(path, mode="r+b") as tiff:
        tiff.pages[0].tags["ImageLength"].overwrite(20_000)
        tiff.pages[0].tags["RowsPerStrip"].overwrite(20_000)
    with pytest.raises(SlideError, match="256 megapixels") as caught:
        open_slide(path)
    assert "pyramidal TIFF" in caught.value.remedy


@given(
    width=st.integers(200, 100_000), height=st.integers(200, 100_000), factor=st.sampled_from([2, 3, 4, 8, 16, 32]),
    up=st.tuples(st.booleans(), st.booleans()),
)  # fmt: skip
def test_the_factor_that_was_meant_is_found(width: int, height: int, factor: int, up: tuple[bool, bool]) -> None:
    copy = tuple((side + (factor - 1) * round_up) // factor for side, round_up in zip((width, height), up, strict=True))
    found = downsample_of((width, height), copy)
    if min(copy) > 4 * factor:
        assert found == factor
    assert found is None or abs(width / found - copy[0]) <= 1.5


def test_photographs_are_no_levels() -> None:
    assert downsample_of((2220, 2967), (387, 463)) is None
    assert downsample_of((2220, 2967), (1280, 431)) is None
    assert downsample_of((2220, 2967), (2220, 2967)) is None
    assert downsample_of((46_000, 32_914), (11_500, 8_228)) == 4


def sample(name: str) -> Path:
    if not SAMPLES.is_dir():
        pytest.skip(f"no samples at {SAMPLES}: no scanner's file is tried")
    return SAMPLES / name


def test_an_aperio_slide_is_read_as_openslide_reads_it(opened: list[Slide]) -> None:
    path = sample("CMU-1-Small-Region.svs")
    ours, theirs = open_slide(path), open_openslide(path)
    opened += [ours, theirs]
    assert (ours.size.width, ours.size.height) == (2220, 2967)
    assert (ours.mpp, ours.mpp_source, ours.notes) == (0.499, "Aperio MPP", ())
    assert theirs.mpp == 0.499
    region = RegionL0(0, 0, 2220, 2967)
    assert np.array_equal(ours.read(region, 2220, 2967), theirs.read(region, 2220, 2967))


def test_a_slide_and_its_dicom_copy_look_the_same(opened: list[Slide]) -> None:
    svs, dicom = open_slide(sample("CMU-1-Small-Region.svs")), open_slide(sample("CMU-1-Small-Region-dicom"))
    opened += [svs, dicom]
    assert (dicom.size, dicom.mpp, dicom.mpp_source) == (svs.size, svs.mpp, "DICOM pixel spacing")
    assert dicom.icc is not None
    region = RegionL0(300, 400, 1500, 2000)
    difference = svs.read(region, 1500, 2000).astype(int) - dicom.read(region, 1500, 2000)
    assert np.abs(difference).mean() < 4  # both are JPEG, one pressed a second time
    assert np.abs(difference.mean(axis=(0, 1))).max() < 1
    shrunk = svs.read(region, 150, 200).astype(int) - dicom.read(region, 150, 200)
    assert np.abs(shrunk).max() <= 12


def test_an_aperio_pyramid_in_jpeg_2000_without_a_pixel_size(opened: list[Slide]) -> None:
    path = sample("tcga-cr-7395-01a-01-ts1.svs")
    ours, theirs = open_slide(path), open_openslide(path)
    opened += [ours, theirs]
    assert ours.downsamples == theirs.downsamples == (1.0, 2.0)
    assert ours.level_sizes == theirs.level_sizes == (SizeLevel(4443, 3567), SizeLevel(2221, 1783))
    assert ours.mpp is None
    assert ours.icc is not None
    assert np.array_equal(ours.read_level(0, 1000, 900, 700, 600), theirs.read_level(0, 1000, 900, 700, 600))
    with tifffile.TiffFile(path) as tiff:
        level = tiff.pages[2].asarray()
    assert np.array_equal(ours.read_level(1, 777, 333, 500, 400), level[333:733, 777:1277])
    near = np.abs(theirs.read_level(1, 777, 333, 500, 400).astype(int) - level[333:733, 777:1277])
    assert near.mean() < 4  # a fifth of a pixel beside


def test_every_sample_is_what_openslide_itself_reads(opened: list[Slide]) -> None:
    """Whatever is added to the samples is tried as well, a DICOM series by each of its files."""
    folder = sample("")
    paths = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    assert len(paths) >= 6
    for path in (*paths, folder / "CMU-1-Small-Region-dicom"):
        ours = open_slide(path)
        opened.append(ours)
        with openslide.OpenSlide(path if path.is_file() else next(path.iterdir())) as theirs:
            assert (ours.size.width, ours.size.height) == theirs.dimensions, path
            mpp = theirs.properties.get("openslide.mpp-x")
            assert ours.mpp == (None if mpp is None else pytest.approx(float(mpp))), path
            width, height = theirs.dimensions
            for x, y in ((0, 0), (width // 2, height // 3), (width - 300, height - 200)):
                pixels = np.asarray(theirs.read_region((x, y), 0, (300, 200)).convert("RGB"))
                assert np.array_equal(ours.read_level(0, x, y, 300, 200), pixels), (path, x, y)


@pytest.mark.parametrize("name", ["CMU-1-Small-Region.svs", "tcga-cr-7395-01a-01-ts1.svs"])
@pytest.mark.parametrize("share", [0.99, 0.9, 0.72, 0.5, 0.1])
def test_a_copy_that_was_cut_short_is_refused_though_its_first_page_is_whole(
    name: str, share: float, tmp_path: Path
) -> None:
    whole = sample(name).read_bytes()
    (tmp_path / name).write_bytes(whole[: int(share * len(whole))])
    with pytest.raises(SlideError) as caught:
        open_slide(tmp_path / name)
    assert caught.value.remedy.startswith("Copy or export the file again")


def test_a_broken_slide_is_refused() -> None:
    path = sample("CMU-1-Small-Region.svs").parents[1] / "broken" / "broken.svs"
    with pytest.raises(SlideError) as caught:
        open_slide(path)
    assert caught.value.remedy
