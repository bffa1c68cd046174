"""VGG-16 with an eighth of its channels, because VGG-16 itself takes seconds for each tile."""

from dataclasses import replace
from itertools import pairwise

from model.backbone.layers import LAYERS

PLAN = [8, 8, "M", 16, 16, "M", 32, 32, 32, "M", 64, 64, 64, "M", 64, 64, 64, "M"]
"""Channels of the convolutions and places of the pooling, as torchvision states them."""
FC6 = 256


def narrow():
    """Return the layers of VGG-16 with the channels of `PLAN`."""
    channels = [3, *(step for step in PLAN if step != "M")]
    shapes = [(outputs, inputs, 3, 3) for inputs, outputs in pairwise(channels)]
    shapes += [(FC6, channels[-1] * 7 * 7), (4096, FC6)]
    return tuple(replace(layer, shape=shape) for layer, shape in zip(LAYERS, shapes, strict=True))
