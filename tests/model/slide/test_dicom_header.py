"""DICOM headers: what is used of them against pydicom; what breaks a rule is refused at once, with a sentence."""

import io
import os
import runpy
import tracemalloc
from pathlib import Path
from types import SimpleNamespace

import pytest
from pydicom import dcmread
from pydicom.dataset import Dataset
from pydicom.uid import ImplicitVRLittleEndian

from model.base.errors import SlideError
from model.slide import dicom_elements, dicom_header
from model.slide.dicom_header import DicomError, DicomHeader, header_of, pixels_of

made = SimpleNamespace(**runpy.run_path(str(Path(__file__).with_name("whole_slides.py"))))
SAMPLES = Path(__file__).resolve().parents[3] / ".." / "shared" / "samples"
bytes_of = SimpleNamespace(**runpy.run_path(str(Path(__file__).with_name("dicom_bytes.py"))))
UNDEFINED, ITEM_END, SEQUENCE_END = bytes_of.UNDEFINED, bytes_of.ITEM_END, bytes_of.SEQUENCE_END
HOSTILE = bytes_of.HOSTILE
element, item, dicom, nested = bytes_of.element, bytes_of.item, bytes_of.dicom, bytes_of.nested


def expected(path: Path) -> DicomHeader:
    """What pydicom makes of the same file."""
    data = dcmread(path, stop_before_pixels=True)
    return DicomHeader(
        media_class=data.file_meta.get("MediaStorageSOPClassUID", ""),
        syntax=data.file_meta.TransferSyntaxUID,
        sop_class=data.SOPClassUID,
        instance=data.SOPInstanceUID,
        series=data.SeriesInstanceUID,
        concatenation=data.get("ConcatenationUID", ""),
        organization=data.get("DimensionOrganizationType", ""),
        image_type=tuple(data.get("ImageType") or ()),
        photometric=data.get("PhotometricInterpretation", ""),
        samples=data.get("SamplesPerPixel"),
        planar=data.get("PlanarConfiguration"),
        bits=data.get("BitsAllocated"),
        stored_bits=data.get("BitsStored"),
        high_bit=data.get("HighBit"),
        frames=data.get("NumberOfFrames"),
        tile_rows=data.get("Rows"),
        tile_columns=data.get("Columns"),
        columns=data.get("TotalPixelMatrixColumns"),
        rows=data.get("TotalPixelMatrixRows"),
        focal_planes=data.get("TotalPixelMatrixFocalPlanes"),
    )


def test_a_header_is_what_pydicom_makes_of_it(tmp_path: Path) -> None:
    made.dicom_series(tmp_path, "1.2.826.0.1.1")
    for path in tmp_path.iterdir():
        assert header_of(path) == expected(path)


@pytest.mark.parametrize("undefined", [False, True])
def test_sequences_are_walked_through_however_they_end_and_without_representations(
    tmp_path: Path, undefined: bool
) -> None:
    made.dicom_file(tmp_path / "a.dcm", made.RGB, "1.2.3", 1, 0.5)
    data = dcmread(tmp_path / "a.dcm")
    inside = Dataset()
    inside.TotalPixelMatrixColumns = 7  # not at the top: never ours
    data.OpticalPathSequence[0].IlluminationTypeCodeSequence = [inside, Dataset()]
    data.OpticalPathSequence[0]["IlluminationTypeCodeSequence"].is_undefined_length = undefined
    data["OpticalPathSequence"].is_undefined_length = undefined
    inside.is_undefined_length_sequence_item = undefined
    data.file_meta.TransferSyntaxUID = ImplicitVRLittleEndian
    data.save_as(tmp_path / "b.dcm", implicit_vr=True)
    found = header_of(tmp_path / "b.dcm")
    assert found == expected(tmp_path / "b.dcm")
    assert found is not None
    assert found.columns == 97
    pixels_of(tmp_path / "b.dcm")


def test_every_sample_is_what_pydicom_makes_of_it() -> None:
    files = [*SAMPLES.glob("reports/dicom/[!d]*/*"), *SAMPLES.glob("slides/*dicom/*")]
    if not files:
        pytest.skip(f"no samples at {SAMPLES}")
    for path in files:
        assert header_of(path) == expected(path)
        pixels = pixels_of(path)
        assert pixels is not None
        assert path.read_bytes()[pixels.at : pixels.at + 4] == b"\xfe\xff\x00\xe0"  # the table of frames


class CountedFile(io.BufferedReader):
    """A file that counts the bytes that are read."""

    count = 0

    def read(self, size: int | None = -1, /) -> bytes:
        found = super().read(size)
        type(self).count += len(found)
        return found


@pytest.mark.parametrize("name", HOSTILE)
def test_a_broken_header_is_refused_without_reading_it_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    content, words = HOSTILE[name]
    path = tmp_path / "x.dcm"
    path.write_bytes(content)
    monkeypatch.setattr(CountedFile, "count", 0)
    monkeypatch.setattr(dicom_header, "open", lambda path, _: CountedFile(io.FileIO(path)), raising=False)
    tracemalloc.start()
    with pytest.raises(DicomError) as caught:
        header_of(path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert words in caught.value.message
    assert caught.value.remedy
    assert 0 < CountedFile.count <= 2 * len(content)  # a few bytes are looked at before they are read
    assert peak < 1_000_000
    with pytest.raises(DicomError):  # kept as refused
        header_of(path)


def test_a_deflated_header_names_its_own_remedy(tmp_path: Path) -> None:
    (tmp_path / "x.dcm").write_bytes(HOSTILE["deflated garbage"][0])
    with pytest.raises(DicomError) as caught:
        header_of(tmp_path / "x.dcm")
    assert "dcmconv" in caught.value.remedy


def test_what_is_said_of_each_frame_is_walked_only_when_it_is_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "x.dcm"
    frames = item(nested(3)) * 1000
    pixels = element(0x7FE0_0010, "OB", b"", UNDEFINED)
    path.write_bytes(dicom(element(0x5200_9230, "SQ", frames), pixels))
    assert pixels_of(path) == (0x7FE0_0010, "OB", path.stat().st_size, UNDEFINED, 0)
    path.write_bytes(dicom(element(0x5200_9230, "SQ", frames + item(nested(300)), UNDEFINED) + SEQUENCE_END, pixels))
    assert header_of(path) is not None
    with pytest.raises(DicomError, match="more than 16 sequences"):
        pixels_of(path)
    path.write_bytes(dicom(element(0x5200_9230, "SQ", item(nested(30) + ITEM_END, UNDEFINED)), pixels))
    with pytest.raises(DicomError, match="more than 16 sequences"):
        pixels_of(path)


def test_limits_on_bytes_and_elements(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.dcm"
    path.write_bytes(dicom(*[element(0x0040_0555, "UT", b"x" * 100)] * 50))
    assert header_of(path) is not None
    monkeypatch.setattr(dicom_elements, "MOST_ELEMENTS", 40)
    with pytest.raises(DicomError, match="more than 40 elements"):
        pixels_of(path)
    monkeypatch.setattr(dicom_elements, "MOST_ELEMENTS", 100)
    monkeypatch.setattr(dicom_elements, "MOST_HEADER_BYTES", 3000)
    with pytest.raises(DicomError, match="longer than 0 MB"):
        pixels_of(path)


def test_a_changed_file_is_parsed_anew(tmp_path: Path) -> None:
    path = tmp_path / "x.dcm"
    path.write_bytes(dicom(element(0x0020_000E, "UI", b"1.2.3.4 ")))
    assert header_of(path).series == "1.2.3.4"
    path.write_bytes(dicom(element(0x0020_000E, "UI", b"1.2.3.4.5.")))
    assert header_of(path).series == "1.2.3.4.5."
    path.write_bytes(b"no more")
    assert header_of(path) is None


def test_the_name_decides_of_a_file_that_is_tiff_as_well(tmp_path: Path) -> None:
    content = b"II*\0" + dicom()[4:]
    for name, is_dicom in (("a.tif", False), ("a.SVS", False), ("a.dcm", True), ("a", True), ("a.png", True)):
        (tmp_path / name).write_bytes(content)
        assert (header_of(tmp_path / name) is not None) == is_dicom


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
@pytest.mark.parametrize("kind", ["pipe", "loop", "broken link", "folder"])
def test_only_regular_files_are_opened(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "x.dcm"
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
    else:
        path.symlink_to(path if kind == "loop" else tmp_path / "absent")
    words = {"pipe": "a pipe", "loop": "symbolic links", "broken link": "does not exist", "folder": "a folder"}[kind]
    with pytest.raises(SlideError, match=words) as caught:
        header_of(path)
    assert not isinstance(caught.value, DicomError)


def test_a_file_that_may_not_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "x.dcm").write_bytes(dicom())

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("builtins.open", refuse)
    with pytest.raises(SlideError, match=r"x\.dcm cannot be read: Permission denied"):
        header_of(tmp_path / "x.dcm")
