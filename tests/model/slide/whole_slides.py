"""Tiny whole slides of every kind that can be written honestly here: a path comes in, a file or folder lies there.

All show the same picture of 97 x 71 px and, where they have a second level, every second pixel of it.
"""

import math
from pathlib import Path

import numpy as np
import tifffile
from pydicom.dataset import Dataset, FileDataset, FileMetaDataset
from pydicom.uid import ExplicitVRLittleEndian

WIDTH, HEIGHT = 97, 71
WHOLE_SLIDE = "1.2.840.10008.5.1.4.1.1.77.1.6"
DICOM_TILE = 32


def picture() -> np.ndarray:
    """No symmetry, every channel different, all values used: uint8 [71, 97, 3]."""
    y, x = np.mgrid[:HEIGHT, :WIDTH]
    return np.stack([x * 255 // (WIDTH - 1), y * 255 // (HEIGHT - 1), (x + 2 * y) % 256], axis=2).astype(np.uint8)


RGB = picture()
HALF = np.ascontiguousarray(RGB[: HEIGHT // 2 * 2 : 2, : WIDTH // 2 * 2 : 2])
PHOTOGRAPH = np.zeros((40, 120, 3), np.uint8)
"""Of the glass: of another shape, and black."""


def reduced_pages(path: Path, full: np.ndarray = RGB, half: np.ndarray = HALF, **options: object) -> None:
    """As libvips and OpenSlide's generic tiled TIFF: smaller copies on pages marked as such, beside a label."""
    options = {"tile": (16, 32), "photometric": "rgb", "metadata": None, **options}
    with tifffile.TiffWriter(path) as writer:
        writer.write(full, **options)
        writer.write(half, subfiletype=1, **options)
        writer.write(PHOTOGRAPH, subfiletype=1, **options)


def ome(path: Path, full: np.ndarray = RGB, half: np.ndarray = HALF) -> None:
    """OME-TIFF as QuPath and Bio-Formats write it: levels in SubIFDs."""
    options = {"tile": (16, 16), "photometric": "rgb", "compression": "zlib"}
    with tifffile.TiffWriter(path, ome=True) as writer:
        writer.write(full, subifds=1, metadata={"axes": "YXS"}, **options)
        writer.write(half, subfiletype=1, **options)


def planar(path: Path) -> None:
    options = {"tile": (16, 16), "photometric": "rgb", "planarconfig": "separate", "metadata": None}
    with tifffile.TiffWriter(path) as writer:
        writer.write(np.ascontiguousarray(RGB.transpose(2, 0, 1)), subifds=1, **options)
        writer.write(np.ascontiguousarray(HALF.transpose(2, 0, 1)), subfiletype=1, **options)


def deep(path: Path) -> None:
    """16 bit a sample; the lower byte says nothing."""
    reduced_pages(path, RGB.astype(np.uint16) << 8, HALF.astype(np.uint16) << 8, compression="lzw", predictor=True)


def bare_strips(path: Path) -> None:
    """Uncompressed and uncut, with levels: read in bands of rows."""
    reduced_pages(path, tile=None)


def aperio(path: Path) -> None:
    """As an Aperio scanner: level, thumbnail, level, label, macro; no level but the first is marked as anything."""
    options = {"photometric": "rgb", "compression": "jpeg", "subsampling": (1, 1), "metadata": None}
    options["compressionargs"] = {"level": 95}
    head = "Aperio Image Library v11.2.1 \r\n97x71 (32x32) JPEG/RGB Q=95|AppMag = 20|MPP = 0.4990"
    with tifffile.TiffWriter(path) as writer:
        writer.write(RGB, tile=(32, 32), description=head, **options)
        writer.write(RGB[::3, ::3], description="Aperio Image Library v11.2.1 \r\n97x71 -> 33x24", **options)
        writer.write(HALF, tile=(32, 32), description=head, **options)
        writer.write(RGB[::4, ::4] // 2, description="Aperio Image Library v11.2.1 \r\nlabel 25x18", **options)
        writer.write(PHOTOGRAPH, description="Aperio Image Library v11.2.1 \r\nmacro 120x40", subfiletype=9, **options)


def trestle(path: Path) -> None:
    """As a Trestle MedScan: told by its Software tag, its resolution tag holds um/px, and OpenSlide reads it."""
    options = {"tile": (16, 16), "photometric": "rgb", "software": "MedScan", "compression": "lzw", "metadata": None}
    about = "Background Color=E6E6E6;White Balance=1;Objective Power=20;OverlapsXY= 0 0 0 0"
    with tifffile.TiffWriter(path) as writer:
        writer.write(RGB, description=about, resolution=(0.5, 0.5), resolutionunit="none", **options)
        writer.write(HALF, subfiletype=1, resolution=(1, 1), resolutionunit="none", **options)


def philips(path: Path) -> None:
    """As a Philips scanner: levels filled up to whole tiles, their true sizes told by pixel spacings in XML."""

    def attribute(name: str, value: str) -> str:
        spacing = f"&quot;{value}&quot; &quot;{value}&quot;" if name == "DICOM_PIXEL_SPACING" else value
        return f'<Attribute Name="{name}" Group="0x301D" Element="0x1003" PMSVR="IString">{spacing}</Attribute>'

    def thing(kind: str, *attributes: str) -> str:
        return f'<DataObject ObjectType="{kind}">{"".join(attributes)}</DataObject>'

    levels = "".join(
        thing(
            "PixelDataRepresentation",
            attribute("DICOM_PIXEL_SPACING", spacing),
            attribute("PIIM_PIXEL_DATA_REPRESENTATION_NUMBER", str(number)),
        )
        for number, spacing in enumerate(("0.0005", "0.001"))
    )
    scan = thing(
        "DPScannedImage",
        attribute("PIM_DP_IMAGE_TYPE", "WSI"),
        attribute("DICOM_PIXEL_SPACING", "0.0005"),
        attribute("PIIM_PIXEL_DATA_REPRESENTATION_SEQUENCE", f"<Array>{levels}</Array>"),
    )
    about = thing("DPUfsImport", attribute("PIM_DP_SCANNED_IMAGES", f"<Array>{scan}</Array>"))
    options = {"tile": (16, 16), "photometric": "rgb", "software": "Philips DP v1.0", "compression": "lzw"}
    filled = np.zeros((48, 64, 3), np.uint8)
    filled[: len(HALF), : HALF.shape[1]] = HALF
    with tifffile.TiffWriter(path) as writer:
        writer.write(RGB, description=about, metadata=None, **options)
        writer.write(filled, subfiletype=1, metadata=None, **options)


def leica(path: Path) -> None:
    """As a Leica SCN400: an overview of the glass first, then the scan; which is which, and where, is told by XML."""

    def image(power: int, across: int, *pages: tuple[int, int, int]) -> str:
        sizes = "".join(f'<dimension sizeX="{x}" sizeY="{y}" r="{r}" ifd="{n}"/>' for r, (x, y, n) in enumerate(pages))
        return (
            f'<image><device model="SCN400"/><pixels sizeX="{pages[0][0]}" sizeY="{pages[0][1]}">{sizes}</pixels>'
            f'<view sizeX="{across}" sizeY="{HEIGHT * 500}" offsetX="0" offsetY="0"/><scanSettings>'
            f"<objectiveSettings><objective>{power}</objective></objectiveSettings><illuminationSettings>"
            "<illuminationSource>brightfield</illuminationSource></illuminationSettings></scanSettings></image>"
        )

    space = "http://www.leica-microsystems.com/scn/2010/10/01"
    # In nm; what covers all of the glass is taken for the overview.
    images = image(1, WIDTH * 500, (64, 48, 0))
    images += image(20, WIDTH * 500 + 1, (WIDTH, HEIGHT, 1))
    about = f'<scn xmlns="{space}"><collection sizeX="{WIDTH * 500}" sizeY="{HEIGHT * 500}">{images}</collection></scn>'
    options = {"tile": (16, 16), "photometric": "rgb", "compression": "lzw", "metadata": None}
    with tifffile.TiffWriter(path, bigtiff=True) as writer:
        writer.write(np.zeros((48, 64, 3), np.uint8), description=f'<?xml version="1.0"?>{about}', **options)
        writer.write(RGB, resolution=(20_000, 20_000), resolutionunit="centimeter", **options)


def dicom(path: Path) -> None:
    """A folder of three files: two levels and a label; one of them without a suffix, as archives write them."""
    dicom_series(path, "1.2.826.0.1.1")


def dicom_series(folder: Path, series: str, prefix: str = "") -> None:
    folder.mkdir(exist_ok=True)
    dicom_file(folder / f"{prefix}b.dcm", RGB, series, 1, 0.5)
    dicom_file(folder / f"{prefix}a", HALF, series, 2, 1.0)
    dicom_file(folder / f"{prefix}c.dcm", PHOTOGRAPH, series, 3, 20.0, "LABEL")


def dicom_file(path: Path, pixels: np.ndarray, series: str, number: int, mpp: float, kind: str = "VOLUME") -> None:
    """One instance of a series: uncompressed tiles, all of them, in raster order."""
    height, width = pixels.shape[:2]
    rows, cols = math.ceil(height / DICOM_TILE), math.ceil(width / DICOM_TILE)
    padded = np.full((rows * DICOM_TILE, cols * DICOM_TILE, 3), 255, np.uint8)
    padded[:height, :width] = pixels
    tiles = padded.reshape(rows, DICOM_TILE, cols, DICOM_TILE, 3).swapaxes(1, 2)
    meta = FileMetaDataset()
    meta.MediaStorageSOPClassUID = WHOLE_SLIDE
    meta.MediaStorageSOPInstanceUID = f"{series}.{number}"
    meta.TransferSyntaxUID = ExplicitVRLittleEndian
    meta.ImplementationClassUID = "1.2.826.0.1"
    file = FileDataset(str(path), {}, file_meta=meta, preamble=b"\0" * 128)
    file.SOPClassUID, file.SOPInstanceUID = WHOLE_SLIDE, meta.MediaStorageSOPInstanceUID
    file.StudyInstanceUID, file.SeriesInstanceUID, file.InstanceNumber = f"{series}.0", series, number
    file.Modality, file.ImageType = "SM", ["ORIGINAL", "PRIMARY", kind, "NONE"]
    file.Rows = file.Columns = DICOM_TILE
    file.NumberOfFrames = rows * cols
    file.TotalPixelMatrixColumns, file.TotalPixelMatrixRows = width, height
    file.TotalPixelMatrixFocalPlanes = file.NumberOfOpticalPaths = 1
    file.SamplesPerPixel, file.PhotometricInterpretation, file.PlanarConfiguration = 3, "RGB", 0
    file.BitsAllocated = file.BitsStored = 8
    file.HighBit, file.PixelRepresentation = 7, 0
    file.DimensionOrganizationType = "TILED_FULL"
    file.ImagedVolumeWidth, file.ImagedVolumeHeight = width * mpp / 1000, height * mpp / 1000
    measures, shared, optical = Dataset(), Dataset(), Dataset()
    measures.PixelSpacing = [mpp / 1000, mpp / 1000]
    shared.PixelMeasuresSequence = [measures]
    optical.OpticalPathIdentifier = "0"
    file.SharedFunctionalGroupsSequence, file.OpticalPathSequence = [shared], [optical]
    file.PixelData = np.ascontiguousarray(tiles).tobytes()
    file["PixelData"].VR = "OB"
    file.save_as(path, enforce_file_format=True)
