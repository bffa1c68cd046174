"""What speaks for and against survival: places with their effect in points, which a click selects."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from app.ui.theme import DARK
from app.window.panels.for_against_text import NOT_YET, for_against
from app.window.panels.style import window_sheet
from model.base.colours import SIGNED, colour_table
from model.explain.explanation import METHODS, POINTS, REGION, TYPICAL, Explanation

ONE = Path("/data/spot-1.png")


@pytest.fixture
def analysed(qtbot, window, opened):
    """The window with a result whose importance maps are known."""
    opened(ONE)
    window.controller.analyse()
    qtbot.waitUntil(lambda: "ig" in window.controller.session.explanation.found)
    return window


def explained(session, points, key="occlusion", **more):
    """`session` with this map alone, in points by tile."""
    values = np.zeros(256, np.float32)
    for index, value in points.items():
        values[index] = value
    tiles = {POINTS: values} | more.pop("tiles", {})
    found = Explanation(METHODS[key], values / 100, {}, tiles=tiles, **more)
    known = {key: found} if key == "occlusion" else {**session.explanation.found, key: found}
    return replace(session, explanation=replace(session.explanation, found=known, running=None))


def test_the_largest_effects_are_named_with_place_and_points(analysed):
    points = {17: 2.14, 40: 1.5, 3: 4.0, 9: 1.2, 100: -3.3, 101: -0.9}
    found = for_against(explained(analysed.controller.session, points))
    assert [effect.index for effect in found.favour] == [3, 17, 40]
    assert found.favour[1].text == "+2.1  row 2, column 2"
    assert found.favour[1].sentence == "Tile at row 2, column 2: +2.1 points of survival probability"
    # A tile of less than a point is within the last digit of the number and is not named.
    assert [effect.text for effect in found.against] == ["−3.3  row 7, column 5"]
    assert "not a cause" in found.note
    assert not found.can_try_regions


def test_where_no_tile_matters_none_is_named_and_regions_are_offered(analysed):
    session = explained(analysed.controller.session, {17: 0.9, 100: -1.0})
    found = for_against(session)
    assert found.favour == found.against == ()
    assert found.note.startswith("What speaks for and against: no single tile matters")
    assert found.can_try_regions


def test_regions_are_named_instead_of_tiles_once_they_are_known(analysed):
    region = np.full(256, np.nan, np.float32)
    region[:9], region[9:12] = 1, 2
    values = dict.fromkeys(range(9), 5.0) | dict.fromkeys(range(9, 12), -2.0)
    arrays = {TYPICAL: np.array([4, 10])}
    session = explained(analysed.controller.session, values, "regions", tiles={REGION: region}, arrays=arrays)
    found = for_against(session)
    assert [effect.text for effect in found.favour] == ["+5.0  9 tiles around row 1, column 5"]
    assert [effect.sentence for effect in found.against] == [
        "Region of 3 tiles around row 1, column 11: −2.0 points of survival probability"
    ]


def test_nothing_is_named_before_it_is_computed_or_while_the_number_is_hidden(analysed, fakes):
    session = analysed.controller.session
    unknown = replace(session, explanation=replace(session.explanation, found={}))
    assert for_against(unknown).note == NOT_YET
    assert for_against(unknown.explain_asked(("occlusion",))).note.endswith("being computed …")
    assert for_against(session.analysis_started()).note == ""
    refused = replace(session.analysis.prediction, verdict=fakes.Verdict("do not use", ("Glass.",)))
    hidden = replace(session, analysis=replace(session.analysis, prediction=refused))
    assert for_against(hidden) == for_against(hidden.closed())
    assert for_against(hidden.showing_anyway()).favour


def test_a_click_selects_the_place(analysed):
    places = analysed.result.places
    assert places.isVisible()
    first = for_against(analysed.controller.session).favour[0]
    places.favour.buttons[0].click()
    assert analysed.controller.session.region.selected == first.index
    assert first.sentence in places.accessibleDescription()


def test_the_offer_of_regions_chooses_their_map(analysed):
    analysed.result.places.regions.click()
    assert analysed.controller.session.view.map.kind == "regions"


def test_each_side_has_the_colour_of_the_map_and_no_text_has_one(analysed):
    """Links have the accent colour, which resembles the colour of survival."""
    places = analysed.result.places
    for side, end in ((places.favour, -1), (places.against, 0)):
        colour = side.square.pixmap().toImage().pixelColor(2, 2).getRgb()[:3]
        assert colour == tuple(colour_table(SIGNED)[end, :3].tolist())
        assert {button.objectName() for button in side.buttons} == {"place"}
    rule = window_sheet(DARK).partition("QPushButton#place {")[2].partition("}")[0]
    assert f"color: {DARK.text};" in rule
