"""The torch engine. It encodes tiles on the CPU, an NVIDIA GPU or an Apple GPU, in float32 or half precision.

If a GPU runs out of memory, the engine halves the number of tiles that are computed at once. If the memory is too small
even for one tile, the CPU computes instead, and the device's record states this.
"""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import torch

from model.backbone.base import Opening, WeightSource
from model.backbone.layers import FEATURES
from model.backbone.upload import Uploads
from model.backbone.vgg16 import Vgg16Features, build
from model.base.progress import Progress
from model.result.prediction import Arithmetic, DeviceRecord

CPU_BATCH = 8
"""Number of tiles per call on a CPU. Larger batches are not faster (8 and 32 differ by less than 2 %), but they give
fewer progress reports."""
GPU_BATCH = 256
"""Number of tiles per call on a GPU. It is the number of tiles of an analysis region. The next tiles can then be copied
to the GPU while it computes."""
GPU_STEP = 64
"""Number of tiles that the GPU computes at once, if its memory is large enough."""
TILE_BYTES = {"float32": 60_000_000, "bfloat16": 30_000_000, "float16": 30_000_000}
"""Memory per tile in bytes. It is estimated and not measured. Input and output of the widest layer take 2 x 12.8 MB per
tile in float32, and the library's workspace is assumed to take the same amount again."""
_SHARE = 0.8
"""Share of the GPU's free memory that the engine may use. The rest is for the library and for other programs."""
_DTYPES = {"float32": torch.float32, "bfloat16": torch.bfloat16, "float16": torch.float16}


def open_torch(weights: WeightSource, sha256: str, device: DeviceRecord) -> Opening:
    """Return the VGG-16 encoder that torch computes on `device`. `sha256` identifies the weights."""
    yield Progress("loading the backbone")
    given = weights()
    yield Progress("preparing the device")
    return TorchEncoder(given, sha256, device, weights)


def fitting_step(free_bytes: int, arithmetic: Arithmetic) -> int:
    """Return how many tiles fit into `free_bytes` of a GPU's memory at once: a power of two, 1 to `GPU_STEP`."""
    step = GPU_STEP
    while step > 1 and step * TILE_BYTES[arithmetic] > _SHARE * free_bytes:
        step //= 2
    return step


class TorchEncoder:
    """VGG-16 in torch, with the memory layout channels-last.

    If a GPU has too little memory, so that the CPU must replace it, `again` loads the weights a second time.
    """

    length = FEATURES

    def __init__(self, weights: dict[str, np.ndarray], sha256: str, device: DeviceRecord, again: WeightSource) -> None:
        self.backbone_sha256 = sha256
        self._again = again
        self._settle(weights, device)

    def encode(self, tiles: np.ndarray) -> np.ndarray:
        """Return the features of tiles, as described in `Encoder.encode`."""
        while True:
            try:
                return self._encode(tiles)
            except torch.OutOfMemoryError as error:
                self._make_room(error)

    def _settle(self, weights: dict[str, np.ndarray], device: DeviceRecord) -> None:
        """Load the network with `weights` on `device`, and set the number of tiles that are computed at once."""
        self.device = device
        self._place = torch.device("cpu" if device.name == "cpu-torch" else device.name)
        on_cpu = self._place.type == "cpu"
        self.batch = CPU_BATCH if on_cpu else GPU_BATCH
        self._step = CPU_BATCH if on_cpu else GPU_STEP
        self._network = _placed(build(weights), self._place, _DTYPES[device.arithmetic])
        if self._place.type == "cuda":
            # *exact* means float32, but TF32 has only 10 bits of mantissa.
            torch.backends.cuda.matmul.allow_tf32 = False
            torch.backends.cudnn.allow_tf32 = False
            torch.backends.cudnn.benchmark = True  # shapes never change, so cuDNN tests its algorithms only once
            self._step = fitting_step(torch.cuda.mem_get_info(self._place)[0], device.arithmetic)

    @torch.inference_mode()
    def _encode(self, tiles: np.ndarray) -> np.ndarray:
        chunks = [tiles[start : start + self._step] for start in range(0, len(tiles), self._step)]
        if self._place.type == "cuda":
            return Uploads(self._place, self._step).run(chunks, self._network)
        features = np.empty((len(tiles), FEATURES), np.float32)
        for number, chunk in enumerate(chunks):
            # The tiles are copied, because torch does not accept read-only arrays.
            found = self._network(torch.from_numpy(chunk.copy()).to(self._place))
            features[number * self._step :][: len(chunk)] = found.cpu().numpy()
        return features

    def _make_room(self, error: torch.OutOfMemoryError) -> None:
        """Halve the number of tiles that are computed at once, or continue on the CPU.

        Raise `error` if the device is already the CPU.
        """
        if self._step > 1:
            self._step //= 2
            note = f"its memory ran short, so the batch has {self._step} tiles"
            self.device = replace(self.device, reason=f"{self.device.reason.split('; its memory')[0]}; {note}")
        elif self._place.type == "cpu":
            raise error
        else:
            gpu = self.device.title
            reason = f"{gpu} ran out of memory even for a single tile, and the CPU took over"
            record = DeviceRecord("cpu-torch", "CPU (torch, exact)", reason, "torch", "exact")
            self._network = _nothing  # releases the memory of the GPU before the network is loaded on the CPU
            self._settle(self._again(), record)
        if torch.cuda.is_available():
            torch.cuda.empty_cache()


def _placed(network: Vgg16Features, place: torch.device, dtype: torch.dtype) -> Callable[[torch.Tensor], torch.Tensor]:
    """Move the network to its device. The layers get `dtype`, but the normalisation stays float32."""
    network.features.to(dtype)
    network.classifier.to(dtype)
    return network.to(place).to(memory_format=torch.channels_last)


def _nothing(tiles: torch.Tensor) -> torch.Tensor:
    return tiles
