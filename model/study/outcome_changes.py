"""Find outcomes that differ between a study and a newer clinical sheet, and update the study with them.

Reads, predictions and everything else stay unchanged. The study's log records each change with the earlier outcome.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from model.study.plan import ImportPlan, Outcome
from model.study.store import Study

UPDATED = "outcome updated"
"""The name of the log entry for an updated outcome."""


@dataclass(frozen=True)
class OutcomeChange:
    """The outcome of a patient in the study (`before`) and in the sheet (`after`)."""

    line: int
    patient: str
    before: Outcome
    after: Outcome

    @property
    def text(self) -> str:
        """Return text such as "P12: 3.2 years, alive -> 5.0 years, died", with a warning for unlikely changes."""
        doubts = [
            text
            for text, applies in (
                ("FOLLOW-UP IS SHORTER", self.after.time_years < self.before.time_years),
                ("THE EVENT IS REMOVED", self.before.event and not self.after.event),
            )
            if applies
        ]
        doubt = f" ({', '.join(doubts)})" if doubts else ""
        return f"{self.patient}: {_outcome_text(self.before)} -> {_outcome_text(self.after)}{doubt}"


def outcome_changes(study: Study, plan: ImportPlan) -> tuple[OutcomeChange, ...]:
    """Return the patients whose outcomes differ between study and sheet, each patient once and in the sheet's order."""
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
    """Write all `changes` in one transaction.

    If the caller has already opened a transaction, the changes become part of it.
    """
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
    """Return the values by which two outcomes are compared.

    The values are the same whether the time was entered in months or in years.
    """
    return round(outcome.time_years, 9), outcome.event, outcome.cause


def _outcome_text(outcome: Outcome) -> str:
    state = "died of the disease" if outcome.event else "died of another cause" if outcome.cause == "other" else "alive"
    return f"{outcome.time_years:.4g} years, {state}"
