"""The heads a bundle may hold: one row of `HEADS` each."""

from collections.abc import Callable

from model.heads.attention import AttentionHead
from model.heads.base import Head
from model.heads.elman import ElmanHead
from model.heads.lstm import LstmHead
from model.heads.pooled import PooledHead
from model.manifest import HeadShape

HEADS: dict[str, Callable[[HeadShape], Head]] = {
    "lstm": LstmHead,
    "elman": ElmanHead,
    "attention": AttentionHead,
    "pooled": PooledHead,
}
