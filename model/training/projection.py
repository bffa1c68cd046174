"""Train a network on principal components of the training tissue, then merge the projection into its first layer.

A spot has about 150 tiles with 4096 features each: far more numbers than a cohort has patients. The first components
contain the largest differences between tissues. Training only on them is faster and fits less noise. After the merge,
the network takes all features as input.
"""

from dataclasses import replace
from typing import cast

import numpy as np
import torch

from model.base.errors import CohortError
from model.bundle.heads.base import NetworkHead
from model.bundle.heads.networks import make_head
from model.training.cohort_features import gathered
from model.training.standardise import TISSUE, Spots

_MOST_TILES = 20_000
"""Maximum number of tiles, evenly spaced, from which the components are computed: 20,000 x 4096 numbers take 330 MB."""
_PASSES = 4
"""Number of power iterations of the randomised decomposition. More iterations do not change the training noticeably."""


def with_components(spots: Spots, tissue: np.ndarray, training: np.ndarray, count: int) -> Spots:
    """Return `spots` with the first `count` principal components of the tissue in the `training` rows.

    Each component has a variance of 1 over that tissue. The decomposition uses torch's global random generator. Raise
    CohortError if the number of tissue tiles is not larger than `count`.
    """
    tiles = [(row, tile) for row in training for tile in np.flatnonzero(tissue[row] >= TISSUE)]
    if len(tiles) <= count:
        raise CohortError(
            f"The training images have {len(tiles)} tiles of tissue, too few for {count} components.",
            "Lower the option components, or set it to 0.",
        )
    rows, places = np.array(tiles[:: -(-len(tiles) // _MOST_TILES)]).T
    # The sample is changed in place, because several copies of it would not fit into the memory of small computers.
    x = torch.from_numpy(gathered(spots.features, rows, places)).sub_(spots.mean).mul_(spots.scale)
    _, sizes, directions = torch.svd_lowrank(x, q=min(2 * count, *x.shape), niter=_PASSES)
    deviations = sizes[:count] / len(x) ** 0.5
    return replace(spots, projection=directions[:, :count] / deviations)


def folded(head: NetworkHead, projection: torch.Tensor) -> NetworkHead:
    """Return a network that takes all features [inputs].

    For any features, it gives the logits that `head` gives for the components of these features. `projection` [inputs,
    components] converts features to components.
    """
    whole = cast(NetworkHead, make_head(replace(head.shape, inputs=len(projection))))
    weights = head.state_dict()
    for name in head.first_weights:
        weights[name] = weights[name] @ projection.T
    whole.load_state_dict(weights)
    return whole.eval()
