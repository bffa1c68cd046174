"""Translate the texts of the window into the chosen language; no Qt.

The source of every text is its English sentence in the code, and English needs no file. The start of the program
installs the translation of another language with `use`. The command line and the Python API install none, so that they
and the files they write stay English. docs/decisions/translation.md has the reasons.
"""

from collections.abc import Callable
from datetime import date
from numbers import Real
from string import Formatter
from typing import Any

Lookup = Callable[[str, int], str]
"""A translation: takes the English source and, where a plural depends on it, a number (else -1).

It returns the source itself if it has no translation.
"""
MINUS = "\N{MINUS SIGN}"


def _english(source: str, number: int) -> str:
    return source


_lookup: Lookup = _english
_decimal_point = "."
_keeps_capitals = False
_day_form: Callable[[date], str] = date.isoformat


def use(
    lookup: Lookup | None,
    decimal_point: str = ".",
    keeps_capitals: bool = False,
    day_form: Callable[[date], str] = date.isoformat,
) -> None:
    """Show all texts from now on with the translation `lookup`, and numbers with `decimal_point`.

    If `lookup` is None, the texts are English.

    `keeps_capitals` is true for a language whose nouns begin with a capital letter, inside a sentence too. `day_form`
    writes a day for the screen.
    """
    global _lookup, _decimal_point, _keeps_capitals, _day_form  # one language for the whole program
    _lookup, _decimal_point, _keeps_capitals, _day_form = lookup or _english, decimal_point, keeps_capitals, day_form


def mark(source: str) -> str:
    """Return `source` unchanged. It marks a text that is translated later, when `tr` shows it."""
    return source


def tr(source: str, /, **values: Any) -> str:
    """Return `source` in the language of the window, with `values` in its fields, as in `str.format`.

    A field takes a format: "{share:.0f} %". Numbers get the decimal point of the language and a real minus sign. A text
    without values may contain braces.
    """
    return _filled(_found(source, -1), values)


def plural(number: int, one: str, many: str = "", **values: Any) -> str:
    """Return the number and the noun in the language of the window, for example "1 spot" or "3 spots".

    `one` and `many` are the English noun in singular and plural, as in `model.base.plural`. The translation has one
    form for each plural of its language. `values` fill further fields.
    """
    several = many or f"{one}s"
    text = _found(f"{{number}} {several}", number) if translates() else f"{{number}} {one if number == 1 else several}"
    return _filled(text, {"number": number, **values})


def counted(number: int, one: str, many: str, **values: Any) -> str:
    """Return the translated sentence `one` or `many`, whichever fits `number`.

    Fill its fields with `number` and `values`.
    """
    text = _found(many, number) if translates() else one if number == 1 else many
    return _filled(text, {"number": number, **values})


def inside(title: str) -> str:
    """Return a translated title for use inside a sentence: with a small first letter, if the language permits."""
    return title if _keeps_capitals else title[:1].lower() + title[1:]


def number_text(text: str) -> str:
    """Return the number `text`, such as "-0.25", with the decimal point of the language and a real minus sign."""
    return text.replace("-", MINUS).replace(".", _decimal_point)


def percent_text(share: float, decimals: int = 0) -> str:
    """Return a share as a percentage in the form of the language: "31 %" for 0.31."""
    return f"{number_text(f'{100 * share:.{decimals}f}')} %"


def decimal_point() -> str:
    """Return the decimal point of the language: "." or ","."""
    return _decimal_point


def date_text(text: str) -> str:
    """Return the day of an ISO date or time such as "2026-11-30" or "2026-11-30T13:45:00+01:00", for the screen.

    Files contain ISO dates. A text that does not begin with a date is returned unchanged.
    """
    try:
        return _day_form(date.fromisoformat(text[:10]))
    except ValueError:
        return text


def translates() -> bool:
    """Return whether texts are shown in another language than English."""
    return _lookup is not _english


def _found(source: str, number: int) -> str:
    return _lookup(source, number) if translates() else source


def _filled(text: str, values: dict[str, Any]) -> str:
    return _FIELDS.vformat(text, (), values) if values else text


class _Fields(Formatter):
    """Fills the fields of a text as `str.format` does, but writes numbers in the form of the language."""

    def format_field(self, value: Any, format_spec: str) -> str:
        text = str(super().format_field(value, format_spec))
        return number_text(text) if isinstance(value, Real) and not isinstance(value, bool) else text


_FIELDS = _Fields()
