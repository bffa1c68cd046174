"""How fast a stage of work goes: progress reports and clock times come in, tiles a second and time left go out."""

from dataclasses import dataclass, replace

from model.base.progress import Progress

_SHORTEST_S = 0.3
"""A rate over less time than this jumps about more than it tells."""


@dataclass(frozen=True)
class Pace:
    """The speed of one countable stage, from its first report on. Times are seconds of any one clock."""

    stage: str
    began_s: float
    began_done: int
    now_s: float
    done: int
    total: int

    def told(self, progress: Progress, now_s: float) -> "Pace":
        """The pace after one more report; a new stage starts a new pace."""
        if progress.stage != self.stage or progress.done < self.done:
            return start(progress, now_s)
        return replace(self, now_s=now_s, done=progress.done, total=progress.total)

    @property
    def per_second(self) -> float | None:
        """Steps a second, None before there is enough to tell."""
        steps, seconds = self.done - self.began_done, self.now_s - self.began_s
        return steps / seconds if steps > 0 and seconds >= _SHORTEST_S else None

    @property
    def seconds_left(self) -> float | None:
        """Seconds to the end of the stage at this speed, None where it cannot be told."""
        rate = self.per_second
        return (self.total - self.done) / rate if rate and self.total else None


def start(progress: Progress, now_s: float) -> Pace:
    """The pace at the first report of a stage."""
    return Pace(progress.stage, now_s, progress.done, now_s, progress.done, progress.total)


def whole_pace(before: Pace | None, progress: Progress, asked: int, waiting: int, now_s: float) -> Pace:
    """The pace of `asked` windows of which `waiting` come after the one that reports, in thousandths of a window."""
    share = 1000 * progress.done // progress.total if progress.total else 0
    told = Progress("windows", 1000 * (asked - waiting - 1) + share, 1000 * asked)
    if before is None:
        return start(told, now_s)
    # Stages of one window begin at nothing again; all of them together never go back.
    return before.told(replace(told, done=max(told.done, before.done)), now_s)


def left_in_text(seconds: float) -> str:
    """ "4 s left", "2 min left": rounded up, since nobody minds being early."""
    whole = int(seconds) + 1
    return f"{whole} s left" if whole < 90 else f"{-(-whole // 60)} min left"


def stage_text(progress: Progress) -> str:
    """What is being done, and how much of it is done where that is known: "decoding, 45 %"."""
    if not progress.total:
        return progress.stage
    return f"{progress.stage}, {100 * progress.done / progress.total:.0f} %"
