"""`histocast tma analyse`: analyse all cores of a slide with one engine, and write a table with one row per core."""

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.cli.comma_list import names
from app.cli.errors import FORESEEN, error_text, print_error
from app.cli.exit_codes import GOOD, NOTHING_STARTED, SOME_FAILED
from app.cli.pipeline import ModelPipeline, Pipeline
from app.cli.progress import follow
from app.cli.tma.cores import cores_of
from model.base.errors import TmaError
from model.base.plural import plural

if TYPE_CHECKING:
    from model.result.prediction import Prediction
    from model.slide.base import Slide
    from model.slide.record import ImageRecord
    from model.tma.array import Core, TmaArray
    from model.tma.results import CoreResult


@dataclass(frozen=True)
class Asked:
    """What the user asked for: a slide with its cores, the cores to analyse, and the folder for the results."""

    slide: "Slide"
    image: "ImageRecord"
    array: "TmaArray"
    wanted: "tuple[Core, ...]"
    out: Path
    all_files: bool

    @property
    def table(self) -> Path:
        """Return the path of the result table, which has one row per core."""
        return self.out / f"{Path(self.image.path).stem}.results.csv"


def run(args: argparse.Namespace, pipeline: Pipeline | None = None) -> int:
    """Analyse the cores and return the exit code."""
    from model.tma.core_table import OfSlide
    from model.tma.results import check_free

    pipeline = pipeline or ModelPipeline()
    try:
        bundle = pipeline.find(args.bundle)
        args.out.mkdir(parents=True, exist_ok=True)  # fail now, not after minutes of analysis
        slide, image = pipeline.open(args.slide, args.mpp)
    except FORESEEN as error:
        print_error(error)
        return NOTHING_STARTED
    try:
        array, notes = cores_of(args.cores, slide, image, args.core_map)
        for note in notes:
            print(note, file=sys.stderr)
        asked = Asked(slide, image, array, _wanted(array, args.only), args.out, args.all_files)
        check_free(OfSlide(args.slide.name, image.sha256), asked.table)
        engine = follow(pipeline.load(bundle, args.device, args.precision), "model")
        return _analyse_all(asked, pipeline, engine)
    except FORESEEN as error:
        print_error(error, str(args.slide))
        return NOTHING_STARTED
    finally:
        slide.close()


def _wanted(array: "TmaArray", only: str | None) -> "tuple[Core, ...]":
    """Return the cores to analyse, in the order of the array.

    They are the cores named in `only`. If `only` is None, they are all cores that are not marked as missing.
    """
    if only is None:
        wanted = array.present
    else:
        named = {array.core(name).place for name in names(only)}
        wanted = tuple(core for core in array.cores if core.place in named)
    if not wanted:
        raise TmaError("There is no core to analyse.", "Choose cores with --only, or correct the table of cores.")
    return wanted


def _analyse_all(asked: Asked, pipeline: Pipeline, engine: Any) -> int:
    """Analyse the cores one after another, and return the exit code.

    The table is written again after each core, so that an interrupted run keeps its results.
    """
    from model.result.export.wording import RESEARCH_USE_ONLY
    from model.tma.core_geojson import write_core_geojson
    from model.tma.core_table import OfSlide
    from model.tma.results import CoreResult, measurements, write_results

    of, table = OfSlide(Path(asked.image.path).name, asked.image.sha256), asked.table
    geojson = table.with_suffix(".geojson")
    results: dict[str, CoreResult] = {}
    for number, core in enumerate(asked.wanted, start=1):
        try:
            title = f"{core.label} ({number} of {len(asked.wanted)})"
            prediction = follow(pipeline.analyse_core(asked.slide, asked.image, engine, core), title)
            results[core.label] = CoreResult(prediction)
            _write_core(prediction, asked, core)
        except FORESEEN as error:
            print_error(error, core.label)
            before = results.get(core.label)
            results[core.label] = CoreResult(before.prediction if before else None, error_text(error)[0])
        write_results(asked.array, of, results, table)
        print(_line(core, results[core.label]), flush=True)
    write_core_geojson(asked.array, of, geojson, measurements(results))
    print(f"{table}\n{geojson}\n{RESEARCH_USE_ONLY}")
    failed = sum(bool(result.trouble) for result in results.values())
    if failed:
        print(f"{failed} of {plural(len(asked.wanted), 'core')} failed.", file=sys.stderr)
    return SOME_FAILED if failed else GOOD


def _write_core(prediction: "Prediction", asked: Asked, core: "Core") -> None:
    from model.result.export.export_table import EXPORTS, write_export
    from model.result.export.naming import stem_for

    exports = EXPORTS if asked.all_files else EXPORTS[:1]
    stem = stem_for(prediction.image, asked.out, (export.suffix for export in exports), (), core.label)
    for export in exports:
        write_export(export, prediction, asked.slide, asked.out / (stem + export.suffix))


def _line(core: "Core", result: "CoreResult") -> str:
    """Return the line of text for one core."""
    from app.cli.result_text import line

    name = core.label + (f" ({core.case_id})" if core.case_id else "")
    return f"{name}: {result.trouble}" if result.prediction is None else line(name, result.prediction)
