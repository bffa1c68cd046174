"""Integrated gradients: attribute the difference in logit between a spot and bare glass to the tiles of the spot.

Sundararajan, Taly & Yan, ICML 2017. The baseline is the same sequence with every tile replaced by glass. The path from
the baseline to the spot is a straight line in standardised features. The attribution of a tile is the sum over its
features. All attributions add up to the difference of the two logits, except for the error of the numerical integral.
This error is the residual.
"""

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from model.base.finite import finite_logit
from model.base.progress import Progress
from model.explain.path import Path, Place, path_of
from model.explain.spot import ExplainedSpot

TOLERANCE = 0.01
"""Maximum residual as a share of the difference between the logit of the spot and the logit of bare glass. If the
residual is not larger, the attributions count as complete.
"""
LEAST_DIFFERENCE = 0.01
"""Minimum divisor of the residual, in log odds.

Without it, the share would be huge for a spot whose logit is nearly the logit of glass."""
RULE = 8
"""Number of points on each piece of the path at which the Gauss-Legendre rule evaluates the gradient."""
MOST_POINTS = 256
"""Maximum number of points per run of the head, averaged over the runs.

When it is reached, the integral is not improved further, even if the residual is too large.
"""
_PARTS = 8
"""Number of equal segments into which a piece of the path is divided. One of them may contain a turn, which is a steep
change of the logit.
"""
_TURN = 0.5
"""Minimum share of the change of the logit by which the segment with the turn is found.

The turn is a steep change of the logit inside a piece of the path. A segment of the piece contains the turn if it has
more than this share of the total change of the logit over the piece. Rises and falls are added as absolute values.
"""
FINE = 1e-3
"""Slopes of a piece of the path are computed in float64 if the piece is shorter than this share of the path. In longer
pieces, the distance between neighbouring points is far larger than a rounding error of float32 (6e-8).
"""
_SHORTEST = 1e-14
"""Minimum length of a segment, as a share of the path. float64 cannot resolve much shorter segments."""


@dataclass(frozen=True, eq=False)
class IntegratedGradients:
    """The attributions of the tiles, and the error of their sum. All log odds are after calibration.

    - `attribution`: float32 [tiles], in log odds; nan for unused tiles.
    - `logit`: the logit of the spot. `baseline`: the logit of bare glass.
    - `residual`: `logit` - `baseline` minus the sum of all attributions.
    - `share`: the absolute residual divided by the absolute difference of `logit` and `baseline`.
    - `points`: the number of gradient evaluations per run of the head.
    """

    logit: float
    baseline: float
    attribution: np.ndarray
    residual: float
    share: float
    points: int

    @property
    def complete(self) -> bool:
        """Return whether the residual is small enough for the attributions to count as complete."""
        return self.share < TOLERANCE


@dataclass(frozen=True)
class _Piece:
    """A piece of the path of one run of the head, from the share `start` to the share `end` of the path.

    `reading` is the number of the run; each tile order is one run. `first` and `last` are the uncalibrated logits at
    the two ends of the piece.
    """

    reading: int
    start: float
    end: float
    first: float
    last: float

    @property
    def length(self) -> float:
        """Return the length of this piece of the path as a share of the whole path."""
        return self.end - self.start

    @property
    def rise(self) -> float:
        """Return the change of the logit over this piece of the path."""
        return self.last - self.first


def integrated_gradients(
    spot: ExplainedSpot, most: int = MOST_POINTS, rule: int = RULE
) -> Generator[Progress, None, IntegratedGradients]:
    """Return the attribution of each tile by integrated gradients, with the error of their sum.

    The gradient is evaluated at as many points of the path as are needed for an exact sum.

    The number of points per run of the head is limited to about `most`.

    The attributions of a piece of the path must add up to the difference of the logits at its ends. If they do not, the
    piece is divided. The logit of a saturated network changes within a short piece, which equal steps would miss.
    """
    path = path_of(spot)
    open_ = yield from _whole(path)
    baseline, logit = (float(np.mean(ends)) for ends in zip(*((p.first, p.last) for p in open_), strict=True))
    # This raises AnswerError for a logit that is not finite. The search below would divide such a path without end.
    calibrated = spot.bundle.calibrated(logit), spot.bundle.calibrated(baseline)
    allowed = TOLERANCE / 2 * max(abs(logit - baseline), LEAST_DIFFERENCE / spot.slope)
    heights = [max(abs(piece.rise), allowed) for piece in open_]
    total, points = np.zeros(len(spot.tiles)), 0
    while open_:
        found = yield from _integrals(path, open_, rule)
        points += rule * len(open_)
        missing = [abs(piece.rise - integral.sum()) for piece, integral in zip(open_, found, strict=True)]
        # The allowed error is divided among the pieces: one half by their length, and the other half by the change of
        # the logit over them. The error of all pieces together is then hardly larger than allowed.
        shares = [(piece.length + abs(piece.rise) / heights[piece.reading]) / 2 for piece in open_]
        good = [miss <= allowed * share for miss, share in zip(missing, shares, strict=True)]
        if sum(missing) <= allowed * path.readings or points + 2 * rule * good.count(False) > most * path.readings:
            good = [True] * len(open_)
        total += sum((integral for integral, done in zip(found, good, strict=True) if done), np.zeros_like(total))
        open_ = yield from _cut(path, [piece for piece, done in zip(open_, good, strict=True) if not done])
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
    """Return the whole path from glass to the spot as one piece, for each run of the head."""
    ends = yield from path.logits([Place(reading, share) for reading in range(path.readings) for share in (0.0, 1.0)])
    return [_Piece(reading, 0.0, 1.0, *map(float, ends[2 * reading :][:2])) for reading in range(path.readings)]


def _integrals(path: Path, pieces: Sequence[_Piece], rule: int) -> Generator[Progress, None, list[np.ndarray]]:
    """Return the integral of the slopes over each piece of the path: the contribution of each tile, float64 [n]."""
    at, weights = np.polynomial.legendre.leggauss(rule)
    places = [
        Place(p.reading, p.start + float(share) * p.length, p.length < FINE) for p in pieces for share in (at + 1) / 2
    ]
    slopes = yield from path.slopes(places)
    by_piece = slopes.reshape(len(pieces), rule, -1)
    return [piece.length / 2 * weights @ of for piece, of in zip(pieces, by_piece, strict=True)]


def _cut(path: Path, pieces: Sequence[_Piece]) -> Generator[Progress, None, list[_Piece]]:
    """Divide each piece of the path into halves, and return the new pieces.

    If the logit has a turn (a short segment with most of its change), cut out the segment with the turn, and divide
    this segment again in the same way. The turn is found from logits alone, because computing logits takes a third of
    the time of slopes.
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
    """Return each piece of the path divided into `_PARTS` equal segments."""
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
    """Return the index of the segment that contains the turn of the logit, that is, most of its change.

    The segment with the turn has more than half of the total change of the logit over all segments. Return None if no
    segment has so large a change, or if the segment is too short to divide.
    """
    rises = np.abs([part.rise for part in parts])
    steepest = int(rises.argmax())
    return steepest if rises[steepest] > _TURN * rises.sum() and parts[0].length > _SHORTEST else None


def _joined(parts: Sequence[_Piece]) -> list[_Piece]:
    """Return neighbouring segments of the path joined into one piece, as a list; an empty list if there are none."""
    if not parts:
        return []
    first, last = parts[0], parts[-1]
    return [_Piece(first.reading, first.start, last.end, first.first, last.last)]
