"""`histocast study packet`: write a packet, the file with the cases that one reader reads blinded elsewhere."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.command import example
from app.cli.errors import FORESEEN, print_error
from app.cli.exit_codes import GOOD, NOTHING_STARTED, USAGE
from app.cli.progress import follow

if TYPE_CHECKING:
    from app.cli.command import Subparsers


def add_parser(actions: "Subparsers") -> None:
    """Add the command `study packet`."""
    parser = actions.add_parser(
        "packet",
        help="write one reader's cases to one file, without names, outcomes or model",
        description="Write the unread cases of one reader to a packet, in this reader's order, with the score sheet. "
        "The packet has numbers instead of identifiers, and no outcomes, no model and no other readers. It opens in "
        "reading mode only. Add the reads to the study with: histocast study merge. Research use only.",
        epilog=example("histocast study packet liver.histostudy --reader Ada --out ada.histopacket"),
    )
    parser.add_argument("study", type=Path, metavar="STUDY")
    option = parser.add_argument
    option("--reader", required=True, metavar="NAME", help="the reader's name or pseudonym; the packet contains it")
    option("--out", type=Path, metavar="FILE", help="the file to write (.histopacket)")
    option("--copy-images", action="store_true",
           help="also copy the images under packet numbers, without labels and metadata, into FILE's folder; "
                "without this option, the packet records their folder")  # fmt: skip
    option("--repeat", action="store_true", help="start another round of the same cases, after the washout")
    option("--again", action="store_true", help="replace the reader's earlier packet, which is lost")
    option(
        "--withdraw",
        action="store_true",
        help="write no packet; withdraw the reader's existing packet",
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Write the packet and return the exit code."""
    from model.result.export.wording import RESEARCH_USE_ONLY
    from model.study.packet.make import PacketRequest, make_packet
    from model.study.packet.outstanding import end_packets
    from model.study.store import open_study

    if (args.out is None) != args.withdraw:
        print("Give --out FILE, or --withdraw to withdraw the reader's packet.", file=sys.stderr)
        return USAGE
    if args.withdraw and (args.copy_images or args.repeat or args.again):
        print("--withdraw writes no packet: leave out --copy-images, --repeat and --again.", file=sys.stderr)
        return USAGE
    try:
        with open_study(args.study) as study:
            if args.withdraw:
                print(f"withdrawn packets of this reader: {end_packets(study, args.reader, 'withdrawn')}")
                return GOOD
            request = PacketRequest(args.reader, args.out, args.repeat, args.again, args.copy_images)
            made = follow(make_packet(study, request), "packet")
    except FORESEEN as error:
        print_error(error)
        return NOTHING_STARTED
    print(made.text)
    print("The packet contains the following data, which can identify a person:")
    for text in made.holds:
        print(f"  {text}")
    print(RESEARCH_USE_ONLY)
    return GOOD
