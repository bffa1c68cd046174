"""`histocast predict --features`: print the probability of each feature file, and write files on request."""

import argparse
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.errors import FORESEEN, print_error
from app.cli.exit_codes import GOOD, NOTHING_STARTED, SOME_FAILED
from app.cli.feature_options import stated_of
from app.cli.predict_images import also_in_record, answer_rule, answer_to
from app.cli.progress import follow
from model.base.errors import HistocastError
from model.base.plural import plural

if TYPE_CHECKING:
    from model.bundle.bundle import Bundle
    from model.comparison.answers import AnswerRule
    from model.feature_files.stated import Stated
    from model.result.prediction import Prediction
    from model.slide.base import Slide
    from model.slide.record import ImageRecord


_IMAGES_ONLY = "--window and --cores need an image; all tiles of a feature file are analysed"
_NO_BACKBONE = "--device and --precision are for encoding images; the features in a file are already encoded"


def usage_fault(args: argparse.Namespace) -> str:
    """Return what is wrong with the combination of arguments, or ""."""
    return _fault_with_files(args) if args.features else _fault_without_files(args)


def _fault_without_files(args: argparse.Namespace) -> str:
    given = [name for name in ("image", "encoder", "encoder_sha256", "tile_px", "tile_mpp") if getattr(args, name)]
    if given:
        return f"--{given[0].replace('_', '-')} belongs to a feature file: give --features FILE"
    return "" if args.images else "the following arguments are required: IMAGE, or --features FILE"


def _fault_with_files(args: argparse.Namespace) -> str:
    if args.images:
        return "give images or --features FILE, not both; --image SLIDE names the slide of a feature file"
    if args.window or args.cores is not None:
        return _IMAGES_ONLY
    if args.device != "auto" or args.precision != "exact":
        return _NO_BACKBONE
    if args.image is not None and len(args.features) > 1:
        return "--image SLIDE belongs to one feature file; give one --features FILE"
    return ""


def predict_files(args: argparse.Namespace) -> int:
    """Predict all feature files of the arguments and return the exit code.

    If a file fails, report it and continue with the next.
    """
    from model.bundle.installed import find_bundle

    try:
        path = find_bundle(args.bundle)
        if args.out is not None:
            args.out.mkdir(parents=True, exist_ok=True)  # fail before the analysis, not after it
        from model.bundle.bundle import load_bundle

        rule = answer_rule(args.three_answers, path)
        work = _Files(load_bundle(path), stated_of(args, args.mpp), args, rule)
    except (HistocastError, OSError) as error:
        print_error(error)
        return NOTHING_STARTED
    for file in args.features:
        try:
            work.add(file)
        except FORESEEN as error:
            print_error(error, str(file))
            work.failed += 1
    return work.finish()


class _Files:
    """Predicts feature files one by one with one bundle."""

    def __init__(
        self, bundle: "Bundle", stated: "Stated", args: argparse.Namespace, rule: "AnswerRule | None"
    ) -> None:
        self._bundle, self._stated, self._args, self._rule = bundle, stated, args, rule
        self._stems: list[str] = []
        self.failed = 0

    def add(self, path: Path) -> None:
        """Predict one file, with its slide if there is one. Print the result and write its files."""
        if self._args.image is None:
            self._predict(path, self._stated)
            return
        from model.slide.opening import open_image

        slide, image = open_image(self._args.image, self._stated.mpp)
        with closing(slide):
            self._predict(path, replace(self._stated, mpp=image.mpp), slide, image)

    def _predict(
        self, path: Path, stated: "Stated", slide: "Slide | None" = None, image: "ImageRecord | None" = None
    ) -> None:
        from model.feature_files.read import read_feature_file
        from model.predict.feature_prediction import predict_features

        made = follow(predict_features(read_feature_file(path, stated), self._bundle, image), path.name)
        self._print(made, self._written(made, slide, path))

    def _written(self, made: "Prediction", slide: "Slide | None", path: Path) -> tuple[Path, ...]:
        from model.base.errors import ExportError
        from model.result.export.export_table import SUFFIXES, write_all
        from model.result.export.naming import stem_for

        folder = self._args.out
        if folder is None:
            return ()
        if made.feature_file is not None and made.feature_file.unit == "um":
            raise ExportError(
                f"The tile positions in {path.name} are in um. They must be in pixels of the slide.",
                "Give the slide with --image SLIDE, or its pixel size with --mpp.",
            )
        stem = stem_for(made.image, folder, SUFFIXES, self._stems)
        self._stems.append(stem)
        return write_all(made, slide, folder, stem)

    def _print(self, made: "Prediction", files: tuple[Path, ...]) -> None:
        answer = answer_to(made, self._rule)
        if self._args.json:
            from model.result.export.record import as_line

            print(as_line(made, also_in_record(answer)), flush=True)
            return
        from app.cli.result_text import block

        print(block(made, files, "", answer), end="\n\n", flush=True)

    def finish(self) -> int:
        """Print the summary and return the exit code."""
        count = len(self._args.features)
        if self.failed < count and not self._args.json:
            from model.result.export.wording import RESEARCH_USE_ONLY

            print(RESEARCH_USE_ONLY)
        if self.failed and count > 1:
            print(f"{self.failed} of {plural(count, 'feature file')} failed.", file=sys.stderr)
        return SOME_FAILED if self.failed else GOOD
