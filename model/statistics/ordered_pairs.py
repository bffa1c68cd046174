"""Count pairs of patients by who died first and who had the higher risk, in O(n log n), without a matrix of pairs.

Risks and times float [n], events bool [n]. A pair counts where the shorter time ended in an event; at equal times where
one ended in an event and the other did not. Equal risks count one half.
"""

import numpy as np


def pair_sums(
    risk: np.ndarray, time: np.ndarray, event: np.ndarray, weight: np.ndarray | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """Return for each patient its pairs in the right order (ties one half), and all its pairs; float [n] each.

    `weight` float [n] is that of each pair in which the patient died first; 1 without it, and the sums are then exact.
    """
    own = np.where(event, 1.0 if weight is None else weight, 0.0)
    # Losses come after deaths of the same time, so that "outlived" is one strict comparison of places.
    order = np.lexsort((~event, time))
    moment = _dense([time[order], ~event[order]])
    level = np.unique(risk, return_inverse=True)[1][order]
    mine = own[order]
    right, pairs = np.zeros(len(time)), np.zeros(len(time))
    pairs[order] = _outlived(moment, mine)
    # A pair with different levels counts fully, one with equal levels one half.
    won = _higher(level, moment, mine)
    group = np.argsort(level, kind="stable")
    tied = _outlived(moment[group], mine[group], level[group])
    won[group] += tied / 2
    right[order] = won
    return right, pairs


def _dense(keys: list[np.ndarray]) -> np.ndarray:
    """Return the numbers 0, 1, 2, ... of the runs of equal `keys`, which are sorted."""
    new = np.zeros(len(keys[0]), bool)
    for key in keys:
        new[1:] |= key[1:] != key[:-1]
    return np.cumsum(new)


def _outlived(moment: np.ndarray, mine: np.ndarray, group: np.ndarray | None = None) -> np.ndarray:
    """Return for each patient its weight times the number who outlived it, plus the weights of those it outlived.

    Only patients of one group are paired. The patients are sorted by group, then by moment.
    """
    everybody = np.ones(len(moment), bool)
    return _crossed(moment, mine, everybody, everybody, np.zeros_like(moment) if group is None else group)


def _higher(level: np.ndarray, moment: np.ndarray, mine: np.ndarray) -> np.ndarray:
    """Return `_outlived` without groups, over the pairs in which the first to die had the higher level.

    Two levels differ first at one of their bits, where the higher one has 1 and the other 0; all bits before are equal.
    So each pair is counted once, in the group of the bits before.
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
    """Return for each patient the weight of its pairs of one of `first` and a later one of `second` of its group.

    Sorted by group, then by moment; `first` and `second` bool [n].
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
