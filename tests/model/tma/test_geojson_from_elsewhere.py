"""GeoJSON that passed through other programs: what has one meaning is read, all else is named, nothing is dropped."""

import json
from pathlib import Path

import pytest

from model.base.errors import TmaError
from model.base.geometry import PointL0, SizeL0
from model.tma import geojson_file
from model.tma.core_files import read_cores
from model.tma.slide_objects import read_cores_on, read_objects

SIZE = SizeL0(5000, 4000)
REPORTS = Path(__file__).resolve().parents[3] / ".." / "shared" / "samples" / "reports" / "tma"


def ring(x, y, side=100.0):
    return [[x, y], [x + side, y], [x + side, y + side], [x, y + side], [x, y]]


def core(name="A-1", x=1000.0, geometry=None, **properties):
    geometry = geometry or {"type": "Polygon", "coordinates": [ring(x, 1000.0)], "isEllipse": True}
    return {"type": "Feature", "geometry": geometry, "properties": {"objectType": "tmaCore", "name": name} | properties}


def annotation(geometry, **properties):
    return {"type": "Feature", "geometry": geometry, "properties": {"objectType": "annotation"} | properties}


@pytest.fixture
def write(tmp_path):
    def written(data, encoding="utf-8"):
        path = tmp_path / "q.geojson"
        path.write_text(data if isinstance(data, str) else json.dumps(data), encoding=encoding)
        return path

    return written


def faults_of(path):
    with pytest.raises(TmaError) as caught:
        read_objects(path, SIZE)
    return caught.value.faults


@pytest.mark.parametrize(
    ("value", "status"),
    [(True, "missing"), ("true", "missing"), ("True", "missing"), ("TRUE", "missing"), (1, "missing"), (1.0, "missing"),
     (False, "present"), ("false", "present"), ("False", "present"), (0, "present"), (0.0, "present"),
     (None, "present")],
)  # fmt: skip
def test_is_missing_as_programs_write_it(value, status, write):
    (found,) = read_cores(write([core(isMissing=value)])).cores
    assert found.status == status


@pytest.mark.parametrize("value", ["yes", "", "1", 2, -1, 0.5, [], {}, "missing", float("nan")])
def test_any_other_is_missing_is_a_named_fault(value, write):
    faults = faults_of(write([core(isMissing=value)]))
    assert len(faults) == 1
    assert faults[0].startswith("feature 1: isMissing is ")
    assert faults[0].endswith("which is neither true nor false")


@pytest.mark.parametrize(
    ("metadata", "case"),
    [({"Case ID": "P1"}, "P1"), ('{"Case ID": "P1"}', "P1"), ({"Unique ID": 77}, "77"), ({"Case ID": 77.0}, "77"),
     ('{"Case ID": "007"}', "007"), ({"Case ID": 1.5}, "1.5"), ({"Case ID": 10**400}, str(10**400)),
     (None, None), ("", None), ("null", None), ({}, None), ({"Case ID": None}, None), ({"Case ID": " "}, None),
     ({"Case ID": "", "Unique ID": "P2"}, "P2")],
)  # fmt: skip
def test_metadata_as_an_object_or_as_json_text(metadata, case, write):
    (found,) = read_cores(write([core(metadata=metadata)])).cores
    assert found.case_id == case


@pytest.mark.parametrize(
    ("metadata", "said"),
    [("{'Case ID': 'P1'}", "not JSON"), ("P1", "not JSON"), ("[1]", "not an object"), (7, "not an object"),
     ([], "not an object"),
     ({"Case ID": ["P1"]}, "neither text nor a number"), ({"Case ID": True}, "neither text nor a number"),
     ({"Case ID": float("nan")}, "not a number"), ({"Case ID": "a\nb"}, "cannot be shown"),
     ({"Case ID": "\ud800"}, "cannot be shown"), ("[" * 100_000, "not JSON")],
)  # fmt: skip
def test_metadata_that_cannot_be_read_is_a_named_fault(metadata, said, write):
    (fault,) = faults_of(write([core(metadata=metadata)]))
    assert said in fault
    assert len(fault) < 120


@pytest.mark.parametrize(
    ("measurements", "confidence"),
    [({"Histocast confidence": 0.75}, 0.75), ('{"Histocast confidence": 0.75}', 0.75),
     ([{"name": "Histocast confidence", "value": 0.75}], 0.75), ([{"name": "H-score", "value": "NaN"}], None),
     ("{'H-score': nan}", None), (None, None)],
)  # fmt: skip
def test_our_confidence_is_found_among_measurements_of_any_form(measurements, confidence, write):
    (found,) = read_cores(write([core(measurements=measurements)])).cores
    assert (found.confidence, found.by_hand) == (confidence, confidence is None)


@pytest.mark.parametrize("value", ["0.75", 1.5, -0.1, float("nan"), True, []])
def test_a_confidence_that_is_none_is_a_named_fault(value, write):
    (fault,) = faults_of(write([core(measurements={"Histocast confidence": value})]))
    assert "not a number from 0 to 1" in fault


def test_a_missing_core_may_lie_beside_the_slide_and_a_present_one_may_not(write):
    beside = [core("A-1"), core("A-2", 9000.0, isMissing="true")]
    found = read_objects(write(beside), SIZE)
    assert [one.status for one in found.array.cores] == ["present", "missing"]
    assert found.sentences == ("1 missing core lies outside the slide.",)
    assert read_cores_on(write(beside), SIZE) == (found.array, found.sentences)
    for read in (read_objects, read_cores_on):
        with pytest.raises(TmaError, match="1 of 2 places"):
            read(write([core("A-1"), core("A-2", 9000.0)]), SIZE)


def test_a_table_of_cores_follows_the_same_rules(tmp_path):
    table = tmp_path / "cores.csv"
    table.write_text("core,x_l0,y_l0,radius_l0,status\nA-1,100,100,50,\nA-2,9000,100,50,missing\n")
    array, words = read_cores_on(table, SIZE)
    assert [one.label for one in array.present] == ["A-1"]
    assert words == ("1 missing core lies outside the slide.",)
    table.write_text("core,x_l0,y_l0,radius_l0,status\nA-1,100,100,50,\nA-2,9000,100,50,\n")
    with pytest.raises(TmaError, match="1 of 2 places"):
        read_cores_on(table, SIZE)
    table.write_text("core,x_l0,y_l0,radius_l0,status\nA-1,100,100,50,\nA-2,1e300,100,50,missing\n")
    with pytest.raises(TmaError, match="1 of 2 places"):
        read_cores_on(table, SIZE)


NESTED = {
    "type": "Feature", "id": "PathRootObject", "geometry": None,
    "properties": {
        "objectType": "root",
        "childObjects": [
            core("A-1") | {"childObjects": [annotation({"type": "Point", "coordinates": [5, 6]}),
                                            annotation(None, objectType="cell")]},
            core("A-2", 2000.0, isMissing=True),
        ],
    },
}  # fmt: skip


def test_children_are_found_wherever_they_hang(write):
    found = read_objects(write(NESTED), SIZE)
    assert [(one.label, one.status) for one in found.array.cores] == [("A-1", "present"), ("A-2", "missing")]
    assert found.annotations == (PointL0(5, 6),)
    assert found.left_out == (("cell", 1),)
    (fault,) = faults_of(write({"type": "FeatureCollection", "features": [NESTED, core("A-1", 3000.0)]}))
    assert fault == "feature 2: A-1 is feature 1, child 1 already"


@pytest.mark.parametrize(
    "wrapped",
    [lambda f: {"type": "FeatureCollection", "features": [f]}, lambda f: [f], lambda f: f,
     lambda f: [{"type": "FeatureCollection", "features": [f]}], lambda f: {"features": [f]}],
)  # fmt: skip
def test_a_collection_a_list_and_a_single_feature_are_alike(wrapped, write):
    found = read_objects(write(wrapped(core())), SIZE)
    assert [one.label for one in found.array.cores] == ["A-1"]
    assert found.left_out == ()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_encodings_that_a_json_file_may_have(encoding, write):
    text = json.dumps(core(metadata={"Case ID": "Fall ä"}), ensure_ascii=False)
    (found,) = read_cores(write(text, encoding)).cores
    assert found.case_id == "Fall ä"


def test_text_of_another_encoding_is_told(write):
    with pytest.raises(TmaError, match="another encoding"):
        read_cores(write(json.dumps(core(metadata={"Case ID": "ä"}), ensure_ascii=False), "latin-1"))


@pytest.mark.parametrize(
    ("geometry", "middles"),
    [
        ({"type": "Polygon", "coordinates": [ring(0, 0), ring(10, 10, 20.0)]}, [(50, 50)]),  # a hole
        ({"type": "MultiPolygon", "coordinates": [[ring(0, 0), ring(40, 40, 9.0)], [ring(200, 0)]]},
         [(50, 50), (250, 50)]),
        ({"type": "GeometryCollection", "geometries": [
            {"type": "Point", "coordinates": [1, 2, 3]},
            {"type": "GeometryCollection", "geometries": [{"type": "Polygon", "coordinates": [ring(0, 0)]}]},
            {"type": "MultiPoint", "coordinates": [[3, 4], [5, 6]]}]}, [(1, 2), (50, 50), (3, 4), (5, 6)]),
        ({"type": "MultiLineString", "coordinates": [[[0, 0], [10, 20]], [[30, 30], [50, 30]]]}, [(5, 10), (40, 30)]),
        ({"type": "Polygon", "coordinates": [[[0, 0, 7], [8, 0, 7], [8, 8, 7], [0, 0, 7]]]}, [(4, 4)]),
    ],
)  # fmt: skip
def test_each_part_of_an_annotation_is_a_region(geometry, middles, write):
    for data in (annotation(geometry), geometry):
        found = read_objects(write(data), SIZE)
        assert found.annotations == tuple(PointL0(*middle) for middle in middles)
        assert found.annotated == 1


@pytest.mark.parametrize(
    ("geometry", "said"),
    [
        (None, "it has no outline"),
        ({}, "its geometry is of no known type"),
        (7, "its geometry is 7"),
        ({"type": "Curve", "coordinates": []}, "its geometry is a Curve"),
        ({"type": "Polygon", "coordinates": []}, "its outline has no coordinates"),
        ({"type": "Polygon"}, "its outline has no coordinates"),
        ({"type": "MultiPolygon"}, "its outline has no coordinates"),
        ({"type": "MultiPolygon", "coordinates": []}, "its outline is empty"),
        ({"type": "GeometryCollection", "geometries": []}, "its outline is empty"),
        ({"type": "GeometryCollection"}, "its collection of geometries has no members"),
        ({"type": "Point", "coordinates": [float("nan"), 1]}, "the coordinate nan, which is not a position on a slide"),
        ({"type": "Point", "coordinates": [1, float("inf")]}, "the coordinate inf, which is not a position on a slide"),
        ({"type": "Point", "coordinates": [10**400, 1]}, "not a position on a slide"),
        ({"type": "Point", "coordinates": ["12.5", 1]}, "the coordinate '12.5', which is not a number"),
        ({"type": "Point", "coordinates": [True, 1]}, "the coordinate True, which is not a number"),
        ({"type": "Point", "coordinates": [1]}, "a list instead of x and y"),
        ({"type": "Polygon", "coordinates": [[[0, 0], [9, None], [9, 9]]]}, "None, which is not a number"),
        ({"type": "MultiPolygon", "coordinates": [[ring(0, 0)], [[["a", 0]]]]}, "'a', which is not a number"),
    ],
)
def test_an_outline_that_cannot_be_read_is_counted_and_named_never_read_in_part(geometry, said, write):
    good = annotation({"type": "Point", "coordinates": [1, 2]})
    found = read_objects(write([good, annotation(geometry)]), SIZE)
    assert found.annotations == (PointL0(1, 2),)
    ((reason, count),) = found.left_out
    assert count == 1
    assert said in reason
    faults = faults_of(write([core(), core("A-2", geometry=geometry or {"type": None})]))
    assert len(faults) == 1


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        (core(None), "it has no name"),
        (core(""), "it has no name"),
        (core(12), "12 is not a name such as A-12"),
        (core("core 12b"), "'core 12b' is not a name"),
        (core(geometry={"type": "Point", "coordinates": [1, 2]}), "its geometry is a Point"),
        (core(geometry={"type": "Polygon", "coordinates": [ring(1, 1, 0.0)]}), "its outline has no extent"),
        (core(geometry={"type": "MultiPolygon", "coordinates": [[ring(0, 0)], [ring(200, 0)]]}), "has 2 parts"),
    ],
)
def test_a_core_that_is_none_is_named_and_no_core_is_used(broken, said, write):
    (fault,) = faults_of(write([core("A-9", 3000.0), broken]))
    assert fault.startswith("feature 2: ")
    assert said in fault


def test_a_core_of_one_part_is_a_core_whatever_its_geometry_is_called(write):
    for geometry in (
        {"type": "MultiPolygon", "coordinates": [[ring(500, 500)]]},
        {"type": "GeometryCollection", "geometries": [{"type": "Polygon", "coordinates": [ring(500, 500)]}]},
    ):
        (found,) = read_cores(write(core(geometry=geometry))).cores
        assert (found.centre, found.radius) == (PointL0(550, 550), 50)


def test_all_that_is_not_used_is_counted_by_kind(write):
    others = [
        *[annotation({"type": "Point", "coordinates": [1, 1]}, objectType=kind) for kind in ("tile", "tile", "cell")],
        annotation({"type": "Point", "coordinates": [1, 1]}, objectType={"a": 1}),
        7,
        None,
        {"type": "Feature", "properties": "x", "geometry": None},
        annotation({"type": "Point", "coordinates": [1, 1]}),
    ]
    array, words = read_cores_on(write([core(), *others]), SIZE)
    assert len(array.cores) == 1
    said = "Left out: 3 × entry that is not a feature, 2 × tile, 1 × annotation, 1 × cell, 1 × a dict."
    assert words == (said,)
    with pytest.raises(TmaError, match=r"no TMA cores .*1 × annotation"):
        read_cores_on(write(others), SIZE)


def test_many_reasons_are_summed_up(write):
    kinds = [annotation({"type": "Point", "coordinates": [1, 1]}, objectType=f"kind {n}") for n in range(40)]
    assert "34 for 34 other reasons" in read_objects(write([core(), *kinds]), SIZE).sentences[0]


def test_a_key_with_two_values_is_refused_since_no_reader_may_choose(write):
    text = json.dumps(core(isMissing=True)).replace('"isMissing": true', '"isMissing": true, "isMissing": false')
    with pytest.raises(TmaError, match="two values of 'isMissing'"):
        read_cores(write(text))
    assert len(read_cores(write(text.replace("false", "true"))).cores) == 1


@pytest.mark.parametrize("text", ["", "{", "7", '"x"', "null", '{"features": 7}', "[" * 200_000, '{"a":' * 200_000])
def test_what_is_no_geojson_is_told_and_how_deep_it_is_nested_does_not_matter(text, write):
    with pytest.raises(TmaError) as caught:
        read_objects(write(text), SIZE)
    assert caught.value.remedy
    assert len(str(caught.value)) < 160


def test_coordinates_nested_as_deep_as_json_allows_are_a_fault_like_any_other(write):
    deep = json.loads("[" * 400 + "1" + "]" * 400)
    (fault,) = faults_of(write(core(geometry={"type": "Polygon", "coordinates": deep})))
    assert "instead of x and y" in fault
    collection: dict = {"type": "Point", "coordinates": [1, 2]}
    for _ in range(200):
        collection = {"type": "GeometryCollection", "geometries": [collection]}
    assert read_objects(write(annotation(collection)), SIZE).annotations == (PointL0(1, 2),)
    child = annotation({"type": "Point", "coordinates": [3, 4]})
    for _ in range(100):
        child = annotation({"type": "Point", "coordinates": [3, 4]}, childObjects=[child])
    assert len(read_objects(write(child), SIZE).annotations) == 101


def test_a_file_that_is_too_large_is_refused_before_it_is_parsed(write, monkeypatch):
    monkeypatch.setattr(geojson_file, "LARGEST", 50)
    with pytest.raises(TmaError, match="larger than") as caught:
        read_objects(write(core()), SIZE)
    assert "without cells" in caught.value.remedy


@pytest.mark.parametrize(
    ("name", "statuses", "case", "words"),
    [
        ("missing_str", "present missing present", None, ()),
        ("missing_int", "present missing present", None, ()),
        ("missing_outside", "present missing present", None, ("1 missing core lies outside the slide.",)),
        ("stringified", "present missing present", "P1", ()),
        ("multipolygon", "present missing present", None, ()),
        ("root_children", "present missing present", None, ()),
    ],
)
def test_files_rebuilt_from_public_reports(name, statuses, case, words):
    if not REPORTS.is_dir():
        pytest.skip(f"no samples at {REPORTS}: the cases above are built by code")
    size = SizeL0(15000, 8000) if name == "missing_outside" else SizeL0(17000, 8000)
    array, said = read_cores_on(REPORTS / f"{name}.geojson", size)
    assert [core.label for core in array.cores] == ["A-1", "A-2", "A-3"]
    assert " ".join(core.status for core in array.cores) == statuses
    assert {core.case_id for core in array.cores} == {case}
    assert said == words


@pytest.mark.parametrize("key", ["metadata.Case ID", "metadata_Case ID", "metadata.Case.ID", "Case ID", "case_id"])
def test_a_case_in_a_column_of_its_own_is_kept(key, write):
    """So pandas, R and GDAL write nested properties into their tables."""
    (found,) = read_cores(write([core(**{key: "P1"})])).cores
    assert found.case_id == "P1"
    (found,) = read_cores(write([core(**{key: "P1"}, metadata={"Case ID": "P1", "Unique ID": []})])).cores
    assert found.case_id == "P1"
    (fault,) = faults_of(write([core(**{key: "P2"}, metadata='{"case id": "P1"}')]))
    assert fault == f"feature 1: it has two cases: 'case id' is 'P1' and {key!r} is 'P2'"


def test_outlines_in_degrees_are_no_places_on_a_slide(write):
    tiny = {"type": "Polygon", "coordinates": [ring(0.01, 0.01, 0.002)]}
    (fault,) = faults_of(write([core(), core("A-2", geometry=tiny)]))
    assert "is the file in degrees" in fault
    found = read_objects(write([core(), annotation(tiny)]), SIZE)
    assert found.annotations == ()
    assert "1 × annotation (its outline is smaller than a pixel" in found.sentences[0]


def test_a_hole_written_before_the_outer_ring_does_not_shrink_the_core(write):
    rings = [ring(1040.0, 1040.0, 20.0), ring(1000.0, 1000.0)]
    (found,) = read_cores(write([core(geometry={"type": "Polygon", "coordinates": rings})])).cores
    assert (found.centre, found.radius) == (PointL0(1050, 1050), 50)
