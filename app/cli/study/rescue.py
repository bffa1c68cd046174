"""`histocast study rescue`: save what can be read of a damaged study in a new one."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.command import example
from app.cli.errors import FORESEEN, print_error
from app.cli.exit_codes import GOOD, NOTHING_STARTED, SOME_FAILED
from app.cli.study.create import made_by

if TYPE_CHECKING:
    from app.cli.command import Subparsers


def add_parser(actions: "Subparsers") -> None:
    """Add the command `study rescue`."""
    parser = actions.add_parser(
        "rescue",
        help="save what can be read of a damaged study",
        description="Save what can be read of a damaged study in a new one. The damaged file is only read. The output "
        "states how many rows of each table were saved and lost. Use a backup copy first, if there is one: a value "
        "that the damage changed into another valid value cannot be recognised. Of a packet: histocast study merge "
        "--rescue.",
        epilog=example("histocast study rescue liver.histostudy --out rescued.histostudy"),
    )
    parser.add_argument("study", type=Path, metavar="STUDY")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="the new study (.histostudy)")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Write the new study and return the exit code."""
    from model.study.rescue import rescue_study

    try:
        found = rescue_study(args.study, args.out, made_by())
    except FORESEEN as error:
        print_error(error)
        return NOTHING_STARTED
    print(found.path)
    for table in found.tables:
        if table.saved or not table.is_complete:
            print(f"  {table.text}", file=sys.stdout if table.is_complete else sys.stderr)
    for note in found.notes:
        print(f"  note: {note}", file=sys.stderr)
    return GOOD if found.is_complete else SOME_FAILED
