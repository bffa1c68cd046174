"""A user action as the dialogs list it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """`key` identifies the action; `shortcut` is the printed form, "Ctrl+O"."""

    key: str
    group: str
    title: str
    shortcut: str
    enabled: bool
