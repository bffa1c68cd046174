"""Make a head's network from its row in `HEADS`. The network's module is imported only here, because it loads torch."""

from importlib import import_module
from typing import cast

from model.bundle.head_shape import HeadShape
from model.bundle.heads.base import Head
from model.bundle.heads.head_table import HEADS


def network_class(kind: str) -> type[Head]:
    """Return the class of the head called `kind`, a key of `HEADS`. Raise KeyError if there is none."""
    module, _, name = HEADS[kind].network.partition(":")
    return cast(type[Head], getattr(import_module(module), name))


def make_head(shape: HeadShape) -> Head:
    """Return a new head of this `shape`. torch's random generator draws its initial weights."""
    return network_class(shape.kind)(shape)
