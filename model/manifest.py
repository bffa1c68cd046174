"""The manifest of a model bundle: JSON from a `.safetensors` file's metadata comes in, a frozen `Manifest` goes out.

Reads the file's header only, without torch, so that the window knows its model before anything heavy is loaded.
The format is specified in `model/README.md`.
"""

import dataclasses
import json
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

from model.errors import BundleError
from model.grid import FITS, ORDERS, Fit, GridSpec, Order
from model.places import data_folder

FORMAT = "histocast-bundle"
FORMAT_VERSION = 1
METADATA_KEY = "histocast"
DEFAULT_BUNDLE = "demo"

Blank = Literal["read", "skip"]
BLANKS: tuple[Blank, ...] = ("read", "skip")
"""Whether the head reads tiles without tissue like all others, or passes them over."""
_HEADER_LIMIT = 10_000_000
"""Bytes; a safetensors header holds names, shapes and our JSON. A longer one is a damaged or foreign file."""


@dataclass(frozen=True)
class HeadShape:
    """The sequence network's layout: `kind` is a key of `HEADS`, `cells` the layers' sizes, first layer first."""

    kind: str = "lstm"
    inputs: int = 4096
    cells: tuple[int, ...] = (264, 128, 64)
    bias: bool = True


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
    """In how many random orders (`model.orders`) the tiles are read for the probability, which is that of the mean
    logit; 0: they are read once, in `order`. Bundles made before there was a choice lack the field."""
    extra: dict[str, Any] = field(default_factory=dict)
    """Fields this version does not know: kept when a bundle is saved again, never interpreted."""

    @property
    def grid(self) -> GridSpec:
        return GridSpec(window_px=self.window_px, tile_px=self.tile_px, fit=self.fit, order=self.order)

    @property
    def calibration_words(self) -> str:
        return self.calibration["words"] if self.calibration else "uncalibrated"


def to_json(manifest: Manifest) -> str:
    """The manifest as the JSON text that stands in the bundle's metadata."""
    fields = dataclasses.asdict(manifest)
    extra = fields.pop("extra")
    return json.dumps({"format": FORMAT, "format_version": FORMAT_VERSION, **fields, **extra}, sort_keys=True)


def from_json(text: str, path: Path) -> Manifest:
    """The manifest in `text`, checked; BundleError where a field is missing, of the wrong type or not understood."""
    try:
        given = json.loads(text)
    except json.JSONDecodeError as error:
        raise _damaged(path, f"its manifest is not JSON ({error.msg})") from error
    if not isinstance(given, dict) or given.pop("format", None) != FORMAT:
        raise _damaged(path, f"its manifest does not say it is a {FORMAT}")
    version = given.pop("format_version", None)
    if version != FORMAT_VERSION:
        raise BundleError(
            f"{path.name} is a bundle of format version {version}; this program reads version {FORMAT_VERSION}.",
            "Use the program version that made the bundle, or train the bundle again with this one.",
        )
    known = {f.name for f in dataclasses.fields(Manifest)} - {"extra"}
    missing = sorted(known - given.keys() - {"random_orders"})
    if missing:
        raise _damaged(path, "its manifest lacks " + ", ".join(missing))
    extra = {key: value for key, value in given.items() if key not in known}
    fields = {key: value for key, value in given.items() if key in known}
    try:
        head = fields.pop("head")
        shape = HeadShape(
            str(head["kind"]), int(head["inputs"]), tuple(int(c) for c in head["cells"]), bool(head["bias"])
        )
        manifest = Manifest(head=shape, extra=extra, **fields)
        _check(manifest)
    except (KeyError, TypeError, ValueError) as error:
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
    except (ValueError, AttributeError) as error:
        raise _damaged(path, "it is not a safetensors file") from error
    if METADATA_KEY not in metadata:
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


def find_bundle(name_or_file: str) -> Path:
    """The bundle file called `name_or_file`: an installed name, or a path ending in .safetensors."""
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


def _check(manifest: Manifest) -> None:
    for words, good in (
        (f"fit {manifest.fit!r}", manifest.fit in FITS),
        (f"order {manifest.order!r}", manifest.order in ORDERS),
        (f"blank policy {manifest.blank!r}", manifest.blank in BLANKS),
        (f"{manifest.random_orders!r} random orders", _is_count(manifest.random_orders)),
        (f"mpp {manifest.mpp!r}", 0 < float(manifest.mpp) < 100),
        (f"window of {manifest.window_px} px", manifest.tile_px <= manifest.window_px <= 100_000),
        (f"threshold {manifest.threshold!r}", manifest.threshold is None or 0 <= manifest.threshold <= 1),
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
