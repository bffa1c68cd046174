"""`histocast study merge`: add the locked reads of returned packets to their study."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.errors import FORESEEN, print_error
from app.cli.exit_codes import GOOD, NOTHING_STARTED, SOME_FAILED

if TYPE_CHECKING:
    from app.cli.command import Subparsers


def add_parser(actions: "Subparsers") -> None:
    """Add the command `study merge`."""
    parser = actions.add_parser(
        "merge",
        help="take the reads of packets back",
        description="Add the locked reads of packets to the study that made them, with their times. Each packet is "
        "taken whole or refused; taking it twice changes nothing. Compare each receipt with the one that the reader's "
        "screen shows: only that excludes that the packet was rewritten on its way.",
    )
    parser.add_argument("study", type=Path, metavar="STUDY")
    parser.add_argument("packets", type=Path, nargs="+", metavar="PACKET")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Merge the packets one by one and return the exit code."""
    from model.study.packet.merge import merge_packet
    from model.study.store import open_study

    taken = complete = 0
    try:
        with open_study(args.study) as study:
            with study.changing():  # report a study that cannot be written before any packet is opened
                pass
            for path in args.packets:
                try:
                    merged = merge_packet(study, path)
                except FORESEEN as error:
                    print_error(error)
                    continue
                taken += 1
                complete += not merged.differences
                print(f"{path.name}: {merged.text}")
                for line in merged.notes:
                    print(f"  note: {line}", file=sys.stderr)
                for line in merged.differences:
                    print(f"  different: {line}", file=sys.stderr)
    except FORESEEN as error:
        print_error(error)
        return NOTHING_STARTED
    if not taken:
        return NOTHING_STARTED
    return GOOD if complete == len(args.packets) else SOME_FAILED
