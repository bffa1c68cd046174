"""Frames of DICOM levels: what would end the process, take all memory or show glass over tissue is refused in words."""

import runpy
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from pydicom import Dataset, FileDataset, dcmread
from pydicom.uid import ImplicitVRLittleEndian

from model.base.errors import SlideError
from model.slide.colour_profile import DAMAGED_NOTE
from model.slide.registry import open_slide

made = SimpleNamespace(**runpy.run_path(str(Path(__file__).with_name("whole_slides.py"))))
COLS, FRAMES = 4, 12
"""Tiles of 32 px in a picture of 97 x 71 px."""


@pytest.fixture
def level(tmp_path: Path) -> Path:
    path = tmp_path / "scan" / "a.dcm"
    path.parent.mkdir()
    made.dicom_file(path, made.RGB, "1.2.826.0.1.1", 1, 0.5)
    return path


def change(path: Path, by: Callable[[FileDataset], object]) -> None:
    data = dcmread(path)
    by(data)
    data.save_as(path)


def sparse(data: FileDataset) -> None:
    """The same tiles, each with its place."""
    items = []
    for number in range(FRAMES):
        place, item = Dataset(), Dataset()
        place.ColumnPositionInTotalImagePixelMatrix = number % COLS * 32 + 1
        place.RowPositionInTotalImagePixelMatrix = number // COLS * 32 + 1
        item.PlanePositionSlideSequence = [place]
        items.append(item)
    data.DimensionOrganizationType = "TILED_SPARSE"
    data.PerFrameFunctionalGroupsSequence = items


def refusal(path: Path) -> SlideError:
    with pytest.raises(SlideError) as caught:
        open_slide(path).close()
    return caught.value


def test_tiles_with_places_are_the_picture(level: Path) -> None:
    change(level, sparse)
    slide = open_slide(level)
    pixels = slide.read_level(0, 0, 0, 97, 71)
    slide.close()
    assert np.array_equal(pixels, made.RGB)
    assert slide.notes == ()


def test_a_tile_that_was_never_written_is_background_with_a_note(level: Path) -> None:
    change(level, sparse)

    def without_last(data: FileDataset) -> None:
        data.PerFrameFunctionalGroupsSequence = list(data.PerFrameFunctionalGroupsSequence)[:-1]
        data.NumberOfFrames = FRAMES - 1
        data.PixelData = data.PixelData[: -32 * 32 * 3]

    change(level, without_last)
    slide = open_slide(level)
    pixels = slide.read_level(0, 0, 0, 97, 71)
    slide.close()
    assert (pixels[64:, 96:] == 255).all()
    assert np.array_equal(pixels[:64], made.RGB[:64])
    assert slide.notes == ("1 tile was never written and is shown as background (a.dcm)",)


def _first(data: FileDataset) -> Dataset:
    place: Dataset = data.PerFrameFunctionalGroupsSequence[0].PlanePositionSlideSequence[0]
    return place


@pytest.mark.parametrize(
    ("spoil", "placed"),
    [
        (lambda data: delattr(data, "PerFrameFunctionalGroupsSequence"), 0),
        (lambda data: setattr(data, "PerFrameFunctionalGroupsSequence", []), 0),
        (lambda data: data.PerFrameFunctionalGroupsSequence.pop(), 11),
        (lambda data: delattr(data.PerFrameFunctionalGroupsSequence[0], "PlanePositionSlideSequence"), 11),
        (lambda data: delattr(_first(data), "ColumnPositionInTotalImagePixelMatrix"), 11),
        (lambda data: setattr(_first(data), "ColumnPositionInTotalImagePixelMatrix", -31), 11),
        (lambda data: setattr(_first(data), "RowPositionInTotalImagePixelMatrix", 33), 11),
    ],
    ids=["no sequence", "empty sequence", "one less", "no place", "half a place", "outside", "twice the same"],
)
def test_frames_without_a_place_of_their_own_are_refused(
    level: Path, spoil: Callable[[FileDataset], object], placed: int
) -> None:
    """Without the sequence OpenSlide ends the process; the others it would show as background, without a word."""
    change(level, sparse)
    change(level, spoil)
    told = refusal(level)
    assert f"positions for only {placed} of its 12 frames" in told.message
    assert told.path == level


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"DimensionOrganizationType": "3D"}, "states the Dimension Organization Type 3D"),
        ({"NumberOfFrames": 2_000_000_000}, "too short for the 2000000000 frames"),
        ({"NumberOfFrames": 0}, "does not state its Number of Frames"),
        ({"NumberOfFrames": -1}, "does not state its Number of Frames"),
        ({"NumberOfFrames": None}, "does not state its Number of Frames"),
        ({"PlanarConfiguration": None}, "does not state its Planar Configuration"),
        ({"BitsStored": None}, "does not state its Bits Stored"),
        ({"HighBit": None}, "does not state its High Bit"),
        ({"Columns": 0}, "does not state its Columns"),
    ],
)
def test_a_header_that_cannot_be_followed_is_told(level: Path, values: dict[str, object], words: str) -> None:
    def change_values(data: FileDataset) -> None:
        for name, value in values.items():
            if value is None:
                delattr(data, name)
            else:
                setattr(data, name, value)

    change(level, change_values)
    assert words in refusal(level).message


@pytest.mark.parametrize("stated", [["ORIGINAL", "PRIMARY"], ["ORIGINAL", "PRIMARY", "SCAN", "NONE"]])
def test_a_larger_file_of_unknown_kind_keeps_a_small_level_from_being_shown_as_the_slide(
    level: Path, stated: list[str]
) -> None:
    change(level, lambda data: setattr(data, "ImageType", stated))
    made.dicom_file(level.with_name("b.dcm"), made.RGB[:65, :80], "1.2.826.0.1.1", 2, 1.0)
    told = refusal(level.parent)
    assert told.path == level
    assert "states the Image Type " + "\\".join(stated) in told.message
    assert "dcmodify" in told.remedy


def test_a_smaller_file_of_unknown_kind_is_left_out_with_a_note(level: Path) -> None:
    other = level.with_name("b.dcm")
    made.dicom_file(other, made.HALF, "1.2.826.0.1.1", 2, 1.0)
    change(other, lambda data: setattr(data, "ImageType", ["ORIGINAL", "PRIMARY"]))
    slide = open_slide(level.parent)
    slide.close()
    assert slide.downsamples == (1.0,)
    assert slide.notes == ("left out, because the kind of picture in their Image Type is not known: b.dcm",)


@pytest.mark.parametrize("profile", [b"x ", b"no profile" * 30])
def test_a_damaged_profile_is_noted_and_the_slide_opens(level: Path, profile: bytes) -> None:
    change(level, lambda data: setattr(data.OpticalPathSequence[0], "ICCProfile", profile))
    slide = open_slide(level)
    slide.close()
    assert (slide.icc, slide.notes) == (None, (DAMAGED_NOTE,))


def test_a_file_without_value_representations_has_a_remedy_of_its_own(level: Path) -> None:
    """OpenSlide reads none of them."""
    data = dcmread(level)
    data.file_meta.TransferSyntaxUID = ImplicitVRLittleEndian
    data.save_as(level, implicit_vr=True, little_endian=True)
    told = refusal(level)
    assert "Implicit VR), which is not supported" in told.message
    assert "dcmconv +te" in told.remedy


def test_one_number_for_the_pixel_spacing_is_reported_as_the_file_has_it(level: Path) -> None:
    def one_number(data: FileDataset) -> None:
        data.SharedFunctionalGroupsSequence[0].PixelMeasuresSequence[0].PixelSpacing = "0.0005"

    change(level, one_number)
    slide = open_slide(level)
    slide.close()
    assert slide.mpp is None
    assert [one.text for one in slide.facts.rejected] == ["0.0005 mm"]
