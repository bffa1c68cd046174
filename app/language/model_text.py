"""Show sentences of the model in the language of the window; no Qt.

The model makes its sentences in English, because files, records and the command line contain them. The window
translates a sentence when it is shown. It finds the text in the source code from which the sentence was made, and
translates this text and the values in its fields. A sentence without a translation stays English.
"""

import re
from functools import cache, lru_cache

from app.language.text import date_text, number_text, plural, tr, translates
from model.base.signs import with_signs

_FIELD = re.compile(r"\{(\d+)\}")
_QUANTITY = re.compile(r"(?P<number>[-+−]?\d+(\.\d+)?(e[-+]\d+)?)(?P<unit> ?([a-zµ]{1,3}²?(/px)?|[kKMGT]B|%)?)")
_SIZE = re.compile(r"(?P<width>\d[\d.]*) x (?P<height>\d[\d.]*)(?P<unit> (px|mm|um|µm)?)?")
_RANGE = re.compile(r"(?P<low>[-+−]?\d[\d.]*(?: ?%)?) to (?P<high>[-+−]?\d[\d.]*(?: ?%)?)")
_FIRST, _FILE = r"[-+−]?\d[\d.]*(?: ?%)?", r"[^:;,]+\.[A-Za-z]\w*"
_BRACKET = re.compile(r"(?P<text>[^()]+) \((?P<aside>[^()]+)\)")
_COUNT = re.compile(r"(?P<number>\d+) (?P<noun>[a-z][^.:;,()]*)")
_DAY = re.compile(r"(?:(?<=\bmade )|(?<=\buntil ))\d{4}-\d\d-\d\d(?!\d)")
"""The dates in the model's sentences. Other dates can be values that a user typed, which are not changed."""
_WORD = re.compile(r"[A-Za-z]+")
_LISTS = ("; ", ", ", " and ", " or ")
_NEW_SENTENCE = re.compile(r"[.!?] [^\s(]")
"""The beginning of a new sentence. A field of a sentence cannot contain it, but a value with its count: "n.a. (3)"."""
_LETTERS = 6
"""Minimum number of letters outside the fields of a sentence. With fewer letters, too many texts would match."""
_MOST_TEXTS = 4096
_MOST_FIELDS_DEEP = 6
"""Maximum depth of nested sentences (a field that contains a sentence with fields) that are translated."""


class Sentences:
    """The English sentences of the model, grouped by their first word. In each group, the longest sentence is first."""

    def __init__(self, sources: tuple[str, ...]) -> None:
        """Store the English sentences `sources`, whose fields are written {1}, {2} ..."""
        self._by_start: dict[str, list[tuple[str, str]]] = {}
        for source in sorted(sources, key=lambda text: -len(_FIELD.sub("", text))):
            longest = max(_FIELD.split(source)[::2], key=len)
            self._by_start.setdefault(_start(source), []).append((longest, source))

    def find(self, text: str) -> tuple[str, tuple[str, ...]] | None:
        """Return the English sentence from which `text` was made, and the texts in its fields.

        Return None if none fits. If several fit, the first field of the returned sentence has no colon if possible: in
        "FILE cannot be read: it is empty", the field of "{1} is empty" would be "FILE cannot be read: it". Nor does any
        of its fields have a semicolon.
        """
        matches: list[tuple[str, tuple[str, ...]]] = []
        for start in dict.fromkeys((_start(text), "")):
            for part, source in self._by_start.get(start, ()):
                found = _pattern(source).fullmatch(text) if part in text else None
                if found and not any(_ends_inside(field) for field in found.groups("")):
                    matches.append((source, found.groups("")))
                    if ": " not in "".join(found.groups("")[:1]) and "; " not in "".join(found.groups("")):
                        return matches[-1]
        return matches[0] if matches else None


def _ends_inside(field: str) -> bool:
    """Return whether a field contains the beginning of a sentence, or a bracket without its other half."""
    return bool(_NEW_SENTENCE.search(field)) or field.count("(") != field.count(")")


def _start(source: str) -> str:
    """Return the first word of a sentence; "" if it begins with a field or has only one word."""
    word, _, rest = source.partition(" ")
    return "" if "{" in word or not rest else word


@cache
def _pattern(source: str) -> re.Pattern[str]:
    """Return a pattern that matches the sentence `source`, with one group for each field.

    If the sentence has few letters outside its fields, its first field matches only a number, or the name of a file.

    In a sentence such as "{1}: {2} of {3}" or "layer {1} {2}", all fields match only numbers.
    """
    parts = _FIELD.split(source)
    few = len("".join(parts[::2]).replace(" ", "")) < _LETTERS
    short = all(len(word) <= 2 for word in _WORD.findall(" ".join(parts[::2])))
    numbers = few and not source.endswith((".", ":")) and (short or not (source.startswith("{") or ":" in source))
    field = rf"({_FIRST}(?: to {_FIRST})?)" if numbers else "(.*?)"
    made = [field if at % 2 else re.escape(part) for at, part in enumerate(parts)]
    if few and not numbers and len(made) > 1:
        made[1] = rf"({_FIRST}|{_FILE})" if source.endswith((".", ":")) else f"({_FIRST})"
    return re.compile("".join(made), re.DOTALL)


_sentences = Sentences(())


def use_sentences(sources: tuple[str, ...]) -> None:
    """Use `sources` as the English sentences of the model that can be translated from now on."""
    global _sentences  # noqa: PLW0603 (one language for the whole program)
    _sentences = Sentences(sources)
    _translated.cache_clear()


def of_model(text: str) -> str:
    """Return a text of the model in the language of the window, with its signs as on the rest of the screen.

    The model writes "um", "-", "3500 x 3500 px" and "31%", because its files contain plain ASCII text.
    """
    if not text:
        return text
    dated = _DAY.sub(lambda found: date_text(found[0]), text)
    return with_signs(_translated(dated) if translates() else dated)


@lru_cache(maxsize=_MOST_TEXTS)
def _translated(text: str) -> str:
    return _part(text, _MOST_FIELDS_DEEP)


def _part(text: str, depth: int) -> str:
    """Return the translation of a text, a sequence of sentences, or a list.

    A value with its count, such as "low (3)", comes from a table of the user. It is not translated.
    """
    if not text or depth < 0:
        return _numbers(text) or text
    stripped = text.strip()
    if stripped != text and stripped:
        before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
        return f"{before}{_part(stripped, depth)}{after}"
    bracket = _BRACKET.fullmatch(text)
    known = _numbers(text) or _all_known(text, "; ", depth) or _whole(text, depth)
    known = known or _counted(text) or _stopped(text, depth)
    if not known and bracket and not bracket["aside"].isdigit():
        return f"{_part(bracket['text'], depth - 1)} ({_part(bracket['aside'], depth - 1)})"
    return known or _all_known(text, ", ", depth) or _sequence(text, depth) or _listed(text, depth) or text


def _numbers(text: str) -> str:
    """Return a quantity, a size or a range in the form of the language, or "" if `text` is none of them."""
    quantity = _QUANTITY.fullmatch(text)
    if quantity:
        return number_text(quantity["number"]) + quantity["unit"]
    size = _SIZE.fullmatch(text)
    if size:
        return f"{number_text(size['width'])} × {number_text(size['height'])}{size['unit'] or ''}"
    between = _RANGE.fullmatch(text)
    if between:
        return tr("{low} to {high}", low=number_text(between["low"]), high=number_text(between["high"]))
    return ""


def _whole(text: str, depth: int) -> str:
    """Return the translation of one sentence of the model, or "" if `text` is no such sentence.

    The translation begins with a capital letter if `text` does.
    """
    for form in dict.fromkeys((text, text[:1].lower() + text[1:], text[:1].upper() + text[1:])):
        found = _sentences.find(form)
        if found is None:
            continue
        source, parts = found
        fields = [_part(part, depth - 1) for part in parts]
        made = _filled(tr(source), fields)
        return made[:1].upper() + made[1:] if text[:1].isupper() else made
    return ""


def _stopped(text: str, depth: int) -> str:
    """Return the translation of a sentence whose stop is not part of its source; "" if it is not known."""
    known = _whole(text[:-1], depth) or _counted(text[:-1]) if text.endswith(".") else ""
    return f"{known}." if known else ""


def _counted(text: str) -> str:
    """Return the translation of a number with its noun, as `model.base.plural` writes them; "" if it has none."""
    found = _COUNT.fullmatch(text)
    if found is None:
        return ""
    number, noun = found["number"], found["noun"]
    several = noun if number != "1" else f"{noun}s"
    made = plural(int(number), noun, several)
    if made != f"{number} {several}":
        return made
    known = _whole(noun, 0)
    return f"{number} {known}" if known else ""


def _filled(translation: str, fields: list[str]) -> str:
    return _FIELD.sub(lambda field: fields[int(field[1]) - 1], translation)


def _sequence(text: str, depth: int) -> str:
    """Return the translation of several sentences, one after another; "" if none of them is known."""
    for separator in ("\n", ". ", ": "):
        if separator in text:
            mark = separator.strip()
            parts = text.split(separator)
            sentences = [part + mark for part in parts[:-1]] + parts[-1:]
            return _joined(sentences, separator[len(mark) :] or "\n", depth, mark)
    return ""


def _joined(sentences: list[str], between: str, depth: int, mark: str) -> str:
    made, at = [], 0
    while at < len(sentences):
        for end in range(len(sentences), at, -1):
            if end - at == len(sentences):
                continue  # the caller has tried the whole text
            text = between.join(sentences[at:end])
            known = _whole(text, depth) or (_whole(text.removesuffix(mark), depth) + mark if mark == ":" else "")
            if known and known != mark:
                made.append(known)
                at = end
                break
        else:
            made.append(_part(sentences[at], depth - 1))
            at += 1
    return between.join(made)


def _all_known(text: str, separator: str, depth: int) -> str:
    """Return the translation of a list whose items are all numbers, known sentences or such lists; "" if it is none.

    An item can be a sentence that continues another one, such as ", with features cached by ...".
    """
    first, *others = text.split(separator)
    if not others or depth < 0:
        return ""
    made = [_item(first, separator, depth - 1)]
    for item in others:
        if not made[-1]:
            return ""
        made.append(_whole(f"{separator}{item}", depth - 1) or _after(separator, _item(item, separator, depth - 1)))
    return "".join(made) if made[-1] else ""


def _after(separator: str, known: str) -> str:
    return f"{separator}{known}" if known else ""


def _item(text: str, separator: str, depth: int) -> str:
    known = _numbers(text) or _whole(text, depth)
    return known or (_all_known(text, ", ", depth) if separator == "; " else "")


def _listed(text: str, depth: int) -> str:
    """Return the translation of a list, item by item; "" if `text` is no list."""
    for separator in _LISTS:
        first, *others = text.split(separator)
        if others and not (separator == " or " and any(" " in item for item in (first, *others))):
            between = tr(separator) if separator in (" and ", " or ") else separator
            made = [_part(first, depth - 1)]
            for item in others:
                # The model has texts that continue another one, such as ", with features cached by ...".
                made.append(_whole(f"{separator}{item}", depth) or f"{between}{_part(item, depth - 1)}")
            return "".join(made)
    return ""
