"""Manage the installed backbones: the embedded backbone, and imported or downloaded backbones in the data folder.

A backbone is VGG-16 with one set of weights, or an encoder from an ONNX file (`model.backbone.onnx_import`). The file
NAME.onnx of such an encoder has a record NAME.onnx.json beside it.
"""

import json
from collections.abc import Generator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import numpy as np
from safetensors import SafetensorError, safe_open
from safetensors.numpy import load_file

from model.backbone.identity import checked, weights_sha256
from model.backbone.layers import FEATURE_LAYER
from model.backbone.onnx_facts import OnnxFacts
from model.backbone.onnx_record import read_record
from model.backbone.seeded import seeded_weights
from model.base.errors import BackboneError
from model.base.files import file_sha256, replacing
from model.base.json_file import parse_json
from model.base.places import data_folder
from model.base.progress import Progress
from model.base.tensor_file import save_tensors

SEEDED = "seeded"
IMAGENET = "imagenet"
SEEDED_SHA256 = "fa2a2a4989955d0698e7ff71e2d6ea3c682f1232004babb38ef48f9b2f1080b5"
"""Identity of the embedded backbone. A test computes the weights and compares their SHA-256."""
_METADATA_KEY = "histocast-backbone"


@dataclass(frozen=True)
class BackboneInfo:
    """An installed backbone. `path` is None for the embedded backbone, whose weights are computed each time.

    `onnx` describes an encoder from an ONNX file. It is None for VGG-16.
    """

    name: str
    path: Path | None
    sha256: str
    source: str
    onnx: OnnxFacts | None = None

    @property
    def engine(self) -> str | None:
        """Return the only engine that can compute this backbone, or None if all engines can."""
        return None if self.onnx is None else "OpenVINO"

    @property
    def layer(self) -> str:
        """Return the layer or output whose values are the features."""
        return FEATURE_LAYER if self.onnx is None else f"output {self.onnx.output!r} of the encoder; {self.tiles}"

    @property
    def tiles(self) -> str:
        """Return a description of the tiles that an encoder from a file takes, or "" for VGG-16."""
        return "" if self.onnx is None else self.onnx.stated.words


def backbones_folder() -> Path:
    """Return the folder of the user's backbones. The folder may not exist."""
    return data_folder() / "backbones"


def installed_backbones() -> dict[str, BackboneInfo]:
    """Return all installed backbones by name: the embedded backbone, the user's files and shipped files.

    If a user's file and a shipped file have the same name, the user's file is used. Other files are ignored.
    """
    found = {SEEDED: BackboneInfo(SEEDED, None, SEEDED_SHA256, "embedded: random weights from a fixed seed")}
    embedded = Path(str(files("resources"))) / "backbone"
    for folder in (backbones_folder(), embedded):
        for path in sorted(folder.glob("*.safetensors")):
            about = _about(path)
            if about is not None and path.stem not in found:
                found[path.stem] = BackboneInfo(path.stem, path, about["sha256"], about["source"])
    for path in sorted(backbones_folder().glob("*.onnx")):
        record = read_record(path)
        if record is not None and path.stem not in found:
            found[path.stem] = BackboneInfo(path.stem, path, record.facts.sha256, record.source, record.facts)
    return found


def find_backbone(sha256: str, name: str) -> BackboneInfo:
    """Return the installed backbone whose identity is `sha256`; raise BackboneError if there is none.

    `name` is the name of the backbone in the bundle, for the message.
    """
    info = known_backbone(sha256)
    if info is not None:
        return info
    raise BackboneError(
        f"The bundle was trained on the backbone {name!r} ({sha256[:12]}), which is not installed here.",
        "Import the weights of this backbone, or an ONNX file of it with the preprocessing that was used "
        "in training: histocast backbone import FILE. To download ImageNet weights instead: histocast "
        f"backbone fetch {IMAGENET}.",
    )


def known_backbone(sha256: str) -> BackboneInfo | None:
    """Return the installed backbone whose identity is `sha256`, or None if there is none."""
    return next((info for info in installed_backbones().values() if info.sha256 == sha256), None)


def load_backbone(info: BackboneInfo) -> dict[str, np.ndarray]:
    """Return the weights of `info`, float32 by torchvision's names; raise BackboneError if their SHA-256 differs."""
    weights = seeded_weights() if info.path is None else _read_safetensors(info.path)
    found = weights_sha256(weights)
    if found != info.sha256:
        raise BackboneError(
            f"The weights of backbone {info.name!r} have a wrong SHA-256 ({found[:12]}, not {info.sha256[:12]}): "
            "the file is damaged.",
            "Import the backbone again, or install the program again.",
        )
    return weights


def verified_onnx(info: BackboneInfo) -> tuple[Path, OnnxFacts]:
    """Return the ONNX file of `info` and what is known about it; raise BackboneError if the file has changed."""
    if info.onnx is None or info.path is None:
        raise BackboneError(
            f"The backbone {info.name!r} is not an encoder from an ONNX file.", "Choose another backbone."
        )
    try:
        found = file_sha256(info.path)
    except OSError as error:
        raise BackboneError(
            f"{info.path} cannot be read ({error.strerror}).", "Check its permissions, or import the encoder again."
        ) from error
    if found != info.onnx.file_sha256:
        raise BackboneError(
            f"The file of encoder {info.name!r} has a wrong SHA-256 ({found[:12]}, not {info.onnx.file_sha256[:12]}): "
            "it was changed or damaged.",
            "Import the encoder again.",
        )
    return info.path, info.onnx


def import_backbone(file: Path, name: str | None = None) -> Generator[Progress, None, BackboneInfo]:
    """Import a state dict of torchvision's vgg16 (.safetensors, .pth, .pt), and return the new backbone.

    If `name` is None, the name is the name of the file without its suffix. Raise BackboneError if the file or the name
    cannot be used.
    """
    yield Progress("reading weights")
    weights = _read_safetensors(file) if file.suffix == ".safetensors" else _read_torch(file)
    return (yield from save_backbone(weights, name or file.stem, f"imported from {file.name}"))


def save_backbone(weights: dict[str, np.ndarray], name: str, source: str) -> Generator[Progress, None, BackboneInfo]:
    """Save `weights` in the data folder under `name`, and return the new backbone.

    Raise BackboneError if the name cannot be used.
    """
    path = target_file(name, ".safetensors")
    yield Progress("computing SHA-256")
    sha256 = weights_sha256(weights)
    refuse_replacement(name, sha256)
    yield Progress("saving weights")
    _write(weights, path, sha256, source)
    return BackboneInfo(name, path, sha256, source)


def target_file(name: str, suffix: str) -> Path:
    """Return the path for a backbone called `name`. Raise BackboneError if the name cannot be used.

    If a backbone of the same kind, which has the same `suffix`, exists, the caller must call `refuse_replacement`.
    """
    if name == IMAGENET and suffix == ".onnx":
        raise BackboneError(
            f"{name!r} is reserved for torchvision's weights of VGG-16.",
            "Choose another name for this encoder.",
        )
    if name == SEEDED or not name or any(c in name for c in '/\\:*?"<>|'):
        raise BackboneError(
            f"A backbone cannot be called {name!r}.", ("Choose a name of letters and digits, such as 'imagenet'.")
        )
    before = installed_backbones().get(name)
    if before is not None and before.path is not None and before.path.suffix != suffix:
        raise BackboneError(f"A backbone of another kind is called {name!r}: {before.path}.", "Choose another name.")
    return backbones_folder() / f"{name}{suffix}"


def refuse_replacement(name: str, sha256: str) -> None:
    """Raise BackboneError if the user has another backbone called `name`, because models may need the existing one."""
    before = installed_backbones().get(name)
    if before is None or before.path is None or before.path.parent != backbones_folder():
        return
    if before.sha256 != sha256:
        raise BackboneError(
            f"Another backbone is called {name!r} ({before.sha256[:12]}): {before.path}. Models that "
            "were trained on that backbone need it.",
            "Choose another name with --name. If no model needs the old backbone, delete its file first.",
        )


def export_backbone(name: str, file: Path) -> Generator[Progress, None, BackboneInfo]:
    """Write the backbone `name` to a safetensors file with torchvision's parameter names, without classifier.6."""
    installed = installed_backbones()
    if name not in installed:
        raise BackboneError(f"No backbone is called {name!r}.", f"Installed: {', '.join(installed)}.")
    if installed[name].onnx is not None:
        raise BackboneError(
            f"The encoder {name!r} is an ONNX file, not weights of VGG-16.",
            (f"Copy the file of this encoder: {installed[name].path}."),
        )
    yield Progress("loading weights")
    weights = load_backbone(installed[name])
    yield Progress("saving weights")
    _write(weights, file, installed[name].sha256, installed[name].source)
    return BackboneInfo(name, file, installed[name].sha256, installed[name].source)


def _write(weights: dict[str, np.ndarray], path: Path, sha256: str, source: str) -> None:
    about = {"sha256": sha256, "source": source, "layer": FEATURE_LAYER}
    with replacing(path) as beside:
        save_tensors(weights, beside, metadata={_METADATA_KEY: json.dumps(about)})


def _about(path: Path) -> dict[str, str] | None:
    """Return the metadata that `_write` stored in the file, or None for a file that is no backbone of this program."""
    try:
        with safe_open(path, framework="numpy") as file:
            about = parse_json((file.metadata() or {}).get(_METADATA_KEY, "null"))
    except (SafetensorError, OSError, json.JSONDecodeError):
        return None
    return about if isinstance(about, dict) and {"sha256", "source"} <= about.keys() else None


def _read_safetensors(file: Path) -> dict[str, np.ndarray]:
    try:
        return checked(load_file(file), file.name)
    except (SafetensorError, OSError) as error:
        raise BackboneError(
            f"{file} cannot be read as safetensors ({error}).", "Check the path and the file."
        ) from error


def _read_torch(file: Path) -> dict[str, np.ndarray]:
    from pickle import UnpicklingError

    import torch

    try:
        # `weights_only` makes sure that no code in the pickle is run.
        state = torch.load(file, map_location="cpu", weights_only=True)
        arrays = {name: tensor.numpy() for name, tensor in state.items()}
    except (OSError, RuntimeError, UnpicklingError, EOFError, AttributeError, TypeError, ValueError) as error:
        raise BackboneError(
            f"{file} cannot be read as a PyTorch state dict ({type(error).__name__}).",
            "Choose a file with a state dict of torchvision's vgg16, saved with torch.save or as safetensors.",
        ) from error
    return checked(arrays, file.name)
