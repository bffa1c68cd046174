"""`histocast bench`: how fast this computer reads spots, every engine side by side, and how far *fast* is off."""

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.cli.bench.responsiveness import measure_responsiveness, show_responsiveness
from app.cli.bench.viewer import measure_viewer
from app.cli.errors import FORESEEN, tell
from app.cli.exit_codes import GOOD, NOTHING_STARTED, SOME_FAILED
from app.cli.images import expand
from app.cli.progress import follow
from model.base.errors import HistocastError

if TYPE_CHECKING:
    from app.cli.command import Subparsers

NAME = "bench"
VIEWER = Path("viewer")
"""As the first word: measure the viewer alone. An image of that name is written ./viewer."""
FEWEST_TILES = 16


def add_parser(commands: "Subparsers") -> None:
    parser = commands.add_parser(
        NAME,
        help="measure the engines of this computer side by side",
        description="Measure every engine and precision on the same tiles beside the plain torchvision loop, the "
        "stages of one spot, scaling, start-up and the window's gaps. About six minutes on two cores, on which nothing "
        "else should run. "
        "With --accuracy: how far fast is off exact, which fast cannot be chosen without. "
        "histocast bench viewer [IMAGE]: how the viewer keeps up while one pans and zooms over a large slide.",
    )
    images = "with --accuracy: spots of yours (20 or more); after 'viewer': the image to pan and zoom over"
    parser.add_argument("images", nargs="*", type=Path, metavar="viewer|IMAGE", help=images)
    parser.add_argument("--accuracy", action="store_true", help="read 20 spots exact and fast, and keep the difference")
    parser.add_argument("--spots", type=int, default=20, help="with --accuracy: synthetic spots (default: %(default)s)")
    parser.add_argument("--bundle", default="", metavar="NAME|FILE", help="the model (default: the embedded one)")
    parser.add_argument("--device", help="that device alone beside the plain loop (default: all; --accuracy: auto)")
    parser.add_argument("--tiles", type=int, default=64, help="tiles to encode (default: %(default)s)")
    parser.add_argument("--rounds", type=int, default=2, help="how often, the fastest counts (default: %(default)s)")
    parser.add_argument("--no-window", action="store_true", help="leave out start-up and the window's gaps")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all that was measured there")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    if args.tiles < FEWEST_TILES or args.rounds < 1:
        print(f"At least {FEWEST_TILES} tiles and one round are needed.", file=sys.stderr)
        return NOTHING_STARTED
    try:
        if args.images[:1] == [VIEWER] and not args.accuracy:
            found = measure_viewer(args.images[1:])
        else:
            found = _accuracy(args) if args.accuracy else _speed(args)
        if args.json is not None:
            from model.base.files import replacing

            with replacing(args.json) as beside:
                beside.write_text(json.dumps(found, indent=1), encoding="utf-8")
    except FORESEEN as error:
        tell(error)
        return SOME_FAILED
    return SOME_FAILED if found.get("skipped") else GOOD


def _accuracy(args: argparse.Namespace) -> dict[str, Any]:
    from model.benchmark.accuracy import measure_error
    from model.bundle.manifest import find_bundle

    images, troubles = expand(args.images)
    for trouble in troubles:
        if not images:
            raise trouble
        tell(trouble, str(trouble.path))
    error = follow(measure_error(find_bundle(args.bundle), args.device or "auto", images, args.spots), "accuracy")
    print(f"fast is {error.words}")
    if not error.tolerable:
        print("That is more than 0.01: fast results of this model will carry a warning here.")
    return {"accuracy": asdict(error), "skipped": [trouble.message for trouble in troubles]}


def _speed(args: argparse.Namespace) -> dict[str, Any]:
    from app.cli.bench import report
    from app.cli.sample import sample_spot
    from model.benchmark.run import measure
    from model.bundle.manifest import find_bundle

    spot = sample_spot()
    if spot is None:
        raise HistocastError("No sample spot is bundled here.", "Install the program again.")
    bundle = find_bundle(args.bundle)
    found = follow(measure(bundle, spot, args.tiles, args.rounds, args.device), "bench")
    report.show(found)
    data = report.as_data(found)
    if not args.no_window:
        data["window"] = follow(measure_responsiveness(args.device or "auto"), "bench")
        show_responsiveness(data["window"])
    return data
