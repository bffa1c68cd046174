"""Read the manifest of a model bundle: JSON in the header of a `.safetensors` file.

Only the file's header is read, without torch, so that the window shows its model before anything heavy is loaded.
The format is specified in `docs/bundles.md`.
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
    Blank,
    Classifier,
    Pooling,
    Readout,
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
"""Format version of bundles that an older program would open and compute wrongly: those with another readout than
"last" or other orders than random ones."""
METADATA_KEY = "histocast"
DEFAULT_BUNDLE = "demo"
"""The default model, unless the package or the policy names another one; see `default_bundle`."""

_SIZE_LIMIT = 100_000
"""Largest size of a layer, mixture or set of support vectors; a larger one is damage and would fill the memory."""
_MOST_LAYERS = 100
_STRONGEST = 1e9
"""Largest strength of a pooled classifier; training tries strengths up to 100."""
_HEADER_LIMIT = 10_000_000
"""Bytes. A safetensors header holds names, shapes and our JSON; a longer one is damaged or of another program."""


@dataclass(frozen=True)
class PooledShape:
    """A classifier on one vector per spot: the pooling, the classifier, and their sizes.

    Only tiles with a tissue share of at least `tissue` (0..1) are pooled; all tiles are where none has it. `components`
    and `gaussians` belong to a Fisher vector, `vectors` is the number of an RBF SVM's support vectors; 0 otherwise.
    `strength` was chosen in training (scikit-learn's C; naive Bayes: var_smoothing) and is for information only.
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
        """Whether the decision value is a sum with one term per tile."""
        return self.pooling == "mean" and self.classifier in LINEAR


@dataclass(frozen=True)
class HeadShape:
    """The layout of a head: `kind` is a key of `HEADS`, `cells` are the sizes of the layers, first layer first.

    For gated attention `cells` are the widths of the embedding and of the gate. A pooled head has `pooled` instead.
    `readout` states how a sequence network answers. "last": its logit after the last step. "mean": the mean of its
    logits after all steps except the first share `warm_up` (0..0.9) of them.
    """

    kind: str = "lstm"
    inputs: int = 4096
    cells: tuple[int, ...] = (264, 128, 64)
    bias: bool = True
    pooled: PooledShape | None = None
    readout: Readout = "last"
    warm_up: float = 0.0

    def first_step(self, steps: int) -> int:
        """Return the first step, counted from 0, whose logit counts in the answer of a string of `steps` steps.

        It is `steps` - 1, the last step, or the number of warm-up steps, rounded down.
        """
        # The small addend keeps a product such as 0.29 * 100 from being rounded down to 28.
        return steps - 1 if self.readout == "last" else min(int(self.warm_up * steps + 1e-9), steps - 1)

    @property
    def facts(self) -> HeadFacts:
        """The row of `HEADS`; `UNKNOWN` for a kind that this version does not have."""
        return HEADS.get(self.kind, UNKNOWN)

    @property
    def ordered(self) -> bool:
        """Whether the result depends on the order of the tiles."""
        return self.facts.ordered

    @property
    def gives(self) -> tuple[str, ...]:
        """Names of the values that the head returns for each tile: "hidden" (its states), or keys of `Trace.tiles`."""
        return self.facts.gives(self)

    @property
    def words(self) -> str:
        """The head in one line of the model card."""
        return self.facts.card(self)


@dataclass(frozen=True)
class Manifest:
    """The description in a bundle. `threshold` is a survival probability: at or above it the risk is low."""

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
    """Number of random orders (`model.region.orders`) of the tiles; the probability is that of the mean logit. 0: the
    tiles are processed once, in `order`. Old bundles lack the field."""
    order_kind: OrderKind = "random"
    """The kind of these orders. Old bundles lack the field."""
    faithfulness: dict[str, Any] | None = None
    """Result of an audit of its explanations (`model.audit.section`); None, or absent from the file: not measured."""
    familiarity: dict[str, Any] | None = None
    """Limits of the record of its training tissue (`model.familiarity.section`), which the tensors `familiarity.*`
    hold; None, or absent from the file: it has no such record."""
    extra: dict[str, Any] = field(default_factory=dict)
    """Fields that this version does not use; they are kept when a bundle is saved again, and never interpreted."""

    @property
    def grid(self) -> GridSpec:
        return GridSpec(window_px=self.window_px, tile_px=self.tile_px, fit=self.fit, order=self.order)

    @property
    def calibration_text(self) -> str:
        return self.calibration["words"] if self.calibration else "uncalibrated"


def to_json(manifest: Manifest) -> str:
    """Return the JSON text for the bundle's metadata; raise BundleError if the manifest has a bad number."""
    fields = dataclasses.asdict(manifest)
    extra = fields.pop("extra")
    if manifest.familiarity is None:
        del fields["familiarity"]  # as in bundles of earlier versions, whose copies keep their bytes
    fault = number_fault({**fields, **extra})
    if fault is not None:
        raise BundleError(
            f"The card of {manifest.name} cannot be written: {fault}.",
            "Train or calibrate the model again; such a bundle could not be used.",
        )
    version = FORMAT_VERSION
    # Fields that say what their absence says are left out, so that an old bundle keeps its bytes when it is copied.
    if manifest.head.readout == "last":
        fields["head"] = {key: value for key, value in fields["head"].items() if key not in ("readout", "warm_up")}
    else:
        version = MEAN_VERSION
    if manifest.order_kind == "random":
        del fields["order_kind"]
    else:
        version = MEAN_VERSION
    said = {"format": FORMAT, "format_version": version}
    return json.dumps({**said, **fields, **extra}, sort_keys=True, allow_nan=False)


def from_json(text: str, path: Path) -> Manifest:
    """Return the checked manifest in `text`; raise BundleError for a missing field, a wrong type or a bad value."""
    try:
        given = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _damaged(path, f"its manifest is not JSON ({error})") from error
    if not isinstance(given, dict) or given.pop("format", None) != FORMAT:
        raise _damaged(path, f"its manifest does not state the format {FORMAT}")
    version = given.pop("format_version", None)
    if version not in (FORMAT_VERSION, MEAN_VERSION):
        raise BundleError(
            f"{path.name} is a bundle of format version {version}; this program reads versions {FORMAT_VERSION} and "
            f"{MEAN_VERSION}.",
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
    """Return the manifest of the bundle file at `path`, from its header alone."""
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
    """Return the files of the installed bundles by name; the user's own take precedence over the embedded ones."""
    folders = [data_folder() / "bundles", Path(str(files("resources"))) / "bundles"]
    found: dict[str, Path] = {}
    for folder in folders:
        for path in sorted(folder.glob("*.safetensors")):
            found.setdefault(path.stem, path)
    return found


def default_bundle() -> str:
    """Return the name or file of the model that is used without a choice."""
    built = build_info()
    return policy().default_bundle or (built.bundle if built else DEFAULT_BUNDLE)


def verified_sha256(path: Path) -> str:
    """Return the SHA-256 of the bundle file; raise BundleError if the list beside it has another one."""
    found = file_sha256(path)
    expected = listed_sums(path.parent).get(path.name, found)
    if found != expected:
        raise BundleError(
            f"{path} is not the file it should be: its SHA-256 is {found}, not {expected}.",
            "Install the program again.",
        )
    return found


def find_bundle(name_or_file: str) -> Path:
    """Return the bundle file for an installed name or a path; an empty `name_or_file` means the default bundle."""
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
    """Return the checked layout in a manifest; old bundles lack `pooled`, `readout` and `warm_up`."""
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
    shape = HeadShape(str(head["kind"]), inputs, cells, head["bias"], pooled, readout, warm_up)
    if readout != "last" and not shape.ordered:
        raise ValueError(f"head.readout {readout!r} does not fit head.kind {shape.kind!r}, which ignores the order")
    if shape.facts.pooled != (pooled is not None):
        raise ValueError(f"head.pooled {given!r} does not fit head.kind {shape.kind!r}")
    if len(cells) < shape.facts.least_layers:
        raise ValueError(f"head.cells {cells} has too few layers for head.kind {shape.kind!r}")
    if pooled is not None:
        _check_pooled(pooled)
    return shape


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
    # One order has no spread; more than a thousand is a mistake that would cost minutes.
    return type(orders) is int and (orders == 0 or 2 <= orders <= 1000)


def _damaged(path: Path, why: str) -> BundleError:
    return BundleError(
        f"{path.name} is not a usable bundle: {why}.", "Copy or download the bundle again, or choose another."
    )
