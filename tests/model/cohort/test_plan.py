"""The spots of a plan, from each kind of source."""

import shutil
from pathlib import Path

import pytest

from model.base.errors import CohortRunError, HistocastError, SlideError
from model.cohort.plan import NotPlanned, plan_run
from model.cohort.spot import PlannedSpot
from model.cohort.staging import local_copy, name_in
from model.slide.remembered import remember
from model.tma.core_table import COLUMNS as CORE_COLUMNS


@pytest.fixture
def folder(tmp_path, spots):
    made = tmp_path / "images"
    made.mkdir()
    for name in ("s2.png", "s10.png"):
        shutil.copy2(spots / name, made)
    return made


def write(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(lines) + "\n")
    return path


CORES = (
    "core,x_l0,y_l0,radius_l0,status",
    "A-1,20,30,15,present",
    "A-2,50,30,15,missing",
    "B-1,21.5,60,15,present",
)


def test_a_folder_names_its_images_in_natural_order_and_what_is_none(folder):
    (folder / "scan.dcm").write_bytes(b"\0" * 128 + b"DICM" + b"\2\0\0\0UL\xff\xff")
    plan = plan_run(folder)
    assert [(spot.place, spot.name, spot.stem) for spot in plan.spots] == [
        ("s2.png", "s2.png", "s2"),
        ("s10.png", "s10.png", "s10"),
    ]
    assert plan.spots[0].location == str(folder / "s2.png")
    assert (plan.spots[0].folder, plan.spots[0].was_there) == (str(folder), True)
    assert [one.place for one in plan.left_out] == ["scan.dcm"]
    assert isinstance(plan.left_out[0], NotPlanned)
    assert plan.left_out[0].remedy


def test_a_slide_with_a_table_of_cores_has_one_spot_for_each_present_core(folder, tmp_path):
    tables = tmp_path / "tables"
    tables.mkdir()
    write(tables / "s2.cores.csv", *CORES)
    plan = plan_run(folder, tables)
    assert [(spot.name, spot.centre, spot.stem) for spot in plan.spots] == [
        ("s2.png A-1", (20.0, 30.0), "s2_A-1"),
        ("s2.png B-1", (21.5, 60.0), "s2_B-1"),
        ("s10.png", None, "s10"),
    ]
    assert plan.notes == (
        "s2.cores.csv: 2 cores are analysed, 1 is missing.",
        "1 of 2 images have a table of cores; the others are analysed at their centre.",
    )
    assert len(plan_run(folder).spots) == 2
    shutil.copy2(tables / "s2.cores.csv", folder)
    assert len(plan_run(folder).spots) == 3, "a table beside the slide is used too"
    assert len(plan_run(folder / "s2.png").spots) == 2
    assert len(plan_run(folder / "s2.png").notes) == 1


def test_a_folder_of_cores_that_is_missing_or_not_used_is_refused(folder, tmp_path):
    with pytest.raises(CohortRunError, match=r"There is no folder .*tabels"):
        plan_run(folder, tmp_path / "tabels")
    table = write(tmp_path / "spots.csv", "image", "images/s2.png")
    with pytest.raises(CohortRunError, match=r"spots\.csv already specifies its cores"):
        plan_run(table, folder)
    assert plan_run(folder, tmp_path).notes[0].startswith("0 of 2 images have a table of cores")


def test_a_table_of_cores_that_cannot_be_used_is_a_failure_of_its_slide(folder):
    write(folder / "s2.cores.csv", "core,x_l0,y_l0,radius_l0", "A-1,20,here,15")
    plan = plan_run(folder)
    assert [spot.place for spot in plan.spots] == ["s10.png"]
    assert plan.left_out[0].place == "s2.png"
    assert "'here'" in plan.left_out[0].reason
    write(folder / "s2.cores.csv", CORES[0], CORES[2])
    assert "every core as missing" in plan_run(folder).left_out[0].reason


def test_rows_of_a_table_name_images_parts_and_pixel_sizes(folder, tmp_path):
    write(tmp_path / "s2.cores.csv", *CORES)
    table = write(
        tmp_path / "spots.csv",
        "patient_id,image,core,x,y,cores,mpp,comment",
        "7.0,images/s2.png,,,,,,",
        f"8,{folder / 's10.png'},,12,34.5,,0.25,x",
        "9,images/s10.png,C-3,40,41,,,",
        "9,images/s2.png,,,,s2.cores.csv,,",
        "9,images/s10.png,B-1,,,s2.cores.csv,,",
        "9,memory://bucket/x%20y.png,,,,,,",
    )
    spots = plan_run(table).spots
    assert [(spot.name, spot.centre, spot.mpp, spot.patient) for spot in spots] == [
        ("s2.png", None, None, "7"),
        ("s10.png 12-34.5", (12.0, 34.5), 0.25, "8"),
        ("s10.png C-3", (40.0, 41.0), None, "9"),
        ("s2.png A-1", (20.0, 30.0), None, "9"),
        ("s2.png B-1", (21.5, 60.0), None, "9"),
        ("s10.png B-1", (21.5, 60.0), None, "9"),
        ("x%20y.png", None, None, "9"),
    ]
    assert len({spot.key for spot in spots}) == 7
    assert [spot.is_url for spot in spots] == [False] * 6 + [True]
    assert (spots[0].place, spots[1].place) == ("images/s2.png", "images/s10.png")


def test_a_table_of_cores_is_a_table_of_spots(folder):
    """As `tma find` writes it, moved beside its slide."""
    empty = dict.fromkeys(CORE_COLUMNS, "") | {"y_l0": "30.00", "image": "s2.png"}
    rows = [
        empty | {"core": core, "status": status, "x_l0": x}
        for core, status, x in (("A-1", "present", "20.00"), ("A-2", "missing", "50.00"))
    ]
    table = write(folder / "x.csv", ",".join(CORE_COLUMNS), *(",".join(row.values()) for row in rows))
    plan = plan_run(table)
    assert [(spot.name, spot.centre) for spot in plan.spots] == [("s2.png A-1", (20.0, 30.0))]
    assert "1 row with the word missing in the column status" in plan.notes[-1]


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (",,,,,0.5", "line 3: image is empty"),
        ("s2.png,,12,,,", "line 3: x and y must both be given"),
        ("s2.png,,twelve,3,,", "line 3: x 'twelve' is not a number"),
        ("s2.png,A-1,,,,", "line 3: core A-1 has neither x and y nor a table of cores"),
        ("s2.png,,,,,700", "line 3: A pixel size of 700 um/px cannot be right."),
        ("s2.png,,1,1,c.csv,", "line 3: a row must have either x and y, or a table of cores, but not both"),
        ("s2.png,,,,none.csv,", "line 3: The cores of the slide cannot be read"),
    ],
)
def test_faulty_rows_are_listed_and_nothing_starts(folder, row, fault):
    table = write(folder / "spots.csv", "image,core,x,y,cores,mpp", "s10.png,,,,,", row)
    with pytest.raises(CohortRunError) as found:
        plan_run(table)
    assert len(found.value.faults) == 1
    assert found.value.faults[0].startswith(fault)


def test_the_key_in_a_url_gets_into_no_result(folder):
    table = write(folder / "spots.csv", "image", "https://me:secret@host/a/x.png?sig=secret.png#secret")
    (spot,) = plan_run(table).spots
    assert spot.location.count("secret") == 3
    assert (spot.place, spot.name, spot.stem) == ("https://host/a/x.png", "x.png", "x")
    again = write(folder / "again.csv", "image", "https://me:secret@host/a/x.png?sig=other")
    assert plan_run(again).spots[0].key == spot.key, "an address that was signed again is the same image"


def test_a_spot_that_occurs_twice_is_refused(folder):
    table = write(folder / "spots.csv", "image,x,y", "s2.png,,", "s10.png,,", "s2.png,5,5", "s2.png,,")
    with pytest.raises(CohortRunError, match="1 spot occurs more than once") as found:
        plan_run(table)
    assert found.value.faults == ("s2.png occurs 2 times",)


def test_a_spot_with_two_pixel_sizes_is_refused(folder):
    """The identity of a spot has no pixel size: two results of one spot would contradict each other when merged."""
    table = write(folder / "spots.csv", "image,x,y,mpp", "s2.png,5,5,0.5", "s2.png,5,5,0.25", "s2.png,,,0.25")
    with pytest.raises(CohortRunError, match=r"occurs? more than once") as found:
        plan_run(table)
    assert found.value.faults == ("s2.png 5-5 occurs 2 times",)


def test_what_is_no_source_is_refused(folder, tmp_path):
    with pytest.raises(CohortRunError, match="There is no file or folder"):
        plan_run(tmp_path / "missing")
    with pytest.raises(CohortRunError, match="has no column 'image'"):
        plan_run(write(tmp_path / "t.csv", "picture", "s2.png"))
    (tmp_path / "empty").mkdir()
    with pytest.raises(SlideError, match="no image in the folder"):
        plan_run(tmp_path / "empty")


def test_what_changes_a_number_changes_the_key(folder):
    first = plan_run(folder).spots[0]
    remember(folder, 0.5)
    remembered = plan_run(folder).spots[0]
    assert remembered.remembered_mpp == 0.5
    tables = (("s2.png,,,", "s2.png,1,2,", "s2.png,2,1,"), ("s2.png,1,2,0.3",))
    plans = [plan_run(write(folder / "spots.csv", "image,x,y,mpp", *lines)) for lines in tables]
    keys = {spot.key for plan in plans for spot in plan.spots}
    assert len(keys | {first.key}) == 5
    assert remembered.key in keys


def test_files_of_spots_have_different_names(folder):
    shutil.copy2(folder / "s2.png", folder / "S2.tif")
    stems = [spot.stem for spot in plan_run(folder).spots]
    assert len({stem.casefold() for stem in stems}) == 3
    assert "s10" in stems


def test_a_spot_is_the_same_wherever_its_folder_lies(folder, tmp_path):
    before = plan_run(folder).spots
    after = plan_run(folder.rename(tmp_path / "moved")).spots
    assert [spot.key for spot in after] == [spot.key for spot in before]
    assert after[0].location != before[0].location


def test_a_study_names_its_spots_and_is_only_read(folder, tmp_path):
    from model.study.store import create_study, open_study

    path = tmp_path / "s.histostudy"
    with create_study(path) as study, study.changing():
        study.write("INSERT INTO patients (code) VALUES ('P1')")
        known = (("images/s2.png", "", None), ("images/s10.png", "A-1", 10), ("images/gone.png", "", None))
        for name, core, x in known:
            study.write(
                "INSERT INTO spots (patient_id, image, seen_at, sha256, core, x, y, width, height)"
                " VALUES (1, ?, '/nowhere', ?, ?, ?, ?, ?, ?)", (name, name, core, x, x, x, x),
            )  # fmt: skip
    with open_study(path):  # as a window has it open
        plan = plan_run(path)
    assert [(spot.place, spot.core, spot.centre, spot.patient) for spot in plan.spots] == [
        ("images/s2.png", "", None, "P1"),
        ("images/s10.png", "A-1", (15.0, 15.0), "P1"),
    ]
    assert [(one.place, one.reason) for one in plan.left_out] == [("images/gone.png", "The image was moved.")]
    # If the whole folder is away, as a drive can be, its spots stay in the plan, so that results stay in the tables.
    before = [(spot.place, spot.key) for spot in plan.spots]
    folder.rename(tmp_path / "away")
    plan = plan_run(path)
    assert [(spot.place, spot.key) for spot in plan.spots[:2]] == before
    assert not any(spot.was_there for spot in plan.spots)
    assert plan.left_out == ()


def test_every_error_of_a_plan_has_a_remedy(tmp_path):
    with pytest.raises(HistocastError) as found:
        plan_run(tmp_path / "missing.csv")
    assert found.value.remedy


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("http://[::1/a.png", "several protocols"),
        ("http://[1/a.png", "is not a URL"),
        ("reference://a.png::http://host/templates.json", "several protocols"),
        ("https://host/a.png?x=1::reference://b", "several protocols"),
        ("file://a::http://host/a.png", "several protocols"),
        ("reference://a.png", "has the protocol 'reference'"),
        ("github://owner:name@main/a.png", "has the protocol 'github'"),
        ("://a.png", "has the protocol ''"),
    ],
)
def test_a_url_that_could_do_more_than_give_bytes_is_refused(folder, url, why):
    """fsspec chains protocols and knows some that render templates: a table could run code or pass by the policy."""
    with pytest.raises(CohortRunError) as found:
        plan_run(write(folder / "spots.csv", "image", url))
    assert why in found.value.faults[0]
    with pytest.raises(SlideError) as caught, local_copy(PlannedSpot(url, url), None):
        pass
    assert why in caught.value.message


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://a/b/c%20d.svs?key=1", "c d.svs"),
        ("https://a/..%5C..%5Cstart.bat", "start.bat"),
        ("https://a/b/%2e%2e", "image"),
        ("https://a/C%3Ax.tif", "C_x.tif"),
        ("https://a/", "image"),
    ],
)
def test_the_copy_of_an_image_lies_in_its_own_folder_on_every_system(url, name):
    assert name_in(url) == name
