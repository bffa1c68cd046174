"""Options that the commands on cohorts share: parsers come in; what was given on the command line goes out."""

import argparse
from pathlib import Path
from typing import Any


def add_cohort_options(parser: argparse.ArgumentParser) -> None:
    """The table, how it is written, and the file of options. What is not given is left to the file, or the defaults."""
    parser.add_argument("cohort", type=Path, metavar="COHORT", help="CSV or XLSX: one row a spot")
    parser.add_argument("--config", type=Path, metavar="FILE.toml", help="options as in this list; these here win")
    option = parser.add_argument_group("the cohort").add_argument
    unset = argparse.SUPPRESS
    option("--time-unit", default=unset, choices=["years", "months", "days"], help="of the follow-up (years)")
    option("--columns", default=unset, type=pairs, metavar="OURS=YOURS,...", help="your names of columns")
    option("--event-value", default=unset, metavar="VALUE", help="what means died (1, or words such as dead)")
    option("--about", default=unset, type=pairs, metavar="WHAT=WORDS,...", help="for the card: sites=...,scanner=...")
    option("--mpp", default=unset, type=float, help="pixel size to work at, um/px (0.286)")
    option("--backbone", default=unset, metavar="NAME", help="(the embedded one)")
    option("--device", default=unset, help="auto, cpu, cuda:N or mps (auto)")


def add_training_options(parser: argparse.ArgumentParser) -> None:
    """How a network is trained."""
    option = parser.add_argument_group("training").add_argument
    unset = argparse.SUPPRESS
    recipes = ["hardened", "as published"]
    option("--recipe", default=unset, choices=recipes, help="what the other options' defaults are (hardened)")
    option("--order", default=unset, choices=["shuffled", "mirrored", "raster"], help="of the tiles (shuffled)")
    option("--blank", default=unset, choices=["read", "skip"], help="tiles without tissue (skip)")
    option("--random-orders", default=unset, type=int, help="a prediction is the mean over so many; 0: raster (8)")
    option("--cells", default=unset, type=_sizes, metavar="N,N,N", help="sizes of the layers (264,128,64)")
    option("--seed", default=unset, type=int, help="of the split, the first weights and the order (1)")
    option("--epochs", default=unset, type=int, help="at most so many (60)")
    option("--patience", default=unset, type=int, help="epochs without progress before stopping (15)")
    option("--batch", default=unset, type=int, help="spots a step (16)")
    option("--loss", default=unset, choices=["cross-entropy", "squared error"], help="(cross-entropy)")
    option("--loss-steps", default=unset, choices=["last", "second half"], help="where it is taken (second half)")
    option("--optimiser", default=unset, choices=["adam", "sgd"], help="(adam)")
    option("--learning-rate", default=unset, type=float, help="(0.0005)")
    option("--clip", default=unset, type=float, help="longest gradient (1)")
    option("--l1", default=unset, type=float, help="(0.005)")
    option("--l2", default=unset, type=float, help="(0.005)")
    option("--penalty", default=unset, choices=["mean", "sum"], help="take L1 and L2 of the mean or the sum (mean)")
    option("--threshold", default=unset, choices=["youden", "median"], help="where the risk groups part (youden)")
    option("--dropout", default=unset, type=float, help="(0.05)")


def given_options(args: argparse.Namespace) -> dict[str, Any]:
    """Options of a run that were given on the command line."""
    from model.training.options import OPTIONS

    return {name: getattr(args, name) for name in OPTIONS if hasattr(args, name)}


def pairs(text: str) -> dict[str, str]:
    """ "a=b,c=d" as a dictionary."""
    found = [part.partition("=") for part in text.split(",")]
    if any(not ours.strip() or not yours.strip() for ours, _, yours in found):
        raise argparse.ArgumentTypeError(f"{text!r} is not OURS=YOURS, with commas between")
    return {ours.strip(): yours.strip() for ours, _, yours in found}


def _sizes(text: str) -> tuple[int, ...]:
    try:
        return tuple(int(part) for part in text.split(","))
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is not sizes with commas between") from error
