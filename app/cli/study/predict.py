"""`histocast study predict`: predict all spots of a study with one engine, and save the predictions in the study.

The command can be stopped at any time. Finished predictions are kept, and the next run predicts the other spots.
"""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.cli.command import example
from app.cli.errors import FORESEEN, error_text, print_error
from app.cli.exit_codes import GOOD, NOTHING_STARTED, SOME_FAILED
from app.cli.model_options import add_bundle, add_device, add_mpp, add_precision
from app.cli.pipeline import ModelPipeline, Pipeline
from app.cli.progress import follow
from model.base.plural import plural

if TYPE_CHECKING:
    from app.cli.command import Subparsers
    from model.result.prediction import Prediction
    from model.study.spots import StudySpot
    from model.study.store import Study


def add_parser(actions: "Subparsers") -> None:
    """Add the command `study predict`."""
    parser = actions.add_parser(
        "predict",
        help="analyse the spots with a model; can be stopped and resumed",
        description="Analyse all spots of a study with a model, and save the predictions in the study. If you stop the "
        "command, the next run continues. Research use only.",
        epilog=example("histocast study predict liver.histostudy --bundle demo"),
    )
    parser.add_argument("study", type=Path, metavar="STUDY")
    option = parser.add_argument
    add_bundle(parser)
    add_device(parser)
    add_precision(parser)
    add_mpp(parser, "pixel size in um/px, if the files give none or a wrong one")
    option("--most", type=int, metavar="N", help="analyse at most N spots in this run")
    option(
        "--again",
        action="store_true",
        help="analyse also spots that this model has already analysed; the newest result counts",
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace, pipeline: Pipeline | None = None) -> int:
    """Predict the spots of the study and return the exit code."""
    from model.base.files import file_sha256
    from model.study.predictions import states_of
    from model.study.store import open_study

    pipeline = pipeline or ModelPipeline()
    try:
        bundle = pipeline.find(args.bundle)
        sha256 = file_sha256(bundle)
        with open_study(args.study) as study:
            engine, arithmetic = None, None
            if args.precision != "exact":  # which number format this is depends on the device
                engine = follow(pipeline.load(bundle, args.device, args.precision), "model")
                arithmetic = engine.device.arithmetic
            states = states_of(study, sha256, args.precision, arithmetic)
            wanted = [one.spot for one in states if args.again or one.state in ("unread", "failed")][: args.most]
            print(f"{len(wanted)} of {plural(len(states), 'spot')} to analyse")
            if not wanted:
                return GOOD
            with study.changing():  # report a study that cannot be written before the model is loaded
                pass
            engine = engine or follow(pipeline.load(bundle, args.device, args.precision), "model")
            return _Batch(study, pipeline, engine, sha256, args.precision, args.mpp).read(wanted)
    except FORESEEN as error:
        print_error(error)
        return NOTHING_STARTED


class _Batch:
    """Predicts spots with one engine and saves each result in the study."""

    def __init__(
        self, study: "Study", pipeline: Pipeline, engine: Any, sha256: str, precision: str, mpp: float | None
    ) -> None:
        self._study, self._pipeline, self._engine = study, pipeline, engine
        self._sha256, self._precision, self._mpp = sha256, precision, mpp

    def read(self, spots: "list[StudySpot]") -> int:
        from app.cli.result_text import line
        from model.result.export.wording import RESEARCH_USE_ONLY
        from model.study.predictions import add_failure, add_prediction

        failed = 0
        for number, spot in enumerate(spots, start=1):
            try:
                prediction = self._predicted(spot, f"{spot.name} ({number} of {len(spots)})")
                add_prediction(self._study, spot, prediction)
                print(line(spot.name, prediction), flush=True)
            except FORESEEN as error:
                failed += 1
                print_error(error, spot.name)
                add_failure(self._study, spot, self._sha256, self._precision, error_text(error)[0])
        print(RESEARCH_USE_ONLY)
        if failed:
            print(f"{failed} of {plural(len(spots), 'spot')} failed.", file=sys.stderr)
        return SOME_FAILED if failed else GOOD

    def _predicted(self, spot: "StudySpot", title: str) -> "Prediction":
        from model.study.spots import needed_image

        slide, image = self._pipeline.open(needed_image(self._study.folder, spot), self._mpp)
        try:
            return follow(self._pipeline.analyse_region(slide, image, self._engine, spot.region), title)
        finally:
            slide.close()
