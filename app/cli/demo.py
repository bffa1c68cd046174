"""`histocast demo`: make the demo model again from nothing."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.exits import GOOD, SOME_FAILED
from app.cli.progress import Steps, follow
from app.cli.troubles import FORESEEN, tell

if TYPE_CHECKING:
    from app.cli.command import Subparsers

NAME = "demo"


def add_parser(commands: "Subparsers") -> None:
    parser = commands.add_parser(NAME, help="make the demo model again from nothing")
    actions = parser.add_subparsers(metavar="ACTION", required=True)
    build = actions.add_parser("build", help="draw synthetic spots, encode them, train; takes hours, can be resumed")
    build.add_argument("--folder", type=Path, help="where the spots go, 2 MB each (default: in the cache folder)")
    build.add_argument("--spots", type=int, help="how many (default: as the shipped model)")
    build.add_argument("--seed", type=int, help="(default: as the shipped model)")
    build.add_argument("--device", default="auto", help="auto, cpu, cuda:N or mps (default: %(default)s)")
    build.add_argument(
        "--out", type=Path, default=Path("demo.safetensors"), metavar="BUNDLE", help="(default: %(default)s)"
    )
    build.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    try:
        path = follow(_task(args), "demo")
    except FORESEEN as error:
        tell(error)
        return SOME_FAILED
    print(f"{path}\n  histocast bundle show {path}")
    return GOOD


def _task(args: argparse.Namespace) -> Steps[Path]:
    from model.places import cache_folder
    from model.training.demo import build_demo

    given = {key: getattr(args, key) for key in ("spots", "seed") if getattr(args, key) is not None}
    return build_demo(args.folder or cache_folder() / "demo-cohort", args.out, device=args.device, **given)
