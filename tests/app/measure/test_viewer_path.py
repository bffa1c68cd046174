"""The path the viewer is measured on: it sees the whole, full size and single pixels, and takes no jumps on its way."""

from itertools import pairwise

import pytest

from app.measure.viewer_path import path
from app.viewer.canvas.camera import DEEPEST
from model.base.geometry import SizeL0


@pytest.mark.parametrize("size", [SizeL0(40_960, 40_960), SizeL0(90_000, 30_000)])
def test_it_goes_everywhere_step_by_step(size):
    legs = list(path(size, 900, 600))
    assert legs[0].cameras[0].scale * size.width <= 900
    scales = [camera.scale for leg in legs for camera in leg.cameras]
    assert any(scale == pytest.approx(1.0) for scale in scales)
    assert max(scales) == pytest.approx(DEEPEST)
    for leg in legs:
        for one, next_one in pairwise(leg.cameras):
            assert 0.7 < next_one.scale / one.scale < 1.5
