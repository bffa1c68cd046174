"""`histocast bundle memory`: compare how many tiles back the networks of several bundles remember, on one image."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.command import example
from app.cli.errors import FORESEEN, print_error
from app.cli.exit_codes import GOOD, SOME_FAILED
from app.cli.model_options import add_device, add_mpp
from app.cli.pipeline import ModelPipeline, Pipeline
from app.cli.progress import follow
from model.base.errors import ExportError

if TYPE_CHECKING:
    from app.cli.command import Subparsers

FORMATS = (".png", ".svg", ".pdf")


def add_action(actions: "Subparsers") -> None:
    """Add the command `bundle memory`."""
    parser = actions.add_parser(
        "memory",
        help="compare how many tiles back bundles remember",
        description="For each layer, compute the gradient |d logit / d h_t| of the output with respect to the state "
        "h_t after each tile of one image. Print the number of tiles back after which the gradient stays below 1 % of "
        "its largest value. To compare an RNN with the LSTM, train a bundle with --head elman.",
        epilog=example("histocast bundle memory spot.tif demo mine.safetensors --out memory.pdf"),
    )
    parser.add_argument("image", type=Path, metavar="IMAGE")
    parser.add_argument("bundles", nargs="+", metavar="NAME|FILE", help="bundles with a recurrent head")
    parser.add_argument("--out", type=Path, metavar="FILE", help="draw the curves: PNG, SVG or PDF by its suffix")
    add_mpp(parser)
    add_device(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace, pipeline: Pipeline | None = None) -> int:
    """Analyse the image with every bundle and return the exit code.

    If several bundles use the same features, the image is encoded only once for them.
    """
    pipeline = pipeline or ModelPipeline()
    try:
        if args.out is not None and args.out.suffix.lower() not in FORMATS:
            raise ExportError(
                f"{args.out.name} is not the name of a figure.", f"End the file name with {', '.join(FORMATS)}."
            )
        paths = [pipeline.find(name) for name in args.bundles]
        slide, image = pipeline.open(args.image, args.mpp)
    except FORESEEN as error:
        print_error(error)
        return SOME_FAILED
    from model.explain.memory_figure import Remembered, draw_memory

    found = []
    try:
        for path in paths:
            engine = follow(pipeline.load(path, args.device, "exact"), path.stem)
            prediction = follow(pipeline.analyse(slide, image, engine), args.image.name)
            explanation = follow(pipeline.explain(prediction, engine, "memory"), args.image.name)
            reach = tuple(explanation.facts["reach_tiles_back_by_layer"])
            # If several files have the same name, show their paths.
            name = path.stem if [other.stem for other in paths].count(path.stem) == 1 else str(path)
            found.append(Remembered(name, explanation.arrays["curve"], reach))
            steps, layers = explanation.arrays["curve"].shape[1], ", ".join(map(str, reach))
            print(f"{name}: memory reach by layer: {layers} of {steps} tiles")
        if args.out is not None:
            draw_memory(found, args.image.name, args.out)
            print(f"Written: {args.out}")
    except FORESEEN as error:
        print_error(error, str(args.image))
        return SOME_FAILED
    finally:
        slide.close()
    return GOOD
