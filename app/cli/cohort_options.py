"""Options shared by the commands on cohorts."""

import argparse
from pathlib import Path
from typing import Any


def add_cohort_options(parser: argparse.ArgumentParser) -> None:
    """Add the options on table and option file; options not given stay unset, so that the file or defaults apply."""
    parser.add_argument("cohort", type=Path, metavar="COHORT", help="CSV or XLSX table with one row per spot")
    parser.add_argument("--config", type=Path, metavar="FILE.toml", help="options file; the command line overrides it")
    option = parser.add_argument_group("the cohort").add_argument
    unset = argparse.SUPPRESS
    option("--time-unit", default=unset, choices=["years", "months", "days"], help="unit of the follow-up (years)")
    option("--columns", default=unset, type=pairs, metavar="OURS=YOURS,...", help="your column names")
    option("--event-value", default=unset, metavar="VALUE", help="value that means died (1, or words such as dead)")
    option("--about", default=unset, type=pairs, metavar="WHAT=WORDS,...", help="for the card: sites=...,scanner=...")
    option("--mpp", default=unset, type=float, help="pixel size of the model, um/px (0.286)")
    option("--backbone", default=unset, metavar="NAME", help="backbone (the embedded one)")
    option("--device", default=unset, help="auto, cpu, cuda:N or mps (auto)")


def add_training_options(parser: argparse.ArgumentParser) -> None:
    """Add the options on how a network is trained."""
    option = parser.add_argument_group("training").add_argument
    unset = argparse.SUPPRESS
    recipes = ["hardened", "as published"]
    option("--recipe", default=unset, choices=recipes, help="selects the defaults of the other options (hardened)")
    option("--order", default=unset, choices=["shuffled", "mirrored", "raster"], help="order of the tiles (shuffled)")
    option("--blank", default=unset, choices=["read", "skip"], help="tiles without tissue (skip)")
    option("--random-orders", default=unset, type=int, help="tile orders averaged per prediction; 0: raster (8)")
    option("--cells", default=unset, type=_sizes, metavar="N,N,N", help="sizes of the layers (264,128,64)")
    option("--seed", default=unset, type=int, help="seed of split, initial weights and order (1)")
    option("--epochs", default=unset, type=int, help="maximum number of epochs (60)")
    option("--patience", default=unset, type=int, help="epochs without improvement before stopping (15)")
    option("--batch", default=unset, type=int, help="spots per step (16)")
    option("--loss", default=unset, choices=["cross-entropy", "squared error"], help="loss function (cross-entropy)")
    option("--loss-steps", default=unset, choices=["last", "second half"], help="steps used in the loss (second half)")
    option("--optimiser", default=unset, choices=["adam", "sgd"], help="optimiser (adam)")
    option("--learning-rate", default=unset, type=float, help="learning rate (0.0005)")
    option("--clip", default=unset, type=float, help="maximum norm of the gradient (1)")
    option("--l1", default=unset, type=float, help="weight of the L1 penalty (0.005)")
    option("--l2", default=unset, type=float, help="weight of the L2 penalty (0.005)")
    option("--penalty", default=unset, choices=["mean", "sum"], help="L1 and L2 of mean or sum of weights (mean)")
    option("--threshold", default=unset, choices=["youden", "median"], help="threshold of the risk groups (youden)")
    option("--dropout", default=unset, type=float, help="dropout rate (0.05)")


def given_options(args: argparse.Namespace) -> dict[str, Any]:
    """Return the training options given on the command line, by name."""
    from model.training.options import OPTIONS

    return {name: getattr(args, name) for name in OPTIONS if hasattr(args, name)}


def pairs(text: str) -> dict[str, str]:
    """Parse "a=b,c=d" into a dictionary."""
    found = [part.partition("=") for part in text.split(",")]
    if any(not ours.strip() or not yours.strip() for ours, _, yours in found):
        raise argparse.ArgumentTypeError(f"{text!r} is not a comma-separated list of OURS=YOURS")
    return {ours.strip(): yours.strip() for ours, _, yours in found}


def _sizes(text: str) -> tuple[int, ...]:
    try:
        return tuple(int(part) for part in text.split(","))
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is not a comma-separated list of sizes") from error
