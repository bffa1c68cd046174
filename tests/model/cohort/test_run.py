"""A run over sixty spots in one process: its tables and failures, and what further runs in its folder do."""

import csv
import json
import os
import shutil
from pathlib import Path

import pyarrow.parquet
import pytest
from PIL import Image

from model.base.errors import CohortRunError, RunStoppedError
from model.cohort.analyse import Job
from model.cohort.columns import COLUMNS, VOLATILE, VOLATILE_ERRORS
from model.cohort.identity import RunIdentity
from model.cohort.plan import plan_run
from model.cohort.result_tables import comparable
from model.cohort.run import RunOptions
from model.cohort.run_folder import folder_for, open_run
from model.slide.opening import open_image


def rows(out, volatile=VOLATILE):
    return comparable(out / "results.csv", volatile)


def errors(out):
    return comparable(out / "errors.csv", VOLATILE_ERRORS)


def state(out):
    return json.loads((out / "run.json").read_text())


@pytest.fixture
def few(tmp_path, spots):
    """A folder with three good images, and a run in it."""
    folder = tmp_path / "few"
    folder.mkdir()
    for name in ("s1.png", "s2.png", "s10.png"):
        shutil.copy2(spots / name, folder)
    return folder


@pytest.fixture
def out(tmp_path):
    return tmp_path / "run"


def test_good_spots_have_a_row_and_bad_ones_a_reason(whole):
    out, summary = whole
    found = rows(out)
    assert [row["image"] for row in found] == [f"s{number}.png" for number in range(1, 56)]
    assert len({row["survival_probability"] for row in found}) > 50
    assert len({row["spot_id"] for row in found}) == 55
    assert {row["notice"] for row in found} == {"Research use only. Not for diagnosis or treatment decisions."}
    bad = errors(out)
    assert [row["image"] for row in bad] == [
        "bad-cut.png", "bad-empty.png", "bad-small.png", "bad-text.jpg", "bad-tiff.tif"
    ]  # fmt: skip
    assert "incomplete PNG" in bad[0]["reason"]
    assert all(row["remedy"] and row["kind"] == "failed" for row in bad)
    assert (summary.done, summary.failed, summary.before, summary.waiting) == (55, 5, 0, 0)
    assert state(out)["state"] == "finished"


def test_the_numbers_are_those_of_predict_to_the_last_digit(tiny, whole, spots, bundle):
    from app.cli.pipeline import ModelPipeline
    from model.base.progress import result_of
    from model.result.export.record import as_record

    engine = result_of(tiny.TinySource(bundle, bundle.parent).load())
    for name in ("s3.png", "s55.png"):
        slide, image = open_image(spots / name)
        expected = as_record(result_of(ModelPipeline().analyse(slide, image, engine)))
        slide.close()
        found = next(json.loads(path.read_bytes()) for path in whole[0].glob("records/*/*.json")
                     if json.loads(path.read_bytes())["place"] == name)["prediction"]  # fmt: skip
        for record in (expected, found):
            del record["seconds"]
        assert found == expected
        row = next(row for row in rows(whole[0]) if row["image"] == name)
        assert float(row["survival_probability"]) == expected["survival_probability"]
        assert float(row["logit"]) == expected["logit"]


def test_parquet_has_the_rows_of_the_csv_file_with_types(whole):
    table = pyarrow.parquet.read_table(whole[0] / "results.parquet")
    assert table.column_names == [column.name for column in COLUMNS]
    first, text = table.to_pylist()[0], rows(whole[0], ())[0]
    assert first["survival_probability"] == float(text["survival_probability"])
    assert (first["demo"], first["width_px"], first["mpp"], first["core"]) == (True, 71, None, None)
    assert table.num_rows == 55
    assert b"Research use only" in table.schema.metadata[b"histocast"]


def test_a_second_run_analyses_nothing_and_leaves_the_tables_as_they_are(tiny, whole, spots, bundle, out, tmp_path):
    shutil.copytree(whole[0], out)
    before = (out / "results.csv").read_bytes()

    class NoEngine(tiny.TinySource):
        def _deadly(self, tiles):
            raise AssertionError("a finished spot is analysed again")

    good = tmp_path / "good"
    shutil.copytree(spots, good, ignore=shutil.ignore_patterns("bad-*"))
    summary = tiny.result_of_run(spots, bundle, out, engine=NoEngine(bundle, tmp_path))
    assert (summary.before, summary.done, summary.failed) == (55, 0, 5)
    assert (out / "results.csv").read_bytes() == before


def test_without_anything_to_do_the_model_is_not_loaded(tiny, few, bundle, out, tmp_path):
    tiny.result_of_run(few, bundle, out)
    source = tiny.TinySource(bundle, tmp_path / "nowhere")  # its note of the engine would fail
    assert tiny.result_of_run(few, bundle, out, engine=source).done == 0


@pytest.mark.parametrize("damage", [b"", b"\0" * 500, b'{"record": "histocast-cohort-spot"', b"[]", b'{"key": "x"}'])
def test_a_damaged_record_is_made_again(tiny, few, bundle, out, damage):
    tiny.result_of_run(few, bundle, out)
    expected = rows(out)
    sorted(out.glob("records/*/*.json"))[1].write_bytes(damage)
    assert tiny.result_of_run(few, bundle, out).done == 1
    assert rows(out) == expected


def test_a_record_with_a_missing_field_is_made_again(tiny, few, bundle, out):
    tiny.result_of_run(few, bundle, out)
    expected = rows(out)
    path = sorted(out.glob("records/*/*.json"))[0]
    record = json.loads(path.read_bytes())
    del record["prediction"]["logit"]
    path.write_text(json.dumps(record))
    summary = tiny.result_of_run(few, bundle, out)
    assert (summary.done, rows(out)) == (1, expected)
    assert "1 damaged record was replaced." in summary.notes


def test_an_image_with_another_content_is_analysed_again_and_a_touched_one_is_not(tiny, few, bundle, out):
    tiny.result_of_run(few, bundle, out)
    before = rows(out)
    (few / "s2.png").touch()
    Image.new("RGB", (75, 72), (200, 90, 150)).save(few / "s10.png")
    summary = tiny.result_of_run(few, bundle, out)
    after = rows(out)
    assert (summary.before, summary.done) == (2, 1)
    assert after[:2] == before[:2]
    assert after[2]["image_sha256"] != before[2]["image_sha256"]
    # The new time of change is noted, so that the file is not read a third time.
    (few / "s2.png").write_bytes(b"other")
    (few / "s2.png").unlink()
    assert tiny.result_of_run(few, bundle, out).planned == 2


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({"precision": "fast"}, "precision: exact, now fast"),
        ({"mpp": 0.5}, "pixel size (--mpp): none, now 0.5"),
        ({"explain": ("ig", "order")}, "explanations (--explain): none, now ig, order"),
        ({"program": "histocast 9"}, "now histocast 9"),
        ({"bundle_sha256": "0" * 64}, f"now {'0' * 64}"),
    ],
)
def test_other_conditions_are_refused_or_get_a_folder_of_their_own(tiny, whole, bundle, changes, line):
    changed = tiny.identity(bundle, **changes)
    with pytest.raises(CohortRunError, match="never mixed") as found:
        folder_for(whole[0], changed, separate=False)
    assert any(line in fault for fault in found.value.faults)
    assert len(found.value.faults) == 1
    own = folder_for(whole[0], changed, separate=True)
    assert own == whole[0] / f"run-{changed.run_id[:8]}"
    assert folder_for(whole[0], tiny.identity(bundle), separate=True) == whole[0]


def test_another_source_is_refused_but_a_moved_or_larger_one_is_not(tiny, few, bundle, out, tmp_path, spots):
    tiny.result_of_run(few, bundle, out)
    other = tmp_path / "other"
    other.mkdir()
    shutil.copy2(spots / "s3.png", other)
    with pytest.raises(CohortRunError, match="has the results of"):
        tiny.result_of_run(other, bundle, out)
    moved = few.rename(tmp_path / "moved")
    shutil.copy2(spots / "s3.png", moved)
    summary = tiny.result_of_run(moved, bundle, out)
    assert (summary.before, summary.done) == (3, 1)
    assert [row["image"] for row in rows(out)] == ["s1.png", "s2.png", "s3.png", "s10.png"]


def test_images_of_another_folder_with_the_same_names_replace_no_result(tiny, few, bundle, out, tmp_path):
    """Also if their size and time of change are the same, as after the extraction of two archives."""
    tiny.result_of_run(few, bundle, out)
    before, names = rows(out), ("s1.png", "s2.png", "s10.png")
    other = tmp_path / "other"
    shutil.copytree(few, other)
    whole_file = (other / "s1.png").read_bytes()
    (other / "s1.png").write_bytes(whole_file[:-1] + bytes([whole_file[-1] ^ 1]))
    for name in names:
        os.utime(other / name, ns=(0, (few / name).stat().st_mtime_ns))
    with pytest.raises(CohortRunError, match=r"1 image has the same name in .*other but other content"):
        tiny.result_of_run(other, bundle, out)
    assert rows(out) == before
    assert tiny.result_of_run(few, bundle, out).before == 3


def test_results_of_removed_images_are_kept_but_not_in_the_table(tiny, few, bundle, out):
    tiny.result_of_run(few, bundle, out)
    (few / "s1.png").unlink()
    summary = tiny.result_of_run(few, bundle, out)
    assert [row["image"] for row in rows(out)] == ["s2.png", "s10.png"]
    assert any("1 result of spots that are no longer in" in note for note in summary.notes)
    assert len(list(out.glob("records/*/*.json"))) == 3


def test_results_without_a_description_of_their_run_are_refused(tiny, few, bundle, out):
    tiny.result_of_run(few, bundle, out)
    (out / "run.json").unlink()
    with pytest.raises(CohortRunError, match=r"no run\.json"):
        folder_for(out, tiny.identity(bundle), separate=True)
    (out / "run.json").write_text("{")
    with pytest.raises(CohortRunError, match="damaged"):
        folder_for(out, tiny.identity(bundle), separate=False)


def test_two_processes_never_write_one_folder(tiny, few, bundle, out):
    with open_run(out, tiny.identity(bundle)), pytest.raises(CohortRunError, match="Another process"):
        tiny.result_of_run(few, bundle, out)


def test_a_failed_spot_is_tried_again_and_its_reason_removed(tiny, few, bundle, out, spots):
    whole_file = (few / "s2.png").read_bytes()
    (few / "s2.png").write_bytes(whole_file[:50])
    assert tiny.result_of_run(few, bundle, out).failed == 1
    (few / "s2.png").write_bytes(whole_file)
    summary = tiny.result_of_run(few, bundle, out)
    assert (summary.before, summary.done, summary.failed) == (2, 1, 0)
    assert errors(out) == []
    assert list(out.glob("errors/*/*.json")) == []


def test_the_limit_of_a_run_leaves_the_rest_to_the_next(tiny, few, bundle, out):
    summary = tiny.result_of_run(few, bundle, out, options=RunOptions(most=2))
    assert (summary.done, summary.waiting, state(out)["state"]) == (2, 1, "stopped")
    assert (tiny.result_of_run(few, bundle, out).done, state(out)["state"]) == (1, "finished")


def test_files_of_spots_are_written_and_asked_for_later_too(tiny, few, bundle, out):
    tiny.result_of_run(few, bundle, out)
    before = rows(out)
    job = Job("", files=("json", "arrays"))
    assert tiny.result_of_run(few, bundle, out, job=job).done == 3
    names = {path.name for path in (out / "files").iterdir()}
    assert names == {f"{stem}{end}" for stem in ("s1", "s2", "s10") for end in (".json", ".npz")}
    assert rows(out) == before
    (out / "files" / "s2.npz").unlink()
    assert tiny.result_of_run(few, bundle, out, job=job).done == 1
    assert (out / "files" / "s2.npz").exists()


def test_an_explanation_can_change_the_reliability_and_is_written(tiny, few, bundle, out):
    tiny.result_of_run(few, bundle, out, explain=("order",))
    assert (out / "files" / "s1.explain-order.json").exists()
    record = json.loads(next(out.glob("records/*/*.json")).read_bytes())
    assert len(record["prediction"]["order_check"]["random_orders"]["probabilities"]) == 32


def test_an_unexpected_error_is_the_failure_of_its_spot_only(tiny, few, bundle, out, tmp_path):
    class Faulty(tiny.TinySource):
        def _deadly(self, tiles):
            if (out / "results.csv").exists() and len(rows(out)) == 1:
                raise ZeroDivisionError("a fault of the program")

    summary = tiny.result_of_run(few, bundle, out, engine=Faulty(bundle, tmp_path))
    assert (summary.done, summary.failed) == (1, 2)
    assert errors(out)[0]["reason"] == "Unexpected error: ZeroDivisionError: a fault of the program."
    assert "Traceback" in (out / "run.log").read_text()


def test_the_counts_of_run_json_follow_the_table_during_the_run(tiny, few, bundle, out, tmp_path):
    seen = []

    class Looking(tiny.TinySource):
        def _deadly(self, tiles):
            seen.append((state(out)["state"], state(out)["spots"]["done"], len(rows(out))))

    tiny.result_of_run(few, bundle, out, engine=Looking(bundle, tmp_path))
    assert sorted(set(seen)) == [("running", n, n) for n in range(3)]


def test_a_model_that_cannot_be_loaded_ends_the_run(tiny, few, bundle, out, tmp_path):
    with pytest.raises(FileNotFoundError):
        tiny.result_of_run(few, bundle, out, engine=tiny.TinySource(bundle, tmp_path / "nowhere"))
    assert state(out)["state"] == "stopped"


def test_a_run_that_could_not_begin_leaves_its_folder_to_other_conditions(tiny, few, bundle, out, tmp_path):
    fast = tiny.identity(bundle, precision="fast")
    own = out / f"run-{fast.run_id[:8]}"
    with pytest.raises(FileNotFoundError):
        tiny.result_of_run(few, bundle, out, engine=tiny.TinySource(bundle, tmp_path / "nowhere"))
    assert folder_for(out, fast, separate=False) == out
    with open_run(own, fast) as begun:
        begun.write_run({"state": "running"})
    assert folder_for(out, fast, separate=True) == own, "a run that has begun is continued where it is"
    shutil.rmtree(own)
    (few / "s1.png").write_bytes(b"")
    tiny.result_of_run(few, bundle, out, options=RunOptions(most=1))
    assert (state(out)["state"], state(out)["spots"]["done"]) == ("stopped", 0)
    assert folder_for(out, fast, separate=True) == own, "a failure belongs to the conditions under which it was found"


def test_a_run_that_is_killed_while_it_begins_can_be_continued(tiny, few, bundle, out, monkeypatch):
    """A folder with a table and without run.json would be refused."""
    written = []

    def killed(*given):
        written.append((out / "results.csv").is_file())
        raise KeyboardInterrupt

    monkeypatch.setattr("model.cohort.run.write_errors", killed)
    with pytest.raises(KeyboardInterrupt):
        tiny.result_of_run(few, bundle, out)
    assert written[0]
    monkeypatch.undo()
    assert folder_for(out, tiny.identity(bundle), separate=False) == out
    assert tiny.result_of_run(few, bundle, out).done == 3


def test_results_of_another_arithmetic_model_or_version_are_not_taken(tiny, few, bundle, out, tmp_path, monkeypatch):
    tiny.result_of_run(few, bundle, out, options=RunOptions(most=1))
    device = tiny.ColourEncoder.device
    monkeypatch.setattr(tiny.ColourEncoder, "device", tiny.replace(device, arithmetic="bfloat16"))
    assert tiny.result_of_run(few, bundle, out).failed == 2
    assert "computed in bfloat16, the other spots of this run in float32" in errors(out)[0]["reason"]
    monkeypatch.setattr(tiny.ColourEncoder, "device", device)
    other = tiny.make_bundle(tmp_path / "other.safetensors", version="2")
    assert tiny.result_of_run(few, bundle, out, engine=tiny.TinySource(other, tmp_path)).failed == 2
    assert "tiny 2" in errors(out)[0]["reason"]
    assert tiny.result_of_run(few, bundle, out).failed == 0


def test_memory_that_is_short_gives_smaller_batches_and_the_same_numbers(tiny, few, bundle, out, whole, tmp_path):
    sizes = []

    class Short(tiny.TinySource):
        def _deadly(self, tiles):
            sizes.append(len(tiles))
            if len(tiles) > 4:
                raise MemoryError

    tiny.result_of_run(few, bundle, out, engine=Short(bundle, tmp_path))
    wanted = [row for row in rows(whole[0]) if row["image"] in ("s1.png", "s2.png", "s10.png")]
    assert [row["logit"] for row in rows(out)] == [row["logit"] for row in wanted]
    too_large = [size for size in sizes if size > 4]
    assert too_large == sizes[: len(too_large)] == sorted(too_large, reverse=True)
    assert 0 < len(too_large) < len(sizes)

    class Nothing(tiny.TinySource):
        def _deadly(self, tiles):
            raise MemoryError

    assert tiny.result_of_run(few, bundle, tmp_path / "none", engine=Nothing(bundle, tmp_path)).failed == 3
    assert errors(tmp_path / "none")[0]["reason"] == "There is not enough memory."


def test_a_folder_that_disappears_is_waited_for(tiny, few, bundle, out, tmp_path):
    """It goes before the second spot, and is there again at the third look."""
    away, looks = tmp_path / "away", []

    class Leaving(tiny.TinySource):
        def _deadly(self, tiles):
            if not looks and few.exists():
                few.rename(away)

    def pause(seconds):
        looks.append(seconds)
        if len(looks) == 3:
            away.rename(few)

    summary = tiny.result_of_run(few, bundle, out, engine=Leaving(bundle, tmp_path), options=RunOptions(pause=pause))
    assert (summary.done, summary.failed, len(looks)) == (3, 0, 3)
    log = (out / "run.log").read_text()
    assert f"waiting for {few}" in log
    assert f"{few} can be reached again" in log


def test_a_folder_that_does_not_return_is_reported_and_tried_again_by_the_next_run(tiny, few, bundle, out, tmp_path):
    away, looks = tmp_path / "away", []

    class Leaving(tiny.TinySource):
        def _deadly(self, tiles):
            if few.exists():
                few.rename(away)

    options = RunOptions(pause=looks.append, patience=4)
    summary = tiny.result_of_run(few, bundle, out, engine=Leaving(bundle, tmp_path), options=options)
    assert (summary.done, summary.failed, len(looks)) == (1, 2, 4)
    assert {row["kind"] for row in errors(out)} == {"unreachable"}
    assert f"The folder {few} disappeared" in errors(out)[0]["reason"]
    away.rename(few)
    assert tiny.result_of_run(few, bundle, out).done == 2


def test_a_mount_point_that_is_empty_is_a_folder_that_disappeared(tiny, few, bundle, out, tmp_path):
    """Its drive goes before the second spot, and is back at the second look."""
    away, looks = tmp_path / "away", []

    class Leaving(tiny.TinySource):
        def _deadly(self, tiles):
            if not looks and not away.exists():
                few.rename(away)
                few.mkdir()

    def pause(seconds):
        looks.append(seconds)
        if len(looks) == 2:
            few.rmdir()
            away.rename(few)

    summary = tiny.result_of_run(few, bundle, out, engine=Leaving(bundle, tmp_path), options=RunOptions(pause=pause))
    assert (summary.done, summary.failed, len(looks)) == (3, 0, 2)


def test_a_folder_that_was_not_there_at_the_start_is_reported_at_once(tiny, few, bundle, out, tmp_path):
    table = tmp_path / "spots.csv"
    table.write_text(f"image\n{few}/s1.png\n{tmp_path}/drive/a.png\n{tmp_path}/drive/b.png\n{few}/none.png\n")
    looks = []
    summary = tiny.result_of_run(table, bundle, out, options=RunOptions(pause=looks.append))
    assert (summary.done, summary.failed, looks) == (1, 3, [])
    assert [row["kind"] for row in errors(out)] == ["unreachable", "unreachable", "failed"]
    assert "Connect the disk" in errors(out)[0]["remedy"]
    drive = tmp_path / "drive"
    few.rename(drive)
    (drive / "s2.png").rename(drive / "a.png")
    (drive / "s10.png").rename(drive / "b.png")
    summary = tiny.result_of_run(table, bundle, out)
    assert (summary.before, summary.done, summary.failed) == (1, 2, 1)


def test_the_folder_of_results_is_waited_for_and_never_made_anew(tiny, few, bundle, out, tmp_path):
    """It goes during the second analysis, for two looks; whatever has its name meanwhile stays as it is."""
    away, looks = tmp_path / "away", []

    class Leaving(tiny.TinySource):
        def _deadly(self, tiles):
            if not looks and len(rows(out)) == 1:
                out.rename(away)
                out.mkdir()

    def pause(seconds):
        looks.append(list(out.iterdir()))
        if len(looks) == 2:
            out.rmdir()
            away.rename(out)

    (few / "bad.png").write_bytes(b"x")
    summary = tiny.result_of_run(few, bundle, out, engine=Leaving(bundle, tmp_path), options=RunOptions(pause=pause))
    assert (summary.done, summary.failed, looks) == (3, 1, [[], []])
    assert (len(rows(out)), len(list(out.glob("records/*/*.json")))) == (3, 3)


def test_a_folder_of_results_that_does_not_return_stops_the_run(tiny, few, bundle, out, tmp_path):
    looks = []

    class Removing(tiny.TinySource):
        def _deadly(self, tiles):
            shutil.rmtree(out, ignore_errors=True)

    options = RunOptions(pause=looks.append, patience=3)
    with pytest.raises(RunStoppedError, match="The folder of the run disappeared"):
        tiny.result_of_run(few, bundle, out, engine=Removing(bundle, tmp_path), options=options)
    assert len(looks) == 3
    assert not out.exists()


def test_a_table_that_another_program_has_open_is_written_later(tiny, few, bundle, out, monkeypatch):
    """As on Windows, where a spreadsheet keeps others from replacing the file it shows."""
    real, refused = os.replace, []

    def replace(source, target):
        if Path(target).name == "results.csv" and len(list(out.glob("records/*/*.json"))) in (1, 2):
            refused.append(target)
            raise PermissionError(13, "Permission denied", str(target))
        real(source, target)

    monkeypatch.setattr(os, "replace", replace)
    assert tiny.result_of_run(few, bundle, out).done == 3
    assert len(refused) == 2
    assert len(rows(out)) == 3
    assert "a table was not written now" in (out / "run.log").read_text()


@pytest.mark.parametrize("name", ["record", "results.csv", "errors.csv", "results.parquet"])
def test_a_disk_that_is_full_in_the_middle_stops_the_run_and_the_next_one_completes_it(
    tiny, few, bundle, out, whole, monkeypatch, name
):
    """Whatever is written when the last byte is gone."""
    real = os.replace

    def replace(source, target):
        done = len(list(out.glob("records/*/[!.]*.json")))
        if done >= 2 and (Path(target).name == name or (name == "record" and "records" in str(target))):
            raise OSError(28, "No space left on device", str(target))
        real(source, target)

    (few / "s3x.png").write_bytes(b"x")  # fails between s2 and s10
    monkeypatch.setattr(os, "replace", replace)
    with pytest.raises(RunStoppedError, match="No space left on device"):
        tiny.result_of_run(few, bundle, out)
    monkeypatch.setattr(os, "replace", real)
    assert list(out.rglob(".histocast-*")) == []
    summary = tiny.result_of_run(few, bundle, out)
    assert summary.before >= 2
    assert rows(out) == [row for row in rows(whole[0]) if row["image"] in ("s1.png", "s2.png", "s10.png")]
    assert [row["image"] for row in errors(out)] == ["s3x.png"]


def test_a_record_that_was_edited_by_hand_is_made_again(tiny, few, bundle, out):
    tiny.result_of_run(few, bundle, out)
    expected = rows(out)
    path = sorted(out.glob("records/*/*.json"))[0]
    record = json.loads(path.read_bytes()) | {"stamp": "other"}
    for field, value in (("files", None), ("files", 5), ("prediction", None), ("prediction", "x"), ("prediction", [])):
        path.write_text(json.dumps(record | {field: value}))
        assert tiny.result_of_run(few, bundle, out).done == 1
        assert rows(out) == expected


def test_a_disk_without_space_starts_nothing_and_a_full_one_stops_the_run(tiny, few, bundle, out):
    with pytest.raises(CohortRunError, match="free; the results of 3 spots need about"):
        tiny.result_of_run(few, bundle, out, options=RunOptions(free=lambda _: 200_000_000))
    assert not (out / "results.csv").exists() or rows(out) == []
    free = iter([10**10, 10**10, 10**7])
    with pytest.raises(RunStoppedError, match="nearly full"):
        tiny.result_of_run(few, bundle, out, options=RunOptions(free=lambda _: next(free)))
    assert len(rows(out)) == 1
    assert state(out)["state"] == "stopped"
    assert tiny.result_of_run(few, bundle, out).done == 2


def test_a_folder_of_results_that_cannot_be_written_for_a_while_is_waited_for(tiny, few, bundle, out, monkeypatch):
    real, failures = os.fsync, [OSError(5, "Input/output error")] * 2
    looks = []

    def failing(file):
        if looks_like_record(file) and failures:
            raise failures.pop()
        real(file)

    def looks_like_record(file):
        return b"histocast-cohort-spot" in Path(f"/proc/self/fd/{file}").resolve().read_bytes()[:60]

    monkeypatch.setattr(os, "fsync", failing)
    summary = tiny.result_of_run(few, bundle, out, options=RunOptions(pause=looks.append))
    assert (summary.done, len(looks)) == (3, 2)


def test_ctrl_c_keeps_what_is_done(tiny, few, bundle, out, tmp_path):
    class Interrupted(tiny.TinySource):
        def _deadly(self, tiles):
            if (out / "results.csv").exists() and len(rows(out)) == 1:
                raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        tiny.result_of_run(few, bundle, out, engine=Interrupted(bundle, tmp_path))
    assert len(rows(out)) == 1
    assert state(out)["state"] == "stopped"
    assert tiny.result_of_run(few, bundle, out).done == 2


def test_one_image_under_two_names_is_reported(tiny, few, bundle, out):
    shutil.copy2(few / "s1.png", few / "twin.png")
    summary = tiny.result_of_run(few, bundle, out)
    assert "1 spot occurs under several names: s1.png = twin.png." in summary.notes
    assert [row["image"] for row in rows(out)] == ["s1.png", "s2.png", "s10.png", "twin.png"]


def test_the_identity_of_a_run_covers_each_of_its_fields():
    base = RunIdentity("a" * 64, "exact", None, (), "histocast 1")
    others = [
        RunIdentity("b" * 64, "exact", None, (), "histocast 1"),
        RunIdentity("a" * 64, "fast", None, (), "histocast 1"),
        RunIdentity("a" * 64, "exact", 0.25, (), "histocast 1"),
        RunIdentity("a" * 64, "exact", None, ("ig",), "histocast 1"),
        RunIdentity("a" * 64, "exact", None, (), "histocast 2"),
    ]
    assert len({one.run_id for one in (base, *others)}) == 6


def test_names_that_no_encoding_knows_are_escaped(tiny, few, bundle, out):
    (few / "s1.png").rename(few / "s\udce4.png")
    tiny.result_of_run(few, bundle, out)
    assert "s\\udce4.png" in [row["image"] for row in rows(out)]
    with (out / "results.csv").open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.DictReader(file))) == 3
    assert plan_run(few).spots[0].place.startswith("s")
