"""Measure, for the model card, how the output of a trained head depends on the tile order and on the tissue share."""

import math
from dataclasses import asdict
from typing import Any

import numpy as np

from model.bundle.bundle import Bundle
from model.bundle.stability import StabilityLimits
from model.explain.memory_reach import SHARE, memory_norms, reach
from model.region.order_kinds import OrderKind
from model.region.orders import SYMMETRIES, symmetry
from model.statistics.calibration import sigmoid
from model.statistics.rank import rank_correlation
from model.training.calibrator import calibrated
from model.training.cohort_features import tiles_of
from model.training.feature_cohort import FileFeatures
from model.training.fitted import Cohort, Fitted
from model.training.patients import by_patient

_REACH_SPOTS = 20
"""Number of test spots for the memory reach. Each spot needs a forward and a backward pass, and the results of the
spots differ little.
"""


def behaviour(
    cohort: Cohort, fitted: Fitted, layer: dict[str, Any] | None, threshold: float, kind: OrderKind
) -> dict[str, Any]:
    """Return two metrics of the test patients for the model card.

    The first is how much the survival probability changes with the tile order (only for heads that depend on it). The
    second is the rank correlation between the survival probability and the tissue share. `kind` is the kind of the tile
    orders of `fitted`.
    """
    test = fitted.split.test
    names = [cohort.patients[row] for row in test]
    logits, share = by_patient(names, fitted.logits(test), cohort.tissue[test].mean(axis=1))
    found = rank_correlation(sigmoid(calibrated(logits, layer)), share)
    tissue = {key: None if math.isnan(value) else value for key, value in asdict(found).items()}
    instability = _instability(cohort, fitted, layer, threshold, kind) if fitted.head.shape.ordered else None
    ordered = {} if instability is None else {"order_instability": instability}
    return ordered | {"p_against_tissue": tissue}


def _instability(
    cohort: Cohort, fitted: Fitted, layer: dict[str, Any] | None, threshold: float, kind: OrderKind
) -> dict[str, float | int | str] | None:
    """Return how much the survival probability of the test patients varies over the tile orders of the model.

    If the model uses a single tile order, the probability is computed for the flips and rotations of the grid instead.
    The tiles of feature files form no grid, so the result is None for them if there is a single tile order.
    """
    test = fitted.split.test
    single = len(fitted.orders) == 1
    if single and isinstance(cohort.features, FileFeatures):
        return None  # the tiles of a feature file form no square, so they cannot be flipped or rotated
    tiles = cohort.features.shape[1]
    orders = np.stack([symmetry(tiles, number) for number in range(SYMMETRIES)]) if single else fitted.orders
    over = f"{SYMMETRIES} flips and rotations" if single else f"{len(orders)} {kind} orders"
    names = [cohort.patients[row] for row in test]
    each = np.stack(by_patient(names, *fitted.logits_in(orders, test)))
    p = sigmoid(calibrated(each, layer))
    low_risk, sd = p >= threshold, p.std(axis=0, ddof=1)
    changing = low_risk.any(axis=0) & ~low_risk.all(axis=0)
    return {
        "over": over,
        "mean_sd": float(sd.mean()),
        "max_sd": float(sd.max()),
        "flipping": int(changing.sum()),
        "beyond_limits": int((changing | (sd > StabilityLimits().sd)).sum()),
        "patients": p.shape[1],
    }


def memory(bundle: Bundle, fitted: Fitted) -> dict[str, Any]:
    """Return the memory reach of each layer: how many tiles back a tile still affects the answer.

    It is the median over a few test spots, whose tiles are processed in raster order.
    """
    rows = fitted.split.test[:_REACH_SPOTS]
    spots = fitted.spots
    norms = [memory_norms(bundle, tiles_of(spots.features, row, spots.tiles[row])) for row in rows]
    return {
        "memory_reach": {
            "tiles_back": [float(np.median([reach(one[k]) for one in norms])) for k in range(len(norms[0]))],
            "of_tiles": float(np.median([one.shape[1] for one in norms])),
            "share": SHARE,
            "spots": len(rows),
        }
    }
