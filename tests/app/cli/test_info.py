"""`histocast info`: each file is described, whatever is wrong with the others, and JSON is one object a line."""

import json
import re
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from app.__main__ import main
from app.cli.info import KEYS
from model.info.slide_report import SlideReport
from model.study.store import create_study


def picture(path: Path, **options) -> Path:
    Image.fromarray(np.zeros((80, 90, 3), np.uint8)).save(path, **options)
    return path


def test_a_picture_in_text(tmp_path: Path, capsys) -> None:
    path = picture(tmp_path / "a.png", dpi=(72, 72))
    assert main(["info", str(path)]) == 0
    out, err = capsys.readouterr()
    lines = out.splitlines()
    assert lines[0] == str(path)
    assert "  size              90 x 80 px" in lines
    assert "  pixel size        unknown (not in the file (its 72 dpi is a print resolution))" in lines
    assert err == ""


def test_json_is_one_object_a_line(tmp_path: Path, capsys) -> None:
    first = picture(tmp_path / "a.png")
    create_study(tmp_path / "s.histostudy").close()
    assert main(["info", str(first), str(tmp_path / "s.histostudy"), "--json"]) == 0
    objects = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [one["kind"] for one in objects] == ["slide", "study"]
    assert {one["record"] for one in objects} == {"histocast-info"}
    assert {one["record_version"] for one in objects} == {1}
    assert (objects[0]["mpp"], objects[0]["mpp_source"]) == (None, "not in the file")
    assert objects[0]["sha256"] is None


def test_a_bad_file_is_told_and_the_others_are_described(tmp_path: Path, capsys) -> None:
    good, bad = picture(tmp_path / "a.png"), tmp_path / "b.png"
    bad.write_bytes(b"\x89PNG\r\n\x1a\n and no more")
    assert main(["info", str(bad), str(good), str(tmp_path / "absent.tif")]) == 1
    out, err = capsys.readouterr()
    assert out.startswith(str(good))
    assert f"{bad}: b.png is a damaged PNG file" in err
    assert "Copy or export the file again" in err
    assert "absent.tif does not exist" in err


def test_programs_get_an_object_for_a_bad_file_too(tmp_path: Path, capsys) -> None:
    good, bad = picture(tmp_path / "a.png"), tmp_path / "b.png"
    bad.write_bytes(b"")
    assert main(["info", "--json", str(bad), str(good)]) == 1
    objects = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [one["kind"] for one in objects] == ["error", "slide"]
    assert objects[0]["path"] == str(bad)
    assert objects[0]["error"] == "b.png is empty."
    assert objects[0]["remedy"]
    assert objects[0]["faults"] == []


def test_a_folder_stands_for_its_images(tmp_path: Path, capsys) -> None:
    for name in ("a.png", "b.jpg"):
        picture(tmp_path / name)
    assert main(["info", str(tmp_path)]) == 0
    assert capsys.readouterr().out.count("size              90 x 80 px") == 2
    (tmp_path / "empty").mkdir()
    assert main(["info", str(tmp_path / "empty"), "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["error"].startswith("There is no image")


def test_the_hash_is_told_on_demand(tmp_path: Path, capsys) -> None:
    import hashlib

    path = picture(tmp_path / "a.png")
    assert main(["info", "--json", "--hash", str(path)]) == 0
    assert json.loads(capsys.readouterr().out)["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()


def test_no_file_is_a_mistake() -> None:
    with pytest.raises(SystemExit) as told:
        main(["info"])
    assert told.value.code == 2


def test_the_help_names_every_key_of_the_json_record() -> None:
    from model.info.bundle_report import BundleReport
    from model.info.geojson_report import GeoJsonReport
    from model.info.study_report import StudyReport
    from model.info.table_report import TableReport

    words = set(re.findall(r"\w+", KEYS))
    for report in (SlideReport, TableReport, GeoJsonReport, BundleReport, StudyReport):
        assert set(report.__dataclass_fields__) <= words
