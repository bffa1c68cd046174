"""One action of the user: its words and keys, when it makes sense, what it does."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from app.actions.context import ActionContext
from app.session.session import Session
from app.session.state import Workspace

Where = Literal["window", "viewer"]
"""Where the key counts: anywhere, or only over tissue and plot, where it does not take arrows from a slider."""

EVERYWHERE: tuple[Workspace, ...] = ("viewer", "study", "reading")
OUTSIDE_READING: tuple[Workspace, ...] = ("viewer", "study")


@dataclass(frozen=True)
class Command:
    """An action: `do` is called with the bench only while `enabled_when` holds of the session."""

    key: str
    group: str
    title: str
    shortcuts: tuple[str, ...]
    do: Callable[[ActionContext], None]
    enabled_when: Callable[[Session], bool] = lambda session: True
    checked_when: Callable[[Session], bool] | None = None
    where: Where = "window"
    icon: str = ""
    workspaces: tuple[Workspace, ...] = ("viewer",)
    """Where in the program it makes sense: over a case that is read blinded, hardly anything does."""


def possible(row: Command, session: Session) -> bool:
    """Whether the action makes sense now."""
    return session.workspace in row.workspaces and row.enabled_when(session)


def has_image(session: Session) -> bool:
    """What actions of several groups ask for."""
    return session.image is not None


def has_sight(session: Session) -> bool:
    """What actions ask for that only change how something is seen."""
    return session.seen is not None
