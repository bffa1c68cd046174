"""`histocast cache`: show or clear the cached features and networks, and set how large the cache may become."""

import argparse
import math
from datetime import datetime
from typing import TYPE_CHECKING

from app.cli.command import example
from app.cli.errors import FORESEEN, print_error
from app.cli.exit_codes import GOOD, SOME_FAILED
from model.base.plural import plural

if TYPE_CHECKING:
    from app.cli.command import Subparsers
    from model.predict.feature_cache import FeatureCache

NAME = "cache"


def add_parser(commands: "Subparsers") -> None:
    """Add the command `cache`."""
    parser = commands.add_parser(
        NAME,
        help="show, clear or limit saved features of images and prepared networks",
        description="Show, clear or limit the cache. The program saves the features of analysed images and of training "
        "cohorts, so that a second analysis or training does not compute them again. Features are numbers computed "
        "from the tissue; they contain no picture and no name. Each image is identified by its hash. The path of each "
        "cohort table is saved too. Networks prepared for this computer are saved as well.",
        epilog=example("histocast cache show"),
    )
    actions = parser.add_subparsers(metavar="ACTION", required=True)
    shown = actions.add_parser(
        "show",
        help="show how much is saved, for which cohorts, and where",
        description="Print number and size of the saved features of analysed images and of each cohort, and of the "
        "prepared networks.",
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
    limiting = actions.add_parser(
        "limit",
        help="show or set the maximum size of the saved features",
        description="Show or set how much disk the saved features may use. A training run may exceed the limit for "
        "cohorts until it ends.",
        epilog=example("histocast cache limit", "histocast cache limit --images 5 --cohorts none"),
    )
    for option, of, default in (("--images", "analysed images", "2"), ("--cohorts", "cohorts", "none")):
        text = f"maximum size in GB of the features of {of}, or none for no limit (default: {default})"
        limiting.add_argument(option, type=_size, default=argparse.SUPPRESS, metavar="GB", help=text)
    limiting.set_defaults(run=limit)


def show(_: argparse.Namespace) -> int:
    """Print the number, size and folder of the cached features and networks, and return the exit code."""
    from model.backbone.networks import networks_folder, networks_size
    from model.predict.feature_cache import default_cache, training_cache

    try:
        caches = {"analysed images": default_cache(), "cohorts": training_cache()}
    except FORESEEN as error:
        print_error(error)
        return SOME_FAILED
    for name, cache in caches.items():
        count, size = cache.size()
        print(f"{name}: {plural(count, 'spot')}, {_mb(size)} ({_limit_text(cache.limit_bytes)}), in {cache.folder}")
    _show_cohorts(caches["cohorts"])
    count, size = networks_size()
    print(f"networks: {count}, {_mb(size)}, in {networks_folder()}")
    return GOOD


def clear(_: argparse.Namespace) -> int:
    """Remove the cached features and networks, and return the exit code."""
    from model.backbone.networks import clear_networks
    from model.predict.cached_cohorts import forget_cohorts
    from model.predict.feature_cache import default_cache, training_cache

    try:
        images, cohorts = default_cache(), training_cache()
    except FORESEEN as error:
        print_error(error)
        return SOME_FAILED
    count = images.clear() + cohorts.clear()
    forget_cohorts(cohorts.folder)
    networks = clear_networks()
    print(f"Removed: features of {plural(count, 'spot')}, and {plural(networks, 'prepared network')}.")
    return GOOD


def limit(args: argparse.Namespace) -> int:
    """Set the limits that the user gave, print the current limits, and return the exit code."""
    from model.base.cache_limits import cache_limits, save_cache_limits
    from model.predict.feature_cache import default_cache, training_cache

    changed = {name: getattr(args, name) for name in ("images", "cohorts") if hasattr(args, name)}
    try:
        limits = save_cache_limits(**changed) if changed else cache_limits()
        for cache in (default_cache(), training_cache()):
            cache.settle()
    except FORESEEN as error:
        print_error(error)
        return SOME_FAILED
    print(f"analysed images: {_limit_text(limits.images_bytes)}\ncohorts: {_limit_text(limits.cohorts_bytes)}")
    return GOOD


def _show_cohorts(cache: "FeatureCache") -> None:
    """Print the saved features: one line per cohort, and one line for all spots that belong to no cohort."""
    from model.predict.cached_cohorts import cached_cohorts

    sizes = cache.sizes()
    others = set(sizes)
    for cohort in cached_cohorts(cache.folder):
        present = [name for name in cohort.entries if name in sizes]
        others.difference_update(present)
        used = datetime.fromtimestamp(cohort.used).strftime("%Y-%m-%d")
        size = _mb(sum(sizes[name] for name in present))
        of = f"{len(present)} of {plural(len(cohort.entries), 'spot')}"
        print(f"  {cohort.table}: {of}, {size}, last trained on {used}")
    if others:
        size = _mb(sum(sizes[name] for name in others))
        print(
            "  spots of no recorded cohort (saved by earlier versions or by audits): "
            f"{plural(len(others), 'spot')}, {size}"
        )


def _mb(size: int) -> str:
    return f"{size / 1e6:.0f} MB"


def _limit_text(size: int | None) -> str:
    return "no limit" if size is None else f"at most {size / 1e9:g} GB"


def _size(text: str) -> float | None:
    if text == "none":
        return None
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not 0 < value < math.inf:
        raise argparse.ArgumentTypeError(f"{text!r} is neither a size in GB above 0 nor none")
    return value
