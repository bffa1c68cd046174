"""Train a head: the training loop, which yields a progress report for each batch."""

import copy
import math
from collections.abc import Generator
from functools import partial

import numpy as np
import torch

from model.base.errors import ConfigError
from model.base.progress import Progress
from model.bundle.heads.base import NetworkHead
from model.region.orders import SYMMETRIES, among, mixed_order, symmetry
from model.statistics.discrimination import auc_value
from model.training.checkpoint import Checkpoint
from model.training.config import TrainConfig
from model.training.evaluate import curves_of, logits_of, orders_of
from model.training.feature_cohort import FileFeatures
from model.training.log import Epoch, TrainingLog
from model.training.losses import Targets, errors, refit_baseline, set_baseline, targets_of
from model.training.outcomes import Outcomes
from model.training.standardise import Reading, Spots, Strings

_OPTIMISERS: dict[str, type[torch.optim.AdamW] | type[torch.optim.SGD]] = {
    # Without weight decay, AdamW equals Adam. In plain gradient descent, weight decay has the same effect as in AdamW,
    # because the gradients are not rescaled.
    "adam": torch.optim.AdamW,
    "sgd": torch.optim.SGD,
}


def fit(
    head: NetworkHead,
    spots: Spots,
    outcomes: Outcomes,
    training: np.ndarray,
    validation: np.ndarray,
    config: TrainConfig,
    checkpoint: Checkpoint | None = None,
) -> Generator[Progress, None, TrainingLog]:
    """Train `head` in place on the device of its weights, and return the log.

    At the end, the head has the weights of its best epoch. `outcomes` is the follow-up of all rows. Rows that the loss
    does not use are left out of the training and the validation set. The baseline of a survival curve is set before
    training, and for Cox's likelihood again after training. The partial result of each progress report is the log so
    far.

    If a run was interrupted, it continues after the last epoch in `checkpoint` and gives the same result as without
    interruption. Raise ConfigError if the loss is not finite.
    """
    generator = np.random.default_rng(config.seed)
    times = head.shape.survival.times if head.shape.survival else ()
    targets = targets_of(outcomes, training, validation, times, config)
    set_baseline(head, outcomes, training)
    training, validation = targets.counting(training), targets.counting(validation)
    optimiser = _OPTIMISERS[config.optimiser](
        head.parameters(), lr=config.learning_rate, weight_decay=config.weight_decay
    )
    kept = checkpoint.restore(head, optimiser, generator) if checkpoint else None
    best, log = kept or (copy.deepcopy(head.state_dict()), [])
    while not _ended(log, config):
        number = len(log) + 1
        head.train()
        losses = []
        order = generator.permutation(training)
        for start in range(0, len(order), config.batch):
            yield Progress(f"training, epoch {number}", start, len(order), TrainingLog(tuple(log)) if log else None)
            rows = order[start : start + config.batch]
            used = np.tile(rows, 2 if _in_two_orders(head, config) else 1)
            strings = spots.strings(used, [_reading(config, spots, int(row), generator) for row in used])
            loss = _step(head, optimiser, strings, targets.of(used), config)
            if not math.isfinite(loss):
                raise ConfigError(f"Training loss became NaN or infinite in epoch {number}.", "Lower learning_rate.")
            losses.append(loss * len(rows))
        log.append(_measured(head, spots, targets, outcomes, validation, config, number, sum(losses) / len(order)))
        if TrainingLog(tuple(log)).best.number == number:
            best = copy.deepcopy(head.state_dict())
        if checkpoint:
            checkpoint.save(head, best, optimiser, generator, log)
    head.load_state_dict(best)
    head.eval()
    if config.loss == "cox":
        orders = orders_of(config, spots.features.shape[1])
        refit_baseline(head, logits_of(head, spots, training, orders), outcomes, training)
    return TrainingLog(tuple(log))


def penalty(head: NetworkHead, config: TrainConfig) -> torch.Tensor:
    """Return the L1 and L2 penalty on the weights, without biases, of every hidden layer; see `config.penalty`."""
    total = torch.zeros((), device=head.output.weight.device)
    for layer in head.layers:
        weights = torch.cat([p.flatten() for name, p in layer.named_parameters() if name.startswith("weight")])
        reduce = torch.mean if config.penalty == "mean" else torch.sum
        total = total + config.l1 * reduce(weights.abs()) + config.l2 * reduce(weights.square())
    return total


def _reading(config: TrainConfig, spots: Spots, row: int, generator: np.random.Generator) -> Reading:
    """Return a function that puts the tiles of the spot `row` into a training order, as `config` specifies."""
    tiles = spots.features.shape[1]
    if config.order == "shuffled":
        return generator.permutation
    if isinstance(spots.features, FileFeatures) and config.order != "raster":
        return partial(among, spots.features.training_order(row, config.order == "mirrored", generator))
    if config.order == "mixed":
        return partial(among, mixed_order(tiles, generator))
    if config.order == "mirrored":
        return partial(among, symmetry(tiles, int(generator.integers(SYMMETRIES))))
    return np.asarray


def _step(
    head: NetworkHead, optimiser: torch.optim.Optimizer, strings: Strings, targets: Targets, config: TrainConfig
) -> float:
    """Make one step of gradient descent. Return the loss before the step, without penalties.

    If `config` requests consistency, the second half of `strings` contains the same spots as the first half, in other
    tile orders.
    """
    device = head.output.weight.device
    lengths = strings.lengths.to(device)
    curves = head.curves(strings.features.to(device), config.dropout, lengths)
    loss = string_error(curves, lengths, targets.to(device), config)
    extra = penalty(head, config)
    if _in_two_orders(head, config):
        extra = extra + config.consistency * disagreement(curves[..., -1], lengths)
    optimiser.zero_grad()
    (loss + extra).backward()  # type: ignore[no-untyped-call]
    torch.nn.utils.clip_grad_norm_(head.parameters(), config.clip)
    optimiser.step()
    return float(loss.detach())


def _in_two_orders(head: NetworkHead, config: TrainConfig) -> bool:
    return config.consistency > 0 and config.order != "raster" and head.shape.ordered


def disagreement(logits: torch.Tensor, lengths: torch.Tensor) -> torch.Tensor:
    """Return the mean squared difference between the logits of the same spots in two tile orders.

    The first half of the sequences contains the spots in one tile order, and the second half the same spots in another.

    `logits` [strings, steps] and `lengths` [strings] have the same meaning as in `string_error`.
    """
    first, second = logits.gather(1, lengths[:, None] - 1)[:, 0].chunk(2)
    return (first - second).square().mean()


def string_error(
    curves: torch.Tensor, lengths: torch.Tensor, targets: Targets, config: TrainConfig
) -> torch.Tensor:
    """Return the mean loss of a batch of spots.

    `curves` is [spots, steps, times] or [spots, 1, times]. The loss of a spot is the mean over the steps that
    `config.loss_steps` selects.
    """
    if curves.shape[1] == 1:
        return errors(curves, targets, config).mean()
    if config.loss_steps == "last":
        place = (lengths - 1)[:, None, None].expand(-1, 1, curves.shape[2])
        return errors(curves.gather(1, place), targets, config).mean()
    steps = torch.arange(curves.shape[1], device=curves.device)
    counts = (steps >= (lengths // 2)[:, None]) & (steps < lengths[:, None])
    each = errors(curves, targets, config)
    return ((each * counts).sum(dim=1) / counts.sum(dim=1)).mean()


def _measured(
    head: NetworkHead,
    spots: Spots,
    targets: Targets,
    outcomes: Outcomes,
    validation: np.ndarray,
    config: TrainConfig,
    number: int,
    training_loss: float,
) -> Epoch:
    curves = curves_of(head, spots, validation, orders_of(config, spots.features.shape[1]))
    loss = float(errors(torch.from_numpy(curves).float()[:, None], targets.of(validation), config).mean())
    logits, known = curves[:, -1], outcomes.known[validation]
    spread = float((1 / (1 + np.exp(-logits))).std())
    return Epoch(number, training_loss, loss, auc_value(logits[known], outcomes.alive[validation][known]), spread)


def _ended(log: list[Epoch], config: TrainConfig) -> bool:
    """Return whether training must end: all epochs were run, or the last `patience` epochs brought no improvement."""
    return bool(log) and (
        len(log) >= config.epochs or len(log) - TrainingLog(tuple(log)).best.number >= config.patience
    )
