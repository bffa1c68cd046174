"""The training log: losses and metrics of every epoch, as frozen values that can be shown during training."""

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from model.base.csv_writer import CsvWriter
from model.base.files import replacing


@dataclass(frozen=True)
class Epoch:
    """The results of one epoch: mean losses (see `TrainConfig.loss`), and two metrics of the validation spots.

    `validation_sd` is the standard deviation of the survival probability over the validation spots. If it is near 0,
    the output is constant.
    """

    number: int
    training_loss: float
    validation_loss: float
    validation_auc: float
    validation_sd: float


@dataclass(frozen=True)
class TrainingLog:
    """The training log: all epochs so far, in order. It is never empty."""

    epochs: tuple[Epoch, ...]

    @property
    def best(self) -> Epoch:
        """Return the epoch with the smallest validation loss. If several are equal, return the first of them."""
        return min(self.epochs, key=lambda epoch: epoch.validation_loss)

    @property
    def losses(self) -> tuple[float, ...]:
        """Return the validation loss of each epoch."""
        return tuple(epoch.validation_loss for epoch in self.epochs)

    @property
    def text(self) -> str:
        """Return the results of the last epoch as one line of text."""
        last = self.epochs[-1]
        return (
            f"epoch {last.number}: loss {last.training_loss:.3f} training, {last.validation_loss:.3f} validation "
            f"(best {self.best.validation_loss:.3f} in {self.best.number}), AUC {last.validation_auc:.2f}"
        )


def write_epochs(logs: Mapping[int, TrainingLog], path: Path) -> None:
    """Write a CSV file with one line per epoch of each network.

    `logs` has the training log of each network, by the network's seed. The column `kept` is 1 for the epoch whose
    weights the finished network has.
    """
    names = [field.name for field in fields(Epoch)]
    with replacing(path) as beside, beside.open("w", newline="", encoding="utf-8") as stream:
        writer = CsvWriter(stream)
        writer.writerow(["epoch", *names[1:], "kept", "seed"])
        for seed, log in logs.items():
            for epoch in log.epochs:
                number, *figures = asdict(epoch).values()
                cells = ("" if math.isnan(value) else f"{value:.6g}" for value in figures)
                writer.writerow([number, *cells, int(epoch is log.best), seed])
