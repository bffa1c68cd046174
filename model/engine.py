"""A loaded model on a device: a bundle file and a wish for a device come in, an `Engine` for many spots goes out."""

from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path

from model.backbone.base import Encoder
from model.backbone.devices import choose_device
from model.backbone.registry import make_encoder
from model.backbone.store import find_backbone, load_backbone
from model.bundle import Bundle, load_bundle
from model.prediction import DeviceRecord
from model.progress import Progress


@dataclass(frozen=True, eq=False)
class Engine:
    """Bundle and encoder that fit one another: the encoder's backbone is the one the bundle was trained on."""

    bundle: Bundle
    encoder: Encoder

    @property
    def device(self) -> DeviceRecord:
        return self.encoder.device


def load_engine(bundle_path: Path, device: str = "auto") -> Generator[Progress, None, Engine]:
    """Load bundle, backbone and the device's engine; BundleError, BackboneError or DeviceError say what is missing."""
    yield Progress("choosing the device")
    chosen = choose_device(device)
    yield Progress("reading the bundle")
    bundle = load_bundle(bundle_path)
    backbone = find_backbone(bundle.manifest.backbone_sha256, bundle.manifest.backbone_name)
    yield Progress("loading the backbone")
    weights = load_backbone(backbone)
    yield Progress("preparing the device")
    return Engine(bundle, make_encoder(weights, backbone.sha256, chosen))
