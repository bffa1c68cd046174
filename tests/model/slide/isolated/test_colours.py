"""Colour profiles of untrusted files are read and applied in the reader process only."""

import os
import signal
from contextlib import closing

import numpy as np
import pytest
from PIL import Image, ImageCms

from model.base.errors import SlideError
from model.base.progress import result_of
from model.info.slide_file import described
from model.slide import colour_profile, registry
from model.slide.isolated import pool
from model.slide.isolated import slide as isolated
from model.slide.isolated.process import ReaderProcess

RGB = np.random.default_rng(3).integers(0, 255, (90, 120, 3), np.uint8)
SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
SWAPPED = SRGB.replace(b"rXYZ", b"tmp.", 1).replace(b"bXYZ", b"rXYZ", 1).replace(b"tmp.", b"bXYZ", 1)
"""sRGB with red and blue exchanged."""


@pytest.fixture(autouse=True)
def _on(monkeypatch):
    monkeypatch.setenv(pool.SWITCH, "on")
    yield
    pool.stop_all()


@pytest.fixture
def picture(tmp_path):
    path = tmp_path / "picture.png"
    Image.fromarray(RGB).save(path, icc_profile=SWAPPED)
    return path


@pytest.fixture
def no_profiles_here(monkeypatch):
    """Reading or applying a profile in this process fails the test."""

    def read(*_):
        raise AssertionError("the profile was read in this process")

    for name in ("ImageCmsProfile", "buildTransform", "applyTransform", "getProfileDescription"):
        monkeypatch.setattr(colour_profile.ImageCms, name, read)


def test_the_screen_shows_the_same_colours_as_in_this_process(picture):
    with closing(result_of(registry.slide_steps(picture))) as here:
        expected = here.display()(RGB)
    assert np.abs(expected.astype(int) - RGB[:, :, ::-1]).max() <= 2
    with closing(result_of(isolated.slide_steps(picture))) as there:
        assert np.array_equal(there.display()(RGB), expected)
        assert np.array_equal(there.read_level(0, 0, 0, 120, 90), RGB), "what the model reads is unchanged"


def test_this_process_reads_no_profile(picture, no_profiles_here):
    with closing(result_of(isolated.slide_steps(picture))) as slide:
        shown = slide.display()(RGB)
        assert np.abs(shown.astype(int) - RGB[:, :, ::-1]).max() <= 2
        report = described(slide, (None, "not in the file"))
    assert report.icc_profile == "sRGB built-in"


def test_a_picture_beyond_one_slot_is_shown_in_parts(picture, monkeypatch):
    with closing(result_of(isolated.slide_steps(picture))) as slide:
        whole = slide.display()(RGB)
        monkeypatch.setattr(isolated, "SLOT_BYTES", 3 * 70)
        assert np.array_equal(slide.display()(RGB), whole)


def test_a_profile_that_ends_every_process_is_refused_and_the_program_goes_on(picture, monkeypatch):
    with closing(result_of(isolated.slide_steps(picture))) as slide:
        asked = ReaderProcess.ask
        killed = []

        def ask(self, do, **question):
            if do == "shown" and self.pid not in killed:
                killed.append(self.pid)
                os.kill(self.pid, signal.SIGKILL)
            return asked(self, do, **question)

        monkeypatch.setattr(ReaderProcess, "ask", ask)
        for _ in range(5):
            with pytest.raises(SlideError, match="the process that decodes it ended"):
                slide.display()(RGB)
        assert len(killed) == isolated.MOST_DEATHS


@pytest.mark.parametrize("seed", range(12))
def test_a_damaged_profile_is_applied_or_left_out(tmp_path, seed, no_profiles_here):
    """Tables of contents that point outside, sizes that are too large, and other damage."""
    draw = np.random.default_rng(seed)
    profile = bytearray(SWAPPED)
    for place in draw.integers(0 if seed % 2 else 128, len(profile), 6):
        profile[place] = draw.choice([0, 0x7F, 0x80, 0xFF])
    path = tmp_path / "damaged.png"
    Image.fromarray(RGB).save(path, icc_profile=bytes(profile))
    with closing(result_of(isolated.slide_steps(path))) as slide:
        display = slide.display()
        if display is None:
            assert "ignored" in slide.notes[0]
        else:
            assert display(RGB).shape == RGB.shape


def test_a_slide_that_was_closed_shows_nothing_and_starts_no_process(picture):
    slide = result_of(isolated.slide_steps(picture))
    display = slide.display()
    slide.close()
    with pytest.raises(SlideError, match="has been closed"):
        display(RGB)
