"""The sequence networks a bundle may hold: one row of `HEADS` each."""

from collections.abc import Callable

from model.heads.lstm import LstmHead
from model.manifest import HeadShape

HEADS: dict[str, Callable[[HeadShape], LstmHead]] = {"lstm": LstmHead}
