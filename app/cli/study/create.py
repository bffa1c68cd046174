"""`histocast study create`: create a study file from a folder of images and a clinical sheet."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.errors import FORESEEN, print_error
from app.cli.exit_codes import GOOD, NOTHING_STARTED, SOME_FAILED
from app.cli.progress import follow
from app.cli.study.sheet_options import add_filling_options, planned

if TYPE_CHECKING:
    from app.cli.command import Subparsers
    from model.study.settings import StudySettings


def add_parser(actions: "Subparsers") -> None:
    """Add the command `study create`."""
    parser = actions.add_parser("create", help="create a study from a folder of images and a clinical sheet")
    parser.add_argument("study", type=Path, metavar="STUDY", help="the file to create (.histostudy)")
    add_filling_options(parser, needed=True)
    option = parser.add_argument_group("the study").add_argument
    option("--name", default="", help="(default: that of the file)")
    option("--sheet", type=Path, metavar="FILE.json", help="score sheet (default: the built-in one; see `export`)")
    option("--reveal", choices=["case", "round", "never"], default="case",
           help="readers may see the probability after each case, after the round, never (%(default)s)")  # fmt: skip
    option("--washout", type=float, default=14.0, metavar="DAYS", help="days between a reader's rounds (%(default)g)")
    option("--combine", choices=["mean", "median", "min", "max"], default="mean",
           help="how the survival probabilities of a patient's spots are combined (default: %(default)s)")  # fmt: skip
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Create the study and return the exit code."""
    from model.study.fill import fill
    from model.study.settings import settle
    from model.study.store import create_study

    try:
        settings = _settings(args)
        plan = planned(args)
        if args.dry_run:
            for line in plan.fault_lines:
                print(f"  {line}")
            return SOME_FAILED if plan.skipped else GOOD
        study = create_study(args.study, args.name, _made_by())
    except FORESEEN as error:
        print_error(error)
        return NOTHING_STARTED
    made = False
    try:
        with study:
            settle(study, settings)
            filled = follow(fill(study, plan), "study")
        made = True
    except FORESEEN as error:
        print_error(error)
        return NOTHING_STARTED
    finally:
        if not made:
            _remove(study.path)
    print(f"{study.path}: {filled.text}")
    return SOME_FAILED if plan.skipped else GOOD


def _settings(args: argparse.Namespace) -> "StudySettings":
    from model.study.score_sheet import DEFAULT_SHEET, sheet_from_json
    from model.study.settings import StudySettings

    sheet = sheet_from_json(args.sheet.read_text(encoding="utf-8")) if args.sheet else DEFAULT_SHEET
    return StudySettings(sheet, args.reveal, args.washout, args.combine)


def _made_by() -> str:
    from importlib.metadata import version

    return f"histocast {version('histocast')}"


def _remove(path: Path) -> None:
    """Remove the file of a study whose creation failed. It is a new file, so no older study is lost."""
    for suffix in ("", "-wal", "-shm", ".lock"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
