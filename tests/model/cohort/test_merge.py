"""Runs of several computers become one: each spot once, contradictions apart, and only the same conditions."""

import json
import shutil

import pytest

from model.base.errors import CohortRunError
from model.base.progress import result_of
from model.cohort.analyse import Job
from model.cohort.columns import VOLATILE
from model.cohort.merge import merge_runs
from model.cohort.result_tables import comparable


@pytest.fixture
def part(tiny, spots, bundle, tmp_path):
    """Runs the images with these names in a folder of their own, and returns the folder of the run."""

    def run(name, *images, **changes):
        folder = tmp_path / f"{name}-images"
        folder.mkdir(exist_ok=True)
        for image in images:
            shutil.copy2(spots / image, folder / image.replace("=", ""))
        tiny.result_of_run(folder, bundle, tmp_path / name, **changes)
        return tmp_path / name

    return run


def rows(out):
    return comparable(out / "results.csv", VOLATILE)


def change(out, image, **fields):
    """Change fields of the prediction of an image in the folder of a run."""
    for path in out.glob("records/*/*.json"):
        record = json.loads(path.read_bytes())
        if record["place"] == image:
            record["prediction"] |= fields
            path.write_text(json.dumps(record))


def test_partial_runs_give_the_table_of_a_whole_one(part, whole, tmp_path):
    first = part("one", "s1.png", "s2.png", "s10.png", "bad-cut.png")
    second = part("two", "s3.png", "s11.png", "bad-text.jpg")
    merged = result_of(merge_runs([first, second], tmp_path / "all"))
    names = ["s1.png", "s2.png", "s10.png", "s3.png", "s11.png"]
    assert [row["image"] for row in rows(tmp_path / "all")] == names
    wanted = {row["image"]: row for row in rows(whole[0])}
    assert rows(tmp_path / "all") == [wanted[name] for name in names]
    assert [row["image"] for row in comparable(tmp_path / "all" / "errors.csv", ())] == ["bad-cut.png", "bad-text.jpg"]
    assert (merged.conflicts, merged.repeated, merged.damaged) == ([], 0, 0)
    assert json.loads((tmp_path / "all" / "run.json").read_text())["state"] == "merged"


def test_a_spot_of_two_runs_is_taken_once_and_a_result_replaces_a_failure(part, tmp_path):
    first = part("one", "s1.png", "s2.png")
    second = part("two", "s2.png", "s3.png")
    shutil.copy2(tmp_path / "one-images" / "s1.png", tmp_path / "two-images" / "x.png")
    (tmp_path / "one-images" / "s3.png").write_bytes(b"cut")
    first = part("one")
    assert len(comparable(first / "errors.csv", ())) == 1
    change(second, "s2.png", survival_probability=0.4931)
    merged = result_of(merge_runs([first, second], tmp_path / "all"))
    assert [row["image"] for row in rows(tmp_path / "all")] == ["s1.png", "s2.png", "s3.png"]
    assert (merged.errors, merged.repeated, merged.replaced) == ([], 1, 1)
    kept = rows(tmp_path / "all")[1]["survival_probability"]
    assert kept == rows(first)[1]["survival_probability"]
    assert merged.largest_difference == pytest.approx(abs(float(kept) - 0.4931))


@pytest.mark.parametrize("what", ["probability", "region"])
def test_results_that_contradict_each_other_are_left_out_and_listed(part, tmp_path, what):
    first, second = part("one", "s1.png", "s2.png"), part("two", "s2.png")
    other = {"survival_probability": 0.51} if what == "probability" else {"window": window(second) | {"x": 3.0}}
    change(second, "s2.png", **other)
    merged = result_of(merge_runs([first, second], tmp_path / "all"))
    assert [row["image"] for row in rows(tmp_path / "all")] == ["s1.png"]
    assert len(merged.conflicts) == 2
    listed = comparable(tmp_path / "all" / "conflicts.csv", ())
    assert [(row["run"], row["image"]) for row in listed] == [(str(first), "s2.png"), (str(second), "s2.png")]


def window(out):
    return json.loads(next(out.glob("records/*/*.json")).read_bytes())["prediction"]["window"]


def test_a_difference_of_a_thousandth_is_the_limit(part, tmp_path):
    first, second = part("one", "s1.png"), part("two", "s1.png")
    p = float(rows(first)[0]["survival_probability"])
    change(second, "s1.png", survival_probability=p + 0.00099)
    assert result_of(merge_runs([first, second], tmp_path / "near")).conflicts == []
    change(second, "s1.png", survival_probability=p + 0.00101)
    assert len(result_of(merge_runs([first, second], tmp_path / "far")).conflicts) == 2


def test_equal_names_of_different_images_and_their_files_stay_apart(part, tmp_path, spots):
    job = Job("", files=("json",))
    first = part("one", "s1.png", job=job)
    (tmp_path / "two-images").mkdir()
    shutil.copy2(spots / "s2.png", tmp_path / "two-images" / "s1.png")
    second = part("two", job=job)
    out = tmp_path / "all"
    assert len(result_of(merge_runs([first, second], out)).rows) == 2
    hashes = [json.loads(path.read_bytes())["image"]["sha256"] for path in sorted((out / "files").iterdir())]
    assert sorted(hashes) == sorted(row["image_sha256"] for row in rows(out))
    again = result_of(merge_runs([out, first], tmp_path / "again"))
    assert (len(again.rows), again.repeated) == (2, 1), "a folder of joined runs can be joined again"


def test_results_in_two_number_formats_are_refused(part, tmp_path):
    """*fast* may be int8 on one computer and bfloat16 on another."""
    first, second = part("one", "s1.png"), part("two", "s2.png")
    device = json.loads(next(second.glob("records/*/*.json")).read_bytes())["prediction"]["device"]
    change(second, "s2.png", device=device | {"arithmetic": "bfloat16"})
    with pytest.raises(CohortRunError, match="different number formats") as found:
        result_of(merge_runs([first, second], tmp_path / "all"))
    assert found.value.faults == (f"{first}: {device['arithmetic']}", f"{second}: bfloat16")
    assert not (tmp_path / "all").exists()


def test_other_conditions_and_other_folders_are_refused(part, tmp_path):
    first, second = part("one", "s1.png"), part("two", "s2.png", mpp=0.5)
    with pytest.raises(CohortRunError, match="under different conditions") as found:
        result_of(merge_runs([first, second], tmp_path / "all"))
    assert found.value.faults == ("pixel size (--mpp): none, now 0.5",)
    with pytest.raises(CohortRunError, match="not the folder of a run"):
        result_of(merge_runs([first, tmp_path / "one-images"], tmp_path / "all"))
    with pytest.raises(CohortRunError, match="not an empty folder"):
        result_of(merge_runs([first], second))


def test_a_merge_that_was_stopped_is_repeated_in_the_same_folder(part, tmp_path):
    first, second, out = part("one", "s1.png"), part("two", "s2.png"), tmp_path / "all"
    steps = merge_runs([first, second], out)
    while not (out / "records").exists():
        next(steps)
    steps.close()
    (out / "my-notes.txt").write_text("not of the merge")
    with pytest.raises(CohortRunError, match="a merge that was stopped"):
        result_of(merge_runs([out, first], tmp_path / "again"))
    assert len(result_of(merge_runs([first, second], out)).rows) == 2
    assert [row["image"].rpartition("/")[2] for row in rows(out)] == ["s1.png", "s2.png"]
    assert (out / "my-notes.txt").exists()
    with pytest.raises(CohortRunError, match="not an empty folder"):
        result_of(merge_runs([first, second], out))


def test_a_merge_that_was_stopped_before_its_first_file_is_repeated(part, tmp_path):
    first, out = part("one", "s1.png"), tmp_path / "all"
    out.mkdir()
    (out / ".lock").touch()
    (out / ".histocast-0123456789ab.json").touch()
    assert len(result_of(merge_runs([first], out)).rows) == 1


def test_a_damaged_record_is_counted(part, tmp_path):
    first = part("one", "s1.png", "s2.png")
    next(first.glob("records/*/*.json")).write_bytes(b"")
    merged = result_of(merge_runs([first], tmp_path / "all"))
    assert (merged.damaged, len(merged.rows)) == (1, 1)


@pytest.mark.parametrize("field", ["spot_id", "place", "core", "prediction", "files"])
def test_a_record_without_a_field_is_counted(part, tmp_path, field):
    first = part("one", "s1.png", "s2.png")
    path = next(first.glob("records/*/*.json"))
    record = json.loads(path.read_bytes())
    del record[field]
    path.write_text(json.dumps(record))
    merged = result_of(merge_runs([first], tmp_path / "all"))
    assert (merged.damaged, len(merged.rows)) == (1, 1)


@pytest.mark.parametrize("names", [["missing.json"], ["../run.json"]])
def test_a_record_whose_files_are_not_there_is_counted(part, tmp_path, names):
    first = part("one", "s1.png", "s2.png", job=Job("", files=("json",)))
    path = next(first.glob("records/*/*.json"))
    path.write_text(json.dumps(json.loads(path.read_bytes()) | {"files": names}))
    merged = result_of(merge_runs([first], tmp_path / "all"))
    assert (merged.damaged, len(merged.rows)) == (1, 1)


def test_a_failure_that_two_runs_of_one_source_found_is_listed_once(tiny, part, bundle, tmp_path):
    first = part("one", "s1.png", "bad-text.jpg")
    second = part("two", "s2.png", "bad-text.jpg")
    tiny.result_of_run(tmp_path / "one-images", bundle, tmp_path / "again")
    merged = result_of(merge_runs([first, tmp_path / "again", second], tmp_path / "all"))
    assert [row["image"] for row in merged.errors] == ["bad-text.jpg", "bad-text.jpg"], "one of each folder of images"


@pytest.mark.parametrize("table", ["results.csv", "errors.csv"])
@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"a;b\n1;2\n", b"image\n"])
def test_a_table_that_another_program_changed_is_refused_or_has_no_rows(part, tmp_path, table, content):
    first = part("one", "s1.png", "bad-cut.png")
    (first / table).write_bytes(content)
    if content == b"image\n":
        assert len(result_of(merge_runs([first], tmp_path / "all")).rows) == 1
        return
    with pytest.raises(CohortRunError, match="was changed by another program"):
        result_of(merge_runs([first], tmp_path / "all"))


def test_a_run_that_is_named_twice_is_refused(part, tmp_path):
    first = part("one", "s1.png")
    (tmp_path / "link").symlink_to(first)
    with pytest.raises(CohortRunError, match="is named twice"):
        result_of(merge_runs([first, tmp_path / "link"], tmp_path / "all"))
