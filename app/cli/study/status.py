"""`histocast study status`: print the counts of a study or packet. The counts do not unblind a reader."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.command import example
from app.cli.errors import FORESEEN, print_error
from app.cli.exit_codes import GOOD, NOTHING_STARTED

if TYPE_CHECKING:
    from app.cli.command import Subparsers


def add_parser(actions: "Subparsers") -> None:
    """Add the command `study status`."""
    parser = actions.add_parser(
        "status",
        help="print the progress of a study or a packet in counts",
        description="Print the counts of patients, spots, reads and predictions. The counts do not unblind a reader.",
        epilog=example("histocast study status liver.histostudy --json"),
    )
    parser.add_argument("study", type=Path, metavar="STUDY|PACKET")
    parser.add_argument("--json", action="store_true", help="print one JSON object on standard output")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the counts and return the exit code."""
    import json
    from dataclasses import asdict

    from model.result.export.wording import RESEARCH_USE_ONLY
    from model.study.status import status_lines, status_of
    from model.study.store import open_either

    try:
        with open_either(args.study) as study:
            status = status_of(study)
            # The text is made while the file is open, so that a damaged value is reported as damage of the file.
            as_json = json.dumps({**asdict(status), "research_use_only": RESEARCH_USE_ONLY})
            text = "\n".join((*status_lines(status), RESEARCH_USE_ONLY))
    except FORESEEN as error:
        print_error(error)
        return NOTHING_STARTED
    print(as_json if args.json else text)
    return GOOD
