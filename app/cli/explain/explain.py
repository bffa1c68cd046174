"""`histocast explain`: explain the model's result for an image, and write files on request."""

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.command import example
from app.cli.errors import FORESEEN, print_error
from app.cli.exit_codes import GOOD, NOTHING_STARTED, SOME_FAILED
from app.cli.model_options import add_bundle, add_device, add_mpp, add_precision
from app.cli.pipeline import ModelPipeline, Pipeline
from app.cli.progress import follow
from model.base.errors import HistocastError

if TYPE_CHECKING:
    from app.cli.command import Subparsers
    from model.explain.explanation import Explanation
    from model.result.prediction import Prediction
    from model.slide.base import Slide

NAME = "explain"
METHODS = ("occlusion", "regions", "blocks", "ig", "memory", "order")
"""The keys of `model.explain.explanation.METHODS`, repeated here because importing that module loads NumPy."""


def add_parser(commands: "Subparsers") -> None:
    """Add the command `explain`."""
    parser = commands.add_parser(
        NAME,
        help="show which tiles of an image the model used, and how the result depends on the tile order",
        description="Analyse an image like predict and explain the result. occlusion: how the probability changes if "
        "a tile is replaced by glass; regions: the same for connected regions of similar tiles; blocks: the same for 3 "
        "x 3 tiles; ig: integrated gradients from glass; memory: how strongly each step affects the log odds at the "
        "end; order: the probability in other tile orders. Explanations show what the model used, not what harms a "
        "patient. Research use only.",
        epilog=example("histocast explain spot.tif --method regions --out explained"),
    )
    parser.add_argument("image", type=Path, metavar="IMAGE", help="image file")
    parser.add_argument(
        "--method", choices=METHODS, default="occlusion", help="method of explanation (default: %(default)s)"
    )
    add_bundle(parser)
    add_device(parser)
    add_precision(parser)
    add_mpp(parser)
    parser.add_argument(
        "--log-odds",
        action="store_true",
        help="list tiles and draw the picture in log odds instead of points (1 point is 0.01 of the probability)",
    )
    parser.add_argument("--json", action="store_true", help="print the record as one JSON object")
    parser.add_argument(
        "--out", type=Path, metavar="DIR", help="write STEM.explain-METHOD.json, .csv, .npz, .png and .geojson here"
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace, pipeline: Pipeline | None = None) -> int:
    """Analyse one image, explain the result by one method, and return the exit code."""
    from model.result.order_check import with_order_check

    pipeline = pipeline or ModelPipeline()
    try:
        bundle = pipeline.find(args.bundle)
        if args.out is not None:
            args.out.mkdir(parents=True, exist_ok=True)  # fail before the analysis, not after it
    except (HistocastError, OSError) as error:
        print_error(error)
        return NOTHING_STARTED
    try:
        slide, image = pipeline.open(args.image, args.mpp)
    except FORESEEN as error:
        print_error(error, str(args.image))
        return SOME_FAILED
    try:
        engine = follow(pipeline.load(bundle, args.device, args.precision), "model")
        prediction = follow(pipeline.analyse(slide, image, engine), args.image.name)
        explanation = follow(pipeline.explain(prediction, engine, args.method), args.image.name)
        prediction = with_order_check(prediction, explanation.readings)
        files = _written(explanation, prediction, slide, args.out, args.log_odds)
    except FORESEEN as error:
        print_error(error, str(args.image))
        return SOME_FAILED
    finally:
        slide.close()
    _print(explanation, prediction, files, args.json, args.log_odds)
    return GOOD


def _written(
    explanation: "Explanation", prediction: "Prediction", slide: "Slide", folder: Path | None, log_odds: bool
) -> tuple[Path, ...]:
    if folder is None:
        return ()
    from model.explain.files import suffixes, write_explanation
    from model.result.export.base import Exported
    from model.result.export.naming import RECORD_SUFFIX, stem_for

    endings = suffixes(explanation.method.key)
    records = (RECORD_SUFFIX, endings[0])
    stem = stem_for(prediction.image, folder, (RECORD_SUFFIX, *endings), (), records=records)
    return write_explanation(explanation, Exported(prediction, slide), folder, stem, log_odds)


def _print(
    explanation: "Explanation", prediction: "Prediction", files: tuple[Path, ...], as_json: bool, log_odds: bool
) -> None:
    from app.cli.result_text import block
    from model.explain.drawing import drawn_values, floor_sentence
    from model.explain.files import as_explanation_record, named_tiles
    from model.result.export.wording import RESEARCH_USE_ONLY

    if as_json:
        record = as_explanation_record(explanation, prediction)
        print(json.dumps(record, separators=(",", ":"), allow_nan=False), flush=True)
        return
    print(block(prediction, files), end="\n\n")
    print(f"{explanation.method.title}: {explanation.method.sentence}")
    if floor_sentence(explanation):
        print(floor_sentence(explanation))
    if explanation.values is not None:
        print(f"  {'values in':<20}{drawn_values(explanation, log_odds).measure}")
    for title, tiles in named_tiles(explanation, prediction).items():
        key = "points" if explanation.points is not None and not log_odds else "value"
        listed = [f"row {tile['row']:g} col {tile['col']:g} ({tile[key]:+.2g})" for tile in tiles]
        print(f"  {title.replace('_', ' '):<20}{', '.join(listed) or 'no tile'}")
    for name, text in _facts(explanation).items():
        print(f"  {name:<20}{text}")
    print(f"\n{RESEARCH_USE_ONLY}", flush=True)


def _facts(explanation: "Explanation") -> dict[str, str]:
    """Return the facts about `explanation` that the command prints, as {title: text}."""
    facts, found = explanation.facts, {"glass": str(explanation.facts["glass"])}
    if "removed_tile" in facts:
        found["removed tile"] = facts["removed_tile"]
    if explanation.agreement is not None:
        ig = facts["integrated_gradients"]
        found["agreement"] = f"occlusion and integrated gradients: {explanation.agreement.text}"
        state = "complete" if ig["complete"] else "NOT COMPLETE"
        found["completeness"] = f"{state}: residual {ig['residual']:+.2g}, {ig['residual_share']:.1%} of the difference"
    if "reach_tiles_back_by_layer" in facts:
        found["tiles back by layer"] = ", ".join(str(reach) for reach in facts["reach_tiles_back_by_layer"])
    if "words" in facts:
        found["stability"] = facts["words"]
    return found
