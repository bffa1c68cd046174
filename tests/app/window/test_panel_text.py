"""What the panels say, as pure functions of the session."""

import math
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QFont, QFontMetrics

from app.language.model_text import of_model
from app.session.outcome_text import HIDDEN
from app.session.session import Session
from app.session.slices import CoresState
from app.session.values import OpenedImage, Pixel
from app.ui.wrapped import wrapped
from app.window.panels.advanced_text import advanced_lines
from app.window.panels.cases import (
    PICTURE,
    SHAPE_ROOM,
    case_name,
    name_lines,
    picture_px,
    status_text,
)
from app.window.panels.core_text import array_text
from app.window.panels.network_text import why_nothing
from app.window.panels.result_text import result_text
from app.window.panels.status_bar import StatusBar
from app.window.panels.status_text import (
    asked_zoom,
    magnification_text,
    pixel_text,
    place_text,
    scale_text,
    value_text,
    work_text,
)
from app.window.panels.tile_text import tile_text
from model.base.geometry import PointL0
from model.base.progress import Progress
from model.bundle.record import OrderSpread
from model.comparison.answers import AnswerRule
from model.region.region import place
from model.result.export.wording import NO_GROUP
from model.result.prediction import Verdict
from model.statistics.three_answers import ThreeAnswers
from model.tma.array import Core, TmaArray
from model.tma.labels import place_named

PATH = Path("/data/spot-1.png")


@pytest.fixture(scope="session")
def shown(fakes):
    """Sessions at each stage, by name."""

    def opened(mpp=0.286):
        slide = fakes.PaintedSlide(PATH, mpp=mpp)
        session = Session(bundle=fakes.bundle()).open_started(PATH)
        placement = place(slide.size, mpp, 3500, 0.286)
        return session.opened(session.work.run, OpenedImage(slide, fakes.record(PATH, slide)), placement, (PATH,))

    def running(steps):
        session = opened().analysis_started()
        reading = fakes.reading(steps, Verdict("ok"), session.region.placement)
        for done, now_s in ((16, 0.0), (steps, 2.0)):
            session = session.progressed(session.work.run, Progress("encoding tiles", done, 256, reading), now_s)
        return session

    def done(level="ok", **changes):
        session = opened().analysis_started()
        verdict = Verdict(level, ("Too blurred.",))
        made = fakes.prediction(session.image.opened.record, session.region.placement, verdict)
        return session.predicted(session.work.run, replace(made, **changes))

    return {"opened": opened, "running": running, "done": done}


def test_three_answers_stand_under_the_number_with_their_meaning_while_a_rule_is_chosen(shown):
    session = shown["done"]()
    sha256 = session.analysis.prediction.bundle.sha256
    rule = AnswerRule(ThreeAnswers(0.1, 0.25, 0.1, 5.0, 90, 30, 50, 10), "model", "m", "years", "colon", sha256)
    say = result_text(session.viewed(answers=rule))
    assert say.answer == "Three answers: high"
    assert "property of the group" in say.answer_meaning
    assert "Fitted on colon." in say.answer_meaning
    other = result_text(session.viewed(answers=replace(rule, bundle="0" * 64)))
    assert "none. The rule of three answers was fitted for another bundle" in other.answer
    assert other.answer_meaning == ""
    assert (result_text(session).answer, result_text(shown["opened"]().viewed(answers=rule)).answer) == ("", "")
    refused = result_text(shown["done"]("do not use").viewed(answers=rule))
    assert refused.answer == ""


def test_the_number_never_stands_without_its_qualifier(shown):
    say = result_text(shown["done"]())
    assert say.headline == "0.71"
    assert say.qualifier == "probability of 5-year survival, uncalibrated"
    assert say.group == "Low risk"
    assert say.threshold == "at or above the threshold 0.50 (median of the training spots)"
    assert say.demo
    assert "3f2a91bc" in say.model


def test_a_number_close_to_the_threshold_has_a_hint_and_a_reason(shown):
    say = result_text(shown["done"](interval=(0.4, 0.9)))
    assert say.near == "close to the threshold"
    assert say.near_why == "Close to the threshold: 0.50 lies in the 95 % interval of the answer (0.40 to 0.90)."
    assert result_text(shown["done"](interval=(0.6, 0.9))).near == ""
    assert result_text(shown["done"]("do not use", interval=(0.4, 0.9))).near == ""


def test_devices_layers_and_log_odds_are_lines_of_advanced_only(shown):
    session = shown["done"]().selecting(17)
    lines = dict(advanced_lines(session))
    assert lines["Device"] == session.analysis.prediction.device.title
    assert lines["Why this device"][0].isupper()
    assert lines["Time"] == "8.4 s"
    assert lines["Log odds of survival"] == "+0.895"
    assert lines["Tile orders"].startswith("One run over the tiles, in raster order. Hidden states, gates")
    assert lines["Network"].startswith("LSTM of 264, 128, 64 units on 4096 features")
    assert lines["Tile, index in files"].startswith("17 ")
    assert set(lines) >= {"Tile, |h| of layer 1", "Tile, |h| of layer 3", "Running probability"}
    simple = " ".join((*map(str, vars(result_text(session)).values()), tile_text(session).sentence))
    for word in ("|h|", "log odds", "layer", "unit", "OpenVINO", lines["Device"]):
        assert word not in simple


def test_a_refused_number_is_not_in_advanced_either(shown):
    refused = shown["done"]("do not use").selecting(255)
    for session, known in ((refused, False), (refused.showing_anyway(), True)):
        lines = dict(advanced_lines(session))
        assert ("Log odds of survival" in lines) is known
        assert ("Running probability" in lines) is known


def test_with_several_orders_the_running_probability_is_that_of_one_order_alone(shown):
    session = shown["done"](orders=OrderSpread((0.6, 0.7), 0)).selecting(17)
    assert "Running probability, raster order alone" in dict(advanced_lines(session))


def test_the_probability_without_a_tile_stands_beside_the_one_with_it(shown, fakes):
    session = shown["done"]().selecting(255)
    assert "Survival probability without this tile" not in dict(tile_text(session).lines)
    found = fakes.explanation("occlusion", session.analysis.prediction)
    session = session.explained_by(session.analysis.prediction, (found,))
    change, logit = float(found.values[255]), session.analysis.prediction.logit
    without = 1 / (1 + math.exp(-(logit - change)))
    line = dict(tile_text(session).lines)["Survival probability without this tile"]
    points = f"{100 * (without - 0.71):+.1f}".replace("-", "−")
    assert line == f"{without:.2f} (with it 0.71, change {points} points)"
    assert without < 0.71, "the tile speaks for survival"


def test_an_interval_is_said_where_there_is_one(shown):
    assert result_text(shown["done"](interval=(0.62, 0.79))).qualifier.endswith("95 % interval 0.62 to 0.79")


def test_the_states_are_hidden_while_the_number_is(shown):
    refused = shown["done"]("do not use")
    assert why_nothing(refused) == HIDDEN
    assert why_nothing(refused.showing_anyway()) != HIDDEN


def test_no_group_without_a_threshold(shown):
    assert result_text(shown["done"](risk_group=None)).group == NO_GROUP


@pytest.mark.parametrize("stage", ["running", "refused", "opened"])
def test_no_number_before_it_is_final_or_when_it_is_refused(shown, stage):
    session = {"running": shown["running"](240), "refused": shown["done"]("do not use"), "opened": shown["opened"]()}
    say = result_text(session[stage])
    everything = " ".join(str(value) for value in vars(say).values())
    assert "0.71" not in everything
    assert say.qualifier == say.group == ""


def test_a_revealed_number_is_shown_in_full(shown):
    session = shown["done"]("do not use")
    assert result_text(session).stage == "refused"
    assert result_text(session.showing_anyway()).headline == "0.71"


def test_progress_tells_tiles_speed_and_time_left(shown):
    say = result_text(shown["running"](144))
    assert say.progress == "Encoding tiles, 144 of 256"
    assert say.speed == "64 tiles/s, 2 s left"


def test_a_cancelled_reading_says_how_far_it_came(shown):
    assert result_text(shown["running"](64).cancelled()).headline == "Stopped after 64 of 256 tiles"


def test_a_tile_is_counted_from_one_for_people_and_from_zero_for_files(shown):
    say = tile_text(shown["done"]().selecting(17))
    lines = dict(say.lines)
    assert say.place == "Tile 18 of 256"
    assert lines["Row, column"] == "2, 2"
    assert lines["Used by the model"] == "yes"
    assert "Tissue" in lines
    for title, value in say.lines:
        assert f"{title} {value}" in say.sentence


def test_a_tile_not_read_yet_says_so(shown):
    assert dict(tile_text(shown["running"](64).selecting(200)).lines)["Used by the model"] == "not analysed yet"
    assert tile_text(shown["opened"]()) is None


def test_places_are_in_um_where_the_pixel_size_is_known(shown):
    point = PointL0(1000, 500)
    assert place_text(shown["opened"](), point) == "x 286.0 µm   y 143.0 µm"
    assert place_text(shown["opened"](None), point) == "x 1000 px   y 500 px"
    assert place_text(shown["opened"](), None) == ""


def test_the_pixel_is_told_with_its_colour(shown):
    session, point = shown["opened"](), PointL0(1000.7, 500.2)
    assert pixel_text(session, point, Pixel(212, 150, 190, True)) == "1000, 500 px   RGB 212 150 190"
    assert pixel_text(session, point, Pixel(212, 150, 190, False)) == "1000, 500 px   RGB ≈ 212 150 190"
    assert pixel_text(session, point, None) == "1000, 500 px"
    assert pixel_text(session, PointL0(3500, 3500), None) == "3499, 3499 px", "the edge belongs to the last pixel"
    assert pixel_text(session, None, None) == pixel_text(Session(), point, None) == ""


def test_the_scale_names_pixel_size_objective_and_zoom(shown):
    assert scale_text(shown["opened"](), 0.25) == "0.286 µm/px   ≈ 35x   zoom 25 %"
    assert scale_text(shown["opened"](None), 1.0) == "pixel size unknown   zoom 100 %"


def test_deep_zoom_has_no_power_of_ten_and_fits_its_field(qtbot, shown):
    session = shown["opened"]()
    assert scale_text(session, 64.0).endswith("zoom 6400 %")
    assert magnification_text(session, 64.0) == "2238x"
    bar = StatusBar()
    qtbot.addWidget(bar)
    bar.show_difference(None, session)
    bar.show_zoom(64.0)
    frame = 2 * bar.magnification.textMargins().left() + 8
    assert bar.magnification.fontMetrics().horizontalAdvance("2238x") + frame < bar.magnification.width()
    assert scale_text(Session(), 1.0) == ""


def test_the_value_under_the_cursor_is_the_maps(shown):
    session = shown["running"](64).viewed(advanced=True)
    value = value_text(session, PointL0(10, 10))
    assert value.startswith("layer 3 |h| ")
    assert float(value.split()[-1]) > 0
    assert value_text(session, PointL0(3400, 3400)).endswith("not analysed")
    assert value_text(session.toggled("heatmap"), PointL0(10, 10)) == ""
    assert value_text(session, PointL0(9999, 10)) == ""


def test_the_work_is_told_while_there_is_some(shown):
    assert work_text(shown["running"](144)) == "tiles 144/256   2 s left"
    assert work_text(shown["opened"]()) == ""


def test_the_cases_list_never_tells_a_refused_number(shown):
    assert status_text(shown["done"](), PATH) == "0.71 uncalibrated"
    assert status_text(shown["done"]("do not use"), PATH) == "do not use"
    assert status_text(shown["running"](32), PATH) == "analysing"
    assert status_text(shown["opened"](), PATH) == ""


@pytest.mark.parametrize("name", ["A-12", "sample-2-well-differentiated", "x" * 300])
def test_a_long_name_takes_two_lines_and_keeps_its_beginning_and_end(qapp, name):
    metrics = QFontMetrics(QFont())
    lines = name_lines(name, metrics, 110)
    assert all(metrics.horizontalAdvance(line) <= 110 for line in lines)
    assert len(lines) <= 2
    assert name.startswith(lines[0])
    assert name.endswith(lines[-1][-3:])


def test_no_word_of_a_status_is_broken_in_a_narrow_list_with_large_text(qapp):
    """At a width of 960 px and a text size of 150 %, the verdict was broken inside a word."""
    large = QFont()
    large.setPixelSize(22)
    metrics, status = QFontMetrics(large), "0,73 Wahrscheinlichkeitskalibriert"
    longest = metrics.horizontalAdvance(status.split()[1])
    for width in range(longest + SHAPE_ROOM + 40, longest + 200, 7):
        side = picture_px(width, status, metrics)
        room = width - side - (2 if side else 1) * 8 - 4 - SHAPE_ROOM
        assert set(" ".join(wrapped(status, large, room)).split()) == set(status.split()), width
    assert picture_px(longest + 200, status, metrics) == PICTURE
    assert picture_px(longest, status, metrics) == 0


def test_a_long_name_is_broken_after_a_separator(qapp):
    metrics = QFontMetrics(QFont())
    width = metrics.horizontalAdvance("sample-2-well-dif")
    assert name_lines("sample-2-well-differentiated", metrics, width) == ["sample-2-well-", "differentiated"]


def test_images_that_differ_by_their_suffix_alone_are_called_by_their_whole_name():
    folder = (Path("/d/a.png"), Path("/d/a.tif"), Path("/d/b.png"))
    assert [case_name(path, folder) for path in folder] == ["a.png", "a.tif", "b"]


def test_what_is_not_read_yet_is_not_told(shown, fakes):
    session = shown["opened"]().analysis_started()
    reading = fakes.reading(64, None, session.region.placement)
    session = session.progressed(session.work.run, Progress("encoding tiles", 64, 256, reading))
    assert session.analysis.reliability is None
    assert not session.analysis.refused
    assert dict(tile_text(session.selecting(8)).lines)["Tissue"] == "48 %"
    assert dict(tile_text(session.selecting(100)).lines)["Tissue"] == "not analysed yet"


def test_order_instability_is_said_beside_the_number_and_is_no_interval(shown):
    spread = OrderSpread((0.66, 0.71, 0.75, 0.42), flipped=1)
    assert result_text(shown["done"](orders=spread)).orders == "", "Advanced is folded"
    say = result_text(shown["done"](orders=spread).viewed(advanced=True))
    assert say.orders.startswith("Order instability over 4 random orders: 0.42 to 0.75, SD 0.14")
    assert say.orders.endswith("1 gave the other risk group")
    assert "interval" not in say.orders
    assert result_text(shown["done"]().viewed(advanced=True)).orders == ""
    assert result_text(shown["done"]("do not use", orders=spread).viewed(advanced=True)).orders == ""


@pytest.mark.parametrize(
    ("text", "mpp", "scale"),
    [("20x", 0.25, 0.5), ("40", 0.25, 1.0), (" 10,5 × ", 0.5, 0.525), ("50 %", None, 0.5), ("200%", 0.25, 2.0),
     ("20x", None, None), ("", 0.25, None), ("-5x", 0.25, None), ("nan", 0.25, None), ("inf", 0.25, None)],
)  # fmt: skip
def test_a_magnification_as_people_type_it(text, mpp, scale):
    assert asked_zoom(text, mpp) == (None if scale is None else pytest.approx(scale))


def cores(*labels):
    places = [place_named(label) for label in labels]
    return TmaArray(tuple(Core(place, PointL0(1000.0 * place.col, 1000.0 * place.row), 400.0) for place in places))


@pytest.mark.parametrize(
    ("labels", "text"),
    [
        ("A-1 A-2 A-3 B-1 B-2 B-3", "Cores 2 × 3: 6 present, 0 missing"),
        # A core renamed to Z-9 once made an array of 26 × 9.
        ("A-1 A-2 A-3 B-1 B-2 Z-9", "Cores 2 × 3 and Z-9: 6 present, 0 missing"),
        # Rows A to C and E: an empty row belongs to the array.
        ("A-1 B-1 C-1 E-1 A-2 E-2", "Cores 5 × 2: 6 present, 0 missing"),
        # Two blocks far from each other are one array.
        ("A-1 A-2 B-1 B-2 M-1 N-1 P-1 Q-1 R-2", "Cores 18 × 2: 9 present, 0 missing"),
        ("", "No cores"),
    ],
)
def test_the_size_of_an_array_does_not_follow_one_name_far_away(shown, labels, text):
    session = shown["opened"]()
    assert array_text(replace(session, cores=CoresState(cores(*labels.split())))) == text


def test_what_a_model_states_of_itself_is_german_on_the_screen(german):
    assert of_model("Platt-scaled on 58 patients") == "Platt-skaliert an 58 Patienten"
    assert "Youden" in of_model("greatest sensitivity + specificity on the 212 training patients (Youden)")
    assert "größte Summe" in of_model("greatest sensitivity + specificity on the 212 training patients (Youden)")
