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
from model.explain.walk import Walk
from model.heads.pooled import PooledHead
from model.heads.recurrent import RecurrentHead
from model.progress import Progress

TOLERANCE = 0.01
"""Greatest residual, as a share of the difference, that counts as complete."""
LEAST_DIFFERENCE = 0.01
"""Log odds: where glass gives nearly the spot's own logit, the residual is held against this and not against nothing."""
POINTS = (8, 16, 32, 64, 128, 256)
"""Points of the Gauss-Legendre rule, tried one after another until the residual is small enough."""
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


Gradients = Callable[[torch.Tensor], Generator[Progress, None, tuple[torch.Tensor, torch.Tensor]]]
"""Shares [a] of the way to the head's logits [a] there, and slopes [a, n]: how fast each tile moves them there."""


def integrated_gradients(spot: Spot, points: tuple[int, ...] = POINTS) -> Generator[Progress, None, IntegratedGradients]:
    """By as many of `points` as it takes for the attributions to be complete; the last of them where it takes more."""
    along = _along_strings(spot) if isinstance(spot.bundle.head, RecurrentHead) else _along_pool(spot)
    ends, _ = yield from along(torch.tensor([0.0, 1.0]))
    baseline, logit = (spot.bundle.calibrated(end) for end in ends.tolist())
    difference = logit - baseline
    for count in points:
        at, weights = np.polynomial.legendre.leggauss(count)
        _, slopes = yield from along(torch.from_numpy((at + 1) / 2))
        found = spot.slope * (weights / 2) @ slopes.double().numpy()
        residual = difference - float(found.sum())
        share = abs(residual) / max(abs(difference), LEAST_DIFFERENCE)
        if share < TOLERANCE:
            break
    return IntegratedGradients(logit, baseline, spot.placed(found), residual, share, count)


def _along_strings(spot: Spot) -> Gradients:
    """Of a sequence network. The first layer's sums are linear in the features, so that the whole path is theirs."""
    walk = Walk(spot.bundle.head)  # type: ignore[arg-type]  # asked by whoever calls this
    with torch.no_grad():
        glass = walk.sums(spot.glass)
        change = walk.sums(spot.features) - glass

    def gradients(shares: torch.Tensor) -> Generator[Progress, None, tuple[torch.Tensor, torch.Tensor]]:
        logits, slopes = [], []
        for some in shares.to(change.dtype).split(_AT_ONCE):
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


def _string_slopes(
    walk: Walk, glass: torch.Tensor, change: torch.Tensor, shares: torch.Tensor, order: torch.Tensor
) -> tuple[torch.Tensor, torch.Tensor]:
    """Logits float64 [a] and slopes [a, n] in one order; not across a yield, since gradients are a thread's own state."""
    with torch.enable_grad():
        sums = (glass + shares[:, None, None] * change).requires_grad_()
        states = walk.start(len(shares))
        for own in sums[:, order].unbind(1):
            states = walk.step(own, states)
        logits = walk.logits(states)
        (gradient,) = torch.autograd.grad(logits.sum(), sums)
    return logits.detach().double(), (gradient * change).sum(dim=-1)


def _along_pool(spot: Spot) -> Gradients:
    """Of a head that is blind to the order: one point of the path after another. Which tiles are pooled stays as it is."""
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
