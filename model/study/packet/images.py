"""Find the images of a packet, in the folder that the packet gives, or by their content in another folder.

A packet does not contain the names of images. It contains the common folder of all images and, for each image, a salted
hash of every name on the path from that folder to the image. To find an image, the program lists the folder and follows
the entry whose name has the right hash.
"""

import os
import re
from collections.abc import Generator, Sequence
from pathlib import Path

from model.base.errors import SlideError, StudyError, UnreadableStudyError
from model.base.geometry import RegionL0
from model.base.progress import Progress
from model.slide.opening import identity
from model.study.packet.seal import content_mark, name_mark
from model.study.reading_state import CaseImage
from model.study.spots import images_below, relative
from model.study.store import Row, Study

_LOCATE = "Choose the folder that has the images now with Locate images, or with: histocast study locate PACKET FOLDER."


def shared_folder(images: Sequence[Path]) -> Path | None:
    """Return the deepest folder that contains all `images`, directly or in subfolders.

    Return None if they are on several drives.
    """
    try:
        return Path(os.path.commonpath([os.path.abspath(image.parent) for image in images]))
    except ValueError:
        return None


def sealed_place(salt: str, number: int, folder: Path, image: Path) -> str:
    """Return the hashed names of folders and file on the path from `folder` to `image`, separated by "/".

    They are hashed with `salt` and the `number` of the case.
    """
    names = Path(os.path.relpath(os.path.abspath(image), os.path.abspath(folder))).parts
    return "/".join(name_mark(salt, number, depth, name) for depth, name in enumerate(names))


def case_image(packet: Study, number: int) -> CaseImage:
    """Return the image of case `number`.

    If it is not found, raise StudyError. The message does not contain the name of the image.
    """
    case = _case(packet, number)
    path = _found(packet, case)
    if path is None:
        raise StudyError("The image was not found.", _LOCATE)
    region = None if case["x"] is None else RegionL0(case["x"], case["y"], case["width"], case["height"])
    return CaseImage(path, region, case["sha256"], case["salt"], number)


def missing_images(packet: Study) -> tuple[int, ...]:
    """Return the numbers of the cases whose images are not found."""
    cases = packet.rows(f"{_CASES} ORDER BY packet_cases.number")
    return tuple(case["number"] for case in cases if _found(packet, _whole(packet, case)) is None)


def locate_images(packet: Study, folder: Path) -> Generator[Progress, None, int]:
    """Search for missing images in `folder` and its subfolders by content. Return the number of images found.

    Files with the expected names are checked first.
    """
    salt = packet.rows("SELECT salt FROM packets")[0]["salt"]
    missing = [_case(packet, number) for number in missing_images(packet)]
    found: dict[int, Path] = {}
    unread: list[str] = []
    images = sorted(images_below(folder).images, key=lambda image: not _same_name(salt, missing, image))
    for done, image in enumerate(images):
        if len(found) == len(missing):
            break
        yield Progress("looking for images", done, len(images))
        try:
            sha256 = yield from identity(image)
        except SlideError as error:
            unread.append(error.message)
            continue
        for case in missing:
            if case["sha256"] == content_mark(salt, case["number"], sha256):
                found.setdefault(case["number"], image)
    with packet.changing():
        for number, image in found.items():
            packet.write("UPDATE packet_cases SET place = ? WHERE number = ?",
                         (sealed_place(salt, number, folder, image), number))  # fmt: skip
            packet.write("UPDATE spots SET image = ? WHERE id = ?", (relative(packet.folder, folder), number))
        # The log must not contain the folder's name, because it is returned with the packet.
        packet.log("", "located", found=len(found), missing=len(missing) - len(found), unread=len(unread))
    return len(found)


_CASES = (
    "SELECT packet_cases.number, place, salt, image, sha256, x, y, width, height FROM packet_cases"
    " JOIN packets ON packets.id = packet_id JOIN spots ON spots.id = packet_cases.spot_id"
)


def _case(packet: Study, number: int) -> Row:
    row = packet.one(f"{_CASES} WHERE packet_cases.number = ?", (number,))
    if row is None:
        raise StudyError(f"The packet has no case {number}.", "Open the packet again.")
    return _whole(packet, row)


def _whole(packet: Study, case: Row) -> Row:
    """Check that the salt, the hash and the names in the row `case` are not damaged, and return the row.

    Raise UnreadableStudyError if the salt, the hash or a name is damaged.
    """
    texts = [case[name] for name in ("place", "image", "sha256", "salt")]
    if not (all(isinstance(text, str) for text in texts) and re.fullmatch("[0-9a-f]{64}", case["salt"])):
        raise UnreadableStudyError(packet.path.name, f"the image path of case {case['number']} is damaged")
    return case


def _found(packet: Study, case: Row) -> Path | None:
    """Return the image of `case`, found by following the hashed names from the folder of the images.

    Return None if a folder has no entry with the right hash, or cannot be listed.
    """
    path = Path(os.path.abspath(packet.folder / case["image"]))
    for depth, mark in enumerate(case["place"].split("/")):
        try:
            names = os.listdir(path)
        except OSError:
            return None
        name = next((name for name in names if name_mark(case["salt"], case["number"], depth, name) == mark), None)
        if name is None:
            return None
        path = path / name
    return path


def _same_name(salt: str, cases: Sequence[Row], image: Path) -> bool:
    for case in cases:
        marks = case["place"].split("/")
        if name_mark(salt, case["number"], len(marks) - 1, image.name) == marks[-1]:
            return True
    return False
