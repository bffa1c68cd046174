"""The cases of a study as a Qt table model: a picture, then the exported columns. It sorts and filters its rows."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from app.language.text import tr
from app.study.case_table.pictures import SpotPictures
from app.study.case_table.text import PICTURE, cell_text, heading, heading_tip, is_worded, row_texts, spoken_text
from app.ui.icons import VERDICT_ICONS, icon
from app.ui.parts import tip
from app.ui.sorting import sorted_heading
from app.ui.theme import Theme, theme
from model.study.case_table import RELIABILITY, CasePicture, CaseRow, CaseTable, arranged, number_of_cell

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
_ICON = 12
_NOWHERE = QModelIndex()


class CaseRows(QAbstractTableModel):
    """One row per patient. Column 0 is the picture; the exported columns follow."""

    def __init__(self, pictures: SpotPictures) -> None:
        super().__init__()
        self._pictures = pictures
        self._table = CaseTable((), ())
        self._order: tuple[int, ...] = ()
        self._texts: tuple[str, ...] = ()
        """What is shown of each row, from the first time that the user filters the table; () before."""
        self._style = theme("dark")
        self.typed, self.column, self.descending = "", 0, False
        """What the filter contains, the index of the exported column that the rows are sorted by, and the direction."""
        pictures.arrived.connect(self._redraw_pictures)

    @property
    def table(self) -> CaseTable:
        return self._table

    def set_theme(self, style: Theme) -> None:
        """Use the colours of `style` for the reliability icons."""
        self._style = style

    def show_table(self, table: CaseTable) -> None:
        """Show another table, sorted by the same column as before if it has this column."""
        before = self._table.columns[self.column] if self._table.columns else ""
        self.beginResetModel()
        self.column = table.columns.index(before) if before in table.columns else 0
        self._table, self._texts = table, ()
        self._arrange()
        self.endResetModel()

    def arrange(self, typed: str, column: int, descending: bool) -> None:
        """Show only the rows that match the filter, sorted by the exported column with this index."""
        self.beginResetModel()
        self.typed, self.column, self.descending = typed, column, descending
        self._arrange()
        self.endResetModel()

    def row(self, at: int) -> CaseRow:
        """Return the patient in the row `at` of the screen."""
        return self._table.rows[self._order[at]]

    def place_of(self, patient: str) -> int:
        """Return the row of a patient on the screen; -1 if it is not shown."""
        return next((at for at, index in enumerate(self._order) if self._table.rows[index].patient == patient), -1)

    def wanted(self, first: int, last: int) -> tuple[CasePicture, ...]:
        """Return the pictures of the rows `first` to `last` of the screen."""
        rows = (self.row(at) for at in range(max(first, 0), min(last + 1, len(self._order))))
        return tuple(row.picture for row in rows if row.picture is not None)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._order)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else 1 + len(self._table.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or section > len(self._table.columns):
            return None
        name = self._table.columns[section - 1] if section else ""
        title = heading(self._table, name) if name else tr(PICTURE)
        if role == Role.DisplayRole:
            return title
        if role == Role.AccessibleTextRole:
            return sorted_heading(title, self.descending) if section == self.column + 1 else title
        if role == Role.ToolTipRole and name:
            return tip(heading_tip(self._table, name))
        return None

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        row, column = self.row(index.row()), index.column() - 1
        if column < 0:
            return self._pictures.picture(row.picture) if role == Role.DecorationRole else _of_picture(row, role)
        name, cell = self._table.columns[column], row.cells[column]
        if role == Role.AccessibleTextRole:
            return spoken_text(self._table, row, column)
        if role == Role.TextAlignmentRole and number_of_cell(cell) is not None and not is_worded(self._table, column):
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Role.DecorationRole and name == RELIABILITY and cell in VERDICT_ICONS:
            colours = {"ok": self._style.ok, "caution": self._style.caution, "do not use": self._style.refused}
            return icon(VERDICT_ICONS[cell], colours[cell], _ICON)
        text = cell_text(self._table, row, column)
        return text if role == Role.DisplayRole else tip(text) if role == Role.ToolTipRole else None

    def _arrange(self) -> None:
        if self.typed and not self._texts:
            self._texts = row_texts(self._table)
        self._order = arranged(self._table, self.typed, self.column, self.descending, self._texts)

    def _redraw_pictures(self) -> None:
        if self._order:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._order) - 1, 0), [Role.DecorationRole])


def _of_picture(row: CaseRow, role: int) -> str | None:
    if role == Role.AccessibleTextRole:
        return tr("Picture of {patient}", patient=row.patient) if row.picture else tr("No picture")
    if role == Role.ToolTipRole:
        return tip(str(row.picture.path)) if row.picture else tr("The image was not found, or there is no spot.")
    return None
