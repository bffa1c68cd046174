"""Read the numbers that users type, with a decimal point or a decimal comma; no Qt."""

import re

from app.language.text import MINUS, decimal_point, tr

_NUMBER = re.compile(r"[-+]?(\d+([.,]\d*)?|[.,]\d+)")
_GROUPED = re.compile(r"[-+]?[1-9]\d{0,2}([.,])\d{3}")


def typed_number(text: str) -> float | None:
    """Return the number that `text` states, or None if it states none, or an ambiguous one.

    Both "0.25" and "0,25" are numbers in every language. "1,500" is ambiguous in English, and "1.500" in German: the
    mark may separate thousands.
    """
    plain = text.strip().replace(MINUS, "-")
    if _NUMBER.fullmatch(plain) is None or is_ambiguous(plain):
        return None
    return float(plain.replace(",", "."))


def is_ambiguous(text: str) -> bool:
    """Return whether the mark in a typed number such as "1,500" may separate thousands in the language."""
    found = _GROUPED.fullmatch(text.strip().replace(MINUS, "-"))
    return found is not None and found[1] != decimal_point()


def why_not(text: str, least: float, most: float, whole: bool = False) -> str:
    """Return the reason why a typed number is refused, or "" if it can be used.

    It must be a number from `least` to `most`, and a whole number if `whole` is true.
    """
    number = typed_number(text)
    if not text.strip():
        return tr("Enter a number from {least:g} to {most:g}.", least=least, most=most)
    if is_ambiguous(text):
        return tr("{text} is ambiguous: write {other}, or the number without the mark.", text=text.strip(),
                  other=_with_decimal(text.strip()))  # fmt: skip
    if number is None:
        return tr("{text} is not a number.", text=text.strip())
    if not least <= number <= most:
        return tr("{text} is outside the range of {least:g} to {most:g}.", text=text.strip(), least=least, most=most)
    if whole and number != int(number):
        return tr("{text} is not a whole number.", text=text.strip())
    return ""


def _with_decimal(text: str) -> str:
    return text.replace(".", decimal_point()).replace(",", decimal_point())
