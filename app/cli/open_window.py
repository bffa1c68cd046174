"""`histocast open`, also plain `histocast`: the window, with images in it."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from app.cli.display import why_no_window
from app.cli.exit_codes import NOTHING_STARTED
from app.ui.startup_error import report_start_error

if TYPE_CHECKING:
    from app.cli.command import Subparsers
    from model.result.prediction import Precision

NAME = "open"


def add_parser(commands: "Subparsers") -> None:
    parser = commands.add_parser(NAME, help="open the window (as histocast without a command does)")
    parser.add_argument("images", nargs="*", type=Path, metavar="FILE", help="image, folder of images, or study")
    parser.add_argument("--analyse", action="store_true", help="start the analysis of the first image at once")
    parser.add_argument("--bundle", default="", metavar="NAME|FILE", help="the model (default: the one used last)")
    parser.add_argument("--device", default="", help="auto, cpu, cuda:N or mps (default: the one used last)")
    parser.add_argument("--precision", choices=["exact", "fast"], default="", help="(default: the one used last)")
    alone = "a window of its own, even where one is open (as with --bundle, --device and --precision)"
    parser.add_argument("--new-window", action="store_true", help=alone)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    return open_window(list(args.images), args.analyse, args.bundle, args.device, args.precision, args.new_window)


def open_window(
    images: list[Path],
    analyse: bool,
    bundle: str = "",
    device: str = "",
    precision: 'Precision | Literal[""]' = "",
    alone: bool = False,
) -> int:
    """The window on `images`, until it is closed; empty `bundle`, `device` and `precision` mean those used last.

    Where a window is open already it takes the images, unless this one is to be `alone` or differs from it.
    """
    trouble = why_no_window()
    if trouble is not None:
        report_start_error(trouble.message, trouble.remedy)
        return NOTHING_STARTED
    # The only place outside app.start.start and below that loads Qt, and only when a window is wanted.
    from app.start.start import start

    return start(images, analyse=analyse, bundle=bundle, device=device, precision=precision, alone=alone)
