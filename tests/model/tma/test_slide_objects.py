"""Cores and annotations that were made elsewhere: read as QuPath writes them, in all its versions."""

import json
from pathlib import Path

import pytest

from model.base.errors import TmaError
from model.base.geometry import PointL0, SizeL0
from model.tma.slide_objects import read_objects

SIZE = SizeL0(5000, 4000)


def ring(x, y, width, height):
    return [[x, y], [x + width, y], [x + width, y + height], [x, y + height], [x, y]]


def feature(geometry, **properties):
    return {"type": "Feature", "id": "PathAnnotationObject", "geometry": geometry, "properties": properties}


def polygon(x, y, width=200, height=100):
    return {"type": "Polygon", "coordinates": [ring(x, y, width, height)]}


def file(tmp_path, features, name="q.geojson"):
    path = tmp_path / name
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return path


def test_annotations_of_every_shape_give_their_middle(tmp_path: Path) -> None:
    shapes = [
        polygon(100, 200),
        {"type": "MultiPolygon", "coordinates": [[ring(0, 0, 10, 10)], [ring(90, 90, 10, 10)]]},
        {"type": "LineString", "coordinates": [[10, 20], [30, 80.5]]},
        {"type": "Point", "coordinates": [7, 8]},
        {"type": "MultiPoint", "coordinates": [[7, 8, 0], [9, 10, 0]]},
    ]
    found = read_objects(file(tmp_path, [feature(shape, objectType="annotation") for shape in shapes]), SIZE)
    assert found.array is None
    assert found.annotations == (
        PointL0(200, 250), PointL0(5, 5), PointL0(95, 95), PointL0(20, 50.25), PointL0(7, 8),
        PointL0(7, 8), PointL0(9, 10),
    )  # fmt: skip
    assert (found.annotated, found.left_out) == (5, ())
    assert found.sentences == ("5 annotations have 7 parts.",)


def test_kinds_are_told_apart_as_qupath_does(tmp_path: Path) -> None:
    core = polygon(1000, 1000, 300, 300) | {"isEllipse": True}
    found = read_objects(
        file(
            tmp_path,
            [
                feature(core, objectType="tmaCore", name="A-1", isMissing=False),
                feature(polygon(0, 0), objectType="annotation", classification={"name": "Tumor", "color": [200, 0, 0]}),
                feature(polygon(400, 0), object_type="annotation"),
                feature(polygon(800, 0)),  # QuPath 0.2: the kind is its id
                {"type": "Feature", "geometry": polygon(1200, 0), "properties": {}},
                feature(polygon(0, 500), objectType="tile"),
                feature(polygon(0, 600), objectType="detection", measurements={"a": 1.0}),
                feature(polygon(0, 700), objectType="cell", nucleusGeometry=None),
            ],
        ),
        SIZE,
    )
    assert found.array is not None
    assert [(core.label, core.centre) for core in found.array.cores] == [("A-1", PointL0(1150, 1150))]
    assert [place.x for place in found.annotations] == [100, 500, 900, 1300]
    assert found.left_out == (("tile", 1), ("detection", 1), ("cell", 1))
    assert found.sentences == ("Left out: 1 × tile, 1 × detection, 1 × cell.",)


def test_a_core_table_is_read_too(tmp_path: Path) -> None:
    path = tmp_path / "a.cores.csv"
    path.write_text("core,x_l0,y_l0,radius_l0\nA-1,100,200,50\n")
    found = read_objects(path, SIZE)
    assert found.array is not None
    assert found.annotations == ()


def test_what_is_of_another_slide_or_holds_nothing_is_told_with_a_remedy(tmp_path: Path) -> None:
    beside = [feature(polygon(100, 100)), feature(polygon(6000, 100))]
    with pytest.raises(TmaError, match=r"1 of 2 places in q\.geojson lie outside this slide") as caught:
        read_objects(file(tmp_path, beside), SIZE)
    assert "another slide" in caught.value.remedy
    with pytest.raises(TmaError, match="neither TMA cores nor annotations"):
        read_objects(file(tmp_path, [feature(polygon(0, 0), objectType="tile")]), SIZE)
    with pytest.raises(TmaError, match="neither TMA cores nor annotations") as caught:
        read_objects(file(tmp_path, [feature(None, objectType="annotation"), 7, None]), SIZE)
    assert "2 × entry that is not a feature, 1 × annotation (it has no outline)" in str(caught.value)
