"""Measurements and notes over the tissue: drawn where they were made, with their values, in a turned view too."""

import pytest
from PySide6.QtCore import QPointF

from app.ui.theme import theme
from app.viewer.canvas.camera import Camera
from app.viewer.overlays.label import tag_area
from app.viewer.overlays.marks import tag_text
from app.viewer.overlays.outline import closed_outline
from model.base.geometry import PointL0
from model.result.marks import FARTHEST_PX, Mark, checked_area, polygon_area

LINE = Mark("one", "length", (PointL0(1000, 1000), PointL0(1400, 1000)), "front")
SQUARE = tuple(PointL0(x, y) for x, y in ((1000, 1000), (1200, 1000), (1200, 1300), (1000, 1300)))
AREA, NOTE = Mark("two", "area", SQUARE), Mark("three", "note", (PointL0(1500, 1500),), "necrosis?\nmore")


@pytest.fixture
def session(made):
    made_session = made.make_session(made.PlainSlide(6000, 6000), shown=frozenset())
    empty = made.changed(made_session, "region", placement=None)
    return empty.with_marks("0" * 64, (LINE, AREA, NOTE))


@pytest.mark.parametrize("turned", range(4))
def test_marks_are_drawn_where_they_were_made(canvas, session, turned):
    canvas.show_difference(None, session.turned(turned))
    accent = theme("dark").accent
    for at in (PointL0(1300, 1000), PointL0(1000, 1150), PointL0(1100, 1300)):
        canvas.view.look_from(Camera(1.0, 0.0, 0.0, turned).centred(at, 800, 600))
        picture = canvas.view.grab().toImage()
        near = {picture.pixelColor(400 + dx, 300 + dy).name() for dx in (-1, 0) for dy in (-1, 0)}
        assert accent in near, at
    canvas.view.look_from(Camera(1.0, 0.0, 0.0, turned).centred(PointL0(1500, 1500), 800, 600))
    picture = canvas.view.grab().toImage()
    assert accent in {picture.pixelColor(400 + dx, 300).name() for dx in (-6, -5, -4)}, "the pin's circle"
    assert picture.pixelColor(410, 318).lightness() < 100, "the text below the pin"


def test_hidden_marks_are_not_drawn(canvas, session):
    canvas.show_difference(None, session.viewed(marks=False))
    canvas.view.look_from(Camera(1.0, 900.0, 900.0))
    picture = canvas.view.grab().toImage()
    assert picture.pixelColor(300, 100).name() == "#c8c8c8"


def test_the_text_beside_a_mark():
    assert tag_text(LINE, 0.5) == "front: 200.0 µm"
    assert tag_text(AREA, None) == "60\N{NARROW NO-BREAK SPACE}000 px²"
    assert tag_text(NOTE, 0.5) == "necrosis?…"
    assert len(tag_text(Mark("x", "note", NOTE.points, "word " * 30), 0.5)) <= 40


def test_a_drag_outlines_an_area(canvas, session, made):
    """Around 200 x 300 px of the slide, at one screen px per px; the trembling of a px adds no corner."""
    canvas.show_difference(None, session.with_marks("0" * 64, ()).with_outline_tool(True))
    canvas.view.look_from(Camera(1.0, 900.0, 900.0))
    drawn, viewport = [], canvas.view.viewport()
    canvas.outline_drawn.connect(drawn.append)
    made.mouse(viewport, "press", 100, 100)
    for x, y in ((101, 100), (300, 100), (300, 400), (100, 400)):
        made.mouse(viewport, "move", x, y)
    made.mouse(viewport, "release", 100, 400)
    (outline,) = drawn
    assert set(outline) == set(SQUARE)
    assert polygon_area(outline) == 60_000
    made.mouse(viewport, "press", 100, 100)
    made.mouse(viewport, "release", 100, 100)
    assert len(drawn) == 1, "a click outlines nothing"


def test_a_hand_that_goes_past_the_start_still_closes_the_outline():
    """A square of 100 px, drawn 20 px beyond its start: the overlap counts once."""
    corners = ((0, 0), (100, 0), (100, 100), (0, 100), (0, -20), (20, -20), (20, 10))
    outline = closed_outline(tuple(PointL0(x, y) for x, y in corners))
    assert polygon_area(outline) == pytest.approx(100 * 100 + 20 * 20)
    assert checked_area(Mark("x", "area", outline)).points == outline
    assert closed_outline(SQUARE[:2]) == ()


@pytest.mark.parametrize("turned", range(4))
def test_only_marks_near_the_view_are_drawn(canvas, session, turned):
    """Thousands of annotations of another program must not make each movement of the view slow."""
    far = Mark("far", "note", (PointL0(5900, 100),), "far")
    everything = session.with_marks("0" * 64, (LINE, AREA, far)).turned(turned)
    canvas.show_difference(None, everything)
    canvas.view.look_from(Camera(1.0, 0.0, 0.0, turned).centred(PointL0(1100, 1100), 800, 600))
    visible = canvas.view.visible()
    assert canvas._marks._within(visible, 1.0) == (LINE, AREA)
    assert canvas._marks._within(canvas.view.content, 1.0) == (LINE, AREA, far)


def test_marks_at_the_farthest_place_can_be_drawn(canvas, session):
    edge = PointL0(FARTHEST_PX, -FARTHEST_PX)
    marks = (Mark("a", "length", (PointL0(0, 0), edge)), Mark("b", "note", (edge,), "far"))
    canvas.show_difference(None, session.with_marks("0" * 64, marks))
    canvas.view.look_from(Camera(64.0, 10.0, 10.0))
    assert not canvas.view.grab().isNull()


@pytest.mark.parametrize("tool", ["ruler", "outline"])
def test_a_tool_that_is_put_away_during_its_drag_moves_nothing(canvas, session, made, tool):
    """The region must not follow the rest of the drag: its result would be lost."""
    held = session.with_ruler(True) if tool == "ruler" else session.with_outline_tool(True)
    canvas.show_difference(None, held)
    canvas.view.look_from(Camera(1.0, 900.0, 900.0))
    emitted, viewport = [], canvas.view.viewport()
    for signal in (canvas.region_dragged, canvas.ruler_drawn, canvas.outline_drawn, canvas.core_dragged):
        signal.connect(emitted.append)
    canvas.region_taken.connect(lambda: emitted.append("region"))
    made.mouse(viewport, "press", 100, 100)
    made.mouse(viewport, "move", 300, 100)
    canvas.show_difference(held, held.with_ruler(False))
    made.mouse(viewport, "move", 300, 400)
    made.mouse(viewport, "release", 300, 400)
    assert emitted == []


def test_a_label_at_the_right_edge_is_not_cut(canvas, session):
    """The line ends 10 px before the edge of the view: its label has moved to the left, and ends at the edge."""
    canvas.show_difference(None, session.with_marks("0" * 64, (LINE,)))
    canvas.view.look_from(Camera(1.0, 1400.0 - canvas.view.width() + 10, 700.0))
    picture = canvas.view.grab().toImage()
    width = round(tag_area(tag_text(LINE, 0.286), QPointF(0, 0), hangs=True).width())
    dark = [x for x in range(picture.width()) if picture.pixelColor(x, 300 + 6).lightness() < 100]
    assert len(dark) >= width - 2, "the whole plate is visible"


def test_an_annotation_from_another_program_has_dashes_and_its_hole(canvas, session):
    hole = tuple(PointL0(x, y) for x, y in ((1050, 1050), (1150, 1050), (1150, 1250), (1050, 1250)))
    annotation = Mark("four", "outline", SQUARE, "Stroma", imported=True, holes=(hole,))
    canvas.show_difference(None, session.with_marks("0" * 64, (annotation,)))
    canvas.view.look_from(Camera(1.0, 0.0, 0.0).centred(PointL0(1100, 1150), 800, 600))
    picture = canvas.view.grab().toImage()
    for x in (350, 300):
        column = [picture.pixelColor(x, y).lightness() for y in range(210, 390)]
        assert max(column) > 220, "white, not the colour of the user's own marks"
        assert min(column) < 60, "the dark line shows in the gaps"
    names = {picture.pixelColor(x, 300).name() for x in range(290, 510)}
    assert theme("dark").accent not in names
