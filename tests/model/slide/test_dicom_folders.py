"""Folders with DICOM files: known by content, not by name; a bad neighbour is told and left out, and does no harm."""

import os
import runpy
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from PIL import Image
from pydicom import dcmread

from model.base.errors import SlideError
from model.base.progress import result_of
from model.slide.base import Slide
from model.slide.companions import files_of
from model.slide.folder import skipped_text
from model.slide.opening import extent, identity, open_image
from model.slide.openslide_properties import stated_pixel_size
from model.slide.registry import images_at, images_in, listed, open_slide
from model.slide.thumbnail import thumbnail_steps
from model.study.spots import images_below

HERE = Path(__file__).parent
made = SimpleNamespace(**runpy.run_path(str(HERE / "whole_slides.py")))
bytes_of = SimpleNamespace(**runpy.run_path(str(HERE / "dicom_bytes.py")))
SAMPLES = HERE.resolve().parents[2] / ".." / "shared" / "samples"

NESTED = bytes_of.dicom(bytes_of.nested(20_000))
"""Ends the process when OpenSlide looks into it."""

pipes = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")


def opened(path: Path) -> Slide:
    """Closed at once: what is asked is only what it is."""
    slide = open_slide(path)
    slide.close()
    return slide


def refusal(path: Path) -> SlideError:
    with pytest.raises(SlideError) as caught:
        open_slide(path)
    return caught.value


def picture(path: Path) -> Path:
    Image.fromarray(np.tile(made.RGB, (2, 2, 1))).save(path)
    return path


def change(path: Path, **values: object) -> None:
    """Set elements of a DICOM file; None takes one away."""
    data = dcmread(path)
    for name, value in values.items():
        if value is None:
            delattr(data, name)
        else:
            setattr(data, name, value)
    data.save_as(path)


@pytest.fixture
def series(tmp_path: Path) -> Path:
    made.dicom(tmp_path / "case 7")
    return tmp_path / "case 7"


@pytest.fixture(autouse=True)
def _own_temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing may stay behind in it."""
    (tmp_path / ".temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / ".temporary"))
    monkeypatch.setenv("TMPDIR", str(tmp_path / ".temporary"))


# -- recognised by content ----------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "names",
    [
        ("1.2.826.0.1.3680043.8.498.4670", "1.2.826.0.1.3680043.8.498.5874", "1.2.826.0.1.3680043.8.498.5913"),
        ("SM.1.2.3", "SM.1.2.4", "SM.1.2.5"),
        ("IM_0001", "IM_0002", "IM_0003"),
        ("a.img", "b.png", "c.DICOM"),
    ],
)
def test_files_of_any_name_are_one_slide(series: Path, names: tuple[str, ...]) -> None:
    for old, new in zip(("a", "b.dcm", "c.dcm"), names, strict=True):
        (series / old).rename(series / new)
    assert images_in(series) == (series,)
    assert images_in(series.parent) == (series,)
    for path in (series, *(series / name for name in names)):
        slide = open_slide(path)
        assert slide.path == series
        assert slide.downsamples == (1.0, 2.0)
        assert np.array_equal(slide.read_level(0, 0, 0, 97, 71), made.RGB)
        assert files_of(path) == tuple(sorted(series / name for name in names))
        slide.close()


def test_several_series_in_one_folder_are_named_and_the_one_shown_is_marked(tmp_path: Path) -> None:
    made.dicom_series(tmp_path, "1.2.826.0.1.1", "SM.1.")
    made.dicom_series(tmp_path, "1.2.826.0.1.2", "SM.2.")
    assert [path.name for path in images_in(tmp_path)] == ["SM.1.b.dcm", "SM.2.b.dcm"]
    facts = opened(tmp_path / "SM.2.a").facts
    assert facts.series == (
        "SM.1.b.dcm: 97 x 71 px, 2 levels, series 1.2.826.0.1.1",
        "SM.2.b.dcm: 97 x 71 px, 2 levels, series 1.2.826.0.1.2",
    )
    assert facts.shown == 1


def test_what_a_series_states_of_itself(series: Path) -> None:
    facts = opened(series).facts
    assert (facts.format, facts.reader, facts.compression) == ("DICOM whole slide", "OpenSlide", "uncompressed")
    assert (facts.colour_space, facts.bits, facts.series, facts.shown) == ("RGB", 8, (), None)


@pytest.mark.parametrize("name", ["dual.tif", "dual.svs", "dual.TIFF"])
def test_a_file_that_is_both_opens_as_the_tiff_of_its_name(tmp_path: Path, name: str) -> None:
    both(tmp_path / name)
    assert images_in(tmp_path) == (tmp_path / name,)
    slide, record = open_image(tmp_path / name)
    assert slide.facts.format != "DICOM whole slide"
    assert np.array_equal(slide.read_level(0, 0, 0, 97, 71), 255 - made.RGB)
    assert len(record.sha256) == 64
    slide.close()


@pytest.mark.parametrize("name", ["dual.dcm", "dual"])
def test_a_file_that_is_both_opens_as_the_dicom_of_its_name(tmp_path: Path, name: str) -> None:
    both(tmp_path / name)
    assert images_in(tmp_path) == (tmp_path,)
    slide, _ = open_image(tmp_path / name)
    assert slide.facts.format == "DICOM whole slide"
    assert np.array_equal(slide.read_level(0, 0, 0, 97, 71), made.RGB)
    slide.close()


def both(path: Path) -> None:
    """DICOM of the picture, and TIFF of its negative: the TIFF's head lies in the 128 bytes that DICOM leaves free."""
    made.dicom_file(path, made.RGB, "1.2.826.0.1.1", 1, 0.5)
    content = bytearray(path.read_bytes())
    pixels = (255 - made.RGB).tobytes()
    at = len(content)
    entries = [(256, 3, 1, 97), (257, 3, 1, 71), (258, 3, 3, 0), (259, 3, 1, 1), (262, 3, 1, 2), (273, 4, 1, 0),
               (277, 3, 1, 3), (278, 3, 1, 71), (279, 4, 1, len(pixels))]  # fmt: skip
    directory = 2 + 12 * len(entries) + 4
    values = {258: at + directory, 273: at + directory + 6}
    table = len(entries).to_bytes(2, "little")
    for tag, kind, count, value in entries:
        table += tag.to_bytes(2, "little") + kind.to_bytes(2, "little") + count.to_bytes(4, "little")
        table += values.get(tag, value).to_bytes(4, "little")
    content[:8] = b"II*\0" + at.to_bytes(4, "little")
    path.write_bytes(bytes(content) + table + b"\0" * 4 + b"\x08\0" * 3 + pixels)


# -- what keeps a series from being shown --------------------------------------------------------------------------
def test_copies_of_a_level_are_told(series: Path) -> None:
    shutil.copy(series / "b.dcm", series / "copy 1.dcm")
    shutil.copy(series / "b.dcm", series / "copy 2.dcm")
    slide = open_slide(series)
    assert "2 files are copies of a level that was read from another file: copy 1.dcm, copy 2.dcm" in slide.notes
    assert np.array_equal(slide.read_level(0, 0, 0, 97, 71), made.RGB)
    slide.close()


def test_three_files_for_one_level_are_told(series: Path) -> None:
    for number in (8, 9):
        made.dicom_file(series / f"{number}.dcm", made.RGB, "1.2.826.0.1.1", number, 0.5)
    told = refusal(series)
    assert "case 7 holds 3 files for one level of 97 x 71 px: 8.dcm, 9.dcm, b.dcm" in told.message
    assert "move the others elsewhere" in told.remedy


def test_a_series_of_photographs_lacks_its_levels(series: Path) -> None:
    (series / "a").unlink()
    (series / "b.dcm").unlink()
    told = refusal(series)
    assert "only photographs of the slide (LABEL)" in told.message
    assert "they are in the same folder" in told.remedy


@pytest.mark.parametrize(
    ("values", "words", "remedy"),
    [
        ({"ImageType": None}, "does not state its Image Type", "dcmodify"),
        ({"SeriesInstanceUID": None}, "does not state its Series Instance UID", "Copy or export"),
        ({"SOPInstanceUID": None}, "does not state its SOP Instance UID", "Copy or export"),
        ({"TotalPixelMatrixRows": None}, "does not state its Total Pixel Matrix Rows", "Copy or export"),
        ({"PhotometricInterpretation": "MONOCHROME2", "SamplesPerPixel": 1}, "1 samples per pixel with 8", "Export"),
        ({"BitsAllocated": 16}, "3 samples per pixel with 16 bits", "Export"),
        ({"PhotometricInterpretation": "YBR_FULL"}, "YBR_FULL Photometric Interpretation", "states RGB"),
        ({"PhotometricInterpretation": None}, "states no Photometric Interpretation", "states RGB"),
        ({"PlanarConfiguration": 1}, "plane by plane", "Planar Configuration 0"),
        ({"TotalPixelMatrixFocalPlanes": 5}, "5 focal planes", "one focal plane"),
    ],
)
def test_a_level_that_is_not_read_has_a_sentence_and_a_remedy_that_fit(
    tmp_path: Path, values: dict[str, object], words: str, remedy: str
) -> None:
    path = tmp_path / "scan" / "a.dcm"
    path.parent.mkdir()
    made.dicom_file(path, made.RGB, "1.2.826.0.1.1", 1, 0.5)
    change(path, **values)
    assert listed(path.parent).images == (path.parent,)
    told = refusal(path)
    assert words in told.message
    assert remedy in told.remedy


def test_a_compression_that_is_not_read_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.dcm"
    made.dicom_file(path, made.RGB, "1.2.826.0.1.1", 1, 0.5)
    data = dcmread(path)
    data.file_meta.TransferSyntaxUID = "1.2.840.10008.1.2.4.80"
    data["PixelData"].is_undefined_length = True
    data.PixelData = b"\xfe\xff\x00\xe0\0\0\0\0" * 13
    data.save_as(path)
    told = refusal(path)
    assert "compressed as JPEG-LS, which is not supported" in told.message
    assert "JPEG Baseline" in told.remedy


def test_a_file_without_image_type_is_left_out_beside_levels_that_have_one(series: Path) -> None:
    change(series / "a", ImageType=None)
    slide = opened(series)
    assert slide.downsamples == (1.0,)
    assert "left out, because they do not state their Image Type: a" in slide.notes


def test_a_label_that_openslide_does_not_read_hides_no_level(series: Path) -> None:
    change(series / "c.dcm", PhotometricInterpretation="YBR_FULL")
    assert opened(series).downsamples == (1.0, 2.0)


def test_a_dicom_picture_of_another_kind_is_skipped_and_a_report_is_no_picture(series: Path) -> None:
    for name in ("ct.dcm", "report.dcm"):
        shutil.copy(series / "b.dcm", series.parent / name)
        change(series.parent / name, SOPClassUID="1.2.840.10008.5.1.4.1.1.2")
        data = dcmread(series.parent / name)
        data.file_meta.MediaStorageSOPClassUID = "1.2.840.10008.5.1.4.1.1.2"
        data.save_as(series.parent / name)
    change(series.parent / "report.dcm", Rows=None, Columns=None)
    found = listed(series.parent)
    assert found.images == (series,)
    assert [error.message for error in found.skipped] == ["ct.dcm is a DICOM file, but it is not a whole slide."]
    assert "VL Whole Slide" in refusal(series.parent / "report.dcm").remedy


@pytest.mark.parametrize(
    ("spacing", "text"), [(["0", "0"], "0 mm"), (["0.0005", "many"], "many x 0.0005 mm"), (["0.9", "0.9"], "0.9 mm")]
)
def test_a_pixel_size_that_is_not_used_is_reported(spacing: list[str], text: str) -> None:
    """As OpenSlide hands the two numbers on (row, column), and makes um of those it can read."""
    key = "dicom.SharedFunctionalGroupsSequence[0].PixelMeasuresSequence[0].PixelSpacing"
    properties = {"openslide.vendor": "dicom"} | {f"{key}[{at}]": part for at, part in enumerate(spacing)}
    if spacing == ["0.9", "0.9"]:
        properties |= {"openslide.mpp-x": "900", "openslide.mpp-y": "900"}
    size = stated_pixel_size(properties)
    (rejected,) = size.rejected
    assert (rejected.field, rejected.text) == ("DICOM pixel spacing", text)
    assert size.mpp is None
    assert rejected.reason in size.source


# -- bad neighbours ----------------------------------------------------------------------------------------------
BAD = {name: content for name, (content, _) in bytes_of.HOSTILE.items()}


@pytest.mark.parametrize("name", BAD)
@pytest.mark.parametrize("file", ["x.dcm", "1.2.3"])
def test_a_bad_neighbour_is_skipped_and_told(tmp_path: Path, name: str, file: str) -> None:
    good = picture(tmp_path / "good.png")
    (tmp_path / file).write_bytes(BAD[name])
    found = listed(tmp_path)
    assert found.images == (good,)
    assert [error.path.name for error in found.skipped] == [file]
    assert images_at(tmp_path)[0] == good
    assert images_below(tmp_path).skipped[0].path == tmp_path / file
    slide, record = open_image(good)
    slide.close()
    assert record.width_px == 194


def test_a_bad_file_in_the_folder_of_a_slide_is_told_from_above_and_in_its_notes(series: Path) -> None:
    (series / "x.dcm").write_bytes(BAD["a cut header"])
    found = listed(series.parent)
    assert found.images == (series,)
    assert [error.path for error in found.skipped] == [series / "x.dcm"]
    assert "beside it 1 file was skipped. x.dcm cannot be read as DICOM" in opened(series).notes[0]


@pytest.mark.parametrize("neighbour", ["x.dcm", ".hidden"])
def test_a_neighbour_that_ends_openslide_does_not_end_us(series: Path, neighbour: str) -> None:
    """In a process of its own: without the folder of links it dies of its stack."""
    (series / neighbour).write_bytes(NESTED)
    code = f"""
from pathlib import Path
from model.slide.registry import open_slide
slide = open_slide(Path({str(series)!r}))
print(slide.size, slide.downsamples, *slide.notes)
slide.close()
"""
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=300, check=False)
    assert ran.returncode == 0, ran.stderr
    assert "SizeL0(width=97, height=71) (1.0, 2.0)" in ran.stdout
    assert ("x.dcm cannot be read as DICOM" in ran.stdout) == (neighbour == "x.dcm")
    assert list((series.parent / ".temporary").iterdir()) == []


@pipes
@pytest.mark.parametrize("neighbour", ["x.dcm", "x", ".x"])
def test_a_pipe_beside_a_slide_keeps_nobody_waiting(series: Path, neighbour: str) -> None:
    os.mkfifo(series / neighbour)
    slide = open_slide(series)
    assert np.array_equal(slide.read_level(0, 0, 0, 97, 71), made.RGB)
    assert list((series.parent / ".temporary").iterdir()) != []
    slide.close()
    assert list((series.parent / ".temporary").iterdir()) == []


@pipes
def test_without_links_a_slide_beside_a_pipe_is_refused_and_others_open(
    series: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(1, "Operation not permitted")

    for name in ("symlink", "link"):
        monkeypatch.setattr(os, name, refuse)
    shutil.copy(series / "a", series / "copy")  # asks for links, and does without
    assert opened(series).downsamples == (1.0, 2.0)
    os.mkfifo(series / "x.dcm")
    assert "a folder of their own" in refusal(series).remedy
    assert list((series.parent / ".temporary").iterdir()) == []


@pipes
def test_what_is_no_regular_file_is_told_and_never_opened(tmp_path: Path) -> None:
    good = picture(tmp_path / "good.png")
    for name in ("a.png", "b.dcm", "c.jpg", "control.sock"):
        os.mkfifo(tmp_path / name)
    (tmp_path / "d.tif").symlink_to(tmp_path / "d.tif")
    (tmp_path / "e.svs").symlink_to(tmp_path / "absent.svs")
    found = listed(tmp_path)
    assert found.images == (good,)
    assert [error.path.name for error in found.skipped] == ["a.png", "b.dcm", "c.jpg", "d.tif", "e.svs"]
    for error in found.skipped:
        assert refusal(error.path).message == error.message
        for way in (lambda p: result_of(identity(p)), extent, lambda p: result_of(thumbnail_steps(p, 50))):
            with pytest.raises(SlideError):
                way(error.path)


def test_links_that_lead_round_are_followed_once(tmp_path: Path) -> None:
    inside = tmp_path / "a" / "b"
    inside.mkdir(parents=True)
    good = picture(inside / "good.png")
    for number in range(3):
        (inside / f"up{number}").symlink_to(tmp_path)
    assert images_below(tmp_path).images == (good,)


def test_a_folder_of_bad_files_only_says_so(tmp_path: Path) -> None:
    for name in ("1.dcm", "2.dcm", "3.dcm", "4.dcm"):
        (tmp_path / name).write_bytes(BAD["a cut header"])
    told = refusal(tmp_path)
    assert "There is no image in the folder" in told.message
    assert "4 files were skipped. 1.dcm cannot be read as DICOM" in told.message
    assert "And 1 more." in told.message
    assert skipped_text(listed(tmp_path).skipped[:1]).startswith("1 file was skipped. 1.dcm")


def test_pictures_beside_the_files_of_a_slide_are_found_from_above(series: Path) -> None:
    beside = picture(series / "photo.png")
    assert images_below(series.parent).images == (series, beside)


def test_an_unreadable_file_is_told_where_its_name_promises_an_image(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("x.dcm", "1.2.3", "notes.txt"):
        (tmp_path / name).write_bytes(b"")

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patched:
        patched.setattr("builtins.open", refuse)
        found = listed(tmp_path)
    assert [error.message for error in found.skipped] == [
        "1.2.3 cannot be read: Permission denied.",
        "x.dcm cannot be read: Permission denied.",
    ]


# -- the samples ------------------------------------------------------------------------------------------------
def sample(*parts: str) -> Path:
    path = SAMPLES.joinpath(*parts)
    if not path.exists():
        pytest.skip(f"no samples at {SAMPLES}")
    return path


@pytest.mark.parametrize("name", ["dicom_cols_IS", "dicom_deflate_garbage", "dicom_nest_20000"])
def test_hostile_samples_are_skipped_and_told(tmp_path: Path, name: str) -> None:
    shutil.copy(sample("hostile", name, "x.dcm"), tmp_path / "x.dcm")
    good = picture(tmp_path / "good.png")
    found = listed(tmp_path)
    assert (found.images, [error.path.name for error in found.skipped]) == ((good,), ["x.dcm"])


def test_the_sample_named_by_uids_is_the_sample_with_suffixes() -> None:
    folder = sample("reports", "dicom", "uidnames")
    assert images_in(folder) == (folder,)
    bare, named = open_slide(folder), open_slide(sample("slides", "CMU-1-Small-Region-dicom"))
    assert (bare.size, bare.mpp) == (named.size, named.mpp)
    assert np.array_equal(bare.read_level(0, 900, 900, 300, 300), named.read_level(0, 900, 900, 300, 300))
    bare.close()
    named.close()


def test_the_sample_that_is_both_opens_as_tiff() -> None:
    slide, record = open_image(sample("reports", "dicom", "dual_tif", "dual.tif"))
    assert (slide.size.width, slide.size.height, len(record.sha256)) == (2220, 2967, 64)
    slide.close()


def test_the_sample_without_image_type_has_a_fitting_sentence() -> None:
    assert "does not state its Image Type" in refusal(sample("reports", "dicom", "no_imagetype")).message
