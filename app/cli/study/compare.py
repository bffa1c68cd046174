"""`histocast study compare`: print all results of each rater and of each pair of raters, as text or JSON."""

import argparse
import json
import sys
from typing import TYPE_CHECKING

from app.cli.command import example
from app.cli.errors import FORESEEN, print_error
from app.cli.exit_codes import GOOD, NOTHING_STARTED
from app.cli.study.comparison import add_source, comparison_from
from app.cli.study.rater_options import add_answer_error, add_rater_options, add_table

if TYPE_CHECKING:
    from app.cli.command import Subparsers

_MOST_LISTED = 20


def add_parser(actions: "Subparsers") -> None:
    """Add the command `study compare`."""
    parser = actions.add_parser(
        "compare",
        help="compare raters of a study, or in any table of patients",
        description="Compare raters of a study, or in a table of patients: AUC at the horizon, concordance, hazard "
        "ratios, calibration, paired differences. Higher values mean a worse outcome, except for the raters in "
        "--protective; the direction is never taken from the data. Research use only.",
        epilog=example(
            "histocast study compare liver.histostudy",
            "histocast study compare patients.csv --time months --event died --rater grade=grade:3",
        ),
    )
    add_table(parser)
    add_source(parser)
    add_rater_options(parser)
    add_answer_error(parser)
    parser.add_argument("--json", action="store_true", help="print all results as one JSON object on standard output")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Compare the raters and return the exit code."""
    try:
        comparison = comparison_from(args)
    except FORESEEN as error:
        print_error(error)
        return NOTHING_STARTED
    if args.json:
        from model.comparison.report.record import as_record

        print(json.dumps(as_record(comparison), allow_nan=False))
        return GOOD
    from model.comparison.report.text import text_of

    print(text_of(comparison))
    for row in comparison.table.excluded[:_MOST_LISTED]:
        place = f"line {row.line}" if row.line else row.patient
        print(f"{place}: left out of {row.of}: {row.reason}", file=sys.stderr)
    if len(comparison.table.excluded) > _MOST_LISTED:
        print(f"... {len(comparison.table.excluded)} in all; --json lists all of them.", file=sys.stderr)
    return GOOD
