"""`histocast lecture`: compute the lecture on recurrent networks and print it; write text, figures and notebook."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.command import example
from app.cli.errors import FORESEEN, print_error
from app.cli.exit_codes import GOOD, NOTHING_STARTED, SOME_FAILED
from app.cli.model_options import add_bundle, add_device, add_mpp
from app.cli.pipeline import ModelPipeline, Pipeline
from app.cli.progress import follow
from app.cli.sample import sample_spot
from model.base.errors import HistocastError

if TYPE_CHECKING:
    from app.cli.command import Subparsers
    from model.lecture.spot_gates import SpotGates

NAME = "lecture"
BUNDLED = Path("the bundled sample spot")
"""The value of the option --spot if the user names no image."""


def add_parser(commands: "Subparsers") -> None:
    """Add the command `lecture`."""
    parser = commands.add_parser(
        NAME,
        help="the lecture on recurrent networks, computed: text, figures and a notebook",
        description="Compute and print the lecture on recurrent networks: the three-step example, an Elman network "
        "trained by back-propagation through time, vanishing and exploding gradients beside an LSTM, and every "
        "equation with the line of the source that computes it. This takes seconds and needs no image. With --spot, "
        "the gates of a model's LSTM over the tiles of a spot are added. Research use only.",
        epilog=example("histocast lecture", "histocast lecture --spot --out lecture"),
    )
    spot = "add the gates over this image; without IMAGE, over the bundled sample spot. Features in the cache are used"
    parser.add_argument("--spot", type=Path, nargs="?", const=BUNDLED, metavar="IMAGE", help=spot)
    add_bundle(parser)
    add_device(parser)
    add_mpp(parser)
    where = "write lecture.md, the figures (PNG) and lecture.ipynb here"
    parser.add_argument("--out", type=Path, metavar="DIR", help=where)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace, pipeline: Pipeline | None = None) -> int:
    """Compute the lecture, print it, write the requested files, and return the exit code."""
    try:
        gates = None if args.spot is None else _gates(args, pipeline or ModelPipeline())
        if args.out is not None:
            args.out.mkdir(parents=True, exist_ok=True)  # fail before the computation, not after it
    except FORESEEN as error:
        print_error(error, "" if args.spot in (None, BUNDLED) else str(args.spot))
        return NOTHING_STARTED
    from model.lecture.files import write_lecture
    from model.lecture.lecture import compute
    from model.lecture.text import markdown

    try:
        found = follow(compute(gates=gates), "lecture")
        print(markdown(found, pictures=False), end="", flush=True)
        for path in () if args.out is None else follow(write_lecture(found, args.out), "lecture"):
            print(path)
    except FORESEEN as error:
        print_error(error)
        return SOME_FAILED
    return GOOD


def _gates(args: argparse.Namespace, pipeline: Pipeline) -> "SpotGates":
    """Return the gates over the spot. Raise ExplainError if the model has no LSTM."""
    spot = sample_spot() if args.spot == BUNDLED else args.spot
    if spot is None:
        raise HistocastError("No sample spot is installed.", "Use your own image: histocast lecture --spot IMAGE.")
    bundle = pipeline.find(args.bundle)
    slide, image = pipeline.open(spot, args.mpp)
    try:
        engine = follow(pipeline.load(bundle, args.device, "exact"), "model")
        prediction = follow(pipeline.analyse(slide, image, engine), spot.name)
    finally:
        slide.close()
    from model.lecture.spot_gates import spot_gates

    return spot_gates(prediction, engine.bundle)
