"""`histocast train`: a cohort table comes in, a trained bundle goes out."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.cohort_options import add_cohort_options, add_training_options, given_options
from app.cli.errors import FORESEEN, print_error
from app.cli.exit_codes import GOOD, SOME_FAILED
from app.cli.progress import Steps, follow

if TYPE_CHECKING:
    from app.cli.command import Subparsers

NAME = "train"
_CLASSIFIERS = ["logistic regression", "naive Bayes", "linear SVM", "RBF SVM"]


def add_parser(commands: "Subparsers") -> None:
    parser = commands.add_parser(NAME, help="train a model on a cohort of spots with known outcome")
    add_cohort_options(parser)
    parser.add_argument("--out", type=Path, required=True, metavar="BUNDLE", help="the bundle to write (.safetensors)")
    option = parser.add_argument_group("the model").add_argument
    unset = argparse.SUPPRESS
    option("--name", default=unset, help="(default: the bundle file's)")
    option("--head", default=unset, choices=["lstm", "elman", "attention", "pooled"], help="(default: lstm)")
    option("--pooling", default=unset, choices=["mean", "max+mean+SD", "Fisher vector"], help="of a pooled head (mean)")
    option("--classifier", default=unset, choices=_CLASSIFIERS, help="of a pooled head (logistic regression)")
    option("--bias", default=unset, action=argparse.BooleanOptionalAction, help="(default: with biases)")
    option("--calibration", default=unset, choices=["none", "shift", "platt"], help="on validation patients (none)")
    option("--prevalence", default=unset, type=float, help="share alive at 5 years where the model shall be used")
    option("--folds", default=unset, type=int, help="rotating folds beside the single split, 3 as published (0: none)")
    add_training_options(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    try:
        path = follow(_task(args), "train")
        _print_notes(path)
    except FORESEEN as error:
        print_error(error)
        return SOME_FAILED
    print(f"{path}\n  histocast bundle show {path}")
    return GOOD


def _task(args: argparse.Namespace) -> Steps[Path]:
    from model.training.options import read_options

    # Before torch is loaded: a slip in an option is told at once.
    options = read_options(args.config, given_options(args))
    from model.training.train import request_of, train

    return train(request_of(args.cohort, args.out, options))


def _print_notes(path: Path) -> None:
    """What the trainer should know before the model is used: who was left out, and what went wrong."""
    from model.bundle.manifest import read_manifest

    manifest = read_manifest(path)
    lost = manifest.metrics["spots"]["lost_before_5_years"]
    if lost:
        listed = path.with_suffix(".spots.csv")
        print(f"Left out, lost before 5 years: {lost} of the spots, listed in {listed}.", file=sys.stderr)
    for note in manifest.extra["training_notes"]:
        print(f"Note: {note}", file=sys.stderr)
