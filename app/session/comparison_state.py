"""The frozen state of the view "Model against readers": the comparison, its options and the running task."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from app.language.text import counted, tr
from app.session.values import Notice
from model.study.comparison_request import ComparisonRequest

if TYPE_CHECKING:
    from model.study.comparison_input import OpenReads, StudyComparison, StudyMark


@dataclass(frozen=True, eq=False)
class ComparisonState:
    """The state of the view "Model against readers".

    - `shown`: whether the view replaces the case list.
    - `working`: text that names what is being computed or written; "" if nothing is.
    - `mark`: a value that identifies the current content of the study; None while unknown.
    - `open`: the reads that are not yet locked, counted by reader.
    - `published`: whether the published hazard ratios (Bychkov et al. 2018) are shown as well.
    """

    shown: bool = False
    request: ComparisonRequest = field(default_factory=ComparisonRequest)
    comparison: "StudyComparison | None" = None
    mark: "StudyMark | None" = None
    open: "tuple[OpenReads, ...]" = ()
    computing: bool = False
    working: str = ""
    published: bool = False
    written: tuple[Path, ...] = ()
    notice: Notice | None = None

    @property
    def stale(self) -> bool:
        """Whether reads, predictions or patients have changed since the comparison was computed."""
        made = self.comparison
        return made is not None and self.mark is not None and made.material.mark != self.mark

    @property
    def open_text(self) -> str:
        """The number of open blinded reads as a sentence; "" if all reads are locked.

        For example: "5 blinded reads are still open (Ada 3 of 40, Bo 2 of 40)."
        """
        return open_text(self.open)


def open_text(reads: "tuple[OpenReads, ...]") -> str:
    """Return the number of open blinded reads as a sentence; "" if there are none."""
    if not reads:
        return ""
    who = ", ".join(
        tr("{reader} {open} of {total}", reader=one.reader, open=one.open, total=one.total) for one in reads
    )
    return counted(
        sum(one.open for one in reads),
        "{number} blinded read is still open ({who}).",
        "{number} blinded reads are still open ({who}).",
        who=who,
    )
