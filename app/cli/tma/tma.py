"""`histocast tma`: find the cores of a tissue microarray, or predict each of them."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.command import example
from app.cli.errors import FORESEEN, print_error
from app.cli.exit_codes import GOOD, NOTHING_STARTED, SOME_FAILED
from app.cli.model_options import add_bundle, add_device, add_mpp, add_precision
from app.cli.pipeline import ModelPipeline, Pipeline
from app.cli.tma import analyse as tma_analyse
from app.cli.tma.cores import cores_of
from model.base.errors import ExportError
from model.base.plural import plural

if TYPE_CHECKING:
    from app.cli.command import Subparsers

NAME = "tma"


def add_parser(commands: "Subparsers") -> None:
    """Add the command `tma`."""
    parser = commands.add_parser(
        NAME,
        help="find the cores of a tissue microarray, and analyse them",
        description="Find and name the cores on a slide of a tissue microarray, or analyse each of them. "
        "Research use only.",
        epilog=example(
            "histocast tma find slide.svs --out cores",
            "histocast tma analyse slide.svs --cores cores/slide.cores.csv --out results",
        ),
    )
    actions = parser.add_subparsers(metavar="ACTION", required=True)
    find = actions.add_parser(
        "find",
        help="find and name the cores, and write a table, GeoJSON for QuPath and a picture",
        description="Find the cores on a slide and name them by row and column. Write them as a table, as GeoJSON for "
        "QuPath and as a picture, so that you can correct them.",
        epilog=example("histocast tma find slide.svs --core-map map.csv --out cores"),
    )
    _add_common(find)
    find.add_argument("--replace", action="store_true", help="overwrite cores found earlier, and their corrections")
    find.set_defaults(run=run_find)
    analyse = actions.add_parser(
        "analyse",
        help="analyse the cores and write one row per core; can be stopped and resumed",
        description="Analyse the cores of a slide with one model, and write a table with one row per core. If you stop "
        "the command, the next run continues. Research use only.",
        epilog=example("histocast tma analyse slide.svs --cores cores/slide.cores.csv --out results"),
    )
    _add_common(analyse)
    option = analyse.add_argument
    cores = "table or GeoJSON of cores; auto: find the cores (default: %(default)s)"
    option("--cores", default="auto", metavar="FILE|auto", help=cores)
    option("--only", metavar="A-3,B-1", help="analyse these cores only")
    add_bundle(analyse)
    add_device(analyse)
    add_precision(analyse)
    option("--all-files", action="store_true", help="write all result files of every core, not only its JSON record")
    analyse.set_defaults(run=tma_analyse.run)


def run_find(args: argparse.Namespace, pipeline: Pipeline | None = None) -> int:
    """Find the cores of one slide, write them to a file, and return the exit code."""
    from model.tma.core_files import SUFFIXES, write_core_files
    from model.tma.core_table import OfSlide

    try:
        there = [path for suffix in SUFFIXES if (path := args.out / (args.slide.stem + suffix)).exists()]
        if there and not args.replace:
            remedy = "Choose another folder, or overwrite it with --replace."
            raise ExportError(f"{there[0]} already exists and may hold your corrections.", remedy)
        slide, image = (pipeline or ModelPipeline()).open(args.slide, args.mpp)
    except FORESEEN as error:
        print_error(error)
        return NOTHING_STARTED
    try:
        array, notes = cores_of("auto", slide, image, args.core_map)
        files = write_core_files(array, slide, OfSlide(args.slide.name, image.sha256), args.out)
    except FORESEEN as error:
        print_error(error, str(args.slide))
        return SOME_FAILED
    finally:
        slide.close()
    for note in notes:
        print(note, file=sys.stderr)
    print(f"{plural(len(array.present), 'core')}, {len(array.cores) - len(array.present)} missing")
    for path in files:
        print(path)
    return GOOD


def _add_common(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("slide", type=Path, metavar="SLIDE", help="image of the whole array")
    parser.add_argument(
        "--core-map", type=Path, metavar="FILE.csv", help="core map: a table with the columns core, case_id and status"
    )
    add_mpp(parser)
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder for the files")
