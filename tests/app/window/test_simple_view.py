"""While *Advanced* is folded, the viewer shows the result and its map, and nothing else of the network."""

import threading
from dataclasses import replace
from pathlib import Path

import pytest

from app.actions import action_table as commands
from app.session.values import Explaining
from app.viewer.overlays.heat import LIT, heat, lit
from app.viewer.overlays.heatmap import HeatmapOverlay
from app.viewer.overlays.lattice import tiles_of
from app.window.panels.explain_text import map_text
from model.base.progress import Progress


@pytest.fixture
def waiting(qtbot, opened, window, tasks):
    """The window with a prediction whose importance map is being computed."""
    tasks.explaining_gate = threading.Semaphore(0)
    opened(Path("/data/spot-1.png"))
    commands.run("analyse", window.context)
    qtbot.waitUntil(lambda: window.controller.session.explanation.running is not None)
    return window


def progressed(session, done, total):
    """`session` after a progress report of the explanations, without any map."""
    running = Explaining(("occlusion", "ig"), Progress("Occluding tiles", done, total))
    return replace(session, explanation=replace(session.explanation, running=running, found={}))


def test_curve_steps_and_orders_wait_for_advanced(qtbot, opened, window):
    opened(Path("/data/spot-1.png"))
    commands.run("analyse", window.context)
    qtbot.waitUntil(lambda: window.controller.session.can_try_orders)
    parts = (window.plot, window.plot.steps, window.result.orders)
    assert not any(part.isVisible() for part in parts)
    window.advanced.fold.click()
    assert all(part.isVisible() for part in parts)
    window.advanced.fold.click()
    assert not any(part.isVisible() for part in parts)


def test_an_importance_map_that_is_computed_is_not_replaced_by_activity(waiting):
    """Once the norm of the hidden state stood there, and users took it for the importance."""
    session = progressed(waiting.controller.session, 64, 256)
    assert heat(session) is None
    assert map_text(session).startswith("The importance map is being computed: 25 %.")
    assert map_text(progressed(session, 0, 0)).startswith("The importance map is being computed. ")
    assert heat(session.viewed(advanced=True)).kind.key == "norm"


def test_encoded_tiles_light_up_without_a_value(waiting, fakes):
    waiting.controller.change(lambda s: s.explain_stopped().analysis_started())
    session = waiting.controller.session
    reading = fakes.reading(64, None, session.region.placement)
    session = session.progressed(session.work.run, Progress("encoding tiles", 64, 256, reading))
    assert heat(session) is None
    blocks = lit(session, tiles_of(session))
    assert len(blocks) == 64
    assert {block[4] for block in blocks} == {LIT}
    assert blocks[0][:2] == tuple(session.tile_boxes[0, :2])
    assert lit(session.viewed(advanced=True), tiles_of(session)) == (), "the activity is drawn there"
    over = HeatmapOverlay()
    over.update_from(session)
    assert not over.boundingRect().isEmpty()
    ended = replace(session, work=replace(session.work, activity="idle"))
    assert lit(ended, tiles_of(ended)) == ()
    over.update_from(ended)
    assert over.boundingRect().isEmpty()


def test_the_tissue_keeps_its_place_when_the_map_arrives(qtbot, waiting, tasks):
    place = waiting.canvas.view.camera, waiting.canvas.view.geometry()
    assert heat(waiting.controller.session) is None
    tasks.explaining_gate.release(50)
    qtbot.waitUntil(waiting.canvas.colour_bar.isVisible)
    assert (waiting.canvas.view.camera, waiting.canvas.view.geometry()) == place


def test_the_sentence_says_why_there_is_no_map(waiting):
    session = progressed(waiting.controller.session, 64, 256)
    stopped = session.explain_stopped()
    assert map_text(stopped).startswith("The importance map is not computed. Explain computes it.")
    failed = replace(stopped, explanation=replace(stopped.explanation, failed={"occlusion": "The disk is full."}))
    assert map_text(failed).startswith("The disk is full. ")
    running = replace(stopped, analysis=replace(stopped.analysis, prediction=None))
    assert map_text(running).startswith("The importance map is computed after the analysis.")


def test_the_progress_of_the_map_is_german_in_german(german, waiting):
    session = progressed(waiting.controller.session, 64, 256)
    assert map_text(session).startswith("Die Karte der Wichtigkeit wird berechnet: 25 %.")


def test_playback_moves_over_the_tissue_without_the_curve(waiting):
    controller = waiting.controller
    commands.run("play", waiting.context)
    assert waiting.canvas.isVisible()
    assert controller.session.region.selected == 0
    controller.playback.clock.timeout.emit()
    assert controller.session.region.selected == 1
    assert waiting.strip.isVisible()
    commands.run("play", waiting.context)
    assert not controller.session.analysis.playing
