"""Make a packet: a file with the cases that one reader has not read yet, in the reader's own order.

The packet is first written under a temporary name beside its final path. Then the study records it, and last it is
renamed. If the program stops before the study records the packet, no packet exists. If the program stops between
recording and renaming, the study lists a packet that does not exist, and a replacement can be made. A packet that its
study does not list can never exist.
"""

import hashlib
import os
import secrets
import shutil
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from model.base.errors import StudyError
from model.base.files import flush_folder
from model.base.plural import plural
from model.base.progress import Progress
from model.study.file.kind import SUFFIX
from model.study.packet.clean_copy import SUFFIX as COPY_SUFFIX
from model.study.packet.clean_copy import copy_clean
from model.study.packet.contents import PacketCase, PacketHead, packet_path, write_contents
from model.study.packet.holds import holds_text
from model.study.packet.images import sealed_place, shared_folder
from model.study.packet.outstanding import end_packets, refuse_if_out
from model.study.rounds import Round, enter
from model.study.settings import settings_of
from model.study.spots import StudySpot, image_path, relative, spot_of
from model.study.store import Study, now

IMAGES_SUFFIX = ".images"
UNFINISHED = ".unfinished"
"""Name of an empty file that marks a folder of images as unfinished until the packet of these images is complete. If
the program is stopped before that, the next packet with the same name replaces the folder.
"""


@dataclass(frozen=True)
class PacketRequest:
    """The request for a packet.

    If `again` is true, the packet replaces an earlier packet of the reader that was lost. If `repeat` is true, it
    begins another round. If `copy` is true, the images are copied to a folder beside the packet.
    """

    reader: str
    out: Path
    repeat: bool = False
    again: bool = False
    copy: bool = False


@dataclass(frozen=True)
class MadePacket:
    """A packet that was written. `holds` has a sentence for each item in the packet that could identify a person."""

    path: Path
    images: Path | None
    reader: str
    round: int
    cases: int
    holds: tuple[str, ...]

    @property
    def text(self) -> str:
        """Return a text that says which files were written."""
        beside = f" and the folder of its images, {self.images.name}" if self.images else ""
        cases = plural(self.cases, "case")
        return f"{self.path}{beside}: {cases} of {self.reader}, round {self.round}, in this reader's order"


def make_packet(study: Study, request: PacketRequest) -> Generator[Progress, None, MadePacket]:
    """Write the packet of a reader and return its description. Report progress while images are copied.

    Raise StudyError if the reader already has a packet, if no case is left, if a file would be replaced, or if an image
    was moved or changed. If an error is raised, the study is unchanged.
    """
    out, folder = _free_place(request)
    with _drafts(study, out) as (draft, draft_images):
        with study.changing():
            if request.again:
                end_packets(study, request.reader, "replaced")
            refuse_if_out(study, request.reader)
            round_ = enter(study, request.reader, request.repeat)
            spots = _unread(study, round_)
            images = _images_of(study, spots)
            salt = secrets.token_hex(32)
            if request.copy:
                cases = yield from _copied(salt, spots, images, draft_images, folder.name)
            else:
                cases = _located(salt, spots, images, out.parent)
            head = PacketHead(
                secrets.token_hex(16), now(), round_.reader, round_.number, settings_of(study).sheet,
                "copied" if request.copy else "located", salt, f"histocast {version('histocast')}",
            )  # fmt: skip
            try:
                seal = write_contents(draft, head, cases)
            except StudyError as error:
                raise _unwritten(out, str(error.__cause__ or error.message)) from error
            _record(study, round_, head, spots, seal)
        _publish(study, round_, ((draft_images, folder), (draft, out)))
    holds = holds_text(study, out, round_, spots, {case.folder for case in cases}, request.copy)
    return MadePacket(out, folder if request.copy else None, round_.reader, round_.number, len(spots), holds)


def _free_place(request: PacketRequest) -> tuple[Path, Path]:
    """Return the paths at which the packet and the folder of its images will be written.

    Raise StudyError if either exists, because it may contain reads.
    """
    if request.out.suffix.lower() == SUFFIX:
        raise StudyError(
            f"{request.out.name} is the name of a study.", "Use a name such as NAME.histopacket for the packet."
        )
    if request.out.is_dir() or not request.out.name.strip("."):
        name = Path(" ".join(request.reader.split()) or "NAME").name
        raise StudyError(
            f"{request.out} is a folder.", f"Give a file in this folder: {packet_path(request.out / name)}."
        )
    out = packet_path(request.out)
    folder = out.with_suffix(IMAGES_SUFFIX)
    _refuse_existing(out)
    if request.copy and not _is_unfinished(folder):
        _refuse_existing(folder)
    return out, folder


def _is_unfinished(folder: Path) -> bool:
    """Return whether `folder` has the images of a packet that was not finished, because the program was stopped."""
    return (folder / UNFINISHED).is_file()


def _refuse_existing(*paths: Path) -> None:
    for path in paths:
        if os.path.lexists(path):
            raise StudyError(
                f"{path} exists already and may contain reads.", "Choose another name, or move this file away."
            )


@contextmanager
def _drafts(study: Study, out: Path) -> Iterator[tuple[Path, Path]]:
    """Yield temporary paths in the folder of `out`.

    The temporary paths of the same packet are always the same, and the lock of the study excludes other processes.
    Temporary files that a killed program left there are removed first, because they contain patients' images. Temporary
    files that are left at the end are removed too.
    """
    name = hashlib.sha256(os.fsencode(f"{study.path.absolute()}\n{out.absolute()}")).hexdigest()[:12]
    beside = out.with_name(f".histocast-{name}{out.suffix}")
    images = beside.with_suffix(IMAGES_SUFFIX)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        for left in (beside, beside.with_name(f"{beside.name}-journal")):
            left.unlink(missing_ok=True)
        shutil.rmtree(images, ignore_errors=True)
        yield beside, images
    except OSError as error:
        raise _unwritten(out, error.strerror or str(error)) from error
    finally:
        beside.unlink(missing_ok=True)
        shutil.rmtree(images, ignore_errors=True)


def _unwritten(out: Path, reason: str) -> StudyError:
    # The message does not contain the name of the draft, because the user does not know it.
    remedy = "Check that the disk is connected, is writable and has free space."
    return StudyError(f"{out} could not be written ({reason}).", remedy)


def _unread(study: Study, round_: Round) -> tuple[StudySpot, ...]:
    """Return the spots of the round that have no locked read, in the reader's order."""
    rows = study.rows(
        "SELECT spot_id FROM reads WHERE round_id = ? AND kind = 'blinded' AND locked_at IS NOT NULL", (round_.id,)
    )
    locked = {row["spot_id"] for row in rows}
    spots = tuple(spot_of(study, spot) for spot in round_.order if spot not in locked)
    if not spots:
        message = f"{round_.reader} has no unread case in round {round_.number}."
        raise StudyError(message, "To begin another round of the same cases, add --repeat.")
    return spots


def _images_of(study: Study, spots: Sequence[StudySpot]) -> tuple[Path, ...]:
    found = [image_path(study.folder, spot) for spot in spots]
    moved = tuple(spot.image for spot, image in zip(spots, found, strict=True) if image is None)
    if moved:
        what = plural(len(moved), "image was", "images were")
        raise StudyError(f"{what} moved:", "Search for the images with: histocast study locate STUDY FOLDER.", moved)
    return tuple(image for image in found if image is not None)


def _located(salt: str, spots: Sequence[StudySpot], images: Sequence[Path], beside: Path) -> list[PacketCase]:
    shared = shared_folder(images)
    cases = []
    for number, (spot, image) in enumerate(zip(spots, images, strict=True), start=1):
        folder = shared if shared is not None else Path(os.path.abspath(image)).parent
        place = sealed_place(salt, number, folder, image)
        cases.append(PacketCase(number, spot.sha256, relative(beside, folder), place, spot.region))
    return cases


def _copied(
    salt: str, spots: Sequence[StudySpot], images: Sequence[Path], folder: Path, name: str
) -> Generator[Progress, None, list[PacketCase]]:
    folder.mkdir(mode=0o700)
    (folder / UNFINISHED).touch()
    cases = []
    for number, (spot, image) in enumerate(zip(spots, images, strict=True), start=1):
        yield Progress("copying images", number - 1, len(spots))
        target = folder / f"{number:03d}{COPY_SUFFIX}"
        sha256 = yield from copy_clean(spot, image, target)
        cases.append(PacketCase(number, sha256, name, sealed_place(salt, number, folder, target), None))
    return cases


def _record(study: Study, round_: Round, head: PacketHead, spots: Sequence[StudySpot], seal: str) -> None:
    study.write("INSERT INTO packets VALUES (?, ?, ?, ?, ?, ?)",
                (head.id, round_.id, head.at, head.images, head.salt, seal))  # fmt: skip
    for number, spot in enumerate(spots, start=1):
        study.write("INSERT INTO packet_cases VALUES (?, ?, ?, '')", (head.id, number, spot.id))
    study.log(round_.reader, "packet made", packet=head.id, round=round_.number, seed=round_.seed, cases=len(spots),
              images=head.images, seal=seal)  # fmt: skip


def _publish(study: Study, round_: Round, moves: Sequence[tuple[Path, Path]]) -> None:
    """Move the temporary files to their final paths, the packet last.

    If this fails, record that the packet was not given to the reader.
    """
    moved: list[Path] = []
    try:
        for draft, final in moves:
            if draft.exists():
                # Another packet may have been given this name while images were copied.
                if _is_unfinished(final):
                    shutil.rmtree(final)
                _refuse_existing(final)
                os.rename(draft, final)
                moved.append(final)
    except (OSError, StudyError):
        for folder in moved:
            shutil.rmtree(folder, ignore_errors=True)
        end_packets(study, round_.reader, "withdrawn")
        raise
    for _, folder in moves[:-1]:
        (folder / UNFINISHED).unlink(missing_ok=True)
    flush_folder(moves[-1][1].parent)
