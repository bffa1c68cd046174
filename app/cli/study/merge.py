"""`histocast study merge`: add the locked reads of returned packets to their study."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.command import example
from app.cli.errors import FORESEEN, print_error
from app.cli.exit_codes import GOOD, NOTHING_STARTED, SOME_FAILED

if TYPE_CHECKING:
    from app.cli.command import Subparsers
    from model.study.packet.merge import MergedPacket
    from model.study.store import Study

LOST = (
    "Merge an intact copy of the packet later: this adds the lost reads. If there is no such copy, make "
    "another packet: histocast study packet --again."
)


def add_parser(actions: "Subparsers") -> None:
    """Add the command `study merge`."""
    parser = actions.add_parser(
        "merge",
        help="add the reads of returned packets to the study",
        description="Add the locked reads of packets, with their times, to the study that made the packets. Each "
        "packet is merged completely or refused. Merging a packet twice changes nothing. Compare each "
        "printed receipt with the receipt on the reader's screen: only this shows that nobody changed the "
        "packet on its way.",
        epilog=example("histocast study merge liver.histostudy ada.histopacket"),
    )
    parser.add_argument("study", type=Path, metavar="STUDY")
    parser.add_argument("packets", type=Path, nargs="+", metavar="PACKET")
    text = (
        "from a damaged packet, take only the reads that are provably unchanged since their lock; list all "
        "others as lost"
    )
    parser.add_argument("--rescue", action="store_true", help=text)
    parser.set_defaults(run=run)


def _rescued(study: "Study", path: Path) -> "MergedPacket":
    """Merge the packet of a reader into the study, and return what was added.

    If the packet as a whole is refused, only its valid reads are taken.

    Raise StudyError if nothing can be taken.
    """
    from model.base.errors import StudyError
    from model.study.packet.merge import merge_packet
    from model.study.packet.rescue import rescue_packet

    try:
        return merge_packet(study, path)
    except StudyError as error:
        print_error(error)
        return rescue_packet(study, path)


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
                    merged = _rescued(study, path) if args.rescue else merge_packet(study, path)
                except FORESEEN as error:
                    print_error(error)
                    continue
                taken += 1
                complete += not merged.differences and not merged.lost
                print(f"{path.name}: {merged.text}")
                for line in merged.notes:
                    print(f"  note: {line}", file=sys.stderr)
                for line in merged.differences:
                    print(f"  different: {line}", file=sys.stderr)
                for line in merged.lost:
                    print(f"  lost: {line}", file=sys.stderr)
                if merged.lost:
                    print(f"  {LOST}", file=sys.stderr)
    except FORESEEN as error:
        print_error(error)
        return NOTHING_STARTED
    if not taken:
        return NOTHING_STARTED
    return GOOD if complete == len(args.packets) else SOME_FAILED
