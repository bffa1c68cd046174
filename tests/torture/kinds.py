"""What is interrupted: for each kind of work, how it begins, what it acknowledges, and what must hold after a kill.

`work` runs in a process of its own, continues what an earlier process began, and calls `say` after each thing that the
program acknowledged to the user. `check` gets everything that was said and raises AssertionError if some of it is lost,
or if a half-written file can be taken for a whole one.
"""

import csv
import json
import os
import runpy
import shutil
import sys
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing, redirect_stderr, redirect_stdout
from functools import partial
from io import StringIO, TextIOBase
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any

TESTS = Path(__file__).parents[1]
sys.path.append(str(TESTS / "model" / "cohort"))

Say = Callable[[str], None]


def helpers(*parts: str) -> SimpleNamespace:
    return SimpleNamespace(**runpy.run_path(str(TESTS.joinpath(*parts))))


def leftovers(folder: Path) -> list[Path]:
    """Return temporary files; one may remain after a kill, but must not disturb or pile up."""
    return [path for path in folder.rglob(".histocast-*") if path.is_file()]


class Kind:
    """One kind of work. Its attributes never change, so that a child process can make it again by its name."""

    name = ""
    ends = True
    """Whether the work ends by itself; otherwise it repeats until it is killed."""

    def prepare(self, root: Path) -> None:
        """Make the inputs in the empty folder `root`."""

    def work(self, root: Path, say: Say) -> None:
        raise NotImplementedError

    def check(self, root: Path, said: list[str]) -> None:
        raise NotImplementedError

    def check_end(self, root: Path, said: list[str]) -> None:
        """Check the state after work that was not killed in the end."""
        self.check(root, said)


# -- results -----------------------------------------------------------------------------------------------------
def tiny_images(folder: Path, count: int) -> None:
    import numpy as np
    from PIL import Image

    folder.mkdir(parents=True)
    draw = np.random.default_rng(7)
    for number in range(count):
        pixels = draw.integers((150, 60 + 30 * number, 120), (230, 130 + 30 * number, 190), (66 + number, 71, 3))
        Image.fromarray(pixels.astype(np.uint8)).save(folder / f"s{number}.png")


def whole(path: Path) -> bool:
    """Return whether the file with the name of a result is complete."""
    data = path.read_bytes()
    if path.suffix in (".json", ".geojson"):
        json.loads(data)
        return data.endswith(b"}\n") or data.rstrip().endswith((b"}", b"]"))
    if path.suffix == ".csv":
        return data.endswith(b"\n") and len({len(row) for row in csv.reader(data.decode().splitlines())}) == 1
    if path.suffix == ".npz":
        with zipfile.ZipFile(path) as file:
            return file.testzip() is None
    if path.suffix == ".png":
        return data.endswith(b"IEND\xaeB`\x82")
    return data.rstrip().endswith(b"%%EOF")


def table_of(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))


class _Said(TextIOBase):
    """Standard output whose blocks are acknowledgements.

    A result is printed even if its files could not be written. The error before it, in `errors`, says so, and then the
    result is no acknowledgement.
    """

    def __init__(self, say: Say, errors: StringIO) -> None:
        self._say, self._errors = say, errors

    def write(self, text: str) -> int:
        if text.strip():
            unsaved = "could not be written" in self._errors.getvalue()
            self._errors.seek(0)
            self._errors.truncate()
            if not unsaved:
                self._say(text)
        return len(text)


def _say_of(model: str, say: Say, text: str) -> None:
    say(f"{model} {text}")


class Predict(Kind):
    """`histocast predict FOLDER --out`, first with one model, then with another into the same folder."""

    name = "predict"
    images, models = 2, ("first", "second")

    def prepare(self, root: Path) -> None:
        import tiny_cohort

        tiny_images(root / "spots", self.images)
        for number, model in enumerate(self.models):
            tiny_cohort.make_bundle(root / f"{model}.safetensors", name=model, threshold=0.4 + number / 10)

    def work(self, root: Path, say: Say) -> None:
        import tiny_cohort

        from app.cli.pipeline import ModelPipeline
        from app.cli.predict_images import PredictRequest, predict_all

        class TinyPipeline(ModelPipeline):
            def load(self, bundle, device, precision):
                return tiny_cohort.TinySource(bundle, root).load()

        for model in self.models:
            request = PredictRequest(
                (root / "spots",), str(root / f"{model}.safetensors"), "auto", "exact", None, True, root / "out"
            )
            say_model = partial(_say_of, model, say)
            errors = StringIO()
            with redirect_stdout(_Said(say_model, errors)), redirect_stderr(errors):
                assert predict_all(request, TinyPipeline()) == 0

    def check(self, root: Path, said: list[str]) -> None:
        from model.result.export.export_table import SUFFIXES

        out = root / "out"
        for path in out.glob("*") if out.exists() else ():
            assert path.name.startswith(".histocast-") or whole(path), f"{path.name} is half a file"
        assert len(leftovers(root)) <= len(said) + 40
        latest = {}
        for line in said:
            model, _, text = line.partition(" ")
            record = json.loads(text)
            latest[Path(record["image"]["path"]).stem] = (model, record)
        for stem, (model, record) in latest.items():
            found = json.loads((out / f"{stem}.json").read_text())
            # The run that was killed may have replaced a result that an earlier run acknowledged.
            if found["bundle"]["name"] == model:
                assert found["survival_probability"] == record["survival_probability"]
                assert all((out / (stem + suffix)).exists() for suffix in SUFFIXES), "an acknowledged file is missing"
        self._refuse_mixed(out)

    def _refuse_mixed(self, out: Path) -> None:
        """Files of two models never pass for one result: the tiles and the record state the same."""
        from app.cli.earlier import companions_belong

        for path in out.glob("s?.json") if out.exists() else ():
            record, stem = json.loads(path.read_text()), path.stem
            if not companions_belong(out, stem):
                continue
            with zipfile.ZipFile(out / f"{stem}.npz") as file:
                assert file.testzip() is None
            objects = json.loads((out / f"{stem}.geojson").read_text())
            text = json.dumps(objects)
            other = self.models[1 - self.models.index(record["bundle"]["name"])]
            assert f'"{other}' not in text, f"{stem}.json is of {record['bundle']['name']}, its GeoJSON of {other}"

    def check_end(self, root: Path, said: list[str]) -> None:
        self.check(root, said)
        records = [json.loads(path.read_text()) for path in sorted((root / "out").glob("s?.json"))]
        assert [record["bundle"]["name"] for record in records] == [self.models[1]] * self.images


class Export(Kind):
    """Saving results again and again over the same files, as the window does. Drawn ones are in *predict*."""

    name = "export"
    ends = False

    def prepare(self, root: Path) -> None:
        pass

    def work(self, root: Path, say: Say) -> None:
        from model.result.export.export_table import EXPORTS, write_export

        made = helpers("predictions.py")
        slide = made.make_slide(root / f"s{os.getpid()}.bin")
        prediction = made.make_prediction(slide)
        for _ in range(3):
            for export in (export for export in EXPORTS if not export.drawn):
                write_export(export, prediction, slide, root / f"saved{export.suffix}")
                say(export.suffix)

    def check(self, root: Path, said: list[str]) -> None:
        for suffix in set(said):
            assert (root / f"saved{suffix}").exists(), f"{suffix} was acknowledged"
        for path in root.glob("saved*"):
            assert whole(path), f"{path.name} is half a file"


# -- studies -----------------------------------------------------------------------------------------------------
SPOTS = 4
ANSWERS = {"risk": "high", "grade": "2", "stroma": 40, "lymphocytes": "some", "confidence": "low"}


def write_cohort(root: Path) -> Path:
    tiny_images(root / "images", SPOTS)
    rows = ["patient_id,image,time_years,event"]
    rows += [f"P{number},s{number}.png,{number + 1}.5,{number % 2}" for number in range(SPOTS)]
    table = root / "clinic.csv"
    table.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return table


def fill_study(study: Any, root: Path) -> None:
    from model.base.progress import result_of
    from model.study.columns import guess_columns
    from model.study.fill import fill
    from model.study.plan import plan_import
    from model.study.spots import images_below
    from model.tables.read import read_table

    sheet = read_table(root / "clinic.csv")
    folder = root / "images"
    result_of(fill(study, plan_import(sheet, guess_columns(sheet.columns), images_below(folder), folder)))


def make_study(path: Path, root: Path) -> None:
    from model.study.settings import StudySettings, save_settings
    from model.study.store import create_study

    with create_study(path) as study:
        save_settings(study, StudySettings(washout_days=0.0))
        fill_study(study, root)


def sound(path: Path) -> None:
    import sqlite3

    with closing(sqlite3.connect(path)) as study:
        assert study.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def reads_of(path: Path, reader: str, packet: bool = False) -> Iterator[tuple[str, str]]:
    """Yield what the study has of a reader: case and answer, in the words of `Reading.work`."""
    from model.study.store import open_packet, open_study

    with (open_packet if packet else open_study)(path) as study:
        assert not study.read_only, "the lock of a killed process blocks the study"
        for row in study.rows(
            "SELECT reads.spot_id AS spot, question, label, locked_at FROM reads JOIN rounds ON rounds.id = round_id"
            " JOIN readers ON readers.id = reader_id LEFT JOIN answers ON read_id = reads.id WHERE name = ?", (reader,)
        ):
            if row["question"]:
                yield str(row["spot"]), f"{row['question']}={row['label']}"
            if row["locked_at"]:
                yield str(row["spot"]), "locked"


class ReadBlinded(Kind):
    """Reads of a study: each answer and each lock is on the disk before the screen shows it."""

    name = "reading"
    packet = False

    def prepare(self, root: Path) -> None:
        write_cohort(root)
        make_study(root / "s.histostudy", root)

    def file(self, root: Path) -> Path:
        return root / "s.histostudy"

    def work(self, root: Path, say: Say) -> None:
        from model.study.reading import Reading
        from model.study.rounds import sign_in
        from model.study.store import open_packet, open_study

        with (open_packet if self.packet else open_study)(self.file(root)) as study:
            round_ = sign_in(study, "Ada")
            reading = Reading(study, round_)
            while reading.state.phase == "reading":
                spot = round_.order[reading.state.number - 1]
                for question, answer in ANSWERS.items():
                    reading.answer(question, answer)
                    say(f"{spot} {question}={answer}")
                reading.lock()
                say(f"{spot} locked")
                reading.go_on()
            reading.leave()

    def check(self, root: Path, said: list[str]) -> None:
        found = set(reads_of(self.file(root), "Ada", self.packet))
        lost = {tuple(line.split(" ", 1)) for line in said} - found
        assert not lost, f"lost: {sorted(lost)}"
        sound(self.file(root))

    def check_end(self, root: Path, said: list[str]) -> None:
        self.check(root, said)
        assert len(set(reads_of(self.file(root), "Ada", self.packet))) == SPOTS * (len(ANSWERS) + 1)


class ReadPacket(ReadBlinded):
    """The same in a reader's packet, whose seals must hold too."""

    name = "packet"
    packet = True

    def prepare(self, root: Path) -> None:
        super().prepare(root)
        give_packet(root)

    def file(self, root: Path) -> Path:
        return root / "Ada.histopacket"


def give_packet(root: Path) -> None:
    from model.base.progress import result_of
    from model.study.packet.make import PacketRequest, make_packet
    from model.study.store import open_study

    with open_study(root / "s.histostudy") as study:
        result_of(make_packet(study, PacketRequest("Ada", root / "Ada")))


class MergePacket(Kind):
    """Merging a reader's packet into its study: all of its reads or none."""

    name = "merge packet"

    def prepare(self, root: Path) -> None:
        packet = ReadPacket()
        packet.prepare(root)
        packet.work(root, lambda text: None)

    def work(self, root: Path, say: Say) -> None:
        from model.study.packet.merge import merge_packet
        from model.study.store import open_study

        with open_study(root / "s.histostudy") as study:
            merge_packet(study, root / "Ada.histopacket")
            say("merged")

    def check(self, root: Path, said: list[str]) -> None:
        found = set(reads_of(root / "s.histostudy", "Ada"))
        assert len(found) in (0, SPOTS * (len(ANSWERS) + 1)), "the packet was merged in part"
        assert found or not said, "a merge that was acknowledged is lost"
        sound(root / "s.histostudy")

    def check_end(self, root: Path, said: list[str]) -> None:
        self.check(root, ["merged"])


class MakeFiles(Kind):
    """Creating, filling, de-identifying and rescuing studies and making packets: each file is whole or absent."""

    name = "study files"

    def prepare(self, root: Path) -> None:
        write_cohort(root)

    def work(self, root: Path, say: Say) -> None:
        from model.base.errors import StudyError
        from model.base.progress import result_of
        from model.study.deidentify import deidentify
        from model.study.packet.make import PacketRequest, make_packet
        from model.study.store import create_study, open_study

        path = root / "s.histostudy"
        if not path.exists():
            create_study(path).close()
            say("s.histostudy")
        with open_study(path) as study:
            fill_study(study, root)
            say("filled")
            if not (root / "plain.histostudy").exists():
                deidentify(study, root / "plain.histostudy")
                say("plain.histostudy")
            if not (root / "Ada.histopacket").exists():
                try:
                    result_of(make_packet(study, PacketRequest("Ada", root / "Ada", copy=True)))
                except StudyError:  # it was recorded, but not finished
                    result_of(make_packet(study, PacketRequest("Ada", root / "Ada", copy=True, again=True)))
                say("Ada.histopacket")

    def check(self, root: Path, said: list[str]) -> None:
        from model.study.store import open_either

        for name in ("s.histostudy", "plain.histostudy", "Ada.histopacket"):
            path = root / name
            assert path.exists() or name not in said, f"{name} was acknowledged"
            if path.exists():
                with open_either(path) as study:
                    assert not study.read_only
                    count = study.rows("SELECT count(*) AS n FROM spots")[0]["n"]
                    assert count in ((0, SPOTS) if name == "s.histostudy" and "filled" not in said else (SPOTS,))
                sound(path)
        pictures = root / "Ada.images"
        if (root / "Ada.histopacket").exists():
            assert len(list(pictures.glob("*.tif"))) == SPOTS, "a packet without its images"

    def check_end(self, root: Path, said: list[str]) -> None:
        self.check(root, ["s.histostudy", "plain.histostudy", "Ada.histopacket", "filled"])
        drafts = [path.name for path in root.iterdir() if path.name.startswith(".")]
        assert drafts == [], "drafts are left after the work was done"


# -- cohorts -----------------------------------------------------------------------------------------------------
COHORT = 6


class CohortRun(Kind):
    """A run over a folder of spots: what run.log says is done stays done."""

    name = "cohort run"

    def prepare(self, root: Path) -> None:
        import tiny_cohort

        tiny_images(root / "spots", COHORT)
        (root / "spots" / "bad.png").write_bytes(b"no picture")
        tiny_cohort.make_bundle(root / "tiny.safetensors")

    def work(self, root: Path, say: Say) -> None:
        run_cohort_in(root, root / "run", say)

    def check(self, root: Path, said: list[str]) -> None:
        from model.cohort.record_files import read_records

        records = list(read_records(root / "run" / "records"))
        assert None not in records, "half a record"
        assert len(records) >= len({line for line in said if line != "end"}), "an acknowledged result is lost"
        for name in ("results.csv", "errors.csv", "run.json"):
            path = root / "run" / name
            assert not path.exists() or whole(path), f"{name} is half a file"

    def check_end(self, root: Path, said: list[str]) -> None:
        self.check(root, said)
        table = table_of(root / "run" / "results.csv")
        assert len(table) == COHORT
        assert len(table_of(root / "run" / "errors.csv")) == 1
        assert leftovers(root) == []


def run_cohort_in(root: Path, out: Path, say: Say) -> None:
    import tiny_cohort

    from model.cohort.run_folder import RunFolder

    save = RunFolder.save

    def saved(folder: Any, done: Any) -> None:
        save(folder, done)
        say(str(done.record["key"]))

    RunFolder.save = saved
    try:
        tiny_cohort.result_of_run(root / "spots", root / "tiny.safetensors", out)
    finally:
        RunFolder.save = save


class MergeRuns(Kind):
    """Joining two runs into a new folder; after a kill, the same command must be able to do it."""

    name = "merge runs"

    def prepare(self, root: Path) -> None:
        import tiny_cohort

        tiny_images(root / "spots", 3)
        tiny_cohort.make_bundle(root / "tiny.safetensors")
        for name in ("one", "two"):
            run_cohort_in(root, root / name, lambda text: None)

    def work(self, root: Path, say: Say) -> None:
        from app.cli.cohort import merge

        if (root / "joined").exists() and self._is_joined(root):
            shutil.rmtree(root / "joined")
        args = SimpleNamespace(folders=[root / "one", root / "two"], out=root / "joined")
        with redirect_stdout(StringIO()), redirect_stderr(StringIO()) as trouble:
            code = merge.run(args)  # type: ignore[arg-type]
        assert code == 0, f"the merge was refused: {trouble.getvalue()}"
        say("joined")

    @staticmethod
    def _is_joined(root: Path) -> bool:
        from model.cohort.run_folder import read_run

        run = read_run(root / "joined")
        return run is not None and run["state"] == "merged"

    def check(self, root: Path, said: list[str]) -> None:
        if (root / "joined").exists() and self._is_joined(root):
            assert len(table_of(root / "joined" / "results.csv")) == 3
        else:
            assert said[-1:] != ["joined"], "an acknowledged merge is lost"


# -- training and settings ---------------------------------------------------------------------------------------
class Train(Kind):
    """Training on feature files: epochs that were saved are not computed again, and no half bundle is taken for one."""

    name = "training"
    patients, epochs = 24, 8

    def prepare(self, root: Path) -> None:
        import numpy as np

        made = helpers("model", "feature_files", "files.py")
        draw = np.random.default_rng(7)
        rows = ["patient_id,features,time_years,event,slide_mpp"]
        for number in range(self.patients):
            corners = 512 * np.stack(np.unravel_index(draw.permutation(35)[:8], (7, 5)), axis=1)  # 4000 x 3000 px
            values = draw.normal(size=(8, 11)).astype(np.float32)
            values[:4, 0] += 2 * (number % 2)
            made.trident(root / f"{number:02}.h5", values, corners)
            rows.append(f"P{number:02},{number:02}.h5,{2 if number % 2 else 7},{number % 2},0.25")
        (root / "cohort.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")

    def work(self, root: Path, say: Say) -> None:
        from model.base.progress import result_of
        from model.training.checkpoint import Checkpoint
        from model.training.config import TrainOptions
        from model.training.train import request_of, train

        options = TrainOptions(head="lstm", cells=(6, 5, 4), epochs=self.epochs, random_orders=4, order_kind="balanced")
        save = Checkpoint.save

        def saved(kept: Any, head: Any, best: Any, optimiser: Any, generator: Any, log: Any) -> None:
            save(kept, head, best, optimiser, generator, log)
            say(f"epoch {len(log)}")

        Checkpoint.save = saved  # type: ignore[method-assign]
        try:
            out = root / "model.safetensors"
            if not out.exists():
                result_of(train(request_of(root / "cohort.csv", out, options)))
                say("bundle")
        finally:
            Checkpoint.save = save  # type: ignore[method-assign]

    def check(self, root: Path, said: list[str]) -> None:
        from safetensors import safe_open

        from model.bundle.bundle import load_bundle

        out = root / "model.safetensors"
        assert out.exists() or "bundle" not in said, "the bundle was acknowledged"
        if out.exists():
            load_bundle(out)
        else:
            epochs = [int(line.split()[1]) for line in said if line.startswith("epoch")]
            kept = list(root.glob("*.checkpoint*"))
            if epochs:
                assert kept, "the checkpoint is gone"
                with safe_open(kept[0], "pt") as file:
                    log = json.loads(file.metadata()["histocast-checkpoint"])["log"]
                assert len(log) >= epochs[-1], "a saved epoch is lost"
        assert epochs_are_in_order(said), f"saved epochs were computed again: {said}"

    def check_end(self, root: Path, said: list[str]) -> None:
        from model.bundle.bundle import load_bundle

        load_bundle(root / "model.safetensors")
        spots = root / "model.spots.csv"
        assert len(table_of(spots)) == self.patients


def epochs_are_in_order(said: list[str]) -> bool:
    epochs = [int(line.split()[1]) for line in said if line.startswith("epoch")]
    return all(later > earlier for earlier, later in pairwise(epochs))


class Settings(Kind):
    """Settings, cache limits and the queue, saved again and again: the last or the next to last are there."""

    name = "settings"
    ends = False
    times = 30

    def prepare(self, root: Path) -> None:
        pass

    def work(self, root: Path, say: Say) -> None:
        from app.session.queue_state import QueuedSpot, QueueRun
        from app.ui.settings import Settings as UserSettings
        from app.ui.settings import save_settings
        from app.viewer.queue_file import save_left
        from model.base.cache_limits import save_cache_limits

        run = QueueRun(root, root, root / "b", "ab", "m", "exact", "auto")
        first = self._number()
        for number in range(first + 1, first + 1 + self.times):
            save_settings(UserSettings(recent=tuple(Path(f"/data/{number}-{n}.png") for n in range(9))))
            if self._number() == number:  # a failure is only logged, because no work is lost
                say(f"settings {number}")
            save_cache_limits(images=float(number))
            say(f"cache {number}")
            save_left(tuple((QueuedSpot(Path(f"/data/{number}-{n}.png")), run) for n in range(50)))
            say(f"queue {number}")

    @staticmethod
    def _number() -> int:
        from app.ui.settings import load_settings

        recent = load_settings().recent
        return int(recent[0].name.split("-")[0]) if recent else 0

    def check(self, root: Path, said: list[str]) -> None:
        from app.viewer.queue_file import load_left
        from model.base.cache_limits import cache_limits

        left = load_left()
        assert len(left) in (0, 50)
        images = cache_limits().images
        found = {
            "settings": self._number(),
            "cache": int(images) if images is not None else 0,
            "queue": int(left[0][0].path.name.split("-")[0]) if left else 0,
        }
        last = dict(line.split() for line in said)
        for name, number in last.items():
            # What was saved and not acknowledged before the kill counts too, in this run and in the one before.
            assert 0 <= found[name] - int(number) <= 2, f"{name}: {number} was saved, {found[name]} is there"


KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Predict(), Export(), ReadBlinded(), ReadPacket(), MergePacket(), MakeFiles(), CohortRun(), MergeRuns(), Train(),
        Settings(),
    )
}  # fmt: skip
