"""A spot and a tiny model, loaded as a user's: only the backbone, which is VGG-16 in earnest, is replaced."""

import runpy
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from model.base.progress import Progress

_MADE = runpy.run_path(str(Path(__file__).parents[2] / "model" / "conftest.py"))


@pytest.fixture
def fake_backbone(monkeypatch):
    """Every bundle is loaded with an encoder that gives a tile's mean colour and spread."""

    def opened(backbone, device):
        yield Progress("loading")
        return _MADE["ColourEncoder"]()

    from model.backbone.opening import device_for

    def found(sha256, name):
        return type("Backbone", (), {"sha256": sha256, "engine": None, "onnx": None})

    # A result from saved features states the device that was chosen, because no encoder is opened for it.
    def chosen(*given):
        device_for(*given)
        return _MADE["ColourEncoder"].device

    monkeypatch.setattr("model.predict.engine.device_for", chosen)
    monkeypatch.setattr("model.predict.engine.find_backbone", found)
    for module in ("engine", "late_encoder"):
        monkeypatch.setattr(f"model.predict.{module}.open_backbone", opened)


@pytest.fixture
def tiny(tmp_path, fake_backbone, one_thread):
    """The path of a bundle with a small LSTM of known seed."""
    import torch

    from model.bundle.bundle import save_bundle
    from model.bundle.head_shape import HeadShape
    from model.bundle.heads.lstm import LstmHead

    manifest = _MADE["_MANIFESTS"]["make_manifest"](head=HeadShape(cells=(6, 5, 4)))
    torch.manual_seed(3)
    path = tmp_path / "tiny.safetensors"
    save_bundle(path, manifest, LstmHead(manifest.head), torch.zeros(4096), torch.ones(4096))
    return path


@pytest.fixture(scope="session")
def spot(tmp_path_factory):
    """3900 x 3700 px in which every place has its own colour."""
    y, x = np.mgrid[0:3700, 0:3900]
    pixels = np.stack([x * 255 // 3899, y * 255 // 3699, (x // 7 + y // 11) % 256], axis=2).astype(np.uint8)
    path = tmp_path_factory.mktemp("spot") / "spot.tif"
    Image.fromarray(pixels).save(path)
    return path
