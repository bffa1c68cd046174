"""The circles of cores: where they lie, which are dashed, and what colour says of them."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QRectF

from app.ui.theme import theme
from app.viewer.overlays.cores import NEUTRAL, CoresOverlay, colour_of
from app.viewer.overlays.label import Room
from app.viewer.overlays.region_outline import RegionOverlay
from model.base.geometry import PointL0
from model.result.saved_regions import SavedRegion, SavedResult
from model.tma.array import Core, TmaArray
from model.tma.labels import Place

SIDE, SCALE = 12_000, 0.04
FAR, RADIUS = 3000.0, 1200.0


def result(probability, sha256="", level="ok"):
    return SavedResult(probability, "uncalibrated", None, level, "demo 1", sha256, True, "exact", "2026-11-24")


def middle(picture, core):
    """The colour of the core's centre, int [3]."""
    x, y = core.centre.x * SCALE, core.centre.y * SCALE
    return np.array(picture.pixelColor(round(x), round(y)).getRgb()[:3], int)


def ring(picture, core, colour):
    """Share of the circle's circumference that has, within 2 px, the `colour`; the ground is 55 darker than white."""
    wanted = np.array(colour, int)
    angles = np.linspace(0, 2 * np.pi, 120, endpoint=False)
    near = 0
    for angle in angles:
        away = [
            np.abs(
                np.array(
                    picture.pixelColor(
                        round(core.centre.x * SCALE + (core.radius * SCALE + off) * np.cos(angle)),
                        round(core.centre.y * SCALE + (core.radius * SCALE + off) * np.sin(angle)),
                    ).getRgb()[:3],
                    int,
                )
                - wanted
            ).max()
            for off in (-2, -1, 0, 1, 2)
        ]
        near += min(away) < 45
    return near / len(angles)


@pytest.fixture
def drawn(made, qapp):
    """Draws an overlay of a session by itself, on grey."""
    from PySide6.QtGui import QColor, QImage, QPainter

    def picture(session, ground=200):
        overlay = CoresOverlay()
        overlay.update_from(session)
        image = QImage(round(SIDE * SCALE), round(SIDE * SCALE), QImage.Format.Format_RGB32)
        image.fill(QColor(ground, ground, ground))
        painter = QPainter(image)
        painter.scale(SCALE, SCALE)
        overlay.draw(painter, SCALE)
        painter.end()
        return image

    return picture


@pytest.fixture
def session(made):
    cores = [
        Core(Place(row, col), PointL0(FAR * (col + 0.9), FAR * (row + 0.9)), RADIUS) for row in (0, 1) for col in (0, 1)
    ]
    opened = made.make_session(made.PlainSlide(SIDE, SIDE))
    return opened.with_array(opened.image.opened.record.sha256, TmaArray(tuple(cores)).marked("B-2", "missing"))


def rgb(colour):
    return tuple(int(colour[n : n + 2], 16) for n in (1, 3, 5))


def test_missing_cores_are_dashed_and_cores_without_a_result_whole_in_a_neutral_grey(session, drawn):
    picture, look = drawn(session, ground=60), theme("dark")
    core = session.cores.array.core
    assert ring(picture, core("A-2"), rgb(NEUTRAL)) > 0.8, "all but where its name stands"
    assert 0.3 < ring(picture, core("B-2"), rgb(NEUTRAL)) < 0.85
    for colour in (rgb("#ffffff"), rgb(look.caution)):
        assert ring(picture, core("A-2"), colour) < 0.2
        assert ring(picture, core("B-2"), colour) < 0.2
    region = session.laid_over(core("A-2")).region
    saved = (SavedRegion(region, (result(0.5, session.bundle.sha256),)),)
    analysed = drawn(replace(session, region=replace(session.region, saved=saved)), ground=60)
    assert ring(analysed, core("A-2"), rgb("#ffffff")) > 0.7


def test_names_never_cover_one_another_and_the_important_ones_stay():
    room = Room()
    assert not room.taken(QRectF(0, 0, 30, 14))
    assert room.taken(QRectF(20, 5, 30, 14))
    assert not room.taken(QRectF(31, 0, 30, 14))
    assert not room.taken(QRectF(100, 60, 30, 14)), "it lies in two cells"
    assert room.taken(QRectF(129, 70, 300, 14))


def test_an_analysed_core_has_the_colour_of_its_probability_and_the_selected_one_shows_its_tissue(session, drawn):
    array, sha256 = session.cores.array, session.bundle.sha256
    laid = {label: session.laid_over(array.core(label)) for label in ("A-1", "A-2", "B-1")}
    windows = tuple(
        SavedRegion(laid[label].region, (result(p, sha256, "ok" if p is not None else "do not use"),))
        for label, p in (("A-1", 0.02), ("A-2", 0.98), ("B-1", None))
    )
    read = session.listed(session.image.opened.record.sha256, windows)
    picture = drawn(read)
    red, _, blue = middle(picture, array.core("A-1"))
    assert red > blue + 80, "towards death is orange"
    red, green, blue = middle(picture, array.core("A-2"))
    assert min(green, blue) > red + 50, "towards survival is teal"
    assert tuple(middle(picture, array.core("B-1"))) == (200, 200, 200), "a number not to be used has no colour"
    selected = drawn(read.placed(laid["A-1"]))
    assert tuple(middle(selected, array.core("A-1"))) == (200, 200, 200)
    assert ring(selected, array.core("A-1"), (255, 255, 255)) > 0.8


def test_a_core_whose_result_is_doubtful_has_a_ring_of_its_own_and_a_sign(session, drawn):
    array, sha256 = session.cores.array, session.bundle.sha256
    windows = tuple(
        SavedRegion(session.laid_over(array.core(label)).region, (result(0.82, sha256, level),))
        for label, level in (("A-1", "ok"), ("A-2", "caution"), ("B-1", "do not use"))
    )
    read = session.listed(session.image.opened.record.sha256, windows)
    picture, look = drawn(read), theme("dark")
    caution, refused = (tuple(int(c[n : n + 2], 16) for n in (1, 3, 5)) for c in (look.caution, look.refused))
    assert ring(picture, array.core("A-2"), caution) > 0.7, "all but where its name stands"
    assert ring(picture, array.core("A-1"), caution) < 0.2
    assert ring(picture, array.core("B-1"), refused) > 0.7
    overlay = CoresOverlay()
    overlay.update_from(read)
    assert overlay._marks == {"A-2": "▲", "B-1": "■"}


def test_the_label_of_the_region_covers_neither_cores_nor_the_edge_of_the_picture(qapp, session):
    """Without cores, the label is drawn wherever the picture has room below the outline."""
    overlay, laid = RegionOverlay(), session.placed(session.laid_over(session.cores.array.core("A-1")))
    picture = QRectF(0, 0, SIDE * SCALE, SIDE * SCALE)

    def label(session, scale=SCALE, picture=picture):
        overlay.update_from(session)
        return overlay.label_area(lambda at: at * scale, scale, picture)

    assert label(laid) is None, "it would cover B-1"
    without = replace(laid, cores=replace(laid.cores, array=None))
    area = label(without)
    assert picture.contains(area)
    assert label(laid.toggled("cores")) == area, "hidden cores cannot be covered"
    bottom = overlay.region.bottom * SCALE
    low = QRectF(0, 0, picture.width(), bottom + 4)
    assert label(without, picture=low).bottom() < overlay.region.y * SCALE, "below, it would be cut"
    assert label(laid, picture=low) is None, "above, it would cover the name of A-1"
    assert label(without, picture=None) == area, "a recording has no edges"
    assert label(laid, scale=20 * SCALE, picture=None) is not None, "between large cores there is room"


def test_the_name_of_the_selected_core_stands_above_its_region(session, drawn):
    core = session.cores.array.core("A-2")
    laid = session.placed(session.laid_over(core))
    picture, region = drawn(laid), laid.region.placement.region
    x, top = round(core.centre.x * SCALE), region.y * SCALE
    dark = [y for y in range(picture.height()) if picture.pixelColor(x - 9, y).lightness() < 120]
    name = [y for y in dark if y < top]
    assert len(name) > 8, "the plate of the name"
    assert max(name) < top - 1


def test_what_another_model_said_has_no_colour(session, drawn):
    laid = session.laid_over(session.cores.array.core("A-1"))
    windows = (SavedRegion(laid.region, (result(0.02, "f" * 64),)),)
    picture = drawn(session.listed(session.image.opened.record.sha256, windows))
    assert tuple(middle(picture, session.cores.array.core("A-1"))) == (200, 200, 200)


def test_the_ends_of_the_colours_and_none_for_a_number_that_is_hidden():
    assert colour_of(result(0.0)).red() > colour_of(result(0.0)).blue()
    assert colour_of(result(1.0)).green() > colour_of(result(1.0)).red()
    assert colour_of(result(None)) is None


def test_a_core_too_small_for_its_name_has_the_shape_of_its_level_beside_its_ring(session, drawn, monkeypatch):
    """Seen without colour, a triangle is narrow at its top and a square is not."""
    monkeypatch.setattr("app.viewer.overlays.cores.SMALLEST_NAMED_PX", 1000.0)
    array, sha256 = session.cores.array, session.bundle.sha256
    windows = tuple(
        SavedRegion(session.laid_over(array.core(label)).region, (result(0.82, sha256, level),))
        for label, level in (("A-1", "ok"), ("A-2", "caution"), ("B-1", "do not use"))
    )
    picture = drawn(session.listed(session.image.opened.record.sha256, windows))
    look = theme("dark")

    def sign(label, colour):
        core = array.core(label)
        x, y = core.centre.x + core.radius * np.sqrt(0.5), core.centre.y - core.radius * np.sqrt(0.5)
        area = [(round(x * SCALE) + dx, round(y * SCALE) + dy) for dy in (-2, 2) for dx in range(-3, 4)]
        seen = [np.abs(np.subtract(picture.pixelColor(*at).getRgb()[:3], rgb(colour))).max() < 45 for at in area]
        return sum(seen[:7]), sum(seen[7:])

    top, bottom = sign("A-2", look.caution)
    assert bottom > top + 2
    assert min(sign("B-1", look.refused)) >= 6
    assert max(sign("A-1", look.caution) + sign("A-1", look.refused)) <= 3, "only the ring"
