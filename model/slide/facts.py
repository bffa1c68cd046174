"""What a file states about itself: a reader fills in `Facts`, and `histocast info` and the window show them."""

from dataclasses import dataclass

UNKNOWN = "unknown"


@dataclass(frozen=True)
class Rejected:
    """A value that the file states and that is not used."""

    field: str
    """Where the file states it, in words: "Aperio MPP", "OME-XML PhysicalSizeX"."""
    text: str
    """The value as the file has it, shortened where it is long."""
    reason: str
    """Why it is not used: "is not a number", "its 72 dpi is a print resolution"."""

    @property
    def sentence(self) -> str:
        """One sentence, such as 'The file states "0,5x" as Aperio MPP; it is not used: it is not a number.'."""
        return f'The file states "{self.text}" as {self.field}; it is not used: {self.reason}.'


@dataclass(frozen=True)
class Facts:
    """How a file was understood. Every field is text for a person; `UNKNOWN` where the reader cannot determine it."""

    format: str = UNKNOWN
    """"Aperio SVS", "OME-TIFF", "TIFF", "PNG", "DICOM whole slide" ..."""
    reader: str = UNKNOWN
    """The library that decodes the pixels: "tifffile", "Pillow", "OpenSlide"."""
    compression: str = UNKNOWN
    """"JPEG", "JPEG 2000", "none" ..."""
    colour_space: str = UNKNOWN
    """How the samples are stored: "RGB", "YCbCr, declared; RGB in the codestream" ..."""
    bits: int | None = None
    """Bits a sample as stored."""
    series: tuple[str, ...] = ()
    """The pictures in the file, one line each; empty where it holds one."""
    shown: int | None = None
    """Index into `series` of the picture that is shown."""
    rejected: tuple[Rejected, ...] = ()
    """Stated values that are not used, each with its reason."""
    objective: str = ""
    """The objective's power as stated, "20"; empty where the file states none."""


NOTHING_STATED = Facts()
"""The facts of a picture that was made in memory."""
