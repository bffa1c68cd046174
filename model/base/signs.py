"""Write the signs of numbers in texts for readers: µm, ×, a space before %, and real minus signs.

Files that programs read contain plain ASCII signs instead.
"""

import re

MINUS = "\N{MINUS SIGN}"
_MICRO = re.compile(r"\bum(?=/px\b)|(?<=\d )um\b")
_PERCENT = re.compile(r"(?<=\d)%(?=$|[\s,;:.)])")
_TIMES = re.compile(r"(?<=\d) x (?=\d[\d.,]*(?: (?:px|mm|um|µm|tiles|Kacheln)\b|$|[),;.:](?!\w)))")
_MINUS = re.compile(r"(?:(?<=^)|(?<=[ (]))-(?=\d)")
_AREA = re.compile(r"(?<![\d.,])\d{5,}(?=(?:[.,]\d+)? (?:µm²|px²))")
_GROUP = "\N{NARROW NO-BREAK SPACE}"


def with_signs(text: str) -> str:
    """Return a text with "µm", "3500 × 3500 px", "31 %", "36 808 µm²" and real minus signs."""
    return with_minus(_AREA.sub(_grouped, _MICRO.sub("µm", _TIMES.sub(" × ", _PERCENT.sub(" %", text)))))


def with_minus(text: str) -> str:
    """Return a text with numbers, with real minus signs in place of hyphens before numbers."""
    return _MINUS.sub(MINUS, text)


def _grouped(found: re.Match[str]) -> str:
    return f"{int(found[0]):,}".replace(",", _GROUP)
