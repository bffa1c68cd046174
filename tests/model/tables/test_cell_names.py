"""Names of cells, as spreadsheet programs show them."""

import pytest

from model.tables.cell_names import column_letters, places


@pytest.mark.parametrize(("number", "letters"), [
    (0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ"), (702, "AAA"), (16_383, "XFD"),
])  # fmt: skip
def test_a_column_has_the_letters_of_spreadsheet_programs(number, letters):
    """XFD is the last column of Excel, number 16,384 from 1."""
    assert column_letters(number) == letters


def test_many_cells_are_listed_up_to_the_eighth():
    assert places([(2, 1), (17, 26)]) == "B2, AA17"
    eight = [(row, 0) for row in range(1, 9)]
    assert places(eight) == "A1, A2, A3, A4, A5, A6, A7, A8"
    assert places([*eight, (9, 0), (10, 0)]) == "A1, A2, A3, A4, A5, A6, A7, A8 and 2 more"
