"""What the page "Model against readers" shows, frozen: the comparison, what it was made with, what is under way."""

from dataclasses import dataclass, field
from pathlib import Path

from app.session.values import Notice
from model.study.comparison_input import ComparisonRequest, OpenReads, StudyComparison, StudyMark


@dataclass(frozen=True, eq=False)
class ComparisonState:
    """`shown`: instead of the case list. `working`: what is computed or written now, in words, or nothing.

    `mark` and `open`: what the study holds at present, and which reads are not locked yet; `mark` None: not known.
    """

    shown: bool = False
    wish: ComparisonRequest = field(default_factory=ComparisonRequest)
    comparison: StudyComparison | None = None
    mark: StudyMark | None = None
    open: tuple[OpenReads, ...] = ()
    computing: bool = False
    working: str = ""
    published: bool = False
    """The paper's hazard ratios stand beside these."""
    written: tuple[Path, ...] = ()
    notice: Notice | None = None

    @property
    def stale(self) -> bool:
        """Reads, predictions or patients have changed since the page was made."""
        made = self.comparison
        return made is not None and self.mark is not None and made.material.mark != self.mark

    @property
    def open_text(self) -> str:
        """ "5 blinded reads are still open (Ada 3 of 40, Bo 2 of 40)." Nothing where all are locked."""
        if not self.open:
            return ""
        count = sum(one.open for one in self.open)
        who = ", ".join(f"{one.reader} {one.open} of {one.total}" for one in self.open)
        return f"{count} blinded {'read is' if count == 1 else 'reads are'} still open ({who})."
