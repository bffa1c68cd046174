"""`histocast tma` on a drawn array and a corridor without torch."""

import argparse
import csv
import json

import pytest
from PIL import Image

from app.cli.tma import analyse as tma_analyse
from app.cli.tma import tma
from model.base.errors import SlideError
from model.base.geometry import RegionL0
from model.synthesis.tma_synthesis import ArrayPlan, draw_overview

GOOD, SOME_FAILED, NOTHING_STARTED = 0, 1, 3


@pytest.fixture
def slide(tmp_path):
    path = tmp_path / "Präparat.png"
    plan = ArrayPlan(3, 4, radius=16, missing=0.1, broken=0)
    Image.fromarray(draw_overview(plan, 2).picture).save(path)
    return path


def ask(*words):
    parser = argparse.ArgumentParser()
    tma.add_parser(parser.add_subparsers())
    return parser.parse_args(["tma", *map(str, words)])


def rows(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_find_writes_table_geojson_and_picture(slide, pipeline, tmp_path, capsys):
    out = tmp_path / "out"
    assert tma.run_find(ask("find", slide, "--out", out), pipeline) == GOOD
    assert {path.name for path in out.iterdir()} == {f"Präparat.cores.{kind}" for kind in ("csv", "geojson", "png")}
    assert "11 cores, 1 missing" in capsys.readouterr().out
    table = rows(out / "Präparat.cores.csv")
    assert [row["core"] for row in table] == [f"{row}-{col}" for row in "ABC" for col in range(1, 5)]
    assert all("Research use only" in row["notice"] for row in table)
    with pytest.raises(SlideError, match="closed"):
        pipeline.slides[0].read(RegionL0(0, 0, 9, 9), 9, 9)


def test_corrections_are_never_written_over_unasked(slide, pipeline, tmp_path, capsys):
    out = tmp_path / "out"
    tma.run_find(ask("find", slide, "--out", out), pipeline)
    (out / "Präparat.cores.csv").write_text("mine")
    assert tma.run_find(ask("find", slide, "--out", out), pipeline) == NOTHING_STARTED
    assert (out / "Präparat.cores.csv").read_text() == "mine"
    assert "--replace" in capsys.readouterr().err
    assert tma.run_find(ask("find", slide, "--out", out, "--replace"), pipeline) == GOOD


def test_faults_of_a_core_map_are_listed(slide, pipeline, tmp_path, capsys):
    core_map = tmp_path / "map.csv"
    core_map.write_text("core,case_id\nA-1,x\nA-1,y\nQ,z\n")
    asked = ask("find", slide, "--out", tmp_path / "out", "--core-map", core_map)
    assert tma.run_find(asked, pipeline) == SOME_FAILED
    told = capsys.readouterr().err
    assert "line 3" in told
    assert "line 4" in told


def test_every_core_is_read_by_one_engine_and_stands_in_the_table(slide, pipeline, tmp_path, capsys):
    core_map = tmp_path / "map.csv"
    core_map.write_text("core,case_id\nA-1,Fall 1\n")
    out = tmp_path / "out"
    assert tma_analyse.run(ask("analyse", slide, "--out", out, "--core-map", core_map), pipeline) == GOOD
    table = {row["core"]: row for row in rows(out / "Präparat.results.csv")}
    assert pipeline.loads == 1
    assert len(table) == 12
    read = [row for row in table.values() if row["survival_probability"]]
    assert len(read) == 11
    assert [row["status"] for row in table.values() if not row["survival_probability"]] == ["missing"]
    assert {row["qualifier"] for row in read} == {"uncalibrated"}
    assert all(row["bundle_sha256"] and row["device"] and row["verdict"] for row in read)
    assert table["A-1"]["case_id"] == "Fall 1"
    assert len(list(out.glob("Präparat_*.json"))) == 11
    cores = json.loads((out / "Präparat.results.geojson").read_text())["features"]
    assert sum("Survival" in str(core["properties"].get("measurements")) for core in cores) == 11
    assert "0.71 uncalibrated, low risk, input ok, tile order not measured, DEMO MODEL" in capsys.readouterr().out


def test_only_the_cores_named_are_read_from_a_table_of_them(slide, pipeline, tmp_path, capsys):
    cores = tmp_path / "cores.csv"
    cores.write_text("core,x_l0,y_l0,radius_l0\nA-1,40,40,16\nA-2,90,40,16\nB-1,40,90,16\n")
    out = tmp_path / "out"
    asked = ask("analyse", slide, "--out", out, "--cores", cores, "--only", "b1,A-2", "--all-files")
    assert tma_analyse.run(asked, pipeline) == GOOD
    assert [row["core"] for row in rows(out / "Präparat.results.csv") if row["bundle"]] == ["A-2", "B-1"]
    assert (out / "Präparat_B-1.heatmap.png").is_file()
    asked = ask("analyse", slide, "--out", out, "--cores", cores, "--only", "Z-9")
    assert tma_analyse.run(asked, pipeline) == NOTHING_STARTED
    assert "no core 'Z-9'" in capsys.readouterr().err


def test_what_a_file_of_cores_holds_besides_is_counted_and_a_map_moves_no_core_beside_the_slide(
    slide, pipeline, tmp_path, capsys
):
    def core(name, x, missing):
        ring = [[x, 40], [x + 32, 40], [x + 32, 72]]
        properties = {"objectType": "tmaCore", "name": name, "isMissing": missing}
        return {"geometry": {"type": "Polygon", "coordinates": [ring]}, "properties": properties}

    spot = {"type": "Feature", "geometry": {"type": "Point", "coordinates": [9, 9]}, "properties": {}}
    cores, core_map = tmp_path / "cores.geojson", tmp_path / "map.csv"
    cores.write_text(json.dumps([core("A-1", 40, 0), core("A-2", 90_000, "True"), spot]))
    out = tmp_path / "out"
    assert tma_analyse.run(ask("analyse", slide, "--out", out, "--cores", cores), pipeline) == GOOD
    said = capsys.readouterr().err
    assert "1 missing core lies outside the slide." in said
    assert "Left out: 1 × annotation." in said
    core_map.write_text("core,status\nA-2,present\n")
    asked = ask("analyse", slide, "--out", out, "--cores", cores, "--core-map", core_map)
    assert tma_analyse.run(asked, pipeline) == NOTHING_STARTED
    assert "1 of 2 places in cores.geojson lie outside this slide" in capsys.readouterr().err


def test_a_core_that_fails_is_told_and_the_rest_stand(slide, make_pipeline, tmp_path, capsys):
    out = tmp_path / "out"
    pipeline = make_pipeline(fault=MemoryError())
    assert tma_analyse.run(ask("analyse", slide, "--out", out, "--only", "A-1,A-2"), pipeline) == SOME_FAILED
    assert [row["core"] for row in rows(out / "Präparat.results.csv") if row["trouble"]] == ["A-1", "A-2"]
    assert "2 of 2 cores failed" in capsys.readouterr().err


def test_no_array_is_told(make_image, pipeline, tmp_path, capsys):
    assert tma.run_find(ask("find", make_image("a.png"), "--out", tmp_path / "out"), pipeline) == SOME_FAILED
    assert "No cores were found" in capsys.readouterr().err


def test_results_of_another_slide_are_left_alone(slide, pipeline, tmp_path, capsys):
    out = tmp_path / "out"
    out.mkdir()
    (out / "Präparat.results.csv").write_text("core,image_sha256\nA-1,0123\n")
    assert tma_analyse.run(ask("analyse", slide, "--out", out), pipeline) == NOTHING_STARTED
    assert "belongs to another slide" in capsys.readouterr().err
    assert pipeline.loads == 0
