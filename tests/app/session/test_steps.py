"""Transitions that a user causes: playback, precision, occlusion, ruler, a series of regions, and saved regions."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.session.region_steps import PREDICTIONS_KEPT
from app.session.session import Session
from app.session.values import Devices, Notice, Ruler, TilePicture
from model.base.geometry import PointL0
from model.base.progress import Progress
from model.explain.explanation import OccludedTiles
from model.region.region import Placement
from model.result.saved_regions import SavedRegion, SavedResult
from model.tma.array import Core, TmaArray
from model.tma.labels import place_named

LAST = 255
PATHS = [Path(f"/data/spot-{number}.png") for number in range(1, 5)]


# -- playback ---------------------------------------------------------------------------------------------------------
def test_a_playback_begins_at_the_selected_tile_and_again_at_the_end(world):
    session = world.predicted()
    begun = session.play(True)
    assert (begun.step, begun.analysis.playing) == (0, True)
    assert session.at_step(7).play(True).step == 7
    again = session.at_step(LAST).play(True)
    assert (again.step, again.analysis.playing) == (0, True)
    assert not begun.play(False).analysis.playing
    assert begun.play(False).step == 0


def test_a_playback_goes_on_by_one_tile_and_stops_at_the_last(world):
    before = world.predicted().at_step(LAST - 1).play(True).played_on()
    assert (before.step, before.analysis.playing) == (LAST, True)
    after = before.played_on()
    assert (after.step, after.analysis.playing) == (LAST, False)
    assert not before.selecting(None).played_on().analysis.playing, "without a tile there is no next one"


def test_nothing_is_played_without_tiles_or_during_an_analysis(world):
    assert not Session().play(True).analysis.playing
    running = world.opened().analysis_started()
    report = Progress("encoding tiles", 64, 256, world.fakes.reading(64, None, running.region.placement))
    running = running.progressed(running.work.run, report, 1.0)
    assert not running.play(True).analysis.playing
    assert running.at_step(LAST).step == 63, "the last tile so far"


def test_a_step_beyond_either_end_is_the_end(world):
    session = world.predicted()
    assert [session.at_step(step).step for step in (-5, 0, 9, LAST, LAST + 1)] == [0, 0, 9, LAST, LAST]


def test_the_newest_three_units_are_followed(world):
    session = world.predicted()
    for unit in (3, 5, 9, 11):
        session = session.following(unit)
    assert session.view.followed == (5, 9, 11)
    assert session.following(9).view.followed == (5, 11)


# -- reports ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("activity", ["opening", "analysing", "searching"])
def test_every_work_reports_its_progress(world, activity):
    opened = world.opened()
    session = {
        "opening": opened.open_started(opened.image.siblings[1]),
        "analysing": opened.analysis_started(),
        "searching": opened.search_started(),
    }[activity]
    assert session.work.activity == activity
    first = session.progressed(session.work.run, Progress("stage", 4, 40), 2.0)
    assert first.work.progress == Progress("stage", 4, 40)
    later = first.progressed(session.work.run, Progress("stage", 10, 40), 5.0)
    assert later.work.pace.per_second == pytest.approx(2)
    assert opened.progressed(opened.work.run, Progress("stage", 4, 40), 2.0) is opened


def test_a_slide_further_back_is_nearer_than_the_first(world):
    paths = world.opened().image.siblings
    assert world.opened(paths[3]).image.neighbour(-1) == paths[2]
    assert world.opened(paths[0]).image.neighbour(1) == paths[1]


def test_opacity_changes_by_a_tenth():
    session = Session().viewed(opacity=0.45)
    assert (session.fainter().view.opacity, session.stronger().view.opacity) == (0.35, 0.55)


# -- precision --------------------------------------------------------------------------------------------------------
def on_device(world, fast, bundle=True):
    session, cpu = Session(bundle=world.bundle if bundle else None), world.fakes.CPU
    return session.looked_up("auto", session.bundle, Devices((cpu,), cpu, fast))


def test_fast_is_used_at_once_if_its_error_is_known_and_a_notice_states_it(world):
    session = on_device(world, world.fakes.fast(world.fakes.CPU, world.fakes.SMALL))
    chosen = session.with_precision("fast")
    assert (chosen.device.precision, chosen.device.asks_fast) == ("fast", False)
    assert (chosen.notice.tone, chosen.notice.title[:20]) == ("info", "Fast (int8) is on: o")
    assert chosen.noticed(None).with_precision("fast").notice is None, "it was on before"
    back = chosen.noticed(None).with_precision("exact")
    assert (back.device.precision, back.device.asks_fast, back.notice) == ("exact", False, None)


def test_the_user_is_asked_to_measure_fast_before_it_is_used(world):
    asked = on_device(world, world.fakes.fast(world.fakes.CPU)).with_precision("fast")
    assert (asked.device.precision, asked.device.asks_fast, asked.notice) == ("exact", True, None)
    assert not asked.with_precision("exact").device.asks_fast
    assert not asked.measuring_started().device.asks_fast
    assert not world.opened(session=asked).analysis_started().device.asks_fast, "an analysis is the answer no"


def fastest(world, error=None):
    return replace(world.fakes.fast(world.fakes.CPU, error), precision="fastest", arithmetic="int8+bfloat16")


def with_three(world, fast_error, fastest_error):
    cpu, session = world.fakes.CPU, Session(bundle=world.bundle)
    found = Devices((cpu,), cpu, world.fakes.fast(cpu, fast_error), fastest(world, fastest_error))
    return session.looked_up("auto", session.bundle, found)


def test_fastest_is_used_measured_and_noticed_as_fast_is(world):
    small = world.fakes.SMALL
    chosen = with_three(world, small, small).with_precision("fastest")
    assert (chosen.device.precision, chosen.device.on_hand.precision) == ("fastest", "fastest")
    assert chosen.notice.title.startswith("Fastest (int8+bfloat16) is on: off by up to")
    asked = with_three(world, small, None).with_precision("fastest")
    assert (asked.device.precision, asked.device.asks_fast, asked.device.wanted) == ("exact", True, "fastest")
    known = asked.measuring_started().measured_fast({"fast": small, "fastest": small})
    assert (known.device.precision, known.device.fast.error, known.device.fastest.error) == ("fastest", small, small)
    only_fast = on_device(world, world.fakes.fast(world.fakes.CPU, small)).with_precision("fastest")
    assert (only_fast.device.precision, only_fast.notice.tone) == ("exact", "warning")
    assert "Fastest is not available" in only_fast.notice.title


def test_a_precision_that_is_too_far_off_is_not_used(world):
    small, far = world.fakes.SMALL, replace(world.fakes.LARGE, max_dp=0.051)
    refused = with_three(world, small, far).with_precision("fastest")
    assert (refused.device.precision, refused.device.asks_fast, refused.notice.tone) == ("exact", False, "warning")
    assert "is not used with this model: off by up to 0.051" in refused.notice.title
    asked = with_three(world, small, None).with_precision("fastest").measuring_started()
    measured = asked.measured_fast({"fast": small, "fastest": far})
    assert (measured.device.precision, measured.device.measuring, measured.notice.tone) == ("exact", None, "warning")
    assert measured.device.fastest.error == far


def test_without_fast_the_analysis_stays_exact_and_says_so(world):
    refused = on_device(world, None).with_precision("fast")
    assert (refused.device.precision, refused.device.asks_fast, refused.notice.tone) == ("exact", False, "warning")
    early = Session(bundle=world.bundle).with_precision("fast")
    assert (early.device.precision, early.notice) == ("fast", None), "the choice stays until the devices are known"


def test_fast_can_be_measured_with_a_model_a_fast_device_and_no_other_work(world):
    fast = world.fakes.fast(world.fakes.CPU)
    session = on_device(world, fast)
    assert session.can_measure
    assert not on_device(world, fast, bundle=False).can_measure
    assert not on_device(world, None).can_measure
    assert not session.measuring_started().can_measure
    assert not session.open_started(world.opened().image.siblings[0]).can_measure


@pytest.mark.parametrize("precision", ["exact", "fast"])
def test_the_device_that_made_the_result_replaces_the_one_of_its_precision(world, precision):
    """The device with the wanted precision had too little memory, so another one made the result."""
    cpu, fakes = world.fakes.CPU, world.fakes
    session = world.opened(session=on_device(world, fakes.fast(cpu, fakes.SMALL))).analysis_started()
    used = fakes.GPU if precision == "exact" else fakes.fast(fakes.GPU, fakes.SMALL)
    made = replace(world.prediction(session), device=used)
    device = session.predicted(session.work.run, made).device
    assert getattr(device, precision) is used
    other = "fast" if precision == "exact" else "exact"
    assert getattr(device, other) is getattr(session.device, other)
    unknown = world.opened().analysis_started()
    assert unknown.predicted(unknown.work.run, made).device.exact is None


def test_a_running_check_reports_its_progress_and_ends_with_the_error(world):
    session = on_device(world, world.fakes.fast(world.fakes.CPU))
    report = Progress("exact", 4, 20)
    assert session.measuring_progressed(report, 1.0) is session, "no check runs"
    first = session.measuring_started().measuring_progressed(report, 1.0)
    later = first.measuring_progressed(Progress("exact", 10, 20), 4.0)
    assert (later.device.measuring.progress.done, later.device.measuring.pace.per_second) == (10, pytest.approx(2))
    known = later.measured_fast({"fast": world.fakes.LARGE})
    assert (known.device.measuring, known.device.precision, known.device.fast.error) == (
        None, "fast", world.fakes.LARGE,
    )  # fmt: skip
    assert known.notice.tone == "warning"
    assert (
        later.measuring_ended().notice.title == "The measurement of the error of fast was stopped. Nothing was saved."
    )


# -- explanations and occlusion ---------------------------------------------------------------------------------------
def test_orders_are_tried_once_and_only_where_the_order_counts(world):
    session = world.predicted()
    assert session.can_try_orders
    assert not session.explain_asked(("order",)).can_try_orders
    orders = world.fakes.explanation("order", session.analysis.prediction)
    assert not session.explained_by(session.analysis.prediction, (orders,)).can_try_orders
    pooled = replace(session.analysis.partial, trace=world.fakes.pooled_trace(256))
    assert not replace(session, analysis=replace(session.analysis, partial=pooled)).can_try_orders
    assert not world.predicted("do not use").can_try_orders
    assert not world.opened().can_try_orders


def test_tiles_are_occluded_one_by_one_and_shown_again(world):
    session = world.predicted().with_occlusion_tool(True)
    assert session.explanation.occluding
    one = session.with_occluded(frozenset({4}))
    two = one.selecting(9).toggling_occlusion()
    assert (one.explanation.occluded, two.explanation.occluded) == ({4}, {4, 9})
    without = OccludedTiles(2, 0.3, 0.57, 0.6, 0.14)
    known = two.answered(two.analysis.prediction, two.explanation.occluded, without)
    assert known.explanation.without is without
    fewer = known.toggling_occlusion()
    assert (fewer.explanation.occluded, fewer.explanation.without) == ({4}, without), "until the new one is known"
    none = fewer.with_occluded(frozenset())
    assert (none.explanation.occluded, none.explanation.without) == (frozenset(), None)
    ended = known.with_occlusion_tool(False).explanation
    assert (ended.occluding, ended.occluded, ended.without) == (False, frozenset(), None)


def test_nothing_is_occluded_where_no_number_may_be_shown(world):
    for session in (world.opened(), world.predicted("do not use"), world.predicted().analysis_started()):
        assert session.with_occluded(frozenset({4})) is session
        assert not session.with_occlusion_tool(True).explanation.occluding


def test_ruler_and_occlusion_tool_put_each_other_away(world):
    ruling = world.predicted().with_occlusion_tool(True).with_ruler(True)
    assert (ruling.image.ruling, ruling.explanation.occluding) == (True, False)
    line = Ruler(PointL0(0, 0), PointL0(30, 40), 50)
    assert ruling.with_ruler(True, line).image.ruler is line
    assert not ruling.with_ruler(False).image.ruling
    assert not ruling.with_occlusion_tool(True).image.ruling
    assert not Session().with_ruler(True).image.ruling, "without an image there is nothing to measure"


# -- several regions --------------------------------------------------------------------------------------------------
def moved(session, step):
    return Placement(session.region.placement.region.moved(224 * step, 0), "placed", "placed by hand")


def test_a_series_ends_with_a_notice_that_counts_the_regions_that_failed(world):
    session = world.opened()
    placements = [moved(session, step) for step in (1, 2, 3)]
    session = session.queued(tuple(placement.region for placement in placements))
    assert (session.work.asked, len(session.work.queue)) == (3, 3)
    for title, placement in (("One.", placements[0]), ("Two.", placements[1])):
        session = session.next_queued(placement).analysis_started()
        session = session.skipped(session.work.run, Notice("error", title, f"Remedy of {title}"))
        assert (session.work.activity, session.work.asked) == ("idle", 3)
    session = session.next_queued(placements[2]).analysis_started()
    session = session.predicted(session.work.run, world.prediction(session))
    assert session.notice == Notice(
        "error", "2 of 3 analysis regions could not be analysed. The last: Two.", "Remedy of Two."
    )
    assert (session.work.asked, session.work.missed, session.work.whole) == (0, (), None)


def test_a_saved_region_is_found_at_its_place_and_by_its_model(world):
    session = world.opened()
    here, there = session.region.placement, moved(session, 2)
    read = SavedResult(0.7, "uncalibrated", None, "ok", "demo 1", world.bundle.sha256, True, "exact", "2026-11-24")
    saved = (SavedRegion(there.region), SavedRegion(here.region, (read,)))
    session = session.listed(session.image.opened.record.sha256, saved)
    assert session.saved_here is saved[1]
    assert session.placed(there).saved_here is saved[0]
    assert session.placed(moved(session, 5)).saved_here is None
    assert session.unread_regions == (there.region,)
    assert session.with_bundle(replace(world.bundle, sha256="c" * 64), here).unread_regions == (
        there.region, here.region,
    )  # fmt: skip
    assert session.listed("f" * 64, ()) is session, "the regions of another image"


def test_the_newest_predictions_are_kept(world):
    session = world.opened()
    made = []
    for step in range(PREDICTIONS_KEPT + 2):
        session = session.placed(moved(session, step)).analysis_started()
        made.append(world.prediction(session))
        session = session.predicted(session.work.run, made[-1])
    assert PREDICTIONS_KEPT == 24, "each has 5 MB"
    assert [known.prediction for known in session.analysis.remembered] == made[:1:-1]


def test_a_result_returns_with_its_image_and_its_explanations(world):
    """Paging to the next image and back once lost the result and all maps."""
    first = world.predicted()
    made, found = first.analysis.prediction, world.fakes.explanation("ig", first.analysis.prediction)
    first = first.explain_asked(("ig", "occlusion")).explained_by(made, (found,))
    there = world.opened(PATHS[1], session=first)
    assert (there.analysis.prediction, there.analysis.partial, dict(there.explanation.found)) == (None, None, {})
    back = world.opened(PATHS[0], session=there)
    assert back.analysis.prediction is made
    assert back.analysis.partial.trace is made.trace
    assert dict(back.explanation.found) == {"ig": found}
    assert back.explanation.running is None, "what was not finished is requested again"


@pytest.mark.parametrize("condition", ["pixel size", "model", "precision", "region", "content"])
def test_a_result_returns_only_under_the_same_conditions(world, condition):
    first = world.predicted()
    away = world.opened(PATHS[1], session=first)
    if condition == "model":
        away = away.with_bundle(replace(world.bundle, sha256="c" * 64), away.region.placement)
    if condition == "precision":
        away = replace(away, device=replace(away.device, precision="fast"))
    image = world.image(PATHS[0], 0.25 if condition == "pixel size" else 0.286)
    if condition == "content":
        image = replace(image, record=replace(image.record, sha256="e" * 64))
    placement = moved(first, 3) if condition == "region" else world.placement(image)
    back = away.open_started(PATHS[0])
    back = back.opened(back.work.run, image, placement, tuple(PATHS))
    assert (back.analysis.prediction, back.analysis.partial) == (None, None)


def test_a_restored_result_is_shown_unless_the_user_went_on(world):
    session = world.opened()
    record, made = session.image.opened.record, world.prediction(session)
    shown = session.restored(record, made)
    assert shown.analysis.prediction is made
    assert shown.analysis.partial.trace is made.trace
    assert shown.analysis.outcomes[PATHS[0]].probability == pytest.approx(0.71)
    elsewhere = session.placed(moved(session, 2))
    fast = replace(session, device=replace(session.device, precision="fast"))
    other = session.with_bundle(replace(world.bundle, sha256="c" * 64), session.region.placement)
    for gone in (session.analysis_started(), elsewhere, fast, other, world.predicted(), Session()):
        assert gone.restored(record, made) is gone
    assert session.restored(replace(record, sha256="e" * 64), made) is session


def test_cores_that_were_read_from_a_file_cannot_be_undone(world):
    session, array = world.opened(), TmaArray(())
    sha256 = session.image.opened.record.sha256
    assert session.with_array("f" * 64, array) is session
    assert (session.with_array(sha256, array).cores.array, session.with_array(sha256, array).cores.undoable) == (
        array, False,
    )  # fmt: skip
    assert session.with_array(sha256, array, undoable=True).cores.undoable


def test_sessions_and_their_slices_are_compared_as_objects():
    """By value, every comparison would compare arrays of whole predictions."""
    session = Session()
    assert session != replace(session)
    for one in (session.image, session.region, session.cores, session.work, session.analysis, session.explanation,
                session.device, session.comparison):  # fmt: skip
        assert one != replace(one)


# -- cores ------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("x", "y", "name"), [
    (100, 100, "B-2"), (200, 0, "A-3"), (0, 190, "C-1"), (4, 3, ""), (-100, 0, ""), (0, -100, ""), (-100, -100, ""),
])  # fmt: skip
def test_a_core_gets_the_name_of_its_place_unless_that_is_taken_or_outside(world, x, y, name):
    """Cores 100 px apart at A-1, A-2 and B-1."""
    cores = tuple(Core(place_named(label), PointL0(*at), 30.0) for label, at in
                  (("A-1", (0, 0)), ("A-2", (100, 0)), ("B-1", (0, 100))))  # fmt: skip
    session = world.opened()
    sha256 = session.image.opened.record.sha256
    assert session.with_array(sha256, TmaArray(cores)).name_for(PointL0(x, y)) == name
    assert session.with_array(sha256, TmaArray(cores[:2])).name_for(PointL0(x, y)) == "", "two cores are too few"
    assert session.name_for(PointL0(x, y)) == ""


# -- what is shown while a large image opens, and what comes too late -------------------------------------------------
def test_a_glimpse_is_seen_only_while_its_own_image_opens(world):
    shown = world.predicted()
    opening = shown.open_started(shown.image.siblings[1])
    image = world.image(shown.image.siblings[1])
    seen = opening.glimpsed(opening.work.run, image)
    assert (seen.image.seen, seen.image.opened, seen.analysis.prediction) == (image, None, None)
    assert opening.image.seen is shown.image.opened
    assert opening.glimpsed(opening.work.run - 1, image) is opening
    assert shown.glimpsed(shown.work.run, image) is shown
    assert Session().image.seen is None


def test_a_failure_during_a_series_is_counted_with_the_regions_before_it(world):
    session = world.opened()
    session = session.queued((moved(session, 1).region, moved(session, 2).region))
    session = session.next_queued(moved(session, 1)).analysis_started()
    session = session.skipped(session.work.run, Notice("error", "One.", "Remedy."))
    session = session.next_queued(moved(session, 1)).analysis_started()
    failed = session.stopped(session.work.run, Notice("error", "Two.", "Look."))
    assert failed.notice.title == "2 of 2 analysis regions could not be analysed. The last: Two."
    assert session.stopped(session.work.run).notice is None, "cancelled by the user"
    assert session.stopped(session.work.run - 1, Notice("error", "Late.")) is session


def test_what_explains_another_prediction_is_ignored(world):
    session = world.predicted().explain_asked(("ig",))
    of = session.analysis.prediction
    another = replace(of, trace=replace(of.trace))
    gates, pictures = world.fakes.gates(of.trace), {3: TilePicture(3, None)}
    assert session.with_gates(of, gates).explanation.gates is gates
    assert dict(session.with_pictures(of, pictures).with_pictures(of, {4: None}).explanation.pictures) == {
        **pictures, 4: None,
    }  # fmt: skip
    report = session.explain_progressed(of, Progress("ig", 1, 9))
    assert report.explanation.running.progress == Progress("ig", 1, 9)
    failed = session.explain_failed(of, ("ig",), "no memory")
    assert (dict(failed.explanation.failed), failed.explanation.running) == ({"ig": "no memory"}, None)
    assert failed.explain_asked(("ig",)).explanation.failed == {}, "it is tried again"
    for late in (
        session.with_gates(another, gates), session.with_pictures(another, pictures),
        session.explain_progressed(another, Progress("ig", 1, 9)),
        session.explain_failed(another, ("ig",), "no memory"),
    ):  # fmt: skip
        assert late is session


def test_the_selection_stops_at_each_edge(world):
    corner = world.opened()
    for rows, cols, index in ((20, 20, 255), (0, -20, 240), (-20, 0, 0), (0, 20, 15)):
        corner = corner.selecting(corner.region.selected or 0).walking(rows, cols)
        assert corner.region.selected == index
