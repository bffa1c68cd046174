"""Compute steps per second and the time left from progress reports and clock times."""

from dataclasses import dataclass, replace

from app.language.text import tr
from model.base.progress import Progress

_SHORTEST_S = 0.3
"""Minimum time in seconds over which a rate is computed. Over shorter times, the rate varies too much."""


@dataclass(frozen=True)
class Pace:
    """The speed of one stage of a job, such as decoding, since the first report on this stage.

    All times are in seconds of the same clock.
    """

    stage: str
    began_s: float
    began_done: int
    now_s: float
    done: int
    total: int

    def told(self, progress: Progress, now_s: float) -> "Pace":
        """Return the pace after one more report.

        If the report begins a stage, or the same stage again, start a new pace.
        """
        if progress.stage != self.stage or progress.done < self.done:
            return start(progress, now_s)
        return replace(self, now_s=now_s, done=progress.done, total=progress.total)

    @property
    def per_second(self) -> float | None:
        """Return the number of steps per second; None before enough steps are done."""
        steps, seconds = self.done - self.began_done, self.now_s - self.began_s
        return steps / seconds if steps > 0 and seconds >= _SHORTEST_S else None

    @property
    def seconds_left(self) -> float | None:
        """Return the number of seconds until the end of the stage at the current speed; None if it is unknown."""
        rate = self.per_second
        return (self.total - self.done) / rate if rate and self.total else None


def start(progress: Progress, now_s: float) -> Pace:
    """Return the pace at the first report of a stage."""
    return Pace(progress.stage, now_s, progress.done, now_s, progress.done, progress.total)


def whole_pace(before: Pace | None, progress: Progress, asked: int, waiting: int, now_s: float) -> Pace:
    """Return the pace of a series of `asked` regions, of which `waiting` regions have not started yet.

    One step of this pace is a thousandth of a region.
    """
    share = 1000 * progress.done // progress.total if progress.total else 0
    told = Progress("regions", 1000 * (asked - waiting - 1) + share, 1000 * asked)
    if before is None:
        return start(told, now_s)
    # Each stage of a region starts at 0. The progress of the series must not decrease at that moment.
    return before.told(replace(told, done=max(told.done, before.done)), now_s)


def left_in_text(seconds: float) -> str:
    """Return the remaining time as text, for example "4 s left" or "2 min left".

    The time is rounded up, because an early end is better than a late one.
    """
    whole = int(seconds) + 1
    return tr("{whole} s left", whole=whole) if whole < 90 else tr("{whole} min left", whole=-(-whole // 60))


def stage_text(progress: Progress) -> str:
    """Return the stage and, if known, the share that is finished, for example "decoding, 45 %"."""
    if not progress.total:
        return tr(progress.stage)
    return f"{tr(progress.stage)}, {100 * progress.done / progress.total:.0f} %"
