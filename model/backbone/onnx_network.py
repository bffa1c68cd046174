"""Read an encoder from an ONNX file with OpenVINO, and refuse networks that cannot encode tiles.

The shapes of the network are fixed: it takes tiles uint8 [n, side, side, 3], RGB, and returns features float32 [n,
length] for a fixed n.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from model.backbone.onnx_facts import Preprocessing
from model.backbone.onnx_structure import external_files
from model.backbone.openvino_loader import ONNX_FAULTS, FrontEndManager, opset13
from model.backbone.openvino_loader import openvino as ov
from model.base.errors import BackboneError

LIMIT_BYTES = (1 << 31) - 1
"""Maximum size of a file in bytes. ONNX uses the format Protocol Buffers, which has the same limit. Larger networks
have their weights in other files."""
BATCH = 8
"""Number of tiles per call, as for VGG-16. A network that was exported for one tile at a time gets one tile per
call."""
MOST_FEATURES = 16_384
"""Maximum number of features per tile. 256 tiles with so many features take 17 MB. Encoders of tissue have 384 to 2560
features."""
_LONGEST = 200
_OF_TRAINING = re.compile("Dropout|BatchNormalization")
"""Operators that OpenVINO converts for inference only."""
_UNKNOWN = re.compile(r"No conversion rule found for operations: (.*)")
_LENGTHS = (
    "Export the encoder so that it returns one vector of features per tile, [n, length]: after its "
    "pooling, or its class token only."
)


@dataclass(frozen=True, eq=False)
class EncoderNetwork:
    """A network for uint8 tiles with a fixed number of tiles per call, and the name of its output in the file."""

    network: ov.Model
    output: str

    @property
    def batch(self) -> int:
        """Return the number of tiles that the network takes per call."""
        return int(self.network.input(0).shape[0])

    @property
    def length(self) -> int:
        """Return the number of features that the network returns per tile."""
        return int(self.network.output(0).shape[1])


def refuse_unreadable(path: Path, name: str) -> None:
    """Raise BackboneError if the file at `path`, called `name`, is not an ONNX file or has weights in other files."""
    others = external_files(path, name)
    if others:
        named = ", ".join(_shown(other) for other in others[:3] if other) or "files that it does not name"
        raise BackboneError(
            f"{name} does not hold all its weights; some are in other files: {named}.",
            "Save the network as one file: onnx.save_model(onnx.load('ENCODER.onnx'), 'ONE-FILE.onnx').",
        )


def encoder_network(path: Path, stated: Preprocessing, name: str) -> EncoderNetwork:
    """Return the network in the ONNX file at `path`, called `name`, for the tiles that `stated` describes.

    The caller must check the file with `refuse_unreadable` first. Raise BackboneError if the network cannot encode such
    tiles.
    """
    network = _read(path, name)
    _refuse_ports(network, name)
    _refuse_input(network, name, stated.tile_px)
    _refuse_nan(network, name)
    output = _name(network.output(0))
    fixed = _fixed(network, name, stated.tile_px)
    steps = ov.preprocess.PrePostProcessor(fixed)
    steps.input().tensor().set_element_type(ov.Type.u8).set_layout(ov.Layout("NHWC"))
    steps.input().model().set_layout(ov.Layout("NCHW"))
    values = steps.input().preprocess().convert_element_type(ov.Type.f32).scale(255.0)
    values.mean(list(stated.mean)).scale(list(stated.sd))
    return EncoderNetwork(steps.build(), output)


def _read(path: Path, name: str) -> ov.Model:
    # Only the reader of ONNX files gets the file. Otherwise OpenVINO would try all its readers in turn.
    reader = FrontEndManager().load_by_framework("onnx")
    if reader is None:
        raise BackboneError(
            "This installation of OpenVINO cannot read ONNX files.",
            ("Install the program again, or install openvino from PyPI."),
        )
    try:
        return reader.convert(reader.load(str(path)))
    except ONNX_FAULTS as error:
        unknown = _UNKNOWN.search(str(error))
        if unknown:
            raise BackboneError(
                f"{name} uses operators that OpenVINO does not support: {_shown(unknown[1].strip())}.",
                "Export the encoder with standard operators: another opset_version, without custom operators, or with "
                "the attention written out (attn_implementation='eager').",
            ) from error
        lines = [line.strip() for line in str(error).splitlines() if line.strip()]
        reason = _shown(lines[-1]).rstrip(".") if lines else type(error).__name__
        remedy = "Check it with onnx.checker.check_model, and export it again with another opset_version."
        if _OF_TRAINING.search(reason):
            remedy = f"Export the encoder for inference: call model.eval() first. {remedy}"
        raise BackboneError(f"{name} cannot be read as an ONNX network: {reason}.", remedy) from error


def _refuse_ports(network: ov.Model, name: str) -> None:
    for ports, what, remedy in (
        (network.inputs, "inputs", "Export the image encoder alone, so that the tiles are its only input."),
        (network.outputs, "outputs", "Export the encoder so that it returns the features only."),
    ):
        if len(ports) != 1:
            named = ", ".join(map(_name, ports[:5])) or "none"
            raise BackboneError(f"{name} has {len(ports)} {what} ({named}); an encoder has one.", remedy)


def _refuse_input(network: ov.Model, name: str, side: int) -> None:
    given = network.input(0)
    if given.element_type != ov.Type.f32:
        raise BackboneError(
            f"The input of {name} has the type {given.element_type.to_string()}; tiles are given as float32.",
            "Export the encoder with a float32 input and without its normalisation, which you specify at the import.",
        )
    shape = given.partial_shape
    sizes = [dim.get_length() if dim.is_static else None for dim in shape] if shape.rank.is_static else [None] * 4
    text = str(shape)
    if len(sizes) == 4 and sizes[3] == 3 and sizes[1] != 3:
        raise BackboneError(
            f"The input of {name} has the shape {text}: channels last.",
            f"Export the encoder with the layout channels first, [n, 3, {side}, {side}].",
        )
    if len(sizes) != 4 or sizes[1] not in (3, None):
        raise BackboneError(
            f"The input of {name} has the shape {text}; tiles are given as [n, 3, {side}, {side}].",
            "Export the encoder for RGB images, channels first.",
        )
    if any(size not in (side, None) for size in sizes[2:]):
        raise BackboneError(
            f"The input of {name} has the shape {text}, which does not fit tiles of {side} px.",
            "Give the side of its tiles with --tile-px, or export the encoder for tiles of this side.",
        )


def _refuse_nan(network: ov.Model, name: str) -> None:
    for node in network.get_ops():
        if node.get_type_name() != "Constant" or not node.get_element_type().is_real():
            continue
        # Infinite values are allowed, because attention masks have them. The test on tiles checks that the features are
        # finite.
        if np.isnan(node.get_data(dtype=np.float32)).any():
            raise BackboneError(
                f"{name} has weights that are NaN ({node.get_friendly_name()}).",
                "Get the file again, or export it again.",
            )


def _fixed(network: ov.Model, name: str, side: int) -> ov.Model:
    """Return the network for a fixed number n of tiles per call, with an output of the shape [n, length]."""
    found = None
    for batch in (BATCH, 1):
        # The network is copied, because a failed attempt leaves wrong shapes in it.
        found = _for_batch(network.clone(), batch, side)
        if found is not None and found.is_static and len(found) and found[0].get_length() == batch:
            break
    else:
        raise BackboneError(
            f"The shapes of {name} cannot be fixed for tiles of {side} px"
            + (f": its output has the shape {found}." if found is not None else "."),
            "Export the encoder with a fixed input: without dynamic axes, or with the first axis alone dynamic.",
        )
    network.reshape([batch, 3, side, side])
    sizes = list(network.output(0).shape)
    length = int(np.prod(sizes[1:]))
    if len(sizes) < 2 or length != sizes[1]:
        raise BackboneError(f"The output of {name} has the shape {sizes}, which is not one vector per tile.", _LENGTHS)
    if not 1 <= length <= MOST_FEATURES:
        raise BackboneError(
            f"{name} returns {length} numbers per tile; at most {MOST_FEATURES} are possible.", _LENGTHS
        )
    if network.output(0).element_type == ov.Type.f32 and len(sizes) == 2:
        return network
    vector: Any = opset13.convert(network.output(0).get_node().input_value(0), np.float32)
    vector = opset13.reshape(vector, np.array([batch, length]), special_zero=False)
    return ov.Model([vector], network.get_parameters(), network.get_friendly_name())


def _for_batch(network: ov.Model, batch: int, side: int) -> Any:
    """Change the network to `batch` tiles per call, and return the shape of its output.

    Return None if an operator does not allow this number of tiles.
    """
    try:
        network.reshape([batch, 3, side, side])
    except RuntimeError:
        return None
    return network.output(0).partial_shape


def _name(port: Any) -> str:
    return _shown(str(port.any_name)) if port.names else "output"


def _shown(text: str) -> str:
    """Return a text from the file for use in a message: at most 200 characters, without control characters."""
    return "".join(sign if sign.isprintable() else "?" for sign in text[:_LONGEST])
