"""The manifest of a model bundle: JSON from a `.safetensors` file's metadata comes in, a frozen `Manifest` goes out.

Reads the file's header only, without torch, so that the window knows its model before anything heavy is loaded.
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
from model.bundle.choices import BLANKS, CLASSIFIERS, LINEAR, POOLINGS, Blank, Classifier, Pooling
from model.bundle.heads.facts import HeadFacts
from model.bundle.heads.head_table import HEADS, UNKNOWN
from model.bundle.manifest_numbers import number_fault
from model.region.grid import FITS, ORDERS, Fit, GridSpec, Order

FORMAT = "histocast-bundle"
FORMAT_VERSION = 1
METADATA_KEY = "histocast"
DEFAULT_BUNDLE = "demo"
"""The embedded model, where neither the package nor the policy names another: see `default_bundle`."""

_SIZE_LIMIT = 100_000
"""Of any layer, mixture or set of support vectors; more is a damaged manifest, and would only fill the memory."""
_MOST_LAYERS = 100
_STRONGEST = 1e9
"""Of a pooled classifier's strength; those that are tried end at 100."""
_HEADER_LIMIT = 10_000_000
"""Bytes; a safetensors header holds names, shapes and our JSON. A longer one is a damaged or foreign file."""


@dataclass(frozen=True)
class PooledShape:
    """A classifier on one vector a spot: how tiles become that vector, what judges it, and the sizes of both.

    Only tiles with at least `tissue` (0..1) of tissue are pooled, all of them where no tile has that. `components` and
    `gaussians` are those of a Fisher vector, `vectors` an RBF SVM's support vectors; 0 elsewhere. `strength` is the one
    chosen in training, scikit-learn's C or, of naive Bayes, var_smoothing: told, not computed with.
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
        """Whether every tile has a share of its own in the decision value."""
        return self.pooling == "mean" and self.classifier in LINEAR


@dataclass(frozen=True)
class HeadShape:
    """The head's layout: `kind` is a key of `HEADS`, `cells` the layers' sizes, first layer first.

    Of gated attention `cells` are the widths of the embedding and of the gate; a pooled head has none, and `pooled`.
    """

    kind: str = "lstm"
    inputs: int = 4096
    cells: tuple[int, ...] = (264, 128, 64)
    bias: bool = True
    pooled: PooledShape | None = None

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
        """What the head returns for each tile: "hidden" for its states, or keys of `Trace.tiles`."""
        return self.facts.gives(self)

    @property
    def words(self) -> str:
        """The head in one line of the model card."""
        return self.facts.card(self)


@dataclass(frozen=True)
class Manifest:
    """What a bundle says of itself. `threshold` is on the survival probability: at or above it the risk is low."""

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
    """Number of random orders (`model.region.orders`) in which the tiles are read; the probability is that of the mean
    logit. 0: they are read once, in `order`. Bundles made before there was a choice lack the field."""
    faithfulness: dict[str, Any] | None = None
    """What an audit of its explanations found (`model.audit.section`); None, or absent from the file: not measured."""
    extra: dict[str, Any] = field(default_factory=dict)
    """Fields this version does not know: kept when a bundle is saved again, never interpreted."""

    @property
    def grid(self) -> GridSpec:
        return GridSpec(window_px=self.window_px, tile_px=self.tile_px, fit=self.fit, order=self.order)

    @property
    def calibration_text(self) -> str:
        return self.calibration["words"] if self.calibration else "uncalibrated"


def to_json(manifest: Manifest) -> str:
    """The manifest as the JSON text that stands in the bundle's metadata; BundleError where it has a bad number."""
    fields = dataclasses.asdict(manifest)
    extra = fields.pop("extra")
    fault = number_fault({**fields, **extra})
    if fault is not None:
        raise BundleError(
            f"The card of {manifest.name} cannot be written: {fault}.",
            "Train or calibrate the model again; such a bundle could not be used.",
        )
    return json.dumps(
        {"format": FORMAT, "format_version": FORMAT_VERSION, **fields, **extra}, sort_keys=True, allow_nan=False
    )


def from_json(text: str, path: Path) -> Manifest:
    """The manifest in `text`, checked; BundleError where a field is missing, of the wrong type or not understood."""
    try:
        given = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _damaged(path, f"its manifest is not JSON ({error})") from error
    if not isinstance(given, dict) or given.pop("format", None) != FORMAT:
        raise _damaged(path, f"its manifest does not say it is a {FORMAT}")
    version = given.pop("format_version", None)
    if version != FORMAT_VERSION:
        raise BundleError(
            f"{path.name} is a bundle of format version {version}; this program reads version {FORMAT_VERSION}.",
            "Use the program version that made the bundle, or train the bundle again with this one.",
        )
    known = {f.name for f in dataclasses.fields(Manifest)} - {"extra"}
    missing = sorted(known - given.keys() - {"random_orders", "faithfulness"})
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
        raise _damaged(path, f"its manifest is not understood ({error})") from error
    return manifest


def read_manifest(path: Path) -> Manifest:
    """The manifest of the bundle file at `path`, from its header alone."""
    try:
        with path.open("rb") as file:
            length = int.from_bytes(file.read(8), "little")
            if not 2 <= length <= _HEADER_LIMIT:
                raise _damaged(path, "it is not a safetensors file")
            metadata = json.loads(file.read(length)).get("__metadata__", {})
    except FileNotFoundError as error:
        raise BundleError(
            f"There is no bundle file {path}.", "Check the path, or name an installed bundle: histocast bundle list."
        ) from error
    except OSError as error:
        raise BundleError(f"{path} cannot be read ({error.strerror}).", "Check the file's permissions.") from error
    except (ValueError, AttributeError, RecursionError) as error:
        raise _damaged(path, "it is not a safetensors file") from error
    if not isinstance(metadata, dict) or not isinstance(metadata.get(METADATA_KEY), str):
        raise _damaged(path, "it is a safetensors file without a Histocast manifest")
    return from_json(metadata[METADATA_KEY], path)


def installed_bundles() -> dict[str, Path]:
    """Bundles that can be called by name, name to file; the user's own come before the embedded ones."""
    folders = [data_folder() / "bundles", Path(str(files("resources"))) / "bundles"]
    found: dict[str, Path] = {}
    for folder in folders:
        for path in sorted(folder.glob("*.safetensors")):
            found.setdefault(path.stem, path)
    return found


def default_bundle() -> str:
    """Name or file of the model that is used where nobody chose one."""
    built = build_info()
    return policy().default_bundle or (built.bundle if built else DEFAULT_BUNDLE)


def verified_sha256(path: Path) -> str:
    """SHA-256 of the bundle file; BundleError where the list beside it says another: damaged, or replaced."""
    found = file_sha256(path)
    expected = listed_sums(path.parent).get(path.name, found)
    if found != expected:
        raise BundleError(
            f"{path} is not the file it should be: its SHA-256 is {found}, not {expected}.",
            "Install the program again.",
        )
    return found


def find_bundle(name_or_file: str) -> Path:
    """The bundle file called `name_or_file`: an installed name, a path ending in .safetensors; empty: the default."""
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
    """The head's layout out of JSON; bundles older than pooled heads lack `pooled`."""
    given = head.get("pooled")
    pooled = None if given is None else PooledShape(**given)
    inputs, cells = head["inputs"], tuple(head["cells"])
    if not all(_size(size, wanted=True) for size in (inputs, *cells)) or len(cells) > _MOST_LAYERS:
        raise ValueError(f"head of {inputs!r} inputs and cells {cells}")
    if not isinstance(head["bias"], bool):
        raise ValueError(f"bias {head['bias']!r} of the head")
    shape = HeadShape(str(head["kind"]), inputs, cells, head["bias"], pooled)
    if shape.facts.pooled != (pooled is not None):
        raise ValueError(f"pooling {given!r} of a head of kind {shape.kind!r}")
    if len(cells) < shape.facts.least_layers:
        raise ValueError(f"cells {cells} of a head of kind {shape.kind!r}")
    if pooled is not None:
        _check_pooled(pooled)
    return shape


def _check_pooled(pooled: PooledShape) -> None:
    fisher, rbf = pooled.pooling == "Fisher vector", pooled.classifier == "RBF SVM"
    for words, good in (
        (f"pooling {pooled.pooling!r}", pooled.pooling in POOLINGS),
        (f"classifier {pooled.classifier!r}", pooled.classifier in CLASSIFIERS),
        (f"pooled tissue {pooled.tissue!r}", is_number(pooled.tissue, 0, 1)),
        (f"strength {pooled.strength!r}", is_number(pooled.strength, 0, _STRONGEST)),
        (f"{pooled.components} components", _size(pooled.components, fisher)),
        (f"{pooled.gaussians} gaussians", _size(pooled.gaussians, fisher)),
        (f"{pooled.vectors} support vectors", _size(pooled.vectors, rbf)),
    ):
        if not good:
            raise ValueError(words)


def _size(given: object, wanted: bool) -> bool:
    return type(given) is int and (0 < given <= _SIZE_LIMIT if wanted else given == 0)


def _check(manifest: Manifest) -> None:
    for words, good in (
        (f"fit {manifest.fit!r}", manifest.fit in FITS),
        (f"order {manifest.order!r}", manifest.order in ORDERS),
        (f"blank policy {manifest.blank!r}", manifest.blank in BLANKS),
        (f"{manifest.random_orders!r} random orders", _is_count(manifest.random_orders)),
        ("random orders of a head that reads in none", manifest.head.ordered or not manifest.random_orders),
        (f"window of {manifest.window_px} px", manifest.tile_px <= manifest.window_px <= 100_000),
        ("faithfulness that is no table of figures", isinstance(manifest.faithfulness, dict | None)),
        (f"demo {manifest.demo!r}", isinstance(manifest.demo, bool)),
    ):
        if not good:
            raise ValueError(words)


def _is_count(orders: object) -> bool:
    # One order has no spread, and more than a thousand is a slip that would cost minutes.
    return type(orders) is int and (orders == 0 or 2 <= orders <= 1000)


def _damaged(path: Path, why: str) -> BundleError:
    return BundleError(
        f"{path.name} is not a usable bundle: {why}.", "Get the bundle again from where it was made, or choose another."
    )
