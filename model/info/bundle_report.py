"""Describe a model bundle: return the main facts from its manifest, and the result of checking its tensors."""

from collections.abc import Generator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from model.base.errors import BundleError
from model.base.files import hash_steps
from model.base.progress import Progress
from model.bundle.choices import TileLayout
from model.bundle.manifest import read_manifest
from model.bundle.stability import StabilityLimits, stability_limits
from model.info.line import Line, bytes_text
from model.result.evidence import KEY
from model.result.export.metrics import HELD_OUT, metric_text
from model.result.export.wording import DEMO

if TYPE_CHECKING:
    from model.bundle.tensors import TensorFault

HASHING = "checking the file"
SMALL_BYTES = 1_000_000_000
"""Maximum size in bytes of a bundle that is always read completely, to compute its SHA-256 and to check its tensors.
This takes a few seconds at most. The demo bundle has 10 MB."""


@dataclass(frozen=True)
class BundleReport:
    """The report of a bundle. Its fields are the keys of the JSON record."""

    path: str
    name: str
    version: str
    demo: bool
    head: str
    """The kind of the head (the network that turns features into a probability), as text."""
    endpoint: str
    label_meaning: str
    threshold: float | None
    threshold_origin: str
    calibration: str
    random_orders: int
    order_kind: str
    """The kind of tile orders over which a prediction is averaged: "random" or "balanced"."""
    order_stability_limits: dict[str, Any] | None
    """Limits for the effect of the tile order. A result beyond them gets a caution. None for a head that ignores the
    order of the tiles."""
    held_out_answers: dict[str, Any] | None
    """The outcomes of held-out patients by the model's answer, from the model card. None if the card does not contain
    them."""
    blank: str
    mpp: float
    window_px: int
    tile_layout: TileLayout
    tile_px: int
    backbone: str
    backbone_sha256: str
    feature_layer: str
    tensors: int | None
    not_finite: tuple[str, ...] | None
    """Names of the tensors that contain NaN or infinity. None if they were not checked."""
    tensor_faults: tuple[str, ...] | None
    """Reasons why tensors cannot be used. Loading the bundle would report the same reasons. None if the tensors were
    not checked."""
    bytes: int
    sha256: str | None
    made_by: str
    kind: str = "bundle"

    @property
    def values(self) -> dict[str, Any]:
        return asdict(self)

    def _region(self) -> str:
        tiles = f"tiles of {self.tile_px} px"
        if self.tile_layout == "positions":
            return f"none: the model takes feature files with {tiles} at {self.mpp:g} um/px"
        return f"{self.window_px} px at {self.mpp:g} um/px, {tiles}"

    @property
    def lines(self) -> tuple[Line, ...]:
        threshold = "none" if self.threshold is None else f"{self.threshold:.4g} ({self.threshold_origin})"
        return (
            Line("kind", "model bundle" + (f". {DEMO}" if self.demo else "")),
            Line("name", f"{self.name}, version {self.version}"),
            Line("model", self.head),
            Line("endpoint", f"{self.endpoint}; {self.label_meaning}"),
            Line("threshold", threshold),
            Line("calibration", self.calibration),
            Line("backbone", f"{self.backbone}, {self.feature_layer}, SHA-256 {self.backbone_sha256}"),
            Line("analysis region", self._region()),
            Line("tile orders", f"{self.random_orders} {self.order_kind} orders" if self.random_orders else "one"),
            *self._evidence(),
            Line("blank tiles", {"skip": "left out", "read": "used like all others"}.get(self.blank, self.blank)),
            Line("weights", self._weights()),
            Line("file", bytes_text(self.bytes)),
            Line("SHA-256", self.sha256 or "not computed (--hash)"),
            Line("made by", self.made_by),
        )

    def _evidence(self) -> tuple[Line, ...]:
        limits = self.order_stability_limits
        stability = "does not depend on the tile order" if limits is None else StabilityLimits(**limits).text
        metrics = {} if self.held_out_answers is None else {KEY: self.held_out_answers}
        text = dict(metric_text(metrics)).get(HELD_OUT, "not stated on the model card")
        return Line("order stability", stability), Line("held-out patients", text)

    def _weights(self) -> str:
        if self.tensor_faults is None:
            return "not checked (--hash reads the whole file)"
        if self.tensor_faults:
            count = f"{len(self.tensor_faults)} of {self.tensors} tensors hold impossible numbers"
            return f"NOT USABLE: {count}: {'; '.join(self.tensor_faults)}"
        return f"{self.tensors} tensors, all numbers finite and possible"


def bundle_steps(path: Path, hashed: bool) -> Generator[Progress, None, BundleReport]:
    """Return the report of the bundle `path`.

    If `hashed` is true, the whole file is read to compute its SHA-256, and the tensors are checked even if the bundle
    is large.
    """
    manifest = read_manifest(path)
    try:
        size = path.stat().st_size
        whole = hashed or size <= SMALL_BYTES
        sha256 = (yield from hash_steps(path, HASHING, 0, size)) if whole else None
    except OSError as error:
        raise BundleError(f"{path} cannot be read ({error.strerror}).", "Check the file's permissions.") from error
    tensors, faults = (yield from _checked(path)) if whole else (None, None)
    return BundleReport(
        path=str(path),
        name=manifest.name,
        version=manifest.version,
        demo=manifest.demo,
        head=manifest.head.text,
        endpoint=manifest.endpoint,
        label_meaning=manifest.label_meaning,
        threshold=manifest.threshold,
        threshold_origin=manifest.threshold_origin,
        calibration=manifest.calibration_text,
        random_orders=manifest.random_orders,
        order_kind=manifest.order_kind,
        order_stability_limits=asdict(stability_limits(manifest.extra)) if manifest.head.ordered else None,
        held_out_answers=manifest.metrics.get(KEY),
        blank=manifest.blank,
        mpp=manifest.mpp,
        window_px=manifest.window_px,
        tile_layout=manifest.tile_layout,
        tile_px=manifest.tile_px,
        backbone=manifest.backbone_name,
        backbone_sha256=manifest.backbone_sha256,
        feature_layer=manifest.feature_layer,
        tensors=tensors,
        not_finite=None if faults is None else tuple(fault.tensor for fault in faults if not fault.finite),
        tensor_faults=None if faults is None else tuple(fault.text for fault in faults),
        bytes=size,
        sha256=sha256,
        made_by=manifest.made_by,
    )


def _checked(path: Path) -> Generator[Progress, None, tuple[int, list["TensorFault"]]]:
    """Return the number of tensors in the bundle `path`, and the faults that would prevent loading the bundle."""
    from safetensors import SafetensorError, safe_open

    from model.bundle.tensors import tensor_faults

    found: list[TensorFault] = []
    try:
        with safe_open(path, framework="numpy") as file:
            names = sorted(file.keys())
            for number, name in enumerate(names):
                yield Progress("checking the weights", number, len(names))
                found += tensor_faults({name: file.get_tensor(name)})
    except (SafetensorError, OSError, TypeError) as error:  # TypeError: NumPy does not support the type of a tensor
        raise BundleError(
            f"The tensors of {path.name} cannot be read ({error}).", "Copy or download the bundle again."
        ) from error
    return len(names), found
