"""OME-XML is parsed as XML: entities, quotes, prefixes, places of planes, and limits for what was made to do harm."""

import pytest

from model.slide.ome_images import ome_of, physical_size
from model.slide.ome_xml import MAX_DEPTH, MAX_ELEMENTS, OmeXmlError, TiffData, is_ome, parse_ome
from model.slide.pixel_size import Claim, RejectedPixelSize

PIXELS = '<Pixels SizeX="9" SizeY="8" SizeC="3" SizeZ="1" SizeT="1" {}>{}</Pixels>'


def document(pixels: str, data: str = "") -> str:
    return f'<OME><Image Name="a">{PIXELS.format(pixels, data)}</Image></OME>'


def claim(attributes: str) -> Claim:
    found = physical_size(parse_ome(document(attributes)).images[0])
    assert isinstance(found, Claim)
    return found


@pytest.mark.parametrize(
    ("unit", "um"),
    [
        ("&#181;m", 1), ("&#956;m", 1), ("&#xB5;m", 1), ("µm", 1), ("μm", 1), ("um", 1), ("micron", 1), ("nm", 1e-3),
        ("Âµm", 1), ("mm", 1e3), ("cm", 1e4), ("m", 1e6), ("pm", 1e-6), ("Å", 1e-4), ("in", 25_400),
    ],
)  # fmt: skip
def test_units(unit: str, um: float) -> None:
    size = 0.25 / um
    sizes = (f'PhysicalSize{axis}="{size}" PhysicalSize{axis}Unit="{unit}"' for axis in "XY")
    found = claim(" ".join(sizes))
    assert (found.x_um, found.y_um) == (pytest.approx(0.25), pytest.approx(0.25))


def test_each_axis_has_its_own_unit() -> None:
    found = claim('PhysicalSizeX="250" PhysicalSizeXUnit="nm" PhysicalSizeY="0.5"')
    assert (found.x_um, found.y_um) == (pytest.approx(0.25), 0.5)


@pytest.mark.parametrize(
    ("attributes", "text", "reason"),
    [
        ('PhysicalSizeX="0,25" PhysicalSizeY="0,25"', "0,25", "it is not a number"),
        ('PhysicalSizeX="" PhysicalSizeY=""', "none", "it is not a number"),
        ('PhysicalSizeX="NaN" PhysicalSizeY="NaN"', "NaN", "it is not a number"),
        ('PhysicalSizeX="1e999" PhysicalSizeY="1e999"', "1e999", "it is not a number"),
        ('PhysicalSizeX="-0.25" PhysicalSizeY="-0.25"', "-0.25", "it is not above zero"),
        ('PhysicalSizeX="0" PhysicalSizeY="0.25"', "0 x 0.25", "it is not above zero"),
        ('PhysicalSizeX="0.25"', "0.25 x none", "the height is missing"),
        ('PhysicalSizeY="0.25"', "none x 0.25", "the width is missing"),
        ('PhysicalSizeX="1" PhysicalSizeXUnit="ell" PhysicalSizeY="1"', "1 ell x 1", 'its unit "ell" is not known'),
        (
            'PhysicalSizeX="0.25" PhysicalSizeXUnit="µm" PhysicalSizeY="1" PhysicalSizeYUnit="pixel"',
            "0.25 µm x 1 pixel",
            "its PhysicalSizeX or PhysicalSizeY is not a length",
        ),
    ],
)
def test_what_cannot_be_used_is_rejected_with_its_text(attributes: str, text: str, reason: str) -> None:
    found = physical_size(parse_ome(document(attributes)).images[0])
    assert isinstance(found, RejectedPixelSize)
    assert (found.field, found.text, found.reason, found.warns) == ("OME-XML PhysicalSize", text, reason, True)


@pytest.mark.parametrize("unit", ["pixel", "reference frame"])
def test_a_length_that_was_never_measured_is_none(unit: str) -> None:
    attributes = f'PhysicalSizeX="1" PhysicalSizeXUnit="{unit}" PhysicalSizeY="1" PhysicalSizeYUnit="{unit}"'
    assert physical_size(parse_ome(document(attributes)).images[0]) is None
    assert physical_size(parse_ome(document("")).images[0]) is None


def test_quotes_prefixes_comments_and_order_do_not_matter() -> None:
    text = (
        "\ufeff<?xml version='1.0'?><!-- <Pixels PhysicalSizeX=\"9\"/> --><o:OME xmlns:o='http://x'><o:Image>"
        "<o:Pixels PhysicalSizeY = '0.5'\n PhysicalSizeX\t='0.5' SizeX='2' SizeY='3'><o:TiffData IFD='7'/></o:Pixels>"
        "</o:Image></o:OME>"
    )
    (image,) = parse_ome(text).images
    assert is_ome(text)
    assert (image.size, image.tiff_data) == ((2, 3), (TiffData(7, 1),))
    assert physical_size(image) == Claim(0.5, 0.5, "OME-XML", density=False, text="0.5")


def test_an_encoding_named_in_the_text_does_not_change_a_text_that_is_decoded_already() -> None:
    text = '<?xml version="1.0" encoding="UTF-16"?>' + document('PhysicalSizeX="1" PhysicalSizeXUnit="µm"')
    assert parse_ome(text).images[0].pixels["PhysicalSizeXUnit"] == "µm"


@pytest.mark.parametrize(
    "prolog", ["", "\ufeff", '\n<?xml version="1.0"?>\n', "<!-- <Pixels/> -->\n" * 500, f"<?xml ?><!--{'x' * 9000}-->"]
)
def test_the_document_is_recognised_behind_whatever_stands_before_it(prolog: str) -> None:
    assert is_ome(prolog + document('PhysicalSizeX="1"'))
    assert not is_ome(prolog + "<html>OME</html>")


@pytest.mark.parametrize("text", ["", "<?xml", "<!--" * 1_000_000, "<!---->" * 1_000_000, " " * 3_000_000])
def test_what_has_no_first_element_is_no_document(text: str) -> None:
    """The long ones take hours where a search begins again at each of their characters."""
    assert not is_ome(text)


def test_only_images_of_the_document_count() -> None:
    """Annotations may hold a whole OME-XML of the file this one was made from."""
    other = document('PhysicalSizeX="9"')
    annotation = f"<StructuredAnnotations><Value>{other}</Value></StructuredAnnotations>"
    text = f'<OME><Image Name="own">{PIXELS.format("", "")}</Image>{annotation}</OME>'
    assert [image.name for image in parse_ome(text).images] == ["own"]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("<TiffData/>", TiffData(0, None)),
        ('<TiffData IFD="4"/>', TiffData(4, 1)),
        ('<TiffData PlaneCount="5"/>', TiffData(0, 5)),
        ('<TiffData IFD="2" NumPlanes="3"/>', TiffData(2, 3)),
        (
            '<TiffData IFD="1"><UUID FileName="b.tif">urn:uuid:1</UUID></TiffData>',
            TiffData(1, 1, "urn:uuid:1", "b.tif"),
        ),
    ],
)
def test_where_planes_lie(data: str, expected: TiffData) -> None:
    assert parse_ome(document("", data)).images[0].tiff_data == (expected,)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("<Pixels " * 4000, "not well-formed"),
        ("<OME><Image", "not well-formed"),
        (document("").replace("</Image>", ""), "not well-formed"),
        ("<scn/>", "first element is not OME"),
        (document("", '<TiffData IFD="x"/>'), "whose IFD or PlaneCount is not a number"),
        ("<OME>" + "<a>" * MAX_DEPTH + "</a>" * MAX_DEPTH + "</OME>", "nested more than"),
        ("<OME>" + "<a/>" * MAX_ELEMENTS + "</OME>", "elements, which is the limit"),
        ("<OME>" + "<Image/>" * 1001 + "</OME>", "Images that are read"),
        ('<!DOCTYPE OME [<!ENTITY a "b">]><OME>&a;</OME>', "document type"),
        ('<!DOCTYPE OME SYSTEM "file:///etc/passwd"><OME/>', "document type"),
    ],
)
def test_refusals(text: str, reason: str) -> None:
    with pytest.raises(OmeXmlError, match=reason):
        parse_ome(text)
    problem = ome_of(text, "a.tif").problem
    assert problem is not None
    assert (problem.field, problem.warns) == ("OME-XML", True)
    assert len(problem.text) <= 60


BILLION = "".join('<!ENTITY a{} "{}">'.format(n, f"&a{n - 1};" * 10) for n in range(1, 10))
HOSTILE: dict[str, tuple[str, str | None]] = {
    "pixels without end": ("<OME " + "<Pixels " * 1_250_000, "not well-formed"),
    "one attribute without end": ('<OME a="' + "x" * 10_000_000, "unclosed token"),
    "many attributes": ("<OME " + " ".join(f'a{n}="1"' for n in range(500_000)) + "/>", None),
    "many elements": ("<OME>" + "<a/>" * 2_500_000 + "</OME>", "elements, which is the limit"),
    "deep": ("<OME>" + "<a>" * 3_000_000, "nested more than"),
    "billion laughs": (f'<!DOCTYPE OME [<!ENTITY a0 "ha">{BILLION}]><OME>&a9;</OME>', "document type"),
    "many pixels": ("<OME>" + '<Image><Pixels SizeX="1"/></Image>' * 900 + "</OME>", None),
    "spaces": ("<OME><Pixels" + " " * 10_000_000 + "/></OME>", None),
}
"""Ten megabytes at most, and words of the reason why the text is refused. The pattern that was used before tried each
rest of such a text again: hours for these."""


@pytest.mark.parametrize(("text", "reason"), HOSTILE.values(), ids=HOSTILE)
def test_megabytes_made_to_do_harm_are_read_once(text: str, reason: str | None) -> None:
    problem = ome_of(text, "a.tif").problem
    assert reason in problem.reason if reason else problem is None
