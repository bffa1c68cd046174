"""Read the manifest of a model bundle: JSON in the header of a `.safetensors` file.

Only the header of the file is read, and torch is not needed, so the window can show its model early. `docs/bundles.md`
specifies the format.
"""

import dataclasses
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from model.base.errors import BundleError
from model.base.json_file import parse_json
from model.bundle.choices import BLANKS, TILE_LAYOUTS, Blank, TileLayout
from model.bundle.encoder_facts import EncoderFacts
from model.bundle.head_shape import HeadShape, head_shape
from model.bundle.manifest_numbers import number_fault
from model.familiarity.section import section_fault
from model.region.grid import FITS, MOST_ROWS, ORDERS, Fit, GridSpec, Order, covering_rows
from model.region.order_kinds import ORDER_KINDS, OrderKind

FORMAT = "histocast-bundle"
FORMAT_VERSION = 1
MEAN_VERSION = 2
"""Format version of bundles that an older program would open but evaluate incorrectly.

These are bundles with a readout other than "last", or with another kind of tile orders than random orders."""
LATEST_VERSION = 3
"""Format version of bundles whose head gives a survival curve or is an ensemble, or whose tiles lie at any positions.

Older programs cannot evaluate these heads. Instead of using tiles at any positions, they would cut a grid."""
METADATA_KEY = "histocast"

_LATER = {"random_orders", "order_kind", "faithfulness", "familiarity", "tile_layout"}
"""Fields that may be missing, because older bundles do not have them."""
_HEADER_LIMIT = 10_000_000
"""Maximum size of the header in bytes.

A header contains names, shapes and the JSON text of the manifest. A longer header is damaged or comes from another
program."""


@dataclass(frozen=True)
class Manifest:
    """The description of a model in its bundle.

    `threshold` is a survival probability. The risk is low if the survival probability of a patient is at or above the
    threshold. `backbone_name`, `backbone_sha256`, `feature_layer`, `mpp`, `tile_px` and `head.inputs` describe the
    encoder, and the property `encoder` returns them together.
    """

    name: str
    version: str
    endpoint: str
    label_meaning: str
    backbone_name: str
    backbone_sha256: str
    feature_layer: str
    mpp: float
    window_px: int
    tile_px: int
    fit: Fit
    order: Order
    blank: Blank
    standardised: bool
    head: HeadShape
    threshold: float | None
    threshold_origin: str
    calibration: dict[str, Any] | None
    training: str
    metrics: dict[str, Any]
    intended_use: str
    limits: str
    demo: bool
    made_by: str
    random_orders: int = 0
    """Number of random tile orders (`model.region.orders`).

    The probability is computed from the mean logit over these orders. 0 means that the tiles are processed once, in
    `order`. Older bundles lack this field."""
    order_kind: OrderKind = "random"
    """How the random tile orders are made. Older bundles lack this field."""
    faithfulness: dict[str, Any] | None = None
    """Result of an audit of the bundle's explanations (`model.audit.section`).

    If there was no audit, the field is None or absent from the file.
    """
    familiarity: dict[str, Any] | None = None
    """Limits for familiar tissue (`model.familiarity.section`).

    The tensors `familiarity.*` contain the record of the training tissue itself. If there is no such record, the field
    is None or absent from the file."""
    tile_layout: TileLayout = "grid"
    """Positions of the tiles that the model takes as input.

    If this is "positions", the model takes feature files, `window_px` equals `tile_px`, and `backbone_sha256` is "" if
    the encoder's weights are not known. Older bundles lack this field.
    """
    extra: dict[str, Any] = field(default_factory=dict)
    """Fields that this version does not use. They are saved again with the bundle, and are never interpreted."""

    @property
    def grid(self) -> GridSpec:
        """Return the grid of the model's tiles. It has as many tiles as are needed to cover the analysis region."""
        rows = covering_rows(self.window_px, self.tile_px)
        return GridSpec(self.window_px, self.tile_px, rows, rows, self.fit, self.order)

    @property
    def encoder(self) -> EncoderFacts:
        """Return the encoder whose features the model takes, and the tiles of this encoder."""
        return EncoderFacts(
            self.backbone_name,
            self.backbone_sha256,
            self.head.inputs,
            self.tile_px,
            self.mpp,
            self.feature_layer,
        )

    @property
    def calibration_text(self) -> str:
        return self.calibration["words"] if self.calibration else "uncalibrated"


def to_json(manifest: Manifest) -> str:
    """Return the JSON text for the bundle's metadata. Raise BundleError if the manifest has an invalid number."""
    fields = dataclasses.asdict(manifest)
    extra = fields.pop("extra")
    if manifest.familiarity is None:
        del fields["familiarity"]  # left out as in older bundles, so that a copy has the same bytes
    fault = number_fault({**fields, **extra})
    if fault is not None:
        raise BundleError(
            f"The card of {manifest.name} cannot be written: {fault}.",
            "Train or calibrate the model again; such a bundle could not be used.",
        )
    version = FORMAT_VERSION
    # Fields with their default value are left out, so that the copy of an old bundle has the same bytes as the old
    # bundle.
    if manifest.head.readout == "last":
        fields["head"] = {key: value for key, value in fields["head"].items() if key not in ("readout", "warm_up")}
    else:
        version = MEAN_VERSION
    newer = [key for key in ("survival", "members") if getattr(manifest.head, key) != getattr(HeadShape, key)]
    fields["head"] = {
        key: value for key, value in fields["head"].items() if key in newer or key not in ("survival", "members")
    }
    if manifest.order_kind == "random":
        del fields["order_kind"]
    else:
        version = MEAN_VERSION
    if manifest.tile_layout == "grid":
        del fields["tile_layout"]
    if newer or manifest.tile_layout != "grid":
        version = LATEST_VERSION
    said = {"format": FORMAT, "format_version": version}
    return json.dumps({**said, **fields, **extra}, sort_keys=True, allow_nan=False)


def from_json(text: str, path: Path) -> Manifest:
    """Return the manifest in `text` after checking it.

    Raise BundleError if a field is missing, or has a wrong type or an invalid value.
    """
    try:
        given = parse_json(text)
    except (ValueError, RecursionError) as error:
        raise _damaged(path, f"the manifest is not JSON ({error})") from error
    if not isinstance(given, dict) or given.pop("format", None) != FORMAT:
        raise _damaged(path, f"the manifest does not name the format {FORMAT}")
    version = given.pop("format_version", None)
    if version not in (FORMAT_VERSION, MEAN_VERSION, LATEST_VERSION):
        raise BundleError(
            f"{path.name} is a bundle of format version {version}; this program reads versions {FORMAT_VERSION} to "
            f"{LATEST_VERSION}.",
            "Use the program version that made the bundle, or train the model again with this version.",
        )
    known = {f.name for f in dataclasses.fields(Manifest)} - {"extra"}
    missing = sorted(known - given.keys() - _LATER)
    if missing:
        raise _damaged(path, "its manifest lacks " + ", ".join(missing))
    extra = {key: value for key, value in given.items() if key not in known}
    fields = {key: value for key, value in given.items() if key in known}
    try:
        fault = number_fault(given)
        if fault is not None:
            raise ValueError(fault)
        manifest = Manifest(head=head_shape(fields.pop("head")), extra=extra, **fields)
        _check(manifest)
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        raise _damaged(path, f"the manifest is not valid ({error})") from error
    return manifest


def read_manifest(path: Path) -> Manifest:
    """Return the manifest of the bundle file at `path`. Only the header of the file is read."""
    try:
        with path.open("rb") as file:
            length = int.from_bytes(file.read(8), "little")
            if not 2 <= length <= _HEADER_LIMIT:
                raise _damaged(path, "the file is not a safetensors file")
            metadata = parse_json(file.read(length)).get("__metadata__", {})
    except FileNotFoundError as error:
        raise BundleError(
            f"There is no bundle file {path}.",
            "Check the path, or give the name of an installed bundle (histocast bundle list).",
        ) from error
    except OSError as error:
        raise BundleError(f"{path} cannot be read ({error.strerror}).", "Check the file's permissions.") from error
    except (ValueError, AttributeError, RecursionError) as error:
        raise _damaged(path, "the file is not a safetensors file") from error
    if not isinstance(metadata, dict) or not isinstance(metadata.get(METADATA_KEY), str):
        raise _damaged(path, "the safetensors file has no Histocast manifest")
    return from_json(metadata[METADATA_KEY], path)


def _check(manifest: Manifest) -> None:
    for name, good in (
        ("fit", manifest.fit in FITS),
        ("order", manifest.order in ORDERS),
        ("blank", manifest.blank in BLANKS),
        ("random_orders", _is_count(manifest.random_orders)),
        ("order_kind", manifest.order_kind in ORDER_KINDS),
        ("window_px", manifest.tile_px <= manifest.window_px <= 100_000),
        ("tile_px", manifest.grid.rows <= MOST_ROWS),
        ("demo", isinstance(manifest.demo, bool)),
        ("tile_layout", manifest.tile_layout in TILE_LAYOUTS),
    ):
        if not good:
            raise ValueError(f"{name} {getattr(manifest, name)!r} is not allowed")
    if manifest.random_orders and not manifest.head.ordered:
        raise ValueError(f"random_orders is {manifest.random_orders}, but the head ignores the order of the tiles")
    if manifest.tile_layout == "positions" and manifest.window_px != manifest.tile_px:
        raise ValueError(
            f"window_px is {manifest.window_px}, but the tiles lie at any positions, without an analysis region"
        )
    if not isinstance(manifest.faithfulness, dict | None):
        raise ValueError("faithfulness is not a table of numbers")
    unusable = section_fault(manifest.familiarity)
    if unusable is not None:
        raise ValueError(unusable)


def _is_count(orders: object) -> bool:
    # A single order has no standard deviation. More than a thousand orders are a mistake and would take minutes.
    return type(orders) is int and (orders == 0 or 2 <= orders <= 1000)


def _damaged(path: Path, why: str) -> BundleError:
    return BundleError(
        f"{path.name} is not a usable bundle: {why}.", "Copy or download the bundle again, or choose another bundle."
    )
