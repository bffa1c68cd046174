"""The properties of study files and packets: their suffixes, application ids, and the version of their tables."""

import sqlite3
from contextlib import closing
from pathlib import Path

from model.base.errors import StudyError, UnreadableStudyError
from model.study.file.connection import connected
from model.study.file.errors import UNREAD, unreadable
from model.study.file.journal import journal_of, refuse_hostile
from model.study.file.schema import foreign_object, newest_version

SUFFIX = ".histostudy"
PACKET_SUFFIX = ".histopacket"
APPLICATION = 0x48435354
""""HCST" in ASCII. This application id in the file header marks the file as a Histocast study."""
PACKET = 0x48435350
""""HCSP" in ASCII. This application id marks the file as a packet."""


def check_there(path: Path) -> None:
    """Raise StudyError if there is no file at `path`, or if it must not be given to SQLite (`refuse_hostile`)."""
    if path.is_dir():
        raise StudyError(f"{path} is a folder.", "Give the path of a file in this folder.")
    if not path.is_file():
        is_packet = path.suffix.lower() == PACKET_SUFFIX
        message = f"There is no packet {path}." if is_packet else f"There is no study {path}."
        remedy = (
            "Check the name, and that the disk with this file is connected. To create a study, use: histocast "
            "study create."
        )
        raise StudyError(message, remedy)
    refuse_hostile(path)


def version_and_kind(path: Path, alone: bool, kind: int | None) -> tuple[int, int]:
    """Return the number of migrations applied to the file, and its application id.

    `kind` is the required application id; None allows a study or a packet. If `alone` is true, the caller makes sure
    that nobody else writes the file, and it is opened without a journal. Raise StudyError if the file is of another
    kind, newer than this program, or contains SQL that no study has.
    """
    # If the program was killed during a change, SQLite undoes the change with the journal when the packet is opened
    # next. This requires write access.
    undo = not alone and journal_of(path).is_file()
    try:
        with closing(connected(path, read_only=not undo, alone=alone)) as connection:
            application: int = connection.execute("PRAGMA application_id").fetchone()[0]
            version: int = connection.execute("PRAGMA user_version").fetchone()[0]
            _refuse_other_kind(path, application, kind)
            if version > newest_version():
                message = f"{path.name} was written by a newer Histocast (file version {version})."
                raise StudyError(message, "Install the newer version of Histocast.")
            foreign = foreign_object(connection, version)
    except UNREAD as error:
        if getattr(error, "sqlite_errorcode", None) != sqlite3.SQLITE_NOTADB:
            raise unreadable(path, error) from error
        remedy = "Open a file created by Histocast. If Histocast created this file, it is damaged: use a backup copy."
        raise StudyError(f"{path.name} is not a study ({error}).", remedy) from error
    if foreign:
        raise UnreadableStudyError(path.name, foreign)
    return version, application


def _refuse_other_kind(path: Path, application: int, kind: int | None) -> None:
    if application not in (APPLICATION, PACKET):
        raise StudyError(f"{path.name} is not a Histocast study.", "Open a file created by: histocast study create.")
    if kind == APPLICATION and application == PACKET:
        message = f"{path.name} is a reader's packet, which can only be read blinded."
        remedy = (
            "Open the packet in the window to read its cases. Add finished reads to the study by: histocast study "
            "merge STUDY PACKET."
        )
        raise StudyError(message, remedy)
    if kind == PACKET and application == APPLICATION:
        message = f"{path.name} is a study, not a packet."
        raise StudyError(message, "Give the study first, then the packets: histocast study merge STUDY PACKET.")
