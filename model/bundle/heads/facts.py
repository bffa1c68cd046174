"""The description of a kind of head, as data that is read without torch."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from model.bundle.manifest import HeadShape

OptionName = Literal["cells", "bias", "readout", "warm_up", "pooling", "classifier"]
"""Training options (`training/config.py`) that only some heads take."""

PARTS_OF_LOGIT = ("contribution", "removal")
"""Values per tile that are log odds, so that a calibration layer scales them; all others are shares."""


@dataclass(frozen=True)
class Removal:
    """What an explanation does with a removed tile, as text: where the bundle skips blank tiles, or reads them."""

    skipping: str
    reading: str


@dataclass(frozen=True)
class HeadFacts:
    """Everything that the program must state about a kind of head without loading its network; a row of `HEADS`."""

    title: str
    """The name for people: "LSTM"."""
    network: str
    """The class of the network as "module:Class"; `networks.py` imports it when a head is made."""
    card: Callable[["HeadShape"], str]
    """The head in one line of the model card."""
    gives: Callable[["HeadShape"], tuple[str, ...]]
    """What the head returns for each tile: "hidden" for its states, or keys of `Trace.tiles`."""
    removal: Removal
    takes: tuple[OptionName, ...] = ()
    """The options of training that it takes; the command line takes all, and the head ignores the others."""
    cells: tuple[int, ...] = ()
    """Sizes of the layers where `cells` is not among its options."""
    least_layers: int = 1
    """The smallest number of sizes in `HeadShape.cells`."""
    ordered: bool = False
    """Whether the result depends on the order of the tiles. Such a head is a `RecurrentHead`."""
    gated: bool = False
    """Whether it has the gates and cells of an LSTM, which `explain/gates.py` shows."""
    pooled: bool = False
    """Whether it is a classifier on one pooled vector: its shape has a `PooledShape`, it gets raw features, selects
    the tiles by their tissue itself, and is fitted by scikit-learn. All others are trained in epochs."""
