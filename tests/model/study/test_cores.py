"""Each core of a slide is a spot with a region of its own; the position of a core is never guessed."""

import numpy as np
import pytest
from PIL import Image

from model.base.errors import StudyError
from model.base.geometry import PointL0, RegionL0, SizeL0
from model.base.progress import result_of
from model.slide.opening import open_image
from model.study.fill import fill
from model.study.read_import import import_reads
from model.study.spots import spots_of
from model.study.store import create_study
from model.tma.array import Core, TmaArray
from model.tma.labels import place_named
from model.tma.saved_cores import change_cores

SHEET = """patient_id,image,core,time_years,event
Ada,slide.png,A-1,1.5,1
Bo,slide.png,A-2,2.5,0
Ada,slide.png,B-1,1.5,1
"""
PLACES = {"A-1": (40.0, 50.0, 20.0), "A-2": (120.0, 52.5, 22.0), "B-1": (42.0, 130.0, 19.5)}
"""Centre and radius, level-0 px."""


@pytest.fixture
def slide(tmp_path):
    path = tmp_path / "images" / "slide.png"
    path.parent.mkdir()
    Image.fromarray(np.random.default_rng(1).integers(0, 255, (180, 200, 3), dtype=np.uint8)).save(path)
    (tmp_path / "sheet.csv").write_text(SHEET)
    return path


@pytest.fixture
def keep(slide):
    """Save cores as the window and `tma find` do."""

    def give(missing=()):
        cores = tuple(
            Core(place_named(label), PointL0(x, y), radius, "missing" if label in missing else "present")
            for label, (x, y, radius) in PLACES.items()
        )
        opened, record = open_image(slide)
        opened.close()
        change_cores(record, lambda _: TmaArray(cores))

    return give


@pytest.fixture
def filled(tmp_path, slide, plan):
    made = create_study(tmp_path / "s.histostudy")
    with made:
        yield lambda: result_of(fill(made, plan(tmp_path / "sheet.csv", slide.parent))) and made


def test_each_core_is_a_spot_with_its_own_square(keep, filled):
    keep()
    study = filled()
    assert [(spot.patient, spot.core) for spot in spots_of(study)] == [("Ada", "A-1"), ("Bo", "A-2"), ("Ada", "B-1")]
    assert [spot.region for spot in spots_of(study)] == [
        RegionL0(20.0, 30.0, 40.0, 40.0), RegionL0(98.0, 30.5, 44.0, 44.0), RegionL0(22.5, 110.5, 39.0, 39.0),
    ]  # fmt: skip
    assert spots_of(study)[1].name == "slide.png A-2"


def test_an_imported_read_is_of_the_core_that_it_names(keep, filled, tmp_path):
    keep()
    study = filled()
    table = tmp_path / "reads.csv"
    table.write_text("reader,patient_id,core,risk\nAda,Ada,B-1,low\nAda,Bo,,high\nBo,Ada,A-1,high\n")
    assert import_reads(study, table).count == 3
    rows = study.rows("SELECT name, core FROM reads JOIN rounds ON rounds.id = round_id JOIN readers"
                      " ON readers.id = reader_id JOIN spots ON spots.id = spot_id ORDER BY reads.id")  # fmt: skip
    assert [tuple(row) for row in rows] == [("Ada", "B-1"), ("Ada", "A-2"), ("Bo", "A-1")]
    table.write_text("reader,patient_id,core,risk\nCy,Ada,,low\nCy,Bo,A-1,low\nCy,,A-2,low\n")
    with pytest.raises(StudyError) as told:
        import_reads(study, table)
    assert told.value.faults == (
        "line 2: Ada names 2 spots of the study instead of one",
        "line 3: Bo A-1 names 0 spots of the study instead of one",
        "line 4: A-2 names no spots of the study instead of one",
    )  # fmt: skip


def test_cores_that_were_not_found_before_are_no_spots(filled, tmp_path):
    with pytest.raises(StudyError) as told:
        filled()
    assert len(told.value.faults) == 3
    assert told.value.faults[0] == (
        "line 2: the position of core A-1 of slide.png is not known; find the cores of the slide first"
    )


def test_a_core_that_is_marked_as_missing_is_no_spot(keep, filled):
    keep(missing=("A-2",))
    with pytest.raises(StudyError) as told:
        filled()
    assert told.value.faults == ("line 3: core A-2 of slide.png is marked as missing on the slide",)


def test_the_only_core_of_an_image_lies_in_its_middle_unless_it_was_found(tmp_path, filled, keep):
    (tmp_path / "sheet.csv").write_text("patient_id,image,core,time_years,event\nAda,slide.png,A-1,1.5,1\n")
    assert spots_of(filled())[0].region is None


def test_that_core_has_its_square_where_it_was_found(tmp_path, filled, keep):
    keep()
    (tmp_path / "sheet.csv").write_text("patient_id,image,core,time_years,event\nAda,slide.png,B-1,1.5,1\n")
    assert spots_of(filled())[0].region.centre == PointL0(42.0, 130.0)


ALONE = "patient_id,image,core,time_years,event\nAda,slide.png,A-1,1.5,1\n"


@pytest.mark.parametrize("stated_mpp", [None, 20.0])
def test_the_only_core_named_of_a_whole_slide_is_not_taken_from_its_middle(
    tmp_path, slide, filled, keep, monkeypatch, stated_mpp
):
    (tmp_path / "sheet.csv").write_text(ALONE)
    if stated_mpp is None:
        monkeypatch.setattr("model.study.fill.SLIDE_PX", 179)
    else:
        monkeypatch.setattr("model.study.fill.extent", lambda path: (SizeL0(200, 180), stated_mpp))
    with pytest.raises(StudyError) as told:
        filled()
    assert told.value.faults == (
        "line 2: the position of core A-1 of slide.png is not known; find the cores of the slide first",
    )
    keep()
    assert spots_of(filled())[0].region.centre == PointL0(40.0, 50.0)
