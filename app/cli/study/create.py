"""`histocast study create`: create a study file from a folder of images and a clinical sheet."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.command import example
from app.cli.errors import FORESEEN, print_error
from app.cli.exit_codes import GOOD, NOTHING_STARTED, SOME_FAILED
from app.cli.progress import follow
from app.cli.study.sheet_options import add_filling_options, planned

if TYPE_CHECKING:
    from app.cli.command import Subparsers
    from model.study.settings import StudySettings


def add_parser(actions: "Subparsers") -> None:
    """Add the command `study create`."""
    parser = actions.add_parser(
        "create",
        help="create a study from a folder of images and a clinical sheet",
        description="Create a study file from a folder of images and a clinical sheet with one row per patient or "
        "spot. With --dry-run, only print what would be imported.",
        epilog=example("histocast study create liver.histostudy --table patients.csv --dry-run"),
    )
    parser.add_argument("study", type=Path, metavar="STUDY", help="the file to create (.histostudy)")
    add_filling_options(parser, needed=True)
    option = parser.add_argument_group("the study").add_argument
    option("--name", default="", help="(default: the name of the file)")
    option(
        "--sheet",
        type=Path,
        metavar="FILE.json",
        help="score sheet (default: the built-in one; `histocast study export` writes the sheet of a study)",
    )
    option("--reveal", choices=["case", "round", "never"], default="case",
           help="when readers may see the model's probability: after each case, after the round, or never "
                "(default: %(default)s)")  # fmt: skip
    option(
        "--washout",
        type=float,
        default=14.0,
        metavar="DAYS",
        help="days between a reader's rounds (default: %(default)g)",
    )
    option("--combine", choices=["mean", "median", "min", "max"], default="mean",
           help="how the survival probabilities of a patient's spots are combined (default: %(default)s)")  # fmt: skip
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Create the study and return the exit code."""
    from model.study.fill import fill
    from model.study.settings import save_settings
    from model.study.store import creating, study_path

    try:
        settings = _settings(args)
        plan = planned(args)
        if args.dry_run:
            for line in plan.fault_lines:
                print(f"  {line}")
            return SOME_FAILED if plan.skipped else GOOD
        with creating(args.study, args.name, made_by()) as study:
            save_settings(study, settings)
            filled = follow(fill(study, plan), "study")
    except FORESEEN as error:
        print_error(error)
        return NOTHING_STARTED
    print(f"{study_path(args.study)}: {filled.text}")
    return SOME_FAILED if plan.skipped else GOOD


def _settings(args: argparse.Namespace) -> "StudySettings":
    from model.study.score_sheet import DEFAULT_SHEET, sheet_from_json
    from model.study.settings import StudySettings

    sheet = sheet_from_json(args.sheet.read_text(encoding="utf-8")) if args.sheet else DEFAULT_SHEET
    return StudySettings(sheet, args.reveal, args.washout, args.combine)


def made_by() -> str:
    """Return the name and version of this program, in the form that a study records."""
    from importlib.metadata import version

    return f"histocast {version('histocast')}"
