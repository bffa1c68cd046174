"""Join the blocks of a tissue microarray into one grid with common row and column numbers."""

from itertools import pairwise

import numpy as np

from model.tma.lattice import Block, cell_of

_FEW = 4
"""Minimum number of cores of a block with rows and columns of its own. The cores of a smaller block are put into the
grid of a larger block."""
_WHOLE = 0.16
"""Tolerance for gaps between cores, in pitches. A pitch is the distance between neighbouring rows or columns.

If a gap differs from a whole number of pitches by at most this tolerance, it counts as empty rows or columns. Otherwise
it is a gap between blocks.
"""
_LONELY = 0.12
"""Maximum share of filled places in an outermost row or column that counts as dirt beside the array. A row or column
with a single filled place always counts as dirt.
"""
_LONG = 4
"""Minimum length, in grid places, of a row or column that can be removed as dirt."""


def joined(blocks: list[Block]) -> list[Block]:
    """Return `blocks`, largest first, renumbered so that rows and columns have the same numbers in all blocks.

    If two cores would get the same cell of the grid, the core of the block that was placed first is kept.
    """
    parts = sorted((part for block in blocks for part in _parts(block)), key=lambda block: -len(block.cells))
    placed: list[Block] = []
    left = [part for part in map(_trimmed, parts) if len(part.cells)]
    while left:
        if not placed:
            placed.append(left.pop(0))
            continue
        # The nearest block comes first, because the blocks between determine the numbers of a distant block.
        block = min(left, key=lambda part: min(_apart(known, part) for known in placed))
        left.remove(block)
        nearest = min(placed, key=lambda known: _apart(known, block))
        cleared = _clear(_beside(nearest, block), placed)
        if len(cleared.cells):
            placed.append(cleared)
    return placed


def _parts(block: Block) -> list[Block]:
    """Return the parts of a block of cores, divided at gaps that are not a whole number of pitches.

    A pitch is the distance between neighbouring rows or columns. The cores beyond such a gap belong to another block.
    """
    for axis in (1, 0):
        lines = np.unique(block.cells[:, axis])
        for before, after in pairwise(lines):
            if after - before > 1 and not _is_whole(block, axis, int(before), int(after)):
                low = block.cells[:, axis] <= before
                return [*_parts(block.only(low)), *_parts(block.only(~low))]
    return [block]


def _is_whole(block: Block, axis: int, before: int, after: int) -> bool:
    """Return whether the gap between the lines `before` and `after` is roughly a whole number of pitches.

    Lines are rows (`axis` 0) or columns (`axis` 1). A pitch is the distance between neighbouring lines.
    """
    step = block.basis[axis]
    along = block.xy @ step / (step @ step)
    gaps, singles = [], []
    for line in np.unique(block.cells[:, 1 - axis]):
        row = block.cells[:, 1 - axis] == line
        at = dict(zip(block.cells[row, axis].tolist(), along[row].tolist(), strict=True))
        singles += [at[place + 1] - at[place] for place in at if place + 1 in at]
        if before in at and after in at:
            gaps.append(at[after] - at[before])
    if not gaps or not singles:
        return True
    gap = float(np.median(gaps)) / float(np.median(singles))
    return abs(gap - round(gap)) <= _WHOLE


def _trimmed(block: Block) -> Block:
    """Return the block without outermost rows and columns that contain almost no cores."""
    for axis in (0, 1):
        while len(block.cells):
            places = len(np.unique(block.cells[:, 1 - axis]))
            lines, counts = np.unique(block.cells[:, axis], return_counts=True)
            lonely = counts <= max(1, _LONELY * places)
            if places < _LONG or len(lines) < 3 or not (lonely[0] or lonely[-1]):
                break
            block = block.only(block.cells[:, axis] != (lines[0] if lonely[0] else lines[-1]))
    return block


def _apart(one: Block, other: Block) -> float:
    """Return the minimum distance in px between cores of the two blocks. It is slightly increased if `one` is small."""
    steps = one.xy[:, None] - other.xy
    return float(np.hypot(steps[..., 0], steps[..., 1]).min()) * (1 + 1 / len(one.cells))


def _beside(known: Block, block: Block) -> Block:
    """Return `block` with its rows and columns renumbered so that they continue the rows and columns of `known`."""
    distance = np.hypot(*np.moveaxis(known.xy[:, None] - block.xy, 2, 0)).min(axis=0)
    edge = distance <= np.quantile(distance, 0.4)
    shift = np.median(cell_of(known, block.xy[edge]) - block.cells[edge], axis=0)
    whole = np.rint(shift).astype(int)
    for axis in (0, 1):
        mine, theirs = block.cells[:, axis], known.cells[:, axis]
        if len(block.cells) < _FEW:
            continue
        beyond = mine.min() + shift[axis] - theirs.max()
        short = theirs.min() - (mine.max() + shift[axis])
        # If the block begins half a pitch or more beyond the last line, the first line of the block is a new line.
        if beyond > 0.5:
            whole[axis] = theirs.max() + _lines(float(beyond)) - mine.min()
        elif short > 0.5:
            whole[axis] = theirs.min() - _lines(float(short)) - mine.max()
    return block.moved(int(whole[0]), int(whole[1]))


def _lines(gap: float) -> int:
    """Return by how many rows or columns the first line of a block lies beyond the last line of the other block.

    `gap` is the distance between these two lines in pitches (distances between neighbouring lines).

    Empty rows or columns are counted only if `gap` is roughly a whole number. Otherwise the result is 1.
    """
    return max(1, round(gap)) if abs(gap - round(gap)) <= _WHOLE else 1


def _clear(block: Block, placed: list[Block]) -> Block:
    """Return `block` without the cells that another block in `placed` already occupies."""
    taken = {(int(row), int(col)) for other in placed for row, col in other.cells}
    return block.only(np.array([(int(row), int(col)) not in taken for row, col in block.cells], bool))
