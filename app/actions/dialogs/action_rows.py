"""A user action as a dialog lists it: plain words, nothing that can be done to it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """`key` names the action; `shortcut` is as it is printed on the keyboard, "Ctrl+O"."""

    key: str
    group: str
    title: str
    shortcut: str
    enabled: bool
