"""Spot after spot in one window leaves no thread, file, process, widget or slide; `make long-use` opens hundreds."""

import importlib
import sys
from dataclasses import replace
from pathlib import Path

import pytest

HERE = Path(__file__).parent
SPOTS, WARM_UP = 9, 6
"""The session remembers a few results, so that values grow at first."""


@pytest.fixture(scope="module")
def made():
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(HERE))
        patch.syspath_prepend(str(HERE.parent / "model" / "cohort"))
        yield importlib.import_module("long_use")
    # `tiny_cohort` stays: tests of the same process hold its functions, and child processes import them by name.
    sys.modules.pop("long_use", None)


@pytest.mark.parametrize("isolation", ["off", "on"])
def test_spot_after_spot_leaves_nothing(made, qtbot, tmp_path, monkeypatch, isolation):
    from model.slide.isolated.pool import stop_all

    monkeypatch.setenv("HISTOCAST_ISOLATION", isolation)
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    bundle = importlib.import_module("tiny_cohort").make_bundle(tmp_path / "tiny.safetensors")
    paths = made.make_images(tmp_path / "spots", SPOTS)
    window = made.make_window(bundle)
    qtbot.addWidget(window)

    def until(holds):
        qtbot.waitUntil(lambda: bool(holds(window.controller.session)))

    def idle():
        controller = window.controller
        return not any(runner.is_busy for runner in (controller._opener, controller._network, controller._tiles))

    until(lambda s: s.bundle is not None)
    window.controller.get_ready()
    held = []

    def note(number):
        qtbot.waitUntil(idle)
        held.append(made.Held.now(number, temporary))

    try:
        made.use(window, paths, until, 1, note)
    finally:
        window.close()
        stop_all()
    early, late = held[WARM_UP - 2 : WARM_UP], held[-2:]
    for name in ("threads", "handles", "processes", "files", "widgets", "slides"):
        grown = max(getattr(one, name) for one in late) - max(getattr(one, name) for one in early)
        # A pool may start its second thread as late as this. A leak leaves one at every spot.
        assert grown < SPOTS - WARM_UP, name
    assert late[-1].slides <= 3


def test_what_grows_is_noticed(made):
    flat = [made.Held(number, 500.0, 5, 30, 2, 1, 400, 1) for number in range(1, 31)]
    assert made.growth(flat) == []
    leaking = [replace(one, memory_mb=500 + 3 * one.spots, handles=30 + one.spots) for one in flat]
    assert [line.split()[0] for line in made.growth(leaking)] == ["memory", "handles"]
