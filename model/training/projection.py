"""Train a network on the principal components of the training tissue, and fold them into its first layer afterwards.

A spot has some 150 tiles of 4096 features, far more numbers than a cohort has patients. The first components hold what
differs between tissues; training on them alone is faster and fits noise less. The folded network takes all features.
"""

from dataclasses import replace
from typing import cast

import numpy as np
import torch

from model.base.errors import CohortError
from model.bundle.heads.base import NetworkHead
from model.bundle.heads.networks import make_head
from model.training.standardise import TISSUE, Spots

_MOST_TILES = 20_000
"""Tiles, evenly spaced, from which the components are computed: 20,000 x 4096 numbers are 330 MB."""
_PASSES = 4
"""Power iterations of the randomised decomposition; more change nothing that training would notice."""


def with_components(spots: Spots, tissue: np.ndarray, training: np.ndarray, count: int) -> Spots:
    """Return `spots` with the first `count` principal components of the tissue of the `training` rows.

    Each component has a variance of 1 over that tissue. Its random start comes from torch's generator. Raise
    CohortError if the tissue has fewer tiles than components.
    """
    tiles = [(row, tile) for row in training for tile in np.flatnonzero(tissue[row] >= TISSUE)]
    if len(tiles) <= count:
        raise CohortError(
            f"The training images have {len(tiles)} tiles of tissue, too few for {count} components.",
            "Lower components, or set it to 0.",
        )
    rows, places = np.array(tiles[:: -(-len(tiles) // _MOST_TILES)]).T
    x = (torch.from_numpy(spots.features[rows, places]) - spots.mean) * spots.scale
    _, sizes, directions = torch.svd_lowrank(x, q=min(2 * count, *x.shape), niter=_PASSES)
    deviations = sizes[:count] / len(x) ** 0.5
    return replace(spots, projection=directions[:, :count] / deviations)


def folded(head: NetworkHead, projection: torch.Tensor) -> NetworkHead:
    """Return the network on all features, [inputs], that equals `head` on their `projection` [inputs, components]."""
    whole = cast(NetworkHead, make_head(replace(head.shape, inputs=len(projection))))
    weights = head.state_dict()
    for name in head.first_weights:
        weights[name] = weights[name] @ projection.T
    whole.load_state_dict(weights)
    return whole.eval()
