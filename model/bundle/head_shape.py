"""The layout of a head, as the manifest of a bundle describes it, and a check of this layout."""

from dataclasses import dataclass
from typing import Any

from model.base.finite import is_number
from model.bundle.choices import (
    CLASSIFIERS,
    LINEAR,
    LONGEST_WARM_UP,
    POOLINGS,
    READOUTS,
    SURVIVAL_KINDS,
    Classifier,
    Pooling,
    Readout,
    SurvivalKind,
)
from model.bundle.heads.facts import HeadFacts
from model.bundle.heads.head_table import HEADS, UNKNOWN

_SIZE_LIMIT = 100_000
"""Maximum size of a layer, of a mixture, or of a set of support vectors.

A larger number means that the manifest is damaged. It would also exhaust the memory."""
_MOST_LAYERS = 100
_LONGEST_YEARS = 100.0
_STRONGEST = 1e9
"""Maximum regularisation strength of a pooled classifier. Training tries strengths up to 100."""


@dataclass(frozen=True)
class PooledShape:
    """A classifier on one vector per spot: the pooling, the classifier and their sizes.

    Tiles with a tissue share of at least `tissue` (0..1) are pooled. If there are none, all tiles are pooled.
    `components` and `gaussians` are the sizes of a Fisher vector, and `vectors` is the number of support vectors of an
    RBF SVM. They are 0 for other methods. `strength` is the strength of the regularisation that training chose
    (scikit-learn's C; var_smoothing for naive Bayes). The head does not use it; it is only for information.
    """

    pooling: Pooling = "mean"
    classifier: Classifier = "logistic regression"
    tissue: float = 0.1
    components: int = 0
    gaussians: int = 0
    vectors: int = 0
    strength: float = 0.0

    @property
    def linear(self) -> bool:
        """Return whether the decision value is a sum with one term for each tile."""
        return self.pooling == "mean" and self.classifier in LINEAR


@dataclass(frozen=True)
class SurvivalShape:
    """The survival curve of a head. `heads/curve.py` computes it from the outputs of the network.

    `times` are years of follow-up in increasing order. The last time is the time of the endpoint. Therefore the log
    odds at the last time are the logit of the head.
    """

    kind: SurvivalKind
    times: tuple[float, ...]


@dataclass(frozen=True)
class HeadShape:
    """The layout of a head. `kind` is a key of `HEADS`, and `cells` are the sizes of the layers, first layer first.

    For gated attention, `cells` are the widths of the embedding and of the gate. A pooled head has no layers and has
    `pooled` instead. `readout` defines how a sequence network answers. With "last", the answer is its logit after the
    last step. With "mean", it is the mean logit of all steps except the warm-up. The warm-up is the share `warm_up`
    (0..0.9) of the steps at the beginning.
    """

    kind: str = "lstm"
    inputs: int = 4096
    cells: tuple[int, ...] = (264, 128, 64)
    bias: bool = True
    pooled: PooledShape | None = None
    readout: Readout = "last"
    warm_up: float = 0.0
    survival: SurvivalShape | None = None
    """The survival curve that the head gives. If it is None, the output of the network is the logit itself."""
    members: int = 1
    """Number of networks in an ensemble. Their units are concatenated, so each size in `cells` is a sum over the
    networks. The logit is the mean of the logits of the networks."""

    def first_step(self, steps: int) -> int:
        """Return the first step, counted from 0, whose logit is part of the answer for `steps` steps.

        With the readout "last" it is `steps` - 1. With "mean" it is the number of warm-up steps, rounded down.
        """
        # A small number is added, because a product such as 0.29 * 100 would otherwise be rounded down to 28.
        return steps - 1 if self.readout == "last" else min(int(self.warm_up * steps + 1e-9), steps - 1)

    @property
    def facts(self) -> HeadFacts:
        """Return the facts about this kind of head, or `UNKNOWN` if this version does not support the kind."""
        return HEADS.get(self.kind, UNKNOWN)

    @property
    def ordered(self) -> bool:
        """Return whether the result depends on the order of the tiles."""
        return self.facts.ordered

    @property
    def gives(self) -> tuple[str, ...]:
        """Return the names of the values that the head computes for each tile.

        The name "hidden" means the hidden states; other names are keys of `Trace.tiles`.
        """
        return self.facts.gives(self)

    @property
    def text(self) -> str:
        """Return one line of text that describes the head in the model card."""
        return self.facts.card(self)

def head_shape(head: dict[str, Any]) -> HeadShape:
    """Check the layout `head` of a head in a manifest, and return it as a `HeadShape`.

    Old bundles lack the fields `pooled`, `readout` and `warm_up`.
    """
    given = head.get("pooled")
    pooled = None if given is None else PooledShape(**given)
    inputs, cells = head["inputs"], tuple(head["cells"])
    if not all(_size(size, wanted=True) for size in (inputs, *cells)) or len(cells) > _MOST_LAYERS:
        raise ValueError(f"head.inputs {inputs!r} and head.cells {cells} are not sizes of layers")
    if not isinstance(head["bias"], bool):
        raise ValueError(f"head.bias {head['bias']!r} is neither true nor false")
    readout, warm_up = head.get("readout", "last"), head.get("warm_up", 0.0)
    if readout not in READOUTS:
        raise ValueError(f"head.readout {readout!r} is not one of {', '.join(READOUTS)}")
    if not is_number(warm_up, 0, LONGEST_WARM_UP) or (readout == "last" and warm_up):
        wanted = "0" if readout == "last" else f"a number from 0 to {LONGEST_WARM_UP:g}"
        raise ValueError(f"head.warm_up {warm_up!r} is not {wanted}, as the readout {readout!r} requires")
    survival, members = _survival_shape(head.get("survival")), head.get("members", 1)
    shape = HeadShape(str(head["kind"]), inputs, cells, head["bias"], pooled, readout, warm_up, survival, members)
    if not _size(members, wanted=True) or any(size % members for size in cells) or (members > 1 and not shape.ordered):
        raise ValueError(f"head.members {members!r} does not fit head.kind {shape.kind!r} and head.cells {cells}")
    if readout != "last" and not shape.ordered:
        raise ValueError(
            f"head.readout {readout!r} does not fit head.kind {shape.kind!r}, which ignores the order of the tiles"
        )
    if shape.facts.pooled != (pooled is not None):
        raise ValueError(f"head.pooled {given!r} does not fit head.kind {shape.kind!r}")
    if len(cells) < shape.facts.least_layers:
        raise ValueError(f"head.cells {cells} has too few layers for head.kind {shape.kind!r}")
    if pooled is not None:
        _check_pooled(pooled)
        if survival is not None:
            raise ValueError(f"head.survival {survival!r} does not fit head.kind {shape.kind!r}")
    return shape


def _survival_shape(given: Any) -> SurvivalShape | None:
    """Check the field of a manifest on the survival curve of a head, and return it.

    Bundles without a curve lack this field; then return None.
    """
    if given is None:
        return None
    kind, times = given["kind"], tuple(given["times"])
    if kind not in SURVIVAL_KINDS:
        raise ValueError(f"head.survival.kind {kind!r} is not one of {', '.join(SURVIVAL_KINDS)}")
    rising = all(is_number(time, 0, _LONGEST_YEARS) for time in times) and list(times) == sorted(set(times))
    if not times or not rising or times[0] <= 0:
        raise ValueError(f"head.survival.times {times} are not rising years of follow-up, such as [1, 2, 5]")
    return SurvivalShape(kind, times)


def _check_pooled(pooled: PooledShape) -> None:
    fisher, rbf = pooled.pooling == "Fisher vector", pooled.classifier == "RBF SVM"
    for name, good in (
        ("pooling", pooled.pooling in POOLINGS),
        ("classifier", pooled.classifier in CLASSIFIERS),
        ("tissue", is_number(pooled.tissue, 0, 1)),
        ("strength", is_number(pooled.strength, 0, _STRONGEST)),
        ("components", _size(pooled.components, fisher)),
        ("gaussians", _size(pooled.gaussians, fisher)),
        ("vectors", _size(pooled.vectors, rbf)),
    ):
        if not good:
            raise ValueError(f"head.pooled.{name} {getattr(pooled, name)!r} is not allowed")


def _size(given: object, wanted: bool) -> bool:
    return type(given) is int and (0 < given <= _SIZE_LIMIT if wanted else given == 0)
