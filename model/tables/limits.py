"""How large a table may be: far above any cohort, far below what fills the memory of a computer."""

MOST_BYTES = 100_000_000
"""Of a file on the disk: 100,000 patients with 1000 characters each."""
MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384
"""The largest sheet of Excel."""
MOST_CELLS = 5_000_000
LONGEST_LINE = 4_000_000
"""Letters in one line of a CSV file."""
LONGEST_CELL = 131_072
"""Letters; the limit of Python's csv module. Excel's own is 32,767."""

MOST_ENTRIES = 10_000
"""Files in a workbook, which is a ZIP archive."""
MOST_UNPACKED = 400_000_000
"""Bytes of one part of a workbook; a sheet of 5 million numbers has about 200 million."""
MOST_BESIDE = 20_000_000
"""Bytes of a part that holds no cells: the list of sheets, styles."""
MOST_ELEMENTS = 20_000_000
"""Elements of XML in one part: a cell has up to three."""
MOST_MERGED = 10_000
"""Merged cells that are kept for a note."""
MOST_RATIO, SMALL_PART = 200, 2_000_000
"""Unpacked to packed bytes of a part of more than the second. Sheets have 5 to 50; bombs have 1000."""
DEEPEST = 64
"""Elements inside one another; a sheet needs eight."""
LONGEST_TEXT = 1_000_000
"""Letters inside one element of XML."""
