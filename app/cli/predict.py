"""`histocast predict`: print the probability of each image, and write files on request."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.command import example
from app.cli.feature_options import add_stated_options
from app.cli.model_options import add_bundle, add_device, add_mpp, add_precision
from app.cli.pipeline import ModelPipeline, Pipeline
from app.cli.predict_features import predict_files, usage_fault
from app.cli.predict_images import PredictRequest, predict_all
from app.cli.region_options import CORES_HELP, REGION_HELP, centre

if TYPE_CHECKING:
    from app.cli.command import Subparsers

NAME = "predict"
ANSWERS_HELP = (
    "also print low, uncertain or high, by a rule that study three-answers --out wrote for this bundle; the answer "
    "describes groups of patients and is not written to files"
)


def add_parser(commands: "Subparsers") -> None:
    """Add the command `predict`."""
    parser = commands.add_parser(
        NAME,
        help="analyse images and print the survival probability of each",
        description="Analyse images, or all images of a folder, and print the survival probability of each. With "
        "--features, analyse the features of a slide that TRIDENT, CLAM, STAMP or histocast features computed. With "
        "--out, an image is not analysed again if DIR has its result under the same conditions. Research use only.",
        epilog=example(
            "histocast predict spot.tif --out results", "histocast predict slide.svs --window 4317,3062",
            "histocast predict spots --three-answers rule.json",
            "histocast predict --features slide.h5 --bundle model.safetensors --image slide.svs --out results",
        ),
    )
    parser.add_argument("images", nargs="*", type=Path, metavar="IMAGE", help="image file or folder of images")
    add_bundle(parser)
    add_device(parser)
    add_precision(parser)
    add_mpp(parser)
    parser.add_argument("--json", action="store_true", help="print one JSON object per line")
    parser.add_argument("--out", type=Path, metavar="DIR", help="folder for STEM.json, .tiles.csv, .geojson ...")
    parser.add_argument("--window", type=centre, action="append", metavar="X,Y", default=[], help=REGION_HELP)
    parser.add_argument("--cores", type=Path, metavar="FILE", help=CORES_HELP)
    parser.add_argument("--three-answers", type=Path, metavar="RULE.json", help=ANSWERS_HELP)
    parser.add_argument(
        "--again", action="store_true", help="with --out: also analyse images that already have a result"
    )
    files = parser.add_argument_group("feature files instead of images")
    files.add_argument(
        "--features", type=Path, action="append", metavar="FILE", default=[], help="feature file (.h5); may be repeated"
    )
    files.add_argument("--image", type=Path, metavar="SLIDE", help="the slide on which the maps are drawn")
    add_stated_options(files)
    parser.set_defaults(run=run, refuse=parser.error)


def run(args: argparse.Namespace, pipeline: Pipeline | None = None) -> int:
    """Predict the images or feature files and return the exit code."""
    fault = usage_fault(args)
    if fault:
        args.refuse(fault)
    if args.features:
        return predict_files(args)
    regions = tuple(args.window)
    images, cores = tuple(args.images), args.cores
    request = PredictRequest(
        images, args.bundle, args.device, args.precision, args.mpp, args.json, args.out, regions, cores,
        args.three_answers, args.again,
    )  # fmt: skip
    return predict_all(request, pipeline or ModelPipeline())
