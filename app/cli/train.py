"""`histocast train`: train a bundle on a cohort table."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.cohort_options import add_cohort_options, add_options, given_options
from app.cli.command import defer, example
from app.cli.errors import FORESEEN, code_of, print_error
from app.cli.exit_codes import GOOD
from app.cli.progress import Steps, follow

if TYPE_CHECKING:
    from app.cli.command import Subparsers

NAME = "train"


def add_parser(commands: "Subparsers") -> None:
    """Add the command `train`."""
    parser = commands.add_parser(
        NAME,
        help="train a model on a cohort of spots with known outcome",
        description="Train a head on the features of a cohort, and write a bundle with its model card. Patients who "
        "were lost before 5 years take part with --loss hazards, cox or weighted cross-entropy. Research use only.",
        epilog=example("histocast train cohort.csv --out my.safetensors --loss hazards --folds 3 --seeds 3"),
    )
    defer(parser, _add_options)
    parser.set_defaults(run=run)


def _add_options(parser: argparse.ArgumentParser) -> None:
    add_cohort_options(parser)
    parser.add_argument("--out", type=Path, required=True, metavar="BUNDLE", help="the bundle to write (.safetensors)")
    add_options(parser, "model")
    add_options(parser, "training")


def run(args: argparse.Namespace) -> int:
    """Run the training and return the exit code."""
    try:
        path = follow(_task(args), "train")
        _print_notes(path)
    except FORESEEN as error:
        print_error(error)
        return code_of(error)
    print(f"{path}\n  histocast bundle show {path}")
    return GOOD


def _task(args: argparse.Namespace) -> Steps[Path]:
    from model.training.read_options import read_options

    # Before torch is loaded, so that a wrong option is reported immediately.
    options = read_options(args.config, given_options(args))
    from model.training.train import request_of, train

    return train(request_of(args.cohort, args.out, options))


def _print_notes(path: Path) -> None:
    """Print what the user must know before using the model: which rows were left out, and which problems occurred."""
    from model.bundle.manifest import read_manifest

    manifest = read_manifest(path)
    lost = manifest.metrics["spots"]["lost_before_5_years"]
    if lost:
        from model.training.loss_kinds import LOSSES

        listed = path.with_suffix(".spots.csv")
        facts = LOSSES[manifest.extra["training_settings"]["loss"]]
        count = f"{lost} of {manifest.metrics['spots']['all']} spots are of patients lost before 5 years"
        text = facts.lost_text.removeprefix("lost earlier: ")
        print(f"{count}: {text}. {listed} lists every spot.", file=sys.stderr)
    for note in manifest.extra["training_notes"]:
        print(f"Note: {note}", file=sys.stderr)
