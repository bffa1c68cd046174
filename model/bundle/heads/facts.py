"""The description of a kind of head, as data that can be read without torch."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from model.bundle.head_shape import HeadShape

OptionName = Literal["cells", "bias", "readout", "warm_up", "pooling", "classifier"]
"""Training options (`training/config.py`) that only some heads use."""

PARTS_OF_LOGIT = ("contribution", "removal")
"""Keys of the values of a tile that are log odds. A calibration layer scales these values. All other values of a tile
are shares.
"""


@dataclass(frozen=True)
class Removal:
    """Text that describes what an explanation does with a removed tile.

    `skipping` is the text for bundles that skip blank tiles, and `reading` the text for bundles that process them.
    """

    skipping: str
    reading: str


@dataclass(frozen=True)
class HeadFacts:
    """Facts about a kind of head that the program needs before it loads the network.

    The table `HEADS` has an instance for each kind.
    """

    title: str
    """The name for users, for example "LSTM"."""
    network: str
    """The class of the network as "module:Class". `networks.py` imports it when a head is made."""
    card: Callable[["HeadShape"], str]
    """A function that describes the head in one line of the model card."""
    gives: Callable[["HeadShape"], tuple[str, ...]]
    """A function that returns the names of the values that the head computes for each tile. The name "hidden" means the
    hidden states; other names are keys of `Trace.tiles`.
    """
    removal: Removal
    takes: tuple[OptionName, ...] = ()
    """Training options that this head uses. The command line accepts all options, and the head ignores the others."""
    cells: tuple[int, ...] = ()
    """Sizes of the layers of heads whose layers have fixed sizes. Such heads ignore the option `cells`."""
    least_layers: int = 1
    """Minimum number of entries in `HeadShape.cells`."""
    ordered: bool = False
    """Whether the result depends on the order of the tiles. Such a head is a `RecurrentHead`."""
    gated: bool = False
    """Whether the head has the gates and cell states of an LSTM, which `explain/gates.py` shows."""
    pooled: bool = False
    """Whether the head is a classifier on one pooled vector.

    A pooled head has a `PooledShape`. Its input is the features without standardisation, and the head itself selects
    the tiles with tissue. It is fitted with scikit-learn. All other heads are trained in epochs.
    """
