"""Exact and fast at the window: fast counts only where its error is known, and measuring it disturbs nobody."""

import threading
from dataclasses import replace
from pathlib import Path

import pytest

from app.actions import action_table as commands
from app.session.precision_text import fast_title, measured, minutes, switched_on
from app.session.session import Session
from app.session.slices import DeviceState
from app.session.store import Store
from app.session.values import Devices
from app.viewer.precision_check import PrecisionCheck
from app.window.panels.precision_check_text import measuring_text
from model.base.errors import DeviceError, UnmeasuredError
from model.base.progress import Progress

ONE = Path("/data/spot-1.png")


@pytest.fixture
def ready(qtbot, window):
    """The window once its devices are known."""

    def look_up():
        window.controller.get_ready()
        qtbot.waitUntil(lambda: window.controller.session.device.exact is not None)
        return window

    return look_up


@pytest.fixture
def unmeasured(tasks, ready):
    """The user has chosen fast, whose error nobody knows yet."""
    tasks.error = None
    window = ready()
    choose_fast(window)
    return window


def rows(window):
    return [action for action in window.bar.precisions.actions() if action.isCheckable()]


def choose_fast(window):
    rows(window)[1].trigger()


def measuring(qtbot, window, tasks, steps=2):
    """Start the measuring and let it come some way."""
    tasks.measuring_gate = threading.Semaphore(0)
    window.notices.precision.measure.click()
    tasks.measuring_gate.release(steps)
    qtbot.waitUntil(lambda: window.notices.precision.bar.done == 10 * steps)


# -- the choice ---------------------------------------------------------------------------------------------------
def test_the_menu_says_what_is_known_of_fast(window, tasks, ready, fakes):
    assert "looking for devices" in rows(window)[1].text()
    assert not rows(window)[1].isEnabled()
    ready()
    exact, fast = rows(window)
    assert exact.text() == "Exact (float32)"
    assert exact.isChecked()
    assert fast.text() == "Fast (int8): probability off by up to 0.004"
    assert fast.toolTip() == fakes.SMALL.text


def test_fastest_has_a_row_where_a_device_offers_it(tasks, ready, fakes):
    tasks.fastest = replace(
        fakes.fast(fakes.CPU, replace(fakes.LARGE, max_dp=0.2)), precision="fastest", arithmetic="int8+bfloat16"
    )
    window = ready()
    _, _, fastest = rows(window)
    assert fastest.text() == "Fastest (int8+bfloat16): probability off by up to 0.200, not used"
    assert not fastest.isEnabled()


def test_fast_that_is_known_to_be_close_is_switched_on_and_told(qtbot, opened, ready, fakes):
    window = ready()
    choose_fast(window)
    assert window.controller.session.device.precision == "fast"
    assert rows(window)[1].isChecked()
    assert window.controller.session.notice.tone == "info"
    assert fakes.SMALL.text in window.notices.notice.title.text()
    window.controller.change(lambda s: s.viewed(advanced=True))
    assert "fast int8" in window.bar.device.text()


def test_fast_that_is_known_to_be_off_is_switched_on_with_a_warning(tasks, ready, fakes):
    tasks.error = fakes.LARGE
    window = ready()
    choose_fast(window)
    assert window.controller.session.device.precision == "fast"
    assert window.controller.session.notice.tone == "warning"
    assert "Exact" in window.notices.notice.remedy.text()


def test_the_engine_for_fast_is_loaded_at_once(qtbot, tasks, ready):
    window = ready()
    choose_fast(window)
    qtbot.waitUntil(lambda: "warm up fast" in tasks.seen)


def test_a_device_without_a_faster_way_offers_none(tasks, ready):
    tasks.fast = False
    window = ready()
    assert not rows(window)[1].isEnabled()
    assert not commands.command("measure-fast").enabled_when(window.controller.session)


def test_fast_remembered_for_a_device_that_has_none_is_exact_and_says_so(fakes):
    session = Session(device=DeviceState(precision="fast"), bundle=fakes.bundle())
    session = session.looked_up("auto", session.bundle, Devices((fakes.CPU,), fakes.CPU))
    assert session.device.precision == "exact"
    assert session.notice.tone == "warning"


def test_fast_remembered_without_a_measurement_asks(fakes):
    session = Session(device=DeviceState(precision="fast"), bundle=fakes.bundle())
    found = Devices((fakes.CPU,), fakes.CPU, fakes.fast(fakes.CPU))
    assert session.looked_up("auto", session.bundle, found).device.asks_fast
    assert session.looked_up("auto", session.bundle, found).device.precision == "exact"
    known = replace(found, fast=fakes.fast(fakes.CPU, fakes.SMALL))
    assert session.looked_up("auto", session.bundle, known).device.precision == "fast"


@pytest.mark.parametrize(
    "change",
    [lambda s, bundle: s.with_device("cuda:0"), lambda s, bundle: s.with_bundle(bundle, None)],
    ids=["device", "model"],
)
def test_what_was_known_of_fast_is_of_one_model_and_device(fakes, change):
    session = Session(bundle=fakes.bundle())
    found = Devices((fakes.CPU,), fakes.CPU, fakes.fast(fakes.CPU, fakes.SMALL))
    session = session.looked_up("auto", session.bundle, found).measuring_started()
    other = change(session, fakes.bundle(name="other"))
    assert other.device.fast is None
    assert other.device.measuring is None
    assert "stopped" in other.notice.title
    late = other.looked_up("auto", session.bundle, found)
    assert late.device.fast is None


def test_choosing_the_device_one_has_changes_nothing(fakes):
    session = Session(bundle=fakes.bundle())
    found = Devices((fakes.CPU,), fakes.CPU, fakes.fast(fakes.CPU, fakes.SMALL))
    session = session.looked_up("auto", session.bundle, found).measuring_started()
    assert session.with_device("auto") is session


# -- what stands beside the number --------------------------------------------------------------------------------
def test_a_number_that_may_be_off_stands_with_a_caution(qtbot, opened, tasks, ready, fakes):
    tasks.error = fakes.LARGE
    window = ready()
    choose_fast(window)
    opened(ONE)
    window.controller.analyse()
    qtbot.waitUntil(lambda: window.controller.session.analysis.prediction is not None)
    view = window.result.precision
    assert view.caution.isVisible()
    assert "caution" in view.caution.text()
    assert fakes.LARGE.text[1:] in view.error.text()
    window.controller.change(lambda s: s.viewed(advanced=True))
    assert "fast int8" in dict(window.advanced.lines.shown)["Device"]
    window.controller.choose_precision("exact")
    assert "fast int8" in dict(window.advanced.lines.shown)["Device"], "the number on the screen was computed fast"


def test_a_number_known_to_be_close_has_a_plain_line_and_an_exact_one_none(qtbot, opened, ready, fakes):
    window = ready()
    opened(ONE)
    window.controller.analyse()
    qtbot.waitUntil(lambda: window.controller.session.analysis.prediction is not None)
    assert not window.result.precision.isVisible()
    choose_fast(window)
    window.controller.analyse()
    qtbot.waitUntil(lambda: window.controller.session.analysis.prediction is not None)
    assert window.result.precision.error.text() == f"Fast (int8), {fakes.SMALL.text}"
    assert not window.result.precision.caution.isVisible()


# -- measuring ----------------------------------------------------------------------------------------------------
def test_fast_that_was_never_measured_asks_in_the_bar_and_stays_exact(unmeasured):
    row = unmeasured.notices.precision
    assert unmeasured.controller.session.device.precision == "exact"
    assert rows(unmeasured)[0].isChecked()
    assert not rows(unmeasured)[1].isChecked()
    assert row.isVisible()
    assert "never measured" in row.title.text()
    assert row.measure.text() == "Measure now (about 10 minutes)"
    row.stay.click()
    assert not row.isVisible()


def test_measuring_shows_how_far_it_is_and_ends_with_fast_on(qtbot, unmeasured, tasks, fakes):
    measuring(qtbot, unmeasured, tasks)
    row = unmeasured.notices.precision
    assert row.stop.isVisible()
    assert not row.measure.isVisible()
    assert "20 of 40 spots analysed, about 10 minutes in total" in row.remedy.text()
    tasks.open_gates()
    qtbot.waitUntil(lambda: unmeasured.controller.session.device.precision == "fast")
    assert not row.isVisible()
    assert fakes.LARGE.text in unmeasured.notices.notice.title.text()
    assert unmeasured.controller.session.notice.tone == "warning"
    qtbot.waitUntil(lambda: "warm up fast" in tasks.seen)
    assert tasks.seen.index("release") < tasks.seen.index("warm up fast")


def test_images_open_and_export_while_it_is_measured(qtbot, unmeasured, opened, tasks):
    measuring(qtbot, unmeasured, tasks)
    opened(ONE)
    assert unmeasured.controller.session.device.measuring is not None
    assert unmeasured.controller.session.can_analyse


def test_measuring_can_be_stopped_and_what_comes_late_is_dropped(qtbot, unmeasured, tasks):
    measuring(qtbot, unmeasured, tasks)
    unmeasured.notices.precision.stop.click()
    assert not unmeasured.notices.precision.isVisible()
    assert "stopped" in unmeasured.notices.notice.title.text()
    tasks.open_gates()
    qtbot.waitUntil(lambda: "closed measure" in tasks.seen)
    assert unmeasured.controller.session.device.precision == "exact"
    assert unmeasured.controller.session.device.measuring is None


def test_an_analysis_goes_before_the_measuring(qtbot, unmeasured, opened, tasks):
    opened(ONE)
    measuring(qtbot, unmeasured, tasks)
    unmeasured.controller.analyse()
    assert "stopped because an analysis has started" in unmeasured.notices.notice.title.text()
    tasks.open_gates()
    qtbot.waitUntil(lambda: unmeasured.controller.session.analysis.prediction is not None)
    assert unmeasured.controller.session.analysis.prediction.device.precision == "exact"
    assert unmeasured.controller.session.device.precision == "exact"


def test_a_measuring_that_fails_says_why(qtbot, unmeasured, tasks):
    tasks.failures["measure"] = DeviceError("The device is gone.", "Choose CPU.")
    unmeasured.notices.precision.measure.click()
    qtbot.waitUntil(lambda: unmeasured.controller.session.notice is not None)
    assert unmeasured.notices.notice.title.text() == "The device is gone."
    assert unmeasured.controller.session.device.measuring is None
    assert unmeasured.controller.session.can_measure


def test_closing_ends_the_measuring(qtbot, unmeasured, tasks, gates_open_at_cancel):
    measuring(qtbot, unmeasured, tasks)
    unmeasured.close()
    assert "closed measure" in tasks.seen


def test_the_command_measures_again_what_is_known(qtbot, tasks, ready, fakes):
    window = ready()
    commands.run("measure-fast", window.context)
    qtbot.waitUntil(lambda: window.controller.session.device.precision == "fast")
    assert window.controller.session.device.fast.error == fakes.LARGE


def test_what_is_known_may_be_gone_when_it_is_needed(qtbot, opened, tasks, ready):
    window = ready()
    choose_fast(window)
    opened(ONE)
    tasks.failures["analyse"] = UnmeasuredError("It was never measured.", "Measure it.")
    window.controller.analyse()
    qtbot.waitUntil(lambda: window.controller.session.device.asks_fast)
    assert window.controller.session.device.precision == "exact"


def test_nothing_is_measured_before_devices_are_known(qtbot, tasks):
    store = Store(Session())
    precision_check = PrecisionCheck(store, tasks)
    precision_check.start()
    precision_check.stop()
    assert store.session.device.measuring is None
    assert "measure" not in tasks.seen
    precision_check.shutdown()


# -- words --------------------------------------------------------------------------------------------------------
def test_minutes_follow_from_an_exact_reading():
    assert minutes(None) == 10
    assert minutes(17.0) == 10
    assert minutes(0.05) == 1


def test_the_time_left_is_told_once_it_can_be(fakes):
    session = Session(bundle=fakes.bundle()).measuring_started()
    assert "Waiting" in measuring_text(session).remedy
    session = session.measuring_progressed(Progress("loading the backbone"), 0.0)
    assert "Loading the backbone" in measuring_text(session).remedy
    for done, now_s in ((0, 1.0), (10, 61.0)):
        session = session.measuring_progressed(Progress("spots read", done, 40), now_s)
    assert "10 of 40 spots analysed, 4 min left" in measuring_text(session).remedy
    ended = session.measuring_ended()
    assert ended.measuring_progressed(Progress("spots read", 20, 40), 99.0) is ended
    assert ended.measured_fast({"fast": fakes.SMALL}) is ended


def test_words_of_fast(fakes):
    assert "not available" in fast_title(fakes.CPU, None)
    assert "not measured" in fast_title(fakes.CPU, fakes.fast(fakes.CPU))
    close, off = fakes.fast(fakes.CPU, fakes.SMALL), fakes.fast(fakes.CPU, fakes.LARGE)
    assert (switched_on(close).tone, switched_on(off).tone) == ("info", "warning")
    assert (measured(close).tone, measured(off).tone) == ("info", "warning")
