"""Slides described: every kind of file gives a complete report, as an opened slide does, and no picture is decoded."""

import os
import runpy
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
import tifffile
from PIL import Image, ImageCms

from model.base.errors import SlideError
from model.base.progress import result_of
from model.info.file_report import report_steps
from model.info.line import block
from model.info.slide_report import SlideReport, slide_report
from model.slide.array import ArraySlide
from model.slide.facts import Facts, Rejected
from model.slide.objective import stated_power
from model.slide.pixel_size import PixelSize
from model.slide.registry import describe_slide, open_slide
from model.slide.remembered import remember

READERS = runpy.run_path(str(Path(__file__).parents[1] / "slide" / "test_readers.py"))
KINDS, WIDTH, HEIGHT = READERS["KINDS"], READERS["WIDTH"], READERS["HEIGHT"]
SAMPLES = Path(__file__).resolve().parents[3] / ".." / "shared" / "samples"
KNOWN = ("path", "size", "mpp", "mpp_source", "notes", "downsamples", "level_sizes", "icc", "facts")
OPENSLIDES = ("trestle.tif", "philips.tiff", "leica.scn", "dicom")
"""Kinds that OpenSlide decodes, which says nothing of how pixels are stored."""
KEYS = (
    "path", "format", "reader", "width_px", "height_px", "levels", "mpp", "mpp_source", "mpp_in_file",
    "mpp_in_file_source", "mpp_remembered", "rejected", "objective", "compression", "colour_space", "bits",
    "icc_profile", "series", "shown", "notes", "warnings", "files", "sha256", "kind",
)  # fmt: skip
"""Programs rely on these: a key may be added, never renamed or left out."""


def report_of(path: Path, hashed: bool = False) -> SlideReport:
    return result_of(report_steps(path, hashed))


def texts(report: SlideReport, title: str) -> list[str]:
    """What stands under a title, with the lines that continue it."""
    found, current = [], ""
    for line in report.lines:
        current = line.title or current
        if current == title:
            found.append(line.text)
    return found


@pytest.mark.parametrize("kind", KINDS, ids=[kind.name for kind in KINDS])
def test_every_reader_gives_a_complete_report(tmp_path: Path, kind) -> None:
    path = tmp_path / kind.name
    kind.write(path)
    with closing(open_slide(path)) as opened, closing(describe_slide(path)) as described:
        assert {name: getattr(described, name) for name in KNOWN} == {name: getattr(opened, name) for name in KNOWN}
    report = report_of(path)
    assert tuple(report.values) == KEYS
    assert (report.width_px, report.height_px) == (WIDTH, HEIGHT)
    assert report.mpp == kind.mpp
    assert [level.downsample for level in report.levels] == ([1.0] if kind.half is None else [1.0, 2.0])
    assert kind.note in " / ".join(report.notes)
    assert sum(file.bytes for file in report.files) == sum(p.stat().st_size for p in _files(path))
    assert report.sha256 is None
    assert texts(report, "size")[0].startswith(f"{WIDTH} x {HEIGHT} px")
    for title in ("compression", "colour space", "bits a sample"):
        assert texts(report, title), title
    if kind.name not in OPENSLIDES:
        assert "unknown" not in (report.format, report.compression, report.colour_space)
        assert report.bits
        assert report.reader in ("tifffile", "Pillow")


def _files(path: Path) -> list[Path]:
    return sorted(path.iterdir()) if path.is_dir() else [path]


@pytest.mark.parametrize("orientation", [3, 6])
@pytest.mark.parametrize("name", ["turned.jpg", "turned.png", "turned.tif"])
def test_the_size_is_that_of_the_upright_picture(tmp_path: Path, name: str, orientation: int) -> None:
    path, stored = tmp_path / name, np.zeros((70, 90, 3), np.uint8)
    if path.suffix == ".tif":
        tifffile.imwrite(path, stored, photometric="rgb", extratags=[(274, "H", 1, orientation, True)], metadata=None)
    else:
        exif = Image.Exif()
        exif[274] = orientation
        Image.fromarray(stored).save(path, exif=exif)
    report = report_of(path)
    assert (report.width_px, report.height_px) == ((90, 70) if orientation == 3 else (70, 90))
    assert any("turned" in note for note in report.notes)


def test_a_picture_is_not_decoded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    png, tif = tmp_path / "a.png", tmp_path / "a.tif"
    Image.fromarray(np.zeros((80, 90, 3), np.uint8)).save(png)
    data = png.read_bytes()
    at = data.index(b"IDAT")
    png.write_bytes(data[: at + 6])
    with pytest.raises(SlideError):
        open_slide(png)
    assert report_of(png).width_px == 90

    tifffile.imwrite(tif, np.zeros((80, 90, 3), np.uint16), photometric="rgb", compression="zlib", metadata=None)

    def decode(*_, **__):
        raise AssertionError("a picture was decoded in full")

    monkeypatch.setattr("model.slide.tiff_segments.PagePieces.decoded", decode)
    with pytest.raises(AssertionError):
        open_slide(tif)
    assert report_of(tif).notes == ("16 bit reduced to 8 bit",)


def test_a_picture_in_tiles_of_which_the_first_is_damaged_is_refused(tmp_path: Path) -> None:
    """One tile is decoded, so that a compression that cannot be decoded is known."""
    path = tmp_path / "a.tif"
    noise = np.random.default_rng(1).integers(0, 255, (96, 96, 3), np.uint8)
    tifffile.imwrite(path, noise, photometric="rgb", compression="zlib", tile=(32, 32), metadata=None)
    with tifffile.TiffFile(path) as tiff:
        at, count = tiff.pages.first.dataoffsets[0], tiff.pages.first.databytecounts[0]
    data = bytearray(path.read_bytes())
    data[at : at + count] = bytes(count)
    path.write_bytes(data)
    with pytest.raises(SlideError, match="damaged"):
        report_of(path)


def test_pixels_of_a_described_picture_cannot_be_read(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    Image.fromarray(np.zeros((80, 90, 3), np.uint8)).save(path)
    with closing(describe_slide(path)) as slide, pytest.raises(SlideError, match="not decoded"):
        slide.read_level(0, 0, 0, 5, 5)


def test_a_large_slide_is_not_read_through(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "large.tif"
    tifffile.imwrite(path, np.zeros((96, 96, 3), np.uint8), tile=(32, 32), photometric="rgb", bigtiff=True)
    os.truncate(path, 10_000_000_000)  # a hole: it takes no room on the disk
    asked = []
    monkeypatch.setattr("model.slide.opening.hash_steps", lambda *args: asked.append(args))
    report = report_of(path)
    assert texts(report, "files") == ["1, 10 GB"]
    assert not asked


def test_the_sha256_is_told_where_it_is_asked_for(tmp_path: Path) -> None:
    import hashlib

    path = tmp_path / "a.png"
    Image.fromarray(np.zeros((80, 90, 3), np.uint8)).save(path)
    report = report_of(path, hashed=True)
    assert report.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert texts(report, "SHA-256") == [report.sha256]


def test_the_profile_has_its_name(tmp_path: Path) -> None:
    path, icc = tmp_path / "a.png", ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    Image.fromarray(np.zeros((80, 90, 3), np.uint8)).save(path, icc_profile=icc)
    assert report_of(path).icc_profile == "sRGB built-in"
    Image.fromarray(np.zeros((80, 90, 3), np.uint8)).save(path, icc_profile=b"no profile")
    assert report_of(path).icc_profile is None
    assert "not used" in texts(report_of(path), "colour profile")[0]


def aperio(path: Path, about: str) -> None:
    pixels = np.full((96, 96, 3), 200, np.uint8)
    tifffile.imwrite(
        path, pixels, tile=(32, 32), photometric="rgb", description=f"Aperio v1|{about}", metadata=None,
        compression="jpeg",
    )  # fmt: skip


def test_a_size_kept_for_the_folder_is_named_as_such(tmp_path: Path) -> None:
    silent, stated = tmp_path / "silent.svs", tmp_path / "stated.svs"
    aperio(silent, "AppMag = 20")
    aperio(stated, "MPP = 0.5")
    before = report_of(silent)
    assert (before.mpp, before.mpp_source, before.mpp_remembered) == (None, before.mpp_in_file_source, None)
    assert texts(before, "pixel size") == [f"unknown ({before.mpp_source})"]
    remember(tmp_path, 0.25)

    report = report_of(silent)
    assert (report.mpp, report.mpp_source) == (0.25, "remembered for this folder")
    assert report.mpp_in_file is None
    lines = texts(report, "pixel size")
    assert lines == ["0.25 um/px (remembered for this folder)", f"the file: {report.mpp_in_file_source}"]
    assert "0.024 x 0.024 mm" in texts(report, "size")[0]  # 96 px of 0.25 um

    report = report_of(stated)
    assert (report.mpp, report.mpp_source, report.mpp_remembered) == (0.5, "Aperio MPP", 0.25)
    lines = texts(report, "pixel size")
    assert lines == ["0.5 um/px (Aperio MPP)", "remembered for this folder: 0.25 um/px, not used"]


def in_memory(facts: Facts, mpp: float | None = None) -> ArraySlide:
    source = "Aperio MPP" if mpp else "not in the file"
    return ArraySlide(Path("/nowhere/a.svs"), np.zeros((70, 80, 3), np.uint8), PixelSize(mpp, source), (), facts=facts)


def test_all_that_a_reader_states_is_shown() -> None:
    rejected = Rejected("Aperio MPP", "0,5x", "it is not a number")
    series = ("macro, 10 x 10 px", "scan, 80 x 70 px")
    facts = Facts("Aperio SVS", "tifffile", "JPEG 2000", "YCbCr", 8, series, 1, (rejected,), "20")
    report = slide_report(in_memory(facts), ())
    assert texts(report, "format") == ["Aperio SVS"]
    assert texts(report, "reader") == ["tifffile"]
    assert texts(report, "compression") == ["JPEG 2000"]
    assert texts(report, "colour space") == ["YCbCr"]
    assert texts(report, "bits a sample") == ["8"]
    assert texts(report, "pictures") == ["macro, 10 x 10 px", "scan, 80 x 70 px, shown"]
    assert texts(report, "not used") == ['The file states "0,5x" as Aperio MPP; it is not used: it is not a number.']
    assert texts(report, "objective") == ["20x"]
    assert report.values["rejected"] == (
        {"field": "Aperio MPP", "text": "0,5x", "reason": "it is not a number"},
    )


def test_what_a_reader_does_not_state_is_unknown_and_never_guessed() -> None:
    report = slide_report(in_memory(Facts()), ())
    assert (report.format, report.compression, report.bits, report.objective) == ("unknown", "unknown", None, None)
    assert texts(report, "bits a sample") == ["unknown"]
    assert not texts(report, "objective")
    assert not texts(report, "pictures")


def test_an_unusual_size_is_a_warning() -> None:
    assert slide_report(in_memory(Facts(), 0.5), ()).warnings == ()
    assert "unusual" in texts(slide_report(in_memory(Facts(), 5.0), ()), "warnings")[0]


def test_text_of_a_file_steers_no_terminal() -> None:
    facts = Facts(format="TIFF\x1b[2J\nkind: safe\u202e", compression="x" * 5000)
    text = block(slide_report(in_memory(facts), ()))
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "TIFF\\x1b[2J kind: safe\\u202e" in text
    assert "5000 characters" in text
    assert len(max(text.splitlines(), key=len)) < 1100


@pytest.mark.parametrize(
    ("description", "power"),
    [
        ("Aperio Image Library v11\r\n97x71 JPEG/RGB Q=95|AppMag = 20|MPP = 0.4990", "20"),
        ("Aperio v1|AppMag = 40", "40"),
        ("Aperio v1|Title = AppMag = 40", ""),
        ("Aperio v1|AppMag = forty", ""),
        ("<OME><Instrument><Objective NominalMagnification='10.0'/></Instrument></OME>", "10.0"),
        ('<OME><Objective NominalMagnification="10"/><Objective NominalMagnification="40"/></OME>', ""),
        ("AppMag = 20", ""),
        ("", ""),
    ],
)
def test_the_objective_is_what_the_file_states(description: str, power: str) -> None:
    assert stated_power(description) == power


@pytest.mark.parametrize("name", ["CMU-1-Small-Region.svs", "CMU-1-Small-Region-dicom"])
def test_a_scanners_own_file_says_what_openslide_says(name: str) -> None:
    """Width, height, um/px and objective as OpenSlide's own properties have them."""
    path = SAMPLES / "slides" / name
    if not path.exists():
        pytest.skip(f"no samples at {SAMPLES}: no scanner's file is described")
    from openslide import OpenSlide

    entry = max(path.iterdir(), key=lambda file: file.stat().st_size) if path.is_dir() else path
    with OpenSlide(entry) as slide:
        power, mpp = slide.properties.get("openslide.objective-power"), float(slide.properties["openslide.mpp-x"])
        size = slide.dimensions
    report = report_of(path)
    assert (report.width_px, report.height_px) == size
    assert report.mpp == pytest.approx(mpp)
    assert report.objective == power
    assert len(report.files) == (4 if path.is_dir() else 1)
