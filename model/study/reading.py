"""Run one reader's blinded reading of a study: save each answer immediately, and return what the reader may see.

No other module implements the rules of blinded reading. The screen receives only a `ReadingState`. It contains no case
name, no outcome, and no answer of another reader. It contains nothing about the model until the read is locked and the
reader asks for the prediction.
"""

import time
from collections.abc import Callable
from types import MappingProxyType

from model.base.errors import StudyError
from model.base.plural import plural
from model.study.packet.images import case_image
from model.study.packet.seal import add_to_chain
from model.study.predictions import prediction_for
from model.study.reading_state import CaseImage, Phase, ReadingState, Revealed
from model.study.rounds import Round
from model.study.score_sheet import Sheet, sheet_from_json, sheet_to_json
from model.study.settings import settings_of
from model.study.spots import needed_image, spot_of
from model.study.store import Row, Study, now

CLOCK_BACK = "clock went backwards"
"""The log entry for a time that could not be measured, because the clock went backwards."""


class Reading:
    """A reading session from sign-in to `leave`. Use it in one thread at a time.

    Each change is saved before a call returns.
    """

    def __init__(self, study: Study, round_: Round, clock: Callable[[], float] = time.monotonic) -> None:
        self._study, self._round, self._clock = study, round_, clock
        self._settings = settings_of(study)
        self._number = 0
        self._kind = "blinded"
        self._since: float | None = None
        """Clock time from which the reader's time is counted. None while no time is counted."""
        self._paused = False
        self._begin()

    # -- what the screen may show -----------------------------------------------------------------------------------
    @property
    def state(self) -> ReadingState:
        """Return everything that the screen may show now."""
        pending = self._pending()
        blinded, read = self._read("blinded"), self._read(self._kind)
        sheet = sheet_from_json(read["sheet"]) if read else self._settings.sheet
        answers = self._answers(read)
        why_hidden = self._why_hidden(blinded, pending)
        return ReadingState(
            reader=self._round.reader,
            round=self._round.number,
            phase=self._phase(),
            number=self._number,
            total=len(self._round.order),
            pending=pending,
            sheet=sheet,
            answers=MappingProxyType(answers),
            unassessable=read["unassessable"] if read else None,
            lacking=self._lacking(read, sheet),
            can_reveal=why_hidden == "",
            why_hidden="" if self._study.is_packet else why_hidden,
            revealed=self._revealed(blinded) if not self._paused else None,
        )

    def image(self, number: int | None = None) -> CaseImage | None:
        """Return the image of the current case, or the image of case `number` so that it can be opened in advance.

        Return None if there is no such case.
        """
        place = self._number if number is None else number
        if not 1 <= place <= len(self._round.order):
            return None
        if self._study.is_packet:
            return case_image(self._study, self._round.order[place - 1])
        spot = spot_of(self._study, self._round.order[place - 1])
        return CaseImage(needed_image(self._study.folder, spot), spot.region, spot.sha256)

    def next_pending(self) -> int | None:
        """Return the next case that is not locked.

        After the last case, continue with the first. Return None if there is none.
        """
        pending = [number for number in self._pending() if number != self._number]
        return next((number for number in pending if number > self._number), pending[0] if pending else None)

    # -- reading ----------------------------------------------------------------------------------------------------
    def answer(self, question: str, answer: str | float) -> ReadingState:
        """Save or change the answer to a question, given by its label or number. An empty text removes the answer."""
        read = self._open_read()
        asked = sheet_from_json(read["sheet"]).question(question)
        value: float | None = None
        label = str(answer)
        if asked.kind == "choice":
            choice = asked.choice(answer)
            if choice is None:
                allowed = ", ".join(choice.label for choice in asked.choices)
                raise StudyError(f"{asked.title}: {answer!r} is not an answer.", f"Answer with one of: {allowed}.")
            value, label = choice.value, choice.label
        with self._study.changing():
            self._spend(read)
            if not label.strip():
                self._study.write("DELETE FROM answers WHERE read_id = ? AND question = ?", (read["id"], question))
            else:
                self._study.write(
                    "INSERT INTO answers VALUES (?, ?, ?, ?, ?) ON CONFLICT (read_id, question)"
                    " DO UPDATE SET value = excluded.value, label = excluded.label, at = excluded.at",
                    (read["id"], question, value, label, now()),
                )
        return self.state

    def set_unassessable(self, reason: str | None) -> ReadingState:
        """Mark the spot as not assessable for `reason`. None removes the mark."""
        read = self._open_read()
        if reason is not None and not reason.strip():
            raise StudyError("A spot that is not assessable needs a reason.", "Choose or write a reason.")
        with self._study.changing():
            self._spend(read)
            self._study.write("UPDATE reads SET unassessable = ? WHERE id = ?", (reason, read["id"]))
        return self.state

    def lock(self) -> ReadingState:
        """Make the current read final. If answers are missing, raise StudyError with a list of the questions."""
        read = self._open_read()
        lacking = self._lacking(read, sheet_from_json(read["sheet"]))
        if lacking:
            raise StudyError(
                f"Still to be answered: {', '.join(lacking)}.",
                "Answer these questions, or mark the spot as not assessable.",
            )
        with self._study.changing():
            self._spend(read)
            self._study.write("UPDATE reads SET locked_at = ? WHERE id = ?", (now(), read["id"]))
            if self._study.is_packet:
                add_to_chain(self._study, read["id"])
            self._study.log(self._round.reader, "locked", round=self._round.number, case=self._number,
                            spot=read["spot_id"], kind=self._kind)  # fmt: skip
        self._since = None
        return self.state

    def reveal(self) -> ReadingState:
        """Reveal the model's prediction of this case and record this permanently.

        Raise StudyError if this is not allowed.
        """
        blinded = self._read("blinded")
        reason = self._why_hidden(blinded, self._pending())
        if reason or blinded is None:
            raise StudyError(f"The model's probability stays hidden: {reason}.", "Lock the read first, then ask again.")
        prediction = prediction_for(self._study, blinded["spot_id"])
        if prediction is not None and self._reveal_row(blinded) is None:
            with self._study.changing():
                self._study.write("INSERT INTO reveals (read_id, prediction_id, at) VALUES (?, ?, ?)",
                                  (blinded["id"], prediction.id, now()))  # fmt: skip
                self._study.log(self._round.reader, "revealed", round=self._round.number, case=self._number,
                                spot=blinded["spot_id"], prediction=prediction.id)  # fmt: skip
        return self.state

    def read_again(self) -> ReadingState:
        """Begin the second, informed read, with the model's probability visible.

        The informed read is saved separately from the blinded read.
        """
        if self._phase() != "revealed":
            raise StudyError(
                "A second read is only possible after the model's prediction was revealed.",
                "First lock the read and reveal the prediction.",
            )
        self._open("informed")
        return self.state

    # -- from case to case --------------------------------------------------------------------------------------------
    def go_on(self) -> ReadingState:
        """Go to the next case that is not locked. The answers of the current case are kept."""
        number = self.next_pending()
        if number is None:
            self._stop_clock()
            self._number = self._number if self._pending() else 0
            self._kind = "blinded"
            return self.state
        return self.go(number)

    def go(self, number: int) -> ReadingState:
        """Go to case `number`, which must not be locked. In a finished round, all cases are allowed."""
        pending = self._pending()
        if number not in pending and (pending or not 1 <= number <= len(self._round.order)):
            raise StudyError(f"Case {number} is locked.", "Go to a case that is not locked, or to the next one.")
        self._stop_clock()
        self._number, self._paused = number, False
        self._open("blinded")
        return self.state

    def pause(self) -> ReadingState:
        """Pause the reading. While it is paused, time is not counted, and the case must not be shown."""
        self._stop_clock()
        self._paused = True
        return self.state

    def resume(self) -> ReadingState:
        """Continue the reading after a pause."""
        self._paused = False
        self._start_clock()
        return self.state

    def leave(self) -> None:
        """End the reading session. Reads that are not locked stay open."""
        self._stop_clock()
        with self._study.changing():
            self._study.log(self._round.reader, "left", round=self._round.number, locked=len(self._round.order)
                            - len(self._pending()))  # fmt: skip

    # -- inside -----------------------------------------------------------------------------------------------------
    def _begin(self) -> None:
        """Continue where the reader's last session ended, even if the program was stopped then."""
        latest = self._study.one(
            "SELECT spot_id, kind FROM reads WHERE round_id = ? AND locked_at IS NULL"
            " ORDER BY kind DESC, id DESC LIMIT 1",
            (self._round.id,),
        )
        if latest is not None:
            self._number = self._round.order.index(latest["spot_id"]) + 1
            self._open(latest["kind"])
        elif self._pending():
            self._number = self._pending()[0]
            self._open("blinded")

    def _open(self, kind: str) -> None:
        """Continue or begin the read of the current case. `kind` is "blinded" or "informed"."""
        self._kind = kind
        spot = self._round.order[self._number - 1]
        if self._read(kind) is None:
            seen = self._study.one(
                "SELECT 1 FROM reveals JOIN reads ON reads.id = read_id JOIN rounds ON rounds.id = round_id"
                " JOIN readers ON readers.id = reader_id WHERE name = ? AND spot_id = ?", (self._round.reader, spot),
            )  # fmt: skip
            with self._study.changing():
                self._study.write(
                    "INSERT INTO reads (round_id, spot_id, kind, sheet, started_at, saw_model_before)"
                    " VALUES (?, ?, ?, ?, ?, ?)",
                    (self._round.id, spot, kind, sheet_to_json(self._settings.sheet), now(), int(seen is not None)),
                )
        self._start_clock()

    def _phase(self) -> Phase:
        if self._paused:
            return "paused"
        read = self._read(self._kind)
        if read is None:
            return "done"
        if self._kind == "informed":
            return "finished" if read["locked_at"] else "informed"
        if not read["locked_at"]:
            return "reading"
        if self._reveal_row(read) is None:
            return "locked"
        return "finished" if self._read("informed") is not None else "revealed"

    def _read(self, kind: str) -> Row | None:
        if not self._number:
            return None
        return self._study.one("SELECT * FROM reads WHERE round_id = ? AND spot_id = ? AND kind = ?",
                               (self._round.id, self._round.order[self._number - 1], kind))  # fmt: skip

    def _open_read(self) -> Row:
        read = self._read(self._kind)
        if self._paused or read is None or read["locked_at"] is not None:
            raise StudyError("This read is locked or paused.", "Resume the reading, or go to a case that is open.")
        return read

    def _answers(self, read: Row | None) -> dict[str, str]:
        if read is None:
            return {}
        rows = self._study.rows("SELECT question, label FROM answers WHERE read_id = ?", (read["id"],))
        return {row["question"]: row["label"] for row in rows}

    def _lacking(self, read: Row | None, sheet: Sheet) -> tuple[str, ...]:
        if read is None or read["unassessable"]:
            return ()
        given = self._answers(read)
        return tuple(question.title for question in sheet.questions if question.required and question.key not in given)

    def _pending(self) -> tuple[int, ...]:
        rows = self._study.rows(
            "SELECT spot_id FROM reads WHERE round_id = ? AND kind = 'blinded' AND locked_at IS NOT NULL",
            (self._round.id,),
        )
        locked = {row["spot_id"] for row in rows}
        return tuple(number for number, spot in enumerate(self._round.order, start=1) if spot not in locked)

    def _why_hidden(self, blinded: Row | None, pending: tuple[int, ...]) -> str:
        """Return the reason why the model's probability must not be shown, or "" if it may be shown."""
        if self._paused or blinded is None or blinded["locked_at"] is None:
            return "the read is not locked"
        if self._settings.reveal == "never":
            return "the study never shows probabilities to readers"
        if self._settings.reveal == "round" and pending:
            return f"{plural(len(pending), 'case of the round is', 'cases of the round are')} not locked"
        if prediction_for(self._study, blinded["spot_id"]) is None:
            return "no model has analysed this spot"
        return ""

    def _reveal_row(self, blinded: Row) -> Row | None:
        return self._study.one("SELECT * FROM reveals WHERE read_id = ?", (blinded["id"],))

    def _revealed(self, blinded: Row | None) -> Revealed | None:
        row = None if blinded is None else self._reveal_row(blinded)
        if row is None or blinded is None:
            return None
        found = prediction_for(self._study, blinded["spot_id"], row["prediction_id"])
        if found is None:
            return None
        return Revealed(found.probability, found.qualifier, found.risk_group, found.reliability, found.reasons,
                        found.model.title, found.model.sha256, found.evidence)  # fmt: skip

    def _start_clock(self) -> None:
        read = self._read(self._kind)
        self._since = self._clock() if read is not None and read["locked_at"] is None else None

    def _stop_clock(self) -> None:
        read = self._read(self._kind)
        if self._since is not None and read is not None and read["locked_at"] is None:
            with self._study.changing():
                self._spend(read)
        self._since = None

    def _spend(self, read: Row) -> None:
        """Add the time since the last call of this method to the recorded duration of the read.

        If the clock went backwards, add nothing and log it.
        """
        if self._since is not None:
            instant = self._clock()
            spent = instant - self._since
            if spent < 0:
                self._study.log(self._round.reader, CLOCK_BACK, round=self._round.number, case=self._number,
                                seconds=round(spent, 3))  # fmt: skip
                spent = 0.0
            self._study.write("UPDATE reads SET seconds = seconds + ? WHERE id = ?", (spent, read["id"]))
            self._since = instant
