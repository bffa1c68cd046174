"""Compute the results of one rater that need deaths of another cause.

They are Fine and Gray's hazard ratios, Gray's test, and cumulative incidences.
"""

import numpy as np

from model.comparison.comparison import CompetingResult
from model.comparison.metric_functions import NO_THRESHOLD
from model.comparison.rater_data import RaterData
from model.statistics.competing import cumulative_incidence
from model.statistics.gray import gray_test
from model.statistics.partial_likelihood import scaled
from model.statistics.subdistribution import subdistribution_ratio


def competing_of(data: RaterData, groups: list[tuple[str, np.ndarray]]) -> CompetingResult | None:
    """Return the results of one rater that need deaths of another cause.

    `groups` are the risk groups, each a name and its members, bool [n].

    Return None if no such death is known.
    """
    if data.other is None:
        return None
    followed = (data.time, data.event, data.other)
    at_threshold = NO_THRESHOLD
    test = gray_test(np.argmax([who for _, who in groups], axis=0), *followed) if groups else NO_THRESHOLD
    return CompetingResult(
        at_threshold if data.high is None else subdistribution_ratio(data.high.astype(np.float64), *followed),
        data.constant or subdistribution_ratio(scaled(data.risk)[0], *followed),
        test,
        tuple(
            cumulative_incidence(name, data.time[who], data.event[who], data.other[who])
            for name, who in groups
            if who.any()
        ),
    )
