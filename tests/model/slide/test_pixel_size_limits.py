"""How coarse a pixel size is believed: 5 um/px of dots per length, 100 of a length in so many words; each side."""

import pytest
import tifffile
from numpy import full, uint8

from model.slide.pixel_size import CM_UM, INCH_UM, believed, density_claim, length_claim, resolution_claim
from model.slide.registry import open_slide


@pytest.mark.parametrize(("mpp", "used"), [(0.049, False), (0.051, True), (4.99, True), (5.01, False), (60.0, False)])
def test_dots_per_length_are_believed_from_0_05_to_5_um_per_px(mpp, used):
    claim = density_claim(CM_UM / mpp, CM_UM / mpp, CM_UM, "a tag")
    assert believed([claim]).mpp == (pytest.approx(mpp) if used else None)


@pytest.mark.parametrize(
    ("mpp", "used"), [(0.049, False), (0.051, True), (4.99, True), (5.01, True), (99.9, True), (100.1, False)]
)
def test_a_stated_length_is_believed_from_0_05_to_100_um_per_px(mpp, used):
    found = believed([length_claim(mpp, mpp, 1.0, "OME-XML")])
    assert found.mpp == (pytest.approx(mpp) if used else None)
    assert ("impossible for a microscope" in found.source) != used


def test_5080_dpi_is_believed_and_one_dot_less_is_a_print_resolution():
    assert believed([resolution_claim(5080, 5080, 2, "a tag")]).mpp == pytest.approx(INCH_UM / 5080)
    less = believed([resolution_claim(5079, 5079, 2, "a tag")])
    assert (less.mpp, less.source) == (None, "not in the file (its 5079 dpi is a print resolution)")
    assert not less.rejected[0].warns


@pytest.mark.parametrize("mpp", [5.5, 60.0])
def test_an_overview_that_states_its_coarse_micrometres_is_believed(tmp_path, mpp):
    """The same 5.5 um/px would be a print resolution if a resolution tag gave them."""
    path = tmp_path / "overview.ome.tif"
    pixels = full((140, 160, 3), 200, uint8)
    tifffile.imwrite(path, pixels, photometric="rgb", metadata={"PhysicalSizeX": mpp, "PhysicalSizeY": mpp})
    slide = open_slide(path)
    assert (slide.mpp, slide.mpp_source) == (pytest.approx(mpp), "OME-XML")
    slide.close()
    plain = tmp_path / "plain.tif"
    tag = {"resolution": (CM_UM / mpp, CM_UM / mpp), "resolutionunit": "centimeter"}
    tifffile.imwrite(plain, pixels, photometric="rgb", metadata=None, **tag)
    slide = open_slide(plain)
    assert slide.mpp is None
    slide.close()
