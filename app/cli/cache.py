"""`histocast cache`: show or clear the cached features and networks."""

import argparse
from typing import TYPE_CHECKING

from app.cli.command import example
from app.cli.exit_codes import GOOD

if TYPE_CHECKING:
    from app.cli.command import Subparsers

NAME = "cache"


def add_parser(commands: "Subparsers") -> None:
    """Add the command `cache`."""
    parser = commands.add_parser(
        NAME,
        help="show or clear saved features of images and prepared networks",
        description="Show or clear the cache. The program saves the features of analysed images, so that a second "
        "analysis of an image takes a second. Features are numbers computed from the tissue and identified by the "
        "image's hash; they contain no picture and no name. Networks prepared for this computer are saved as well.",
        epilog=example("histocast cache show"),
    )
    actions = parser.add_subparsers(metavar="ACTION", required=True)
    shown = actions.add_parser(
        "show",
        help="show how much is saved, and where",
        description="Print number, size and folder of the saved features and networks.",
        epilog=example("histocast cache show"),
    )
    shown.set_defaults(run=show)
    cleared = actions.add_parser(
        "clear",
        help="remove everything, including the features of cohorts",
        description="Remove all saved features and networks, also the features of cohorts. They are computed again "
        "when they are needed.",
        epilog=example("histocast cache clear"),
    )
    cleared.set_defaults(run=clear)


def show(_: argparse.Namespace) -> int:
    """Print the number, size and folder of the cached features and networks."""
    from model.backbone.networks import networks_folder, networks_size
    from model.predict.feature_cache import default_cache, training_cache

    for name, cache in (("analysed images", default_cache()), ("cohorts", training_cache())):
        count, size = cache.size()
        print(f"{name}: {count} spots, {size / 1e6:.0f} MB, in {cache.folder}")
    count, size = networks_size()
    print(f"networks: {count}, {size / 1e6:.0f} MB, in {networks_folder()}")
    return GOOD


def clear(_: argparse.Namespace) -> int:
    """Remove the cached features and networks."""
    from model.backbone.networks import clear_networks
    from model.predict.feature_cache import default_cache, training_cache

    count = default_cache().clear() + training_cache().clear()
    networks = clear_networks()
    print(f"Removed the features of {count} spots and {networks} networks.")
    return GOOD
