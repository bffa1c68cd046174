"""`histocast study locate`: find the images of a study or packet after they were moved to another folder."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.command import example
from app.cli.errors import FORESEEN, print_error
from app.cli.exit_codes import GOOD, NOTHING_STARTED, SOME_FAILED
from app.cli.progress import follow
from model.base.plural import plural

if TYPE_CHECKING:
    from app.cli.command import Subparsers


def add_parser(actions: "Subparsers") -> None:
    """Add the command `study locate`."""
    parser = actions.add_parser(
        "locate",
        help="find moved images again, by name and content",
        description="Find the images of a study or packet after they were moved to another folder. Images are "
        "recognised by name and content.",
        epilog=example("histocast study locate liver.histostudy images"),
    )
    parser.add_argument("study", type=Path, metavar="STUDY|PACKET")
    parser.add_argument("folder", type=Path, metavar="DIR", help="folder of the images, searched with its sub-folders")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Find the moved images and return the exit code."""
    from model.study.packet.images import locate_images, missing_images
    from model.study.spots import locate, missing_spots
    from model.study.store import open_either

    try:
        with open_either(args.study) as study:
            if study.is_packet:
                found = follow(locate_images(study, args.folder), "packet")
                missing = tuple(f"case {number}" for number in missing_images(study))
            else:
                found = follow(locate(study, args.folder), "study")
                missing = tuple(spot.image for spot in missing_spots(study))
    except FORESEEN as error:
        print_error(error)
        return NOTHING_STARTED
    print(f"Images found for {plural(found, 'spot')}")
    for name in missing:
        print(f"  not found: {name}", file=sys.stderr)
    return SOME_FAILED if missing else GOOD
