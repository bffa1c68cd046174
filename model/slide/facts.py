"""What a file states about itself. A reader fills in `Facts`, and `histocast info` and the window show them."""

from dataclasses import dataclass

UNKNOWN = "unknown"


@dataclass(frozen=True)
class Rejected:
    """A value that the file states but that is not used."""

    field: str
    """The name of the field as text: "Aperio MPP", "OME-XML PhysicalSizeX"."""
    text: str
    """The value as it is written in the file, shortened if it is long."""
    reason: str
    """Why the program does not use the value: "it is not a number", "its 72 dpi is a print resolution"."""

    @property
    def sentence(self) -> str:
        """Return a sentence, such as 'The file states "0,5x" as Aperio MPP; it is not used: it is not a number.'."""
        return f'The file states "{self.text}" as {self.field}; it is not used: {self.reason}.'


@dataclass(frozen=True)
class Facts:
    """What a file states about itself, and how the program interpreted it.

    All texts are shown to users. `UNKNOWN` means that the reader cannot determine the value.
    """

    format: str = UNKNOWN
    """Name of the file format: "Aperio SVS", "OME-TIFF", "TIFF", "PNG", "DICOM whole slide" and others."""
    reader: str = UNKNOWN
    """The library that decodes the pixels: "tifffile", "Pillow", "OpenSlide"."""
    compression: str = UNKNOWN
    """Name of the compression: "JPEG", "JPEG 2000", "none" and others."""
    colour_space: str = UNKNOWN
    """How the samples are stored: "RGB", "YCbCr declared, RGB in the codestream" and others."""
    bits: int | None = None
    """Number of stored bits per sample."""
    series: tuple[str, ...] = ()
    """A line for each picture in the file, or () if there is only one picture."""
    shown: int | None = None
    """Index in `series` of the picture that is shown."""
    rejected: tuple[Rejected, ...] = ()
    """Stated values that the program does not use, each with the reason."""
    objective: str = ""
    """The magnification of the objective, as the file states it ("20"). It is "" if the file states none."""
    profile: str = ""
    """The name of the colour profile, if the reader process has already read it; otherwise ""."""


NOTHING_STATED = Facts()
"""The facts of a picture that was created in memory."""
