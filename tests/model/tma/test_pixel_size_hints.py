"""What suggests an unknown pixel size: round tissue of the size of a core, and other images that agree."""

import numpy as np
import pytest

from model.base.errors import SlideError
from model.base.progress import result_of
from model.tma import pixel_size_hints
from model.tma.pixel_size_hints import PixelSizeHints, core_diameter, hint_steps


def picture(radius=0.0, wide=200, tall=200, high=1.0):
    """Pink tissue on glass: an ellipse of this radius, `high` times as high as wide."""
    ys, xs = np.mgrid[:tall, :wide]
    inside = ((xs - wide / 2) / max(radius, 1e-9)) ** 2 + ((ys - tall / 2) / max(radius * high, 1e-9)) ** 2 < 1
    return np.where(inside[..., None], np.array([200, 120, 180]), np.array([244, 243, 244])).astype(np.uint8)


def test_a_round_core_gives_its_diameter_in_pixels_of_full_resolution():
    assert core_diameter(picture(90), 4000) == pytest.approx(180 * 20, rel=0.03)


@pytest.mark.parametrize(
    "overview",
    [
        None,
        picture(),
        picture(50, high=1.6),
        picture(20),
        picture(110),
        picture(400),
        np.full((9, 9, 3), 255, np.uint8),
    ],
)
def test_without_round_tissue_there_is_no_evidence(overview):
    assert core_diameter(overview, 4000) is None
    assert PixelSizeHints(core_px=core_diameter(overview, 4000)).candidates == ()


def test_cores_of_an_array_give_their_usual_diameter():
    core, glass = picture(16, 48, 48), picture(0, 48, 48)
    rows = [np.concatenate([glass if (row, col) == (1, 2) else core for col in range(6)], axis=1) for row in range(5)]
    array = np.concatenate(rows)
    assert core_diameter(array, 10 * array.shape[1]) == pytest.approx(320, rel=0.12)


def test_the_usual_cores_are_candidates_unless_no_scanner_has_such_pixels():
    assert PixelSizeHints(core_px=4000).candidates == ((0.6, 0.15), (1.0, 0.25), (1.5, 0.375), (2.0, 0.5))
    assert PixelSizeHints(core_px=50_000).candidates == ()


@pytest.mark.parametrize(
    ("stated", "mpp", "files"),
    [((0.25, 0.2501, None), pytest.approx(0.25005), 2), ((0.25, 0.5), None, 0), ((None, None), None, 0), ((), None, 0)],
)
def test_other_images_count_only_if_they_agree(stated, mpp, files, monkeypatch, tmp_path):
    class Described:
        def __init__(self, path):
            if path.stem == "broken":
                raise SlideError(path, "It is broken.", "")
            self.mpp = stated[int(path.stem)]

        def close(self):
            pass

    monkeypatch.setattr(pixel_size_hints, "describe_slide", Described)
    others = [tmp_path / "broken.png", *(tmp_path / f"{number}.png" for number in range(len(stated)))]
    found = result_of(hint_steps(None, 4000, others))
    assert (found.files_mpp, found.files, found.core_px) == (mpp, files, None)
