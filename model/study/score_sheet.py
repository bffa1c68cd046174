"""The score sheet of a study: its questions and answers.

The sheet is converted to and from JSON, and checked.
"""

import json
import math
from dataclasses import asdict, dataclass
from typing import Any, Literal

from model.base.errors import StudyError
from model.base.json_file import parse_json

Kind = Literal["choice", "text"]
KEYS = "1234567890"
"""The keyboard keys of a question's answers, in order. Therefore a question can have at most ten answers."""


@dataclass(frozen=True)
class Choice:
    """A possible answer: its label, and its number in tables."""

    label: str
    value: float


@dataclass(frozen=True)
class Question:
    """One question of the sheet.

    `key` is the name of its column in tables. A question that asks for free text has no choices.
    """

    key: str
    title: str
    kind: Kind = "choice"
    choices: tuple[Choice, ...] = ()
    required: bool = True

    def choice(self, answer: str | float) -> Choice | None:
        """Return the choice with this label or number, or None if there is none."""
        text = str(answer).strip().casefold()
        for choice in self.choices:
            if text in (choice.label.casefold(), f"{choice.value:g}"):
                return choice
        try:
            return next((choice for choice in self.choices if choice.value == float(text)), None)
        except ValueError:
            return None


@dataclass(frozen=True)
class Sheet:
    """The questions in their order, and the reasons why a spot may not be assessable."""

    questions: tuple[Question, ...]
    reasons: tuple[str, ...]

    def question(self, key: str) -> Question:
        """Return the question with this key. Raise StudyError if there is none."""
        found = next((question for question in self.questions if question.key == key), None)
        if found is None:
            raise StudyError(
                f"The score sheet has no question {key!r}.", f"The keys of the questions are {', '.join(self.keys)}."
            )
        return found

    @property
    def keys(self) -> tuple[str, ...]:
        """Return the keys of the questions in order."""
        return tuple(question.key for question in self.questions)


def _named(*labels: str) -> tuple[Choice, ...]:
    return tuple(Choice(label, float(value)) for value, label in enumerate(labels))


DEFAULT_SHEET = Sheet(
    questions=(
        Question("risk", "Visual risk", choices=_named("low", "high")),
        Question("grade", "Grade", choices=tuple(Choice(f"{grade}", float(grade)) for grade in (1, 2, 3))),
        Question("stroma", "Tumour-stroma ratio: stroma, %",
                 choices=tuple(Choice(f"{share}", float(share)) for share in range(10, 101, 10))),
        Question("lymphocytes", "Lymphocytes", choices=_named("none", "some", "many")),
        Question("confidence", "Confidence", choices=tuple(Choice(word, value + 1.0) for value, word in
                                                           enumerate(("low", "medium", "high")))),
        Question("remark", "Remark", "text", required=False),
    ),
    reasons=("no tumour", "too little tissue", "folded or torn", "out of focus", "badly stained"),
)  # fmt: skip


def sheet_to_json(sheet: Sheet) -> str:
    """Return the sheet as JSON text."""
    return json.dumps(asdict(sheet), ensure_ascii=False)


def sheet_from_json(text: str) -> Sheet:
    """Return the score sheet in a JSON text. Raise StudyError with a list of all faults if the sheet has faults."""
    try:
        data = parse_json(text)
        sheet = Sheet(tuple(_question(entry) for entry in data["questions"]), tuple(map(str, data["reasons"])))
    except (ValueError, LookupError, TypeError, AttributeError, OverflowError, RecursionError) as error:
        remedy = "A score sheet needs 'questions' (key, title, kind, choices of label and value) and 'reasons'."
        raise StudyError(f"This is not a score sheet ({type(error).__name__}: {error}).", remedy) from error
    faults = faults_of(sheet)
    if faults:
        raise StudyError("The score sheet has faults:", "Correct them.", tuple(faults))
    return sheet


def _question(entry: dict[str, Any]) -> Question:
    choices = tuple(Choice(str(choice["label"]), float(choice["value"])) for choice in entry.get("choices", ()))
    kind: Kind = "text" if entry.get("kind", "choice") == "text" else "choice"
    return Question(str(entry["key"]), str(entry["title"]), kind, choices, bool(entry.get("required", True)))


def faults_of(sheet: Sheet) -> list[str]:
    """Return the faults of a sheet as text. The list is empty if the sheet can be used."""
    faults = [] if sheet.questions else ["it has no question"]
    for question in sheet.questions:
        if not question.title:
            faults.append("a question has no title")
        if not question.key.isidentifier():
            faults.append(f"{question.key!r} is not a valid key: use letters, digits and _ only")
        if sheet.keys.count(question.key) > 1:
            faults.append(f"the key {question.key!r} is used twice")
        if question.kind == "choice" and not 2 <= len(question.choices) <= len(KEYS):
            faults.append(f"{question.key} has {len(question.choices)} choices, not 2 to {len(KEYS)}")
        if not all(math.isfinite(choice.value) for choice in question.choices):
            faults.append(f"{question.key}: the value of a choice is not a finite number")
        for what in ("label", "value"):
            all_of = [getattr(choice, what) for choice in question.choices]
            if len(set(all_of)) < len(all_of):
                faults.append(f"{question.key}: the same {what} is used twice")
    if not 1 <= len(sheet.reasons) <= len(KEYS):
        faults.append(f"it has {len(sheet.reasons)} reasons for 'not assessable', not 1 to {len(KEYS)}")
    return list(dict.fromkeys(faults))
