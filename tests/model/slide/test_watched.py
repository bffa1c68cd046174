"""Pictures decoded in one go: reports by what was read of the file, and an end as soon as nobody waits."""

import threading
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from model.base.errors import SlideError
from model.base.progress import GivenUpError, Progress, result_of
from model.slide.plain import open_plain, plain_steps
from model.slide.watched import DECODING, watched

LONGEST_WAIT_S = 300.0


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a.bin"
    path.write_bytes(bytes(10 * 1024))
    return path


def test_reports_say_how_much_of_the_file_was_read_and_when_that_says_nothing(file: Path) -> None:
    go_on = threading.Semaphore(0)

    def decode(opened):
        opened.read(4 * 1024)
        assert go_on.acquire(timeout=LONGEST_WAIT_S)
        opened.seek(0)
        opened.read(1024)
        opened.seek(4 * 1024)
        opened.read()
        assert go_on.acquire(timeout=LONGEST_WAIT_S)
        return "decoded"

    steps = watched(file, decode)
    first = next(steps)
    while first.done == 0:
        first = next(steps)
    assert first == Progress(DECODING, 4, 10)
    go_on.release()
    report = next(steps)
    while report.total:
        report = next(steps)
    assert report == Progress(DECODING), "all is read, and how long the rest takes is not known"
    go_on.release()
    assert result_of(steps) == "decoded"


def test_given_up_it_ends_with_the_next_piece_and_the_file_is_closed(file: Path) -> None:
    ended, begun = [], threading.Event()
    opened_files = []

    def decode(opened):
        opened_files.append(opened)
        begun.set()
        try:
            while True:
                opened.seek(0)
                opened.read(1024)
        except GivenUpError:
            ended.append(True)
            raise

    steps = watched(file, decode)
    next(steps)
    assert begun.wait(LONGEST_WAIT_S)
    steps.close()
    assert ended == [True]
    assert opened_files[0].closed


def test_a_picture_decoded_with_reports_is_the_picture(tmp_path: Path) -> None:
    pixels = np.random.default_rng(1).integers(0, 256, (700, 900, 3), np.uint8)
    for name in ("a.png", "a.bmp", "a.webp"):
        Image.fromarray(pixels).save(tmp_path / name, lossless=True)
        slide = open_plain(tmp_path / name)
        assert np.array_equal(slide.read_level(0, 0, 0, 900, 700), pixels), name
        slide.close()


def test_a_picture_given_up_leaves_no_file_open(tmp_path: Path) -> None:
    pixels = np.random.default_rng(1).integers(0, 256, (4000, 4000, 3), np.uint8)
    Image.fromarray(pixels).save(tmp_path / "a.png", compress_level=1)
    steps = plain_steps(tmp_path / "a.png")
    next(steps)
    steps.close()  # a file or a thread left open fails the test


def test_a_file_that_went_away_is_told(tmp_path: Path) -> None:
    with pytest.raises(SlideError, match=r"gone\.png"):
        open_plain(tmp_path / "gone.png")
