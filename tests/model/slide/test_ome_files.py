"""OME-TIFF: the picture that is shown is the scan, and what is known of it is what its own Image says."""

import runpy
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from model.base.errors import SlideError
from model.base.geometry import RegionL0
from model.slide.base import Slide
from model.slide.registry import open_slide

made = SimpleNamespace(**runpy.run_path(str(Path(__file__).with_name("ome_files.py"))))
REPORTS = Path(__file__).resolve().parents[3] / ".." / "shared" / "samples" / "reports" / "images"
SCAN = made.textured(160, 120)
SIZE = (160, 120)
SMALL = made.textured(100, 80, seed=1)
TILED = {"tile": (32, 32)}


def opened(path: Path) -> Slide:
    slide = open_slide(path)
    slide.close()
    return slide


def shown(path: Path) -> np.ndarray:
    slide = open_slide(path)
    try:
        return slide.read(RegionL0(0, 0, *_size(slide)), *_size(slide))
    finally:
        slide.close()


def _size(slide: Slide) -> tuple[int, int]:
    return slide.size.width, slide.size.height


def two(first: str, second: str) -> str:
    """Images of a small and of a large picture, on pages 0 and 1."""
    return made.ome_xml(
        made.image_xml((100, 80), first, name="one"),
        made.image_xml(SIZE, second, name="two", data='<TiffData IFD="1" PlaneCount="1"/>'),
    )


@pytest.mark.parametrize("options", [{}, TILED])
def test_a_small_picture_before_the_scan(tmp_path: Path, options: dict[str, object]) -> None:
    xml = two(made.micrometres(16.4), made.micrometres(0.5))
    path = made.write_pages(tmp_path / "a.ome.tif", [SMALL, SCAN], xml, **options)
    slide = opened(path)
    assert (slide.mpp, slide.mpp_source) == (0.5, "OME-XML")
    assert np.array_equal(shown(path), SCAN)
    assert slide.facts.shown == 1
    assert slide.facts.series == ('"one": 100 x 80 px, colour, 16.4 um/px', '"two": 160 x 120 px, colour, 0.5 um/px')
    assert slide.facts.format == "OME-TIFF"
    assert any('"one": 100 x 80 px' in note for note in slide.notes)


def test_a_scan_that_states_nothing_takes_nothing_from_its_neighbour(tmp_path: Path) -> None:
    slide = opened(made.write_pages(tmp_path / "a.ome.tif", [SMALL, SCAN], two(made.micrometres(0.25), "")))
    assert (slide.mpp, slide.mpp_source, slide.facts.rejected) == (None, "not in the file", ())


@pytest.mark.parametrize("name", ["macro", "Label image", "overview", "Thumbnail"])
def test_a_photograph_of_the_glass_is_not_shown_though_it_is_larger(tmp_path: Path, name: str) -> None:
    xml = made.ome_xml(
        made.image_xml(SIZE, made.micrometres(0.5), name=name),
        made.image_xml((100, 80), made.micrometres(0.25), data='<TiffData IFD="1"/>'),
    )
    slide = opened(made.write_pages(tmp_path / "a.ome.tif", [SCAN, SMALL], xml))
    assert (_size(slide), slide.mpp, slide.facts.shown) == ((100, 80), 0.25, 1)


def test_a_picture_of_a_pixel_size_no_scan_has_is_not_shown_though_it_is_larger(tmp_path: Path) -> None:
    xml = made.ome_xml(
        made.image_xml(SIZE, made.micrometres(16.4)),
        made.image_xml((100, 80), made.micrometres(0.25), data='<TiffData IFD="1"/>'),
    )
    slide = opened(made.write_pages(tmp_path / "a.ome.tif", [SCAN, SMALL], xml))
    assert (_size(slide), slide.mpp) == ((100, 80), 0.25)


@pytest.mark.parametrize("planes", [5, 40])
def test_fluorescence_before_a_brightfield_picture(tmp_path: Path, planes: int) -> None:
    """Planes of 16 bits and an RGB picture behind them, also behind more pages than are looked at."""
    grey = np.repeat(SCAN[:, :, 0], 2, axis=1).astype(np.uint16)
    xml = made.ome_xml(
        made.image_xml(
            (320, 120), made.micrometres(0.65), channels=planes, samples=1, more='Type="uint16"',
            data=f'<TiffData IFD="0" PlaneCount="{planes}"/>',
        ),
        made.image_xml((100, 80), made.micrometres(0.25), data=f'<TiffData IFD="{planes}" PlaneCount="1"/>'),
    )  # fmt: skip
    path = made.write_pages(tmp_path / "a.ome.tif", [*[grey] * planes, SMALL], xml)
    slide = opened(path)
    assert np.array_equal(shown(path), SMALL)
    assert (slide.mpp, slide.facts.shown) == (0.25, 1)
    assert f"picture 1: 320 x 120 px, grey, {planes} planes, 0.65 um/px" in slide.notes[0]


def test_fluorescence_alone_is_refused(tmp_path: Path) -> None:
    grey = SCAN[:, :, 0].copy()
    xml = made.ome_xml(made.image_xml(SIZE, channels=2, samples=1, data='<TiffData IFD="0" PlaneCount="2"/>'))
    path = made.write_pages(tmp_path / "a.ome.tif", [grey, grey], xml)
    with pytest.raises(SlideError, match="2 channels as separate grey pictures"):
        open_slide(path)


def test_images_without_a_page_are_told_by_their_size(tmp_path: Path) -> None:
    xml = made.ome_xml(
        made.image_xml((100, 80), made.micrometres(1), data="<TiffData/>"),
        made.image_xml(SIZE, made.micrometres(0.25), data="<TiffData/>"),
    )
    # By the specification a TiffData without IFD starts at page 0: the scan is the first page here.
    assert opened(made.write_pages(tmp_path / "a.ome.tif", [SCAN, SMALL], xml)).mpp == 0.25
    silent = xml.replace("<TiffData/>", "")
    assert opened(made.write_pages(tmp_path / "b.ome.tif", [SMALL, SCAN], silent)).mpp == 0.25


def test_two_images_of_one_page_and_size_are_told_and_not_guessed(tmp_path: Path) -> None:
    xml = made.ome_xml(made.image_xml(SIZE, made.micrometres(0.25)), made.image_xml(SIZE, made.micrometres(0.5)))
    slide = opened(made.write_pages(tmp_path / "a.ome.tif", [SCAN], xml))
    assert slide.mpp is None
    assert slide.facts.rejected[0].field == "OME-XML"
    assert "no single Image matches page 1" in slide.facts.rejected[0].reason
    assert all("page not known" in line for line in slide.facts.series)


def test_xml_of_another_size_than_the_page_is_not_of_this_picture(tmp_path: Path) -> None:
    """As left behind by a program that shrank the picture and kept its description."""
    xml = made.ome_xml(made.image_xml((320, 240), made.micrometres(0.25)))
    slide = opened(made.write_pages(tmp_path / "a.ome.tif", [SCAN], xml))
    assert slide.mpp is None
    assert "320 x 240 px at 0.25" in slide.facts.rejected[0].text
    assert "160 x 120 px" in slide.mpp_source


def test_a_page_that_the_xml_gives_to_another_file(tmp_path: Path) -> None:
    elsewhere = '<TiffData IFD="0"><UUID FileName="b.ome.tif">urn:uuid:2</UUID></TiffData>'
    here = '<TiffData IFD="0"><UUID FileName="old name.ome.tif">urn:uuid:1</UUID></TiffData>'
    xml = made.ome_xml(
        made.image_xml(SIZE, made.micrometres(0.5), data=elsewhere),
        made.image_xml(SIZE, made.micrometres(0.25), data=here),
        root='UUID="urn:uuid:1"',
    )
    slide = opened(made.write_pages(tmp_path / "a.ome.tif", [SCAN], xml))
    assert slide.mpp == 0.25
    assert any("other files, which are not opened: b.ome.tif" in note for note in slide.notes)
    named = xml.replace("urn:uuid:1", "").replace("old name.ome.tif", "c.ome.tif")
    assert opened(made.write_pages(tmp_path / "c.ome.tif", [SCAN], named)).mpp == 0.25


def test_metadata_that_lie_in_a_companion_file(tmp_path: Path) -> None:
    xml = '<OME xmlns="x"><BinaryOnly MetadataFile="a.companion.ome" UUID="urn:uuid:1"/></OME>'
    slide = opened(made.write_pages(tmp_path / "a.ome.tif", [SCAN], xml))
    assert slide.mpp is None
    assert slide.facts.rejected[0].text == "BinaryOnly a.companion.ome"
    assert "other file" in slide.mpp_source


@pytest.mark.parametrize("xml", ["<OME><Image", "<OME>" + "<a>" * 200, '<!DOCTYPE OME [<!ENTITY a "b">]><OME/>'])
def test_xml_that_cannot_be_used_is_told(tmp_path: Path, xml: str) -> None:
    slide = opened(made.write_pages(tmp_path / "a.ome.tif", [SCAN], xml))
    assert slide.mpp_source.startswith('stated but not used (OME-XML "')


def test_the_pattern_that_stalled(tmp_path: Path) -> None:
    slide = opened(made.write_pages(tmp_path / "a.tif", [SCAN], "<Pixels " * 125_000))
    assert (slide.mpp_source, slide.facts.format) == ("not in the file", "TIFF")


def test_levels_of_an_ome_pyramid_are_no_pictures_of_their_own(tmp_path: Path) -> None:
    import tifffile

    options = {"tile": (32, 32), "photometric": "rgb"}
    with tifffile.TiffWriter(tmp_path / "a.ome.tif", ome=True) as writer:
        writer.write(SCAN, subifds=1, metadata={"axes": "YXS", "PhysicalSizeX": 0.25, "PhysicalSizeY": 0.25}, **options)
        writer.write(SCAN[::2, ::2].copy(), subfiletype=1, **options)
    slide = opened(tmp_path / "a.ome.tif")
    assert (slide.downsamples, slide.mpp, slide.notes, slide.facts.series) == ((1.0, 2.0), 0.25, (), ())


@pytest.mark.parametrize(
    ("name", "size", "mpp"),
    [
        ("ome_overview_first_silent.ome.tif", (1024, 768), 0.25),
        ("ome_macro_first_16.ome.tif", (1024, 768), 0.5),
        ("ome_unit_181.ome.tif", (1024, 768), 0.25),
        ("ome_singlequote.ome.tif", (1024, 768), 0.25),
        ("ome_if_then_he.ome.tif", (1024, 768), 0.25),
        ("rgb16_12bit.ome.tif", (1024, 768), 0.25),
    ],
)
def test_files_rebuilt_from_reports(name: str, size: tuple[int, int], mpp: float) -> None:
    if not REPORTS.is_dir():
        pytest.skip(f"no samples at {REPORTS}: the twins made by this file are tried only")
    slide = opened(REPORTS / name)
    assert (_size(slide), slide.mpp, slide.mpp_source) == (size, mpp, "OME-XML")
