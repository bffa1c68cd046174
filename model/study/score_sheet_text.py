"""Convert the text that a user types for a question of a score sheet to a question, and back.

Answers are separated by commas: "low, high". If an answer is a number, this number is used in tables. Other answers are
numbered 0, 1, 2 ..., unless the user types the numbers: "low=1, high=2". A question without answers asks for free text.
"""

import re
from collections.abc import Sequence

from model.study.score_sheet import Choice, Question

_LONGEST_KEY = 24


def answers_text(question: Question) -> str:
    """Return the answers of a question in the form in which a user types them, such as "low=1, high=2".

    Numbers are included only if they differ from the automatic ones.
    """
    plain = ", ".join(choice.label for choice in question.choices)
    parted = any(sign in choice.label for choice in question.choices for sign in ",=")
    if not parted and _choices(plain) == question.choices:
        return plain
    return ", ".join(f"{choice.label}={choice.value:g}" for choice in question.choices)


def question_of(title: str, answers: str, required: bool, key: str = "", taken: Sequence[str] = ()) -> Question:
    """Return the question with this title and these answers, such as "low=0, high=1".

    If `key` is empty, a key that is not in `taken` is made from the title. Raise ValueError if an answer has text
    instead of a number after =.
    """
    choices = _choices(answers)
    return Question(key or _key(title, taken), title.strip(), "choice" if choices else "text", choices, required)


def _choices(text: str) -> tuple[Choice, ...]:
    parts = [part.strip() for part in text.split(",") if part.strip()]
    numbers = [_number(part) for part in parts]
    if None not in numbers:
        return tuple(Choice(part, number) for part, number in zip(parts, numbers, strict=True) if number is not None)
    found = []
    for place, part in enumerate(parts):
        label, stated, value = part.rpartition("=")
        number = _number(value.strip())
        if stated and number is None:
            given = value.strip()
            raise ValueError(f"{given!r} after = is not a number" if given else f"nothing follows {label.strip()}=")
        found.append(Choice(label.strip(), number) if stated and number is not None else Choice(part, float(place)))
    return tuple(found)


def _number(text: str) -> float | None:
    return float(text) if re.fullmatch(r"[+-]?\d+(\.\d+)?", text) else None


def _key(title: str, taken: Sequence[str]) -> str:
    """Return a column name made from the beginning of the title, with letters, digits and _ only.

    The name is not in `taken`.
    """
    plain = re.sub(r"[^0-9a-z]+", "_", title.partition(":")[0].casefold()).strip("_")[:_LONGEST_KEY].strip("_")
    key = plain if plain.isidentifier() else f"question_{plain}".rstrip("_")
    number, made = 2, key
    while made in taken:
        made, number = f"{key}_{number}", number + 1
    return made
