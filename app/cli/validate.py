"""`histocast validate`: test a bundle on another cohort, and compare the metrics with the metrics on its model card."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.cohort_options import add_table_options, table_form
from app.cli.command import example
from app.cli.errors import FORESEEN, code_of, print_error
from app.cli.exit_codes import GOOD, NOTHING_STARTED
from app.cli.feature_options import add_stated_options, stated_of
from app.cli.model_options import add_device
from app.cli.progress import Steps, follow

if TYPE_CHECKING:
    from app.cli.command import Subparsers
    from model.validation.run import Validation

NAME = "validate"


def add_parser(commands: "Subparsers") -> None:
    """Add the command `validate`."""
    parser = commands.add_parser(
        NAME,
        help="test a model on another cohort, and compare the results with its model card",
        description="Analyse every image, or feature file, of a cohort with a bundle whose threshold and calibration "
        "stay as they are. Write AUC, C-index, hazard ratio, calibration and survival beside the metrics "
        "of the model card. Also report how the images differ from the training images, and whether the "
        "bundle was trained on some of them. Research use only.",
        epilog=example("histocast validate my.safetensors hospital-b.csv --out b --into my-b.safetensors"),
    )
    parser.add_argument("bundle", metavar="NAME|FILE", help="the model")
    parser.add_argument("cohort", type=Path, metavar="COHORT", help="table as for train: image, patient, follow-up")
    where = "folder for the results (default: %(default)s)"
    parser.add_argument("--out", type=Path, default=Path("validation"), metavar="DIR", help=where)
    parser.add_argument(
        "--into", type=Path, metavar="FILE", help="write a copy of the bundle with these results on its model card"
    )
    add_device(parser)
    add_table_options(parser)
    size = "pixel size of all images in um/px, if the files give none or a wrong one"
    parser.add_argument("--mpp", type=float, metavar="UM", help=size)
    files = parser.add_argument_group("a table that names feature files instead of images (column features)")
    add_stated_options(files)
    files.add_argument("--slide-mpp", type=float, metavar="UM", help="pixel size of the slides, um/px")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Run the validation and return the exit code."""
    try:
        from model.base.files import refuse_unwritable
        from model.bundle.installed import find_bundle

        bundle = find_bundle(args.bundle)
        if args.into is not None:
            from model.bundle.copy import refuse_original

            refuse_original(bundle, args.into)  # fail before the analysis, not after it
            refuse_unwritable(args.into.parent)
        refuse_unwritable(args.out)
    except FORESEEN as error:
        print_error(error)
        return NOTHING_STARTED
    try:
        found = follow(_task(args, bundle), NAME)
        _write(args, bundle, found)
    except FORESEEN as error:
        print_error(error)
        return code_of(error)
    return GOOD


def _task(args: argparse.Namespace, bundle: Path) -> "Steps[Validation]":
    from model.validation.run import ValidationRequest, validate

    stated = stated_of(args, args.slide_mpp)
    return validate(ValidationRequest(bundle, args.cohort, args.device, table_form(args), args.mpp, stated))


def _write(args: argparse.Namespace, bundle: Path, found: "Validation") -> None:
    from model.validation.files import markdown, write_into, write_validation

    written = write_validation(found, args.out)
    print(markdown(found))
    for path in written:
        print(path)
    if args.into is not None:
        write_into(bundle, found, args.into)
        print(args.into)
