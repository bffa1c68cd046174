"""`histocast study recalibrate`: write a new bundle with a calibration that is fitted to the patients of a study."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.command import example
from app.cli.errors import FORESEEN, print_error
from app.cli.exit_codes import GOOD, NOTHING_STARTED
from app.cli.progress import follow

if TYPE_CHECKING:
    from app.cli.command import Subparsers


def add_parser(actions: "Subparsers") -> None:
    """Add the command `study recalibrate`."""
    parser = actions.add_parser(
        "recalibrate",
        help="write a bundle that is calibrated to the patients of a study",
        description="Fit a line (slope and intercept) on the model's log odds to the events by 5 years, weighted for "
        "follow-up that ended early. Write a copy of the bundle with this line as its calibration layer; the weights "
        "of the network stay as they are. The calibration on the same patients is not a test. To remove the layer: "
        "histocast bundle uncalibrate. Research use only.",
        epilog=example("histocast study recalibrate liver.histostudy --out recalibrated.safetensors"),
    )
    parser.add_argument("study", type=Path, metavar="STUDY")
    option = parser.add_argument
    option("--out", type=Path, required=True, metavar="BUNDLE", help="the new bundle (.safetensors)")
    option(
        "--bundle",
        default="",
        metavar="NAME|FILE",
        help="the model that predicted the spots of the study (default: found by its hash)",
    )
    option("--spots", choices=["mean", "median", "min", "max"],
           help="how the probabilities of a patient's spots are combined (default: as the study states)")  # fmt: skip
    option("--prevalence", type=float, metavar="P",
           help="share of patients with the event by 5 years in the population where the model will be used "
                "(default: as in this study)")  # fmt: skip
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Write the recalibrated bundle and return the exit code."""
    from model.result.export.wording import RESEARCH_USE_ONLY
    from model.study.recalibrate import RecalibrationRequest, recalibrate
    from model.study.store import open_study

    request = RecalibrationRequest(args.out, args.bundle, args.spots, args.prevalence)
    try:
        with open_study(args.study) as study:
            made = follow(recalibrate(study, request), "study")
    except FORESEEN as error:
        print_error(error)
        return NOTHING_STARTED
    print(f"{made.path}  sha256 {made.sha256}")
    print("\n".join((*made.lines, RESEARCH_USE_ONLY)))
    return GOOD
