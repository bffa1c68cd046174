"""`histocast cache`: what is kept of images that were read, and how to be rid of it."""

import argparse
from typing import TYPE_CHECKING

from app.cli.exit_codes import GOOD

if TYPE_CHECKING:
    from app.cli.command import Subparsers

NAME = "cache"


def add_parser(commands: "Subparsers") -> None:
    parser = commands.add_parser(
        NAME,
        help="show or clear what is kept to save time: features of images, networks made ready",
        description="Features of images that were read are kept, so that reading one again takes a second. They are "
        "numbers computed from the tissue, found by the image's hash; no picture and no name is in them. Networks "
        "made ready for this computer are kept as well.",
    )
    actions = parser.add_subparsers(metavar="ACTION", required=True)
    actions.add_parser("show", help="how much is kept, and where").set_defaults(run=show)
    actions.add_parser("clear", help="remove all of it, cohorts' features too").set_defaults(run=clear)


def show(_: argparse.Namespace) -> int:
    from model.backbone.networks import networks_folder, networks_size
    from model.predict.feature_cache import default_cache, training_cache

    for name, cache in (("read images", default_cache()), ("cohorts", training_cache())):
        count, size = cache.size()
        print(f"{name}: {count} spots, {size / 1e6:.0f} MB, in {cache.folder}")
    count, size = networks_size()
    print(f"networks: {count}, {size / 1e6:.0f} MB, in {networks_folder()}")
    return GOOD


def clear(_: argparse.Namespace) -> int:
    from model.backbone.networks import clear_networks
    from model.predict.feature_cache import default_cache, training_cache

    count = default_cache().clear() + training_cache().clear()
    networks = clear_networks()
    print(f"Removed the features of {count} spots and {networks} networks.")
    return GOOD
