"""The kinds of heads that a bundle can contain, as a table `HEADS`. This module does not import torch.

`networks.py` makes the networks.
"""

from typing import TYPE_CHECKING

from model.bundle.heads.facts import HeadFacts, Removal

if TYPE_CHECKING:
    from model.bundle.head_shape import HeadShape

_GLASS = "replaced by blank glass"


def recurrent(title: str, network: str, gated: bool = False) -> HeadFacts:
    """Return the facts of a sequence network, which is a `RecurrentHead` with layers of any size."""
    return HeadFacts(
        title=title,
        network=network,
        card=lambda shape: (
            f"{_members(shape)}{shape.kind} of {_sizes(shape)} units on {shape.inputs} features"
            f"{_readout(shape)}{_curve(shape)}"
        ),
        gives=lambda shape: ("hidden",),
        removal=Removal("left out of the sequence, because the model skips glass", _GLASS),
        takes=("cells", "bias", "readout", "warm_up"),
        ordered=True,
        gated=gated,
    )


def _sizes(shape: "HeadShape") -> str:
    return ", ".join(str(size // shape.members) for size in shape.cells)


def _members(shape: "HeadShape") -> str:
    return "" if shape.members == 1 else f"ensemble of {shape.members}: "


def _readout(shape: "HeadShape") -> str:
    if shape.readout == "last":
        return ""
    return ", mean over all steps" + (f" after the first {shape.warm_up:.0%}" if shape.warm_up else "")


def _curve(shape: "HeadShape") -> str:
    """Return text on the survival curve from which the logit is derived, or "" if there is no curve."""
    if shape.survival is None:
        return ""
    if shape.survival.kind == "cox":
        return ", one log hazard with a baseline"
    return f", hazards of {len(shape.survival.times)} intervals up to {shape.survival.times[-1]:g} years"


def _pooled_card(shape: "HeadShape") -> str:
    assert shape.pooled is not None  # checked when the manifest was read
    return f"{shape.pooled.classifier} on {shape.pooled.pooling} pooling of {shape.inputs} features per tile"


HEADS: dict[str, HeadFacts] = {
    "lstm": recurrent("LSTM", "model.bundle.heads.lstm:LstmHead", gated=True),
    "elman": recurrent("Elman RNN", "model.bundle.heads.elman:ElmanHead"),
    "attention": HeadFacts(
        title="gated attention",
        network="model.bundle.heads.attention:AttentionHead",
        card=lambda shape: f"gated attention of {_sizes(shape)} units on {shape.inputs} features{_curve(shape)}",
        gives=lambda shape: ("attention", "removal"),
        removal=Removal("left out, because the model skips glass", _GLASS),
        cells=(128, 64),  # widths of the embedding and of the gate
        least_layers=2,
    ),
    "pooled": HeadFacts(
        title="pooled classifier",
        network="model.bundle.heads.pooled:PooledHead",
        card=_pooled_card,
        gives=lambda shape: ("contribution", "removal") if shape.pooled and shape.pooled.linear else ("removal",),
        removal=Removal("left out of the pool", "left out of the pool"),
        takes=("pooling", "classifier"),
        least_layers=0,
        pooled=True,
    ),
}

UNKNOWN = HeadFacts(
    title="unknown head",
    network="",
    card=lambda shape: f"{shape.kind} of {_sizes(shape)} units on {shape.inputs} features",
    gives=lambda shape: ("removal",),
    removal=Removal(_GLASS, _GLASS),
)
"""The facts of a kind of head that only newer versions of the program support. The model card can be shown, but
`load_bundle` refuses the bundle.
"""


def ordered_titles() -> tuple[str, ...]:
    """Return the titles of the heads whose result depends on the order of the tiles."""
    return tuple(facts.title for facts in HEADS.values() if facts.ordered)
