"""The kinds of tile orders over which a prediction is averaged.

`orders.py` computes the orders. This module is separate because it needs no NumPy.
"""

from typing import Literal

OrderKind = Literal["random", "balanced"]
ORDER_KINDS: tuple[OrderKind, ...] = ("random", "balanced")
""""random" means independent random orders. "balanced" means groups of four orders; the four orders of a group are made
from one random order.
"""
