"""The definition of a user action: title, shortcuts, condition and handler."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from app.actions.context import ActionContext
from app.session.session import Session
from app.session.state import Workspace

Where = Literal["window", "viewer"]
"""Where the shortcut works: in the whole window, or only while tissue or plot has the focus.

Arrow keys work only over tissue and plot, so that sliders can use them too.
"""

EVERYWHERE: tuple[Workspace, ...] = ("viewer", "study", "packet", "reading")
OUTSIDE_READING: tuple[Workspace, ...] = ("viewer", "study")


@dataclass(frozen=True)
class Command:
    """A user action. The program calls `do` with the action context, but only if `enabled_when` returns True.

    `checked_when` returns whether the action is shown as checked. It is None for an action that cannot be checked.
    """

    key: str
    group: str
    title: str
    shortcuts: tuple[str, ...]
    do: Callable[[ActionContext], None]
    enabled_when: Callable[[Session], bool] = lambda session: True
    checked_when: Callable[[Session], bool] | None = None
    where: Where = "window"
    icon: str = ""
    why_not: Callable[[Session], str] = lambda session: ""
    """The reason why the action is disabled, without a full stop.

    It is "" if the action is enabled or the reason is obvious.
    """
    workspaces: tuple[Workspace, ...] = ("viewer",)
    """The workspaces in which the action is available. Only very few actions are available during a blinded read."""


def possible(row: Command, session: Session) -> bool:
    """Return whether the action is enabled now."""
    return session.workspace in row.workspaces and row.enabled_when(session)


def has_image(session: Session) -> bool:
    """Return whether an image is fully opened, so that it can be analysed."""
    return session.image.opened is not None


def has_view(session: Session) -> bool:
    """Return whether an image is visible: fully opened, or while its SHA-256 is still being computed."""
    return session.image.seen is not None
