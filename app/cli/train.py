"""`histocast train`: a cohort table comes in, a trained bundle goes out."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.exits import GOOD, SOME_FAILED
from app.cli.progress import Steps, follow
from app.cli.troubles import FORESEEN, tell

if TYPE_CHECKING:
    from app.cli.command import Subparsers

NAME = "train"
_CONFIG = ("seed", "epochs", "patience", "penalty")
"""Options that are fields of `TrainConfig`; left out, its own defaults hold."""


def add_parser(commands: "Subparsers") -> None:
    parser = commands.add_parser(NAME, help="train a model on a cohort of spots with known outcome")
    parser.add_argument("cohort", type=Path, metavar="COHORT.csv", help="one row a spot: image, patient, outcome")
    parser.add_argument("--out", type=Path, required=True, metavar="BUNDLE", help="the bundle to write (.safetensors)")
    parser.add_argument("--name", help="the model's name (default: the bundle file's)")
    parser.add_argument("--mpp", type=float, help="pixel size the model shall work at, um/px (default: 0.286)")
    parser.add_argument("--head", choices=["lstm", "elman"], default="lstm", help="(default: %(default)s)")
    parser.add_argument("--backbone", metavar="NAME", help="(default: the embedded one)")
    parser.add_argument("--device", default="auto", help="auto, cpu, cuda:N or mps (default: %(default)s)")
    parser.add_argument("--seed", type=int, help="of the split, the first weights and the order")
    parser.add_argument("--epochs", type=int, help="at most so many")
    parser.add_argument("--patience", type=int, help="epochs without progress before stopping")
    parser.add_argument("--penalty", choices=["mean", "sum"], help="take L1 and L2 of the mean or the sum of weights")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    try:
        path = follow(_task(args), "train")
    except FORESEEN as error:
        tell(error)
        return SOME_FAILED
    print(f"{path}\n  histocast bundle show {path}")
    return GOOD


def _task(args: argparse.Namespace) -> Steps[Path]:
    from model.manifest import HeadShape
    from model.training.loop import TrainConfig
    from model.training.train import BundleWords, TrainRequest, train

    config = TrainConfig(**{key: getattr(args, key) for key in _CONFIG if getattr(args, key) is not None})
    given = {key: getattr(args, key) for key in ("mpp", "backbone") if getattr(args, key) is not None}
    given["head"] = HeadShape(args.head)
    words = BundleWords(name=args.name or args.out.stem, training=f"the cohort {args.cohort.name}")
    return train(TrainRequest(args.cohort, args.out, words, config, device=args.device, **given))
