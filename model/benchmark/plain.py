"""The plain loop: torchvision's unmodified VGG-16 in float32 on the CPU, batch by batch."""

import numpy as np
import torch
from torchvision.models import vgg16
from torchvision.transforms.functional import normalize, to_tensor

from model.backbone.base import WeightSource
from model.backbone.devices import list_devices
from model.backbone.layers import FEATURES, IMAGENET_MEAN, IMAGENET_STD


class PlainLoop:
    """An `Encoder` that uses only the code of torchvision, with the weights of the program's backbone."""

    def __init__(self, weights: WeightSource, sha256: str, batch: int) -> None:
        self.device = list_devices()[-1]
        self.backbone_sha256 = sha256
        self.batch, self.length = batch, FEATURES
        # Nothing is initialised on the meta device; the weights are assigned.
        with torch.device("meta"):
            self._network = vgg16(weights=None)
        state = {name: torch.from_numpy(array) for name, array in weights().items()}
        # The weights and the layers in use both end at fc7.
        self._network.load_state_dict(state, strict=False, assign=True)
        self._network.classifier = self._network.classifier[:5]
        self._network.eval()

    @torch.no_grad()
    def encode(self, tiles: np.ndarray) -> np.ndarray:
        """Return the features of tiles, as described in `Encoder.encode`."""
        parts = []
        for start in range(0, len(tiles), self.batch):
            chunk = tiles[start : start + self.batch]
            x = torch.stack([normalize(to_tensor(tile), list(IMAGENET_MEAN), list(IMAGENET_STD)) for tile in chunk])
            parts.append(self._network(x).numpy())
        return np.concatenate(parts)
