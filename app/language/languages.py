"""The languages of the window, and which of them is shown; no Qt."""

from typing import Literal

Wanted = Literal["system", "en", "de"]
"""What the user chose: the language of the operating system, English or German."""

LANGUAGES = (("en", "English"), ("de", "Deutsch"))
"""Code and own name of each language. A new language needs a file in `resources/translations` and a row here."""


def wanted_language(text: str) -> Wanted:
    """Return the saved choice `text`, or "system" if it is not a language of the window."""
    return next((code for code in ("en", "de") if code == text), "system")


def shown_language(wanted: str, fixed: str, system: str) -> str:
    """Return the code of the language to show.

    `wanted` is the user's choice. `fixed` is the language that the policy of this computer fixes, or "". `system` is
    the language of the operating system, for example "de_AT". If the window is not translated into it, return English.
    """
    codes = tuple(code for code, _ in LANGUAGES)
    choice = fixed or wanted
    if choice not in codes:
        choice = system.replace("-", "_").partition("_")[0].lower()
    return choice if choice in codes else "en"
