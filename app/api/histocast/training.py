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
    """Train a model on a cohort of spots with known outcome, as `histocast train` does, and return the bundle's path.

    `cohort` is a CSV or XLSX table with one row per spot. `out` is the path of the new bundle (`.safetensors`).
    `config` is a TOML file of options. `options` are the fields of `model.training.config.TrainOptions`, for example
    `epochs=30`; they override the file. Two more files are written beside the bundle: `.spots.csv` with the result for
    every row of the table, and `.loss.png` with the loss curve. The same cohort, options and machine give the same
    bundle.

    Raises:
        HistocastError: an option is out of its range, or the cohort cannot be used for training.
        TypeError: there is no such option.
    """
    from model.training.config import OPTIONS
    from model.training.read_options import read_options

    for name in options:
        if name not in OPTIONS:
            raise TypeError(f"train() has no option {name!r}; its options are {', '.join(OPTIONS)}.")

    # Read the options before PyTorch is loaded, so that a wrong option is reported immediately.
    chosen = read_options(None if config is None else Path(config), options)
    from model.training.train import request_of
    from model.training.train import train as train_task

    return finish(train_task(request_of(Path(cohort), Path(out), chosen)), progress)
