"""Transitions of the session, one by one. `test_session_machine.py` runs them in any order."""

from dataclasses import fields, replace
from pathlib import Path

import pytest

from app.session.image_steps import RECENT_KEPT
from app.session.session import Session, differs
from app.session.study_state import StudyState
from app.session.values import Devices, Notice, OpenedImage, TilePicture
from model.base.errors import SlideError
from model.base.progress import Progress
from model.bundle.record import OrderSpread
from model.region.region import Placement, place
from model.result.prediction import Verdict
from model.slide.facts import Facts
from model.slide.pixel_size import RejectedPixelSize
from model.slide.remembered import GIVEN, REMEMBERED

PATHS = [Path(f"/data/spot-{number}.png") for number in range(1, 5)]
UNOPENED = "troubleshooting.md#an-image-cannot-be-opened"


def test_a_result_of_an_older_run_is_dropped(world):
    first = world.opened().analysis_started()
    late = world.prediction(first)
    second = first.cancelled().analysis_started()
    assert second.predicted(first.work.run, late) is second
    assert second.predicted(second.work.run, late).analysis.prediction is late


def test_a_report_of_an_older_run_is_dropped(world):
    first = world.opened().analysis_started()
    report = Progress("encoding tiles", 64, 256, world.fakes.reading(64, None, first.region.placement))
    second = first.cancelled().analysis_started()
    assert second.progressed(first.work.run, report, 1.0) is second
    assert second.progressed(second.work.run, report, 1.0).analysis.partial is report.partial


def test_opening_keeps_the_old_image_until_the_new_one_is_there(world):
    shown = world.predicted()
    opening = shown.open_started(PATHS[1])
    assert opening.image.opened is shown.image.opened
    assert opening.analysis.prediction is shown.analysis.prediction
    failed = opening.stopped(opening.work.run, Notice("error", "cannot be opened", "copy it again"))
    assert failed.image.opened is shown.image.opened
    assert failed.work.activity == "idle"
    assert failed.notice.remedy == "copy it again"


def test_a_new_image_clears_everything_of_the_old_one(world):
    shown = world.predicted().selecting(7)
    shown = shown.pictured(shown.region.placement, TilePicture(7, None)).showing_anyway()
    fresh = world.opened(PATHS[1], session=shown)
    assert (fresh.analysis.prediction, fresh.analysis.partial, fresh.analysis.revealed) == (None, None, False)
    assert (fresh.region.selected, fresh.region.picture) == (None, None)
    assert fresh.view == shown.view


def elsewhere(placement):
    return Placement(placement.region.moved(224, 0), "placed", "the analysis region was placed by hand")


def test_moving_the_region_drops_the_result_of_the_old_place(world):
    shown = world.predicted()
    moved_on = shown.placed(elsewhere(shown.region.placement))
    assert moved_on.analysis.prediction is None
    assert moved_on.analysis.partial is None
    assert moved_on.work.run > shown.work.run


def test_a_region_that_moves_back_shows_its_result(world):
    shown = world.predicted()
    back = shown.placed(elsewhere(shown.region.placement)).placed(shown.region.placement)
    assert back.analysis.prediction is shown.analysis.prediction
    assert back.analysis.partial is not None
    assert back.analysis.partial.trace is shown.analysis.prediction.trace
    other = back.with_bundle(replace(world.bundle, sha256="c" * 64), back.region.placement)
    assert other.analysis.prediction is None, "another model has said nothing"
    again = other.with_bundle(world.bundle, other.region.placement)
    assert again.analysis.prediction is shown.analysis.prediction


def test_regions_analysed_with_another_pixel_size_do_not_come_back(world):
    shown = world.predicted()
    stated = shown.measured(replace(shown.image.opened.record, mpp=0.25), shown.region.placement)
    assert stated.analysis.prediction is None


def test_whatever_stops_the_work_empties_the_queue(world):
    waiting = world.opened().analysis_started()
    waiting = waiting.queued((waiting.region.placement.region.moved(1, 1),))
    assert waiting.cancelled().work.queue == ()
    assert waiting.stopped(waiting.work.run, Notice("error", "no")).work.queue == ()
    assert waiting.placed(elsewhere(waiting.region.placement)).work.queue == ()
    first = waiting.next_queued(elsewhere(waiting.region.placement))
    assert first.work.queue == ()
    assert first.region.placement.kind == "placed"


def test_the_region_is_deselected_when_it_is_analysed_or_a_tile_is_selected(world):
    chosen = world.opened().selecting_region(True)
    assert chosen.placed(elsewhere(chosen.region.placement)).region.selected_for_moving
    assert not chosen.analysis_started().region.selected_for_moving
    assert not chosen.selecting(3).region.selected_for_moving
    assert not chosen.selecting(3).selecting_region(True).selecting(3).region.selected_for_moving
    assert not chosen.closed().region.selected_for_moving
    assert not Session().selecting_region(True).region.selected_for_moving, "without a region there is nothing to move"


def test_tiles_already_read_stay_after_a_cancel(world):
    session = world.opened().analysis_started()
    reading = world.fakes.reading(64, Verdict("ok"), session.region.placement)
    session = session.progressed(session.work.run, Progress("encoding tiles", 64, 256, reading)).cancelled()
    assert session.analysis.partial is reading
    assert session.analysis.prediction is None
    assert session.work.activity == "idle"


def test_a_refused_number_is_hidden_until_it_is_asked_for(world):
    session = world.predicted("do not use")
    assert session.analysis.refused
    assert not session.showing_anyway().analysis.refused
    assert not world.predicted("caution").analysis.refused
    assert session.analysis.outcomes[PATHS[0]].probability is None
    assert world.predicted().analysis.outcomes[PATHS[0]].probability == pytest.approx(0.71)


def test_further_orders_become_part_of_the_result_and_of_its_level(world):
    session = world.predicted()
    assert session.analysis.reliability.level == session.analysis.outcomes[PATHS[0]].level == "ok"
    before = session.analysis.prediction
    orders = world.fakes.explanation("order", before)
    checked = session.explain_asked(("order", "ig")).explained_by(before, (orders,))
    after = checked.analysis.prediction
    assert after.order_check.random.probabilities == orders.readings["probability_in_this_order"][:32]
    assert checked.analysis.reliability.level == checked.analysis.outcomes[PATHS[0]].level == "caution"
    assert "SD of the probability" in checked.analysis.outcomes[PATHS[0]].text
    assert [known.prediction for known in checked.analysis.remembered] == [after]
    # A job that began before the orders were known still belongs to the result on the screen.
    gradients = world.fakes.explanation("ig", before)
    assert checked.explained_by(before, (gradients,)).explanation.found["ig"] is gradients
    assert checked.explained_by(replace(before, trace=replace(before.trace)), (gradients,)) is checked


def test_a_mean_of_answers_far_apart_is_a_caution(world):
    """A core with the mean 0.82 over eight orders, of which one gives 0.05."""
    session = world.opened().analysis_started()
    spread = OrderSpread((0.93, 0.92, 0.93, 0.92, 0.93, 0.93, 0.92, 0.05), 1)
    made = replace(world.prediction(session), survival_probability=0.82, orders=spread)
    session = session.predicted(session.work.run, made)
    assert session.analysis.reliability.level == session.analysis.outcomes[PATHS[0]].level == "caution"


def test_an_unknown_pixel_size_is_asked_for_and_an_answer_places_the_region_again(world):
    session = world.opened(mpp=None)
    assert session.image.asks_mpp
    assert not session.asking_mpp(False).image.asks_mpp
    record = replace(session.image.opened.record, mpp=0.5)
    measured = session.measured(record, place(session.image.opened.slide.size, 0.5, 3500, 0.286))
    assert not measured.image.asks_mpp
    assert measured.image.opened.record.mpp == 0.5
    assert measured.region.placement.region.width == pytest.approx(3500 * 0.286 / 0.5)
    assert not world.opened(mpp=0.286).image.asks_mpp


def test_a_folders_pixel_size_in_the_place_of_an_unreadable_one_is_asked_about(world):
    image = world.image(mpp=None)
    image.slide.facts = Facts(rejected=(RejectedPixelSize("Aperio MPP", "0.25x", "it is not a number"),))
    image = replace(image, record=replace(image.record, mpp=0.5, mpp_source=f"{REMEMBERED}; and so on"))
    placement = world.placement(image)
    session = Session().open_started(PATHS[0])
    assert session.opened(session.work.run, image, placement, PATHS).image.asks_mpp
    given = replace(image, record=replace(image.record, mpp_source=GIVEN))
    assert not session.opened(session.work.run, given, placement, PATHS).image.asks_mpp
    image.slide.facts = Facts()
    assert not session.opened(session.work.run, image, placement, PATHS).image.asks_mpp


def test_a_pixel_size_for_another_image_is_ignored(world):
    session = world.opened(PATHS[1])
    stranger = replace(world.image(PATHS[0]).record, mpp=0.5, sha256="f" * 64)
    assert session.measured(stranger, session.region.placement) is session


def test_a_region_that_does_not_fit_exactly_says_so(world):
    slide = world.fakes.PaintedSlide(PATHS[0], side=2000)
    image = OpenedImage(slide, world.fakes.record(PATHS[0], slide))
    session = Session(bundle=world.bundle).open_started(PATHS[0])
    session = session.opened(session.work.run, image, world.placement(image), ())
    assert session.notice.tone == "info"
    assert "padded with glass" in session.notice.title
    assert world.opened().notice is None


def test_walking_starts_in_the_middle_and_stops_at_the_edges(world):
    session = world.opened().walking(0, 1)
    assert session.grid.cell(session.region.selected) == session.grid.cell(7 * 16 + 7)
    for _ in range(20):
        session = session.walking(-1, 0)
    assert session.region.selected == 7
    assert session.walking(1, 1).region.selected == 16 + 8


def test_a_picture_of_a_tile_no_longer_selected_is_ignored(world):
    session = world.opened().selecting(3)
    picture = TilePicture(3, None)
    assert session.pictured(session.region.placement, picture).region.picture is picture
    assert session.selecting(4).pictured(session.region.placement, picture).region.picture is None
    elsewhere = session.placed(replace(session.region.placement)).selecting(3)
    assert elsewhere.pictured(session.region.placement, picture).region.picture is None


def test_neighbours_are_those_of_the_folder_and_none_at_its_ends(world):
    session = world.opened(PATHS[1])
    assert (session.image.neighbour(-1), session.image.neighbour(1)) == (PATHS[0], PATHS[2])
    assert session.open_started(PATHS[3]).image.neighbour(1) is None
    assert Session().image.neighbour(1) is None


def test_an_image_that_does_not_open_is_passed_over_until_it_does(world):
    session = world.opened(PATHS[0]).open_started(PATHS[1])
    failed = session.stopped(session.work.run, Notice("error", "It is damaged."))
    assert (failed.image.neighbour(1), failed.image.unopened) == (PATHS[2], {PATHS[1]})
    assert failed.open_started(PATHS[2]).image.neighbour(-1) == PATHS[0]
    cancelled = session.stopped(session.work.run)
    assert cancelled.image.neighbour(1) == PATHS[1]
    ahead = failed.passed_over(PATHS[2], Notice("warning", "Another one."))
    assert (ahead.image.neighbour(1), ahead.notice.title) == (PATHS[3], "It is damaged.")
    again = world.opened(PATHS[1], session=failed)
    assert again.image.unopened == frozenset()


def test_images_that_were_passed_over_are_marked_and_told_ahead_of_the_rest(world):
    session = Session(bundle=world.bundle, notice=Notice("info", "The image is small.", "Look."))
    bad = [SlideError(Path(f"/data/{name}.png"), f"{name}.png is damaged.", "Copy it again.") for name in "abc"]
    one = session.passed((bad[0],))
    assert one.notice == Notice(
        "warning", "An image cannot be opened. a.png is damaged. The image is small.", "Copy it again. Look.", UNOPENED
    )
    assert one.image.unopened == {bad[0].path}
    all_of_them = replace(one, notice=None).passed(tuple(bad))
    assert all_of_them.notice == Notice(
        "warning", "3 images cannot be opened. a.png is damaged. b.png is damaged. And 1 more.", "Copy it again.",
        UNOPENED,
    )  # fmt: skip
    assert all_of_them.image.unopened == {error.path for error in bad}


def test_files_that_were_left_out_are_told_once(world):
    def opened(session, path, *left_out, mpp=0.286):
        session = session.open_started(path)
        image = world.image(path, mpp)
        placement = world.placement(image)
        return session.opened(session.work.run, image, placement, tuple(PATHS), left_out=left_out)

    bad = SlideError(Path("/data/x.dcm"), "x.dcm cannot be read as DICOM: why.", "Copy it again.")
    pipe = SlideError(Path("/data/y.png"), "y.png is a pipe, not a file.", "Move it.")
    first = opened(Session(bundle=world.bundle), PATHS[0], bad)
    told = Notice("warning", "1 file was skipped. x.dcm cannot be read as DICOM: why.", "Copy it again.", UNOPENED)
    assert first.notice == told
    assert opened(first, PATHS[1], bad).notice is None
    second = opened(first, PATHS[1], bad, pipe)
    assert second.notice.title.startswith("2 files were skipped. x.dcm cannot be read as DICOM: why. y.png is a pipe")
    assert opened(second, PATHS[1]).image.left_out == ()
    placed = opened(Session(bundle=world.bundle), PATHS[0], bad, mpp=0.1)
    assert placed.notice.title.startswith(told.title)
    assert "analysis region" in placed.notice.title
    assert first.closed().image.left_out == ()


def test_recent_images_are_the_newest_first_each_once(world):
    session = Session(bundle=world.bundle)
    names = [Path(f"/data/{number}.png") for number in range(RECENT_KEPT + 2)]
    for path in [*names, names[-2]]:
        session = world.opened(path, session=session)
    assert session.image.recent[:3] == (names[-2], names[-1], names[-3])
    assert len(session.image.recent) == RECENT_KEPT


def test_toggling_twice_changes_nothing():
    session = Session()
    assert "grid" not in session.toggled("grid").view.shown
    assert session.toggled("grid").toggled("grid").view == session.view


def test_opacity_stays_between_clear_and_full():
    faint = strong = Session()
    for _ in range(12):
        faint, strong = faint.fainter(), strong.stronger()
    assert (faint.view.opacity, strong.view.opacity) == (0.0, 1.0)


def test_a_device_that_was_looked_up_for_another_wish_is_not_taken(world):
    session = Session().with_device("cuda:0")
    cpu, gpu = world.fakes.CPU, world.fakes.GPU
    assert session.looked_up("auto", None, Devices((cpu,), cpu)).device.on_hand is None
    assert session.looked_up("cuda:0", world.bundle, Devices((gpu,), gpu)).device.on_hand is None
    assert session.looked_up("cuda:0", None, Devices((gpu, cpu), gpu)).device.on_hand is gpu


def test_another_model_forgets_what_the_one_before_said(world):
    session = world.predicted()
    other = session.with_bundle(replace(world.bundle, sha256="c" * 64), session.region.placement)
    assert other.analysis.prediction is None
    assert not other.analysis.outcomes


@pytest.mark.parametrize(
    ("change", "slices"),
    [
        (lambda s: s.toggled("grid"), {"view"}),
        (lambda s: s.selecting(7), {"region"}),
        (lambda s: s.showing_anyway(), {"analysis"}),
        (lambda s: s.explain_asked(("occlusion",)), {"explanation"}),
        (lambda s: s.encoding_ahead(False), {"device"}),
        (lambda s: s.asking_mpp(), {"image"}),
        (lambda s: s.search_started(), {"work"}),
        (lambda s: s.with_study(StudyState(busy="Importing")), {"study"}),
        (lambda s: s.with_study(s.study), set()),
    ],
)
def test_a_transition_replaces_only_the_slices_that_it_changes(world, change, slices):
    before = world.predicted()
    after = change(before)
    replaced = {one.name for one in fields(Session) if getattr(before, one.name) is not getattr(after, one.name)}
    assert replaced == slices


def test_sessions_differ_in_what_a_widget_shows_of_them():
    session = Session()
    other = session.toggled("grid")
    assert differs(None, session, lambda s: ())
    assert differs(session, other, lambda s: (s.image, s.view))
    assert not differs(session, other, lambda s: (s.image, s.region))
