"""All tables of a cohort report in their order: the raters first, then what belongs to a part of the comparison."""

from model.comparison.comparison import RaterComparison
from model.comparison.report.informed_tables import informed_tables
from model.comparison.report.reader_tables import reader_table
from model.comparison.report.tables import TextTable, tables_of


def all_tables(comparison: RaterComparison) -> tuple[TextTable, ...]:
    """Return every table that has rows."""
    found = (*tables_of(comparison), *informed_tables(comparison), reader_table(comparison))
    return tuple(table for table in found if table.rows)
