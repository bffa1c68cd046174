"""Make a head's network from its row in `HEADS`; its module is imported here, since it loads torch."""

from importlib import import_module
from typing import cast

from model.bundle.heads.base import Head
from model.bundle.heads.head_table import HEADS
from model.bundle.manifest import HeadShape


def network_class(kind: str) -> type[Head]:
    """Return the class of the head called `kind`, a key of `HEADS`; KeyError where there is none."""
    module, _, name = HEADS[kind].network.partition(":")
    return cast(type[Head], getattr(import_module(module), name))


def make_head(shape: HeadShape) -> Head:
    """Return a new head of `shape`, with first weights from torch's generator."""
    return network_class(shape.kind)(shape)
