"""`histocast compare`: compare the LSTM with baseline methods on a cohort table, and write the results to files."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.cohort_options import add_cohort_options, add_option, add_options, given_options
from app.cli.command import defer, example
from app.cli.errors import FORESEEN, code_of, print_error
from app.cli.exit_codes import GOOD
from app.cli.progress import Steps, follow

if TYPE_CHECKING:
    from app.cli.command import Subparsers
    from model.training.compare_result import Comparison

NAME = "compare"


def add_parser(commands: "Subparsers") -> None:
    """Add the command `compare`."""
    parser = commands.add_parser(
        NAME,
        help="compare the LSTM with other methods on a cohort, on the same folds",
        description="Train and test methods on the same folds of a cohort: AUC, C-index, hazard ratio and bias with "
        "intervals, paired differences to the first method, and every patient's out-of-fold prediction by every "
        "method, as a table for histocast study compare. Research use only.",
        epilog=example("histocast compare cohort.csv --methods lstm,lstm-weighted,lstm-hazards,lr-mean --folds 3"),
    )
    defer(parser, _add_options)
    parser.set_defaults(run=run)


def _add_options(parser: argparse.ArgumentParser) -> None:
    from model.training.config import OPTIONS

    add_cohort_options(parser)
    parser.add_argument("--out", type=Path, default=Path("compare"), metavar="DIR", help="(default: %(default)s)")
    parser.add_argument(
        "--methods", metavar="KEY,...", help="compare only these methods; an unknown key lists all methods"
    )
    parser.add_argument("--learning-curve", action="store_true",
                        help="train also on 25, 50 and 75 %% of the training patients")  # fmt: skip
    add_option(parser, OPTIONS["folds"], help="number of rotating folds (default: 3)")
    for name in ("repeats", "folds_by"):
        add_option(parser, OPTIONS[name])
    add_options(parser, "training")


def run(args: argparse.Namespace) -> int:
    """Run the comparison and return the exit code."""
    try:
        task = _task(args)
        from model.training.compare_table import markdown, write_comparison
        from model.training.output import claimed

        with claimed(args.out, args.out):
            found = follow(task, "compare")
            written = write_comparison(found, args.out)
    except FORESEEN as error:
        print_error(error)
        return code_of(error)
    print(markdown(found))
    for path in written:
        print(path)
    return GOOD


def _task(args: argparse.Namespace) -> "Steps[Comparison]":
    from model.training.read_options import read_options

    options = read_options(args.config, given_options(args))
    from model.training.compare import CompareRequest, compare
    from model.training.encoder_choice import chosen_encoder

    keys = tuple(key.strip() for key in args.methods.split(",")) if args.methods else ()
    chosen = chosen_encoder(options)
    request = CompareRequest(args.cohort, chosen.options, keys, chosen.grid, learning_curve=args.learning_curve)
    return compare(request)
