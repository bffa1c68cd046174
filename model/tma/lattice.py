"""Fit the grid of a tissue microarray: assign discs to rows and columns, and predict the positions of cores.

An array consists of one or several blocks of rows and columns. A block may be slightly rotated, sheared and bent. A
block is built core by core, beginning in its most regular region, and each new position is predicted from the cores
nearby. All positions are (x, y) in px of the thumbnail. All cells are (row, col) of the grid.
"""

from dataclasses import dataclass

import numpy as np

from model.tma.discs import Peaks

_NEIGHBOURS = (1.75, 4.5)
"""Minimum and maximum distance of neighbouring cores, in core radii. Closer cores would overlap."""
_TURN = np.radians(28)
"""Maximum rotation of a slide. At 45 degrees, rows could not be distinguished from columns."""
_SURE = 0.45
"""Minimum fit (see `discs.disc_map`) of a disc from which a block of cores can start to grow."""
_TOLERANCES = ((1, 0.36), (2, 0.27), (3, 0.22))
"""Steps by which a block can grow: the number of grid cells to step, and the maximum distance of a disc from its
predicted position, in pitches.

A pitch is the distance between neighbouring cores. At half a pitch, a disc could belong to the neighbouring cell.
"""
_NEARBY = 2.2
"""Distance in grid cells at which the weight of a core falls to 1/e when the position of another core is predicted.
Because only near cores count, blocks may be bent.
"""


@dataclass(frozen=True, eq=False)
class Block:
    """A block of cores: grid cells `cells` int64 [n, 2], positions `xy` float64 [n, 2], indices in `peaks` int64 [n].

    `basis` float64 [2, 2] contains the steps in px from a core to the next row and to the next column.
    """

    cells: np.ndarray
    xy: np.ndarray
    peaks: np.ndarray
    basis: np.ndarray

    def moved(self, rows: int, cols: int) -> "Block":
        """Return the block with `rows` and `cols` added to the numbers of its cells."""
        return Block(self.cells + np.array([rows, cols]), self.xy, self.peaks, self.basis)

    def only(self, keep: np.ndarray) -> "Block":
        """Return the block with only the cores for which `keep`, bool [n], is True."""
        return Block(self.cells[keep], self.xy[keep], self.peaks[keep], self.basis)


def basis_of(peaks: Peaks, radius: float) -> np.ndarray | None:
    """Return the usual steps in px from a core to the core below it and to the core on its right, float64 [2, 2].

    Return None if the discs form no grid.
    """
    if len(peaks.fit) == 0:
        return None
    sure = peaks.xy[peaks.fit >= min(_SURE, float(np.median(peaks.fit)))]
    if len(sure) < 2:
        return None
    steps = (sure[None, :] - sure[:, None]).reshape(-1, 2)
    lengths = np.hypot(*steps.T)
    near = steps[(lengths > _NEIGHBOURS[0] * radius) & (lengths < _NEIGHBOURS[1] * radius)]
    right = _usual(near[np.abs(np.arctan2(near[:, 1], near[:, 0])) < _TURN], radius)
    down = _usual(near[np.abs(np.arctan2(near[:, 0], near[:, 1])) < _TURN], radius)
    if right is None and down is None:
        return None
    if right is None:
        right = np.array([down[1], -down[0]])  # type: ignore[index]
    if down is None:
        down = np.array([-right[1], right[0]])
    return np.stack([down, right])


def _usual(steps: np.ndarray, radius: float) -> np.ndarray | None:
    """Return the most frequent step among `steps`, (x, y) in px, or None if there are no steps.

    Shorter steps are preferred, because a step of twice the pitch is nearly as frequent as a step of one pitch.
    """
    if len(steps) == 0:
        return None
    apart = ((steps[:, None] - steps) ** 2).sum(axis=2)
    votes = np.exp(-apart / (0.35 * radius) ** 2).sum(axis=1) / np.hypot(*steps.T) ** 1.5
    best = steps[np.argmax(votes)]
    near = np.hypot(*(steps - best).T) < 0.5 * radius
    usual: np.ndarray = np.median(steps[near], axis=0)
    return usual


def blocks_of(peaks: Peaks, basis: np.ndarray) -> list[Block]:
    """Return all blocks, the largest first. Each block numbers its rows and columns from a cell (0, 0) of its own.

    Stray discs are in no block.
    """
    free = np.ones(len(peaks.fit), bool)
    blocks = []
    while True:
        seed = _seed(peaks, free, basis)
        if seed is None:
            break
        block = _grown(peaks, free, basis, seed)
        free[block.peaks] = False
        blocks.append(block)
    return sorted(blocks, key=lambda block: -len(block.cells))


def _seed(peaks: Peaks, free: np.ndarray, basis: np.ndarray) -> int | None:
    """Return the index of the disc with the most regular neighbourhood among the discs that belong to no block yet.

    `free` bool marks these discs. Return None if no two of them are neighbours.
    """
    candidates = np.flatnonzero(free & (peaks.fit >= min(_SURE, float(np.median(peaks.fit)))))
    if len(candidates) == 0:
        return None
    others = peaks.xy[free]
    pitch = _pitch(basis)
    score = np.zeros(len(candidates))
    for step in (*basis, *-basis):
        away = np.hypot(*np.moveaxis(peaks.xy[candidates][:, None] + step - others, 2, 0)).min(axis=1) / pitch
        score += np.clip(1 - away / _TOLERANCES[0][1], 0, 1)
    best = int(np.argmax(score))
    return int(candidates[best]) if score[best] > 0 else None


def _pitch(basis: np.ndarray) -> float:
    return float(np.hypot(*basis.T).min())


def _grown(peaks: Peaks, free: np.ndarray, basis: np.ndarray, seed: int) -> Block:
    """Return the block of discs that grows from the disc `seed`.

    `free` marks the discs that belong to no block yet. The best matching discs are added as long as free discs lie near
    predicted positions.
    """
    taken: dict[tuple[int, int], int] = {(0, 0): seed}
    used = {seed}
    pitch = _pitch(basis)
    while True:
        block = _block(taken, peaks, basis)
        found = next(filter(None, (_step(block, peaks, free, used, s, t * pitch) for s, t in _TOLERANCES)), None)
        if found is None:
            return block
        taken |= found
        used |= set(found.values())


def _block(taken: dict[tuple[int, int], int], peaks: Peaks, basis: np.ndarray) -> Block:
    index = np.array(list(taken.values()))
    return Block(np.array(list(taken)), peaks.xy[index], index, basis)


def _step(
    block: Block, peaks: Peaks, free: np.ndarray, used: set[int], steps: int, tolerance: float
) -> dict[tuple[int, int], int]:
    """Return the grid cells that are `steps` away from cells of the block and that match a disc of no block.

    Each cell gets the disc nearest to the cell's predicted position, if it is within `tolerance` px. The result has the
    index of the disc by cell.
    """
    have = {(int(row), int(col)) for row, col in block.cells}
    moves = ((steps, 0), (-steps, 0), (0, steps), (0, -steps))
    cells = sorted({(row + down, col + right) for row, col in have for down, right in moves} - have)
    open_ = np.array([i for i in np.flatnonzero(free) if i not in used], dtype=np.int64)
    if len(open_) == 0:
        return {}
    predicted = predict_places(block, np.array(cells))
    # A disc with a poor fit may be dirt. It must therefore be nearer to the predicted position.
    strict = np.where(peaks.fit[open_] >= _SURE, 1.0, 1.35)
    away = np.hypot(*np.moveaxis(predicted[:, None] - peaks.xy[open_], 2, 0)) * strict
    found: dict[tuple[int, int], int] = {}
    nearest = away.argmin(axis=1)
    for number in np.argsort(away.min(axis=1)):
        disc = nearest[number]
        if away[number, disc] > tolerance:
            break
        if int(open_[disc]) not in found.values() and away[:, disc].argmin() == number:
            found[cells[number]] = int(open_[disc])
    return found


def predict_places(block: Block, cells: np.ndarray) -> np.ndarray:
    """Return the expected positions (x, y) of the grid cells `cells` [m, 2] of the block, float64 [m, 2], in px.

    Each position is predicted by an affine map that is fitted to the cores nearby. The fewer cores there are, the
    closer the map is to `basis`.
    """
    straight = block.cells @ block.basis
    offset = block.xy - straight
    result = np.empty((len(cells), 2))
    for number, cell in enumerate(cells):
        apart = block.cells - cell
        distance2 = (apart**2).sum(axis=1)
        near2 = max(float(distance2.min()), 0.0)
        weight = np.exp(-(distance2 - near2) / _NEARBY**2)
        design = np.concatenate([np.ones((len(apart), 1)), apart], axis=1)
        held = np.diag([1e-6, 6.0, 6.0])
        fitted = np.linalg.solve(design.T @ (weight[:, None] * design) + held, design.T @ (weight[:, None] * offset))
        result[number] = fitted[0] + cell @ block.basis
    return result


def cell_of(block: Block, places: np.ndarray) -> np.ndarray:
    """Return the fractional grid cell at each of `places` [m, 2], float64 [m, 2], computed from the cores nearby."""
    inverse = np.linalg.inv(block.basis)
    result = np.empty((len(places), 2))
    for number, place in enumerate(places):
        distance = np.hypot(*(block.xy - place).T)
        weight = np.exp(-((distance - distance.min()) / (_NEARBY * _pitch(block.basis))) ** 2)
        own = block.cells + (place - block.xy) @ inverse
        result[number] = (weight[:, None] * own).sum(axis=0) / weight.sum()
    return result
