"""A feature file beside an open slide: the window gives the number of the command line, and draws on the slide."""

import json
import runpy
from dataclasses import replace
from pathlib import Path

import h5py
import numpy as np
import pytest
import tifffile
import torch
from PySide6.QtWidgets import QLabel, QWidget

from app.__main__ import main
from app.actions import action_table as commands
from app.actions.dialogs.dialog_functions import Dialogs
from app.actions.dialogs.feature_facts import FeatureFacts
from app.actions.handlers import open_file
from app.session.session import Session
from app.session.store import Store
from app.session.tile_places import neighbour
from app.viewer.controller import ViewerController
from app.viewer.explainer import MOST_TILES, starts_by_itself
from app.viewer.network_tasks import Tasks
from app.viewer.overlays.heat import blocks, heat
from app.viewer.overlays.lattice import tiles_of
from app.window.main_window import MainWindow
from app.window.panels.status_text import value_text
from app.window.panels.tile_text import tile_text
from model.base.geometry import PointL0
from model.bundle.bundle import save_bundle
from model.bundle.head_shape import HeadShape
from model.bundle.heads.networks import make_head
from model.feature_files.stated import NOTHING, Stated

ROOT = Path(__file__).parents[2]
made = runpy.run_path(str(ROOT / "model" / "feature_files" / "files.py"))
make_manifest = runpy.run_path(str(ROOT / "manifests.py"))["make_manifest"]


def write_slide(path, mpp=0.25):
    pixels = np.full((3000, 4000, 3), 240, np.uint8)
    pixels[200:1200, 100:1500] = (180, 90, 170)
    unit = {} if mpp is None else {"resolution": (1e4 / mpp, 1e4 / mpp), "resolutionunit": "CENTIMETER"}
    tifffile.imwrite(path, pixels, photometric="rgb", compression="deflate", **unit)
    return path


@pytest.fixture(scope="module")
def slide(tmp_path_factory):
    return write_slide(tmp_path_factory.mktemp("slide") / "slide.tif")


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    """A model of the features of another program, whose encoder is not on this computer."""
    manifest = make_manifest(
        head=HeadShape(inputs=7, cells=(6,)), tile_layout="positions", window_px=256, tile_px=256, mpp=0.5,
        backbone_name="uni_v1", backbone_sha256="", random_orders=4,
    )  # fmt: skip
    torch.manual_seed(1)
    path = tmp_path_factory.mktemp("model") / "m.safetensors"
    save_bundle(path, manifest, make_head(manifest.head), torch.zeros(7), torch.ones(7))
    return path


@pytest.fixture
def viewer(qtbot, slide, model, answers, asked):
    """The real window with the real tasks; the slide is open and the model chosen."""

    def ask(name):
        def answer(parent, *given):
            asked.append((name, given))
            return answers[name]

        return answer

    dialogs = Dialogs(**{name: ask(name) for name in ("features", "feature_facts", "folder")})
    window = MainWindow(ViewerController(Store(Session()), Tasks(keeps_features=False)), dialogs)
    qtbot.addWidget(window)
    window.show()
    window.controller.choose_bundle(str(model))
    open_file(window.context, slide)
    qtbot.waitUntil(lambda: window.controller.session.can_take_features)
    window.controller.change(lambda s: s.noticed(None))  # on the place of the region
    return window


def session(viewer):
    return viewer.controller.session


def analysed(qtbot, viewer, path):
    open_file(viewer.context, path)
    qtbot.waitUntil(lambda: session(viewer).analysis.prediction is not None)
    return session(viewer).analysis.prediction


def explained(qtbot, viewer):
    qtbot.waitUntil(lambda: bool(session(viewer).explanation.gates) and session(viewer).explanation.running is None)
    return session(viewer).explanation


def of_command_line(model, slide, path, capsys):
    arguments = ["predict", "--features", str(path), "--bundle", str(model), "--image", str(slide), "--json"]
    main(arguments)
    return capsys.readouterr()


def test_the_window_gives_the_number_of_the_command_line(qtbot, viewer, model, slide, tmp_path, capsys):
    path = made["trident"](tmp_path / "a.h5")
    record = json.loads(of_command_line(model, slide, path, capsys).out)
    found = analysed(qtbot, viewer, path)
    assert found.survival_probability == record["survival_probability"]
    assert found.feature_file.slide == str(slide)
    assert "From the features in a.h5: 5 tiles in the layout of TRIDENT; uni_v1" in viewer.result.source.text()
    said = " ".join(label.text() for label in viewer.result.reliability.findChildren(QLabel))
    assert "focus, stain, tissue and pixel size of the image not checked" in said
    assert session(viewer).device.exact is None or "features" not in session(viewer).device.exact.title
    explained(qtbot, viewer)


def test_the_map_lies_at_the_stored_positions_and_tiles_can_be_chosen(qtbot, viewer, tmp_path):
    analysed(qtbot, viewer, made["trident"](tmp_path / "a.h5"))
    viewer.controller.change(lambda s: s.mapped(kind="norm"))
    shown = heat(session(viewer))
    places = [block[:4] for block in blocks(shown, tiles_of(session(viewer)))]
    # Tiles of 512 px that begin every 256 px are drawn at their centres, 256 px wide; in raster order.
    corners = [(0, 0), (512, 0), (256, 256), (512, 256), (0, 512)]
    assert places == [(x + 128.0, y + 128.0, 256.0, 256.0) for x, y in corners]
    viewer.canvas.tile_clicked.emit(PointL0(768.0, 256.0))
    assert session(viewer).region.selected == 1
    assert tile_text(session(viewer)).lines[0] == ("Corner", "x 512, y 0 px")
    assert value_text(session(viewer), PointL0(768.0, 256.0)).endswith(f"{shown.values[0, 1]:.3f}")
    qtbot.waitUntil(lambda: session(viewer).region.picture is not None)
    # The tissue begins at 200 px, so that most of this tile is coloured.
    assert session(viewer).region.picture.pixels[200, 100].tolist() == [180, 90, 170]
    explained(qtbot, viewer)


def test_arrows_go_to_the_nearest_tile_in_their_direction():
    boxes = np.array([[x, y, 512, 512] for x, y in ((0, 0), (512, 0), (256, 256), (512, 256), (0, 512))], float)
    assert neighbour(boxes, 0, 0, 1) == 2  # at 45 degrees and nearer than tile 1
    assert neighbour(boxes, 1, 1, 0) == 3
    assert neighbour(boxes, 3, 0, 1) == 3
    assert neighbour(boxes, 3, 0, -1) == 2
    assert neighbour(boxes, None, 1, 0) == 2


def test_explanations_that_need_glass_say_what_is_missing_and_the_others_work(qtbot, viewer, tmp_path):
    analysed(qtbot, viewer, made["trident"](tmp_path / "a.h5"))
    found = explained(qtbot, viewer)
    assert "no tile of glass, and the encoder 'uni_v1'" in found.failed["occlusion"]
    assert "ask IT to install the encoder" in found.failed["occlusion"]
    viewer.controller.change(lambda s: s.mapped(kind="memory"))
    commands.run("orders", viewer.context)
    qtbot.waitUntil(lambda: {"memory", "order"} <= set(session(viewer).explanation.found))
    prediction = session(viewer).analysis.prediction
    check = prediction.order_check
    # The first of the eight flips and rotations is raster order, which the running curve ends with.
    assert check.turned.probabilities[0] == pytest.approx(float(prediction.trace.running[-1]), abs=1e-5)
    assert len(set(np.round(check.turned.probabilities, 6))) > 1
    assert not [row for row in ("regions", "blocks") if viewer.map.kind.findData(row) >= 0]


def test_a_large_file_is_explained_by_a_sequence_network_only_on_request(qtbot, viewer, tmp_path):
    """Occlusion takes a number of steps that grows with the square of the number of tiles."""
    prediction = analysed(qtbot, viewer, made["trident"](tmp_path / "a.h5"))
    explained(qtbot, viewer)
    for tiles, starts in ((MOST_TILES, True), (MOST_TILES + 1, False)):
        large = replace(prediction, grid=replace(prediction.grid, cols=tiles))
        shown = replace(session(viewer), analysis=replace(session(viewer).analysis, prediction=large))
        assert starts_by_itself(shown) is starts
    stopped = session(viewer).explain_stopped()
    assert starts_by_itself(session(viewer))
    assert not starts_by_itself(stopped)


def test_a_tile_of_glass_explains_a_file_and_the_files_are_written(qtbot, viewer, slide, answers, tmp_path):
    """With a tile of glass in the file nothing of the encoder is needed."""
    corners = np.array([[0, 0], [512, 0], [0, 512], [512, 512]])
    path = made["trident"](tmp_path / "a.h5", corners=corners)
    with h5py.File(path, "a") as file:
        file["histocast_tile_index"] = np.arange(4)
        file["histocast_tissue"] = np.array([1, 0.9, 0.8, 0], np.float32)
        file.attrs["histocast_tiles"] = 4
    found = analysed(qtbot, viewer, path)
    known = explained(qtbot, viewer).found
    # The mean over the orders of the prediction is explained, not that over others.
    assert known["occlusion"].facts["logit"] == pytest.approx(found.logit, abs=1e-5)
    assert known["occlusion"].values[3] == pytest.approx(0, abs=1e-6)  # glass in place of glass
    answers["folder"] = tmp_path / "out"
    answers["folder"].mkdir()
    with qtbot.waitSignal(viewer.controller.exported):
        commands.run("export", viewer.context)
    [written] = answers["folder"].rglob("a.json")
    assert json.loads(written.read_text())["feature_file"]["slide"]["path"] == str(slide)
    assert written.with_name("a.case.pdf").stat().st_size > 10_000
    assert written.with_name("a.explain-occlusion.png").is_file()


@pytest.mark.parametrize("change", [{"level0_width": 5000}, {"encoder": "uni_v1", "patch_size_level0": 600}])
def test_a_file_that_does_not_fit_is_refused_with_the_sentence_of_the_command_line(
    qtbot, viewer, model, slide, tmp_path, capsys, change
):
    path = made["trident"](tmp_path / "a.h5", **change)
    printed = of_command_line(model, slide, path, capsys).err
    open_file(viewer.context, path)
    qtbot.waitUntil(lambda: session(viewer).notice is not None)
    plain = session(viewer).notice.title.replace("µm", "um").replace("×", "x")
    assert plain in printed, "the window writes µm and ×, the terminal um and x"
    assert session(viewer).image.features is None


def test_what_a_file_does_not_state_is_asked_and_never_guessed(qtbot, viewer, answers, asked, tmp_path):
    path = made["clam"](tmp_path / "a.h5", corners=made["CORNERS"])
    answers["features"] = path
    answers["feature_facts"] = Stated("uni_v1", tile_px=256, tile_mpp=0.5)
    commands.run("features", viewer.context)
    qtbot.waitUntil(lambda: session(viewer).analysis.prediction is not None)
    [missing] = [given for name, given in asked if name == "feature_facts"]
    assert "does not state the side of its tiles in px and the pixel size of its tiles" in missing[0]
    assert missing[1] == NOTHING
    assert session(viewer).tile_boxes[0].tolist() == [0, 0, 512, 512]
    explained(qtbot, viewer)
    answers["feature_facts"] = None
    commands.run("features", viewer.context)
    qtbot.waitUntil(lambda: session(viewer).notice is not None)
    assert session(viewer).notice.title == missing[0]


def test_the_dialog_takes_no_empty_and_no_impossible_answer(qtbot):
    owner = QWidget()
    qtbot.addWidget(owner)
    dialog = FeatureFacts(owner, "a.h5 does not state its encoder.", NOTHING)
    assert dialog.answer == NOTHING
    assert not dialog.use.isEnabled()
    dialog.tile_px.setText("0")
    assert not dialog.use.isEnabled()
    dialog.tile_px.setText("224")
    dialog.tile_mpp.setText("0.5")
    assert dialog.use.isEnabled()
    assert dialog.answer == Stated(tile_px=224, tile_mpp=0.5)


def test_the_image_itself_comes_back(qtbot, viewer, tmp_path):
    before = session(viewer).region.placement.region
    analysed(qtbot, viewer, made["trident"](tmp_path / "a.h5"))
    explained(qtbot, viewer)
    commands.run("hold", viewer.context)
    assert not session(viewer).region.selected_for_moving
    assert session(viewer).region.saved == ()
    commands.run("features-away", viewer.context)
    assert session(viewer).image.features is None
    assert session(viewer).region.placement.region == before
    assert session(viewer).analysis.prediction is None
    assert not session(viewer).can_analyse  # this model takes no images
    assert "takes feature files, not images" in viewer.result.source.text()


def test_a_file_without_its_slide_or_pixel_size_is_answered_with_a_remedy(qtbot, viewer, tmp_path):
    path = made["trident"](tmp_path / "a.h5")
    open_file(viewer.context, write_slide(tmp_path / "unknown.tif", None))
    qtbot.waitUntil(lambda: session(viewer).image.opened.record.mpp is None and session(viewer).can_take_features)
    viewer.controller.change(lambda s: s.noticed(None))
    open_file(viewer.context, path)
    qtbot.waitUntil(lambda: session(viewer).notice is not None)
    assert "does not state the pixel size of the slide" in session(viewer).notice.title
    assert session(viewer).notice.remedy == "Set the pixel size of the slide, then use the file again."
    assert session(viewer).image.asks_mpp
    viewer.controller.change(Session.closed)
    open_file(viewer.context, path)
    assert "no slide is open" in session(viewer).notice.title
