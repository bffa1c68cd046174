"""Workbooks made part by part, with the faults that spreadsheet programs and libraries leave in them."""

import zipfile
from xml.sax.saxutils import escape

import pytest

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
STRICT_RELATIONS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
HEADER = ("patient_id", "months", "died")
ROWS = (("P1", 12.5, 1), ("P2", 60, 0))
STYLES = (
    '<styleSheet xmlns="{main}"><numFmts count="3"><numFmt numFmtId="164" formatCode="000"/>'
    '<numFmt numFmtId="165" formatCode="&quot;P&quot;00"/><numFmt numFmtId="166" formatCode="0.0&quot; months&quot;"/>'
    "</numFmts><cellXfs>"
    + "".join(f'<xf numFmtId="{number}"/>' for number in (0, 14, 164, 165, 166, 22, 9, 46))
    + "</cellXfs></styleSheet>"
)
"""Styles 0 to 7: general, date, 000, "P"00, months, date and time, per cent, hours."""


def cell(place, value):
    """One cell; text inline, a tuple is (style, number), a string that starts with < stands as it is."""
    if value is None:
        return ""
    if isinstance(value, str) and value.startswith("<"):
        return value.replace("<c", f'<c r="{place}"', 1)
    if isinstance(value, str):
        return f'<c r="{place}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'
    style, number = value if isinstance(value, tuple) else (0, value)
    return f'<c r="{place}" s="{style}"><v>{number}</v></c>'


def sheet_data(rows, first=1, hidden=()):
    lines = []
    for number, row in enumerate(rows, start=first):
        cells = "".join(cell(f"{chr(65 + at)}{number}", value) for at, value in enumerate(row))
        lines.append(f'<row r="{number}" hidden="{int(number in hidden)}">{cells}</row>')
    return f"<sheetData>{''.join(lines)}</sheetData>"


def write_book(path, sheets, *, strict=False, styles=STYLES, strings=None, book="", more=()):
    """`sheets`: (name, state, XML inside <worksheet>); `more`: further parts by name."""
    main, relations = (STRICT_MAIN, STRICT_RELATIONS) if strict else (MAIN, RELATIONS)
    rels = [(f"rId{number}", "worksheet", f"worksheets/sheet{number}.xml") for number in range(1, len(sheets) + 1)]
    rels += [("rId90", "styles", "styles.xml")] if styles else []
    rels += [("rId91", "sharedStrings", "sharedStrings.xml")] if strings else []
    listed = "".join(
        f'<sheet name="{name}" sheetId="{number}" state="{state}" r:id="rId{number}"/>'
        for number, (name, state, _) in enumerate(sheets, start=1)
    )
    relation = '<Relationship Id="{}" Type="{}/{}" Target="{}"/>'
    parts = {
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}">'
        + relation.format("rId1", relations, "officeDocument", "xl/workbook.xml") + "</Relationships>",
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{relations}">{book}<sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}">'
        + "".join(relation.format(key, relations, kind, target) for key, kind, target in rels) + "</Relationships>",
    }  # fmt: skip
    for number, (_, _, inside) in enumerate(sheets, start=1):
        parts[f"xl/worksheets/sheet{number}.xml"] = f'<worksheet xmlns="{main}">{inside}</worksheet>'
    if styles:
        parts["xl/styles.xml"] = styles.replace("{main}", main)
    if strings:
        texts = "".join(f"<si>{text}</si>" for text in strings)
        parts["xl/sharedStrings.xml"] = f'<sst xmlns="{main}">{texts}</sst>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in (parts | dict(more)).items():
            archive.writestr(name, text)
    return path


@pytest.fixture
def one_sheet(tmp_path):
    """A workbook of one visible sheet "data", as `inside` says or of plain rows."""

    def make(inside=None, **options):
        inside = sheet_data([HEADER, *ROWS]) if inside is None else inside
        return write_book(tmp_path / "t.xlsx", [("data", "visible", inside)], **options)

    return make
