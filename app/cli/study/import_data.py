"""`histocast study import`: add patients and spots, newer follow-up, or reads and predictions made elsewhere."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.command import example
from app.cli.errors import FORESEEN, print_error
from app.cli.exit_codes import GOOD, NOTHING_STARTED, SOME_FAILED, USAGE
from app.cli.progress import follow
from app.cli.study.sheet_options import add_filling_options, planned

if TYPE_CHECKING:
    from app.cli.command import Subparsers


def add_parser(actions: "Subparsers") -> None:
    """Add the command `study import`."""
    parser = actions.add_parser(
        "import",
        help="add patients and spots, newer follow-up, or reads and predictions made elsewhere",
        description="Add data to a study: patients, spots or newer follow-up from a clinical sheet, reads from a "
        "table, or predictions of a cohort run.",
        epilog=example(
            "histocast study import liver.histostudy --reads reads.csv",
            "histocast study import liver.histostudy --predictions run",
        ),
    )
    parser.add_argument("study", type=Path, metavar="STUDY")
    add_filling_options(parser, needed=False)
    parser.add_argument("--reads", type=Path, metavar="FILE.csv",
                        help="table of reads, with the columns reader, image or patient_id, and one column per "
                             "question")  # fmt: skip
    parser.add_argument("--predictions", type=Path, metavar="FILE.csv|DIR",
                        help="results.csv of histocast cohort run, or the folder of the run")  # fmt: skip
    parser.add_argument("--update-outcomes", action="store_true",
                        help="replace follow-up that differs from the follow-up in the study; --dry-run lists "
                             "the differences first")  # fmt: skip
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Import the data and return the exit code."""
    import sys

    from model.study.fill import fill
    from model.study.outcome_changes import outcome_changes
    from model.study.prediction_import import import_predictions
    from model.study.read_import import import_reads
    from model.study.store import open_study

    if args.table is None and args.reads is None and args.predictions is None:
        print("Nothing to import: give --table, --reads or --predictions.", file=sys.stderr)
        return USAGE
    skipped = False
    try:
        with open_study(args.study) as study:
            if args.table is not None:
                plan = planned(args)
                changes = outcome_changes(study, plan)
                if changes and (args.dry_run or args.update_outcomes):
                    print("\n  ".join((f"Outcomes that differ from the study's: {len(changes)}",
                                       *(change.text for change in changes))))  # fmt: skip
                if args.dry_run:
                    for line in plan.fault_lines:
                        print(f"  {line}")
                    return SOME_FAILED if plan.skipped else GOOD
                print(follow(fill(study, plan, args.update_outcomes), "study").text)
                skipped = bool(plan.skipped)
            if args.reads is not None:
                print(import_reads(study, args.reads).text)
            if args.predictions is not None:
                print(import_predictions(study, args.predictions).text)
    except FORESEEN as error:
        print_error(error)
        return NOTHING_STARTED
    return SOME_FAILED if skipped else GOOD
