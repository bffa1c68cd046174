"""Integrated gradients: a spot comes in; each tile's share of the way from bare glass to its logit goes out.

Sundararajan, Taly & Yan, ICML 2017. The baseline is the same string with every tile glass; the path is straight, in
standardised features; a tile's attribution is the sum over its features. All attributions together are the difference
of the two logits, as far as the integral was taken finely enough: what is missing is the completeness residual.
"""

from collections.abc import Callable, Generator
from dataclasses import dataclass

import numpy as np
import torch

from model.explain.spot import Spot
from model.explain.walk import Walk, one_thread
from model.heads.pooled import PooledHead
from model.heads.recurrent import RecurrentHead
from model.progress import Progress

TOLERANCE = 0.01
"""Greatest residual, as a share of the difference, that counts as complete."""
LEAST_DIFFERENCE = 0.01
"""Log odds: where glass gives nearly the spot's own logit, the residual is held against this."""
RULE = 8
"""Points of the Gauss-Legendre rule on each piece of the path."""
MOST_POINTS = 256
"""After so many the integral is left as it is, and the residual tells."""
_AT_ONCE = 16
_STAGE = "integrating gradients"


@dataclass(frozen=True, eq=False)
class IntegratedGradients:
    """`attribution` float32 [tiles] in log odds after the calibration, nan where a tile is not read.

    `logit` of the spot and `baseline` of the glass, calibrated; `residual`: their difference less all attributions;
    `share`: its size as a share of the difference; `points` of the path that were looked at.
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
    """Of the path, from share `start` to `end`, and the head's own logits there."""

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


Gradients = Callable[[torch.Tensor], Generator[Progress, None, tuple[torch.Tensor, torch.Tensor]]]
"""Shares [a] of the way to the head's logits [a] there, and slopes [a, n]: how fast each tile moves them there."""


def integrated_gradients(
    spot: Spot, most: int = MOST_POINTS, rule: int = RULE
) -> Generator[Progress, None, IntegratedGradients]:
    """By as many points of the path as it takes for the attributions to be complete, at `most` about so many.

    The logits at the ends of a piece of the path say how much of it must come out of the piece: where it does not, the
    piece is halved. A saturated network turns on a short piece, which equal steps miss.
    """
    along = _along_strings(spot) if isinstance(spot.bundle.head, RecurrentHead) else _along_pool(spot)
    ends, _ = yield from along(torch.tensor([0.0, 1.0]))
    difference = float(ends[1] - ends[0])
    allowed = TOLERANCE / 2 * max(abs(difference), LEAST_DIFFERENCE / spot.slope)
    open_ = [_Piece(0.0, 1.0, float(ends[0]), float(ends[1]))]
    total, points = np.zeros(len(spot.tiles)), 0
    while open_:
        found = yield from _integrals(along, open_, rule)
        points += rule * len(open_)
        missing = [abs(piece.rise - integral.sum()) for piece, integral in zip(open_, found, strict=True)]
        # Each may miss its share by length: then all together miss no more than is allowed.
        good = [miss <= allowed * piece.length for piece, miss in zip(open_, missing, strict=True)]
        if sum(missing) <= allowed or points + 2 * rule * good.count(False) > most:
            good = [True] * len(open_)
        total += sum((integral for integral, kept in zip(found, good, strict=True) if kept), np.zeros_like(total))
        open_ = yield from _halved(along, [piece for piece, kept in zip(open_, good, strict=True) if not kept])
    baseline, logit = (spot.bundle.calibrated(end) for end in ends.tolist())
    residual = logit - baseline - spot.slope * float(total.sum())
    share = abs(residual) / max(abs(logit - baseline), LEAST_DIFFERENCE)
    return IntegratedGradients(logit, baseline, spot.placed(spot.slope * total), residual, share, points)


def _integrals(along: Gradients, pieces: list[_Piece], rule: int) -> Generator[Progress, None, list[np.ndarray]]:
    """Of the slopes over each piece: [n] each."""
    at, weights = np.polynomial.legendre.leggauss(rule)
    shares = np.concatenate([piece.start + (at + 1) / 2 * piece.length for piece in pieces])
    _, slopes = yield from along(torch.from_numpy(shares))
    by_piece = slopes.double().numpy().reshape(len(pieces), rule, -1)
    return [piece.length / 2 * weights @ of for piece, of in zip(pieces, by_piece, strict=True)]


def _halved(along: Gradients, pieces: list[_Piece]) -> Generator[Progress, None, list[_Piece]]:
    if not pieces:
        return []
    middles = [(piece.start + piece.end) / 2 for piece in pieces]
    logits, _ = yield from along(torch.tensor(middles))
    halves = []
    for piece, middle, logit in zip(pieces, middles, logits.tolist(), strict=True):
        halves += [_Piece(piece.start, middle, piece.first, logit), _Piece(middle, piece.end, logit, piece.last)]
    return halves


def _along_strings(spot: Spot) -> Gradients:
    """Of a sequence network. The first layer's sums are linear in the features, so that the whole path is theirs."""
    walk = Walk(spot.bundle.head)  # type: ignore[arg-type]  # asked by whoever calls this
    with torch.no_grad():
        glass = walk.sums(spot.glass)
        change = walk.sums(spot.features) - glass

    def gradients(shares: torch.Tensor) -> Generator[Progress, None, tuple[torch.Tensor, torch.Tensor]]:
        logits, slopes = [], []
        for some in torch.split(shares.to(change.dtype), _AT_ONCE):
            total = change.new_zeros(len(some), len(change))
            ends = torch.zeros(len(some), dtype=torch.float64)
            for order in spot.orders:
                yield Progress(_STAGE)
                end, slope = _string_slopes(walk, glass, change, some, order)
                total += slope
                ends += end
            logits.append(ends / len(spot.orders))
            slopes.append(total / len(spot.orders))
        return torch.cat(logits), torch.cat(slopes)

    return gradients


@one_thread()
def _string_slopes(
    walk: Walk, glass: torch.Tensor, change: torch.Tensor, shares: torch.Tensor, order: torch.Tensor
) -> tuple[torch.Tensor, torch.Tensor]:
    """Logits float64 [a] and slopes [a, n] in one order; never across a yield: what autograd does is a thread's own."""
    with torch.enable_grad():
        sums = (glass + shares[:, None, None] * change).requires_grad_()
        states = walk.start(len(shares))
        for own in sums[:, order].unbind(1):
            states = walk.step(own, states)
        logits = walk.logits(states)
        (gradient,) = torch.autograd.grad(logits.sum(), sums)
    return logits.detach().double(), (gradient * change).sum(dim=-1)


def _along_pool(spot: Spot) -> Gradients:
    """Of a head that is blind to the order, one point after another. Which tiles are pooled stays as it is."""
    head, change = spot.bundle.head, spot.features - spot.glass

    def logit(x: torch.Tensor) -> torch.Tensor:
        if isinstance(head, PooledHead):
            return head.logits(head.spot(x, spot.tissue)[None])[0]
        return head(x[None])[0, -1]

    def gradients(shares: torch.Tensor) -> Generator[Progress, None, tuple[torch.Tensor, torch.Tensor]]:
        logits, slopes = [], []
        for share in shares.to(change.dtype):
            yield Progress(_STAGE)
            with torch.enable_grad():
                x = (spot.glass + share * change).requires_grad_()
                end = logit(x)
                (gradient,) = torch.autograd.grad(end, x)
            logits.append(end.detach().double())
            slopes.append((gradient * change).sum(dim=-1))
        return torch.stack(logits), torch.stack(slopes)

    return gradients
