"""The mark of the last change in a study file. It shows whether a journal beside the file belongs to the file.

SQLite does not bind a journal to its file. Each session that writes (from the first change after the file was opened)
draws a random name, and each change of the session gets the next number. A mark is written as "SESSION.NUMBER<BEFORE",
where BEFORE is the session and number that the session found in the file when it began.
"""

import re
import secrets
import sqlite3
from contextlib import closing
from dataclasses import dataclass

from model.study.file.connection import image_connection
from model.study.file.errors import UNREAD

KEY = "change"
"""The key of the mark (see `Mark`) in the table `facts`."""
_PATTERN = re.compile(r"([0-9a-f]{16})\.([0-9]{1,18})<((?:[0-9a-f]{16}\.[0-9]{1,18})?)")


@dataclass(frozen=True)
class Mark:
    """The mark of one state of a study file, a text that changes with every change of the file.

    `session` is "" if only versions of the program without marks have changed the file.
    """

    session: str = ""
    number: int = 0
    found: str = ""
    """Session and number (as in `name`) of the state that the session found when it began."""

    @property
    def name(self) -> str:
        """Return session and number of this mark as "SESSION.NUMBER", without `found`; "" for a file without a mark."""
        return f"{self.session}.{self.number}" if self.session else ""

    @property
    def before(self) -> str:
        """Return session and number of the state of the file before the change that wrote this mark."""
        return f"{self.session}.{self.number - 1}" if self.number else self.found

    @property
    def text(self) -> str:
        return f"{self.name}<{self.found}"

    def next(self, session: str) -> "Mark":
        """Return the mark that the next change in `session` writes."""
        same = session == self.session
        return Mark(session, self.number + 1, self.found) if same else Mark(session, 0, self.name)


def new_session() -> str:
    """Return a random name for a session, which comprises the changes from one opening of a file to its closing."""
    return secrets.token_hex(8)


def mark_of(connection: sqlite3.Connection) -> Mark:
    """Return the mark of the present state of an open study file.

    A file of an older program has no mark. A damaged mark counts as none.
    """
    row = connection.execute("SELECT value FROM facts WHERE key = ?", (KEY,)).fetchone()
    parts = None if row is None else _PATTERN.fullmatch(str(row[0]))
    return Mark() if parts is None else Mark(parts[1], int(parts[2]), parts[3])


def mark_in(image: bytes | bytearray) -> Mark | None:
    """Return the mark in the bytes of a database file.

    Return None if it cannot be read, for example because a change was interrupted.
    """
    try:
        with closing(image_connection(image)) as connection:
            # The query makes sure that `facts` is a table. A view with this name could run SQL from a foreign file.
            table = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'facts' AND type = 'table'")
            return None if table.fetchone() is None else mark_of(connection)
    except UNREAD:
        return None
