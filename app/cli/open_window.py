"""`histocast open`, and `histocast` without a command: open the window."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from app.cli.command import example
from app.cli.display import why_no_window
from app.cli.exit_codes import NOTHING_STARTED
from app.cli.model_options import PRECISIONS
from app.ui.startup_error import report_start_error

if TYPE_CHECKING:
    from app.cli.command import Subparsers
    from model.result.prediction import Precision

NAME = "open"


def add_parser(commands: "Subparsers") -> None:
    """Add the command `open`."""
    parser = commands.add_parser(
        NAME,
        help="open the window (like histocast without a command)",
        description="Open the window with images, a folder of images, or a study. If a window is open already, it "
        "shows them. Research use only.",
        epilog=example("histocast open spot.tif --analyse"),
    )
    parser.add_argument("images", nargs="*", type=Path, metavar="FILE", help="image, folder of images, or study")
    parser.add_argument("--analyse", action="store_true", help="analyse the first image at once")
    parser.add_argument("--bundle", default="", metavar="NAME|FILE", help="the model (default: the one used last)")
    parser.add_argument("--device", default="", help="auto, cpu, cuda:N or mps (default: the one used last)")
    precision = "exact, fast or fastest (default: the one used last)"
    parser.add_argument("--precision", choices=PRECISIONS, default="", help=precision)
    alone = "open a new window even if one is open (implied by --bundle, --device and --precision)"
    parser.add_argument("--new-window", action="store_true", help=alone)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Open the window and return the exit code."""
    return open_window(list(args.images), args.analyse, args.bundle, args.device, args.precision, args.new_window)


def open_window(
    images: list[Path],
    analyse: bool,
    bundle: str = "",
    device: str = "",
    precision: 'Precision | Literal[""]' = "",
    alone: bool = False,
) -> int:
    """Show a window with `images`, and return its exit code when it is closed.

    An empty `bundle`, `device` or `precision` means the value that was used last. If a window is already open, it shows
    the images, unless `alone` is set or other settings are given.
    """
    error = why_no_window()
    if error is not None:
        report_start_error(error.message, error.remedy)
        return NOTHING_STARTED
    # The command line imports Qt only here and in the modules that this one loads, and only if a window is requested.
    from app.start.start import start

    return start(images, analyse=analyse, bundle=bundle, device=device, precision=precision, alone=alone)
