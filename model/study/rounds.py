"""Sign readers in, and give each reader a round, which is one pass through all spots in an order of the reader's own.

The order is shuffled with a recorded seed.
"""

import random
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from model.base.errors import StudyError
from model.study.packet.outstanding import refuse_if_out
from model.study.packet.returned import refuse_if_unfit
from model.study.settings import settings_of
from model.study.store import Row, Study, now

SEED_BITS = 31
"""Number of bits of a seed. Any spreadsheet can show such a number exactly."""


@dataclass(frozen=True)
class Round:
    """One reader's pass through all spots. `order` has the ids of the spots in the order of reading."""

    id: int
    reader: str
    number: int
    seed: int
    order: tuple[int, ...]


@dataclass(frozen=True)
class ReaderProgress:
    """A reader's progress in the reader's newest round. It contains only counts, no answers."""

    name: str
    round: int
    locked: int
    total: int


def sign_in(study: Study, name: str, repeat: bool = False, seed: int | None = None) -> Round:
    """Return the reader's current round, or a new one if there is none.

    With `repeat`, begin another round after the washout time. A packet has one reader and one round. Raise StudyError
    if the name is empty, if `repeat` is not allowed yet, or if the reader has a packet of this study.
    """
    if study.is_packet:
        return _packet_round(study, name, repeat)
    with study.changing():
        refuse_if_out(study, name)
        entered = enter(study, name, repeat, seed)
        study.log(entered.reader, "signed in", round=entered.number, seed=entered.seed)
    return entered


def enter(study: Study, name: str, repeat: bool = False, seed: int | None = None) -> Round:
    """Return the reader's round as `sign_in` does, but do not log a sign-in. This is used when a packet is made."""
    name = " ".join(name.split())
    if not name:
        raise StudyError("A reader needs a name.", "Give a name or pseudonym, which the tables will show.")
    with study.changing():
        reader = study.one("SELECT * FROM readers WHERE name = ?", (name,))
        if reader is None:
            study.write("INSERT INTO readers (name, since) VALUES (?, ?)", (name, now()))
            reader = study.one("SELECT * FROM readers WHERE name = ?", (name,))
        if reader is None:
            raise StudyError(f"The reader {name} could not be saved.", "Open the study again.")
        last = study.one("SELECT * FROM rounds WHERE reader_id = ? AND origin = '' ORDER BY number DESC LIMIT 1",
                         (reader["id"],))  # fmt: skip
        if repeat and last is not None:
            _check_washout(study, reader, last)
            last = None
        made = _new_round(study, reader, seed) if last is None else last
        _extend(study, made)
    return _round(study, made, reader["name"])


def round_of_packet(packet: Study) -> Round:
    """Return the only round of a packet."""
    made = packet.rows("SELECT rounds.*, name FROM rounds JOIN readers ON readers.id = reader_id")[0]
    return _round(packet, made, made["name"])


def _packet_round(packet: Study, name: str, repeat: bool) -> Round:
    found = round_of_packet(packet)
    if " ".join(name.split()).casefold() != found.reader.casefold():
        raise StudyError(f"This packet is for {found.reader}.", "Ask the study's organiser for a packet of your own.")
    if repeat:
        raise StudyError("A packet has one round.", "Ask the study's organiser for a packet of the next round.")
    refuse_if_unfit(packet)
    with packet.changing():
        packet.log(found.reader, "signed in", round=found.number)
    return found


def readers_of(study: Study) -> tuple[ReaderProgress, ...]:
    """Return the progress of every reader in the reader's newest round."""
    found = []
    for row in study.rows(
        "SELECT readers.name, rounds.id, max(rounds.number) AS number FROM readers"
        " JOIN rounds ON rounds.reader_id = readers.id GROUP BY readers.id ORDER BY readers.id"
    ):
        total = study.rows("SELECT count(*) AS n FROM round_cases WHERE round_id = ?", (row["id"],))[0]["n"]
        found.append(ReaderProgress(row["name"], row["number"], _locked(study, row["id"]), total))
    return tuple(found)


def shuffled(spots: list[int], seed: int) -> list[int]:
    """Return `spots` shuffled with `seed`, by the Fisher-Yates algorithm and Python's Mersenne Twister."""
    order = sorted(spots)
    generator = random.Random(seed)
    for last in range(len(order) - 1, 0, -1):
        # random.shuffle is not used, because its algorithm may change between versions of Python.
        other = int(generator.random() * (last + 1))
        order[last], order[other] = order[other], order[last]
    return order


def _new_round(study: Study, reader: Row, seed: int | None) -> Row:
    newest = study.one("SELECT max(number) AS number FROM rounds WHERE reader_id = ?", (reader["id"],))
    number = 1 + ((newest["number"] if newest else None) or 0)
    used = secrets.randbits(SEED_BITS) if seed is None else seed
    made = study.write("INSERT INTO rounds (reader_id, number, seed, started_at) VALUES (?, ?, ?, ?)",
                       (reader["id"], number, used, now()))  # fmt: skip
    return study.rows("SELECT * FROM rounds WHERE id = ?", (made,))[0]


def _extend(study: Study, made: Row) -> None:
    """Append the spots that are not in the round `made` yet, in shuffled order. A new round gets all spots."""
    there = study.rows("SELECT spot_id FROM round_cases WHERE round_id = ?", (made["id"],))
    known = {row["spot_id"] for row in there}
    new = [row["id"] for row in study.rows("SELECT id FROM spots") if row["id"] not in known]
    for position, spot in enumerate(shuffled(new, made["seed"] + len(known)), start=len(known) + 1):
        study.write("INSERT INTO round_cases VALUES (?, ?, ?)", (made["id"], position, spot))


def _check_washout(study: Study, reader: Row, last: Row) -> None:
    total = len(study.rows("SELECT 1 FROM round_cases WHERE round_id = ?", (last["id"],)))
    if _locked(study, last["id"]) < total:
        raise StudyError(
            f"Round {last['number']} of {reader['name']} is not finished.", "Lock all cases of this round first."
        )
    ends = study.rows(
        "SELECT max(locked_at) AS at FROM reads JOIN rounds ON rounds.id = round_id WHERE reader_id = ?"
        " UNION ALL SELECT max(reveals.at) FROM reveals JOIN reads ON reads.id = read_id"
        " JOIN rounds ON rounds.id = round_id WHERE reader_id = ?",
        (reader["id"], reader["id"]),
    )
    latest = max((row["at"] for row in ends if row["at"]), default=None)
    days = settings_of(study).washout_days
    if latest is not None:
        free = datetime.fromisoformat(latest) + timedelta(days=days)
        if datetime.now(UTC) < free:
            when = f"{free:%Y-%m-%d %H:%M} UTC"
            raise StudyError(
                f"The washout of {days:g} days lasts until {when}.", "Begin the next round after this time."
            )


def _locked(study: Study, round_id: int) -> int:
    rows = study.rows(
        "SELECT count(*) AS n FROM reads WHERE round_id = ? AND kind = 'blinded' AND locked_at IS NOT NULL", (round_id,)
    )
    return int(rows[0]["n"])


def _round(study: Study, made: Row, reader: str) -> Round:
    rows = study.rows("SELECT spot_id FROM round_cases WHERE round_id = ? ORDER BY position", (made["id"],))
    return Round(made["id"], reader, made["number"], made["seed"], tuple(row["spot_id"] for row in rows))
