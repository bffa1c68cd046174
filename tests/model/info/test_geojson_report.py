"""GeoJSON described: cores, annotations, their parts, and what is left out, each with its count."""

import json
from pathlib import Path

import pytest

from model.base.errors import TmaError
from model.base.files import file_sha256
from model.base.progress import result_of
from model.info.file_report import report_steps
from model.info.geojson_report import GeoJsonReport
from model.info.line import block

SAMPLES = Path(__file__).resolve().parents[3] / ".." / "shared" / "samples" / "reports" / "tma"
KEYS = (
    "path", "cores", "missing_cores", "cores_with_case", "annotations", "regions", "left_out", "notes", "bytes",
    "sha256", "kind",
)  # fmt: skip


def report_of(path: Path, hashed: bool = False) -> GeoJsonReport:
    return result_of(report_steps(path, hashed))


def square(x: float, side: float = 100) -> list:
    return [[[x, 0], [x + side, 0], [x + side, side], [x, side], [x, 0]]]


def feature(kind: str, geometry: dict | None = None, **properties) -> dict:
    geometry = geometry or {"type": "Polygon", "coordinates": square(0)}
    return {"type": "Feature", "geometry": geometry, "properties": {"objectType": kind, **properties}}


def written(path: Path, *features: dict) -> Path:
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    return path


def test_cores_annotations_and_the_rest_are_counted(tmp_path: Path) -> None:
    parts = {"type": "MultiPolygon", "coordinates": [square(0), square(500)]}
    path = written(
        tmp_path / "a.geojson",
        feature("tmaCore", name="A-1", isMissing=False, metadata={"Case ID": "P1"}),
        feature("tmaCore", name="A-2", isMissing=True),
        feature("annotation"),
        feature("annotation", parts),
        *(feature("detection") for _ in range(5)),
        feature("cell"),
    )
    report = report_of(path)
    assert tuple(report.values) == KEYS
    assert (report.cores, report.missing_cores, report.cores_with_case) == (2, 1, 1)
    assert (report.annotations, report.regions) == (2, 3)
    assert {one.reason: one.objects for one in report.left_out} == {"detection": 5, "cell": 1}
    text = block(report)
    assert "cores             2, 1 of them missing, 1 with a case" in text
    assert "annotations       2, 3 parts: each becomes a region" in text
    assert "left out          5: detection" in text
    assert report_of(path, hashed=True).sha256 == file_sha256(path)


def test_nothing_left_out_is_said_too(tmp_path: Path) -> None:
    text = block(report_of(written(tmp_path / "a.json", feature("annotation"))))
    assert "left out          nothing" in text
    assert "cores             none" in text
    assert "annotations       1\n" in text


def test_an_annotation_that_cannot_be_used_is_counted_with_its_reason(tmp_path: Path) -> None:
    empty = {"type": "Polygon", "coordinates": []}
    report = report_of(written(tmp_path / "a.geojson", feature("annotation"), feature("annotation", empty)))
    assert report.annotations == 1
    assert [one.objects for one in report.left_out] == [1]
    assert report.left_out[0].reason.startswith("annotation (")


@pytest.mark.parametrize("text", ["", "{", "[]", '{"type": "FeatureCollection", "features": []}', '{"a": 1}'])
def test_what_holds_no_place_has_a_sentence(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.geojson"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(TmaError) as told:
        report_of(path)
    assert told.value.remedy


@pytest.mark.parametrize(
    ("name", "cores", "missing"),
    [("missing_str", 1, 1), ("missing_int", 1, 1), ("missing_outside", 2, 1)],
)
def test_cores_that_passed_through_other_programs(name: str, cores: int, missing: int) -> None:
    path = SAMPLES / f"{name}.geojson"
    if not path.exists():
        pytest.skip(f"no samples at {SAMPLES}")
    features = json.loads(path.read_text())
    features = features["features"] if isinstance(features, dict) else features
    report = report_of(path)
    assert report.cores == len(features)
    assert report.missing_cores == sum(one["properties"].get("isMissing") in (True, "true", 1) for one in features)
