"""One user action: title, shortcuts, condition and handler."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from app.actions.context import ActionContext
from app.session.session import Session
from app.session.state import Workspace

Where = Literal["window", "viewer"]
"""Where the shortcut works: everywhere, or only over tissue and plot, where it takes no arrow keys from a slider."""

EVERYWHERE: tuple[Workspace, ...] = ("viewer", "study", "packet", "reading")
OUTSIDE_READING: tuple[Workspace, ...] = ("viewer", "study")


@dataclass(frozen=True)
class Command:
    """An action: `do` is called with the action context, and only while `enabled_when` is true for the session."""

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
    """Why the action is not available, without a full stop; empty if it is, or if the reason is plain."""
    workspaces: tuple[Workspace, ...] = ("viewer",)
    """The workspaces in which it is available; during a blinded read hardly any action is."""


def possible(row: Command, session: Session) -> bool:
    """Return whether the action is available now."""
    return session.workspace in row.workspaces and row.enabled_when(session)


def has_image(session: Session) -> bool:
    """Return whether an image is open for analysis."""
    return session.image.opened is not None


def has_view(session: Session) -> bool:
    """Return whether an image is visible, opened or still being checked."""
    return session.image.seen is not None
