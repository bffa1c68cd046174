"""`histocast bench`: measure the speed of every engine on this computer, and the errors of *fast* and *fastest*."""

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.cli.bench.responsiveness import measure_responsiveness, show_responsiveness
from app.cli.bench.viewer import measure_viewer
from app.cli.command import example
from app.cli.errors import FORESEEN, print_error
from app.cli.exit_codes import GOOD, NOTHING_STARTED, SOME_FAILED
from app.cli.images import expand
from app.cli.model_options import add_bundle
from app.cli.progress import follow
from model.base.errors import HistocastError

if TYPE_CHECKING:
    from app.cli.command import Subparsers

NAME = "bench"
VIEWER = Path("viewer")
"""First argument that selects the measurement of the viewer alone. An image file of this name can be given as ./viewer.
"""
FEWEST_TILES = 16


def add_parser(commands: "Subparsers") -> None:
    """Add the command `bench`."""
    parser = commands.add_parser(
        NAME,
        help="measure speed and responsiveness on this computer",
        description="Measure every engine and precision on the same tiles, and compare them with a plain torchvision "
        "loop. Also measure the time of each stage of one spot, how the time grows with the number of "
        "tiles, start-up, and the window's responsiveness. This takes about six minutes on two cores, "
        "during which nothing else should run. With --accuracy: measure the errors of fast and fastest. "
        "Only then can they be used. With --peers: compare with other programs for networks, which the "
        "extra bench installs. histocast bench viewer [IMAGE]: measure panning and zooming over a large "
        "slide.",
        epilog=example("histocast bench --accuracy", "histocast bench --peers", "histocast bench viewer slide.svs"),
    )
    images = "with --accuracy: 20 or more spots of your own; after the word viewer: the image to pan and zoom"
    parser.add_argument("images", nargs="*", type=Path, metavar="viewer|IMAGE", help=images)
    accuracy = "measure the errors of fast and fastest on 20 spots, and save them"
    parser.add_argument("--accuracy", action="store_true", help=accuracy)
    peers = "compare the speed with ncnn, MNN, onnxruntime and torch.compile on the CPU"
    parser.add_argument("--peers", action="store_true", help=peers)
    parser.add_argument(
        "--spots", type=int, default=20, help="with --accuracy: number of synthetic spots (%(default)s)"
    )
    add_bundle(parser)
    parser.add_argument(
        "--device",
        help="measure only this device and the plain torchvision loop (default: all devices; with --accuracy: auto)",
    )
    parser.add_argument("--tiles", type=int, default=64, help="number of tiles to encode (default: %(default)s)")
    parser.add_argument("--rounds", type=int, default=2, help="repetitions; the fastest counts (default: %(default)s)")
    parser.add_argument(
        "--no-window", action="store_true", help="do not measure start-up and the window's responsiveness"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all measurements to this file")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Run the measurements and return the exit code."""
    if args.tiles < FEWEST_TILES or args.rounds < 1:
        print(f"At least {FEWEST_TILES} tiles and one round are needed.", file=sys.stderr)
        return NOTHING_STARTED
    try:
        if args.images[:1] == [VIEWER] and not args.accuracy:
            found = measure_viewer(args.images[1:])
        elif args.peers:
            found = _peers(args)
        else:
            found = _accuracy(args) if args.accuracy else _speed(args)
        if args.json is not None:
            from model.base.files import replacing

            with replacing(args.json) as beside:
                beside.write_text(json.dumps(found, indent=1), encoding="utf-8")
    except FORESEEN as error:
        print_error(error)
        return SOME_FAILED
    return SOME_FAILED if found.get("skipped") else GOOD


def _accuracy(args: argparse.Namespace) -> dict[str, Any]:
    from model.benchmark.accuracy import measure_error
    from model.bundle.installed import find_bundle
    from model.result.prediction import TOLERABLE_DP, USABLE_DP

    images, errors = expand(args.images)
    for skipped in errors:
        if not images:
            raise skipped
        print_error(skipped, str(skipped.path))
    measured = follow(measure_error(find_bundle(args.bundle), args.device or "auto", images, args.spots), "accuracy")
    for tier, error in measured.items():
        print(f"{tier} is {error.text}")
        if not error.usable:
            print(f"This is more than {USABLE_DP}: {tier} is not used with this model.")
        elif not error.tolerable:
            print(f"This is more than {TOLERABLE_DP}: results of this model computed with {tier} will show a warning.")
    found: dict[str, Any] = {"accuracy": asdict(next(iter(measured.values())))}
    found["accuracy_by_precision"] = {tier: asdict(error) for tier, error in measured.items()}
    return found | {"skipped": [skipped.message for skipped in errors]}


def _peers(args: argparse.Namespace) -> dict[str, Any]:
    from app.cli.bench import report
    from model.benchmark.peers import measure_peers
    from model.bundle.installed import find_bundle

    found = follow(measure_peers(find_bundle(args.bundle), args.tiles, args.rounds), "bench")
    report.show_peers(found)
    return asdict(found)


def _speed(args: argparse.Namespace) -> dict[str, Any]:
    from app.cli.bench import report
    from app.cli.sample import sample_spot
    from model.benchmark.run import measure
    from model.bundle.installed import find_bundle

    spot = sample_spot()
    if spot is None:
        raise HistocastError("No sample spot is installed.", "Install the program again.")
    bundle = find_bundle(args.bundle)
    found = follow(measure(bundle, spot, args.tiles, args.rounds, args.device), "bench")
    report.show(found)
    data = report.as_data(found)
    if not args.no_window:
        data["window"] = follow(measure_responsiveness(args.device or "auto"), "bench")
        show_responsiveness(data["window"])
    return data
