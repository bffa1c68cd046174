"""A user action in the form in which the dialogs list it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One listed action. `key` identifies the action; `shortcut` is the displayed text, for example "Ctrl+O"."""

    key: str
    group: str
    title: str
    shortcut: str
    enabled: bool
