"""`histocast study three-answers`: classify risk as low, uncertain or high, with a limited rate of errors.

The command fits two cut-offs on the risk to local patients.
"""

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.command import example
from app.cli.errors import FORESEEN, print_error
from app.cli.exit_codes import GOOD, NOTHING_STARTED
from app.cli.study.comparison import add_source, table_from
from app.cli.study.rater_options import add_rater_options, add_table

if TYPE_CHECKING:
    from app.cli.command import Subparsers
    from model.comparison.answers import Answered


def add_parser(actions: "Subparsers") -> None:
    """Add the command `study three-answers`."""
    parser = actions.add_parser(
        "three-answers",
        help="classify risk as low, uncertain or high with a limited rate of errors",
        description="Fit two cut-offs on the model's risk to local patients. In groups of similar patients, the errors "
        "among low and high answers stay within the given rate. With --rule, apply an earlier rule instead. Neither "
        "study nor bundle is changed. Research use only.",
        epilog=example("histocast study three-answers liver.histostudy --error 0.1 --out rule.json"),
    )
    add_table(parser)
    add_source(parser)
    option = parser.add_argument_group("the rule").add_argument
    option(
        "--error",
        type=float,
        metavar="P",
        help="largest share of low answers, and of high answers, that may be wrong (default: 0.1)",
    )
    option("--out", type=Path, metavar="RULE.json", help="write the fitted rule; to withdraw it, delete the file")
    option("--rule", type=Path, metavar="RULE.json", help="apply an earlier rule instead of fitting a new one")
    option("--answers", type=Path, metavar="FILE.csv", help="write each patient's answer")
    option("--json", action="store_true", help="print one JSON object on standard output")
    add_rater_options(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Fit or apply a rule that answers low, uncertain or high risk for each patient. Return the exit code.

    Print one line for the group of patients with each answer.
    """
    from model.comparison.report.answers_file import answer_lines, answers_record, write_answers, write_rule

    try:
        found = _answered(args)
        if args.out is not None:
            write_rule(found.rule, args.out)
        if args.answers is not None:
            write_answers(found, args.answers)
    except FORESEEN as error:
        print_error(error)
        return NOTHING_STARTED
    print(json.dumps(answers_record(found), allow_nan=False) if args.json else "\n".join(answer_lines(found)))
    return GOOD


def _answered(args: argparse.Namespace) -> "Answered":
    from model.base.errors import RaterError
    from model.comparison.answers import answered, fitted_rule
    from model.comparison.report.answers_file import read_rule

    if args.rule is not None and (args.out is not None or args.error is not None):
        raise RaterError(
            "--rule applies an earlier rule, but --out and --error belong to a rule that is fitted now.",
            "Leave out --rule, or --out and --error.",
        )
    table = table_from(args)
    if args.rule is not None:
        return answered(table, read_rule(args.rule), fitted_here=False)
    return answered(table, fitted_rule(table, args.horizon, 0.1 if args.error is None else args.error), True)
