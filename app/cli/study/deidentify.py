"""`histocast study deidentify`: write a copy of a study without identifiers, and list what it lacks and has."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.command import example
from app.cli.errors import FORESEEN, print_error
from app.cli.exit_codes import GOOD, NOTHING_STARTED
from app.cli.study.create import made_by

if TYPE_CHECKING:
    from app.cli.command import Subparsers


def add_parser(actions: "Subparsers") -> None:
    """Add the command `study deidentify`."""
    parser = actions.add_parser(
        "deidentify",
        help="write a copy without names, paths, free text and image hashes",
        description="Write a copy of a study without identifiers: patients, images and readers get numbers, and paths, "
        "free text, hashes of images and the log are left out. Clinical columns are kept only where --keep names them. "
        "The output lists what was removed and what was kept. Exact follow-up times stay; decide whether they may "
        "leave the house. Research use only.",
        epilog=example("histocast study deidentify liver.histostudy --out shared.histostudy --keep stage --keep cause"),
    )
    parser.add_argument("study", type=Path, metavar="STUDY")
    option = parser.add_argument
    option("--out", type=Path, required=True, metavar="FILE", help="the copy (.histostudy)")
    option("--keep", action="append", default=[], metavar="COLUMN",
           help="keep this clinical column, or `cause` for the causes of death (repeatable)")  # fmt: skip
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Write the copy and return the exit code."""
    from model.result.export.wording import RESEARCH_USE_ONLY
    from model.study.deidentify import deidentify
    from model.study.store import open_study

    try:
        with open_study(args.study) as study:
            made = deidentify(study, args.out, args.keep, made_by())
    except FORESEEN as error:
        print_error(error)
        return NOTHING_STARTED
    print(made.path)
    for title, lines in (("removed", made.removed), ("kept", made.kept), ("attention", made.attention)):
        for line in lines:
            print(f"  {title}: {line}")
    print(RESEARCH_USE_ONLY)
    return GOOD
