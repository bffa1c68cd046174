"""Colours of JPEG and JPEG 2000 in TIFF, against OpenSlide where it is right, libjpeg (Pillow) and numbers by hand."""

import runpy
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import imagecodecs
import numpy as np
import pytest
import tifffile
from openslide import OpenSlide

from model.base.errors import SlideError
from model.slide.base import Slide
from model.slide.codestream import j2k_header, jpeg_header
from model.slide.colour_space import RGB, YCBCR, decoded_colours, j2k_colours, jpeg_colours, rgb_of
from model.slide.registry import open_slide

made = SimpleNamespace(**runpy.run_path(str(Path(__file__).with_name("codestreams.py"))))
SAMPLES = Path(__file__).resolve().parents[3] / ".." / "shared" / "samples"
TILE = 64
NOISE = np.random.default_rng(14).integers(0, 256, (TILE, 2 * TILE, 3), np.uint8)
SMOOTH = np.empty((TILE, 2 * TILE, 3), np.uint8)
SMOOTH[:, :, 0] = np.linspace(0, 255, 2 * TILE)
SMOOTH[:, :, 1] = np.linspace(255, 40, TILE)[:, None]
SMOOTH[:, :, 2] = np.linspace(90, 220, 2 * TILE)
YCBCR_TAG, RGB_TAG, JPEG_2000, JPEG = 33003, 33005, 34712, 7


Shown = Callable[[Path], tuple[np.ndarray, tuple[str, ...]]]


@pytest.fixture
def shown(request: pytest.FixtureRequest) -> Shown:
    """Pixels of the whole slide, and its notes."""

    def read(path: Path) -> tuple[np.ndarray, tuple[str, ...]]:
        slide = open_slide(path)
        request.addfinalizer(slide.close)
        return slide.read_level(0, 0, 0, slide.size.width, slide.size.height), slide.notes

    return read


def by_openslide(path: Path) -> np.ndarray:
    with OpenSlide(path) as slide:
        return np.asarray(slide.read_region((0, 0), 0, slide.dimensions))[:, :, :3]


def planes(tile: np.ndarray, dx: int, dy: int) -> list[np.ndarray]:
    """Its first channel in full, the others every `dx`-th column of every `dy`-th row."""
    return [tile[:, :, 0], tile[::dy, ::dx, 1], tile[::dy, ::dx, 2]]


def lossless(mct: bool) -> list[bytes]:
    """The tiles of `NOISE`."""
    options = {"codecformat": "j2k", "mct": mct, "reversible": True}
    return [imagecodecs.jpeg2k_encode(tile, **options) for tile in made.cut(NOISE, TILE)]


@pytest.mark.parametrize(("dx", "dy"), [(1, 1), (2, 1), (2, 2), (1, 2)], ids=["4:4:4", "4:2:2", "4:2:0", "4:4:0"])
def test_aperio_33003_is_what_openslide_shows(tmp_path: Path, shown: Shown, dx: int, dy: int) -> None:
    tiles = [made.j2k(planes(tile, dx, dy)) for tile in made.cut(NOISE, TILE)]
    path = made.aperio(tmp_path / "a.svs", tiles, (TILE, 2 * TILE), TILE, YCBCR_TAG)
    pixels, notes = shown(path)
    assert notes == ()
    assert np.array_equal(pixels, by_openslide(path))
    y, (_, cb, cr) = int(NOISE[9, 7, 0]), NOISE[9 // dy * dy, 7 // dx * dx].astype(int)
    by_hand = y + 1.402 * (cr - 128), y - 0.344136 * (cb - 128) - 0.714136 * (cr - 128), y + 1.772 * (cb - 128)
    assert np.abs(np.clip(by_hand, 0, 255) - pixels[9, 7]).max() <= 1


def test_aperio_33005_is_what_openslide_shows(tmp_path: Path, shown: Shown) -> None:
    for name, mct in (("mct.svs", True), ("none.svs", False)):
        tiles = lossless(mct=mct)
        path = made.aperio(tmp_path / name, tiles, (TILE, 2 * TILE), TILE, RGB_TAG)
        pixels, notes = shown(path)
        assert notes == ()
        assert np.array_equal(pixels, by_openslide(path))
        assert np.array_equal(pixels, NOISE)


@pytest.mark.parametrize(("compression", "photometric"), [(YCBCR_TAG, "rgb"), (JPEG_2000, "ycbcr")])
def test_a_component_transform_means_rgb_whatever_is_declared(
    tmp_path: Path, shown: Shown, compression: int, photometric: str
) -> None:
    tiles = lossless(mct=True)
    path = made.tiff(tmp_path / "a.tif", tiles, (TILE, 2 * TILE), TILE, compression, photometric=photometric)
    pixels, notes = shown(path)
    assert np.array_equal(pixels, NOISE)
    assert len(notes) == 1
    assert "read as RGB" in notes[0]
    assert "declares YCbCr" in notes[0]


@pytest.mark.parametrize("compression", [RGB_TAG, JPEG_2000])
def test_components_of_different_sizes_mean_ycbcr(tmp_path: Path, shown: Shown, compression: int) -> None:
    tiles = [made.j2k(planes(tile, 2, 2)) for tile in made.cut(NOISE, TILE)]
    same = made.aperio(tmp_path / "declared.svs", tiles, (TILE, 2 * TILE), TILE, YCBCR_TAG)
    pixels, notes = shown(made.tiff(tmp_path / "a.tif", tiles, (TILE, 2 * TILE), TILE, compression))
    assert np.array_equal(pixels, by_openslide(same))
    assert len(notes) == 1
    assert "read as YCbCr" in notes[0]


def test_jpeg_2000_declared_as_ycbcr_is_converted(tmp_path: Path, shown: Shown) -> None:
    """OpenSlide reads no JPEG 2000 under this compression tag; the same tiles under Aperio's give the reference."""
    tiles = lossless(mct=False)
    same = made.aperio(tmp_path / "a.svs", tiles, (TILE, 2 * TILE), TILE, YCBCR_TAG)
    pixels, notes = shown(made.tiff(tmp_path / "a.tif", tiles, (TILE, 2 * TILE), TILE, JPEG_2000, photometric="ycbcr"))
    assert notes == ()
    assert np.array_equal(pixels, by_openslide(same))


def test_what_cannot_be_upsampled_is_not_called_damaged(tmp_path: Path, shown: Shown) -> None:
    odd = [made.j2k(planes(tile, 2, 2), signed=True) for tile in made.cut(NOISE, TILE)]
    path = made.aperio(tmp_path / "a.svs", odd, (TILE, 2 * TILE), TILE, YCBCR_TAG)
    with pytest.raises(SlideError, match="signed components, which are not supported") as caught:
        shown(path)
    assert "save it as" in caught.value.remedy


PART = SMOOTH[:, :TILE]
DEEP = (NOISE.astype(np.uint16) << 4) + 9
"""12 bit a sample."""


def test_the_depth_of_the_codestream_decides_what_white_is(tmp_path: Path, shown: Shown) -> None:
    """12 bits under a declared depth of 16: the eight highest of the 12 are shown."""
    options = {"photometric": "rgb", "metadata": None, "tile": (TILE, TILE), "dtype": np.uint16, "shape": DEEP.shape}
    coding = {"codecformat": "j2k", "bitspersample": 12, "reversible": True}
    tiles = [imagecodecs.jpeg2k_encode(tile, **coding) for tile in made.cut(DEEP, TILE)]
    with tifffile.TiffWriter(tmp_path / "a.tif") as writer:
        writer.write(iter(tiles), compression=JPEG_2000, **options)
    pixels, notes = shown(tmp_path / "a.tif")
    assert np.array_equal(pixels, NOISE)
    assert notes == ("12 significant bits of 16 reduced to 8 bit",)


@pytest.mark.parametrize("compression", [JPEG_2000, 34933])
def test_more_bits_than_declared_are_refused(tmp_path: Path, shown: Shown, compression: int) -> None:
    """Cut to eight bits they would wrap around."""
    encode = imagecodecs.png_encode if compression == 34933 else imagecodecs.jpeg2k_encode
    tiles = [encode(tile << 4) for tile in made.cut(DEEP, TILE)]
    path = made.tiff(tmp_path / "a.tif", tiles, (TILE, 2 * TILE), TILE, compression)
    with pytest.raises(SlideError, match="declares"):
        shown(path)


@pytest.mark.parametrize(
    ("compression", "mct", "text"),
    [
        (YCBCR_TAG, True, "YCbCr declared, RGB in the codestream"),
        (YCBCR_TAG, False, "YCbCr, declared (the codestream does not state it)"),
        (RGB_TAG, True, "RGB"),
    ],
)
def test_facts_name_both_colour_spaces(tmp_path: Path, compression: int, mct: bool, text: str) -> None:
    path = made.aperio(tmp_path / "a.svs", lossless(mct), (TILE, 2 * TILE), TILE, compression)
    slide = open_slide(path)
    assert slide.facts.colour_space == text
    slide.close()


JPEGS = {
    "declared as it is": ("ycbcr", made.jpeg(PART, marker=made.JFIF), None),
    "4:2:0 as it is": ("ycbcr", made.jpeg(PART, subsampling="4:2:0"), None),
    "JFIF under RGB": ("rgb", made.jpeg(PART, marker=made.JFIF), "a JFIF marker"),
    "Adobe YCbCr under RGB": ("rgb", made.jpeg(PART, marker=made.adobe(1)), "an Adobe marker for YCbCr"),
    "4:2:0 under RGB": ("rgb", made.jpeg(PART, subsampling="4:2:0"), "components of different sizes"),
    "4:2:2 under RGB": ("rgb", made.jpeg(PART, subsampling="4:2:2"), "components of different sizes"),
    "Adobe RGB under YCbCr": ("ycbcr", made.jpeg(PART, space="RGB", marker=made.adobe(0)), "an Adobe marker for RGB"),
    "R, G, B under YCbCr": ("ycbcr", made.jpeg(PART, space="RGB"), "components named R, G and B"),
    "R, G, B under RGB": ("rgb", made.jpeg(PART, space="RGB"), None),
}


@pytest.mark.parametrize("name", JPEGS)
def test_jpeg_tiles_are_shown_as_libjpeg_shows_them_alone(tmp_path: Path, shown: Shown, name: str) -> None:
    photometric, data, reason = JPEGS[name]
    pixels, notes = shown(made.tiff(tmp_path / "a.tif", [data], (TILE, TILE), TILE, JPEG, photometric=photometric))
    assert np.abs(pixels.astype(int) - PART).mean() < 3
    assert np.array_equal(pixels, made.by_pillow(data))
    assert [note for note in notes if "declares" in note] == list(notes)
    assert len(notes) == (reason is not None)
    assert all(str(reason) in note for note in notes)


@pytest.mark.parametrize("ids", [b"\0\1\2", b"\1\2\3"])
def test_rgb_without_any_marker_is_rgb_as_openslide_shows_it(tmp_path: Path, shown: Shown, ids: bytes) -> None:
    """As Aperio writes it: libjpeg alone would take it for YCbCr."""
    tiles = [made.with_ids(made.jpeg(tile, space="RGB"), ids) for tile in made.cut(SMOOTH, TILE)]
    path = made.aperio(tmp_path / "a.svs", tiles, (TILE, 2 * TILE), TILE, JPEG)
    pixels, notes = shown(path)
    assert notes == ()
    assert np.array_equal(pixels, by_openslide(path))
    assert np.abs(pixels.astype(int) - SMOOTH).mean() < 3


def test_a_marker_in_the_tables_counts(tmp_path: Path, shown: Shown) -> None:
    data = made.with_ids(made.jpeg(PART, space="RGB"), b"\1\2\3")
    tables = b"\xff\xd8" + made.adobe(0) + b"\xff\xd9"
    options = {"photometric": "ycbcr", "jpegtables": tables}
    pixels, notes = shown(made.tiff(tmp_path / "a.tif", [data], (TILE, TILE), TILE, JPEG, **options))
    assert np.abs(pixels.astype(int) - PART).mean() < 3
    assert len(notes) == 1
    assert "an Adobe marker for RGB" in notes[0]


def test_a_codestream_that_contradicts_itself_is_shown_as_declared_with_a_warning(tmp_path: Path, shown: Shown) -> None:
    data = made.with_ids(made.jpeg(PART, space="RGB", marker=made.JFIF + made.adobe(0)), b"\1\2\3")
    pixels, notes = shown(made.tiff(tmp_path / "a.tif", [data], (TILE, TILE), TILE, JPEG, photometric="rgb"))
    assert np.abs(pixels.astype(int) - PART).mean() < 3
    assert [note.startswith("colours may be wrong") for note in notes] == [True]


def test_levels_that_differ_are_each_shown_right(tmp_path: Path) -> None:
    """The smaller copy of an RGB slide is a JFIF: the note comes though the full resolution is as declared."""
    options = {"photometric": "rgb", "compression": 7, "metadata": None, "dtype": np.uint8, "tile": (TILE, TILE)}
    full = np.repeat(np.repeat(SMOOTH, 2, 0), 2, 1)
    with tifffile.TiffWriter(tmp_path / "a.tif") as writer:
        tiles = [made.with_ids(made.jpeg(tile, space="RGB"), b"\0\1\2") for tile in made.cut(full, TILE)]
        writer.write(iter(tiles), shape=full.shape, **options)
        tiles = [made.jpeg(tile, marker=made.JFIF) for tile in made.cut(SMOOTH, TILE)]
        writer.write(iter(tiles), shape=SMOOTH.shape, subfiletype=1, **options)
    made.declare(tmp_path / "a.tif", "rgb", 0)
    made.declare(tmp_path / "a.tif", "rgb", 1)
    slide: Slide = open_slide(tmp_path / "a.tif")
    try:
        assert len(slide.downsamples) == 2
        assert np.abs(slide.read_level(1, 0, 0, 2 * TILE, TILE).astype(int) - SMOOTH).mean() < 3
        assert [note for note in slide.notes if "a JFIF marker" in note]
    finally:
        slide.close()


def test_the_words_for_each_verdict() -> None:
    plain = jpeg_header(made.with_ids(made.jpeg(SMOOTH), b"\1\2\3"))
    jfif = jpeg_header(made.jpeg(SMOOTH, marker=made.JFIF))
    assert jpeg_colours(RGB, plain).text == "RGB, declared (the codestream does not state it)"
    assert jpeg_colours(YCBCR, jfif).text == "YCbCr"
    assert jpeg_colours(RGB, jfif).text == "RGB declared, YCbCr in the codestream"
    mct = j2k_header(imagecodecs.jpeg2k_encode(NOISE, codecformat="j2k", mct=True, reversible=True))
    assert j2k_colours(YCBCR, mct).text == "YCbCr declared, RGB in the codestream"
    assert j2k_colours(RGB, mct).text == "RGB"
    srgb = imagecodecs.jpeg2k_encode(NOISE, codecformat="jp2", mct=False, reversible=True)
    colr = srgb.index(b"colr") + 7
    sycc = j2k_header(srgb[:colr] + (18).to_bytes(4, "big") + srgb[colr + 4 :])
    assert j2k_colours(RGB, sycc).space == YCBCR
    assert decoded_colours(RGB, "WebP").note is None
    assert decoded_colours(YCBCR, "WebP").space == RGB


@pytest.mark.parametrize(
    ("stored", "rgb"), [((255, 128, 128), (255,) * 3), ((76, 85, 255), (254, 0, 0)), ((29, 255, 107), (0, 0, 254))]
)
def test_primary_colours_by_hand(stored: tuple[int, int, int], rgb: tuple[int, int, int]) -> None:
    """JFIF 1.02: R = Y + 1.402 (Cr - 128), and so on."""
    assert np.abs(rgb_of(np.array([[stored]], np.uint8))[0, 0].astype(int) - rgb).max() <= 1


@pytest.mark.skipif(not SAMPLES.exists(), reason="needs the samples beside the project")
def test_the_reported_slide_is_what_openslide_shows(shown: Shown) -> None:
    path = SAMPLES / "reports" / "images" / "jp2k_33003_444.svs"
    pixels, notes = shown(path)
    assert notes == ()
    assert np.array_equal(pixels, by_openslide(path))
