"""The pixel size: what files state is believed where it can be, and what the user gave is kept for the folder."""

import math
from pathlib import Path

import numpy as np
import pytest
import tifffile
from PIL import Image
from PIL.TiffImagePlugin import IFDRational

from model.base.errors import HistocastError
from model.base.places import HOME_VARIABLE, data_folder
from model.slide.registry import open_slide
from model.slide.remembered import FILE_NAME, recall, remember, resolve_mpp

PIXELS = np.full((80, 90, 3), 200, np.uint8)
PER_CM = 10_000 / 0.286


def save(path: Path, exif: dict[int, object] | None = None, **options: object) -> Path:
    block = Image.Exif()
    for tag, value in (exif or {}).items():
        block[tag] = value
    Image.fromarray(PIXELS).save(path, **({"exif": block} if exif else {}), **options)
    return path


def save_tiff(path: Path, **options: object) -> Path:
    tifffile.imwrite(path, PIXELS, photometric="rgb", **{"metadata": None, **options})
    return path


OME = (
    '<?xml version="1.0"?><OME xmlns="http://www.openmicroscopy.org/Schemas/OME/2016-06"><Image ID="Image:0">'
    '<Pixels ID="Pixels:0" DimensionOrder="XYCZT" Type="uint8" SizeX="90" SizeY="80" SizeC="3" SizeZ="1" SizeT="1" {}>'
    '<Channel ID="Channel:0:0" SamplesPerPixel="3"/></Pixels></Image></OME>'
)


def test_every_way_a_file_states_it(tmp_path: Path) -> None:
    dpi = 25_400 / 0.286
    rational = IFDRational(10_000_000, 286)
    ome = OME.format('PhysicalSizeX="0.286" PhysicalSizeY="0.286"')
    ome_nm = OME.format('PhysicalSizeX="286" PhysicalSizeXUnit="nm" PhysicalSizeY="286" PhysicalSizeYUnit="nm"')
    aperio = "Aperio Image Library v11\r\n90x80 (256x256) J2K|AppMag = 40|MPP = 0.2860|Left = 1"
    print_tags = {"resolution": (72, 72), "resolutionunit": "inch"}
    stated = {
        "TIFF resolution tag": save_tiff(tmp_path / "cm.tif", resolution=(PER_CM, PER_CM), resolutionunit="centimeter"),
        "TIFF  resolution tag": save_tiff(tmp_path / "inch.tif", resolution=(dpi, dpi), resolutionunit="inch"),
        "OME-XML": save_tiff(tmp_path / "a.ome.tif", description=ome, **print_tags),
        "OME- XML": save_tiff(tmp_path / "nm.ome.tif", description=ome_nm),
        "ImageJ calibration": save_tiff(
            tmp_path / "ij.tif",
            description="ImageJ=1.54f\nunit=micron\nloop=false\n",
            resolution=(1 / 0.286, 1 / 0.286),
            resolutionunit="none",
        ),
        "Aperio MPP": save_tiff(tmp_path / "aperio.tif", description=aperio, **print_tags),
        "PNG pixels per metre": save(tmp_path / "a.png", dpi=(dpi, dpi)),
        "BMP pixels per metre": save(tmp_path / "a.bmp", dpi=(dpi, dpi)),
        "EXIF resolution": save(tmp_path / "a.jpg", {282: rational, 283: rational, 296: 3}, dpi=(72, 72)),
        "EXIF  resolution": save(tmp_path / "a.webp", {282: rational, 283: rational, 296: 3}),
    }
    for words, path in stated.items():
        slide = open_slide(path)
        assert slide.mpp == pytest.approx(0.286, rel=2e-5), path.name
        assert slide.mpp_source == words.replace("  ", " ").replace("- ", "-"), path.name


def test_jfif_density(tmp_path: Path) -> None:
    path = save(tmp_path / "a.jpg", dpi=(50_800, 50_800))
    slide = open_slide(path)
    assert (slide.mpp, slide.mpp_source) == (0.5, "JPEG (JFIF) density")


def test_the_synthetic_cohorts_exif_is_exact(tmp_path: Path) -> None:
    rational = IFDRational(10_000_000, 286)
    assert open_slide(save(tmp_path / "a.jpg", {282: rational, 283: rational, 296: 3})).mpp == 0.286


@pytest.mark.parametrize("dpi", [72, 96, 300, 600, 1200, 2400, 4800])
def test_print_resolutions_are_not_believed(tmp_path: Path, dpi: int) -> None:
    tiff = save_tiff(tmp_path / "a.tif", resolution=(dpi, dpi), resolutionunit="inch")
    for path in (save(tmp_path / "a.png", dpi=(dpi, dpi)), save(tmp_path / "a.jpg", dpi=(dpi, dpi)), tiff):
        slide = open_slide(path)
        assert slide.mpp is None
        assert slide.mpp_source == f"not in the file (its {dpi} dpi is a print resolution)"


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"resolution": (PER_CM, PER_CM * 1.1), "resolutionunit": "centimeter"}, "not square"),
        ({"resolution": (1e9, 1e9), "resolutionunit": "centimeter"}, "impossible for a microscope"),
        ({"resolution": (PER_CM, PER_CM), "resolutionunit": "none"}, "not in the file"),
        (
            {"description": OME.format('PhysicalSizeX="x" PhysicalSizeY="0.3"')},
            'OME-XML PhysicalSize "x x 0.3": it is not a number',
        ),
        (
            {"description": OME.format('PhysicalSizeX="1" PhysicalSizeXUnit="pixel" PhysicalSizeY="1"')},
            "not in the file",
        ),
        ({"description": "Aperio Image|MPP = 0.0.1"}, 'Aperio MPP "0.0.1": it is not a number'),
    ],
)
def test_unbelievable_statements(tmp_path: Path, options: dict[str, object], words: str) -> None:
    slide = open_slide(save_tiff(tmp_path / "a.tif", **options))
    assert slide.mpp is None
    assert words in slide.mpp_source


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path / "home"))
    return data_folder() / FILE_NAME


def test_a_folder_is_remembered(home: Path, tmp_path: Path) -> None:
    folder = tmp_path / "Proben é"
    folder.mkdir()
    assert recall(folder) is None
    remember(folder, 0.25)
    remember(tmp_path, 0.5)
    remember(folder, 0.286)
    assert recall(folder) == 0.286
    assert recall(folder / ".." / folder.name) == 0.286
    assert recall(tmp_path) == 0.5
    assert [path.name for path in home.parent.iterdir()] == [FILE_NAME]


@pytest.mark.parametrize("content", ["", "{", "[]", "null", '{"um_per_px": 3}', "\0" * 50, "[" * 100_000])
def test_a_damaged_memory_is_no_memory_and_is_mended(home: Path, tmp_path: Path, content: str) -> None:
    home.parent.mkdir(parents=True)
    home.write_text(content, encoding="utf-8")
    assert recall(tmp_path) is None
    remember(tmp_path, 0.5)
    assert recall(tmp_path) == 0.5


def test_entries_that_cannot_be_right_are_left_out(home: Path, tmp_path: Path) -> None:
    remember(tmp_path, 0.5)
    home.write_text(home.read_text(encoding="utf-8").replace("0.5", "NaN"), encoding="utf-8")
    assert recall(tmp_path) is None
    home.write_bytes(b"\xff\xfe\x00 not text")
    assert recall(tmp_path) is None


def test_a_folder_that_cannot_be_written_to_is_told(home: Path, tmp_path: Path) -> None:
    home.parent.parent.mkdir(parents=True)
    home.parent.write_text("a file where the folder should be")
    with pytest.raises(HistocastError, match="could not be saved"):
        remember(tmp_path, 0.5)


def test_which_pixel_size_is_used(home: Path, tmp_path: Path) -> None:
    silent = open_slide(save(tmp_path / "silent.png"))
    telling = open_slide(save_tiff(tmp_path / "a.tif", resolution=(PER_CM, PER_CM), resolutionunit="centimeter"))
    assert resolve_mpp(silent, None) == (None, "unknown")
    remember(tmp_path, 0.5)
    assert resolve_mpp(silent, None) == (0.5, "remembered for this folder")
    assert resolve_mpp(telling, None) == (telling.mpp, "TIFF resolution tag")
    assert resolve_mpp(telling, 0.25) == (0.25, "given by the user")


@pytest.mark.parametrize("mpp", [0.0, -0.25, math.nan, math.inf, 21.0, 1e-6])
def test_impossible_pixel_sizes_are_refused(home: Path, tmp_path: Path, mpp: float) -> None:
    slide = open_slide(save(tmp_path / "a.png"))
    with pytest.raises(HistocastError) as caught:
        resolve_mpp(slide, mpp)
    assert "micrometres per pixel" in caught.value.remedy
    with pytest.raises(HistocastError):
        remember(tmp_path, mpp)
