"""A pixel size that a file states and that cannot be used is reported with its text, whatever states it."""

import runpy
import struct
import zlib
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
import tifffile
from PIL import Image

from model.slide.opening import extent, open_image
from model.slide.openslide_properties import stated_pixel_size
from model.slide.openslide_reader import open_openslide
from model.slide.pixel_size import Claim, PixelSize, RejectedPixelSize, believed, length_claim, shortened
from model.slide.registry import open_slide
from model.slide.remembered import must_ask, remember, resolve_mpp, unused
from model.slide.tiff_description import aperio_claim, description_of

made = SimpleNamespace(**runpy.run_path(str(Path(__file__).with_name("ome_files.py"))))
slides = SimpleNamespace(**runpy.run_path(str(Path(__file__).with_name("whole_slides.py"))))
REPORTS = Path(__file__).resolve().parents[3] / ".." / "shared" / "samples" / "reports" / "images"
PIXELS = made.textured(90, 80)
HEAD = "Aperio Image Library v12.0.15 \r\n90x80 [0,0 90x80] (256x256) JPEG/RGB Q=70"


def aperio(path: Path, fields: str | bytes) -> Path:
    about = f"{HEAD}|".encode() + fields if isinstance(fields, bytes) else f"{HEAD}|{fields}"
    return made.write_pages(path, [PIXELS], about)


# -- Aperio ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("fields", "mpp"),
    [
        ("AppMag = 20|MPP = 0.4990|Left = 1", 0.499),
        ("AppMag = 20|MPP = 0,500000|Filename = x", 0.5),
        ("AppMag = 20|Title = rescan of MPP = 0.25 slide|MPP = 0.5000", 0.5),
        ("MPP = 0.25|Title = MPP = 0.5", 0.25),
        ("MPP=0.25", 0.25),
        ("MPP = 0.25|MPP = 0.25", 0.25),
        ("MPP = 0.25|MPP = 0,2500", 0.25),
        ("MPP = 0.25|MPP X = 0.5", 0.25),
        ("\tMPP\t=\t0.25\t|AppMag = 40", 0.25),
        ("MPP = 2.5e-1", 0.25),
        ("OldMPP = 0.5|MPP = 0.25|MPPX = 1", 0.25),
    ],
)
def test_the_field_named_mpp_counts(tmp_path: Path, fields: str, mpp: float) -> None:
    slide = open_slide(aperio(tmp_path / "a.svs", fields))
    assert (slide.mpp, slide.mpp_source, slide.facts.rejected) == (mpp, "Aperio MPP", ())
    assert slide.facts.format == "Aperio SVS"


@pytest.mark.parametrize(
    "fields",
    [
        b"User = KFB|MPP = 0.484498|Time-Used = \x03(:.):\x8d,",  # no UTF-8 and no code page 1252 either
        "Title = Gewebe é|MPP = 0.484498".encode("latin-1"),
        "Title = 組織|MPP = 0.484498".encode(),
    ],
)
def test_letters_that_are_no_ascii_do_not_hide_the_rest(tmp_path: Path, fields: bytes) -> None:
    slide = open_slide(aperio(tmp_path / "a.svs", fields))
    assert (slide.mpp, slide.mpp_source, slide.facts.format) == (0.484498, "Aperio MPP", "Aperio SVS")


@pytest.mark.parametrize("encoding", ["utf-8", "latin-1"])
def test_a_description_is_utf_8_or_else_latin_1(tmp_path: Path, encoding: str) -> None:
    path = aperio(tmp_path / "a.svs", "Title = Nähe|MPP = 0.25".encode(encoding))
    with tifffile.TiffFile(path) as tiff:
        assert "|Title = Nähe|" in description_of(tiff.pages.first)
    # A byte that code page 1252 does not have: tifffile gives the bytes themselves then.
    path = aperio(tmp_path / "b.svs", b"Title = N\xe4he \x8d|MPP = 0.25")
    with tifffile.TiffFile(path) as tiff:
        assert "|Title = Nähe \x8d|" in description_of(tiff.pages.first)


@pytest.mark.parametrize("fields", ["AppMag = 20", "Title = MPP = 0.25", "Title = a; OldMPP = 0.25", ""])
def test_without_the_field_no_mpp_is_stated(tmp_path: Path, fields: str) -> None:
    slide = open_slide(aperio(tmp_path / "a.svs", fields))
    assert (slide.mpp, slide.mpp_source, slide.facts.rejected) == (None, "not in the file", ())


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("0.4990 um", "it is not a number"), ("0,4,9", "it is not a number"), ("1,000.5", "it is not a number"),
        ("", "it is not a number"), ("nan", "it is not a number"), ("1_0", "it is not a number"),
        ("0", "it is not above zero"), ("-0.25", "it is not above zero"),
        ("4990", "its 4.99e+03 um/px is impossible for a microscope"),
        ("0.25|MPP = 0.5", "it is stated with different values"),
    ],
)  # fmt: skip
def test_an_unreadable_mpp_is_told(tmp_path: Path, value: str, reason: str) -> None:
    slide, record = open_image(aperio(tmp_path / "a.svs", f"MPP = {value}|Left = 1"))
    slide.close()
    (rejected,) = slide.facts.rejected
    assert (rejected.field, rejected.reason) == ("Aperio MPP", reason)
    assert record.notes == (rejected.sentence,)
    assert record.mpp is None
    assert record.mpp_source.startswith("unknown; the file states")


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ("mpp = 0.25|AppMag = 40", "mpp = 0.25"),
        ("AppMag = 40|MPP: 0.25", "MPP: 0.25"),
        ("AppMag = 40|MPP 0.25", "MPP 0.25"),
        ("MPP X = 0.25|MPP Y = 0.25", "MPP X = 0.25"),
        ("AppMag = 40;MPP = 0.25", "MPP = 0.25"),
        ("AppMag = 40\nMPP = 0.25\n", "MPP = 0.25"),
    ],
)
def test_an_mpp_that_is_written_in_another_way_is_told(tmp_path: Path, fields: str, text: str) -> None:
    """OpenSlide finds none in these; to be silent about them would be to say that the file states none."""
    slide = open_slide(aperio(tmp_path / "a.svs", fields))
    slide.close()
    (rejected,) = slide.facts.rejected
    assert (rejected.field, rejected.text, rejected.reason) == ("Aperio MPP", text, 'it is not a field "MPP = number"')
    assert slide.mpp is None


@pytest.mark.parametrize("filler", ["|", "\n", " ", "| ", "|\t", "|MPP:", ";MPP ", ";MPP", "MPP"])
def test_the_search_for_an_odd_mpp_does_not_go_back(filler: str) -> None:
    """So long that a pattern that tries each rest of the text again takes hours."""
    assert aperio_claim(HEAD + filler * 1_000_000) is None


def test_a_byte_order_mark_does_not_hide_the_description(tmp_path: Path) -> None:
    about = f"\ufeff{HEAD}|MPP = 0.25".encode()
    slide = open_slide(made.write_pages(tmp_path / "a.svs", [PIXELS], about))
    slide.close()
    assert (slide.mpp, slide.facts.format) == (0.25, "Aperio SVS")


# -- TIFF tags, ImageJ, EXIF, PNG, JFIF --------------------------------------------------------------------------
def tagged(path: Path, x: bytes, y: bytes, unit: str = "centimeter") -> Path:
    tifffile.imwrite(path, PIXELS, photometric="rgb", metadata=None, resolution=(40_000, 40_000), resolutionunit=unit)
    made.overwrite_tag(path, 282, x)
    return made.overwrite_tag(path, 283, y)


@pytest.mark.parametrize(
    ("numbers", "text", "reason"),
    [
        ((0, 0), "0/0", "it is not a number"),
        ((1, 0), "1/0", "it is not a number"),
        ((0, 1), "0/1", "it is not above zero"),
    ],
)
def test_rationals_that_are_no_resolution(tmp_path: Path, numbers: tuple[int, int], text: str, reason: str) -> None:
    value = made.rational(*numbers)
    slide = open_slide(tagged(tmp_path / "a.tif", value, value))
    (rejected,) = slide.facts.rejected
    assert (rejected.field, rejected.text, rejected.reason) == ("TIFF resolution tag", text, reason)
    assert slide.mpp_source == f'stated but not used (TIFF resolution tag "{text}": {reason})'


def test_a_negative_and_a_nan_resolution(tmp_path: Path) -> None:
    """Stored as signed rational (type 10) and as double (type 12) in the same tags."""
    value = made.rational(-40_000, 1)
    path = tagged(tmp_path / "a.tif", value, value)
    set_type(path, 10)
    assert open_slide(path).facts.rejected[0].text == "-40000/1"
    nan = struct.pack("<d", float("nan"))
    path = tagged(tmp_path / "b.tif", nan, nan)
    set_type(path, 12)
    assert open_slide(path).facts.rejected[0].text == "nan"


def set_type(path: Path, kind: int) -> None:
    with tifffile.TiffFile(path) as tiff:
        offsets = [tiff.pages.first.tags[code].offset for code in (282, 283)]
    with path.open("r+b") as file:
        for offset in offsets:
            file.seek(offset + 2)
            file.write(struct.pack("<H", kind))


def test_a_unit_that_tiff_does_not_have(tmp_path: Path) -> None:
    path = tagged(tmp_path / "a.tif", made.rational(40_000, 1), made.rational(40_000, 1))
    assert open_slide(path).mpp == 0.25
    made.overwrite_tag(path, 296, struct.pack("<H", 9))
    (rejected,) = open_slide(path).facts.rejected
    assert (rejected.text, rejected.reason) == ("40000/1 per unit 9", "this unit is not known")


def test_two_statements_that_contradict_each_other(tmp_path: Path) -> None:
    tags = {"resolution": (20_000, 20_000), "resolutionunit": "centimeter"}
    slide = open_slide(made.write_pages(tmp_path / "a.svs", [PIXELS], f"{HEAD}|MPP = 0.25", **tags))
    assert (slide.mpp, slide.mpp_source) == (0.25, "Aperio MPP")
    assert slide.facts.rejected[0].reason == "its 0.5 um/px contradict the 0.25 of the Aperio MPP"
    tags["resolution"] = (39_900, 39_900)  # 0.2506: the same, rounded
    assert open_slide(made.write_pages(tmp_path / "b.svs", [PIXELS], f"{HEAD}|MPP = 0.25", **tags)).facts.rejected == ()


def test_the_next_statement_is_used_where_the_first_is_unreadable(tmp_path: Path) -> None:
    tags = {"resolution": (20_000, 20_000), "resolutionunit": "centimeter"}
    slide, record = open_image(made.write_pages(tmp_path / "a.svs", [PIXELS], f"{HEAD}|MPP = x", **tags))
    slide.close()
    assert (record.mpp, slide.mpp_source) == (0.5, "TIFF resolution tag")
    assert record.mpp_source.startswith('TIFF resolution tag; the file states "x" as Aperio MPP')
    assert len(record.notes) == 1


@pytest.mark.parametrize(
    ("unit", "text"),
    [("parsec", "unit=parsec"), ("um", "0/0")],
)
def test_an_imagej_calibration_that_cannot_be_used(tmp_path: Path, unit: str, text: str) -> None:
    path = made.write_pages(
        tmp_path / "a.tif", [PIXELS], f"ImageJ=1.54f\nunit={unit}\n", resolution=(4, 4), resolutionunit="none"
    )
    if unit == "um":
        assert open_slide(path).mpp == 0.25
        made.overwrite_tag(path, 282, made.rational(0, 0))
        made.overwrite_tag(path, 283, made.rational(0, 0))
    slide = open_slide(path)
    assert [(one.field, one.text) for one in slide.facts.rejected] == [("ImageJ calibration", text)]
    assert slide.facts.format == "ImageJ TIFF"


def test_an_imagej_picture_that_was_never_measured_states_none(tmp_path: Path) -> None:
    for unit in ("unit=pixel\n", "", "unit=\n"):
        about = f"ImageJ=1.54f\n{unit}"
        path = made.write_pages(tmp_path / "a.tif", [PIXELS], about, resolution=(1, 1), resolutionunit="none")
        assert open_slide(path).mpp_source == "not in the file"


def png(path: Path, chunk: bytes) -> Path:
    """A PNG with a pHYs chunk of these nine bytes."""
    Image.fromarray(PIXELS).save(path)
    data = path.read_bytes()
    body = b"pHYs" + chunk
    added = struct.pack(">I", len(chunk)) + body + struct.pack(">I", zlib.crc32(body))
    path.write_bytes(data[:33] + added + data[33:])
    return path


def test_png(tmp_path: Path) -> None:
    assert open_slide(png(tmp_path / "a.png", struct.pack(">IIB", 4_000_000, 4_000_000, 1))).mpp == pytest.approx(0.25)
    slide = open_slide(png(tmp_path / "b.png", struct.pack(">IIB", 0, 0, 1)))
    assert [(one.field, one.reason) for one in slide.facts.rejected] == [
        ("PNG pixels per metre", "it is not above zero")
    ]
    assert open_slide(png(tmp_path / "c.png", struct.pack(">IIB", 0, 0, 0))).mpp_source == "not in the file"


def test_a_bmp_of_zeros_states_none(tmp_path: Path) -> None:
    Image.fromarray(PIXELS).save(tmp_path / "a.bmp")
    data = bytearray((tmp_path / "a.bmp").read_bytes())
    data[38:46] = bytes(8)
    (tmp_path / "a.bmp").write_bytes(data)
    assert open_slide(tmp_path / "a.bmp").mpp_source == "not in the file"


def jpeg(path: Path, unit: int, density: int, exif: Image.Exif | None = None) -> Path:
    Image.fromarray(PIXELS).save(path, dpi=(72, 72), **({"exif": exif} if exif else {}))
    data = bytearray(path.read_bytes())
    assert data[6:10] == b"JFIF"
    data[13:18] = struct.pack(">BHH", unit, density, density)
    path.write_bytes(data)
    return path


def test_jfif(tmp_path: Path) -> None:
    assert open_slide(jpeg(tmp_path / "a.jpg", 2, 40_000)).mpp == 0.25
    (rejected,) = open_slide(jpeg(tmp_path / "b.jpg", 1, 0)).facts.rejected
    assert (rejected.field, rejected.text, rejected.warns) == ("JPEG (JFIF) density", "0", True)
    assert open_slide(jpeg(tmp_path / "c.jpg", 0, 1)).mpp_source == "not in the file"
    (printed,) = open_slide(jpeg(tmp_path / "d.jpg", 1, 72)).facts.rejected
    assert not printed.warns


def test_exif(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[282] = exif[283] = 40_000
    exif[296] = 3
    assert open_slide(jpeg(tmp_path / "a.jpg", 0, 1, exif)).mpp == 0.25
    exif[282] = 0
    slide = open_slide(jpeg(tmp_path / "b.jpg", 0, 1, exif))
    assert [(one.field, one.reason) for one in slide.facts.rejected] == [("EXIF resolution", "it is not above zero")]
    data = (tmp_path / "b.jpg").read_bytes()
    at = data.index(b"Exif\0\0") + 6
    (tmp_path / "c.jpg").write_bytes(data[:at] + b"\0" * 8 + data[at + 8 :])
    assert open_slide(tmp_path / "c.jpg").facts.rejected[0].field == "EXIF"
    assert extent(tmp_path / "c.jpg")[1] is None


# -- what OpenSlide reads ----------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("properties", "text", "reason"),
    [
        ({"vendor": "hamamatsu", "mpp-x": "inf", "mpp-y": "inf", "tiff.XResolution": "0"}, "0", "it is not a number"),
        ({"vendor": "hamamatsu", "tiff.XResolution": "nan", "tiff.YResolution": "nan"}, "nan", "OpenSlide finds"),
        ({"vendor": "ventana", "ventana.ScanRes": "0,25"}, "0,25", "OpenSlide finds"),
        ({"vendor": "philips", "philips.DICOM_PIXEL_SPACING": '"x" "y"'}, '"x" "y"', "OpenSlide finds"),
        ({"vendor": "mirax", "mirax.L0.MICROMETER_PER_PIXEL_X": "a"}, "a", "OpenSlide finds"),
        (
            {"vendor": "dicom", "dicom.S[0].PixelMeasuresSequence[0].PixelSpacing[0]": "many",
             "dicom.S[0].PixelMeasuresSequence[0].PixelSpacing[1]": "0.0005"},
            "0.0005 x many mm", "OpenSlide finds",
        ),
        ({"vendor": "zeiss", "zeiss.Scaling.Items.X.Value": "-2e-7"}, "-2e-7", "OpenSlide finds"),
        ({"vendor": "new", "mpp-x": "0.25", "mpp-y": "-1"}, "0.25 x -1", "it is not above zero"),
        ({"vendor": "new", "mpp-x": "0.25"}, "0.25 x none", "the height is missing"),
        ({"vendor": "leica", "mpp-x": "0.25", "mpp-y": "0.5"}, "0.25 x 0.5", "its pixels are not square"),
    ],
)  # fmt: skip
def test_properties_that_cannot_be_used(properties: dict[str, str], text: str, reason: str) -> None:
    named = {name if "." in name else f"openslide.{name}": value for name, value in properties.items()}
    found = stated_pixel_size({**named, "openslide.objective-power": "20"})
    assert found.mpp is None
    (rejected,) = found.rejected
    assert (rejected.text, rejected.warns) == (text, True)
    assert reason in rejected.reason


def test_properties_that_state_none() -> None:
    assert stated_pixel_size({"openslide.vendor": "ventana"}) == PixelSize(None, "not in the file")
    unitless = {"openslide.vendor": "hamamatsu", "tiff.XResolution": "1", "tiff.ResolutionUnit": "none"}
    assert stated_pixel_size(unitless) == PixelSize(None, "not in the file")
    named = stated_pixel_size({"openslide.vendor": "ventana", "openslide.objective-power": "20"})
    assert named.source == "not in the file (it states only an objective of 20x)"
    both = {"openslide.vendor": "philips", "openslide.mpp-x": "0.25", "openslide.mpp-y": "0.25"}
    assert stated_pixel_size(both) == PixelSize(0.25, "Philips pixel spacing")


@pytest.mark.parametrize("written", [b"half", b"0.0000"])
def test_a_philips_slide_with_an_unreadable_spacing(tmp_path: Path, written: bytes) -> None:
    slides.philips(tmp_path / "a.tiff")
    data = (tmp_path / "a.tiff").read_bytes()
    # The slide's own spacing stands before those of its levels.
    (tmp_path / "a.tiff").write_bytes(data.replace(b"0.0005", written.ljust(6), 2))
    slide = open_openslide(tmp_path / "a.tiff")
    try:
        assert slide.mpp is None
        assert written.decode() in slide.facts.rejected[0].text
    finally:
        slide.close()


# -- which pixel size is used ------------------------------------------------------------------------------------
def test_a_folders_pixel_size_never_hides_what_the_file_states(tmp_path: Path) -> None:
    path = aperio(tmp_path / "a.svs", "MPP = 0.25x")
    slide = open_slide(path)
    told = 'the file states "0.25x" as Aperio MPP; it is not used: it is not a number'
    assert resolve_mpp(slide, None) == (None, f"unknown; {told}")
    remember(tmp_path, 0.5)
    assert resolve_mpp(slide, None) == (0.5, f"remembered for this folder; {told}")
    assert must_ask(slide, *resolve_mpp(slide, None))
    assert resolve_mpp(slide, 0.3) == (0.3, "given by the user")
    assert not must_ask(slide, *resolve_mpp(slide, 0.3))
    assert unused(slide) == (f"T{told[1:]}.",)
    silent = open_slide(aperio(tmp_path / "b.svs", "AppMag = 20"))
    assert resolve_mpp(silent, None) == (0.5, "remembered for this folder")
    assert not must_ask(silent, *resolve_mpp(silent, None))


def test_a_print_resolution_is_no_reason_to_ask(tmp_path: Path) -> None:
    Image.fromarray(PIXELS).save(tmp_path / "a.png", dpi=(72, 72))
    remember(tmp_path, 0.5)
    slide = open_slide(tmp_path / "a.png")
    assert resolve_mpp(slide, None) == (0.5, "remembered for this folder")
    assert not must_ask(slide, 0.5, "remembered for this folder")
    assert [one.reason for one in slide.facts.rejected] == ["its 72 dpi is a print resolution"]


def test_every_statement_is_kept_and_the_first_believable_one_is_used() -> None:
    statements = [
        RejectedPixelSize("a", "x", "it is not a number"),
        None,
        Claim(50.0, 50.0, "b", density=True, text="200"),
        length_claim("0.25", "0.25", 1.0, "c"),
        length_claim("0.5", "0.5", 1.0, "d"),
    ]
    found = believed(statements)
    assert (found.mpp, found.source) == (0.25, "c")
    assert [(one.field, one.warns) for one in found.rejected] == [("a", True), ("b", False), ("d", True)]
    assert believed(statements[:3]).source == 'stated but not used (a "x": it is not a number)'
    assert believed(statements[2:3]).source == "not in the file (its 508 dpi is a print resolution)"
    assert believed([]) == PixelSize(None, "not in the file")


def test_a_rejected_text_is_short_and_on_one_line() -> None:
    assert shortened("a\0b\r\nc\x1b[31m") == "a b c [31m"
    assert shortened((1, 0)) == "1/0"
    assert shortened(b"\xb5m") == "µm"
    assert len(shortened("x" * 1_000_000)) == 60


@pytest.mark.parametrize(
    ("name", "mpp"), [("kfb_badascii.svs", 0.484498), ("comma_mpp.svs", 0.5), ("mpp_in_title.svs", 0.5)]
)
def test_files_rebuilt_from_reports(name: str, mpp: float) -> None:
    if not REPORTS.is_dir():
        pytest.skip(f"no samples at {REPORTS}: the twins made by this file are tried only")
    ours, theirs = open_slide(REPORTS / name), open_openslide(REPORTS / name)
    try:
        assert (ours.mpp, ours.mpp_source) == (mpp, "Aperio MPP")
        assert theirs.mpp == pytest.approx(mpp)
        assert np.array_equal(ours.read_level(0, 0, 0, 200, 200), theirs.read_level(0, 0, 0, 200, 200))
    finally:
        ours.close()
        theirs.close()
