"""The training loop: features and labels come in, a trained head goes out, one yield an epoch."""

import copy
from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import Literal

import numpy as np
import torch
from torch.nn.functional import binary_cross_entropy_with_logits

from model.heads.base import Head
from model.progress import Progress
from model.statistics.discrimination import auc


@dataclass(frozen=True)
class TrainConfig:
    """Every choice of a training run; the publication states the penalties, dropout and sizes and none of the rest."""

    seed: int = 1
    epochs: int = 60
    patience: int = 15
    """Epochs without a better validation loss before stopping; the best epoch is kept."""
    batch: int = 16
    learning_rate: float = 5e-4
    l1: float = 0.005
    l2: float = 0.005
    penalty: Literal["mean", "sum"] = "mean"
    """Whether the penalties multiply the mean or the sum of |w| and w^2 of a layer. By arithmetic the sum is about 420
    for this network at the start, beside an error of 0.69: expect it to collapse. The shipped bundle uses the mean."""
    dropout: float = 0.05
    loss_steps: Literal["last", "second half"] = "second half"
    """On which steps the error is taken: the last one alone, or the mean over the second half of the string."""
    mirrored: bool = True
    """Train on the eight flips and rotations of the grid, which leave each tile as it is and change the order."""


@dataclass(frozen=True)
class Epoch:
    """One line of the training log: mean errors (cross-entropy) and the validation AUC."""

    number: int
    training_loss: float
    validation_loss: float
    validation_auc: float


def fit(
    head: Head,
    spots: Callable[[np.ndarray], torch.Tensor],
    alive: np.ndarray,
    training: np.ndarray,
    validation: np.ndarray,
    config: TrainConfig,
) -> Generator[Progress, None, tuple[Epoch, ...]]:
    """Train `head` in place and leave it at its best epoch; returns the log.

    `spots(rows)` gives standardised features float32 [rows, steps, inputs], `alive` bool labels of all rows.
    """
    generator = np.random.default_rng(config.seed)
    labels = torch.from_numpy(alive.astype(np.float32))
    optimiser = torch.optim.Adam(head.parameters(), lr=config.learning_rate)
    log: list[Epoch] = []
    best, best_loss = copy.deepcopy(head.state_dict()), float("inf")
    for number in range(1, config.epochs + 1):
        head.train()
        losses = []
        order = generator.permutation(training)
        for start in range(0, len(order), config.batch):
            yield Progress(f"training, epoch {number}", start, len(order), log[-1] if log else None)
            rows = order[start : start + config.batch]
            x = spots(rows)
            if config.mirrored:
                x = x[:, torch.from_numpy(symmetry(x.shape[1], int(generator.integers(8))))]
            logits = head(x, config.dropout)
            loss = _error(logits, labels[rows], config)
            optimiser.zero_grad()
            (loss + penalty(head, config)).backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(head.parameters(), 1.0)
            optimiser.step()
            losses.append(float(loss.detach()) * len(rows))
        epoch = _measured(head, spots, labels, validation, number, sum(losses) / len(order))
        log.append(epoch)
        if epoch.validation_loss < best_loss:
            best, best_loss = copy.deepcopy(head.state_dict()), epoch.validation_loss
        elif number - 1 - _best_epoch(log) >= config.patience:
            break
    head.load_state_dict(best)
    head.eval()
    return tuple(log)


def logits_of(head: Head, spots: Callable[[np.ndarray], torch.Tensor], rows: np.ndarray) -> np.ndarray:
    """Final logits of `rows`, float64 [rows], in small batches."""
    head.eval()
    with torch.inference_mode():
        parts = [head(spots(rows[start : start + 16]))[:, -1].numpy() for start in range(0, len(rows), 16)]
    return np.concatenate(parts).astype(np.float64)


def penalty(head: Head, config: TrainConfig) -> torch.Tensor:
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


def _error(logits: torch.Tensor, labels: torch.Tensor, config: TrainConfig) -> torch.Tensor:
    first = logits.shape[1] // 2 if config.loss_steps == "second half" else logits.shape[1] - 1
    late = logits[:, first:]
    return binary_cross_entropy_with_logits(late, labels[:, None].expand_as(late))


def _measured(
    head: Head,
    spots: Callable[[np.ndarray], torch.Tensor],
    labels: torch.Tensor,
    validation: np.ndarray,
    number: int,
    training_loss: float,
) -> Epoch:
    logits = logits_of(head, spots, validation)
    truth = labels[validation]
    loss = float(binary_cross_entropy_with_logits(torch.from_numpy(logits).float(), truth))
    return Epoch(number, training_loss, loss, auc(logits, truth.numpy() > 0.5).value)


def _best_epoch(log: list[Epoch]) -> int:
    """Place in the log of the epoch with the smallest validation loss."""
    return min(range(len(log)), key=lambda i: log[i].validation_loss)
