"""`histocast demo`: rebuild the demo model, and all other shipped files, from scratch."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.cli.command import defer
from app.cli.errors import FORESEEN, print_error
from app.cli.exit_codes import GOOD, SOME_FAILED
from app.cli.progress import Steps, follow

if TYPE_CHECKING:
    from app.cli.command import Subparsers

NAME = "demo"
MOST_LINES = 20
"""Rows or columns of a drawn array: 20 x 20 are 21 GB before compression."""


def add_parser(commands: "Subparsers") -> None:
    """Add the command `demo`."""
    parser = commands.add_parser(NAME, help="rebuild the demo model from scratch")
    actions = parser.add_subparsers(metavar="ACTION", required=True)
    build = actions.add_parser("build", help="draw spots, encode them, train, audit; takes hours, can be resumed")
    build.add_argument("--folder", type=Path, help="folder for the spots, 2 MB each (default: in the cache folder)")
    build.add_argument("--spots", type=int, help="number of spots (default: as the shipped model)")
    build.add_argument("--seed", type=int, help="(default: as the shipped model)")
    defer(build, _add_recipe)
    build.add_argument("--device", default="auto", help="auto, cpu, cuda:N or mps (default: %(default)s)")
    _add_out(build, "demo.safetensors", "BUNDLE")
    build.set_defaults(run=run, task=_build)
    spots = actions.add_parser("spots", help="draw the sample spots that ship")
    _add_out(spots, "spots", "DIR")
    spots.set_defaults(run=run, task=_spots)
    tma = actions.add_parser("tma", help="draw the slide of a tissue microarray, and its core map; 5 s per core")
    tma.add_argument("--rows", type=int, default=3, help="(default: %(default)s)")
    tma.add_argument("--columns", type=int, default=4, help="(default: %(default)s)")
    tma.add_argument("--seed", type=int, default=1, help="(default: %(default)s)")
    _add_out(tma, "tma.tif", "FILE")
    tma.set_defaults(run=run, task=_tma)
    scales = actions.add_parser("scales", help="measure the embedded backbone's channel scales; takes two minutes")
    _add_out(scales, "seeded-scales.safetensors", "FILE")
    scales.set_defaults(run=run, task=_scales)


def run(args: argparse.Namespace) -> int:
    """Rebuild the requested files, and return the exit code."""
    try:
        made = follow(args.task(args), "demo")
    except FORESEEN as error:
        print_error(error)
        return SOME_FAILED
    for path in made if isinstance(made, tuple) else (made,):
        print(path)
    return GOOD


def _add_recipe(parser: argparse.ArgumentParser) -> None:
    from model.training.config import OPTIONS

    recipe = OPTIONS["recipe"]
    how = "how to train (default: %(default)s)"
    parser.add_argument(recipe.flag, default=recipe.default, choices=recipe.choices, help=how)


def _add_out(parser: argparse.ArgumentParser, default: str, what: str) -> None:
    parser.add_argument("--out", type=Path, default=Path(default), metavar=what, help="(default: %(default)s)")


def _build(args: argparse.Namespace) -> Steps[Any]:
    from model.audit.demo import audited
    from model.base.places import cache_folder
    from model.synthesis.demo import SECONDS_A_SPOT, SPOTS, build_demo

    given: dict[str, Any] = {key: getattr(args, key) for key in ("spots", "seed") if getattr(args, key) is not None}
    minutes = given.get("spots", SPOTS) * SECONDS_A_SPOT // 60
    print(f"A full run takes about {minutes} minutes on two cores; existing files are kept.", file=sys.stderr)
    given |= {"device": args.device, "recipe": args.recipe}
    folder = args.folder or cache_folder() / "demo-cohort"
    return audited(build_demo(folder, args.out, **given), folder / "cohort.csv", args.device)


def _spots(args: argparse.Namespace) -> Steps[Any]:
    from model.synthesis.samples import make_samples

    return make_samples(args.out)


def _tma(args: argparse.Namespace) -> Steps[Any]:
    from model.base.errors import ConfigError
    from model.synthesis.tma_slide import write_tma_slide

    if not (1 <= args.rows <= MOST_LINES and 1 <= args.columns <= MOST_LINES):
        raise ConfigError("An array has 1 to 20 rows and 1 to 20 columns.", "Choose --rows and --columns from 1 to 20.")
    return write_tma_slide(args.out, args.rows, args.columns, args.seed)


def _scales(args: argparse.Namespace) -> Steps[Any]:
    from model.synthesis.backbone_scales import make_scales

    return make_scales(args.out)
