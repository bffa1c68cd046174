"""Run the queue with the cohort engine: list its spots, analyse them on the network's thread, and save each result.

A run of the queue is a cohort run. Its folder contains `spots.csv`, the table of its spots. The user can continue the
run with `histocast cohort run spots.csv --out FOLDER`. The queue, this command and `histocast predict` give the same
numbers.
"""

import hashlib
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from app.language.text import tr
from app.session.queue_state import QueuedSpot, QueueRun
from app.viewer.tasks import Steps
from model.base.csv_writer import CsvWriter
from model.base.errors import StudyError
from model.base.progress import Progress
from model.cohort.identity import RunIdentity
from model.cohort.run_folder import RunFolder
from model.cohort.spot import PlannedSpot
from model.cohort.spot_queue import SpotQueue
from model.result.prediction import Precision, Prediction

if TYPE_CHECKING:
    from model.cohort.analyse import Job
    from model.cohort.outcome import Outcome, SpotDone, SpotFailed
    from model.predict.engine import Engine

STUDY = ".histostudy"
"""Suffix of studies, equal to the suffix in `model.study.file.kind`.

It is repeated here, so that the window starts without importing that module.
"""
SPOTS = "spots.csv"
RUNS = "runs"
_COLUMNS = ("image", "core", "x", "y", "patient_id")


@dataclass(frozen=True)
class SpotStarted:
    """An event of the queue: the analysis of a spot has begun."""

    spot: QueuedSpot


@dataclass(frozen=True, eq=False)
class SpotSaved:
    """An event of the queue: this run or an earlier run has saved a result.

    `record` is the prediction as plain data. `prediction` is the whole prediction; None if an earlier run computed it.
    """

    spot: QueuedSpot
    record: Mapping[str, Any]
    prediction: Prediction | None = None


@dataclass(frozen=True)
class SpotMissed:
    """An event of the queue: a spot could not be analysed. `reason` includes the remedy."""

    spot: QueuedSpot
    reason: str


QueueEvent = SpotStarted | SpotSaved | SpotMissed


class QueueLink(Protocol):
    """Gives a run on the network's thread the waiting spots of the window's queue, and reports events to this queue."""

    def wanted(self) -> Iterator[tuple[QueueRun, QueuedSpot]]:
        """Yield the waiting spots with their runs, in the current order. Yield nothing while the queue is paused."""
        ...

    def tell(self, event: QueueEvent) -> None:
        """Report `event` to the queue of the window."""
        ...


def identity_of(bundle_sha256: str, precision: Precision) -> RunIdentity:
    """Return the identity of a queue run, which stands for the conditions of its results.

    `cohort run` with this bundle and precision has the same identity.
    """
    return RunIdentity(bundle_sha256, precision, None, (), f"histocast {version('histocast')}")


def folder_of_run(runs: Path, source: Path, identity: RunIdentity) -> Path:
    """Return the folder in `runs` for the results of `source`. Each pair of source and identity has its own folder."""
    short = hashlib.sha256(str(source).encode("utf-8", "backslashreplace")).hexdigest()[:6]
    return runs / f"{source.stem or 'images'}-{short}-{identity.run_id[:8]}"


def spots_of(source: Path) -> tuple[QueuedSpot, ...]:
    """Return the spots of a folder, an image or a study. `cohort run` would plan the same spots.

    Files for which no spot can be planned are included, so that the queue shows why they have no result. Raise
    StudyError for a study with open blinded reads, because the queue shows the model's answers.
    """
    from model.cohort.plan import plan_run

    if source.suffix.lower() == STUDY:
        _refuse_open_reads(source)
    plan = plan_run(source)
    root = source if source.is_dir() else source.parent
    return (*map(_queued, plan.spots), *(QueuedSpot(root / one.place) for one in plan.left_out))


def _refuse_open_reads(source: Path) -> None:
    from model.study.comparison_input import open_reads
    from model.study.store import look_at_study

    with look_at_study(source) as study:
        count = sum(one.open for one in open_reads(study))
    if count:
        raise StudyError(
            f"{source.name} has {count} open blinded reads, and the queue shows the model's answers.",
            "Use the action Predict all spots in the study, which shows no probability, or lock all reads first.",
        )


def run_queue(
    load: "Callable[[], Steps[Engine]]", keep: "Callable[[Prediction, Engine], None]", run: QueueRun,
    spots: tuple[QueuedSpot, ...], link: QueueLink,
) -> Steps[None]:  # fmt: skip
    """Analyse the waiting spots of `run`, in the order of the queue.

    Stop when the next waiting spot belongs to another run, or when no spot waits. `load` returns the engine, and `keep`
    stores the features of a prediction. Raise CohortRunError if the folder cannot be used or the disk is full. If the
    model cannot be loaded, raise the error of loading.
    """
    yield Progress("preparing the queue")
    from model.cohort.analyse import Job
    from model.cohort.plan import plan_run
    from model.cohort.run import STAGE, RunOptions, run_cohort
    from model.cohort.run_folder import folder_for, open_run

    identity = identity_of(run.bundle_sha256, run.precision)
    with open_run(folder_for(run.folder, identity, separate=True), identity) as opened:
        table = write_spots(opened.path / SPOTS, spots)
        yield Progress("preparing the queue")
        plan = plan_run(table)
        folder = _WatchedFolder(opened, plan.spots, link)
        workers = _WindowWorkers(load, keep, Job(identity.run_id), folder)
        arguments = {"source": str(table), "queue": True, "added_from": str(run.source), "device": run.device}
        options = RunOptions(arguments, patience=0, queue=lambda todo: _LiveQueue(todo, run, folder))
        with closing(run_cohort(plan, workers.job, folder, workers, options)) as steps:
            for progress in steps:
                # Reports with the stage `STAGE` count the spots of the run. The window shows only the progress of the
                # running spot.
                yield Progress("preparing the spot") if progress.stage == STAGE else progress


def write_spots(path: Path, spots: Iterable[QueuedSpot]) -> Path:
    """Add all `spots` that are missing in the table at `path` to this table. Return `path`."""
    from model.cohort.plan_table import spots_of_table
    from model.cohort.record_files import write_durable

    known = list(map(_queued, spots_of_table(path)[0])) if path.is_file() else []
    there = {spot.place for spot in known}
    new = [spot for spot in {spot.place: spot for spot in spots}.values() if spot.place not in there]
    if new:
        text = io.StringIO()
        writer = CsvWriter(text)
        writer.writerow(_COLUMNS)
        for spot in (*known, *new):
            x, y = ("", "") if spot.centre is None else map(repr, spot.centre)
            writer.writerow([str(spot.path), spot.core, x, y, spot.patient])
        write_durable(path, text.getvalue().encode("utf-8"))
    return path


def _queued(spot: PlannedSpot) -> QueuedSpot:
    return QueuedSpot(Path(spot.location), spot.core, spot.centre, spot.patient)


class _WatchedFolder(RunFolder):
    """The folder with the results of a cohort run.

    It reports each spot as soon as the result or the failure of the spot has been saved.
    """

    def __init__(self, folder: RunFolder, spots: Sequence[PlannedSpot], link: QueueLink) -> None:
        super().__init__(folder.path, folder.identity)
        self.link = link
        self.planned = {_queued(spot).place: spot for spot in spots}
        self._spots = {spot.key: _queued(spot) for spot in spots}
        self.prediction: Prediction | None = None
        """The newest prediction, until its record is saved."""

    def start(self, spot: PlannedSpot) -> None:
        """Report that the analysis of `spot` begins."""
        self.prediction = None
        self.link.tell(SpotStarted(self._spots[spot.key]))

    def save(self, done: "SpotDone") -> None:
        super().save(done)
        spot = self._spots[str(done.record["key"])]
        self.link.tell(SpotSaved(spot, done.record["prediction"], self.prediction))

    def save_failure(self, spot: PlannedSpot, failed: "SpotFailed") -> dict[str, str]:
        row = super().save_failure(spot, failed)
        self.link.tell(SpotMissed(self._spots[spot.key], f"{failed.reason} {failed.remedy}"))
        return row

    def tell_known(self, spot: QueuedSpot) -> None:
        """Report the saved result of `spot`, or why it has no result.

        A spot has no result if the run has set it aside, because two worker processes ended while they analysed it.
        """
        from model.cohort.record_files import read_record, record_path

        planned = self.planned[spot.place]
        path = record_path(self.records, planned.key)
        record = read_record(path) if path.is_file() else None
        if record is not None:
            self.link.tell(SpotSaved(spot, record["prediction"]))
        else:
            why = tr("This spot was set aside, because two worker processes ended while they analysed it.")
            self.link.tell(SpotMissed(spot, f"{why} {tr('Open its image, and analyse it by itself.')}"))


class _LiveQueue(SpotQueue):
    """Gives the workers the spots of a run, in the current order of the window's queue."""

    def __init__(self, todo: Sequence[PlannedSpot], run: QueueRun, folder: _WatchedFolder) -> None:
        super().__init__(())
        self._run, self._folder = run, folder
        self._todo = {_queued(spot).place: spot for spot in todo}
        self._taken: set[object] = set()
        for wanted, spot in folder.link.wanted():
            if wanted == run and spot.place in folder.planned and spot.place not in self._todo:
                self._taken.add(spot.place)
                folder.tell_known(spot)

    def next(self) -> PlannedSpot | None:
        while True:
            spot = super().next()  # a spot to try again, because its folder can be read again
            if spot is not None:
                return spot
            chosen = self._chosen()
            if chosen is None:
                return None
            self._waiting.append(chosen)

    def _chosen(self) -> PlannedSpot | None:
        """Return the first spot that waits.

        Return None if no spot waits, or if this spot is not part of this run: it belongs to another run, or was added
        after this run began.
        """
        for run, spot in self._folder.link.wanted():
            if spot.place in self._taken and run == self._run:
                continue  # the report about this spot has not arrived in the session yet
            if run != self._run or spot.place not in self._todo:
                return None
            self._taken.add(spot.place)
            return self._todo.pop(spot.place)
        return None


class _WindowWorkers:
    """Analyses the spots of the queue one after the other, each in short steps.

    The steps run on the network's thread, which owns the inference engine that the window uses.
    """

    room = 1

    def __init__(
        self, load: "Callable[[], Steps[Engine]]", keep: "Callable[[Prediction, Engine], None]", job: "Job",
        folder: _WatchedFolder,
    ) -> None:  # fmt: skip
        self._load, self._keep, self.job, self._folder = load, keep, job, folder
        self._spot: PlannedSpot | None = None
        self._outcome: Outcome | None = None

    def start(self) -> Steps[str]:
        engine = yield from self._load()
        return f"One spot at a time in the window on {engine.device.title}; {engine.device.reason}."

    def submit(self, spot: PlannedSpot) -> None:
        self._spot, self._outcome = spot, None
        self._folder.start(spot)

    def steps(self) -> Steps[None]:
        from model.cohort.analyse import analyse_spot
        from model.cohort.workers import with_smaller_batches

        if self._spot is None:
            return
        engine = yield from self._load()

        def seen(prediction: Prediction) -> None:
            self._folder.prediction = prediction
            self._keep(prediction, engine)

        with closing(analyse_spot(self._spot, self.job, with_smaller_batches(engine), seen=seen)) as steps:
            while True:
                try:
                    progress = next(steps)
                except StopIteration as end:
                    self._outcome = end.value
                    return
                yield replace(progress, partial=None)

    def next(self) -> "tuple[PlannedSpot, Outcome]":
        if self._spot is None or self._outcome is None:
            raise RuntimeError("no spot was analysed")
        return self._spot, self._outcome

    def close(self) -> None:
        self._spot = self._outcome = None
