"""`histocast predict`: images come in; the probability of each, and files if wanted, go out."""

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.cli.errors import FORESEEN, tell
from app.cli.exit_codes import GOOD, NOTHING_STARTED, SOME_FAILED
from app.cli.images import expand
from app.cli.pipeline import ModelPipeline, Pipeline
from app.cli.progress import follow
from app.cli.region_options import CORES_HELP, REGION_HELP, Part, centre, parts_of
from model.base.errors import HistocastError

if TYPE_CHECKING:
    from app.cli.command import Subparsers
    from model.result.prediction import Precision, Prediction
    from model.slide.base import Slide
    from model.slide.record import ImageRecord

NAME = "predict"
PRECISION_HELP = "fast: int8 or half precision, once its error was measured: bench --accuracy (default: %(default)s)"


@dataclass(frozen=True)
class Order:
    """What is asked for: `out` None writes no files."""

    images: tuple[Path, ...]
    bundle: str
    device: str
    precision: "Precision"
    mpp: float | None
    json: bool
    out: Path | None
    windows: tuple[tuple[int, int], ...] = ()
    """Middles of windows, px of full resolution; without any the window lies in the middle."""
    cores: Path | None = None


class _EngineError(Exception):
    """The engine cannot be loaded: no further image would fare better."""


def add_parser(commands: "Subparsers") -> None:
    parser = commands.add_parser(
        NAME,
        help="read images and print the survival probability of each",
        description="Read images, or all images of a folder, and print the survival probability of each. "
        "Research use only.",
    )
    parser.add_argument("images", nargs="+", type=Path, metavar="IMAGE", help="image file or folder of images")
    parser.add_argument("--bundle", default="", metavar="NAME|FILE", help="the model (default: the embedded one)")
    parser.add_argument("--device", default="auto", help="auto, cpu, cuda:N or mps (default: %(default)s)")
    parser.add_argument("--precision", choices=["exact", "fast"], default="exact", help=PRECISION_HELP)
    parser.add_argument("--mpp", type=float, help="pixel size in um/px, where the file states none or a wrong one")
    parser.add_argument("--json", action="store_true", help="one JSON object a line on standard output")
    parser.add_argument("--out", type=Path, metavar="DIR", help="write STEM.json, .tiles.csv, .geojson ... here")
    parser.add_argument("--window", type=centre, action="append", metavar="X,Y", default=[], help=REGION_HELP)
    parser.add_argument("--cores", type=Path, metavar="FILE", help=CORES_HELP)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace, pipeline: Pipeline | None = None) -> int:
    windows = tuple(args.window)
    order = Order(
        tuple(args.images), args.bundle, args.device, args.precision, args.mpp, args.json, args.out, windows, args.cores
    )
    return predict_all(order, pipeline or ModelPipeline())


def predict_all(order: Order, pipeline: Pipeline) -> int:
    """Every image in turn, all through one engine; a file that fails is told and the rest go on."""
    try:
        bundle = pipeline.find(order.bundle)
        if order.out is not None:
            order.out.mkdir(parents=True, exist_ok=True)  # not after minutes of reading
    except (HistocastError, OSError) as error:
        tell(error)
        return NOTHING_STARTED
    images, troubles = expand(list(order.images))
    for trouble in troubles:
        tell(trouble, str(trouble.path))
    batch = _Batch(order, bundle, pipeline)
    try:
        for number, path in enumerate(images, start=1):
            batch.add(path, f"{path.name} ({number} of {len(images)})" if len(images) > 1 else path.name)
    except _EngineError:
        return NOTHING_STARTED
    return batch.finish(len(images), len(troubles))


class _Batch:
    """Images on their way through one engine, from the first `add` to `finish`."""

    def __init__(self, order: Order, bundle: Path, pipeline: Pipeline) -> None:
        self._order, self._bundle, self._pipeline = order, bundle, pipeline
        self._engine: Any = None
        self._stems: list[str] = []
        self._failed: set[Path] = set()

    def add(self, path: Path, title: str) -> None:
        """Predict one image, or the parts of it that were asked for; print each and write its files."""
        try:
            slide, image = self._pipeline.open(path, self._order.mpp)
        except FORESEEN as error:
            self._fail(path, error)
            return
        try:
            for part in self._parts(slide, path):
                self._add_part(part, slide, image, path, f"{title}, {part.words}" if part.words else title)
        finally:
            slide.close()

    def _parts(self, slide: "Slide", path: Path) -> tuple[Part, ...]:
        try:
            parts, notes = parts_of(slide, self._order.windows, self._order.cores)
        except FORESEEN as error:
            self._fail(path, error)
            return ()
        for note in notes:
            print(f"{self._order.cores}: {note}", file=sys.stderr)
        return parts

    def _add_part(self, part: Part, slide: "Slide", image: "ImageRecord", path: Path, title: str) -> None:
        try:
            self._load_engine()
            prediction = follow(part.analyse(self._pipeline, slide, image, self._engine), title)
            files = self._written(prediction, slide, path, part.name)
        except FORESEEN as error:
            self._fail(path, error, part.words)
            return
        # Outside the `try`: a reader of our output who has gone is not this image's failure.
        if self._order.json:
            from model.result.export.record import as_line

            print(as_line(prediction), flush=True)
        else:
            from app.cli.result_text import block

            print(block(prediction, files, part.words), end="\n\n", flush=True)

    def _fail(self, path: Path, error: BaseException, part: str = "") -> None:
        tell(error, f"{path}, {part}" if part else str(path))
        self._failed.add(path)

    def finish(self, images: int, folders_failed: int) -> int:
        """Close the account of `images` and give the exit code."""
        if len(self._failed) < images and not self._order.json:
            from model.result.export.wording import RESEARCH_USE_ONLY

            print(RESEARCH_USE_ONLY)
        if self._failed and images > 1:
            print(f"{len(self._failed)} of {images} images failed.", file=sys.stderr)
        return SOME_FAILED if self._failed or folders_failed else GOOD

    def _load_engine(self) -> None:
        """Load the engine before the first image that can be opened."""
        if self._engine is None:
            try:
                loading = self._pipeline.load(self._bundle, self._order.device, self._order.precision)
                self._engine = follow(loading, "model")
            except FORESEEN as error:
                tell(error)
                raise _EngineError from error

    def _written(self, prediction: "Prediction", slide: "Slide", path: Path, part: str) -> tuple[Path, ...]:
        if self._order.out is None:
            return ()
        from model.result.export.export_table import SUFFIXES, write_all
        from model.result.export.naming import stem_for

        stem = stem_for(prediction.image, self._order.out, SUFFIXES, self._stems, part)
        wanted = Path(prediction.image.path).stem + (f"_{part}" if part else "")
        if stem != wanted:
            place = self._order.out / wanted
            print(f"{place}.* belongs to another image; {path} is written as {stem}.*", file=sys.stderr)
        self._stems.append(stem)
        try:
            return write_all(prediction, slide, self._order.out, stem)
        except HistocastError as error:
            # The result is printed all the same.
            tell(error, str(path))
            self._failed.add(path)
            return ()
