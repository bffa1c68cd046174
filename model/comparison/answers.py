"""Fit a rule that turns the risk of a model into one of three answers (low, uncertain, high), and apply the rule.

Each answer defines a group of patients. The outcomes of each group are counted.
"""

from dataclasses import dataclass

import numpy as np

from model.base.errors import RaterError
from model.comparison.data.rater_table import Rater, RaterTable, known_other
from model.statistics.accuracy import share_by
from model.statistics.estimate import Given, NotGiven, counted
from model.statistics.horizon import at_horizon
from model.statistics.three_answers import ANSWERS, ThreeAnswers, plain_rate, three_answers


@dataclass(frozen=True)
class AnswerRule:
    """A fitted rule of three answers: two cut-offs on the risk of one model.

    `rater` is the name of the model. `model` is the note on the model; for a model of a study, the note contains the
    hash of its bundle. `unit` is the unit of the horizon. `fitted_on` names the source of the patients to whom the rule
    was fitted. `bundle` is the SHA-256 of the model's bundle, "" if it is not known.
    """

    cuts: ThreeAnswers
    rater: str
    model: str
    unit: str
    fitted_on: str
    bundle: str = ""

    @property
    def promises(self) -> tuple[str, ...]:
        """Return a text on how many answers may be wrong, for each of the answers low and high that the rule gives."""
        rate, when = plain_rate(self.cuts.error), f"{self.cuts.horizon:g} {self.unit}".strip()
        low = f"at most {rate} of the patients with the answer low have the event by {when}"
        high = f"at most {rate} of the patients with the answer high do not have the event by {when}"
        return tuple(text for text, cut in ((low, self.cuts.low), (high, self.cuts.high)) if cut is not None)

    @property
    def sentence(self) -> str:
        """Return a sentence on how many answers of the rule may be wrong.

        This holds for groups, not for a single patient.
        """
        rate, given = plain_rate(self.cuts.error), self.promises
        if not given:
            return f"With an accepted error rate of {rate}, the answer is uncertain for every patient."
        never = [word for word, cut in (("low", self.cuts.low), ("high", self.cuts.high)) if cut is None]
        rest = f" The answer {never[0]} is never given with this accepted error rate." if never else ""
        return (
            "In groups of patients like those that the rule was fitted to, on average "
            f"{' and '.join(given)}.{rest} This is a property of the group. It does not say how likely "
            "one patient is to have the event."
        )


@dataclass(frozen=True)
class AnswerGroup:
    """The patients with one answer: counts at the horizon, and the share with the event by the horizon.

    If patients were lost before the horizon, the share is estimated by Kaplan-Meier, or by Aalen-Johansen if deaths of
    another cause are known. If nobody was lost, the patients are counted, and the interval is Wilson's. `by` names the
    method.
    """

    answer: str
    patients: int
    events: int
    others: int
    lost: int
    with_event: Given
    by: str


@dataclass(frozen=True, eq=False)
class Answered:
    """A rule of three answers applied to the patients of one table: the groups by answer, and each patient's answer.

    `answers` int [patients] are indices of `ANSWERS`; -1 means that the patient has no risk and no answer.
    `fitted_here`: the rule of three answers was fitted to the patients of this table.
    """

    rule: AnswerRule
    groups: tuple[AnswerGroup, ...]
    answers: np.ndarray
    table: RaterTable
    fitted_here: bool


def fitted_rule(table: RaterTable, horizon: float, error: float) -> AnswerRule:
    """Fit a rule of three answers (low, uncertain, high) to the risks of the first model of `table`, and return it.

    `error` is the accepted share of wrong answers. Raise RaterError if the table has no model or too few patients, or
    if the model was trained on some of the patients.
    """
    model = _model(table)
    if table.origin.leakage:
        raise RaterError(
            "The rule of three answers cannot be fitted to patients on whom the model was trained: its "
            f"error rates would be too low. {table.origin.leakage}",
            "Fit the rule to other patients.",
        )
    on = np.isfinite(model.values)
    other = None if known_other(table) is None else table.other_death[on]
    cuts = three_answers(model.risk[on], table.time[on], table.event[on], horizon, error, other)
    return AnswerRule(cuts, model.name, model.note, table.unit, table.source, model.bundle_sha256)


def answered(table: RaterTable, rule: AnswerRule, fitted_here: bool) -> Answered:
    """Apply `rule` (three answers: low, uncertain, high) to the patients of `table`, and return the groups by answer.

    Raise RaterError if the table has another model or another unit of time.
    """
    model = _model(table)
    if model.note != rule.model:
        raise RaterError(
            f"The rule of three answers was fitted for another model: {rule.model or 'one without a note'}.",
            "To fit a rule for this model, leave out --rule.",
        )
    if table.unit != rule.unit:
        raise RaterError(
            f"The horizon of the rule is in {rule.unit or 'an unknown unit'}, but the times of the table "
            f"are in {table.unit or 'an unknown unit'}.",
            "Give the unit with --time-unit, or fit a rule to this table.",
        )
    on = np.isfinite(model.values)
    answers = np.full(len(on), -1)
    answers[on] = rule.cuts.answers(model.risk[on])
    other = known_other(table)
    state = at_horizon(table.time, table.event, rule.cuts.horizon, other)
    groups = []
    for number, name in enumerate(ANSWERS):
        who = answers == number
        events, others, lost = (int((who & part).sum()) for part in (state.positive, state.negative, ~state.known))
        share: Given = NotGiven("no patient has this answer")
        by = "counted" if not lost else "Kaplan-Meier" if other is None else "Aalen-Johansen"
        if who.any() and lost:
            share = share_by(who, table.time, table.event, rule.cuts.horizon, other)
        elif who.any():
            share = counted(events, events + others)
        groups.append(AnswerGroup(name, int(who.sum()), events, others, lost, share, by))
    return Answered(rule, tuple(groups), answers, table, fitted_here)


def _model(table: RaterTable) -> Rater:
    model = next((rater for rater in table.raters if rater.role == "model"), None)
    if model is None or model.kind != "probability":
        raise RaterError(
            "Three answers need a model that gives a probability.",
            "Name the model with --model, and give its kind with --kind NAME=probability.",
        )
    return model
