"""What a library raises becomes the sentence that fits: damage, a missing feature, a disk, memory."""

import errno
from pathlib import Path

import numpy as np
import pytest
import tifffile

from model.base.errors import SlideError
from model.slide.faults import fault, slide_fault
from model.slide.limits import COPY_REMEDY
from model.slide.registry import open_slide

BROKEN = Path(__file__).resolve().parents[3] / ".." / "shared" / "samples" / "broken"
FILE = Path("a.tif")
NOISE = np.random.default_rng(5).integers(0, 256, (90, 100, 3), np.uint8)


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (ValueError("corrupted strip"), "is a damaged TIFF file"),
        (TypeError("unsupported operand type(s) for /: 'bytes' and 'bytes'"), "is a damaged TIFF file"),
        (TypeError("'<' not supported between instances of 'int' and 'str'"), "is a damaged TIFF file"),
        (OSError("cannot identify image file"), "is a damaged TIFF file"),
        (OSError(errno.EINVAL, "Invalid argument"), "is a damaged TIFF file"),
        (OSError("image file is truncated (12 bytes not processed)"), "is an incomplete TIFF file"),
        (OSError(errno.EIO, "Input/output error"), "cannot be read: Input/output error"),
        (OSError("Unsupported BMP compression (4)"), "is not supported (Unsupported BMP compression (4))"),
        (NotImplementedError("chroma subsampling not supported"), "is not supported"),
        (ImportError("could not import name 'jetraw_decode'"), "is not supported"),
        (ValueError("sample formats do not match (1, 2)"), "is not supported"),
        (MemoryError(), "needs more memory"),
    ],
)
def test_each_cause_has_its_sentence(error: Exception, words: str) -> None:
    told = fault(FILE, "TIFF", error)
    assert words in told.message
    assert told.message.startswith("a.tif ")
    assert told.message.endswith(".")
    assert told.remedy.endswith(".")
    assert (told.remedy == COPY_REMEDY) is ("damaged" in words)


def test_openslide_names_what_it_lacks() -> None:
    lacks = slide_fault(FILE, ValueError("Unsupported TIFF compression: 50001"), "is damaged.", COPY_REMEDY)
    assert lacks.message == "a.tif uses a feature that is not supported (Unsupported TIFF compression: 50001)."
    assert "Export" in lacks.remedy
    missing = ValueError("Unsupported or missing image file")
    assert slide_fault(FILE, missing, "It lacks a file.", COPY_REMEDY).message == "It lacks a file."
    assert slide_fault(FILE, ValueError("Not a tile"), "It is damaged.", COPY_REMEDY).message == "It is damaged."


def test_a_volume_is_not_supported(tmp_path: Path) -> None:
    path = tmp_path / "a.tif"
    volume = np.stack([NOISE[:64, :64, 0]] * 16)
    tifffile.imwrite(path, volume, volumetric=True, tile=(16, 64, 64), photometric="minisblack", metadata=None)
    with pytest.raises(SlideError, match="a volume of 16 slices, which is not supported") as caught:
        open_slide(path)
    assert "damaged" not in caught.value.message


@pytest.mark.parametrize("code", [9, 32809, 34676, 48124, 60123, 65000])
def test_a_compression_without_a_decoder_is_not_damage(tmp_path: Path, code: int) -> None:
    path = tmp_path / "a.tif"
    tifffile.imwrite(path, NOISE, photometric="rgb", compression="zlib", metadata=None)
    with tifffile.TiffFile(path, mode="r+") as file:
        file.pages[0].tags[259].overwrite(code)
    with pytest.raises(SlideError, match="compressed in a way that is not supported"):
        open_slide(path)


FUZZED = (*range(2, 23), *range(24, 27), 28, 29, 32, 33, *range(37, 45))
"""Numbers of the samples whose tags or tables a fuzzer broke. Its other files have one pixel, and what else is refused
is another format, of unknown numbers, or compressed in a way that is not supported."""


@pytest.mark.skipif(not BROKEN.exists(), reason="needs the samples beside the project")
def test_only_damaged_samples_are_called_damaged() -> None:
    called = {}
    for path in sorted(BROKEN.glob("tiff-*")):
        try:
            open_slide(path).close()
        except SlideError as error:
            if "damaged" in error.message or "incomplete" in error.message:
                called[int(path.name[5:8])] = error.message
    assert sorted(called) == sorted(FUZZED)
