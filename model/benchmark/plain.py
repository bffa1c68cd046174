"""The plain loop: torchvision's VGG-16 in float32 on the processor, as it comes, a batch after another."""

import numpy as np
import torch
from torchvision.models import vgg16
from torchvision.transforms.functional import normalize, to_tensor

from model.backbone.base import WeightSource
from model.backbone.devices import list_devices
from model.backbone.layers import IMAGENET_MEAN, IMAGENET_STD


class PlainLoop:
    """Keeps the `Encoder` contract; nothing in it is ours but the weights."""

    def __init__(self, weights: WeightSource, sha256: str, batch: int) -> None:
        self.device = list_devices()[-1]
        self.backbone_sha256 = sha256
        self.batch = batch
        self._network = vgg16(weights=None)
        state = {name: torch.from_numpy(array) for name, array in weights().items()}
        self._network.load_state_dict(state, strict=False)  # ours end with fc7, and so does what is used
        self._network.classifier = self._network.classifier[:5]
        self._network.eval()

    @torch.no_grad()
    def encode(self, tiles: np.ndarray) -> np.ndarray:
        parts = []
        for start in range(0, len(tiles), self.batch):
            chunk = tiles[start : start + self.batch]
            x = torch.stack([normalize(to_tensor(tile), list(IMAGENET_MEAN), list(IMAGENET_STD)) for tile in chunk])
            parts.append(self._network(x).numpy())
        return np.concatenate(parts)
