"""Background tasks that make and merge packets, on the thread that holds the study; and their results as text."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app.viewer.tasks import Steps
from model.base.errors import StudyError
from model.base.progress import Progress

if TYPE_CHECKING:
    from model.study.packet.make import MadePacket, PacketRequest
    from model.study.packet.merge import MergedPacket
    from model.study.store import Study


@dataclass(frozen=True)
class MergedPackets:
    """The result of merging some packets: those that were taken, and those that were refused, by file name."""

    taken: "tuple[tuple[str, MergedPacket], ...]"
    refused: tuple[tuple[str, StudyError], ...]

    @property
    def lines(self) -> tuple[str, ...]:
        """Return a sentence for each packet, for each difference and for each refusal."""
        lines = []
        for name, merged in self.taken:
            different = (f"Different: {text}." for text in merged.differences)
            lines += [f"{name}: {merged.text}.", *merged.notes, *different]
        for name, error in self.refused:
            faults = "".join(f" {fault}." for fault in error.faults)
            lines.append(f"{name} was refused: {error.message}{faults} {error.remedy}")
        return tuple(lines)

    @property
    def is_clean(self) -> bool:
        """Return whether all packets were taken without a difference."""
        return not self.refused and not any(merged.differences for _, merged in self.taken)


def made(study: "Study", request: "PacketRequest") -> "Steps[MadePacket]":
    """Write the packet of a reader."""
    yield Progress("making the packet")
    from model.study.packet.make import make_packet

    return (yield from make_packet(study, request))


def merged(study: "Study", paths: Sequence[Path]) -> Steps[MergedPackets]:
    """Merge packets one after another; a packet that is refused does not stop the next."""
    yield Progress("merging packets", 0, len(paths))
    from model.study.packet.merge import merge_packet

    taken, refused = [], []
    for number, path in enumerate(paths, start=1):
        try:
            taken.append((path.name, merge_packet(study, path)))
        except StudyError as error:
            refused.append((path.name, error))
        yield Progress("merging packets", number, len(paths))
    return MergedPackets(tuple(taken), tuple(refused))
