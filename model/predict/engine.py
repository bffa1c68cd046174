"""A loaded model on a device: a bundle file and a wish for a device come in, an `Engine` for many spots goes out."""

from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path

from model.backbone.base import Encoder
from model.backbone.devices import AUTO, EXACT, choose_device
from model.backbone.registry import open_encoder
from model.backbone.store import find_backbone, load_backbone
from model.base.progress import Progress
from model.bundle.bundle import Bundle, load_bundle
from model.predict.precision_error import with_known_error
from model.result.prediction import DeviceRecord, Precision


@dataclass(frozen=True, eq=False)
class Engine:
    """Bundle and encoder that fit one another: the encoder's backbone is the one the bundle was trained on."""

    bundle: Bundle
    encoder: Encoder

    @property
    def device(self) -> DeviceRecord:
        return self.encoder.device


def load_engine(
    bundle_path: Path, device: str = AUTO, precision: Precision = EXACT, unmeasured: bool = False
) -> Generator[Progress, None, Engine]:
    """Load bundle, backbone and the device's engine; BundleError, BackboneError or DeviceError say what is missing.

    *fast* is allowed only when its error with this bundle is known here (else UnmeasuredError), `unmeasured` apart: who
    measures it must run it first.
    """
    yield Progress("choosing the device")
    chosen = choose_device(device, precision)
    yield Progress("reading the bundle")
    bundle = load_bundle(bundle_path)
    if not unmeasured:
        chosen = with_known_error(chosen, bundle.record.sha256)
    backbone = find_backbone(bundle.manifest.backbone_sha256, bundle.manifest.backbone_name)
    return Engine(bundle, (yield from open_encoder(lambda: load_backbone(backbone), backbone.sha256, chosen)))
