"""Integrated gradients: a spot comes in; each tile's share of the way from bare glass to its logit goes out.

Sundararajan, Taly & Yan, ICML 2017. The baseline is the same string with every tile glass; the path is straight, in
standardised features; a tile's attribution is the sum over its features. All attributions together are the difference
of the two logits, as far as the integral was taken finely enough: what is missing is the completeness residual.
"""

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from model.base.finite import finite_logit
from model.base.progress import Progress
from model.explain.path import Path, Place, path_of
from model.explain.spot import Spot

TOLERANCE = 0.01
"""Greatest residual, as a share of the difference, that counts as complete."""
LEAST_DIFFERENCE = 0.01
"""Log odds: where glass gives nearly the spot's own logit, the residual is held against this."""
RULE = 8
"""Points of the Gauss-Legendre rule on each piece of the path."""
MOST_POINTS = 256
"""A reading, on average: after so many the integral is left as it is, and the residual tells."""
_PARTS = 8
"""A piece with a turn in it is looked at in so many equal parts."""
_TURN = 0.5
"""A part that holds more than this share of all ups and downs of its piece holds its turn."""
_SHORTEST = 1e-14
"""Of the path: float64 tells no places apart that are much nearer."""


@dataclass(frozen=True, eq=False)
class IntegratedGradients:
    """`attribution` float32 [tiles] in log odds after the calibration, nan where a tile is not read.

    `logit` of the spot and `baseline` of the glass, calibrated; `residual`: their difference less all attributions;
    `share`: its size as a share of the difference; `points` of the path that were looked at, a reading.
    """

    logit: float
    baseline: float
    attribution: np.ndarray
    residual: float
    share: float
    points: int

    @property
    def complete(self) -> bool:
        return self.share < TOLERANCE


@dataclass(frozen=True)
class _Piece:
    """Of the path of one reading, from share `start` to `end`, and the head's own logits there."""

    reading: int
    start: float
    end: float
    first: float
    last: float

    @property
    def length(self) -> float:
        return self.end - self.start

    @property
    def rise(self) -> float:
        return self.last - self.first


def integrated_gradients(
    spot: Spot, most: int = MOST_POINTS, rule: int = RULE
) -> Generator[Progress, None, IntegratedGradients]:
    """By as many points of the path as it takes for the attributions to be complete, at `most` about so many.

    The logits at the ends of a piece of the path say how much of it must come out of the piece: where it does not, the
    piece is cut. A saturated network turns on a short piece, which equal steps miss.
    """
    path = path_of(spot)
    open_ = yield from _whole(path)
    baseline, logit = (float(np.mean(ends)) for ends in zip(*((p.first, p.last) for p in open_), strict=True))
    # Before the search: pieces of a path whose ends are not finite would be cut without an end in sight.
    calibrated = spot.bundle.calibrated(logit), spot.bundle.calibrated(baseline)
    allowed = TOLERANCE / 2 * max(abs(logit - baseline), LEAST_DIFFERENCE / spot.slope)
    heights = [max(abs(piece.rise), allowed) for piece in open_]
    total, points = np.zeros(len(spot.tiles)), 0
    while open_:
        found = yield from _integrals(path, open_, rule)
        points += rule * len(open_)
        missing = [abs(piece.rise - integral.sum()) for piece, integral in zip(open_, found, strict=True)]
        # Each may miss its share, half by length and half by rise: then all together hardly miss more than is allowed.
        shares = [(piece.length + abs(piece.rise) / heights[piece.reading]) / 2 for piece in open_]
        good = [miss <= allowed * share for miss, share in zip(missing, shares, strict=True)]
        if sum(missing) <= allowed * path.readings or points + 2 * rule * good.count(False) > most * path.readings:
            good = [True] * len(open_)
        total += sum((integral for integral, kept in zip(found, good, strict=True) if kept), np.zeros_like(total))
        open_ = yield from _cut(path, [piece for piece, kept in zip(open_, good, strict=True) if not kept])
    attribution = spot.slope * total / path.readings
    difference = spot.slope * (logit - baseline)
    residual = finite_logit(difference - float(attribution.sum()), spot.bundle.name)
    return IntegratedGradients(
        logit=calibrated[0],
        baseline=calibrated[1],
        attribution=spot.placed(attribution),
        residual=residual,
        share=abs(residual) / max(abs(difference), LEAST_DIFFERENCE),
        points=round(points / path.readings),
    )


def _whole(path: Path) -> Generator[Progress, None, list[_Piece]]:
    """The whole way of each reading."""
    ends = yield from path.logits([Place(reading, share) for reading in range(path.readings) for share in (0.0, 1.0)])
    return [_Piece(reading, 0.0, 1.0, *map(float, ends[2 * reading :][:2])) for reading in range(path.readings)]


def _integrals(path: Path, pieces: Sequence[_Piece], rule: int) -> Generator[Progress, None, list[np.ndarray]]:
    """Of the slopes over each piece: [n] each."""
    at, weights = np.polynomial.legendre.leggauss(rule)
    places = [Place(p.reading, p.start + float(share) * p.length) for p in pieces for share in (at + 1) / 2]
    slopes = yield from path.slopes(places)
    by_piece = slopes.reshape(len(pieces), rule, -1)
    return [piece.length / 2 * weights @ of for piece, of in zip(pieces, by_piece, strict=True)]


def _cut(path: Path, pieces: Sequence[_Piece]) -> Generator[Progress, None, list[_Piece]]:
    """Each piece in halves; where the logit turns within a small part of it: before, after and, cut again, that part.

    Logits alone find the turn: they cost a third of what slopes do.
    """
    done: list[_Piece] = []
    while pieces:
        steep = []
        for parts in (yield from _parts(path, pieces)):
            turn = _turn(parts)
            if turn is None:
                done += _joined(parts[: _PARTS // 2]) + _joined(parts[_PARTS // 2 :])
            else:
                done += _joined(parts[:turn]) + _joined(parts[turn + 1 :])
                steep.append(parts[turn])
        pieces = steep
    return done


def _parts(path: Path, pieces: Sequence[_Piece]) -> Generator[Progress, None, list[list[_Piece]]]:
    """Each piece in `_PARTS` equal ones."""
    cuts = [np.linspace(piece.start, piece.end, _PARTS + 1).tolist() for piece in pieces]
    inner = [Place(piece.reading, share) for piece, own in zip(pieces, cuts, strict=True) for share in own[1:-1]]
    logits = (yield from path.logits(inner)).reshape(len(pieces), -1).tolist()
    return [
        [
            _Piece(piece.reading, start, end, first, last)
            for (start, end), (first, last) in zip(pairwise(own), pairwise([piece.first, *at, piece.last]), strict=True)
        ]
        for piece, own, at in zip(pieces, cuts, logits, strict=True)
    ]


def _turn(parts: Sequence[_Piece]) -> int | None:
    """Which part holds most of all ups and downs; None where they are spread, or too near for another look."""
    rises = np.abs([part.rise for part in parts])
    steepest = int(rises.argmax())
    return steepest if rises[steepest] > _TURN * rises.sum() and parts[0].length > _SHORTEST else None


def _joined(parts: Sequence[_Piece]) -> list[_Piece]:
    """The piece that they are together, if any."""
    if not parts:
        return []
    first, last = parts[0], parts[-1]
    return [_Piece(first.reading, first.start, last.end, first.first, last.last)]
