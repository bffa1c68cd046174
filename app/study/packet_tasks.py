"""Background tasks that make and merge packets, the files with the blinded cases and reads of one reader each.

The tasks run on the thread that holds the study. This module also converts their results to text.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app.language.model_text import of_model
from app.language.text import counted, mark, tr
from app.session.study_text import merged_text
from app.viewer.tasks import Steps
from model.base.errors import StudyError
from model.base.progress import Progress

if TYPE_CHECKING:
    from model.study.packet.make import MadePacket, PacketRequest
    from model.study.packet.merge import MergedPacket
    from model.study.store import Study


LOST = mark(
    "Merge an intact copy of the packet later to add the lost reads. If there is no such copy, make another packet."
)
BEFORE_A_RESCUE = mark(
    "First ask the reader for an intact copy. Only the reads that are proven to be unchanged since they "
    "were locked are added. All other reads are listed as lost, here and in the study's log. Damage cannot "
    "be distinguished from a read that somebody changed or removed."
)


@dataclass(frozen=True)
class MergedPackets:
    """The result of merging some packets.

    `taken` and `refused` are the merged and the refused packets, by file name. `damaged` has the paths of those refused
    packets in which some reads may be proven to be unchanged.
    """

    taken: "tuple[tuple[str, MergedPacket], ...]"
    refused: tuple[tuple[str, StudyError], ...]
    damaged: tuple[Path, ...] = ()

    @property
    def lines(self) -> tuple[str, ...]:
        """Return one sentence for each packet, for each difference and for each refusal."""
        lines = []
        for name, merged in self.taken:
            different = (tr("Different: {text}.", text=of_model(text)) for text in merged.differences)
            lost = (tr("Lost: {text}.", text=of_model(text)) for text in merged.lost)
            lines += [
                f"{name}: {merged_text(merged)}.",
                *map(of_model, merged.notes),
                *different,
                *lost,
                *((tr(LOST),) if merged.lost else ()),
            ]
        for name, error in self.refused:
            faults = "".join(f" {of_model(fault)}." for fault in error.faults)
            lines.append(
                tr(
                    "{name} was refused: {message}{faults} {remedy}",
                    name=name,
                    message=of_model(error.message),
                    faults=faults,
                    remedy=of_model(error.remedy),
                )
            )
        return tuple(lines)

    @property
    def rescue_question(self) -> tuple[str, str]:
        """Return the question whether to add the valid reads of damaged packets, and the details for the answer."""
        names = {path.name for path in self.damaged}
        count = len(names)
        reasons = [f"{name}: {of_model(error.message)}" for name, error in self.refused if name in names]
        question = counted(
            count,
            "A packet is damaged. Add the reads that are proven to be unchanged?",
            "{number} packets are damaged. Add the reads that are proven to be unchanged?",
        )
        return question, "\n\n".join((*reasons, tr(BEFORE_A_RESCUE)))

    @property
    def is_clean(self) -> bool:
        """Return whether all packets were merged without a difference."""
        return not self.refused and not any(merged.differences or merged.lost for _, merged in self.taken)


def made(study: "Study", request: "PacketRequest") -> "Steps[MadePacket]":
    """Write the packet of a reader, and return a description of it."""
    yield Progress("making the packet")
    from model.study.packet.make import make_packet

    return (yield from make_packet(study, request))


def merged(study: "Study", paths: Sequence[Path]) -> Steps[MergedPackets]:
    """Merge packets one after another, and return the result for all of them.

    If a packet is refused, the next one is still merged.
    """
    yield Progress("merging packets", 0, len(paths))
    from model.study.packet.merge import merge_packet
    from model.study.packet.returned import DamagedPacketError

    taken, refused, damaged = [], [], []
    for number, path in enumerate(paths, start=1):
        try:
            taken.append((path.name, merge_packet(study, path)))
        except StudyError as error:
            refused.append((path.name, error))
            damaged += [path] if isinstance(error, DamagedPacketError) else []
        yield Progress("merging packets", number, len(paths))
    return MergedPackets(tuple(taken), tuple(refused), tuple(damaged))


def rescued(study: "Study", merged: MergedPackets) -> Steps[MergedPackets]:
    """Add those reads of the damaged packets that are proven to be unchanged. Return the result for all packets."""
    yield Progress("rescuing reads", 0, len(merged.damaged))
    from model.study.packet.rescue import rescue_packet

    taken, names = list(merged.taken), {path.name for path in merged.damaged}
    refused = [one for one in merged.refused if one[0] not in names]
    for number, path in enumerate(merged.damaged, start=1):
        try:
            taken.append((path.name, rescue_packet(study, path)))
        except StudyError as error:
            refused.append((path.name, error))
        yield Progress("rescuing reads", number, len(merged.damaged))
    return MergedPackets(tuple(taken), tuple(refused))
