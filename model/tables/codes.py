"""Interpret the cells of an event column: decide for each text whether the event occurred, without guessing.

1, 0 and common words are understood. Other codes are refused until the user specifies which value means the event. The
codes {1, 2} may be R's "censored, dead", and any other code may have any meaning.
"""

from collections import Counter
from collections.abc import Iterable

from model.tables.missing import is_missing

_DIED = frozenset({"1", "yes", "true", "dead", "died", "deceased", "event", "1:deceased"})
_LIVES = frozenset({"0", "no", "false", "alive", "living", "censored", "0:living"})
_OF_DISEASE = frozenset({"died of disease", "dead of disease", "death of disease", "dod"})
_MOST_LISTED = 12
"""Maximum number of values of a column that a message lists."""
_LONGEST = 40


def event_of(text: str) -> bool | None:
    """Return True for 1 and words for death, False for 0 and words for no death, and None for other texts."""
    word = _plain(text)
    return True if word in _DIED else False if word in _LIVES else None


def death_of_disease(texts: Iterable[str]) -> str:
    """Return the value of a column that says "died of disease"; "" if no value or more than one value says so."""
    found = [text for text in values_of(texts) if " ".join(_plain(text).replace("_", " ").split()) in _OF_DISEASE]
    return found[0] if len(found) == 1 else ""


def is_value(text: str, value: str) -> bool:
    """Return whether a cell contains `value`. Case is ignored, and 1, 1.0, "true" and "yes" count as equal."""
    a, b = (_SAME.get(word, word) for word in (_plain(text), _plain(value)))
    return a == b


def unknown_codes(texts: Iterable[str]) -> dict[str, int]:
    """Return the values that `event_of` does not understand, with their counts. Missing values are left out."""
    return {text: count for text, count in values_of(texts).items() if event_of(text) is None}


def need_statement(texts: Iterable[str]) -> bool:
    """Return whether the user must specify which value means the event.

    This is necessary if a value is a number other than 0 and 1, or if no value is understood ("ja", "nein"). If only
    one word is not understood, this word is reported as a fault of its line instead.
    """
    values = values_of(texts)
    unclear = unknown_codes(texts)
    numbers = any(_plain(text).lstrip("+-").isdecimal() for text in unclear)
    return numbers or (len(unclear) > 1 and len(unclear) == len(values))


def values_of(texts: Iterable[str]) -> dict[str, int]:
    """Return all values that are not missing, with their counts. The most frequent value comes first."""
    counts = Counter(text for text in texts if not is_missing(text))
    return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def listed(values: dict[str, int]) -> str:
    """Return the values with their counts as text: "2 (165), 1 (63)". `values` has the count of each value."""
    shown = [f"{_short(value)} ({count})" for value, count in list(values.items())[:_MOST_LISTED]]
    more = len(values) - len(shown)
    return ", ".join(shown) + (f" and {more} more" if more > 0 else "")


def codes_fault(column: str, texts: Iterable[str]) -> str:
    """Return a sentence about the values of `column` whose meaning is not known, or "" if all values are understood."""
    values = values_of(texts)
    unclear = {text: count for text, count in values.items() if event_of(text) is None}
    if not unclear:
        return ""
    known = {_plain(value) for value in values}
    hint = ""
    if known == {"1", "2"}:
        hint = " In R, 1 often means censored and 2 dead; this program reads 1 as the event."
    words = f"The column {column!r} has values whose meaning is not stated: {listed(unclear)}"
    return f"{words}; all its values: {listed(values)}.{hint}"


def example_value(texts: Iterable[str]) -> str:
    """Return an example value for the remedy of an error: the largest number that is not understood, otherwise "VALUE".

    If all values are understood, return "1". A word such as "ja" or "nein" is never returned, because users copy
    examples, and the program cannot know which of the words means the event.
    """
    unclear = unknown_codes(texts)
    numbers = sorted((text for text in unclear if _size(text)), key=_size)
    return numbers[-1] if numbers else "VALUE" if unclear else "1"


def absent_value_fault(column: str, value: str, texts: Iterable[str]) -> str:
    """Return a sentence that lists the values of `column` if no cell contains `value`, otherwise ""."""
    texts = tuple(texts)
    if any(is_value(text, value) for text in texts):
        return ""
    return (
        f"No row has {value!r} in the column {column!r}. The values of this column are: "
        f"{listed(values_of(texts)) or 'none'}."
    )


_SAME = {"true": "1", "yes": "1", "false": "0", "no": "0"}


def _plain(text: str) -> str:
    """Return the text in lower case. A whole number loses its decimals and leading zeros: 1.0 and 01 become 1."""
    word = " ".join(text.casefold().split())
    whole, _, rest = word.replace(",", ".").partition(".")
    if whole.isascii() and whole.isdecimal() and not rest.strip("0"):
        return whole.lstrip("0") or "0"
    return word


def _size(text: str) -> tuple[int, str] | tuple[()]:
    """Return a sort key that orders whole numbers of any length by size, or () for other texts."""
    word = _plain(text)
    return (len(word), word) if word.isascii() and word.isdecimal() else ()


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
