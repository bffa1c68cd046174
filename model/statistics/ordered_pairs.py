"""Count pairs of patients by who died first and who had the higher risk.

This takes O(n log n) time and needs no matrix of pairs.

Risks and times are float [n], events bool [n]. A pair counts if the shorter time ended in an event. If the times are
equal, it counts if exactly one of them ended in an event. A pair with equal risks counts one half.
"""

import numpy as np


def pair_sums(
    risk: np.ndarray, time: np.ndarray, event: np.ndarray, weight: np.ndarray | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """Return each patient's sum of weights over its correctly ordered pairs, and over all its pairs, float [n] each.

    A pair with equal risks counts one half. `weight` float [n] is the weight of each pair in which the patient died
    first. Without `weight`, all weights are 1, and the sums are exact.
    """
    own = np.where(event, 1.0 if weight is None else weight, 0.0)
    # At equal times, losses come after deaths. Then one patient outlived another if its position is strictly greater.
    order = np.lexsort((~event, time))
    moment = _dense([time[order], ~event[order]])
    level = np.unique(risk, return_inverse=True)[1][order]
    mine = own[order]
    right, pairs = np.zeros(len(time)), np.zeros(len(time))
    pairs[order] = _outlived(moment, mine)
    # A pair with different risks counts fully, a pair with equal risks counts one half.
    won = _higher(level, moment, mine)
    group = np.argsort(level, kind="stable")
    tied = _outlived(moment[group], mine[group], level[group])
    won[group] += tied / 2
    right[order] = won
    return right, pairs


def _dense(keys: list[np.ndarray]) -> np.ndarray:
    """Return a number for each entry, int [n]: neighbouring equal entries get the same number.

    The numbers are 0, 1, 2, ... in order.

    Two entries are equal if they are equal in all `keys`. The keys must be sorted.
    """
    new = np.zeros(len(keys[0]), bool)
    for key in keys:
        new[1:] |= key[1:] != key[:-1]
    return np.cumsum(new)


def _outlived(moment: np.ndarray, mine: np.ndarray, group: np.ndarray | None = None) -> np.ndarray:
    """Return, for each patient, the sum of the weights of its pairs with patients of the same group.

    The sum is the patient's own weight times the number of patients who outlived it, plus the weights of all patients
    whom it outlived. The patients must be sorted by group, then by moment.
    """
    everybody = np.ones(len(moment), bool)
    return _crossed(moment, mine, everybody, everybody, np.zeros_like(moment) if group is None else group)


def _higher(level: np.ndarray, moment: np.ndarray, mine: np.ndarray) -> np.ndarray:
    """Return the sums of `_outlived` over only the pairs in which the patient who died first had the higher level.

    All patients are in one group. Each pair is counted once, at the first bit in which its two levels differ: the
    higher level has 1, the lower level has 0, and all earlier bits are equal. For each bit, `_crossed` groups the
    patients by the earlier bits.
    """
    found = np.zeros(len(level))
    bits = int(level.max(initial=0)).bit_length()
    for bit in range(bits):
        order = np.argsort(level >> (bit + 1), kind="stable")
        high = (level[order] >> bit & 1).astype(bool)
        found[order] += _crossed(moment[order], mine[order], high, ~high, level[order] >> (bit + 1))
    return found


def _crossed(
    moment: np.ndarray, mine: np.ndarray, first: np.ndarray, second: np.ndarray, group: np.ndarray
) -> np.ndarray:
    """Return, for each patient, the sum of the weights of its pairs.

    A pair consists of a patient in `first` and a later patient in `second` of the same group; its weight is that of the
    first patient. The patients must be sorted by group, then by moment. `first` and `second` are bool [n].
    """
    if not len(moment):
        return np.zeros(0)
    run = _dense([group, moment])
    run_start = np.flatnonzero(np.diff(run, prepend=-1))
    run_end = np.append(run_start[1:], len(run))
    block = _dense([group])
    block_start = np.flatnonzero(np.diff(block, prepend=-1))
    block_end = np.append(block_start[1:], len(block))
    later = np.append(0, np.cumsum(second))
    earlier = np.append(0.0, np.cumsum(np.where(first, mine, 0.0)))
    outlived_by = later[block_end[block]] - later[run_end[run]]
    outlived = earlier[run_start[run]] - earlier[block_start[block]]
    return np.where(first, mine * outlived_by, 0.0) + np.where(second, outlived, 0.0)
