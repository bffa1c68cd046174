"""`histocast study export`: write the patients, all reads, all predictions and the log of a study as CSV tables."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.command import example
from app.cli.errors import FORESEEN, print_error
from app.cli.exit_codes import GOOD, NOTHING_STARTED

if TYPE_CHECKING:
    from app.cli.command import Subparsers


def add_parser(actions: "Subparsers") -> None:
    """Add the command `study export`."""
    parser = actions.add_parser(
        "export",
        help="write patients, reads, predictions, log (CSV), score sheet (JSON)",
        description="Write the patients, reads, predictions and log of a study as CSV tables, and its score sheet as "
        "JSON.",
        epilog=example("histocast study export liver.histostudy --out tables"),
    )
    parser.add_argument("study", type=Path, metavar="STUDY")
    option = parser.add_argument
    option("--out", type=Path, required=True, metavar="DIR", help="folder for the files")
    option("--combine", choices=["mean", "median", "min", "max"],
           help="how the probabilities of a patient's spots are combined (default: as the study states)")  # fmt: skip
    option("--reads-rule", choices=["highest", "lowest", "earliest"], default="highest",
           help="which read counts if a reader read several spots of a patient (default: %(default)s)")  # fmt: skip
    option(
        "--model",
        metavar="SHA256",
        help="export the predictions of the model whose hash starts with these characters (default: the last model "
        "used)",
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Write the tables and return the exit code."""
    from model.result.export.identifiers import STUDY_TABLES
    from model.result.export.wording import RESEARCH_USE_ONLY
    from model.study.exports import write_study
    from model.study.patient_table import study_table
    from model.study.store import open_study

    try:
        with open_study(args.study) as study:
            table = study_table(study, args.combine, args.reads_rule, args.model)
            paths = write_study(study, table, args.out, args.study.stem)
    except FORESEEN as error:
        print_error(error)
        return NOTHING_STARTED
    print(STUDY_TABLES, file=sys.stderr)
    for note in table.notes:
        print(note, file=sys.stderr)
    for path in paths:
        print(path)
    print(RESEARCH_USE_ONLY)
    return GOOD
