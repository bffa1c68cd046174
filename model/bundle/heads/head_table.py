"""The heads a bundle may hold: one row of `HEADS` each."""

from collections.abc import Callable

from model.bundle.heads.attention import AttentionHead
from model.bundle.heads.base import Head
from model.bundle.heads.elman import ElmanHead
from model.bundle.heads.lstm import LstmHead
from model.bundle.heads.pooled import PooledHead
from model.bundle.manifest import HeadShape

HEADS: dict[str, Callable[[HeadShape], Head]] = {
    "lstm": LstmHead,
    "elman": ElmanHead,
    "attention": AttentionHead,
    "pooled": PooledHead,
}
