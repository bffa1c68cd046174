"""An answer that is no finite number: the window says so and shows, keeps and ticks nothing."""

import json
import math
import runpy
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from app.actions import action_table as commands
from app.viewer.network_tasks import Tasks
from app.viewer.slide_tasks import SlideTasks
from model.base.errors import BundleError
from model.base.finite import unusable
from model.base.geometry import RegionL0
from model.base.progress import result_of
from model.result.saved_regions import change_saved, regions_file, with_region
from model.slide.opening import open_image

TESTS = Path(__file__).parents[2]
BAD = runpy.run_path(str(TESTS / "bad_bundles.py"))
MANIFEST = runpy.run_path(str(TESTS / "manifests.py"))["make_manifest"](head=BAD["ATTENTION"])
ONE = Path("/data/spot-1.png")


@pytest.mark.parametrize("how", ["half way", "at the end"])
def test_nothing_is_shown_kept_or_ticked(qtbot, window, opened, tasks, how):
    opened(ONE)
    if how == "half way":
        tasks.failures["analyse"] = unusable("tiny 1", "the logit is nan")
    else:
        tasks.p = math.nan
    commands.run("analyse", window.context)
    qtbot.waitUntil(lambda: window.controller.session.notice is not None)
    session = window.controller.session
    assert "gives no usable result" in window.notices.notice.title.text()
    assert "bundle verify" in window.notices.notice.remedy.text()
    assert session.analysis.prediction is None
    assert session.analysis.outcomes == {}
    assert session.analysis.remembered == ()
    assert tasks.windows == {}
    assert not window.result.figure.isVisible()


def test_a_model_with_a_bad_card_is_not_chosen(qtbot, window, tasks):
    tasks.failures["find_bundle"] = BundleError("bad cannot be used: calibration.slope is nan.", "Get it again.")
    before = window.controller.session.bundle
    window.controller.choose_bundle("bad")
    qtbot.waitUntil(lambda: window.controller.session.notice is not None)
    assert "calibration.slope is nan" in window.notices.notice.title.text()
    assert window.controller.session.bundle == before


def test_what_was_kept_and_cannot_be_read_is_told_with_a_count(tmp_path):
    path = tmp_path / "spot.png"
    Image.fromarray(np.full((70, 80, 3), 200, np.uint8)).save(path)
    slide, record = open_image(path)
    slide.close()
    for x in (0.0, 10.0):
        change_saved(record, lambda windows, x=x: with_region(windows, RegionL0(x, 0.0, 40.0, 40.0)))
    file = regions_file(record.sha256)
    data = json.loads(file.read_text())
    data["windows"][0]["x"] = math.nan
    file.write_text(json.dumps(data))
    opened = result_of(SlideTasks().open_image(path))
    opened.image.slide.close()
    assert len(opened.regions) == 1
    assert opened.notes == (f"1 of 2 entries saved in {file} are invalid and are left out.",)


def test_the_window_says_so(qtbot, window, tasks, monkeypatch):
    usual = tasks.open_image

    def with_notes(path):
        return replace((yield from usual(path)), notes=("1 of 2 entries are invalid and are left out.",))

    monkeypatch.setattr(tasks, "open_image", with_notes)
    window.controller.open_image(ONE)
    qtbot.waitUntil(lambda: window.controller.session.image.opened is not None)
    assert "1 of 2 entries are invalid" in window.notices.notice.title.text()
    assert ".unread.json" in window.notices.notice.remedy.text()


def test_a_model_with_bad_weights_is_refused_when_it_is_chosen(tmp_path):
    path = BAD["write_bundle"](tmp_path / "bad.safetensors", MANIFEST, BAD["nan_weight"])
    with pytest.raises(BundleError, match=r"head\.output\.weight are not finite"):
        result_of(Tasks().find_bundle(str(path)))
