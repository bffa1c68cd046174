"""The program's own score sheet in the language of the window; no Qt.

Files, codes and stored answers keep the English labels. Sheets that users wrote are shown as they were typed.
"""

from dataclasses import replace

from app.language.text import mark, tr
from model.study.score_sheet import DEFAULT_SHEET, Choice, Question

TEXTS = frozenset(
    (
        mark("Visual risk"), mark("Grade"), mark("Tumour-stroma ratio: stroma, %"), mark("Lymphocytes"),
        mark("Confidence"), mark("Remark"), mark("low"), mark("medium"), mark("high"), mark("none"), mark("some"),
        mark("many"), mark("no tumour"), mark("too little tissue"), mark("folded or torn"), mark("out of focus"),
        mark("badly stained"),
    )
)  # fmt: skip
"""All texts of the program's own sheet but the numbers."""


def shown_question(question: Question) -> Question:
    """Return the question with its title and labels as they are shown. Keys, values and order are the same.

    A question of the program's own sheet is translated. A question that differs from it in any way is not.
    """
    if question not in DEFAULT_SHEET.questions:
        return question
    choices = tuple(Choice(_shown(choice.label), choice.value) for choice in question.choices)
    return replace(question, title=_shown(question.title), choices=choices)


def shown_reasons(reasons: tuple[str, ...]) -> tuple[str, ...]:
    """Return the reasons why a spot may not be assessable as they are shown, in the same order."""
    return tuple(map(_shown, reasons)) if reasons == DEFAULT_SHEET.reasons else reasons


def shown_title(key: str, title: str) -> str:
    """Return the title of the question with this key as it is shown."""
    own = (key, title) in ((question.key, question.title) for question in DEFAULT_SHEET.questions)
    return _shown(title) if own else title


def _shown(text: str) -> str:
    return tr(text) if text in TEXTS else text
