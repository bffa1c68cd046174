"""`histocast predict` on real files and a corridor without torch."""

import argparse
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import tifffile

from app.cli.pipeline import ModelPipeline
from app.cli.predict import add_parser
from app.cli.predict_images import PredictRequest, predict_all
from app.cli.result_text import block
from model.base.errors import SlideError
from model.base.geometry import RegionL0
from model.base.progress import result_of
from model.region.region import place
from model.result.export import export_table
from model.slide.registry import open_slide
from model.slide.remembered import remember

GOOD, SOME_FAILED, NOTHING_STARTED = 0, 1, 3


def order(*images: Path, **changes) -> PredictRequest:
    given = {"bundle": "demo", "device": "auto", "precision": "exact", "mpp": None, "json": False, "out": None}
    return PredictRequest(tuple(images), **(given | changes))


@pytest.fixture
def real_files():
    """The test gets all files themselves."""


@pytest.fixture(autouse=True)
def _quick_files(request, monkeypatch):
    """Drawings and arrays take most of the time; `tests/model/result/export` looks at what they contain."""
    if "real_files" not in request.fixturenames:
        rows = tuple(
            replace(row, write=lambda exported, path: path.write_text("a stand-in"))
            if row.key in ("heatmap", "case", "arrays") else row
            for row in export_table.EXPORTS
        )  # fmt: skip
        monkeypatch.setattr(export_table, "EXPORTS", rows)


def test_prints_probability_with_its_qualifier_and_what_must_be_said(pipeline, make_image, capsys) -> None:
    assert predict_all(order(make_image("Präparat 中.png"), mpp=0.286), pipeline) == GOOD
    printed = capsys.readouterr().out
    assert "0.71 uncalibrated" in printed
    assert "low risk (threshold 0.50: median of the training set)" in printed
    assert "DEMO MODEL" in printed
    assert "Präparat 中.png" in printed
    assert printed.rstrip().endswith("Research use only. Not for diagnosis or treatment decisions.")


def test_json_gives_one_object_a_line_and_nothing_else(pipeline, make_image, capsys) -> None:
    images = [make_image("a.png"), make_image("b.png")]
    assert predict_all(order(*images, json=True), pipeline) == GOOD
    out, err = capsys.readouterr()
    records = [json.loads(line) for line in out.splitlines()]
    assert [Path(record["image"]["path"]) for record in records] == images
    assert "encoding tiles" in err


@pytest.fixture
def rule(tmp_path, monkeypatch):
    """Write a rule of three answers for the bundle of the seeded predictions."""

    def write(**changes):
        given = {
            "record": "histocast-three-answers", "record_version": 1, "low": 0.1, "high": 0.25, "error": 0.1,
            "horizon": 5.0, "patients": 90, "events": 30, "others": 50, "lost": 10, "rater": "model", "model": "m",
            "time_unit": "years", "bundle_sha256": "ab" * 32, "fitted_on": "colon", "sentence": "",
        }  # fmt: skip
        path = tmp_path / "rule.json"
        path.write_text(json.dumps(given | changes))
        return path

    monkeypatch.setattr("model.bundle.installed.verified_sha256", lambda path: "ab" * 32)
    return write


def test_three_answers_stand_beside_the_number(pipeline, make_image, capsys, rule, tmp_path) -> None:
    out = tmp_path / "out"
    assert predict_all(order(make_image("a.png"), three_answers=rule(), out=out), pipeline) == GOOD
    printed = capsys.readouterr().out
    assert "three answers         high" in printed
    assert "property of the group" in printed
    assert "three_answers" not in json.loads(next(out.glob("*.json")).read_text()), "no file gets the answer"
    assert predict_all(order(make_image("b.png"), three_answers=rule(high=0.3), json=True), pipeline) == GOOD
    answered = json.loads(capsys.readouterr().out)["three_answers"]
    assert (answered["answer"], answered["error"], answered["fitted_on"]) == ("uncertain", 0.1, "colon")
    assert predict_all(order(make_image("c.png"), json=True), pipeline) == GOOD
    assert "three_answers" not in json.loads(capsys.readouterr().out)


def test_a_rule_of_another_bundle_is_refused_before_anything_is_analysed(pipeline, make_image, capsys, rule) -> None:
    for sha256, words in (("00" * 32, "another bundle"), (None, "does not name")):
        request = order(make_image("a.png"), three_answers=rule(bundle_sha256=sha256))
        assert predict_all(request, pipeline) == NOTHING_STARTED
        assert words in capsys.readouterr().err
    assert pipeline.loads == 0


def test_images_share_one_engine_and_are_closed(pipeline, make_image) -> None:
    predict_all(order(make_image("a.png"), make_image("b.png"), make_image("c.png")), pipeline)
    assert pipeline.loads == 1
    assert len(pipeline.slides) == 3
    for slide in pipeline.slides:
        with pytest.raises(SlideError, match="closed"):
            slide.read(RegionL0(0, 0, 10, 10), 10, 10)


def test_a_file_that_fails_is_told_and_the_rest_go_on(pipeline, make_image, tmp_path, capsys) -> None:
    text = tmp_path / "text.png"
    text.write_text("not a picture")
    missing = tmp_path / "missing.png"
    assert predict_all(order(text, missing, make_image("good.png"), json=True), pipeline) == SOME_FAILED
    out, err = capsys.readouterr()
    assert len(out.splitlines()) == 1
    assert "missing.png" in err
    assert "text.png" in err
    assert "2 of 3 images failed" in err


BROKEN = b"\0" * 128 + b"DICM" + b"\2\0\0\0UL\xff\xff"
"""DICOM's mark before an element that is longer than the file."""


def test_a_bad_file_of_a_folder_is_told_and_the_rest_go_on(pipeline, make_image, tmp_path, capsys) -> None:
    good = make_image("good.png")
    (good.parent / "x.dcm").write_bytes(BROKEN)
    (good.parent / "1.2.840.3").write_bytes(BROKEN)
    assert predict_all(order(good.parent, json=True), pipeline) == SOME_FAILED
    out, err = capsys.readouterr()
    assert len(out.splitlines()) == 1
    assert "x.dcm cannot be read as DICOM" in err
    assert "1.2.840.3 cannot be read as DICOM" in err
    assert "Copy or export the file again" in err


def test_what_was_noted_of_an_image_is_printed(pipeline, make_image, capsys) -> None:
    class Noting(type(pipeline)):
        def analyse(self, slide, image, engine):
            made = yield from super().analyse(slide, image, engine)
            return replace(made, image=replace(made.image, notes=("colours may be wrong: why",)))

    assert predict_all(order(make_image("a.png")), Noting()) == GOOD
    assert "note                  colours may be wrong: why" in capsys.readouterr().out


def test_nothing_is_loaded_when_no_image_can_be_opened(pipeline, tmp_path) -> None:
    assert predict_all(order(tmp_path / "missing.png"), pipeline) == SOME_FAILED
    assert pipeline.loads == 0


@pytest.mark.parametrize("changes", [{"bundle": "unknown"}, {"device": "cuda:7"}, {"precision": "fast"}])
def test_without_an_engine_nothing_starts(pipeline, make_image, capsys, changes) -> None:
    assert predict_all(order(make_image("a.png"), make_image("b.png"), **changes), pipeline) == NOTHING_STARTED
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("unknown") <= 1
    assert err.count("There is no cuda:7") <= 1
    assert err.count("never measured") <= 1
    assert "auto" in err or "installed name" in err


def test_a_failing_analysis_is_this_image_s_failure_only(make_pipeline, make_image, capsys) -> None:
    pipeline = make_pipeline(fault=MemoryError())
    assert predict_all(order(make_image("a.png"), make_image("b.png")), pipeline) == SOME_FAILED
    assert capsys.readouterr().err.count("not enough memory") == 2


def test_a_fault_of_the_program_is_not_hidden(make_pipeline, make_image) -> None:
    with pytest.raises(ZeroDivisionError):
        predict_all(order(make_image("a.png")), make_pipeline(fault=ZeroDivisionError()))


def test_a_folder_stands_for_its_images(pipeline, make_image, tmp_path, capsys) -> None:
    for name in ("spots/s10.png", "spots/s2.png", "spots/s2.heatmap.png"):
        make_image(name)
    (tmp_path / "spots" / "notes.txt").write_text("")
    assert predict_all(order(tmp_path / "spots", make_image("spots/s2.png"), json=True), pipeline) == GOOD
    records = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [Path(record["image"]["path"]).name for record in records] == ["s2.png", "s10.png"]


def test_an_empty_folder_is_told(pipeline, tmp_path, capsys) -> None:
    (tmp_path / "empty").mkdir()
    assert predict_all(order(tmp_path / "empty"), pipeline) == SOME_FAILED
    assert "no image in the folder" in capsys.readouterr().err


def test_files_are_written_under_the_image_s_name(pipeline, make_image, tmp_path, capsys, real_files) -> None:
    out = tmp_path / "results" / "today"
    assert predict_all(order(make_image("ein Präparat.png"), out=out), pipeline) == GOOD
    suffixes = ("json", "tiles.csv", "heatmap.png", "case.pdf", "geojson", "npz")
    names = {f"ein Präparat.{suffix}" for suffix in suffixes}
    assert {path.name for path in out.iterdir()} == names
    assert all(path.stat().st_size > 1000 for path in out.iterdir())
    with np.load(out / "ein Präparat.npz") as arrays:
        assert arrays["features"].shape == (256, 4096)
    assert str(out / "ein Präparat.npz") in capsys.readouterr().out


def test_images_of_one_name_do_not_overwrite_one_another(pipeline, make_image, tmp_path, capsys) -> None:
    images = [make_image("a/spot.png", (1, 2, 3)), make_image("b/spot.png", (4, 5, 6)), make_image("a/spot.jpg")]
    out = tmp_path / "out"
    predict_all(order(*images, out=out), pipeline)
    found = {stem: json.loads((out / f"{stem}.json").read_text()) for stem in ("spot", "spot-2", "spot-3")}
    assert [Path(record["image"]["path"]) for record in found.values()] == images
    assert "spot-2" in capsys.readouterr().err
    predict_all(order(images[0], out=out), pipeline)  # again: in its own place
    assert len(list(out.glob("*.json"))) == 3


def test_results_beside_the_images_leave_those_alone(pipeline, make_image, tmp_path) -> None:
    image = make_image("spot.heatmap.png")
    before = image.read_bytes()
    spot = make_image("spot.png")
    assert predict_all(order(spot, image, out=tmp_path), pipeline) == GOOD
    assert image.read_bytes() == before
    assert (tmp_path / "spot-2.heatmap.png").exists()


def test_a_folder_that_cannot_be_written_to_is_told_before_the_work(pipeline, make_image, tmp_path, capsys) -> None:
    (tmp_path / "file").write_text("")
    assert predict_all(order(make_image("a.png"), out=tmp_path / "file"), pipeline) == NOTHING_STARTED
    assert pipeline.loads == 0
    assert capsys.readouterr().out == ""


def test_what_was_computed_is_printed_though_it_cannot_be_written(pipeline, make_image, tmp_path, capsys) -> None:
    out = tmp_path / "out"
    (out / "a.json").mkdir(parents=True)  # a folder where a file should go: its name is taken
    (out / "a.npz").write_text("")
    assert predict_all(order(make_image("a.png"), out=out), pipeline) == GOOD
    assert (out / "a-2.json").is_file()
    assert "0.71" in capsys.readouterr().out


def test_a_wrong_pixel_size_is_refused(pipeline, make_image, capsys) -> None:
    assert predict_all(order(make_image("a.png"), mpp=0.0), pipeline) == SOME_FAILED
    assert "pixel size" in capsys.readouterr().err


def test_an_unreadable_pixel_size_is_told(pipeline, make_image, tmp_path, capsys) -> None:
    """By whoever opens the image, and in the block, whether or not the folder's pixel size is used."""
    path = tmp_path / "a.svs"
    about = "Aperio Image Library\r\n90x80|AppMag = 20|MPP = 0.25x"
    tifffile.imwrite(path, np.full((80, 90, 3), 200, np.uint8), photometric="rgb", metadata=None, description=about)
    told = 'file states "0.25x" as Aperio MPP; it is not used: it is not a number'
    slide, record = ModelPipeline().open(path, None)
    slide.close()
    assert capsys.readouterr().err == f"a.svs: The {told}.\n"
    prediction = result_of(pipeline.analyse(open_slide(make_image("b.png")), record, "engine"))
    assert f"unknown; the {told}: one image pixel" in block(replace(prediction, image=record))
    remember(tmp_path, 0.5)
    slide, record = ModelPipeline().open(path, None)
    slide.close()
    assert f"0.5 um/px (remembered for this folder; the {told})" in block(replace(prediction, image=record))


def test_arguments_become_an_order(make_image) -> None:
    from app.cli import predict

    parser = argparse.ArgumentParser()
    predict.add_parser(parser.add_subparsers())
    line = "predict a.png b --device cpu --precision fast --mpp 0.25 --json --out o"
    args = parser.parse_args(line.split())
    assert (args.images, args.device, args.precision, args.mpp, args.json, args.out) == (
        [Path("a.png"), Path("b")],
        "cpu",
        "fast",
        0.25,
        True,
        Path("o"),
    )


def test_windows_are_read_where_they_are_asked_for_and_have_files_of_their_own(
    pipeline, make_image, tmp_path, capsys
) -> None:
    image, out = make_image("a.png"), tmp_path / "out"
    asked = order(image, mpp=0.286, out=out, regions=((40, 35), (10, 60)))
    assert predict_all(asked, pipeline) == GOOD
    assert pipeline.regions == [(40.0, 35.0), (10.0, 60.0)]
    assert (pipeline.loads, len(pipeline.slides)) == (1, 1)
    printed = capsys.readouterr().out
    assert f"{image}, region at 40, 35 px\n" in printed
    records = sorted(path.name for path in out.glob("*.json"))
    assert records == ["a_10-60.json", "a_40-35.json"]
    assert predict_all(asked, pipeline) == GOOD
    assert sorted(path.name for path in out.glob("*.json")) == records, "the same windows replace their own results"


def test_a_window_beside_the_image_is_told_and_no_other_is_read(pipeline, make_image, capsys) -> None:
    assert predict_all(order(make_image("a.png"), regions=((40, 35), (80, 10))), pipeline) == SOME_FAILED
    assert "The region at 80, 10 lies outside a.png, which has 80 x 70 px." in capsys.readouterr().err
    assert pipeline.regions == []


def test_cores_of_a_table_are_read_those_that_are_there(pipeline, make_image, tmp_path, capsys) -> None:
    table = tmp_path / "cores.csv"
    table.write_text("core,x_l0,y_l0,radius_l0,status\nA-1,20,30,9,present\nA-2,60,30,9,missing\nB-1,20,60,9,present\n")
    assert predict_all(order(make_image("a.png"), out=tmp_path / "out", cores=table), pipeline) == GOOD
    assert "a.png, core A-1\n" in capsys.readouterr().out
    assert sorted(path.name for path in (tmp_path / "out").glob("*.json")) == ["a_A-1.json", "a_B-1.json"]
    table.write_text("core,x_l0,y_l0,radius_l0,status\nA-1,20,30,9,missing\n")
    assert predict_all(order(make_image("a.png"), cores=table), pipeline) == SOME_FAILED
    assert "marks every core as missing" in capsys.readouterr().err


def geojson(path, *cores, others=()):
    """Cores (name, x, isMissing) of radius 9, and other features."""
    features = [
        {"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [[[x, 20], [x + 18, 20], [x + 18, 38]]]},
         "properties": {"objectType": "tmaCore", "name": name, "isMissing": missing}}
        for name, x, missing in cores
    ]  # fmt: skip
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [*features, *others]}))
    return path


def test_cores_of_geojson_follow_the_rules_of_the_window(pipeline, make_image, tmp_path, capsys) -> None:
    tile = {"type": "Feature", "geometry": None, "properties": {"objectType": "tile"}}
    cores = geojson(tmp_path / "q.geojson", ("A-1", 10, "false"), ("A-2", 9000, 1), others=[tile, tile])
    assert predict_all(order(make_image("a.png"), out=tmp_path / "out", cores=cores), pipeline) == GOOD
    assert [path.name for path in (tmp_path / "out").glob("*.json")] == ["a_A-1.json"]
    said = capsys.readouterr().err
    assert f"{cores}: 1 missing core lies outside the slide.\n" in said
    assert f"{cores}: Left out: 2 × tile.\n" in said
    geojson(cores, ("A-1", 10, False), ("A-2", 9000, 0))
    assert predict_all(order(make_image("a.png"), cores=cores), pipeline) == SOME_FAILED
    assert "1 of 2 places in q.geojson lie outside this slide" in capsys.readouterr().err
    geojson(cores, ("A-1", 10, "perhaps"))
    assert predict_all(order(make_image("a.png"), cores=cores), pipeline) == SOME_FAILED
    assert "feature 1: isMissing is 'perhaps', which is neither true nor false" in capsys.readouterr().err


@pytest.mark.parametrize("text", ["1", "1,2,3", "a,b", "1.5,2"])
def test_a_place_that_is_none_is_wrong_usage(text, capsys) -> None:
    parser = argparse.ArgumentParser()
    add_parser(parser.add_subparsers())
    with pytest.raises(SystemExit) as caught:
        parser.parse_args(["predict", "a.png", "--window", text])
    assert caught.value.code == 2
    assert "use X,Y in px" in capsys.readouterr().err


@pytest.fixture
def repeatable(make_pipeline):
    """Predictions of the image that was opened, by the embedded model and this version of the program."""
    from importlib.metadata import version

    from model.base.files import file_sha256
    from model.bundle.installed import find_bundle

    class OfTheImage(make_pipeline):
        def find(self, bundle):
            return find_bundle(bundle)

        def load(self, bundle, device, precision):
            self.bundle, self.precision = bundle, precision
            return (yield from super().load(bundle, device, "exact"))

        def analyse(self, slide, image, engine):
            made = yield from super().analyse(slide, image, engine)
            used = replace(made.bundle, sha256=file_sha256(self.bundle))
            device = replace(made.device, precision=self.precision)
            program = f"histocast {version('histocast')}"
            placed = place(slide.size, image.mpp, 3500, 0.286)
            return replace(made, image=image, bundle=used, device=device, made_by=program, placement=placed)

    return OfTheImage


def test_what_was_done_before_is_not_done_again_and_counted(repeatable, make_image, tmp_path, capsys) -> None:
    images, out = [make_image("a.png"), make_image("b.png", (200, 120, 160))], tmp_path / "out"
    assert predict_all(order(*images, out=out), repeatable()) == GOOD
    again = repeatable()
    capsys.readouterr()
    assert predict_all(order(*images, make_image("c.png"), out=out), again) == GOOD
    printed, err = capsys.readouterr()
    assert "2 of 3 were done before under the same conditions; --again analyses them again." in err
    assert "a.png: done before" in printed
    assert "survival probability 0.71 uncalibrated, reliability" in printed
    assert "DEMO MODEL" in printed
    assert printed.count("input") == 1  # only c.png was analysed
    assert predict_all(order(*images, out=out), idle := repeatable()) == GOOD
    assert idle.loads == 0
    assert predict_all(order(*images, out=out, again=True), busy := repeatable()) == GOOD
    assert busy.loads == 1


def test_a_result_that_was_made_before_prints_the_same_json(repeatable, make_image, tmp_path, capsys) -> None:
    image, out = make_image("a.png"), tmp_path / "out"
    predict_all(order(image, out=out, json=True), repeatable())
    first = capsys.readouterr().out
    predict_all(order(image, out=out, json=True), idle := repeatable())
    assert capsys.readouterr().out == first
    assert idle.loads == 0


@pytest.mark.parametrize(
    "changes",
    [{"mpp": 0.3}, {"bundle": "demo-as-published"}, {"precision": "fast"}, {"device": "cuda:0"},
     {"regions": ((10, 20),)}],
)  # fmt: skip
def test_other_conditions_are_analysed(repeatable, make_image, tmp_path, changes) -> None:
    image, out = make_image("a.png"), tmp_path / "out"
    predict_all(order(image, out=out), repeatable())
    assert predict_all(order(image, out=out, **changes), busy := repeatable()) == GOOD
    assert busy.loads == 1


def test_files_of_an_earlier_result_do_not_pass_for_those_of_a_result_that_was_stopped(
    repeatable, make_image, tmp_path, monkeypatch
) -> None:
    """The program was killed after it had replaced the record, and before it replaced the other files."""
    image, out = make_image("a.png"), tmp_path / "out"
    predict_all(order(image, out=out, bundle="demo-as-published"), repeatable())
    with monkeypatch.context() as patch:
        patch.setattr(export_table, "EXPORTS", export_table.EXPORTS[:1])
        predict_all(order(image, out=out), repeatable())
    assert predict_all(order(image, out=out), busy := repeatable()) == GOOD
    assert busy.loads == 1
    assert predict_all(order(image, out=out), idle := repeatable()) == GOOD
    assert idle.loads == 0


@pytest.mark.parametrize("spoil", ["image", "file", "record", "version"])
def test_a_result_that_no_longer_fits_is_made_again(repeatable, make_image, tmp_path, spoil) -> None:
    image, out = make_image("a.png"), tmp_path / "out"
    predict_all(order(image, out=out), repeatable())
    record = out / "a.json"
    if spoil == "image":
        make_image("a.png", (90, 30, 60))
    elif spoil == "file":
        (out / "a.npz").unlink()
    elif spoil == "record":
        record.write_text(record.read_text()[:300])
    else:
        record.write_text(record.read_text().replace('"made_by": "histocast ', '"made_by": "histocast 9.'))
    assert predict_all(order(image, out=out), busy := repeatable()) == GOOD
    assert busy.loads == 1
