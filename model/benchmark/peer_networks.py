"""Build VGG-16 up to fc7 in the formats of other programs for neural networks, and time it in each program."""

import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from model.backbone.layers import IMAGENET_MEAN, IMAGENET_STD, LAYERS, TILE_PX
from model.backbone.store import BackboneInfo, load_backbone
from model.base.cuda_notice import without_cuda_notice
from model.base.memory import peak_mb
from model.benchmark.encoding import Timing

Weights = dict[str, np.ndarray]
Encode = Callable[[np.ndarray], np.ndarray]
"""A function that takes at most `Opener.batch` tiles, uint8 [n, 224, 224, 3], and returns their features, float32 [n,
4096]."""


@dataclass(frozen=True)
class Opener:
    """How to open another program: the modules that it needs, the number of tiles per call, and a function.

    The function `open` takes the weights, a folder for temporary files and the number of threads. It returns the
    function that encodes tiles.
    """

    modules: tuple[str, ...]
    batch: int
    open: Callable[[Weights, Path, int], Encode]


def time_peer(name: str, backbone: BackboneInfo, tiles: np.ndarray) -> Timing:
    """Open the program called `name`, encode one batch as a warm-up, then encode all `tiles`, and return the times."""
    opener = OPENERS[name]
    started = time.perf_counter()
    with TemporaryDirectory(prefix="histocast-bench-", ignore_cleanup_errors=True) as folder:
        encode = opener.open(load_backbone(backbone), Path(folder), _threads())
        loaded = time.perf_counter() - started
        encode(tiles[: opener.batch])
        started = time.perf_counter()
        parts = [encode(tiles[start : start + opener.batch]) for start in range(0, len(tiles), opener.batch)]
        seconds = (time.perf_counter() - started) / len(tiles)
    return Timing((seconds,), loaded, peak_mb(), np.concatenate(parts))


def _threads() -> int:
    """Return the number of threads for every program. The number is torch's own choice, the number of cores."""
    import torch

    return torch.get_num_threads()


def normalised(tiles: np.ndarray) -> np.ndarray:
    """Return `tiles` normalised for VGG-16: a contiguous array, float32 [n, 3, 224, 224]."""
    mean, std = np.array(IMAGENET_MEAN, np.float32), np.array(IMAGENET_STD, np.float32)
    return np.ascontiguousarray(((tiles.astype(np.float32) / 255 - mean) / std).transpose(0, 3, 1, 2))


def _ncnn(weights: Weights, folder: Path, threads: int) -> Encode:
    import ncnn

    text, blobs = ncnn_network(weights)
    (folder / "vgg.param").write_text(text, encoding="ascii")
    with (folder / "vgg.bin").open("wb") as file:
        for blob in blobs:
            file.write(blob)
    network = ncnn.Net()
    network.opt.num_threads = threads
    # Use float32 in memory and in products, as *exact* does.
    network.opt.use_fp16_packed = network.opt.use_fp16_storage = network.opt.use_fp16_arithmetic = False
    network.opt.use_bf16_storage = False
    network.load_param(str(folder / "vgg.param"))
    network.load_model(str(folder / "vgg.bin"))

    def encode(tiles: np.ndarray) -> np.ndarray:
        found = []
        for tile in normalised(tiles):
            extractor = network.create_extractor()
            extractor.input("tile", ncnn.Mat(tile))
            found.append(np.array(extractor.extract("features")[1], np.float32))
        return np.stack(found)

    return encode


def ncnn_network(weights: Weights) -> tuple[str, list[bytes]]:
    """Return the network in ncnn's text format, and its weights as blobs in ncnn's order.

    Four zero bytes before the weights of a layer mean that they are float32.
    """
    lines, blobs, source = ["Input tile 0 1 tile"], [], "tile"
    for number, layer in enumerate(LAYERS):
        weight, bias = weights[f"{layer.name}.weight"], weights[f"{layer.name}.bias"]
        target = "features" if number == len(LAYERS) - 1 else f"x{number}"
        if layer.is_convolution:
            kind, options = "Convolution", f"0={layer.shape[0]} 1=3 4=1 5=1 6={weight.size} 9=1"
        else:
            kind, options = "InnerProduct", f"0={layer.shape[0]} 1=1 2={weight.size} 9=1"
        lines.append(f"{kind} l{number} 1 1 {source} {target} {options}")
        blobs += [bytes(4), weight.tobytes(), bias.tobytes()]
        source = target
        if layer.pooled:
            lines.append(f"Pooling p{number} 1 1 {source} y{number} 0=0 1=2 2=2")
            source = f"y{number}"
    return "\n".join(("7767517", f"{len(lines)} {len(lines)}", *lines, "")), blobs


def _onnx_file(weights: Weights, folder: Path, batch: int) -> Path:
    """Write the network for `batch` normalised tiles as an ONNX file and return its path."""
    import onnx
    from onnx import TensorProto, helper, numpy_helper

    nodes, tensors, source = [], [], "tile"
    for number, layer in enumerate(LAYERS):
        names = [f"{layer.name}.weight", f"{layer.name}.bias"]
        tensors += [numpy_helper.from_array(weights[name], name) for name in names]
        target = f"x{number}"
        if layer.is_convolution:
            options: dict[str, Any] = {"kernel_shape": [3, 3], "pads": [1, 1, 1, 1]}
            nodes.append(helper.make_node("Conv", [source, *names], [f"c{number}"], **options))
        else:
            nodes.append(helper.make_node("Flatten", [source], [f"f{number}"]))
            nodes.append(helper.make_node("Gemm", [f"f{number}", *names], [f"c{number}"], transB=1))
        nodes.append(helper.make_node("Relu", [f"c{number}"], [target]))
        source = target
        if layer.pooled:
            nodes.append(helper.make_node("MaxPool", [source], [f"y{number}"], kernel_shape=[2, 2], strides=[2, 2]))
            source = f"y{number}"
    given = helper.make_tensor_value_info("tile", TensorProto.FLOAT, [batch, 3, TILE_PX, TILE_PX])
    found = helper.make_tensor_value_info(source, TensorProto.FLOAT, [batch, LAYERS[-1].shape[0]])
    graph = helper.make_graph(nodes, "vgg16-fc7", [given], [found], tensors)
    path = folder / "vgg.onnx"
    onnx.save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8), str(path))
    return path


def _onnxruntime(weights: Weights, folder: Path, threads: int) -> Encode:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    path = _onnx_file(weights, folder, OPENERS["onnxruntime"].batch)
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    return lambda tiles: np.asarray(session.run(None, {"tile": normalised(tiles)})[0])


def _mnn(weights: Weights, folder: Path, threads: int) -> Encode:
    # The converter is called directly, because MNN's own command also has a module that sends usage reports.
    import _tools
    import MNN

    batch = OPENERS["MNN"].batch
    path, made = _onnx_file(weights, folder, batch), folder / "vgg.mnn"
    given = ["mnnconvert", "-f", "ONNX", "--modelFile", str(path), "--MNNModel", str(made), "--bizCode", "bench"]
    with _Quiet():
        _tools.mnnconvert(given)
        interpreter = MNN.Interpreter(str(made))
        session = interpreter.createSession({"numThread": threads, "precision": "high"})
    tile = interpreter.getSessionInput(session)
    shape, found = (batch, 3, TILE_PX, TILE_PX), (batch, LAYERS[-1].shape[0])
    kind, order = MNN.Halide_Type_Float, MNN.Tensor_DimensionType_Caffe

    def encode(tiles: np.ndarray) -> np.ndarray:
        tile.copyFrom(MNN.Tensor(shape, kind, normalised(tiles), order))
        interpreter.runSession(session)
        host = MNN.Tensor(found, kind, np.zeros(found, np.float32), order)
        interpreter.getSessionOutput(session).copyToHostTensor(host)
        return np.array(host.getNumpyData(), np.float32).reshape(found)

    return encode


class _Quiet:
    """Discard what a library prints during the `with` block. Errors of the library are still raised as exceptions."""

    def __enter__(self) -> None:
        self._before, self._nowhere = os.dup(1), os.open(os.devnull, os.O_WRONLY)
        os.dup2(self._nowhere, 1)

    def __exit__(self, *error: object) -> None:
        os.dup2(self._before, 1)
        os.close(self._before)
        os.close(self._nowhere)


def _torch_compile(weights: Weights, folder: Path, threads: int) -> Encode:
    import torch

    from model.backbone.vgg16 import build

    without_cuda_notice()
    torch.set_num_threads(threads)
    # The options that PyTorch documents for inference on a CPU: constant weights, and its own search for kernels.
    torch._inductor.config.freezing = True
    network = torch.compile(build(weights).to(memory_format=torch.channels_last))

    def encode(tiles: np.ndarray) -> np.ndarray:
        with torch.inference_mode():
            found: np.ndarray = network(torch.from_numpy(tiles.copy())).numpy()
        return found

    return encode


OPENERS = {
    "ncnn": Opener(("ncnn",), 1, _ncnn),
    "MNN": Opener(("MNN", "onnx"), 1, _mnn),
    "onnxruntime": Opener(("onnxruntime", "onnx"), 8, _onnxruntime),
    "torch.compile": Opener(("torch",), 8, _torch_compile),
}
"""The other programs, by name. ncnn takes one tile per call by design, and MNN is not faster with more tiles per
call."""
