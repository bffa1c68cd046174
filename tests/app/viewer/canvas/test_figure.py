"""Figures: at their stated resolution, complete, and never without the words that must stand below."""

import base64
import re

import numpy as np
import pytest
from PySide6.QtGui import QImage

from app.session.values import Ruler
from app.viewer.canvas.camera import Camera
from app.viewer.canvas.figure import FIGURE_DPI, FIGURE_RATIO, LINE_FORMATS, file_steps, picture_steps, with_suffix
from app.viewer.canvas.footer import RESEARCH_ONLY
from app.viewer.canvas.snapshot import figure_still
from model.base.errors import SlideError
from model.base.geometry import PointL0
from model.base.progress import result_of


def write_figure(canvas, session, path):
    still = figure_still(canvas, session, FIGURE_RATIO, path.suffix in LINE_FORMATS)
    return result_of(file_steps(still, path, FIGURE_DPI))


@pytest.fixture
def shown(canvas, made):
    """A slide on a small canvas, because a figure has ten times as many pixels."""
    canvas.resize(480, 320)
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
    near = [shown.image.opened.slide.colour(int(x) + dx, int(y) + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)]
    assert seen in near


def test_letters_and_lines_stay_so_in_svg(canvas, shown, tmp_path):
    path = tmp_path / "view.svg"
    write_figure(canvas, shown, path)
    text = path.read_text()
    assert RESEARCH_ONLY in text
    assert "µm" in text, "the scale bar's words"
    assert "<image" in text
    assert "<path" in text or "<polyline" in text


def test_the_tissue_in_svg_is_one_picture_in_full_resolution(canvas, shown, tmp_path):
    path = tmp_path / "view.svg"
    drawn = write_figure(canvas, shown, path)
    pictures = re.findall(r'width="([\d.]+)" height="([\d.]+)"[^>]*"data:image/png;base64,([^"]+)"', path.read_text())
    width, height, data = pictures[0]
    assert (float(width), float(height)) == (canvas.width(), canvas.height())
    assert QImage.fromData(base64.b64decode(data)).convertToFormat(drawn.image.format()) == drawn.image


def test_a_pdf_is_one(canvas, shown, tmp_path):
    path = tmp_path / "view.pdf"
    write_figure(canvas, shown, path)
    assert path.read_bytes().startswith(b"%PDF")
    assert list(tmp_path.iterdir()) == [path], "nothing is left beside it"


def test_the_canvas_is_as_before(canvas, shown, seen, tmp_path):
    before = seen()
    write_figure(canvas, shown, tmp_path / "view.png")
    assert seen() == before


def test_what_is_seen_at_the_wish_is_what_is_drawn(canvas, shown, tmp_path):
    at_once, later = tmp_path / "at once.png", tmp_path / "later.png"
    write_figure(canvas, shown, at_once)
    still = figure_still(canvas, shown, FIGURE_RATIO, lines=False)
    canvas.view.look_from(Camera(2.0, 0.0, 0.0))
    canvas.show_difference(shown, shown.with_ruler(True, Ruler(PointL0(0, 0), PointL0(300, 0), 300.0)))
    result_of(file_steps(still, later, FIGURE_DPI))
    assert QImage(str(later)) == QImage(str(at_once))


@pytest.mark.parametrize("suffix", [".png", ".svg", ".pdf"])
def test_the_last_report_before_the_file_is_that_it_is_written(canvas, shown, tmp_path, suffix):
    path = tmp_path / f"view{suffix}"
    still = figure_still(canvas, shown, FIGURE_RATIO, suffix in LINE_FORMATS)
    steps = file_steps(still, path, FIGURE_DPI)
    told = next(steps)
    assert (told.stage, told.done) == ("reading tiles", 0)
    assert told.total > 1
    reports = [told, *steps]
    assert [report.done for report in reports[: told.total]] == list(range(told.total))
    assert [report.stage for report in reports[told.total :]] == ["writing the file"]
    assert path.exists()


def test_given_up_it_leaves_nothing(canvas, shown, tmp_path):
    steps = file_steps(figure_still(canvas, shown, FIGURE_RATIO, lines=False), tmp_path / "view.png")
    next(steps)
    steps.close()
    assert list(tmp_path.iterdir()) == []


def test_the_sameness_of_lines_whatever_the_density(canvas, shown, tmp_path):
    """Qt counts cosmetic widths in px of the device: at 300 dpi a line of 2 px would be a third of that."""
    path = tmp_path / "view.png"
    ruled = shown.with_ruler(True, Ruler(PointL0(1100, 1200), PointL0(1900, 1200), 800.0))
    canvas.show_difference(shown, ruled)
    write_figure(canvas, ruled, path)
    picture = QImage(str(path))
    x, y = round(300 * FIGURE_RATIO), round(100 * FIGURE_RATIO)
    accent = picture.pixelColor(x, y)
    thick = sum(picture.pixelColor(x, y + down) == accent for down in range(-10, 10))
    assert thick == pytest.approx(2 * FIGURE_RATIO, abs=1.5)


def test_tiles_that_cannot_be_read_are_counted_and_the_rest_is_drawn(canvas, made, tmp_path):
    class Torn(made.PlaceSlide):
        torn = False

        def read_level(self, level, x, y, width, height):
            if self.torn and x < 1500:
                raise SlideError(self.path, "torn", "Copy it again.")
            return super().read_level(level, x, y, width, height)

    slide = Torn(6000, 6000)
    session = made.make_session(slide, shown=frozenset())
    canvas.show_difference(None, session)
    canvas.view.look_from(Camera(0.5, 1000.0, 1000.0))
    slide.torn = True
    drawn = write_figure(canvas, session, tmp_path / "view.png")
    assert drawn.lost == 2 * 4, "two columns of four tiles"
    x, y = round(400 * FIGURE_RATIO), round(200 * FIGURE_RATIO)
    near = [slide.colour(1800 + dx, 1400 + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)]
    assert drawn.image.pixelColor(x, y).getRgb()[:3] in near


def test_a_picture_made_of_finer_tiles_is_what_the_screen_shows(canvas, made, seen):
    session = made.make_session(made.PlaceSlide(8000, 8000), shown=frozenset())
    canvas.show_difference(None, session)
    still = figure_still(canvas, session, 1.0, lines=False)
    assert not still.tissue.at_hand, "nothing was there yet"
    drawn = result_of(picture_steps(still))
    inside = (150, 100, 500, 400)
    one, other = (_colours(picture.copy(*inside)) for picture in (drawn.image, seen()))
    # What is half clear over the tissue is rounded once more.
    assert np.abs(one - other).max() <= 2


def _colours(picture):
    rgb = picture.convertToFormat(QImage.Format.Format_RGBX8888)
    return np.frombuffer(rgb.constBits(), np.uint8).reshape(rgb.height(), rgb.width(), 4)[..., :3].astype(int)


def test_a_suffix_that_is_no_figures_gets_one(tmp_path):
    assert with_suffix(tmp_path / "a.svg") == tmp_path / "a.svg"
    assert with_suffix(tmp_path / "a.b") == tmp_path / "a.b.png"
