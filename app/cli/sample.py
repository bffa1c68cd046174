"""`histocast sample`: open the bundled sample spot in the window. If no window can be opened, predict it."""

import argparse
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli import open_window
from app.cli.command import example
from app.cli.display import why_no_window
from app.cli.errors import print_error
from app.cli.exit_codes import NOTHING_STARTED
from app.cli.pipeline import ModelPipeline, Pipeline
from app.cli.predict_images import PredictRequest, predict_all
from model.base.errors import HistocastError

if TYPE_CHECKING:
    from app.cli.command import Subparsers

NAME = "sample"
DEFAULT_OUT = Path("out")


def add_parser(commands: "Subparsers") -> None:
    """Add the command `sample`."""
    parser = commands.add_parser(
        NAME,
        help="try the program on the bundled sample spot (synthetic tissue)",
        description="Open the bundled sample spot in the window. If no window can be opened, predict the spot and "
        "write the result files. The tissue of this spot is synthetic.",
        epilog=example("histocast sample"),
    )
    parser.add_argument("--no-window", action="store_true", help="predict it without a window, like histocast predict")
    where = "folder for the result files, without a window (default: %(default)s)"
    parser.add_argument("--out", type=Path, default=DEFAULT_OUT, metavar="DIR", help=where)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace, pipeline: Pipeline | None = None) -> int:
    """Open or predict the sample spot and return the exit code."""
    spot = sample_spot()
    if spot is None:
        print_error(HistocastError("No sample spot is installed.", "Use your own image: histocast IMAGE."))
        return NOTHING_STARTED
    reason = None if args.no_window else why_no_window()
    if reason is None and not args.no_window:
        return open_window.open_window([spot], analyse=True)
    request = PredictRequest((spot,), "", "auto", "exact", mpp=None, json=False, out=args.out)
    code = predict_all(request, pipeline or ModelPipeline())
    if reason is not None:
        print(f"No window was opened. {reason.message}\n  {reason.remedy}")
    return code


def sample_spot() -> Path | None:
    """Return the first bundled spot in alphabetical order, or None if there is none."""
    spots = Path(str(files("resources"))) / "spots"
    return next(iter(sorted(spots.glob("*.jpg"))), None)
