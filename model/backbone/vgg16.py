"""The backbone network in torch: VGG-16, from uint8 tiles to the 4096 features after fc7 and its ReLU."""

from collections.abc import Iterator

import numpy as np
import torch
from torch import nn

from model.backbone.layers import IMAGENET_MEAN, IMAGENET_STD, LAYERS


class Vgg16Features(nn.Module):
    """VGG-16 from tiles uint8 [n, 224, 224, 3], RGB, to features float32 [n, 4096].

    Parameters have torchvision's names and shapes (`features.0.weight` ... `classifier.3.bias`), so a state dict of
    torchvision's `vgg16` fits, except for its last layer. The normalisation is stored in buffers, so that it moves to
    the device together with the weights. Dropout is left out, because it has no effect in inference.
    """

    mean: torch.Tensor
    std: torch.Tensor

    def __init__(self) -> None:
        super().__init__()
        # On the meta device, nothing is allocated or initialised. This suffices, because weights are always loaded
        # afterwards.
        with torch.device("meta"):
            # The network is built from `LAYERS` and not by torchvision, because packages for the CPU do not include
            # torchvision.
            self.features = nn.Sequential(*_convolutions())
            fc6, fc7 = (nn.Linear(layer.shape[1], layer.shape[0]) for layer in LAYERS if not layer.is_convolution)
        self.classifier = nn.ModuleDict({"0": fc6, "1": nn.ReLU(), "3": fc7, "4": nn.ReLU()})
        self.register_buffer("mean", torch.tensor(IMAGENET_MEAN).view(1, 3, 1, 1), persistent=False)
        self.register_buffer("std", torch.tensor(IMAGENET_STD).view(1, 3, 1, 1), persistent=False)

    def forward(self, tiles: torch.Tensor) -> torch.Tensor:
        """Return the features [n, 4096] of uint8 tiles."""
        # [n, 224, 224, 3] viewed as [n, 3, 224, 224] is channels-last in memory, the fastest layout for convolutions.
        x = (tiles.permute(0, 3, 1, 2).float() / 255 - self.mean) / self.std
        # The normalisation is always float32; the layers may have half precision.
        x = x.to(next(self.features.parameters()).dtype)
        # The 224 px tiles have become 7 x 7 here. torchvision's adaptive pooling would change nothing, so it is left
        # out.
        x = self.features(x).flatten(1)
        for layer in self.classifier.values():
            x = layer(x)
        return x.float()


def _convolutions() -> Iterator[nn.Module]:
    """Yield the layers before fc6 in torchvision's order, so that they have the same numbers as in torchvision."""
    for layer in LAYERS:
        if layer.is_convolution:
            outputs, inputs, side, _ = layer.shape
            yield nn.Conv2d(inputs, outputs, side, padding=side // 2)
            yield nn.ReLU(inplace=True)
            if layer.pooled:
                yield nn.MaxPool2d(2)


def build(weights: dict[str, np.ndarray]) -> Vgg16Features:
    """Return VGG-16 in torch with `weights` (float32 by torchvision's names), ready for inference."""
    network = Vgg16Features()
    network.load_state_dict({name: torch.from_numpy(array) for name, array in weights.items()}, assign=True)
    return network.eval().requires_grad_(False)
