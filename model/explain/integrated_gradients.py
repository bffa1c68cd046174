"""Integrated gradients: attribute the difference in logit between a spot and bare glass to the spot's tiles.

Sundararajan, Taly & Yan, ICML 2017. The baseline is the same sequence with every tile replaced by glass. The path is a
straight line in standardised features. A tile's attribution is the sum over its features. All attributions add up to
the difference of the two logits, up to the error of the numerical integral, the completeness residual.
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
"""Greatest residual, as a share of the difference, that counts as complete."""
LEAST_DIFFERENCE = 0.01
"""Log odds. If glass gives nearly the spot's own logit, the residual is divided by this instead of the difference."""
RULE = 8
"""Points of the Gauss-Legendre rule on each piece of the path."""
MOST_POINTS = 256
"""Greatest mean number of points per run of the head. The integral then stays as it is, with the residual it has."""
_PARTS = 8
"""Number of equal parts in which a piece is searched for a turn (a steep change of the logit)."""
_TURN = 0.5
"""A part has the turn if it has more than this share of all rises and falls of its piece."""
_SHORTEST = 1e-14
"""Least length of a part, as a share of the path; float64 cannot resolve much shorter ones."""


@dataclass(frozen=True, eq=False)
class IntegratedGradients:
    """The attributions of the tiles, and how far they are from complete. All log odds are after calibration.

    - `attribution`: float32 [tiles], in log odds; nan for unused tiles.
    - `logit`: that of the spot. `baseline`: that of empty glass.
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
    """A piece of the path of one run of the head, from share `start` to `end`, and the uncalibrated logits there."""

    reading: int
    start: float
    end: float
    first: float
    last: float

    @property
    def length(self) -> float:
        """Return its length as a share of the path."""
        return self.end - self.start

    @property
    def rise(self) -> float:
        """Return the change of the logit over the piece."""
        return self.last - self.first


def integrated_gradients(
    spot: ExplainedSpot, most: int = MOST_POINTS, rule: int = RULE
) -> Generator[Progress, None, IntegratedGradients]:
    """Return the attributions, with enough points of the path for them to be complete, but about `most` at most.

    The attributions of a piece of the path must add up to the difference of the logits at its ends. If they do not,
    the piece is divided. The logit of a saturated network changes within a short piece, which equal steps would miss.
    """
    path = path_of(spot)
    open_ = yield from _whole(path)
    baseline, logit = (float(np.mean(ends)) for ends in zip(*((p.first, p.last) for p in open_), strict=True))
    # This raises AnswerError for a logit that is not finite; the search below would divide such a path for ever.
    calibrated = spot.bundle.calibrated(logit), spot.bundle.calibrated(baseline)
    allowed = TOLERANCE / 2 * max(abs(logit - baseline), LEAST_DIFFERENCE / spot.slope)
    heights = [max(abs(piece.rise), allowed) for piece in open_]
    total, points = np.zeros(len(spot.tiles)), 0
    while open_:
        found = yield from _integrals(path, open_, rule)
        points += rule * len(open_)
        missing = [abs(piece.rise - integral.sum()) for piece, integral in zip(open_, found, strict=True)]
        # Each piece may miss a part of the allowed error, half by length and half by rise, so that all pieces together
        # hardly miss more than is allowed.
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
    """Return the whole path of each run of the head as one piece."""
    ends = yield from path.logits([Place(reading, share) for reading in range(path.readings) for share in (0.0, 1.0)])
    return [_Piece(reading, 0.0, 1.0, *map(float, ends[2 * reading :][:2])) for reading in range(path.readings)]


def _integrals(path: Path, pieces: Sequence[_Piece], rule: int) -> Generator[Progress, None, list[np.ndarray]]:
    """Return the integral of the slopes over each piece, [n] each."""
    at, weights = np.polynomial.legendre.leggauss(rule)
    places = [Place(p.reading, p.start + float(share) * p.length) for p in pieces for share in (at + 1) / 2]
    slopes = yield from path.slopes(places)
    by_piece = slopes.reshape(len(pieces), rule, -1)
    return [piece.length / 2 * weights @ of for piece, of in zip(pieces, by_piece, strict=True)]


def _cut(path: Path, pieces: Sequence[_Piece]) -> Generator[Progress, None, list[_Piece]]:
    """Divide each piece in halves; if its logit has a turn, divide it around the turn and divide that part again.

    The turn is found from logits alone, which cost a third of what slopes cost.
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
    """Divide each piece into `_PARTS` equal parts."""
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
    """Return the part with most of all rises and falls; None if they are spread, or the part is too short to divide."""
    rises = np.abs([part.rise for part in parts])
    steepest = int(rises.argmax())
    return steepest if rises[steepest] > _TURN * rises.sum() and parts[0].length > _SHORTEST else None


def _joined(parts: Sequence[_Piece]) -> list[_Piece]:
    """Join neighbouring parts into one piece; an empty list if there are none."""
    if not parts:
        return []
    first, last = parts[0], parts[-1]
    return [_Piece(first.reading, first.start, last.end, first.first, last.last)]
