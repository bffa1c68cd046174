"""Transitions at their edges: what they leave alone, and what they refuse."""

from dataclasses import replace

import pytest

from app.session.comparison_state import ComparisonState
from app.session.core_steps import CORES
from app.session.session import Session
from app.session.study_state import StudyState
from app.session.values import Devices, Explaining, Measuring, NextImage, Notice, Ruler, Saving, TilePicture
from model.base.geometry import PointL0
from model.base.progress import Progress
from model.region.region import Placement
from model.result.saved_regions import SavedRegion, SavedResult
from model.tma.array import Core, TmaArray
from model.tma.labels import place_named


def core(label, x, y, status="present"):
    return Core(place_named(label), PointL0(x, y), 30.0, status=status)


# -- image ------------------------------------------------------------------------------------------------------------
def test_a_ruler_stays_only_if_it_was_drawn_on_the_glimpse_of_the_same_image(world):
    line = Ruler(PointL0(0, 0), PointL0(3, 4), 5.0)
    before = world.opened()
    path = before.image.siblings[1]
    opening = before.with_ruler(True, line).open_started(path)
    image = world.image(path)
    fresh = opening.opened(opening.work.run, image, world.placement(image), ())
    assert (fresh.image.ruling, fresh.image.ruler) == (False, None), "it was drawn on the image before"
    glimpsed = opening.glimpsed(opening.work.run, image)
    assert (glimpsed.image.ruling, glimpsed.image.ruler) == (False, None)
    drawn = replace(glimpsed, image=replace(glimpsed.image, ruling=True, ruler=line))
    kept = drawn.opened(drawn.work.run, image, world.placement(image), ())
    assert (kept.image.ruling, kept.image.ruler) == (True, line)
    idle = replace(glimpsed, image=replace(glimpsed.image, ruling=False, ruler=line))
    assert not idle.opened(idle.work.run, image, world.placement(image), ()).image.ruling


def test_closing_leaves_nothing_of_the_image_and_keeps_the_settings(world):
    session = world.opened(mpp=None).with_ruler(True).selecting(7).viewed(opacity=0.3).reading_ahead(NextImage("a"))
    session = replace(session, device=replace(session.device, measuring=Measuring()))
    assert session.image.asks_mpp
    closed = session.closed()
    image = closed.image
    assert (image.opened, image.asks_mpp, image.ruling, image.ruler, image.ahead) == (None, False, False, None, None)
    assert (image.siblings, image.left_out) == ((), ())
    assert (closed.region.placement, closed.region.selected, closed.device.measuring) == (None, None, None)
    assert (closed.view.opacity, closed.image.recent) == (0.3, session.image.recent)


def test_a_question_for_the_pixel_size_needs_an_image(world):
    assert world.opened().asking_mpp().image.asks_mpp
    assert not world.opened(mpp=None).asking_mpp(False).image.asks_mpp
    assert not Session().asking_mpp().image.asks_mpp


@pytest.mark.parametrize(
    ("kind", "moving"), [("centred", True), ("placed", True), ("fitted", False), ("padded", False)]
)
def test_the_region_is_selected_for_moving_where_it_can_be_moved(world, kind, moving):
    session = Session(bundle=world.bundle).open_started(world.image().slide.path)
    image = world.image()
    placement = replace(world.placement(image), kind=kind)
    assert session.opened(session.work.run, image, placement, ()).region.selected_for_moving is moving
    assert session.opened(session.work.run - 1, image, placement, ()) is session


def test_the_ten_newest_images_are_recent_and_none_twice(world):
    session = Session(bundle=world.bundle)
    image = world.image()
    paths = [image.slide.path.with_name(f"{number}.png") for number in range(12)]
    for path in (*paths, paths[5]):
        session = session.open_started(path)
        one = world.image(path)
        session = session.opened(session.work.run, one, world.placement(one), ())
    assert session.image.recent == (paths[5], *(path for path in paths[:1:-1] if path != paths[5]))
    assert len(session.image.recent) == 10


def test_opening_goes_to_the_viewer_and_forgets_the_notice(world):
    session = world.opened().going_to("study").noticed(Notice("info", "Old."))
    opening = session.open_started(session.image.siblings[1])
    assert (opening.workspace, opening.notice, opening.work.activity) == ("viewer", None, "opening")
    assert opening.work.run == session.work.run + 1
    assert session.going_to("study") is session


def test_an_image_that_is_only_viewed_has_nothing_to_analyse(world):
    seen = world.predicted().viewing(world.image())
    assert (seen.analysis.prediction, seen.region.placement, seen.image.opened is not None) == (None, None, True)
    assert seen.viewing(None).image.opened is None


# -- slices are replaced only where something changed -----------------------------------------------------------------
def test_the_same_slice_changes_nothing_and_another_is_taken():
    session = Session()
    study, comparison = StudyState(busy="Importing"), ComparisonState(shown=True)
    assert session.with_study(study).study is study
    assert session.with_comparison(comparison).comparison is comparison
    assert session.with_comparison(session.comparison) is session
    assert session.with_study(session.study) is session


def test_values_that_hold_pixels_are_compared_as_objects(world):
    """By value, every comparison of two sessions would compare arrays."""
    for one in (world.image(), TilePicture(3, None), Explaining(("ig",))):
        assert one != replace(one)
        assert one == one  # noqa: PLR0124


def test_cancelling_keeps_the_picture_that_is_being_saved(world):
    saving = Saving("figure.png", Progress("drawing", 1, 3))
    session = world.opened().with_saving(saving).analysis_started()
    cancelled = session.cancelled()
    assert (cancelled.work.saving, cancelled.work.activity) == (saving, "idle")
    assert cancelled.work.run == session.work.run + 1
    assert cancelled.with_saving(None).work.saving is None


# -- device -----------------------------------------------------------------------------------------------------------
def test_another_device_or_model_is_looked_up_again_and_stops_the_check(world):
    cpu, fast = world.fakes.CPU, world.fakes.fast(world.fakes.CPU)
    known = Session(bundle=world.bundle).looked_up("auto", world.bundle, Devices((cpu,), cpu, fast))
    asked = known.with_precision("fast")
    assert asked.device.asks_fast
    for changed in (asked.with_device("cuda:0"), asked.with_bundle(replace(world.bundle, sha256="c" * 64), None)):
        device = changed.device
        assert (device.exact, device.fast, device.asks_fast, device.measuring) == (None, None, False, None)
        assert device.all == (cpu,)
    stopped = known.measuring_started().with_device("cuda:0")
    assert stopped.device.measuring is None
    assert stopped.notice.title == (
        "The measurement of the error of fast was stopped because the model or the device has changed. "
        "Nothing was saved."
    )
    assert known.with_device("auto") is known
    assert known.noticed(Notice("info", "Old.")).with_device("cpu").notice.title == "Old."


def test_a_measured_error_needs_a_running_check_and_a_fast_device(world):
    cpu = world.fakes.CPU
    session = Session(bundle=world.bundle).looked_up("auto", world.bundle, Devices((cpu,), cpu, None))
    assert session.measured_fast({"fast": world.fakes.SMALL}) is session
    running = session.measuring_started()
    assert running.measured_fast({"fast": world.fakes.SMALL}) is running
    failed = running.measuring_ended(Notice("error", "No memory."))
    assert (failed.device.measuring, failed.notice.title) == (None, "No memory.")


def test_an_analysis_says_that_it_stopped_the_check_and_asks_no_more(world):
    cpu, fast = world.fakes.CPU, world.fakes.fast(world.fakes.CPU)
    known = Session(bundle=world.bundle).looked_up("auto", world.bundle, Devices((cpu,), cpu, fast))
    session = world.opened(session=known).measuring_started().analysis_started()
    assert session.device.measuring is None
    assert "because an analysis has started" in session.notice.title
    assert world.opened().noticed(Notice("info", "Old.")).analysis_started().notice is None


# -- cores ------------------------------------------------------------------------------------------------------------
def with_cores(world, *cores):
    session = world.opened()
    return session.with_array(session.image.opened.record.sha256, TmaArray(tuple(cores)))


def test_cores_can_be_found_in_an_open_image_while_nothing_else_runs(world):
    assert world.opened().can_find_cores
    assert not Session().can_find_cores
    assert not world.opened().analysis_started().can_find_cores
    searching = world.predicted().search_started()
    assert searching.analysis.prediction is not None, "the result stays visible"
    assert not searching.can_find_cores


def test_found_cores_are_counted_shown_and_not_undoable(world):
    session = world.opened().toggled(CORES).search_started()
    array = TmaArray((core("A-1", 0, 0), core("A-2", 100, 0), core("B-1", 0, 100, "missing")))
    found = session.cores_found(session.work.run, array, ("One note.", "Two."))
    assert found.notice == Notice(
        "info", "2 cores found, 1 missing.", "One note. Two.", help="slides-and-microarrays.md#microarrays"
    )
    assert (found.work.activity, found.cores.array, found.cores.undoable) == ("idle", array, False)
    assert CORES not in session.view.shown
    assert CORES in found.view.shown
    assert session.cores_found(session.work.run - 1, array, ()) is session
    assert Session().cores_found(0, array, ()).cores.array is None


@pytest.mark.parametrize(("x", "y", "name"), [(1310, 720, "C-4"), (1015, 845, "E-1"), (1000, 600, ""), (1100, 590, "")])
def test_a_core_is_named_by_a_grid_that_does_not_begin_at_the_corner(world, x, y, name):
    """Nine cores, 100 px apart across and 60 px down, from (1000, 600)."""
    cores = [core(f"{'ABC'[row]}-{col + 1}", 1000 + 100 * col, 600 + 60 * row) for row in range(3) for col in range(3)]
    assert with_cores(world, *cores).name_for(PointL0(x, y)) == name


def test_a_core_is_selected_by_the_region_over_it(world):
    session = world.opened()
    centre = session.region.placement.region.centre
    one, other = core("A-1", centre.x, centre.y), core("A-2", centre.x + 50, centre.y)
    session = session.with_array(session.image.opened.record.sha256, TmaArray((one, other)))
    over = session.placed(session.laid_over(one))
    assert over.core_here == one
    moved = Placement(over.region.placement.region.moved(1, 0), "placed", "by hand")
    assert over.placed(moved).core_here is None
    assert Session().laid_over(one) is None
    assert Session().core_here is None
    assert set(session.core_regions().values()) == {one, other}


def test_cores_without_a_result_of_the_current_model_and_precision_are_unread(world):
    session = world.opened()
    centre = session.region.placement.region.centre
    cores = [core("A-1", centre.x, centre.y), core("A-2", centre.x + 50, centre.y), core("B-1", 5, 5, "missing")]
    session = session.with_array(session.image.opened.record.sha256, TmaArray(tuple(cores)))
    read = SavedResult(0.7, "uncalibrated", None, "ok", "demo 1", world.bundle.sha256, True, "exact", "2026-11-24")
    saved = (SavedRegion(session.laid_over(cores[0]).region, (read,)),)
    assert session.unread_cores() == (cores[0], cores[1])
    done = session.listed(session.image.opened.record.sha256, saved)
    assert done.unread_cores() == (cores[1],)
    assert done.core_results() == {"A-1": read}
    fast = replace(done, device=replace(done.device, precision="fast"))
    assert fast.unread_cores() == (cores[0], cores[1])
    assert world.opened().unread_cores() == ()


# -- explanations -----------------------------------------------------------------------------------------------------
def test_an_explanation_is_asked_for_once_and_in_order(world):
    session = world.predicted().explain_asked(("ig", "occlusion", "ig"))
    assert session.explanation.running.asked == ("ig", "occlusion")
    assert session.explain_asked(("ig",)) is session
    more = session.explain_asked(("order", "ig"))
    assert more.explanation.running.asked == ("ig", "occlusion", "order")
    done = more.explained_by(more.analysis.prediction, (world.fakes.explanation("ig", more.analysis.prediction),))
    assert done.explanation.running.asked == ("occlusion", "order")
    assert done.explain_stopped().explanation.running is None
    assert not world.opened().can_explain
    assert not world.predicted().analysis_started().can_explain
    assert world.opened().explain_asked(("ig",)).explanation.running is None


def test_an_occluded_tile_needs_a_selected_one_and_its_answer_an_occluded_one(world):
    session = world.predicted().with_occlusion_tool(True)
    assert session.toggling_occlusion() is session
    assert session.answered(session.analysis.prediction, frozenset(), None) is session
    again = session.with_occluded(frozenset({3}))
    assert again.with_occluded(frozenset({3})) is again
    moving = world.predicted().selecting_region(True).with_occlusion_tool(True)
    assert not moving.region.selected_for_moving


# -- playback and following -------------------------------------------------------------------------------------------
def test_a_unit_is_followed_and_put_away_again(world):
    session = world.predicted().following(3).following(5)
    assert session.view.followed == (3, 5)
    assert session.following(3).view.followed == (5,)
    assert session.following(0).view.followed == (3, 5, 0)


def test_a_step_that_is_selected_already_changes_nothing(world):
    session = world.predicted().at_step(4)
    assert session.at_step(4) is session
    assert world.opened().at_step(4).region.selected is None
    assert world.opened().step is None


def test_a_report_without_work_is_ignored_and_one_of_a_series_counts_all_of_it(world):
    idle = world.opened()
    assert idle.progressed(idle.work.run, Progress("a", 1, 2), 0.0) is idle
    region = idle.region.placement.region
    series = idle.queued((region, region.moved(224, 0)))
    series = series.next_queued(idle.region.placement).analysis_started()
    told = series.progressed(series.work.run, Progress("a", 1, 2), 0.0)
    assert (told.work.whole.done, told.work.whole.total) == (500, 2000)
    single = idle.analysis_started()
    assert single.progressed(single.work.run, Progress("a", 1, 2), 0.0).work.whole is None


# -- what is derived --------------------------------------------------------------------------------------------------
def test_an_analysis_needs_an_image_a_model_and_no_other_work(world):
    session = world.opened()
    assert session.can_analyse
    assert not replace(session, bundle=None).can_analyse
    assert not Session(bundle=world.bundle).can_analyse
    assert not session.analysis_started().can_analyse


def test_the_current_image_is_the_one_that_is_being_opened(world):
    session = world.opened()
    assert session.image.current == session.image.siblings[0]
    assert session.open_started(session.image.siblings[2]).image.current == session.image.siblings[2]
    assert Session().image.current is None
    stranger = session.open_started(session.image.siblings[0].with_name("elsewhere.png"))
    assert stranger.image.neighbour(1) is None


def test_the_map_of_the_view_changes_field_by_field():
    session = Session().mapped(layer=2)
    assert (session.view.map.layer, session.view.map.kind) == (2, Session().view.map.kind)
    assert Session().toggled("grid").view.shown == {"cores", "heatmap", "windows"}
    assert Session().toggled("ruler").view.shown == {"cores", "grid", "heatmap", "windows", "ruler"}
