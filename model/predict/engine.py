"""Load a bundle and its backbone on a device, as an `Engine` that analyses any number of regions."""

from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path

from model.backbone.base import Encoder
from model.backbone.devices import AUTO, EXACT
from model.backbone.opening import device_for, open_backbone
from model.backbone.store import find_backbone
from model.base.errors import BundleError
from model.base.progress import Progress
from model.bundle.bundle import Bundle, load_bundle
from model.predict.late_encoder import LateEncoder
from model.predict.precision_error import with_known_error
from model.result.prediction import DeviceRecord, Precision


@dataclass(frozen=True, eq=False)
class Engine:
    """A bundle and an encoder. The encoder has the backbone weights with which the bundle was trained."""

    bundle: Bundle
    encoder: Encoder

    @property
    def device(self) -> DeviceRecord:
        """Return the device on which the encoder computes."""
        return self.encoder.device


def load_engine(
    bundle_path: Path, device: str = AUTO, precision: Precision = EXACT, unmeasured: bool = False, late: bool = False
) -> Generator[Progress, None, Engine]:
    """Load a bundle and its backbone on a device, and return them as an engine.

    If `late` is true, the backbone is loaded when the first tile must be encoded. Saved features need no backbone.

    Raise BundleError, BackboneError or DeviceError if the bundle, backbone or device is missing or cannot be used.
    Raise UnmeasuredError if the precision *fast* is requested but the error that it causes was never measured for this
    bundle on this computer. If `unmeasured` is true, this last check is omitted, because the measurement itself needs
    an engine.
    """
    yield Progress("reading the bundle")
    bundle = load_bundle(bundle_path)
    if bundle.manifest.tile_layout == "positions":
        raise BundleError(
            f"{bundle.name} takes feature files, not images.",
            f"Give the features of the slide: histocast predict --features FILE --bundle {bundle_path.name}",
        )
    return (yield from engine_of(bundle, device, precision, unmeasured, late))


def engine_of(
    bundle: Bundle, device: str, precision: Precision, unmeasured: bool = False, late: bool = False
) -> Generator[Progress, None, Engine]:
    """Return an engine for a loaded bundle. The arguments and errors are the same as for `load_engine`."""
    backbone = find_backbone(bundle.manifest.backbone_sha256, bundle.manifest.backbone_name)
    yield Progress("choosing the device")
    chosen = device_for(backbone, device, precision)
    if not unmeasured:
        chosen = with_known_error(chosen, bundle.record.sha256)
    if late:
        return Engine(bundle, LateEncoder(backbone, chosen))
    return Engine(bundle, (yield from open_backbone(backbone, chosen)))
