"""The maximum sizes of tables that are read.

They are far larger than any cohort, but small enough for the memory of any computer.
"""

MOST_BYTES = 100_000_000
"""Maximum size of a file in bytes. This is enough for 100,000 patients with 1000 characters each."""
MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384
"""Maximum numbers of rows and columns: the size of the largest sheet in Excel."""
MOST_CELLS = 5_000_000
LONGEST_LINE = 4_000_000
"""Maximum number of characters in one line of a CSV file."""
LONGEST_CELL = 131_072
"""Maximum number of characters in a cell. Python's csv module has the same limit by default; Excel's limit is
32,767."""

MOST_ENTRIES = 10_000
"""Maximum number of files in a workbook, which is a ZIP archive."""
MOST_UNPACKED = 400_000_000
"""Maximum size in bytes of one unpacked part of a workbook. A sheet with 5 million numbers has about 200 million
bytes."""
MOST_BESIDE = 20_000_000
"""Maximum size in bytes of an unpacked part of a workbook without cells, such as the list of sheets or the styles."""
MOST_ELEMENTS = 20_000_000
"""Maximum number of XML elements in one part of a workbook. A cell has up to three elements."""
MOST_MERGED = 10_000
"""Maximum number of merged cells that are stored to be listed in a note for the user."""
MOST_RATIO, SMALL_PART = 200, 2_000_000
"""Maximum ratio of unpacked to packed bytes. It is checked for parts of more than `SMALL_PART` unpacked bytes. Sheets
have a ratio of 5 to 50, and ZIP bombs a ratio of 1000."""
DEEPEST = 64
"""Maximum nesting depth of XML elements. A sheet needs eight levels."""
LONGEST_TEXT = 1_000_000
"""Maximum number of characters in one XML element."""
