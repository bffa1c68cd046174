"""Describe a study only by counts, so that the report does not show one reader's assessments to other readers."""

from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from model.info.line import Line, bytes_text, listed
from model.study.status import StudyStatus, status_lines, status_of
from model.study.store import look_at_study


@dataclass(frozen=True)
class StudyReport:
    """The report of a study. Its fields are the keys of the JSON record.

    `status` has the same fields as the output of `histocast study status --json`.
    """

    path: str
    status: StudyStatus
    created: str
    made_by: str
    bytes: int
    sha256: str | None = None
    kind: str = "study"

    @property
    def values(self) -> dict[str, Any]:
        return asdict(self)

    @property
    def lines(self) -> tuple[Line, ...]:
        return (
            Line("kind", "study"),
            *listed("holds", status_lines(self.status)),
            Line("made", f"{self.created} by {self.made_by}"),
            Line("file", bytes_text(self.bytes)),
            *listed("SHA-256", (self.sha256,) if self.sha256 else ()),
        )


def study_report(path: Path, sha256: str | None = None) -> StudyReport:
    """Return the report of the study `path`. The study is opened read-only and is not changed."""
    with look_at_study(path) as study:
        return StudyReport(
            path=str(path),
            # The report leaves out `read_only`. It would state that this report opened the study read-only, which is no
            # property of the study.
            status=replace(status_of(study), read_only=""),
            created=study.fact("created", "at an unknown time"),
            made_by=study.fact("made_by", "an unknown program"),
            bytes=path.stat().st_size,
            sha256=sha256,
        )
