"""Actions of the queue of analyses, which runs in the background while the user looks at other images."""

from app.actions import queue_handlers
from app.actions.command import OUTSIDE_READING, Command
from app.session.queue_state import QueueState
from app.session.session import Session


def _can_add(session: Session) -> bool:
    return session.bundle is not None


def _can_add_image(session: Session) -> bool:
    return session.bundle is not None and session.image.opened is not None


def _is_open(session: Session) -> bool:
    return session.queue.is_open


QUEUE: tuple[Command, ...] = (
    Command("queue", "Queue", "Show the queue of analyses", ("Ctrl+J",),
            lambda context: context.controller.change(lambda s: s.viewed(queue=not s.view.queue)),
            checked_when=lambda session: session.view.queue, workspaces=OUTSIDE_READING),
    Command("queue-add", "Queue", "Add the open image to the queue", ("Ctrl+Return", "Ctrl+Enter"),
            lambda context: context.controller.queue.add_open_image(), _can_add_image),
    Command("queue-folder", "Queue", "Analyse the whole folder in the queue", ("Ctrl+Shift+Return", "Ctrl+Shift+Enter"),
            queue_handlers.add_folder, _can_add),
    Command("queue-files", "Queue", "Add files to the queue", (), queue_handlers.add_files, _can_add),
    Command("queue-cores", "Queue", "Add all cores of the slide to the queue", (),
            lambda context: context.controller.queue.add_cores(),
            lambda session: _can_add_image(session) and session.cores.array is not None),
    Command("queue-study", "Queue", "Add the spots of a study to the queue", (), queue_handlers.add_study, _can_add,
            workspaces=OUTSIDE_READING),
    Command("queue-pause", "Queue", "Pause the queue, or continue", ("Ctrl+Shift+J",),
            lambda context: context.controller.queue.change(lambda q: q.pausing(not q.paused)),
            lambda session: session.queue.is_open or session.queue.paused,
            checked_when=lambda session: session.queue.paused, workspaces=OUTSIDE_READING),
    Command("queue-retry", "Queue", "Analyse failed spots of the queue again", (),
            lambda context: context.controller.queue.change(QueueState.retried),
            lambda session: session.queue.counts["failed"] > 0, workspaces=OUTSIDE_READING),
    Command("queue-clear", "Queue", "Remove finished spots from the queue", (),
            lambda context: context.controller.queue.change(QueueState.cleared),
            lambda session: session.queue.counts["done"] + session.queue.counts["failed"] > 0,
            workspaces=OUTSIDE_READING),
    Command("queue-cancel-all", "Queue", "Cancel all analyses of the queue", (),
            lambda context: context.controller.queue.change(QueueState.all_cancelled), _is_open,
            workspaces=OUTSIDE_READING),
    Command("queue-results", "Queue", "Open the folder with the results of the queue", (),
            queue_handlers.open_results, lambda session: session.queue.folder is not None,
            workspaces=OUTSIDE_READING),
)  # fmt: skip
