"""`histocast explain audit`: measure on a cohort whether the maps of a bundle are faithful, and write the results."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.cohort_options import add_table_options, table_form
from app.cli.command import example
from app.cli.errors import FORESEEN, print_error
from app.cli.exit_codes import GOOD, NOTHING_STARTED, SOME_FAILED
from app.cli.model_options import add_device
from app.cli.progress import Steps, follow

if TYPE_CHECKING:
    from app.cli.command import Subparsers
    from model.audit.run import Audit

NAME = "explain audit"


def add_parser(commands: "Subparsers") -> None:
    """Add the command `explain audit`."""
    parser = commands.add_parser(
        NAME,
        help="measure on a cohort whether a model's maps are faithful",
        description="Compare every map of a bundle with random tile orders (deletion and insertion), shuffled "
        "weights, glass, tile position and, on synthetic spots, the known truth. (For an image called audit: histocast "
        "explain ./audit.) Research use only.",
        epilog=example("histocast explain audit mine.safetensors cohort.csv --spots 40"),
    )
    parser.add_argument("bundle", metavar="NAME|FILE", help="the model")
    parser.add_argument("cohort", type=Path, metavar="COHORT.csv", help="table as for train: image, patient, outcome")
    where = "folder for the results (default: %(default)s)"
    parser.add_argument("--out", type=Path, default=Path("audit"), metavar="DIR", help=where)
    parser.add_argument(
        "--spots", type=int, help="number of spots (default: 40); spots of the training are left out if they are known"
    )
    parser.add_argument("--seed", type=int, help="seed of the random choice of spots (default: 2018)")
    parser.add_argument("--into", type=Path, metavar="FILE", help="write a copy of the bundle with the results")
    add_device(parser)
    add_table_options(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Run the audit and return the exit code."""
    try:
        from model.bundle.installed import find_bundle

        bundle = find_bundle(args.bundle)
        if args.into is not None:
            from model.bundle.copy import refuse_original

            refuse_original(bundle, args.into)  # fail before the measurement, not after it
        args.out.mkdir(parents=True, exist_ok=True)
    except FORESEEN as error:
        print_error(error)
        return NOTHING_STARTED
    try:
        found = follow(_task(args, bundle), "audit")
        _write(args, bundle, found)
    except FORESEEN as error:
        print_error(error)
        return SOME_FAILED
    return GOOD


def _task(args: argparse.Namespace, bundle: Path) -> "Steps[Audit]":
    from model.audit.run import AuditRequest, audit
    from model.audit.sample import SEED, SPOTS

    spots = SPOTS if args.spots is None else args.spots
    seed = SEED if args.seed is None else args.seed
    return audit(AuditRequest(bundle, args.cohort, spots, seed, args.device, table_form(args)))


def _write(args: argparse.Namespace, bundle: Path, found: "Audit") -> None:
    from model.audit.audit_files import write_audit
    from model.audit.page import page
    from model.audit.section import section
    from model.result.export.wording import disclaimers

    figures = section(found)
    written = write_audit(found, figures, args.out)
    print(page(figures, found.bundle.manifest.name, disclaimers(found.bundle.record)))
    for path in (written.table, written.record, written.page, *written.pictures):
        print(path)
    if args.into is not None:
        from model.audit.into_bundle import write_into

        write_into(bundle, figures, args.into)
        print(f"{args.into}\n  histocast bundle show {args.into}")
