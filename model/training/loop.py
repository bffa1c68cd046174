"""The training loop: features and labels come in, a trained head goes out, one yield an epoch."""

import copy
import math
from collections.abc import Callable, Generator

import numpy as np
import torch
from torch.nn.functional import binary_cross_entropy_with_logits

from model.errors import ConfigError
from model.heads.base import Head
from model.progress import Progress
from model.statistics.discrimination import auc
from model.training.checkpoint import Checkpoint
from model.training.config import TrainConfig
from model.training.log import Epoch, TrainingLog

Network = Head
"""What the loop can train: it gives logits [spots, steps] and has penalised `layers`."""
_OPTIMISERS: dict[str, type[torch.optim.Adam] | type[torch.optim.SGD]] = {
    "adam": torch.optim.Adam,
    "sgd": torch.optim.SGD,
}


def fit(
    head: Network,
    spots: Callable[[np.ndarray], torch.Tensor],
    alive: np.ndarray,
    training: np.ndarray,
    validation: np.ndarray,
    config: TrainConfig,
    checkpoint: Checkpoint | None = None,
) -> Generator[Progress, None, TrainingLog]:
    """Train `head` in place and leave it at its best epoch; returns the log, which is also the partial of each yield.

    `spots(rows)` gives standardised features float32 [rows, steps, inputs], `alive` bool labels of all rows. A run that
    was stopped goes on after the last epoch kept in `checkpoint`, and ends as if it had never been stopped.
    """
    generator = np.random.default_rng(config.seed)
    labels = torch.from_numpy(alive.astype(np.float32))
    optimiser = _OPTIMISERS[config.optimiser](head.parameters(), lr=config.learning_rate)
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
            x = spots(rows)
            if config.mirrored:
                x = x[:, torch.from_numpy(symmetry(x.shape[1], int(generator.integers(8))))]
            loss = _step(head, optimiser, x, labels[rows], config)
            if not math.isfinite(loss):
                raise ConfigError(f"The error is no number any more in epoch {number}.", "Lower learning_rate.")
            losses.append(loss * len(rows))
        log.append(_measured(head, spots, labels, validation, config, number, sum(losses) / len(order)))
        if TrainingLog(tuple(log)).best.number == number:
            best = copy.deepcopy(head.state_dict())
        if checkpoint:
            checkpoint.save(head, best, optimiser, generator, log)
    head.load_state_dict(best)
    head.eval()
    return TrainingLog(tuple(log))


def logits_of(head: Network, spots: Callable[[np.ndarray], torch.Tensor], rows: np.ndarray) -> np.ndarray:
    """Final logits of `rows`, float64 [rows], in small batches."""
    head.eval()
    with torch.inference_mode():
        parts = [head(spots(rows[start : start + 16]))[:, -1].numpy() for start in range(0, len(rows), 16)]
    return np.concatenate(parts).astype(np.float64)


def penalty(head: Network, config: TrainConfig) -> torch.Tensor:
    """L1 and L2 of every hidden layer's weights (biases are free), read as `config.penalty` says."""
    total = torch.zeros(())
    for layer in head.layers:
        weights = torch.cat([p.flatten() for name, p in layer.named_parameters() if name.startswith("weight")])
        reduce = torch.mean if config.penalty == "mean" else torch.sum
        total = total + config.l1 * reduce(weights.abs()) + config.l2 * reduce(weights.square())
    return total


def symmetry(steps: int, number: int) -> np.ndarray:
    """Order in which a square grid is read after one of its eight flips and rotations; 0 leaves it as it is."""
    side = round(steps**0.5)
    grid = np.rot90(np.arange(steps).reshape(side, side), number % 4)
    return np.ascontiguousarray(grid.T if number >= 4 else grid).ravel()


def _step(
    head: Network, optimiser: torch.optim.Optimizer, x: torch.Tensor, labels: torch.Tensor, config: TrainConfig
) -> float:
    """One step down the gradient; the error before it, without penalties."""
    logits = head(x, config.dropout)
    first = logits.shape[1] // 2 if config.loss_steps == "second half" else logits.shape[1] - 1
    loss = _error(logits[:, first:], labels[:, None], config)
    optimiser.zero_grad()
    (loss + penalty(head, config)).backward()  # type: ignore[no-untyped-call]
    torch.nn.utils.clip_grad_norm_(head.parameters(), config.clip)
    optimiser.step()
    return float(loss.detach())


def _error(logits: torch.Tensor, labels: torch.Tensor, config: TrainConfig) -> torch.Tensor:
    """The mean error over all `logits`, each against the label of its spot."""
    labels = labels.expand_as(logits)
    if config.loss == "squared error":
        return 0.5 * (torch.sigmoid(logits) - labels).square().mean()
    return binary_cross_entropy_with_logits(logits, labels)


def _measured(
    head: Network,
    spots: Callable[[np.ndarray], torch.Tensor],
    labels: torch.Tensor,
    validation: np.ndarray,
    config: TrainConfig,
    number: int,
    training_loss: float,
) -> Epoch:
    logits = logits_of(head, spots, validation)
    truth = labels[validation]
    loss = float(_error(torch.from_numpy(logits).float(), truth, config))
    spread = float((1 / (1 + np.exp(-logits))).std())
    return Epoch(number, training_loss, loss, auc(logits, truth.numpy() > 0.5).value, spread)


def _ended(log: list[Epoch], config: TrainConfig) -> bool:
    """Whether all epochs were run, or the last `patience` brought nothing."""
    return bool(log) and (
        len(log) >= config.epochs or len(log) - TrainingLog(tuple(log)).best.number >= config.patience
    )
