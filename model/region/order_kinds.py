"""The kinds of orders over which a prediction is averaged; `orders.py` computes them. Loads nothing."""

from typing import Literal

OrderKind = Literal["random", "balanced"]
ORDER_KINDS: tuple[OrderKind, ...] = ("random", "balanced")
"""Independent random orders, or sets of four made from one random order (`orders.prediction_order`)."""
