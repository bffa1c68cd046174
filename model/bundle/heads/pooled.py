"""The pooled head.

It combines the tiles with tissue into one vector and classifies this vector. Order and position of the tiles have no
effect.
"""

from collections.abc import Iterator

import torch
from torch import nn

from model.bundle.head_shape import HeadShape, PooledShape
from model.bundle.heads.base import Head, LayerState, Steps
from model.bundle.heads.classifiers import CLASSIFIERS, Linear
from model.bundle.heads.pools import POOLS, Pooled, pooled_tiles


class PooledHead(Head):
    """A classifier on one pooled vector per spot. The logit is `slope` * decision + `intercept`.

    The decision value is computed from the standardised vector (v - mean) / scale. `slope` and `intercept` convert the
    decision value to log odds and are fitted on the validation patients: the decision value of a support vector machine
    is not on the scale of log odds, and the log odds of naive Bayes are far too extreme. For logistic regression,
    `slope` is 1 and `intercept` is 0.
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
        self.layers = nn.ModuleList()  # no layers are trained by gradient descent
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
        """Return the logits [spots, 1] of the pooled spots, as `Head.forward` describes.

        Only `tissue` decides which tiles count. `lengths` and `dropout` are ignored, because the head is not trained by
        gradient descent.
        """
        shares = features.new_ones(features.shape[:2]) if tissue is None else tissue
        return torch.stack([self.logits(self.spot(x, s)[None]) for x, s in zip(features, shares, strict=True)])

    def spot(self, features: torch.Tensor, tissue: torch.Tensor) -> torch.Tensor:
        """Return the pooled vector [m] of a spot with `features` [tiles, inputs] and `tissue` [tiles]."""
        return self.pool.running(features[pooled_tiles(tissue, self.pooled.tissue)].double())[0][-1]

    def decision(self, vectors: torch.Tensor) -> torch.Tensor:
        """Return the classifier's decision values [n] for `vectors` float64 [n, m]."""
        return self.classifier.decision(self._standardised(vectors))

    def logits(self, vectors: torch.Tensor) -> torch.Tensor:
        """Return the logits, float64 [n], for `vectors` float64 [n, m]."""
        return self.slope.double() * self.decision(vectors) + self.intercept.double()

    def advance(
        self,
        features: torch.Tensor,
        state: tuple[LayerState, ...] | None = None,
        tissue: torch.Tensor | None = None,
    ) -> Steps:
        """Process n more tiles, and return the result of each step, as `Head.advance` describes.

        The state consists of the pool of all tiles, the pool of the tiles with tissue, and the last logit. The pool of
        all tiles is used until the first tile with tissue.
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
            # A tile that is not pooled does not change the logit.
            parts.append(after[found[bare:] - (0 if last else 1)])
            last = (after[-1:],)
        elif last:
            parts.append(last[0].expand(len(x)))
        return Steps((), (), torch.cat(parts), (everything, chosen, last))

    def tile_values(self, features: torch.Tensor, tissue: torch.Tensor | None = None) -> dict[str, torch.Tensor]:
        """Return `removal` for each tile: the logit of the spot minus the logit without the tile.

        For a linear classifier on the mean, also return `contribution`, the tile's term of the weighted sum.
        """
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

    def logits_without(
        self, features: torch.Tensor, glass: torch.Tensor, gone: torch.Tensor, drops: bool, tissue: torch.Tensor
    ) -> Iterator[torch.Tensor]:
        """Yield the logits of a spot without each of m sets of tiles, as `Head.logits_without` describes.

        A removed tile has no tissue, so it is not pooled.
        """
        for row in gone:
            with torch.no_grad():
                x = torch.where(row[:, None], glass, features)
                logits = self.logits(self.spot(x, torch.where(row, 0.0, tissue))[None])
            yield logits

    def _standardised(self, vectors: torch.Tensor) -> torch.Tensor:
        return (vectors - self.mean.double()) / self.scale.double()

    @staticmethod
    def _placed(values: torch.Tensor, pooled: torch.Tensor) -> torch.Tensor:
        every = values.new_full((len(pooled),), torch.nan)
        every[pooled] = values
        return every
