"""One file, one number: the window, the command line, and a plain script that uses torch and torchvision directly.

The only tests that run the real VGG-16. The picture is a piece of a sample spot with glass around it, so that few of
its 256 tiles differ.
"""

import json
import math
import os
import shutil
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image
from safetensors import safe_open
from safetensors.torch import load_file
from torchvision.models import vgg16
from torchvision.transforms.functional import normalize, to_tensor

from app.__main__ import main
from model.backbone.networks import networks_folder

SPOT = Path(str(files("resources"))) / "spots" / "sample-1-mixed.jpg"
BUNDLE = Path(str(files("resources"))) / "bundles" / "demo.safetensors"
PUBLISHED = BUNDLE.with_name("demo-as-published.safetensors")
SIDE = 620
CLOSE = 1e-6
CLOSE_TO_TORCHVISION = 1e-5
"""The features of two engines may differ by 1e-4 of the largest, and p follows them."""


@pytest.fixture(scope="module")
def picture(tmp_path_factory):
    """620 x 620 px of tissue as a PNG that states no pixel size."""
    path = tmp_path_factory.mktemp("pictures") / "piece of a spot.png"
    with Image.open(SPOT) as image:
        image.crop((1500, 1500, 1500 + SIDE, 1500 + SIDE)).save(path)
    return path


@pytest.fixture(scope="module")
def from_command_line(picture, tmp_path_factory):
    """The record that `histocast predict --out` wrote, and the folder."""
    return predicted(picture, tmp_path_factory.mktemp("out"), "demo")


@pytest.fixture(scope="module")
def networks(from_command_line):
    """The folder with the network that the command line prepared."""
    return networks_folder()


@pytest.fixture(scope="module")
def from_command_line_published(picture, from_command_line, tmp_path_factory):
    """The same by the bundle that reads glass too, once the network was made ready for the other."""
    return predicted(picture, tmp_path_factory.mktemp("published"), PUBLISHED.stem)


def predicted(picture, out, bundle):
    assert main(["predict", str(picture), "--device", "cpu", "--bundle", bundle, "--out", str(out)]) == 0
    return json.loads((out / f"{picture.stem}.json").read_text(encoding="utf-8")), out


@pytest.fixture(scope="module")
def by_hand(picture, tmp_path_factory):
    """Features [256, 4096] by torchvision alone, from the exported backbone."""
    exported = tmp_path_factory.mktemp("export") / "backbone.safetensors"
    assert main(["backbone", "export", "seeded", str(exported)]) == 0
    with torch.device("meta"):  # nothing is initialised that is overwritten anyway
        network = vgg16(weights=None)
    missing = network.load_state_dict(load_file(exported), strict=False, assign=True)
    assert set(missing.missing_keys) == {"classifier.6.weight", "classifier.6.bias"}
    assert not missing.unexpected_keys
    network.classifier = network.classifier[:5]
    network.eval()

    window = Image.new("RGB", (3500, 3500), "white")
    window.paste(Image.open(picture).convert("RGB"), ((3500 - SIDE) // 2, (3500 - SIDE) // 2))
    offsets = [round(o) for o in np.linspace(0, 3276, 16)]
    tiles = [window.crop((x, y, x + 224, y + 224)) for y in offsets for x in offsets]
    features = torch.zeros(256, 4096)
    known: dict[bytes, torch.Tensor] = {}
    with torch.inference_mode():
        for index, tile in enumerate(tiles):
            pixels = tile.tobytes()
            if pixels not in known:
                x = normalize(to_tensor(tile), (0.485, 0.456, 0.406), (0.229, 0.224, 0.225))
                known[pixels] = network(x[None])[0]
            features[index] = known[pixels]
    return features


def manifest_of(bundle):
    with safe_open(bundle, framework="numpy") as tensors:
        return json.loads(tensors.metadata()["histocast"])


def read_by_hand(features, bundle):
    """The calibrated logit of one run over `features` [n, 4096], by PyTorch's own layers and the bundle's tensors."""
    manifest = manifest_of(bundle)
    tensors = {name: tensor.float() for name, tensor in load_file(bundle).items()}
    x = (features - tensors["standardise.mean"]) * tensors["standardise.scale"]
    with torch.inference_mode():
        for number, cells in enumerate((264, 128, 64)):
            lstm = torch.nn.LSTM(x.shape[1], cells)
            prefix = f"head.layers.{number}."
            lstm.load_state_dict({n.removeprefix(prefix): t for n, t in tensors.items() if n.startswith(prefix)})
            x, _ = lstm(x)
        logits = x @ tensors["head.output.weight"][0] + tensors["head.output.bias"][0]
    if manifest["head"].get("readout", "last") == "mean":
        logit = float(logits[int(manifest["head"]["warm_up"] * len(logits)) :].double().mean())
    else:
        logit = float(logits[-1])
    layer = manifest["calibration"]
    return logit if layer is None else layer["slope"] * logit + layer["intercept"]


def probability(logit):
    return 1 / (1 + math.exp(-logit))


def test_the_command_line_gives_what_torchvision_gives_over_random_orders(from_command_line, by_hand):
    record, out = from_command_line
    arrays = np.load(next(out.glob("*.npz")))
    read = set(arrays["step_tile_index"].tolist())
    assert 9 < len(read) < 30  # 620 px of tissue touch some 16 tiles, the glass is skipped
    logits = []
    for number in range(8):
        raw = np.random.PCG64(np.random.SeedSequence([0x4F52444552, number])).random_raw(256)
        order = [tile for tile in np.argsort(raw, kind="stable").tolist() if tile in read]
        logits.append(read_by_hand(by_hand[order], BUNDLE))
    assert record["survival_probability"] == pytest.approx(probability(np.mean(logits)), abs=CLOSE_TO_TORCHVISION)
    by_order = [probability(logit) for logit in logits]
    assert record["orders"]["probabilities"] == pytest.approx(by_order, abs=CLOSE_TO_TORCHVISION)
    raster = read_by_hand(by_hand[sorted(read)], BUNDLE)
    assert arrays["running_probability"][-1] == pytest.approx(probability(raster), abs=CLOSE_TO_TORCHVISION)
    kept = sorted(read)
    error = np.abs(arrays["features"][kept] - by_hand[kept].numpy()).max() / float(by_hand.abs().max())
    assert error < 1e-4
    assert np.isnan(arrays["features"][sorted(set(range(256)) - read)]).all()


def test_the_command_line_gives_what_torchvision_gives_in_raster_order(from_command_line_published, by_hand):
    record, out = from_command_line_published
    found = probability(read_by_hand(by_hand, PUBLISHED))
    assert record["survival_probability"] == pytest.approx(found, abs=CLOSE_TO_TORCHVISION)
    assert record["orders"] is None
    arrays = np.load(next(out.glob("*.npz")))
    assert arrays["running_probability"][-1] == pytest.approx(found, abs=CLOSE_TO_TORCHVISION)
    assert np.isfinite(arrays["features"]).all()


def test_the_window_gives_what_the_command_line_gives(
    qtbot, picture, from_command_line, networks, tmp_path, monkeypatch
):
    from app.session.session import Session
    from app.session.slices import DeviceState
    from app.session.store import Store
    from app.viewer.controller import ViewerController
    from app.viewer.network_tasks import Tasks
    from app.window.main_window import MainWindow

    # Without the features that the command line kept: the window computes for itself, with the same prepared network.
    monkeypatch.setenv("HISTOCAST_HOME", str(tmp_path))
    shutil.copytree(networks, networks_folder(), copy_function=os.link)
    window = MainWindow(ViewerController(Store(Session(device=DeviceState(asked="cpu"))), Tasks()))
    qtbot.addWidget(window)
    window.show()
    controller = window.controller
    controller.choose_bundle("demo")
    qtbot.waitUntil(lambda: controller.session.bundle is not None)
    controller.open_image(picture, analyse=True)
    qtbot.waitUntil(lambda: controller.session.analysis.prediction is not None)
    prediction = controller.session.analysis.prediction
    assert not prediction.features_cached
    window.close()
    record, _ = from_command_line
    assert prediction.survival_probability == pytest.approx(record["survival_probability"], abs=CLOSE)
    assert prediction.image.sha256 == record["image"]["sha256"]
    assert prediction.bundle.sha256 == record["bundle"]["sha256"]
    assert prediction.tile_boxes[:, :2].tolist() == record["grid"]["tile_offsets_l0"]


def test_the_record_carries_what_made_it(from_command_line, picture):
    record, _ = from_command_line
    manifest = manifest_of(BUNDLE)
    assert record["bundle"]["backbone_sha256"] == manifest["backbone_sha256"]
    assert record["bundle"]["demo"] is True
    assert record["image"]["width_px"] == record["image"]["height_px"] == SIDE
    assert record["image"]["mpp"] is None
    assert record["device"]["name"] == "cpu"
    assert record["verdict"]["level"] != "ok"  # most of the window is not in the picture
