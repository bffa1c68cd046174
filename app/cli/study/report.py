"""`histocast study report`: write the comparison of raters as HTML, PDF, CSV tables and figures."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.command import example
from app.cli.errors import FORESEEN, print_error
from app.cli.exit_codes import GOOD, NOTHING_STARTED, SOME_FAILED
from app.cli.progress import follow
from app.cli.study.comparison import add_source, comparison_from
from app.cli.study.rater_options import add_answer_error, add_rater_options, add_table

if TYPE_CHECKING:
    from app.cli.command import Subparsers


def add_parser(actions: "Subparsers") -> None:
    """Add the command `study report`."""
    parser = actions.add_parser(
        "report",
        help="write the comparison: HTML, PDF, CSV tables, figures for publication",
        description="Write the comparison of all raters as report.html (one file), report.pdf, "
        "report.json, tables/*.csv and figures/*.svg, .pdf, .png. Research use only.",
        epilog=example("histocast study report liver.histostudy --out report"),
    )
    add_table(parser)
    add_source(parser)
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder for the files")
    text = "also draw the hazard ratios published by Bychkov et al. (2018), marked as published values"
    parser.add_argument("--published", action="store_true", help=text)
    add_rater_options(parser)
    add_answer_error(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Write the report and return the exit code."""
    try:
        comparison = comparison_from(args)
    except FORESEEN as error:
        print_error(error)
        return NOTHING_STARTED
    from model.comparison.report.write import write_report

    try:
        files = follow(write_report(comparison, args.out, args.published), "report")
    except FORESEEN as error:
        print_error(error)
        return SOME_FAILED
    for path in files:
        print(path)
    return GOOD
