"""The values that a reading session passes to the screen, and the image of a case.

Only the code that opens images receives the image.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from model.base.geometry import RegionL0
from model.study.packet.seal import content_mark
from model.study.score_sheet import Sheet

Phase = Literal["reading", "locked", "revealed", "informed", "finished", "paused", "done"]
"""The phases in this order: a blinded read is open; it is locked; the model's prediction was revealed; an informed read
is open; the informed read is locked; the reading is paused; all cases are locked.
"""


@dataclass(frozen=True)
class Revealed:
    """The revealed prediction of a case. Its probability must always be shown with qualifier, `verdict` and `reasons`.

    `verdict` is the level of the result. It equals the level of the input, or is worse.
    """

    probability: float
    qualifier: str
    risk_group: str | None
    verdict: str
    reasons: tuple[str, ...]
    model: str
    model_sha256: str
    evidence: tuple[str, ...] = ()
    """Sentences of the model card on held-out patients with a similar probability; empty if they were not saved."""


@dataclass(frozen=True)
class ReadingState:
    """Everything that the screen may show of a reading session.

    The current case has position `number` of `total` in the reader's order. `pending` is the number of open cases.
    """

    reader: str
    round: int
    phase: Phase
    number: int
    total: int
    pending: tuple[int, ...]
    sheet: Sheet
    answers: Mapping[str, str]
    """The label or the text of each answer, by question."""
    unassessable: str | None
    lacking: tuple[str, ...]
    """Questions that must be answered before the read can be locked."""
    can_reveal: bool
    revealed: Revealed | None = None
    why_hidden: str = ""
    """Why the model's probability cannot be revealed now, as the end of a sentence. It is "" if the probability can be
    revealed, and always in a packet.
    """

    @property
    def locked(self) -> int:
        """Return the number of locked cases."""
        return self.total - len(self.pending)

    @property
    def is_open(self) -> bool:
        """Return whether answers can be given now."""
        return self.phase in ("reading", "informed")


@dataclass(frozen=True)
class CaseImage:
    """The image to open for a case.

    Its path must never be shown, because it could identify the case. `content` is the SHA-256 (hex) of the correct
    image. In a packet, `content` is a hash of this SHA-256 with `salt` and the `number` of the case.
    """

    path: Path
    region: RegionL0 | None
    content: str = ""
    salt: str = ""
    number: int = 0

    def is_right(self, sha256: str) -> bool:
        """Return whether an image with this SHA-256 (hex) is the image with which the study was created."""
        return self.content == (content_mark(self.salt, self.number, sha256) if self.salt else sha256)
