"""Collect all tables of a cohort report.

The tables of raters are first, then the tables of single topics.
"""

from dataclasses import replace

from model.comparison.comparison import RaterComparison
from model.comparison.report.answers_table import answers_table
from model.comparison.report.decision_table import decision_table
from model.comparison.report.informed_tables import informed_tables
from model.comparison.report.reader_tables import reader_table
from model.comparison.report.style import titled
from model.comparison.report.subgroup_tables import subgroup_tables
from model.comparison.report.tables import tables_of
from model.comparison.report.text_table import TextTable


def all_tables(comparison: RaterComparison) -> tuple[TextTable, ...]:
    """Return every table that has rows, with "internal" or "external" in its title."""
    found = (
        *tables_of(comparison),
        decision_table(comparison),
        answers_table(comparison),
        *informed_tables(comparison),
        reader_table(comparison),
        *subgroup_tables(comparison),
    )
    return tuple(replace(table, title=titled(comparison, table.title)) for table in found if table.rows)
