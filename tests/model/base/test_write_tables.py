"""Written tables: the bytes of a CSV file, and the lines of a Markdown table."""

from model.base.write_tables import markdown_table, write_csv


def test_a_csv_file_has_a_line_a_row_and_quotes_where_they_are_needed(tmp_path):
    path = tmp_path / "new" / "a.csv"
    write_csv(path, [("name", "value"), ("Präparat, 2", 0.5), ('a "b"', "=1")])
    assert path.read_bytes() == 'name,value\n"Präparat, 2",0.5\n"a ""b""",\'=1\n'.encode()
    assert list(path.parent.iterdir()) == [path]


def test_a_markdown_table_has_a_rule_below_its_titles():
    lines = markdown_table(("map", "gain"), [("occlusion", "0.21"), ("random", "none")])
    assert lines == ["| map | gain |", "|---|---|", "| occlusion | 0.21 |", "| random | none |"]


def test_a_name_cannot_change_a_markdown_table():
    lines = markdown_table(("name", "p"), [("a|b\n| c | <img src=x>\udcff", "< 0.001")])
    assert lines[2:] == [r"| a\|b \| c \| \<img src=x>\udcff | < 0.001 |"]
