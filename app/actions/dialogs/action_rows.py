"""A user action as a row of a list in a dialog."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One listed action. `key` identifies the action; `shortcut` is the displayed text, for example "Ctrl+O"."""

    key: str
    group: str
    title: str
    shortcut: str
    enabled: bool
