"""Opening an image: what is recorded, how a slide is known by its bytes, and that giving up leaves nothing open."""

import hashlib
import runpy
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from PIL import Image

from model.base.progress import result_of
from model.slide.opening import HASHING, extent, identity, open_image, open_steps

made = SimpleNamespace(**runpy.run_path(str(Path(__file__).with_name("whole_slides.py"))))


def sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def test_a_file_is_known_by_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "a.svs"
    made.aperio(path)
    slide, record = open_image(path)
    slide.close()
    assert record.sha256 == sha(path.read_bytes())
    assert (record.path, record.mpp, record.mpp_source) == (str(path), 0.499, "Aperio MPP")


def test_a_series_is_known_by_all_its_files_whatever_they_are_called(tmp_path: Path) -> None:
    made.dicom(tmp_path / "case")
    files = list((tmp_path / "case").iterdir())
    lines = "".join(f"{one}\n" for one in sorted(sha(file.read_bytes()) for file in files))
    slide, record = open_image(files[0])
    slide.close()
    assert record.sha256 == sha(lines.encode())
    assert record.path == str(tmp_path / "case")
    (tmp_path / "case" / "a").rename(tmp_path / "case" / "z")
    assert result_of(identity(tmp_path / "case")) == record.sha256
    (tmp_path / "case" / "c.dcm").unlink()
    assert result_of(identity(tmp_path / "case")) != record.sha256


def test_a_file_that_takes_long_can_be_seen_before_it_is_read_through(tmp_path: Path, monkeypatch) -> None:
    path = tmp_path / "a.bmp"
    Image.new("RGB", (300, 200)).save(path)
    seen = []

    def glimpse(slide, record):
        seen.append((slide, record))
        return "seen"

    slide, record = result_of(open_steps(path, glimpse=glimpse))
    slide.close()
    assert seen == [], "read through at once"
    monkeypatch.setattr("model.slide.opening.SOON_BYTES", path.stat().st_size - 1)
    steps = open_steps(path, glimpse=glimpse)
    assert next(steps).partial == "seen"
    assert seen[0][0].read_level(0, 0, 0, 10, 10).shape == (10, 10, 3)
    assert (seen[0][1].sha256, seen[0][1].width_px) == ("", 300)
    slide, record = result_of(steps)
    slide.close()
    assert slide is seen[0][0]
    assert record.sha256 == sha(path.read_bytes())


@pytest.mark.parametrize("name", ["a.png", "a.jpg", "a.tif"])
def test_size_and_pixel_size_are_known_without_opening(tmp_path: Path, name: str) -> None:
    exif = Image.Exif()
    if name != "a.tif":
        exif[274] = 6  # turned: what is stored as 300 x 200 is seen as 200 x 300
    Image.new("RGB", (300, 200)).save(tmp_path / name, dpi=(50_800, 50_800), exif=exif)
    slide, record = open_image(tmp_path / name)
    slide.close()
    size, mpp = extent(tmp_path / name)
    assert (size.width, size.height) == ((300, 200) if name == "a.tif" else (200, 300))
    assert (size.width, size.height, mpp) == (record.width_px, record.height_px, record.mpp)


def test_a_large_file_is_hashed_with_reports_and_can_be_given_up(tmp_path: Path) -> None:
    path = tmp_path / "a.bmp"
    Image.fromarray(np.random.default_rng(1).integers(0, 256, (1500, 2500, 3), np.uint8)).save(path)
    steps = open_steps(path)
    reports = []
    while True:
        try:
            reports.append(next(steps))
        except StopIteration as end:
            slide, record = end.value
            break
    hashed = [report for report in reports if report.stage == HASHING]
    assert [(report.done, report.total) for report in hashed] == [(4, 10), (8, 10), (10, 10)]
    assert record.sha256 == sha(path.read_bytes())
    slide.close()

    given_up = tmp_path / "b.svs"
    made.aperio(given_up)
    steps = open_steps(given_up)
    next(steps)
    steps.close()  # a file left open fails the test: Python warns of it


@pytest.mark.parametrize(
    ("dpi", "words"),
    [
        (300, "pixel size not in the file (its 300 dpi is a print resolution)"),
        (25_400 / 3, "the file states 3 um/px, which is unusual for a microscope: check this value"),
        (25_400 / 0.25, None),
    ],
)
def test_an_implausible_pixel_size_is_warned_of(tmp_path: Path, dpi: float, words: str | None) -> None:
    Image.new("RGB", (80, 80)).save(tmp_path / "a.png", dpi=(dpi, dpi))
    _, record = open_image(tmp_path / "a.png")
    assert record.notes == (() if words is None else (words,))
