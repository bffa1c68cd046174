"""Follow-up that a newer clinical sheet brings: a study and an import plan come in; what differs goes out, and into it.

Reads, predictions and everything else stay; each change is a line in the study's log, with what was there before.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from model.study.plan import ImportPlan, Outcome
from model.study.store import Study

UPDATED = "outcome updated"
"""What the study's log calls it."""


@dataclass(frozen=True)
class OutcomeChange:
    """What the study says of a patient, and what the sheet says."""

    line: int
    patient: str
    before: Outcome
    after: Outcome

    @property
    def words(self) -> str:
        """ "P12: 3.2 years, alive -> 5.0 years, died"; what seldom is meant is said."""
        doubts = [
            words
            for words, there in (
                ("FOLLOW-UP IS SHORTER", self.after.time_years < self.before.time_years),
                ("THE EVENT IS TAKEN BACK", self.before.event and not self.after.event),
            )
            if there
        ]
        doubt = f" ({', '.join(doubts)})" if doubts else ""
        return f"{self.patient}: {_words(self.before)} -> {_words(self.after)}{doubt}"


def outcome_changes(study: Study, plan: ImportPlan) -> tuple[OutcomeChange, ...]:
    """Patients of whom the study knows another outcome than the sheet; once each, in the sheet's order."""
    rows = study.rows("SELECT code, outcomes.* FROM outcomes JOIN patients ON patients.id = patient_id")
    known = {
        row["code"]: Outcome(row["time_years"], bool(row["event"]), row["cause"], row["time_entered"], row["unit"])
        for row in rows
    }
    found: dict[str, OutcomeChange] = {}
    for entry in plan.entries:
        before = known.get(entry.patient)
        if before is not None and entry.outcome is not None and _facts(before) != _facts(entry.outcome):
            found.setdefault(entry.patient, OutcomeChange(entry.line, entry.patient, before, entry.outcome))
    return tuple(found.values())


def apply_changes(study: Study, changes: Sequence[OutcomeChange], table: str) -> None:
    """Write them; with what the block around keeps, or not at all."""
    with study.changing():
        for change in changes:
            now = change.after
            study.write(
                "UPDATE outcomes SET time_years = ?, event = ?, cause = ?, time_entered = ?, unit = ?"
                " WHERE patient_id = (SELECT id FROM patients WHERE code = ?)",
                (now.time_years, int(now.event), now.cause, now.time_entered, now.unit, change.patient),
            )
            study.log("", UPDATED, patient=change.patient, table=table, before=asdict(change.before), after=asdict(now))


def _facts(outcome: Outcome) -> tuple[float, bool, str]:
    """What is the same whether it was entered in months or in years."""
    return round(outcome.time_years, 9), outcome.event, outcome.cause


def _words(outcome: Outcome) -> str:
    state = "died of the disease" if outcome.event else "died of another cause" if outcome.cause == "other" else "alive"
    return f"{outcome.time_years:.4g} years, {state}"
