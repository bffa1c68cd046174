"""ICC profiles change what is shown and never what is read."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageCms

from model.base.geometry import RegionL0
from model.slide.colour_profile import display_transform
from model.slide.registry import open_slide

SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
SWAPPED = SRGB.replace(b"rXYZ", b"tmp.", 1).replace(b"bXYZ", b"rXYZ", 1).replace(b"tmp.", b"bXYZ", 1)
"""sRGB whose table of contents has red and blue the other way round."""
LAB = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()

PIXELS = np.random.default_rng(2).integers(0, 256, (80, 90, 3), np.uint8)


def test_srgb_is_shown_as_it_is() -> None:
    transform = display_transform(SRGB)
    assert transform is not None
    assert np.abs(transform(PIXELS).astype(int) - PIXELS).max() <= 1


def test_a_profile_is_applied_to_what_is_shown_and_not_to_what_is_read(tmp_path: Path) -> None:
    Image.fromarray(PIXELS).save(tmp_path / "a.png", icc_profile=SWAPPED)
    slide = open_slide(tmp_path / "a.png")
    read = slide.read(RegionL0(0, 0, 90, 80), 90, 80)
    assert np.array_equal(read, PIXELS)
    assert slide.icc is not None
    transform = display_transform(slide.icc)
    assert transform is not None
    shown = transform(read)
    assert (shown.dtype, shown.shape) == (np.uint8, read.shape)
    assert np.abs(shown.astype(int) - PIXELS[:, :, ::-1]).max() <= 2
    assert np.array_equal(read, PIXELS)
    assert slide.notes == ("ICC profile applied for display only (the model reads colours as stored)",)


# Named, for a profile holds the second it was made in and two processes would call the same test differently.
@pytest.mark.parametrize("profile", [LAB, b"no profile", SRGB[:100]], ids=["LAB", "no profile", "cut short"])
def test_a_profile_that_cannot_be_used_is_left_out_and_said(tmp_path: Path, profile: bytes) -> None:
    assert display_transform(profile) is None
    Image.fromarray(PIXELS).save(tmp_path / "a.png", icc_profile=profile)
    slide = open_slide(tmp_path / "a.png")
    assert slide.icc is None
    assert "ignored" in slide.notes[0]
