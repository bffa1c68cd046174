"""Texts and numbers that a session gives to the window, each side of their limits."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.session.familiar_text import familiar_legend, familiar_link
from app.session.outcome_text import line_text, outcome_of
from app.session.pace import left_in_text, stage_text, start, whole_pace
from app.session.precision_text import FIRST_GUESS_MINUTES, fast_title, minutes, no_fast, switched_on
from app.session.region_steps import (
    MOVE_REGION,
    missed_notice,
    opening_notice,
    placement_notice,
    refused_notice,
    unread_notice,
)
from app.session.session import Session
from app.session.study_state import CaseFilter, Predicting, StudyState
from app.session.values import Devices, Explaining, Measuring, NextImage, Notice, Saving, View
from model.base.errors import SlideError
from model.base.geometry import RegionL0
from model.base.progress import Progress
from model.region.region import Placement
from tests.app.session.test_familiar_text import judged


# -- unfamiliar tissue ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("unlike", "percent"), [(256, 100), (128, 50), (0, 0), (1, 0), (2, 1)])
def test_the_legend_has_the_share_in_percent(world, unlike, percent):
    session = judged(world.predicted(), [2.0] * unlike + [0.5] * (256 - unlike))
    text = f"{percent} % of tissue tiles ({unlike} of 256) are unlike the training tissue"
    assert familiar_legend(session) == text
    assert familiar_link(session) == f"Unfamiliar tissue: {unlike} of 256 tiles"


def test_the_button_has_no_counts_where_no_tile_was_compared(world):
    assert familiar_link(Session()) == familiar_link(world.predicted()) == "Map of unfamiliar tissue"
    one = judged(world.predicted(), [float("nan")] * 255 + [0.2])
    assert familiar_link(one) == "Unfamiliar tissue: 0 of 1 tiles"


# -- pace -------------------------------------------------------------------------------------------------------------
def test_a_rate_is_told_from_three_tenths_of_a_second_on():
    pace = start(Progress("a", 0, 10), 1.0)
    assert pace.told(Progress("a", 3, 10), 1.0 + 0.29).per_second is None
    assert pace.told(Progress("a", 3, 10), 1.5).per_second == pytest.approx(6)
    assert pace.told(Progress("a", 0, 10), 9.0).per_second is None, "nothing was done"
    assert pace.told(Progress("a", 1, 10), 3.0).per_second == pytest.approx(0.5), "one step is enough"
    assert pace.told(Progress("a", 3, 0), 1.5).seconds_left is None, "the end is not known"
    assert pace.told(Progress("a", 10, 10), 2.0).seconds_left == 0
    assert pace.told(Progress("b", 4, 10), 2.0).began_done == 4


def test_a_series_counts_thousandths_of_a_region():
    first = whole_pace(None, Progress("decoding", 1, 4), 3, 2, 0.0)
    assert (first.done, first.total) == (250, 3000)
    unknown = whole_pace(None, Progress("loading", 0, 0), 3, 1, 0.0)
    assert (unknown.done, unknown.total) == (1000, 3000)
    assert whole_pace(None, Progress("decoding", 4, 4), 3, 0, 0.0).done == 3000


@pytest.mark.parametrize(("seconds", "text"), [
    (0, "1 s left"), (88.9, "89 s left"), (89.0, "2 min left"), (119.5, "2 min left"), (120.0, "3 min left"),
])  # fmt: skip
def test_the_time_left_changes_to_minutes_at_ninety_seconds(seconds, text):
    assert left_in_text(seconds) == text


def test_a_stage_is_told_with_its_share_if_its_length_is_known():
    assert stage_text(Progress("decoding", 9, 20)) == "decoding, 45 %"
    assert stage_text(Progress("decoding", 20, 20)) == "decoding, 100 %"
    assert stage_text(Progress("loading", 1, 0)) == "loading"


# -- precision --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("exact", "text"), [(None, FIRST_GUESS_MINUTES), (0.0, 1), (2.0, 1), (30.0, 17), (60.0, 34)])
def test_the_check_takes_the_minutes_of_20_analyses_with_each_precision(exact, text):
    assert minutes(exact) == text
    assert FIRST_GUESS_MINUTES == 10


def test_the_row_of_fast_states_what_is_known(world):
    cpu, fakes = world.fakes.CPU, world.fakes
    assert fast_title(None, None) == "Fast: looking for devices …"
    assert fast_title(cpu, None) == "Fast: not available on this device"
    assert fast_title(cpu, fakes.fast(cpu)) == "Fast (int8): its error with this model is not measured yet"
    error = fakes.SMALL
    assert fast_title(cpu, fakes.fast(cpu, error)) == f"Fast (int8): probability off by up to {error.max_dp:.3f}"
    assert no_fast(cpu).title.startswith(f"Fast is not available on {cpu.title.split(' (')[0]} with {cpu.engine}")
    assert switched_on(fakes.fast(cpu)) == Notice("info", "Fast (int8) is on.")
    assert (switched_on(fakes.fast(cpu, error)).tone, switched_on(fakes.fast(cpu, fakes.LARGE)).tone) == (
        "info", "warning",
    )  # fmt: skip


# -- notices ----------------------------------------------------------------------------------------------------------
def test_the_last_of_three_failures_is_named():
    notices = tuple(Notice("error", title, f"Remedy {title}") for title in ("One.", "Two.", "Three."))
    assert missed_notice(5, notices) == Notice(
        "error", "3 of 5 analysis regions could not be analysed. The last: Three.", "Remedy Three."
    )
    assert missed_notice(0, notices).title == "Three.", "a single analysis is not counted"
    assert missed_notice(5, ()) is None


def test_unread_files_are_told_after_what_was_told_before():
    assert unread_notice(("A.", "B."), None).title == "A. B."
    assert unread_notice(("A.",), Notice("info", "Before.")).title == "Before. A."


def bad(name, remedy="Copy it again."):
    return SlideError(Path(f"/data/{name}.png"), f"{name} is damaged.", remedy)


@pytest.mark.parametrize(("count", "title"), [
    (1, "An image cannot be opened. a is damaged."),
    (2, "2 images cannot be opened. a is damaged. b is damaged."),
    (3, "3 images cannot be opened. a is damaged. b is damaged. And 1 more."),
    (4, "4 images cannot be opened. a is damaged. b is damaged. And 2 more."),
])  # fmt: skip
def test_two_images_that_do_not_open_are_named_and_the_rest_counted(count, title):
    refused = tuple(bad(name) for name in "abcd"[:count])
    assert refused_notice(refused, None) == Notice(
        "warning", title, "Copy it again.", "troubleshooting.md#an-image-cannot-be-opened"
    )


def test_a_remedy_is_not_repeated():
    before = Notice("info", "Before.", "Look. Copy it again.")
    assert refused_notice((bad("a"),), before).remedy == "Look. Copy it again."
    assert refused_notice((bad("a", "Move it."),), before).remedy == "Move it. Look. Copy it again."


def placement(kind):
    return Placement(RegionL0(0, 0, 10, 10), kind, "the region is there")


@pytest.mark.parametrize(("kind", "remedy"), [("centred", MOVE_REGION), ("padded", "")])
def test_a_region_that_is_not_the_whole_image_is_told(kind, remedy):
    assert placement_notice(placement(kind)) == Notice("info", "The region is there.", remedy)
    both = opening_notice(placement(kind), (bad("a"),))
    assert both.title.endswith(" The region is there.")
    assert both.remedy == f"Copy it again. {remedy}".strip()


@pytest.mark.parametrize("kind", ["fitted", "placed"])
def test_a_region_that_is_the_whole_image_or_was_chosen_is_not_told(kind):
    assert placement_notice(placement(kind)) is None
    assert opening_notice(placement(kind), ()) is None
    assert opening_notice(placement(kind), (bad("a"),)).remedy == "Copy it again."


# -- outcomes ---------------------------------------------------------------------------------------------------------
def test_the_outcome_of_a_case_states_number_group_and_model(world):
    session = world.opened().analysis_started()
    made = world.prediction(session)
    bundle = replace(made.bundle, name="colon", version="3", demo=True, calibration="uncalibrated")
    shown = outcome_of(replace(made, bundle=bundle, risk_group="low risk", survival_probability=0.714))
    first, *_, last = shown.text.split("\n")
    assert first.startswith("0.71, probability of 5-year survival, uncalibrated")
    assert first.endswith(", low risk")
    assert last == "Model colon 3, DEMO MODEL"
    assert shown.note == "uncalibrated"
    other = outcome_of(replace(made, bundle=replace(bundle, demo=False, calibration="shifted"), risk_group=None))
    assert other.note == "calibrated"
    assert "risk" not in other.text.split("\n")[0]
    assert other.text.endswith("Model colon 3")
    assert line_text(None) == ""


# -- what is there at the start ---------------------------------------------------------------------------------------
def test_at_the_start_nothing_is_asked_selected_or_running():
    session = Session()
    image, region, cores, work = session.image, session.region, session.cores, session.work
    off = (
        image.asks_mpp, image.ruling, region.selected_for_moving, cores.undoable, session.analysis.revealed,
        session.analysis.playing, session.explanation.occluding, session.device.asks_fast,
        session.study.is_packet, session.comparison.shown, session.comparison.computing, session.comparison.published,
        NextImage(Path("a")).ready, Predicting((1,), 1).paused,
    )  # fmt: skip
    assert set(off) == {False}
    assert session.device.encodes_ahead
    assert (work.run, work.asked, work.activity, Predicting((1,), 1).failed) == (0, 0, "idle", 0)
    view = View()
    assert {view.properties, view.inside, view.fixed_range, view.map_quality, view.advanced} == {False}
    assert (view.opacity, view.theme, view.states, view.followed) == (0.45, "dark", "unit", ())
    assert view.shown == {"cores", "grid", "heatmap", "windows"}
    assert (Explaining(("ig",)).progress, Measuring().pace, Saving("a").progress) == (None, None, None)
    assert Devices((), None).fast is None


def test_a_case_list_shows_the_chosen_patients():
    class Spot:
        def __init__(self, patient):
            self.spot = self
            self.patient = patient

    spots = tuple(map(Spot, "abca"))
    state = StudyState(spots=spots, path=Path("s"))
    assert state.listed == spots
    only = replace(state, only=CaseFilter("a", frozenset("a")))
    assert only.listed == (spots[0], spots[3])
    assert (state.is_open, StudyState().is_open) == (True, False)
    assert (state.workspace, replace(state, is_packet=True).workspace) == ("study", "packet")


def test_a_study_without_a_queue_is_not_changed_by_its_reports():
    state = StudyState()
    for after in (state.stepped(Progress("a")), state.pausing(True), state.next_spot(failed=True)):
        assert after is state
    assert not state.writable
    busy = replace(state, busy="Importing")
    assert busy.with_notice(Notice("info", "Done.")).busy == ""
