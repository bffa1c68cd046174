"""The sequence networks a bundle may hold: one row of `HEADS` each."""

from collections.abc import Callable

from model.heads.base import Head
from model.heads.elman import ElmanHead
from model.heads.lstm import LstmHead
from model.manifest import HeadShape

HEADS: dict[str, Callable[[HeadShape], Head]] = {"lstm": LstmHead, "elman": ElmanHead}
