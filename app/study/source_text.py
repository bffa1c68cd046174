"""The source of a study's table or comparison in the language of the window; no Qt.

The model writes it in English, as one line that files repeat.
"""

import re

from app.language.model_text import of_model
from app.language.text import mark, tr, translates

_SPOTS = re.compile(r"spots combined by (?P<how>\w+) survival probability")
_READS = re.compile(r"for each reader, the (?P<rule>\w+) of the first locked reads of a patient's spots")
_RULES = (
    mark("mean"), mark("median"), mark("min"), mark("max"), mark("highest"), mark("lowest"), mark("earliest"),
)  # fmt: skip
"""The rules that combine the spots of a patient, or choose among the reads of a reader."""


def source_text(source: str) -> str:
    """Return the text on the source of the patients, for the screen.

    The codes of the answers are the words of the study's score sheet, so they stay as they are.
    """
    if not translates():
        return of_model(source)
    facts, separator, codes = source.partition("; codes: ")
    made = [_fact(fact) for fact in facts.split("; ")]
    return "; ".join([*made, tr("codes: {codes}", codes=codes)] if separator else made)


def _fact(text: str) -> str:
    spots, reads = _SPOTS.fullmatch(text), _READS.fullmatch(text)
    if spots:
        return tr("spots combined by {how} survival probability", how=_rule(spots["how"]))
    if reads:
        return tr(
            "for each reader, the {rule} of the first locked reads of a patient's spots", rule=_rule(reads["rule"])
        )
    name = text.removeprefix("model ")
    return tr("model {name}", name=of_model(name)) if name != text else of_model(text)


def _rule(word: str) -> str:
    return tr(word) if word in _RULES else word
