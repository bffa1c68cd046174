"""Predict images one by one with one engine, print each result, and write its files on request."""

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.cli.earlier import Conditions, conditions_of, earlier_line, earlier_record
from app.cli.errors import FORESEEN, print_error
from app.cli.exit_codes import GOOD, NOTHING_STARTED, SOME_FAILED
from app.cli.images import expand
from app.cli.pipeline import Pipeline
from app.cli.progress import follow
from app.cli.region_options import Part, parts_of
from model.base.errors import BackboneError, DeviceError, HistocastError
from model.base.plural import plural

if TYPE_CHECKING:
    from model.comparison.answers import AnswerRule
    from model.comparison.image_answer import ImageAnswer
    from model.result.prediction import Precision, Prediction
    from model.slide.base import Slide
    from model.slide.record import ImageRecord


@dataclass(frozen=True)
class PredictRequest:
    """What to predict, and how. If `out` is None, no files are written."""

    images: tuple[Path, ...]
    bundle: str
    device: str
    precision: "Precision"
    mpp: float | None
    json: bool
    out: Path | None
    regions: tuple[tuple[int, int], ...] = ()
    """Centres of the analysis regions in full-resolution pixel coordinates.

    If empty, the region at the centre of the slide is analysed.
    """
    cores: Path | None = None
    three_answers: Path | None = None
    """File of the rule that adds the answer low, uncertain or high to each probability."""
    again: bool = False
    """Whether images are analysed again although `out` has their results under the same conditions."""


class _EngineError(Exception):
    """Raised if the engine cannot be loaded. The run then stops, because every further image would fail too."""


def predict_all(request: PredictRequest, pipeline: Pipeline) -> int:
    """Predict all images with one engine and return the exit code.

    If an image fails, report it and continue with the next.
    """
    try:
        bundle = pipeline.find(request.bundle)
        rule = answer_rule(request.three_answers, bundle)
        if request.out is not None:
            request.out.mkdir(parents=True, exist_ok=True)  # fail before the analysis, not after it
    except (HistocastError, OSError) as error:
        print_error(error)
        return NOTHING_STARTED
    images, errors = expand(list(request.images))
    for skipped in errors:
        print_error(skipped, str(skipped.path))
    batch = _Batch(request, bundle, pipeline, rule)
    try:
        for number, path in enumerate(images, start=1):
            batch.add(path, f"{path.name} ({number} of {len(images)})" if len(images) > 1 else path.name)
    except _EngineError:
        return NOTHING_STARTED
    return batch.finish(len(images), len(errors))


def answer_rule(path: Path | None, bundle: Path) -> "AnswerRule | None":
    """Return the rule with three answers (low, uncertain or high) in the file `path`.

    Raise RaterError if it was fitted for another bundle.
    """
    if path is None:
        return None
    from model.bundle.installed import verified_sha256
    from model.comparison.image_answer import refuse_other_bundle
    from model.comparison.report.answers_file import read_rule

    rule = read_rule(path)
    refuse_other_bundle(rule, verified_sha256(bundle))
    return rule


def answer_to(prediction: "Prediction", rule: "AnswerRule | None") -> "ImageAnswer | None":
    """Return the rule's answer (low, uncertain or high) for a prediction; None without a rule."""
    if rule is None:
        return None
    from model.comparison.image_answer import answer_of

    return answer_of(rule, prediction)


def also_in_record(answer: "ImageAnswer | None") -> dict[str, Any]:
    """Return the entries that a rule adds to the printed record of a prediction; empty without a rule."""
    if answer is None:
        return {}
    from model.comparison.image_answer import image_answer_record

    return {"three_answers": image_answer_record(answer)}


class _Batch:
    """Predicts images one by one with the same engine, from the first `add` to `finish`."""

    def __init__(
        self, request: PredictRequest, bundle: Path, pipeline: Pipeline, rule: "AnswerRule | None" = None
    ) -> None:
        self._request, self._bundle, self._pipeline, self._rule = request, bundle, pipeline, rule
        self._engine: Any = None
        self._stems: list[str] = []
        self._failed: set[Path] = set()
        self._conditions: Conditions | None = None
        self._parts_done, self._parts_before = 0, 0
        if request.out is not None and not request.again:
            self._conditions = conditions_of(bundle, request.precision, request.device)

    def add(self, path: Path, title: str) -> None:
        """Predict one image, or the requested parts of it. Print each result and write its files."""
        try:
            slide, image = self._pipeline.open(path, self._request.mpp)
        except FORESEEN as error:
            self._fail(path, error)
            return
        try:
            for part in self._parts(slide, path):
                self._add_part(part, slide, image, path, f"{title}, {part.title}" if part.title else title)
        finally:
            slide.close()

    def _parts(self, slide: "Slide", path: Path) -> tuple[Part, ...]:
        try:
            parts, notes = parts_of(slide, self._request.regions, self._request.cores)
        except FORESEEN as error:
            self._fail(path, error)
            return ()
        for note in notes:
            print(f"{self._request.cores}: {note}", file=sys.stderr)
        return parts

    def _add_part(self, part: Part, slide: "Slide", image: "ImageRecord", path: Path, title: str) -> None:
        self._parts_done += 1
        if self._was_done(part, slide, image, path):
            return
        try:
            self._load_engine()
            prediction = follow(part.analyse(self._pipeline, slide, image, self._engine), title)
            answer = answer_to(prediction, self._rule)
            files = self._written(prediction, slide, path, part.name)
        except (BackboneError, DeviceError) as error:  # the backbone is loaded late; every other image would fail too
            print_error(error)
            raise _EngineError from error
        except FORESEEN as error:
            self._fail(path, error, part.title)
            return
        # Outside the `try`, because a closed output pipe is not a failure of this image.
        if self._request.json:
            from model.result.export.record import as_line

            print(as_line(prediction, also_in_record(answer)), flush=True)
        else:
            from app.cli.result_text import block

            print(block(prediction, files, part.title, answer), end="\n\n", flush=True)

    def _was_done(self, part: Part, slide: "Slide", image: "ImageRecord", path: Path) -> bool:
        """Return whether the part was analysed before under the same conditions; if so, print its result."""
        if self._request.out is None or self._conditions is None:
            return False
        from model.result.export.export_table import SUFFIXES
        from model.result.export.naming import stem_for

        stem = stem_for(image, self._request.out, SUFFIXES, self._stems, part.name)
        record = earlier_record(self._request.out, stem, self._conditions, part, slide, image)
        if record is None:
            return False
        self._stems.append(stem)
        self._parts_before += 1
        if self._request.json:
            print(json.dumps(record, separators=(",", ":"), allow_nan=False), flush=True)
        else:
            name = f"{path}, {part.title}" if part.title else str(path)
            print(earlier_line(name, record, self._request.out / f"{stem}.json"), end="\n\n", flush=True)
        return True

    def _fail(self, path: Path, error: BaseException, part: str = "") -> None:
        print_error(error, f"{path}, {part}" if part else str(path))
        self._failed.add(path)

    def finish(self, images: int, folders_failed: int) -> int:
        """Print the summary of `images` and return the exit code."""
        if len(self._failed) < images and not self._request.json:
            from model.result.export.wording import RESEARCH_USE_ONLY

            print(RESEARCH_USE_ONLY)
        if self._stems and not self._request.json:
            from model.result.export.identifiers import RESULT_FILES

            print(RESULT_FILES, file=sys.stderr)
        if self._parts_before:
            print(f"{self._parts_before} of {self._parts_done} were done before under the same conditions; --again "
                  "analyses them again.", file=sys.stderr)  # fmt: skip
        if self._failed and images > 1:
            print(f"{len(self._failed)} of {plural(images, 'image')} failed.", file=sys.stderr)
        return SOME_FAILED if self._failed or folders_failed else GOOD

    def _load_engine(self) -> None:
        """Load the engine. The caller does this only after an image was opened."""
        if self._engine is None:
            try:
                loading = self._pipeline.load(self._bundle, self._request.device, self._request.precision)
                self._engine = follow(loading, "model")
            except FORESEEN as error:
                print_error(error)
                raise _EngineError from error

    def _written(self, prediction: "Prediction", slide: "Slide", path: Path, part: str) -> tuple[Path, ...]:
        if self._request.out is None:
            return ()
        from model.result.export.export_table import SUFFIXES, write_all
        from model.result.export.naming import stem_for

        stem = stem_for(prediction.image, self._request.out, SUFFIXES, self._stems, part)
        wanted = Path(prediction.image.path).stem + (f"_{part}" if part else "")
        if stem != wanted:
            place = self._request.out / wanted
            print(f"{place}.* belongs to another image; the files of {path} are named {stem}.*", file=sys.stderr)
        self._stems.append(stem)
        try:
            return write_all(prediction, slide, self._request.out, stem)
        except HistocastError as error:
            # Only report this error, because the result itself is still printed.
            print_error(error, str(path))
            self._failed.add(path)
            return ()
