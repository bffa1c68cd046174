"""A folder in the queue: page around meanwhile, repair a bad file, close the program, start again, continue.

The whole pipeline runs, with an encoder that needs no VGG-16. The numbers are those of `histocast cohort run`.
"""

import csv
import importlib
import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from app.actions import action_table as commands
from app.actions.dialogs.dialog_functions import Dialogs
from app.session.session import Session
from app.session.store import Store
from app.session.values import Devices
from app.viewer.controller import ViewerController
from app.viewer.network_tasks import Tasks
from app.window.main_window import MainWindow
from app.window.panels.cases import status_text
from model.base.progress import Progress

TINY = Path(__file__).parents[1] / "model" / "cohort"


@pytest.fixture(scope="module")
def tiny():
    """The module `tiny_cohort` of the engine's tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(TINY))
        yield importlib.import_module("tiny_cohort")


def write(path, number):
    draw = np.random.default_rng(number)
    pixels = draw.integers((150, 60 + 9 * number, 120), (230, 130 + 9 * number, 190), (66 + number, 71, 3))
    Image.fromarray(pixels.astype(np.uint8)).save(path)


@pytest.fixture
def spots(tmp_path):
    """Four files, of which one is no picture."""
    folder = tmp_path / "spots"
    folder.mkdir()
    for number in (1, 2, 4):
        write(folder / f"s{number}.png", number)
    (folder / "s3.png").write_text("not a picture")
    return folder


class Program:
    """One run of the program."""

    def __init__(self, qtbot, tiny, bundle, leave):
        class TinyTasks(Tasks):
            """The real tasks with the engine of the tests."""

            def _engine_for(self, on_hand, device, precision):
                return (yield from tiny.TinySource(on_hand.path, bundle.parent).load())

            _engine_without_backbone = _engine_for

            def look_up_devices(self, asked, on_hand):
                yield Progress("looking for devices")
                device = tiny.ColourEncoder.device
                return Devices((device,), device)

        self.qtbot = qtbot
        dialogs = Dialogs(leave_queue=lambda parent, count: leave)
        self.window = MainWindow(ViewerController(Store(Session()), TinyTasks()), dialogs)
        qtbot.addWidget(self.window)
        with qtbot.waitExposed(self.window):
            self.window.show()
        self.controller = self.window.controller
        self.controller.choose_bundle(str(bundle))
        self.until(lambda s: s.bundle is not None)
        self.controller.get_ready()

    def until(self, holds):
        self.qtbot.waitUntil(lambda: holds(self.controller.session))

    def open(self, path):
        self.controller.open_image(path)
        self.until(lambda s: s.image.opened is not None and s.image.opened.record.path == str(path))

    def run(self, key):
        commands.run(key, self.window.context)

    def over(self):
        self.until(lambda s: not s.queue.is_open and not s.queue.listing and self.controller.queue._job is None)

    def states(self):
        return {item.spot.path.stem: item.status for item in self.controller.session.queue.items}


def numbers(folder):
    """The probability of each image by its SHA-256, with all digits, from a run's table."""
    with (folder / "results.csv").open(newline="") as file:
        return {row["image_sha256"]: row["survival_probability"] for row in csv.DictReader(file)}


def test_a_folder_is_analysed_while_the_user_looks_at_it(qtbot, tiny, spots, tmp_path):
    bundle = tiny.make_bundle(tmp_path / "tiny.safetensors")
    program = Program(qtbot, tiny, bundle, leave="later")
    program.open(spots / "s1.png")
    program.run("queue-folder")
    for key in ("next", "next", "previous"):
        program.run(key)
    program.over()
    assert program.states() == {"s1": "done", "s2": "done", "s3": "failed", "s4": "done"}
    assert program.window.queue.summary.text() == "3 of 4 spots done, 1 failed"

    # The same numbers as the command line, with all digits.
    run = program.controller.session.queue.items[0].run.folder
    tiny.result_of_run(spots, bundle, tmp_path / "by command")
    assert numbers(run) == numbers(tmp_path / "by command")
    assert len(numbers(run)) == 3
    errors = (run / "errors.csv").read_text()
    assert "s3.png" in errors

    # Results return with their images.
    program.open(spots / "s4.png")
    session = program.controller.session
    assert session.analysis.prediction.image.path == str(spots / "s4.png")
    assert session.analysis.refused
    assert status_text(session, spots / "s4.png") == "do not use", "noise is no tissue, so no number is shown"
    program.run("previous")
    program.until(lambda s: s.image.opened.record.path != str(spots / "s4.png"))

    # The bad file is repaired and tried again.
    write(spots / "s3.png", 3)
    program.run("queue-retry")
    program.over()
    assert set(program.states().values()) == {"done"}
    assert "s3.png" not in (run / "errors.csv").read_text()

    # The program is closed with work in the queue.
    program.run("queue-clear")
    program.controller.queue.change(lambda q: q.pausing(True))  # so that no spot is done before the program closes
    write(spots / "s5.png", 5)
    program.controller.queue.add_source(spots)
    program.until(lambda s: len(s.queue.items) == 5)
    left = program.controller.session.queue.items
    assert all(item.is_open for item in left)
    program.window.close()
    assert not program.window.isVisible()
    records = {path: path.stat().st_mtime_ns for path in (run / "records").rglob("*.json")}

    # It offers to continue, and does nothing twice.
    again = Program(qtbot, tiny, bundle, leave="later")
    again.until(lambda s: len(s.queue.offered) == len(left))
    again.window.notices.queue.carry_on.click()
    again.over()
    assert again.states()["s5"] == "done"
    assert set(again.states().values()) == {"done"}
    after = {path: path.stat().st_mtime_ns for path in (run / "records").rglob("*.json")}
    assert {path: time for path, time in after.items() if path in records} == records
    assert len(numbers(run)) == 5
    assert json.loads((run / "run.json").read_text())["state"] == "finished"

    # A result of the earlier session returns from the cache.
    again.open(spots / "s2.png")
    again.until(lambda s: s.analysis.prediction is not None)
    assert again.controller.session.analysis.prediction.features_cached
    again.window.close()
