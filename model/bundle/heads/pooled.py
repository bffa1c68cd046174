"""The pooled head: the tiles with tissue become one vector, a classifier gives its logit; blind to order and place."""

import torch
from torch import nn

from model.bundle.heads.base import Head, LayerState, Steps
from model.bundle.heads.classifiers import CLASSIFIERS, Linear
from model.bundle.heads.pools import POOLS, Pooled, pooled_tiles
from model.bundle.manifest import HeadShape, PooledShape


class PooledHead(Head):
    """The logit is `slope` * decision + `intercept`, the decision value that of the vector (v - mean) / scale.

    A support vector machine's decision value is no log odds and naive Bayes' is far too sure: `slope` and `intercept`
    make them log odds, as fitted on the validation patients; logistic regression has 1 and 0.
    """

    halved = False
    mean: torch.Tensor
    scale: torch.Tensor
    slope: torch.Tensor
    intercept: torch.Tensor

    def __init__(self, shape: HeadShape) -> None:
        super().__init__(shape)
        self.pooled = shape.pooled or PooledShape()
        self.pool = POOLS[self.pooled.pooling](shape)
        self.classifier = CLASSIFIERS[self.pooled.classifier](self.pool.size, self.pooled)
        self.layers = nn.ModuleList()  # nothing is trained by gradients
        self.register_buffer("mean", torch.zeros(self.pool.size))
        self.register_buffer("scale", torch.ones(self.pool.size))
        self.register_buffer("slope", torch.ones(()))
        self.register_buffer("intercept", torch.zeros(()))

    def forward(
        self,
        features: torch.Tensor,
        dropout: float = 0.0,
        lengths: torch.Tensor | None = None,
        tissue: torch.Tensor | None = None,
    ) -> torch.Tensor:
        """[spots, tiles, inputs] and `tissue` [spots, tiles] (None: all tissue) to logits [spots, 1].

        Which tiles count is a matter of their tissue alone: there are no `lengths` to it, nor `dropout`.
        """
        shares = features.new_ones(features.shape[:2]) if tissue is None else tissue
        return torch.stack([self.logits(self.spot(x, s)[None]) for x, s in zip(features, shares, strict=True)])

    def spot(self, features: torch.Tensor, tissue: torch.Tensor) -> torch.Tensor:
        """The vector [m] of a spot of `features` [tiles, inputs]."""
        return self.pool.running(features[pooled_tiles(tissue, self.pooled.tissue)].double())[0][-1]

    def decision(self, vectors: torch.Tensor) -> torch.Tensor:
        """The classifier's own decision values [n] of `vectors` float64 [n, m]."""
        return self.classifier.decision(self._standardised(vectors))

    def logits(self, vectors: torch.Tensor) -> torch.Tensor:
        return self.slope.double() * self.decision(vectors) + self.intercept.double()

    def advance(
        self,
        features: torch.Tensor,
        state: tuple[LayerState, ...] | None = None,
        tissue: torch.Tensor | None = None,
    ) -> Steps:
        """As `Head.advance`. Carried are the pool of all tiles, the pool of those with tissue, and the last's logit.

        The pool of all tiles counts until the first one with tissue, and no longer.
        """
        everything, chosen, last = state or ((), (), ())
        x = features.double()
        enough = torch.ones(len(x), dtype=torch.bool) if tissue is None else tissue >= self.pooled.tissue
        found = torch.cumsum(enough, dim=0)
        bare = 0 if chosen else int((found == 0).sum())
        parts = []
        if bare:
            vectors, pool = self.pool.running(x[:bare], Pooled(*everything) if everything else None)
            everything = pool.tensors
            parts.append(self.logits(vectors))
        if bool(enough.any()):
            vectors, pool = self.pool.running(x[enough], Pooled(*chosen) if chosen else None)
            chosen = pool.tensors
            after = torch.cat([*last, self.logits(vectors)])
            # A tile that is not pooled leaves the logit where the last one that was has put it.
            parts.append(after[found[bare:] - (0 if last else 1)])
            last = (after[-1:],)
        elif last:
            parts.append(last[0].expand(len(x)))
        return Steps((), (), torch.cat(parts), (everything, chosen, last))

    def tile_values(self, features: torch.Tensor, tissue: torch.Tensor | None = None) -> dict[str, torch.Tensor]:
        """`removal`: the logit less what it is without the tile; `contribution`, of weighted sums: the tile's term."""
        share = features.new_ones(len(features)) if tissue is None else tissue
        pooled = pooled_tiles(share, self.pooled.tissue)
        x = features[pooled].double()
        found = {}
        if self.pooled.linear and isinstance(self.classifier, Linear):
            found["contribution"] = self.slope.double() * self.classifier.terms(self._standardised(x)) / len(x)
        whole = self.logits(self.pool.running(x)[0][-1:])
        alone = len(x) == 1
        found["removal"] = whole * torch.nan if alone else whole - self.logits(self.pool.without(x))
        return {key: self._placed(values, pooled) for key, values in found.items()}

    def _standardised(self, vectors: torch.Tensor) -> torch.Tensor:
        return (vectors - self.mean.double()) / self.scale.double()

    @staticmethod
    def _placed(values: torch.Tensor, pooled: torch.Tensor) -> torch.Tensor:
        every = values.new_full((len(pooled),), torch.nan)
        every[pooled] = values
        return every
