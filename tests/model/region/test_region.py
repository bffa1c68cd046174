"""The region is placed on cut-out spots and on larger and smaller images, with known and unknown pixel sizes."""

import pytest

from model.base.geometry import PointL0, RegionL0, SizeL0
from model.region.region import place, place_at, region_side_l0


def test_an_image_of_the_windows_size_is_covered_exactly():
    placed = place(SizeL0(3500, 3500), 0.286, 3500, 0.286)
    assert placed.region == RegionL0(0, 0, 3500, 3500)
    assert placed.kind == "fitted"


def test_an_image_of_about_spot_size_is_fitted_about_its_middle():
    placed = place(SizeL0(3600, 3400), 0.286, 3500, 0.286)
    assert placed.kind == "fitted"
    assert placed.region == RegionL0(50, -50, 3500, 3500)


def test_a_larger_image_gets_the_window_in_the_middle():
    placed = place(SizeL0(8000, 6000), 0.286, 3500, 0.286)
    assert placed.kind == "centred"
    assert placed.region == RegionL0(2250, 1250, 3500, 3500)


@pytest.mark.parametrize(("width", "height", "kind"), [
    (3150, 3500, "fitted"), (3149, 3500, "padded"), (3500, 3150, "fitted"), (3500, 3149, "padded"),
    (3850, 3500, "fitted"), (3851, 3500, "centred"), (3500, 3850, "fitted"), (3500, 3851, "centred"),
    (3149, 3851, "padded"),
])  # fmt: skip
def test_an_image_is_one_spot_if_both_sides_are_within_a_tenth_of_the_regions(width, height, kind):
    assert place(SizeL0(width, height), 0.286, 3500, 0.286).kind == kind


def test_a_smaller_image_is_padded_and_says_how_much():
    placed = place(SizeL0(1750, 3500), 0.286, 3500, 0.286)
    assert placed.kind == "padded"
    assert placed.note == "the image is smaller than the analysis region: 50% of the region is padded with glass"
    # 1 - 2333 * 3000 / 3500**2 is 42.9 %, and of the small image all but 0.0016 % is glass.
    assert ": 42% of" in place(SizeL0(2333, 3000), None, 3500, 0.286).note
    assert ": 99% of" in place(SizeL0(20, 10), None, 3500, 0.286).note


def test_the_window_is_the_same_tissue_at_any_pixel_size():
    placed = place(SizeL0(2220, 2967), 0.499, 3500, 0.286)
    assert placed.region.width * 0.499 == pytest.approx(3500 * 0.286)


def test_an_unknown_pixel_size_is_taken_pixel_for_pixel():
    assert region_side_l0(3500, 0.286, None) == 3500


def test_a_pixel_size_that_differs_in_its_last_digits_is_not_resampled():
    assert region_side_l0(3500, 0.286, 0.28600001) == 3500
    assert region_side_l0(3500, 0.286, 0.286 * 3500 / 3500.4) == 3500
    assert region_side_l0(3500, 0.286, 0.286 * 3500 / 3500.6) == pytest.approx(3500.6)


def test_a_window_placed_by_hand_lies_about_the_point():
    placed = place_at(PointL0(1000.4, 900), None, 3500, 0.286)
    assert placed.region == RegionL0(round(1000.4 - 1750), -850, 3500, 3500)
