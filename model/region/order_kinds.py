"""The kinds of tile orders over which a prediction is averaged.

`orders.py` computes them; this module needs no NumPy.
"""

from typing import Literal

OrderKind = Literal["random", "balanced"]
ORDER_KINDS: tuple[OrderKind, ...] = ("random", "balanced")
""""random": independent random orders. "balanced": sets of four orders made from one random order (`prediction_order`).
"""
