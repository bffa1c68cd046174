"""The torch engine: encodes on the CPU, an NVIDIA GPU or an Apple GPU, float32 throughout."""

import numpy as np
import torch

from model.backbone.vgg16 import build
from model.prediction import DeviceRecord

CPU_BATCH = 8
"""Larger batches gain nothing on a CPU (measured: 8 and 32 within 2 %) and make progress and cancelling coarser."""
GPU_BATCH = 64


class TorchEncoder:
    """VGG-16 by torch, channels-last."""

    def __init__(self, weights: dict[str, np.ndarray], sha256: str, device: DeviceRecord) -> None:
        self.device = device
        self.backbone_sha256 = sha256
        self._device = torch.device("cpu" if device.name == "cpu-torch" else device.name)
        self.batch = CPU_BATCH if self._device.type == "cpu" else GPU_BATCH
        if self._device.type == "cuda":
            # "exact" means float32: TF32 keeps 10 bits of the mantissa only.
            torch.backends.cuda.matmul.allow_tf32 = False
            torch.backends.cudnn.allow_tf32 = False
        self._network = build(weights).to(self._device).to(memory_format=torch.channels_last)

    @torch.inference_mode()
    def encode(self, tiles: np.ndarray) -> np.ndarray:
        parts = [
            # A copy: torch does not accept arrays closed for writing.
            self._network(torch.from_numpy(tiles[start : start + self.batch].copy()).to(self._device)).cpu().numpy()
            for start in range(0, len(tiles), self.batch)
        ]
        return np.concatenate(parts)
