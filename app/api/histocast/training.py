"""Train a model on a cohort table and write its bundle."""

from os import PathLike
from pathlib import Path
from typing import Any

from .foundation import Report, finish


def train(
    cohort: str | PathLike[str],
    out: str | PathLike[str],
    config: str | PathLike[str] | None = None,
    *,
    progress: Report | None = None,
    **options: Any,
) -> Path:
    """Train a model on a cohort of spots with known outcome, as `histocast train` does; return the bundle's path.

    `cohort` is a CSV or XLSX table with one row per spot, `out` the bundle to write (`.safetensors`). `config` is a
    TOML file of options. `options` are those of `model.training.config.TrainOptions`, as `epochs=30`, and have
    precedence over the file. Beside the bundle are written `.spots.csv`, what became of every row, and `.loss.png`.
    With the same cohort, options and machine the bundle is the same.

    Raises:
        HistocastError: an option is out of its range, or the cohort cannot be trained on.
        TypeError: there is no such option.
    """
    from model.training.config import OPTIONS
    from model.training.read_options import read_options

    for name in options:
        if name not in OPTIONS:
            raise TypeError(f"train() has no option {name!r}; its options are {', '.join(OPTIONS)}.")

    # Before PyTorch is loaded: a wrong option is reported at once.
    chosen = read_options(None if config is None else Path(config), options)
    from model.training.train import request_of
    from model.training.train import train as train_task

    return finish(train_task(request_of(Path(cohort), Path(out), chosen)), progress)
