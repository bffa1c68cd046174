"""Read the manifest of a model bundle: JSON in the header of a `.safetensors` file.

Only the header of the file is read, without torch, so that the window can show its model early. `docs/bundles.md`
specifies the format.
"""

import dataclasses
import json
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any

from model.base.build_info import build_info
from model.base.errors import BundleError
from model.base.files import file_sha256, listed_sums
from model.base.finite import is_number
from model.base.places import data_folder
from model.base.policy import policy
from model.bundle.choices import (
    BLANKS,
    CLASSIFIERS,
    LINEAR,
    LONGEST_WARM_UP,
    POOLINGS,
    READOUTS,
    SURVIVAL_KINDS,
    Blank,
    Classifier,
    Pooling,
    Readout,
    SurvivalKind,
)
from model.bundle.heads.facts import HeadFacts
from model.bundle.heads.head_table import HEADS, UNKNOWN
from model.bundle.manifest_numbers import number_fault
from model.familiarity.section import section_fault
from model.region.grid import FITS, ORDERS, Fit, GridSpec, Order
from model.region.order_kinds import ORDER_KINDS, OrderKind

FORMAT = "histocast-bundle"
FORMAT_VERSION = 1
MEAN_VERSION = 2
"""Format version of bundles that an older program would open but evaluate incorrectly.

These are bundles with a readout other than "last" or with orders other than random ones.
"""
SURVIVAL_VERSION = 3
"""Format version of bundles whose head gives a survival curve or is an ensemble.

Older programs cannot evaluate them.
"""
METADATA_KEY = "histocast"
DEFAULT_BUNDLE = "demo"
"""The default model, unless the package or the policy names another one (see `default_bundle`)."""

_SIZE_LIMIT = 100_000
"""Largest allowed size of a layer, a mixture or a set of support vectors.

A larger value means damage and would exhaust the memory.
"""
_MOST_LAYERS = 100
_LONGEST_YEARS = 100.0
_STRONGEST = 1e9
"""Largest allowed strength of a pooled classifier. Training tries strengths up to 100."""
_HEADER_LIMIT = 10_000_000
"""The largest allowed header in bytes.

A header has names, shapes and the JSON text of the manifest. A longer header is damaged or from another program.
"""


@dataclass(frozen=True)
class PooledShape:
    """A classifier on one vector per spot: the pooling, the classifier and their sizes.

    Only tiles with a tissue share of at least `tissue` (0..1) are pooled, or all tiles if none has that much.
    `components` and `gaussians` are the sizes of a Fisher vector; `vectors` is the number of support vectors of an RBF
    SVM. They are 0 for other methods. `strength` is the strength of the regularisation that training chose
    (scikit-learn's C; var_smoothing for naive Bayes). It is only for information.
    """

    pooling: Pooling = "mean"
    classifier: Classifier = "logistic regression"
    tissue: float = 0.1
    components: int = 0
    gaussians: int = 0
    vectors: int = 0
    strength: float = 0.0

    @property
    def linear(self) -> bool:
        """Return whether the decision value is a sum with one term per tile."""
        return self.pooling == "mean" and self.classifier in LINEAR


@dataclass(frozen=True)
class SurvivalShape:
    """A head that gives a survival curve. `heads/curve.py` defines how it follows from the outputs of the network.

    `times` are years of follow-up in increasing order. The last one is the time of the endpoint, so that the last log
    odds of the curve are the logit of the head.
    """

    kind: SurvivalKind
    times: tuple[float, ...]


@dataclass(frozen=True)
class HeadShape:
    """The layout of a head. `kind` is a key of `HEADS`; `cells` are the sizes of the layers, starting with the first.

    For gated attention, `cells` are the widths of the embedding and of the gate. A pooled head has `pooled` instead.
    `readout` defines how a sequence network answers. With "last", the answer is its logit after the last step. With
    "mean", it is the mean logit of all steps except the warm-up, the first share `warm_up` (0..0.9) of the steps.
    """

    kind: str = "lstm"
    inputs: int = 4096
    cells: tuple[int, ...] = (264, 128, 64)
    bias: bool = True
    pooled: PooledShape | None = None
    readout: Readout = "last"
    warm_up: float = 0.0
    survival: SurvivalShape | None = None
    """If it is None, the output of the network is the logit itself."""
    members: int = 1
    """Number of networks in an ensemble. Their units stand side by side, so that `cells` are sums over the members. The
    logit is the mean of theirs."""

    def first_step(self, steps: int) -> int:
        """Return the first step, counted from 0, whose logit is part of the answer for `steps` steps.

        With the readout "last" it is `steps` - 1. With "mean" it is the number of warm-up steps, rounded down.
        """
        # The small addend prevents that a product such as 0.29 * 100 is rounded down to 28.
        return steps - 1 if self.readout == "last" else min(int(self.warm_up * steps + 1e-9), steps - 1)

    @property
    def facts(self) -> HeadFacts:
        """Return the row of `HEADS`, or `UNKNOWN` for a kind that this version does not have."""
        return HEADS.get(self.kind, UNKNOWN)

    @property
    def ordered(self) -> bool:
        """Return whether the result depends on the order of the tiles."""
        return self.facts.ordered

    @property
    def gives(self) -> tuple[str, ...]:
        """Return what the head computes for each tile: "hidden" for its states, or keys of `Trace.tiles`."""
        return self.facts.gives(self)

    @property
    def text(self) -> str:
        """Return the description of the head in one line of the model card."""
        return self.facts.card(self)


@dataclass(frozen=True)
class Manifest:
    """The description of a model in its bundle.

    `threshold` is a survival probability. At or above it, the risk is low.
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
    """Number of random orders (`model.region.orders`) of the tiles.

    The probability is computed from the mean logit over these orders. 0 means that the tiles are processed once, in
    `order`. Older bundles lack this field.
    """
    order_kind: OrderKind = "random"
    """How these orders are drawn. Older bundles lack this field."""
    faithfulness: dict[str, Any] | None = None
    """Result of an audit of the bundle's explanations (`model.audit.section`).

    If there was no audit, the field is None or absent from the file.
    """
    familiarity: dict[str, Any] | None = None
    """Limits for familiar tissue (`model.familiarity.section`).

    The tensors `familiarity.*` hold the record of the training tissue itself. If there is no such record, the field is
    None or absent from the file.
    """
    extra: dict[str, Any] = field(default_factory=dict)
    """Fields that this version does not use. They are kept when a bundle is saved again, and are never interpreted."""

    @property
    def grid(self) -> GridSpec:
        return GridSpec(window_px=self.window_px, tile_px=self.tile_px, fit=self.fit, order=self.order)

    @property
    def calibration_text(self) -> str:
        return self.calibration["words"] if self.calibration else "uncalibrated"


def to_json(manifest: Manifest) -> str:
    """Return the JSON text for the bundle's metadata. Raise BundleError if the manifest has an invalid number."""
    fields = dataclasses.asdict(manifest)
    extra = fields.pop("extra")
    if manifest.familiarity is None:
        del fields["familiarity"]  # absent as in bundles of earlier versions, so that copies keep their bytes
    fault = number_fault({**fields, **extra})
    if fault is not None:
        raise BundleError(
            f"The card of {manifest.name} cannot be written: {fault}.",
            "Train or calibrate the model again; such a bundle could not be used.",
        )
    version = FORMAT_VERSION
    # Fields with their default value are left out, so that a copy of an old bundle keeps its bytes.
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
    if newer:
        version = SURVIVAL_VERSION
    said = {"format": FORMAT, "format_version": version}
    return json.dumps({**said, **fields, **extra}, sort_keys=True, allow_nan=False)


def from_json(text: str, path: Path) -> Manifest:
    """Return the manifest in `text` after checking it.

    Raise BundleError if a field is missing, or has a wrong type or an invalid value.
    """
    try:
        given = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _damaged(path, f"its manifest is not JSON ({error})") from error
    if not isinstance(given, dict) or given.pop("format", None) != FORMAT:
        raise _damaged(path, f"its manifest does not state the format {FORMAT}")
    version = given.pop("format_version", None)
    if version not in (FORMAT_VERSION, MEAN_VERSION, SURVIVAL_VERSION):
        raise BundleError(
            f"{path.name} is a bundle of format version {version}; this program reads versions {FORMAT_VERSION} to "
            f"{SURVIVAL_VERSION}.",
            "Use the program version that made the bundle, or train the bundle again with this one.",
        )
    known = {f.name for f in dataclasses.fields(Manifest)} - {"extra"}
    missing = sorted(known - given.keys() - {"random_orders", "order_kind", "faithfulness", "familiarity"})
    if missing:
        raise _damaged(path, "its manifest lacks " + ", ".join(missing))
    extra = {key: value for key, value in given.items() if key not in known}
    fields = {key: value for key, value in given.items() if key in known}
    try:
        fault = number_fault(given)
        if fault is not None:
            raise ValueError(fault)
        manifest = Manifest(head=_head_shape(fields.pop("head")), extra=extra, **fields)
        _check(manifest)
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        raise _damaged(path, f"its manifest is not valid ({error})") from error
    return manifest


def read_manifest(path: Path) -> Manifest:
    """Return the manifest of the bundle file at `path`. Only the header of the file is read."""
    try:
        with path.open("rb") as file:
            length = int.from_bytes(file.read(8), "little")
            if not 2 <= length <= _HEADER_LIMIT:
                raise _damaged(path, "it is not a safetensors file")
            metadata = json.loads(file.read(length)).get("__metadata__", {})
    except FileNotFoundError as error:
        raise BundleError(
            f"There is no bundle file {path}.",
            "Check the path, or give the name of an installed bundle (histocast bundle list).",
        ) from error
    except OSError as error:
        raise BundleError(f"{path} cannot be read ({error.strerror}).", "Check the file's permissions.") from error
    except (ValueError, AttributeError, RecursionError) as error:
        raise _damaged(path, "it is not a safetensors file") from error
    if not isinstance(metadata, dict) or not isinstance(metadata.get(METADATA_KEY), str):
        raise _damaged(path, "it is a safetensors file without a Histocast manifest")
    return from_json(metadata[METADATA_KEY], path)


def installed_bundles() -> dict[str, Path]:
    """Return the files of the installed bundles by name.

    The user's own bundles take precedence over the embedded ones.
    """
    folders = [data_folder() / "bundles", Path(str(files("resources"))) / "bundles"]
    found: dict[str, Path] = {}
    for folder in folders:
        for path in sorted(folder.glob("*.safetensors")):
            found.setdefault(path.stem, path)
    return found


def default_bundle() -> str:
    """Return the name or file of the model that is used if the user does not choose one."""
    built = build_info()
    return policy().default_bundle or (built.bundle if built else DEFAULT_BUNDLE)


def verified_sha256(path: Path) -> str:
    """Return the SHA-256 of the bundle file.

    Raise BundleError if the list of hashes beside the file has another value for it.
    """
    found = file_sha256(path)
    expected = listed_sums(path.parent).get(path.name, found)
    if found != expected:
        raise BundleError(
            f"{path} is not the file it should be: its SHA-256 is {found}, not {expected}.",
            "Install the program again.",
        )
    return found


def find_bundle(name_or_file: str) -> Path:
    """Return the bundle file for an installed name or a path. An empty `name_or_file` selects the default bundle."""
    name_or_file = name_or_file or default_bundle()
    installed = installed_bundles()
    if name_or_file in installed:
        return installed[name_or_file]
    path = Path(name_or_file).expanduser()
    if path.suffix == ".safetensors" or path.is_file():
        return path
    names = ", ".join(installed) or "none"
    raise BundleError(
        f"No bundle is called {name_or_file!r}. Installed: {names}.", "Give an installed name or a .safetensors file."
    )


def _head_shape(head: dict[str, Any]) -> HeadShape:
    """Return the layout in a manifest after checking it. Old bundles lack `pooled`, `readout` and `warm_up`."""
    given = head.get("pooled")
    pooled = None if given is None else PooledShape(**given)
    inputs, cells = head["inputs"], tuple(head["cells"])
    if not all(_size(size, wanted=True) for size in (inputs, *cells)) or len(cells) > _MOST_LAYERS:
        raise ValueError(f"head.inputs {inputs!r} and head.cells {cells} are not sizes of layers")
    if not isinstance(head["bias"], bool):
        raise ValueError(f"head.bias {head['bias']!r} is neither true nor false")
    readout, warm_up = head.get("readout", "last"), head.get("warm_up", 0.0)
    if readout not in READOUTS:
        raise ValueError(f"head.readout {readout!r} is not one of {', '.join(READOUTS)}")
    if not is_number(warm_up, 0, LONGEST_WARM_UP) or (readout == "last" and warm_up):
        wanted = "0" if readout == "last" else f"a number from 0 to {LONGEST_WARM_UP:g}"
        raise ValueError(f"head.warm_up {warm_up!r} is not {wanted}, as the readout {readout!r} requires")
    survival, members = _survival_shape(head.get("survival")), head.get("members", 1)
    shape = HeadShape(str(head["kind"]), inputs, cells, head["bias"], pooled, readout, warm_up, survival, members)
    if not _size(members, wanted=True) or any(size % members for size in cells) or (members > 1 and not shape.ordered):
        raise ValueError(f"head.members {members!r} does not fit head.kind {shape.kind!r} and head.cells {cells}")
    if readout != "last" and not shape.ordered:
        raise ValueError(f"head.readout {readout!r} does not fit head.kind {shape.kind!r}, which ignores the order")
    if shape.facts.pooled != (pooled is not None):
        raise ValueError(f"head.pooled {given!r} does not fit head.kind {shape.kind!r}")
    if len(cells) < shape.facts.least_layers:
        raise ValueError(f"head.cells {cells} has too few layers for head.kind {shape.kind!r}")
    if pooled is not None:
        _check_pooled(pooled)
        if survival is not None:
            raise ValueError(f"head.survival {survival!r} does not fit head.kind {shape.kind!r}")
    return shape


def _survival_shape(given: Any) -> SurvivalShape | None:
    """Return the survival curve in a manifest after checking it. Bundles without a curve lack the field."""
    if given is None:
        return None
    kind, times = given["kind"], tuple(given["times"])
    if kind not in SURVIVAL_KINDS:
        raise ValueError(f"head.survival.kind {kind!r} is not one of {', '.join(SURVIVAL_KINDS)}")
    rising = all(is_number(time, 0, _LONGEST_YEARS) for time in times) and list(times) == sorted(set(times))
    if not times or not rising or times[0] <= 0:
        raise ValueError(f"head.survival.times {times} are not rising years of follow-up")
    return SurvivalShape(kind, times)


def _check_pooled(pooled: PooledShape) -> None:
    fisher, rbf = pooled.pooling == "Fisher vector", pooled.classifier == "RBF SVM"
    for name, good in (
        ("pooling", pooled.pooling in POOLINGS),
        ("classifier", pooled.classifier in CLASSIFIERS),
        ("tissue", is_number(pooled.tissue, 0, 1)),
        ("strength", is_number(pooled.strength, 0, _STRONGEST)),
        ("components", _size(pooled.components, fisher)),
        ("gaussians", _size(pooled.gaussians, fisher)),
        ("vectors", _size(pooled.vectors, rbf)),
    ):
        if not good:
            raise ValueError(f"head.pooled.{name} {getattr(pooled, name)!r} is not allowed")


def _size(given: object, wanted: bool) -> bool:
    return type(given) is int and (0 < given <= _SIZE_LIMIT if wanted else given == 0)


def _check(manifest: Manifest) -> None:
    for name, good in (
        ("fit", manifest.fit in FITS),
        ("order", manifest.order in ORDERS),
        ("blank", manifest.blank in BLANKS),
        ("random_orders", _is_count(manifest.random_orders)),
        ("order_kind", manifest.order_kind in ORDER_KINDS),
        ("window_px", manifest.tile_px <= manifest.window_px <= 100_000),
        ("demo", isinstance(manifest.demo, bool)),
    ):
        if not good:
            raise ValueError(f"{name} {getattr(manifest, name)!r} is not allowed")
    if manifest.random_orders and not manifest.head.ordered:
        raise ValueError(f"random_orders is {manifest.random_orders}, but the head ignores the order")
    if not isinstance(manifest.faithfulness, dict | None):
        raise ValueError("faithfulness is not a table of figures")
    unusable = section_fault(manifest.familiarity)
    if unusable is not None:
        raise ValueError(unusable)


def _is_count(orders: object) -> bool:
    # A single order has no standard deviation. More than a thousand orders is a mistake that would take minutes.
    return type(orders) is int and (orders == 0 or 2 <= orders <= 1000)


def _damaged(path: Path, why: str) -> BundleError:
    return BundleError(
        f"{path.name} is not a usable bundle: {why}.", "Copy or download the bundle again, or choose another."
    )
