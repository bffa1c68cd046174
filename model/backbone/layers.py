"""Define the layers of VGG-16 up to fc7 as plain data, with torchvision's names and shapes. This needs no torch."""

from dataclasses import dataclass

FEATURES = 4096
TILE_PX = 224
FEATURE_LAYER = "fc7, after ReLU (torchvision classifier.4)"
"""The layer whose output values are the features. The publication does not state which layer its 4096 numbers come
from, so every bundle records this choice."""

IMAGENET_MEAN = (0.485, 0.456, 0.406)
IMAGENET_STD = (0.229, 0.224, 0.225)
"""Normalisation (mean and standard deviation) of torchvision's IMAGENET1K_V1 weights, for RGB values in 0..1."""


@dataclass(frozen=True)
class Layer:
    """One layer with weights, followed by a ReLU. `pooled` is true if a 2 x 2 pooling follows.

    `name` is torchvision's name of the layer, and `shape` is the shape of its weights.
    """

    name: str
    shape: tuple[int, ...]
    pooled: bool = False

    @property
    def is_convolution(self) -> bool:
        """Return whether the layer is a convolution. All other layers are fully connected."""
        return len(self.shape) == 4


def _layers() -> tuple[Layer, ...]:
    blocks = ((64, 64), (128, 128), (256, 256, 256), (512, 512, 512), (512, 512, 512))
    layers: list[Layer] = []
    inputs, place = 3, 0  # `place` counts torchvision's modules: convolution, ReLU, ..., pooling
    for block in blocks:
        for number, outputs in enumerate(block):
            layers.append(Layer(f"features.{place}", (outputs, inputs, 3, 3), pooled=number == len(block) - 1))
            inputs, place = outputs, place + 2
        place += 1
    layers.append(Layer("classifier.0", (FEATURES, inputs * 7 * 7)))
    layers.append(Layer("classifier.3", (FEATURES, FEATURES)))
    return tuple(layers)


LAYERS: tuple[Layer, ...] = _layers()
