"""Slides of several files: DICOM series, MIRAX and VMS with what lies beside them, and how a folder lists them."""

import runpy
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from model.base.errors import SlideError
from model.slide.base import Slide
from model.slide.companions import files_of
from model.slide.registry import images_at, images_in, open_slide

made = SimpleNamespace(**runpy.run_path(str(Path(__file__).with_name("whole_slides.py"))))


def opened(path: Path) -> Slide:
    """Closed at once: what is asked is only what it is."""
    slide = open_slide(path)
    slide.close()
    return slide


@pytest.fixture
def series(tmp_path: Path) -> Path:
    made.dicom(tmp_path / "case 7")
    return tmp_path / "case 7"


@pytest.mark.parametrize("name", ["", "a", "b.dcm", "c.dcm"])
def test_a_dicom_series_opens_from_any_file_and_from_its_folder(series: Path, name: str) -> None:
    slide = open_slide(series / name)
    assert slide.path == series
    assert (slide.size.width, slide.size.height, slide.downsamples) == (97, 71, (1.0, 2.0))
    assert np.array_equal(slide.read_level(0, 0, 0, 97, 71), made.RGB)  # never the label
    slide.close()


def test_a_dicom_folder_is_one_slide_in_a_list(series: Path) -> None:
    (series.parent / "spot.png").touch()
    (series.parent / "results").mkdir()
    assert images_in(series) == (series,)
    assert images_in(series.parent) == (series, series.parent / "spot.png")
    assert images_at(series)[0] == series
    assert images_at(series.parent)[0] == series
    assert images_at(series / "a")[0] == series / "a"


def test_two_series_in_one_folder_are_two_slides(tmp_path: Path) -> None:
    made.dicom_series(tmp_path, "1.2.826.0.1.1", "one-")
    made.dicom_series(tmp_path, "1.2.826.0.1.2", "two-")
    one, two = tmp_path / "one-b.dcm", tmp_path / "two-b.dcm"
    assert images_in(tmp_path) == (one, two)
    assert opened(tmp_path / "two-c.dcm").path == two
    assert [file.name for file in files_of(one)] == ["one-a", "one-b.dcm", "one-c.dcm"]
    with pytest.raises(SlideError, match="folder"):
        open_slide(tmp_path)


def test_a_dicom_slide_without_its_pixels_is_refused(series: Path) -> None:
    for name in ("a", "b.dcm"):
        (series / name).unlink()
    with pytest.raises(SlideError) as caught:
        open_slide(series / "c.dcm")
    assert "are in the same folder" in caught.value.remedy


def test_a_damaged_dicom_file_hides_none_beside_it(series: Path) -> None:
    (series / "d.dcm").write_bytes(b"\0" * 128 + b"DICM" + b"\x02\x00\x00\x00UL\xff\xff" * 30)
    assert opened(series).path == series
    with pytest.raises(SlideError):
        open_slide(series / "d.dcm")


def test_a_mirax_file_says_that_its_folder_is_missing(tmp_path: Path) -> None:
    path = tmp_path / "scan.mrxs"
    path.write_bytes(b"\xff\xd8\xff a thumbnail")
    with pytest.raises(SlideError, match="The folder scan beside it should contain them, but is missing") as caught:
        open_slide(path)
    assert "together" in caught.value.remedy
    (tmp_path / "scan").mkdir()
    with pytest.raises(SlideError, match="incomplete"):
        open_slide(path)
    (tmp_path / "scan" / "Slidedat.ini").write_text("[GENERAL]\nSLIDE_ID = 1\n")
    with pytest.raises(SlideError, match="cannot be opened as a whole slide"):
        open_slide(path)
    (tmp_path / "scan" / "Data0000.dat").write_bytes(b"pixels")
    assert [file.name for file in files_of(path)] == ["scan.mrxs", "Data0000.dat", "Slidedat.ini"]


def test_a_hamamatsu_index_names_its_pictures(tmp_path: Path) -> None:
    for name in ("scan_0_0.jpg", "scan_0_1.jpg", "scan_map.jpg", "stranger.jpg"):
        (tmp_path / name).touch()
    path = tmp_path / "scan.vms"
    path.write_text(
        "[Virtual Microscope Specimen]\nNoLayers=1\nImageFile=scan_0_0.jpg\nImageFile(1,0)=scan_0_1.jpg\n"
        "MapFile=scan_map.jpg\nMacroImage=gone.jpg\nOptimisationFile=../scan.opt\n"
    )
    assert [file.name for file in files_of(path)] == ["scan.vms", "scan_0_0.jpg", "scan_0_1.jpg", "scan_map.jpg"]
    with pytest.raises(SlideError, match="cannot be opened as a whole slide"):
        open_slide(path)


def test_a_plain_file_is_alone(tmp_path: Path) -> None:
    path = tmp_path / "spot.tif"
    path.write_bytes(b"II*\0")
    assert files_of(path) == (path,)
