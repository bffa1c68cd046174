"""Where the analysis region can be grabbed, and where the text beside its outline is drawn."""

import pytest
from PySide6.QtCore import QPointF, QRectF

from app.session.session import Session
from app.ui.theme import apply_theme
from app.viewer.overlays.region_outline import RegionOverlay, movable, part_at
from model.base.geometry import PointL0, RegionL0

REGION = RegionL0(1000, 2000, 3500, 3500)


@pytest.mark.parametrize(
    ("x", "y", "part"),
    [
        (2750, 2010, "handle"),
        (1000, 3000, "border"),
        (1004, 3000, "border"),
        (996, 3000, "border"),
        (4500, 5500, "border"),
        (1006, 3000, None),
        (994, 3000, None),
        (2750, 3000, None),
        (0, 0, None),
    ],
)
def test_parts_at_one_to_one(x, y, part):
    assert part_at(REGION, PointL0(x, y), 1.0) == part


def test_the_border_is_as_thick_on_the_screen_at_any_zoom():
    assert part_at(REGION, PointL0(1040, 3000), 0.1) == "border"
    assert part_at(REGION, PointL0(1060, 3000), 0.1) is None
    assert part_at(REGION, PointL0(1000.4, 3000), 10.0) == "border"
    assert part_at(REGION, PointL0(1000.6, 3000), 10.0) is None


def test_a_tiny_region_can_still_be_panned_within():
    assert part_at(REGION, REGION.centre, 0.002) is None


def test_only_a_region_with_room_is_movable(made):
    assert movable(made.make_session(made.PlaceSlide(6000, 6000)))
    assert not movable(made.make_session(made.PlaceSlide(3500, 3500)))
    assert not movable(made.make_session(made.PlaceSlide(1000, 1000)))
    assert not movable(Session())


# -- the text beside the outline ------------------------------------------------------------------------------------
VIEW = QRectF(0, 0, 640, 280)


@pytest.fixture
def large_text(qapp):
    """The text at 200 %, and at its usual size after the test."""
    apply_theme(qapp, "dark", 200)
    yield
    apply_theme(qapp, "dark", 100)


def label(made, x, y, view=VIEW, scale=0.1):
    """The text beside a selected region of 3500 px at x, y of the view, and its area there in px."""
    overlay = RegionOverlay()
    overlay.update_from(made.make_session(made.PlaceSlide(6000, 6000)).selecting_region(True))
    region = overlay.region
    area = overlay.label_area(lambda at: (at - QPointF(region.x, region.y)) * scale + QPointF(x, y), scale, view)
    return None if area is None else (overlay._words, area)


@pytest.mark.parametrize("place", [(20, -130), (20, 100), (-200, -130), (500, -130), (-200, 100), (600, 100)])
@pytest.mark.parametrize("percent", [100, 200])
def test_the_text_is_inside_the_view_beside_the_outline(made, qapp, request, place, percent):
    if percent == 200:
        request.getfixturevalue("large_text")
    words, area = label(made, *place)
    assert VIEW.contains(area), (words, area)
    assert not area.intersects(QRectF(*place, 350, 350))
    assert (area.bottom() <= place[1]) == (place[1] > 0), "above the outline if there is no room below"


def test_the_text_is_the_size_and_stays_inside_a_narrow_view(made, large_text):
    words, area = label(made, 20, -130, view=QRectF(0, 0, 320, 280))
    assert words == "1001 × 1001 µm"
    assert area.right() <= 320


@pytest.mark.parametrize("place", [(20, -400), (700, 20), (-400, 20), (20, 300), (20, -40)])
def test_a_region_outside_the_view_or_over_its_whole_height_has_no_text(made, qapp, place):
    assert label(made, *place) is None
