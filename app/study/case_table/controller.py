"""The controller of the table of cases. It shows the table and makes it on the thread that holds the study's file."""

from dataclasses import replace
from typing import TYPE_CHECKING

from app.session.study_state import CaseFilter, CaseTableState
from app.study import tasks as work
from app.study.predict_all import Holder

if TYPE_CHECKING:
    from model.study.case_table import CaseRow, CaseTable


class CaseTableController:
    """Shows the table of cases, but never while somebody reads blinded. Its state is a part of the study's state."""

    def __init__(self, holder: Holder) -> None:
        self._holder = holder

    @property
    def _state(self) -> CaseTableState:
        return self._holder.controller.session.study.cases

    def _change(self, state: CaseTableState) -> None:
        self._holder.change(replace(self._holder.controller.session.study, cases=state))

    def show(self) -> None:
        """Show the table instead of the case list."""
        study = self._holder.controller.session.study
        if study.is_open and not study.is_packet and study.reading is None:
            self._change(replace(self._state, shown=True))
            self._make_if_needed()

    def hide(self) -> None:
        """Show the case list again."""
        if self._state.shown:
            self._change(replace(self._state, shown=False))

    def show_anyway(self) -> None:
        """Show outcomes, reads and predictions although blinded reads are open. The log of the study records this."""
        self._change(replace(self._state, anyway=True))
        self._make(noted=False)

    def forget(self) -> None:
        """Discard the table, because a reader signs in."""
        self._change(CaseTableState())

    def refresh(self) -> None:
        """Make a visible table again, because the data of the study may have changed. Discard a hidden table."""
        before = self._state.table
        if self._state.shown:
            self._make(noted=before is not None and not before.hidden)
        elif before is not None:
            self._change(replace(self._state, table=None))

    def _make_if_needed(self) -> None:
        if self._state.table is None and not self._state.working:
            self._make(noted=False)

    def _make(self, noted: bool) -> None:
        """Make the table. If a reader signs in or another study is opened meanwhile, the result is discarded."""
        study = self._holder.open_study
        if study is None:
            return
        anyway = self._state.anyway
        self._change(replace(self._state, working=True))

        def made(table: "CaseTable") -> None:
            now = self._holder.controller.session.study
            if self._holder.open_study is study and now.reading is None and now.cases.anyway == anyway:
                self._change(replace(now.cases, table=table, working=False))

        def failed(error: BaseException) -> None:
            if self._holder.open_study is study:
                self._change(replace(self._state, working=False))
            self._holder.report_error(error)

        self._holder.enqueue(work.case_table(study, anyway, noted), made, failed)


def filter_of(row: "CaseRow") -> CaseFilter:
    """Return the filter that shows only the spots of this patient in the case list."""
    return CaseFilter(row.patient, frozenset({row.patient}))
