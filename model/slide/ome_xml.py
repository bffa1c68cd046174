"""Parse OME-XML: return the Images with their sizes and their positions in the file."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

MAX_CHARACTERS = 20_000_000
MAX_ELEMENTS = 200_000
"""Maximum number of elements. Reading this many takes 0.2 s. A file with one element for each of 100 000 planes has
fewer elements."""
MAX_DEPTH = 100
"""Maximum nesting depth of elements. OME-XML has about ten levels, and annotations of other programs add a few."""
MAX_IMAGES = 1_000

_ELEMENTS = frozenset(("OME", "BinaryOnly", "Image", "Pixels", "TiffData", "UUID"))
DEEPEST = 5
"""Nesting depth of the deepest element that is used."""


_PROLOG = (("<?", "?>"), ("<!--", "-->"))
_SPACE = ("\ufeff", " ", "\t", "\r", "\n")


class OmeXmlError(ValueError):
    """Raised if an OME-XML text cannot be used. The message states the reason: "it is not well-formed XML (...)"."""


@dataclass(frozen=True)
class TiffData:
    """Where planes of an Image are stored: in `count` pages of a file, starting with page `ifd`.

    The UUID or the name identifies the file. If both are "", it is the file that contains the OME-XML.
    """

    ifd: int
    count: int | None
    """Number of pages. None means as many pages as the Image has planes."""
    uuid: str = ""
    file_name: str = ""


@dataclass(frozen=True)
class OmeImage:
    """One picture: its name, the attributes of its Pixels element as text, and the positions of its planes."""

    name: str
    pixels: Mapping[str, str]
    tiff_data: tuple[TiffData, ...]

    def whole(self, attribute: str) -> int | None:
        """Return the value of `attribute`, a count such as SizeX, or None if it is absent or not a number."""
        text = self.pixels.get(attribute, "").strip()
        return int(text) if text.isascii() and text.isdigit() and len(text) <= 9 else None

    @property
    def size(self) -> tuple[int | None, int | None]:
        return self.whole("SizeX"), self.whole("SizeY")


@dataclass(frozen=True)
class OmeDocument:
    """All Images, the UUID of the file, and the name of the metadata file if the metadata are in another file."""

    images: tuple[OmeImage, ...]
    uuid: str = ""
    metadata_file: str | None = None


def is_ome(text: str) -> bool:
    """Return whether an ImageDescription is OME-XML. The text may be malformed XML."""
    start = _prolog_end(text)
    head = text[start : start + 4096]
    return head.startswith("<") and ("<OME" in head or ":OME" in head or "openmicroscopy" in head)


def _prolog_end(text: str) -> int:
    """Return the position of the first element, after the XML declaration and comments, which may be long."""
    at = 0
    while True:
        while text[at : at + 1] in _SPACE:
            at += 1
        opening, closing = next((pair for pair in _PROLOG if text.startswith(pair[0], at)), ("", ""))
        end = text.find(closing, at + len(opening)) if opening else -1
        if end < 0:
            return at
        at = end + len(closing)


def parse_ome(text: str) -> OmeDocument:
    """Return the Images in `text`.

    Raise `OmeXmlError` if the text is not XML, declares entities, or exceeds the limits.
    """
    if len(text) > MAX_CHARACTERS:
        raise OmeXmlError(f"its {len(text):,} characters are more than the {MAX_CHARACTERS:,} that are read")
    reading = _Reading()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.StartElementHandler = reading.start
    parser.EndElementHandler = reading.end
    parser.CharacterDataHandler = reading.characters
    try:
        parser.Parse(text.lstrip("\ufeff \t\r\n"), True)
    except expat.ExpatError as error:
        raise OmeXmlError(f"it is not well-formed XML ({error})") from error
    if not reading.is_ome:
        raise OmeXmlError("its first element is not OME")
    return OmeDocument(tuple(image.frozen() for image in reading.images), reading.uuid, reading.metadata_file)


def _refuse_doctype(*_: object) -> None:
    """Refuse a document type declaration, because it can declare entities. OME-XML never has one."""
    raise OmeXmlError("it has a document type declaration, which is refused for safety")


@dataclass
class _OpenImage:
    name: str
    pixels: dict[str, str] | None = None
    blocks: list[TiffData] = field(default_factory=list)

    def frozen(self) -> OmeImage:
        return OmeImage(self.name, self.pixels or {}, tuple(self.blocks))


class _Reading:
    """Handlers of the XML parser. They drop namespace prefixes and use only Images directly below OME."""

    def __init__(self) -> None:
        self.images: list[_OpenImage] = []
        self.uuid = ""
        self.metadata_file: str | None = None
        self.is_ome = False
        self._stack: list[str] = []
        self._elements = 0
        self._text: list[str] | None = None
        """The characters of the UUID element that is being parsed, or None outside such an element."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._elements += 1
        local = name.rpartition(":")[2]
        self._stack.append(local)
        if self._elements > MAX_ELEMENTS:
            raise OmeXmlError(f"it has more than {MAX_ELEMENTS:,} elements, which is the limit")
        if len(self._stack) > MAX_DEPTH:
            raise OmeXmlError(f"its elements are nested more than {MAX_DEPTH} deep")
        if local in _ELEMENTS and len(self._stack) <= DEEPEST:
            self._known(tuple(self._stack), {key.rpartition(":")[2]: value for key, value in attributes.items()})

    def _known(self, place: tuple[str, ...], attributes: dict[str, str]) -> None:
        if place == ("OME",):
            self.is_ome = True
            self.uuid = attributes.get("UUID", "")
        elif place == ("OME", "BinaryOnly"):
            self.metadata_file = attributes.get("MetadataFile", "")
        elif place == ("OME", "Image"):
            if len(self.images) == MAX_IMAGES:
                raise OmeXmlError(f"it has more than the {MAX_IMAGES:,} Images that are read")
            self.images.append(_OpenImage(attributes.get("Name", "")))
        elif place == ("OME", "Image", "Pixels"):
            if self.images[-1].pixels is not None:  # a second Pixels element, as in old files, is a separate picture
                self.images.append(_OpenImage(self.images[-1].name))
            self.images[-1].pixels = attributes
        elif place == ("OME", "Image", "Pixels", "TiffData"):
            self.images[-1].blocks.append(_tiff_data(attributes))
        elif place == ("OME", "Image", "Pixels", "TiffData", "UUID"):
            self._text = []
            block = self.images[-1].blocks[-1]
            name = attributes.get("FileName", "")
            self.images[-1].blocks[-1] = TiffData(block.ifd, block.count, block.uuid, name)

    def characters(self, text: str) -> None:
        if self._text is not None:
            self._text.append(text)

    def end(self, name: str) -> None:
        del name
        self._stack.pop()
        if self._text is not None:
            block = self.images[-1].blocks[-1]
            uuid = "".join(self._text).strip()
            self.images[-1].blocks[-1] = TiffData(block.ifd, block.count, uuid, block.file_name)
            self._text = None


def _tiff_data(attributes: Mapping[str, str]) -> TiffData:
    """Return the planes that a TiffData element states, with the defaults of the OME specification.

    IFD is 0 by default. PlaneCount is by default one plane, or all planes if IFD is absent too.
    """
    ifd, count = attributes.get("IFD"), attributes.get("PlaneCount", attributes.get("NumPlanes"))
    try:
        return TiffData(int(ifd or 0), int(count) if count else (1 if ifd else None))
    except ValueError as error:
        raise OmeXmlError("it has a TiffData element whose IFD or PlaneCount is not a number") from error
