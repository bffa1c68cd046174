"""Encode chunks of tiles on an NVIDIA GPU. While the GPU encodes a chunk, copy the next chunk to it."""

from collections.abc import Callable, Sequence

import numpy as np
import torch

from model.backbone.layers import FEATURES, TILE_PX


class Uploads:
    """Copies tiles to an NVIDIA GPU through two pinned buffers in memory and two buffers on the GPU, used in turn.

    A CUDA stream of its own copies the tiles while the GPU computes.
    """

    def __init__(self, place: torch.device, step: int) -> None:
        shape = (step, TILE_PX, TILE_PX, 3)
        self._place = place
        self._pinned = [torch.empty(shape, dtype=torch.uint8, pin_memory=True) for _ in range(2)]
        self._there = [torch.zeros(shape, dtype=torch.uint8, device=place) for _ in range(2)]
        self._free = [torch.cuda.Event() for _ in range(2)]  # type: ignore[no-untyped-call]
        self._copies = torch.cuda.Stream(place)  # type: ignore[no-untyped-call]

    def run(self, chunks: Sequence[np.ndarray], network: Callable[[torch.Tensor], torch.Tensor]) -> np.ndarray:
        """Return the features float32 [tiles, 4096] of `chunks` of uint8 tiles, each of at most `step` tiles."""
        count = sum(map(len, chunks))
        features = torch.empty((count, FEATURES), pin_memory=True)
        work = torch.cuda.current_stream(self._place)
        done = 0
        for number, chunk in enumerate(chunks):
            slot, size = number % 2, len(chunk)
            # Wait until the GPU has encoded the previous chunk in this buffer. For the first chunk, there is no wait.
            self._free[slot].synchronize()
            self._pinned[slot][:size].numpy()[:] = chunk
            with torch.cuda.stream(self._copies):
                self._there[slot][:size].copy_(self._pinned[slot][:size], non_blocking=True)
            work.wait_stream(self._copies)
            # Always encode the whole buffer, even if the last chunk is shorter. For a new shape, cuDNN would test all
            # its algorithms again.
            features[done : done + size].copy_(network(self._there[slot])[:size], non_blocking=True)
            self._free[slot].record(work)
            done += size
        work.synchronize()
        return features.numpy()
