"""Texts and tables of the comparison in the language of the window; no Qt.

The model writes them in English and with decimal points, because files contain them. Names that people typed, such as
those of readers and of answers, are never translated.
"""

import re
from collections.abc import Collection

from app.language.model_text import of_model
from app.language.text import mark, number_text, tr, translates
from model.comparison.comparison import RaterComparison
from model.comparison.data.rater_table import Threshold
from model.comparison.majority import MAJORITY
from model.comparison.readers_build import AVERAGE
from model.comparison.report.text_table import TextTable
from model.study.raters import MODEL

_NUMBER = r"[-−]?\d+(?:\.\d+)?"
_ESTIMATE = re.compile(rf"(?P<value>{_NUMBER}) \((?P<low>{_NUMBER}) to (?P<high>{_NUMBER})\)")
_STATISTIC = re.compile(r"(?<![\w.])(?P<name>p (?:< )?|chi2 |< |^)(?P<value>\d+\.\d+)(?![\w.])")
_ASIDE = re.compile(r"(?P<text>.*\)) \((?P<aside>[^()]+)\)")
_BETWEEN = re.compile(r"( - | and |, )")
"""What stands between the names of two raters."""
_RATE = re.compile(r"\b(?P<count>\d+) in (?P<total>\d+)\b")
_NUMBERS = re.compile(rf"{_NUMBER}(?:, {_NUMBER})+")
_WORDS = (
    mark("rater"), mark("raters"), mark("group"), mark("answer"), mark("term"), mark("step"), mark("line"),
    mark("patient"), mark("patients"), mark("events"), mark("reason"), mark("reader"), mark("readers"),
    mark("figure"), mark("blinded"), mark("informed"), mark("by"), mark("of"), mark("first"), mark("second"),
    mark("difference"), mark("alike"), mark("counted"), mark("file"), mark("folder"), mark("everything"), mark("all"),
    mark("analysed"), mark("sensitivity"), mark("specificity"), mark("low"), mark("high"), mark("uncertain"),
    mark("mean"), mark("median"), mark("worst"), mark("highest"), mark("lowest"), mark("earliest"), mark("higher"),
    mark("lower"), mark("model"), mark("majority of readers"), mark("average of readers"),
)  # fmt: skip
"""Single words of headings and cells. Elsewhere they can be names, so that only these tables translate them."""
_FORMS = tuple(f"({form})" for form in (mark("high against low risk"), mark("per SD"), mark("per 1")))
"""The forms in which a rater or a covariate enters a Cox model. They follow its name."""
_NAMES = (MODEL, MAJORITY, AVERAGE)
"""Names of raters that the program gives. All other raters have names of people or of columns."""


def shown(text: str) -> str:
    """Return a text of the model in the language of the window, with the decimal point of the language."""
    if not translates():
        return of_model(text)
    if text in _WORDS:
        return tr(text)
    aside = _ASIDE.fullmatch(text)
    if aside:
        return f"{shown(aside['text'])} ({shown(aside['aside'])})"
    return of_model(_with_numbers(text))


def threshold_text(threshold: Threshold) -> str:
    """Return where a threshold comes from. An answer of the program's own score sheet is shown as on the sheet."""
    answer = threshold.own_answer
    return shown(threshold.origin.replace(repr(answer), repr(tr(answer))) if answer else threshold.origin)


def rater_name(name: str) -> str:
    """Return the name of a rater, or of two raters such as "model - Ada", for the screen."""
    if not translates():
        return name
    return "".join(tr(part) if part in (*_NAMES, " and ") else part for part in _BETWEEN.split(name))


def shown_table(table: TextTable, comparison: RaterComparison) -> TextTable:
    """Return a table of the report in the language of the window."""
    if not translates():
        return table
    names = names_of(comparison)
    return TextTable(
        shown(table.title),
        tuple(map(shown, table.header)),
        tuple(tuple(_cell(cell, names) for cell in row) for row in table.rows),
        shown(table.note),
    )


def names_of(comparison: RaterComparison) -> frozenset[str]:
    """Return the names in a comparison that people typed: of raters, of groups of patients, and of patients."""
    table = comparison.table
    raters = {rater.name for rater in table.raters if rater.name not in _NAMES}
    # Groups of numbers, such as "55.5 or more", are named by the program.
    groups = {level for grouping in table.subgroupings if not grouping.note for level in grouping.levels}
    return frozenset(raters | groups | set(table.patients) | {one.patient for one in table.excluded})


def term_text(text: str) -> str:
    """Return the name of a rater with the form in which it enters a model, such as "model (per SD)", for the screen."""
    name, bracket, form = text.partition(" (")
    return f"{rater_name(name)} ({shown(form.removesuffix(')'))})" if bracket else rater_name(name)


def statement_text(text: str) -> str:
    """Return a sentence that begins with the names of its raters and a colon, for the screen."""
    names, colon, sentence = text.partition(": ")
    return f"{rater_name(names)}: {shown(sentence)}" if colon and " - " in names else shown(text)


def _cell(text: str, names: Collection[str]) -> str:
    if text in names:
        return text
    if text.endswith(_FORMS):
        return term_text(text)
    parts = _BETWEEN.split(text)[::2]
    return rater_name(text) if all(part in names or part in _NAMES for part in parts) else shown(text)


def _with_numbers(text: str) -> str:
    """Return a text with the numbers of its estimates and tests in the form of the language.

    Other numbers are left alone: they can be the version of a model.
    """
    if _NUMBERS.fullmatch(text):
        return number_text(text)
    made = _ESTIMATE.sub(
        lambda found: tr(
            "{value} ({low} to {high})",
            value=number_text(found["value"]),
            low=number_text(found["low"]),
            high=number_text(found["high"]),
        ),
        text,
    )
    made = _RATE.sub(lambda found: tr("{count} in {total}", count=found["count"], total=found["total"]), made)
    return _STATISTIC.sub(lambda found: f"{found['name']}{number_text(found['value'])}", made)
