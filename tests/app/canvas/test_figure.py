"""Figures: at their stated resolution, complete, and never without the words that must stand below."""

import pytest
from PySide6.QtGui import QImage

from app.canvas.camera import Camera
from app.canvas.figure import FIGURE_DPI, with_suffix, write_figure
from app.canvas.picture import RESEARCH_ONLY


@pytest.fixture
def shown(canvas, made):
    session = made.make_session(made.PlaceSlide(6000, 6000), shown=frozenset())
    canvas.show_difference(None, session)
    canvas.view.look_from(Camera(0.5, 1000.0, 1000.0))
    return session


def test_a_png_has_the_resolution_it_says(canvas, shown, tmp_path):
    path = tmp_path / "view.png"
    write_figure(canvas, shown, path)
    picture = QImage(str(path))
    assert picture.width() == round(canvas.width() * FIGURE_DPI / 96)
    assert picture.dotsPerMeterX() == pytest.approx(FIGURE_DPI / 0.0254, rel=1e-3)
    # More than is on the screen: at 0.5 screen px a px, the figure shows every px of the slide.
    x, y = 1000 + 300 / 0.5, 1000 + 200 / 0.5
    seen = picture.pixelColor(round(300 * FIGURE_DPI / 96), round(200 * FIGURE_DPI / 96)).getRgb()[:3]
    near = [shown.image.slide.colour(int(x) + dx, int(y) + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)]
    assert seen in near


def test_letters_and_lines_stay_so_in_svg(canvas, shown, tmp_path):
    path = tmp_path / "view.svg"
    write_figure(canvas, shown, path)
    text = path.read_text()
    assert RESEARCH_ONLY in text
    assert "µm" in text, "the scale bar's words"
    assert "<image" in text
    assert "<path" in text or "<polyline" in text


def test_a_pdf_is_one(canvas, shown, tmp_path):
    path = tmp_path / "view.pdf"
    write_figure(canvas, shown, path)
    assert path.read_bytes().startswith(b"%PDF")
    assert list(tmp_path.iterdir()) == [path], "nothing is left beside it"


def test_the_canvas_is_as_before(canvas, shown, seen, tmp_path):
    before = seen()
    write_figure(canvas, shown, tmp_path / "view.png")
    assert seen() == before


def test_a_suffix_that_is_no_figures_gets_one(tmp_path):
    assert with_suffix(tmp_path / "a.svg") == tmp_path / "a.svg"
    assert with_suffix(tmp_path / "a.b") == tmp_path / "a.b.png"
