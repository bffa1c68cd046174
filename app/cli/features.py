"""`histocast features`: compute the features of images and write them for TRIDENT or STAMP."""

import argparse
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.command import example
from app.cli.errors import FORESEEN, print_error
from app.cli.exit_codes import GOOD, NOTHING_STARTED, SOME_FAILED
from app.cli.images import expand
from app.cli.model_options import add_bundle, add_device, add_mpp
from app.cli.pipeline import ModelPipeline, Pipeline
from app.cli.progress import follow
from model.base.plural import plural

if TYPE_CHECKING:
    from app.cli.command import Subparsers
    from model.backbone.base import Encoder
    from model.bundle.choices import Blank
    from model.predict.feature_export import ExportPlan

NAME = "features"


def add_parser(commands: "Subparsers") -> None:
    """Add the command `features`."""
    parser = commands.add_parser(
        NAME,
        help="write the features of images as HDF5 files for TRIDENT, CLAM or STAMP",
        description="Compute the features of the analysis region of each image, or of all its tissue, with a model's "
        "encoder or an installed encoder. Write them as DIR/NAME.h5 in the layout of TRIDENT (which CLAM reads too) "
        "or of STAMP. Tiles without tissue are left out. The files hold numbers computed from the tissue, no picture. "
        "Research use only.",
        epilog=example(
            "histocast features spots --format trident --out features",
            "histocast features slides --whole-slide --backbone mine --format stamp --out features",
        ),
    )
    parser.add_argument("images", nargs="+", type=Path, metavar="IMAGE", help="image file or folder of images")
    parser.add_argument("--format", choices=["trident", "stamp"], required=True, help="layout of the files")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder for NAME.h5")
    whose = "the model that supplies the encoder and the tiles (default: the embedded one)"
    source = parser.add_mutually_exclusive_group()
    add_bundle(source, whose)
    source.add_argument("--backbone", default="", metavar="NAME", help="use an installed encoder instead of a model")
    parser.add_argument(
        "--whole-slide", action="store_true", help="cover all tissue with tiles, not only the analysis region"
    )
    add_device(parser)
    add_mpp(parser)
    parser.add_argument("--all-tiles", action="store_true", help="write tiles without tissue too")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace, pipeline: Pipeline | None = None) -> int:
    """Write the features of all images and return the exit code.

    If an image fails, continue with the next.
    """
    pipeline = pipeline or ModelPipeline()
    images, errors = expand(list(args.images))
    for skipped in errors:
        print_error(skipped, str(skipped.path))
    failed, written = len(errors), set[str]()
    try:
        from model.base.files import refuse_unwritable

        refuse_unwritable(args.out)
        source = _source(args, pipeline)
    except FORESEEN as error:
        print_error(error)
        return NOTHING_STARTED
    for image in images:
        try:
            path = _free(args.out, image, written)
            count = _write(image, path, args, pipeline, source)
        except FORESEEN as error:
            print_error(error, str(image))
            failed += 1
            continue
        written.add(path.name.casefold())
        print(f"{path}: {plural(count, 'tile')}")
    return SOME_FAILED if failed else GOOD


def _source(args: argparse.Namespace, pipeline: Pipeline) -> "tuple[ExportPlan, Encoder]":
    """Load the model's encoder or the installed encoder, and return the plan of its tiles and the encoder."""
    from model.predict.feature_export import ExportPlan, plan_of_backbone

    blank: Blank = "read" if args.all_tiles else "skip"
    if args.backbone:
        from model.training.train import load_encoder

        encoder = follow(load_encoder(args.backbone, args.device), "encoder")
        return plan_of_backbone(args.backbone, encoder, blank, args.format), encoder
    bundle = pipeline.find(args.bundle)
    engine = follow(pipeline.load(bundle, args.device, "exact"), "model")
    manifest = engine.bundle.manifest
    return ExportPlan(manifest.grid, manifest.encoder, blank, args.format), engine.encoder


def _free(folder: Path, image: Path, written: set[str]) -> Path:
    """Return the path of the feature file for `image` in `folder`.

    Raise FeatureFileError if `written` has this file name already, for another image of this run.
    """
    from model.base.errors import FeatureFileError

    path = folder / f"{image.stem}.h5"
    if path.name.casefold() in written:
        raise FeatureFileError(
            f"{path} already holds the features of another image with this name.",
            "Write the images of different folders into different folders.",
        )
    return path


def _write(
    image: Path, path: Path, args: argparse.Namespace, pipeline: Pipeline, source: "tuple[ExportPlan, Encoder]"
) -> int:
    """Write the features of `image` to `path` and return the number of tiles."""
    from model.feature_files.replaceable import refuse_foreign
    from model.predict.feature_cache import default_cache
    from model.predict.feature_export import export_features, export_slide_features
    from model.region.region import place

    plan, encoder = source
    slide, record = pipeline.open(image, args.mpp)
    with closing(slide):
        refuse_foreign(path, record.sha256)
        if args.whole_slide:
            return len(follow(export_slide_features(slide, record, plan, encoder, path), image.name).index)
        placement = place(slide.size, record.mpp, plan.grid.window_px, plan.encoder.mpp)
        steps = export_features(slide, record, placement, plan, encoder, path, default_cache())
        return len(follow(steps, image.name).index)
