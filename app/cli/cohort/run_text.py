"""Text about a cohort run: what it would do, and what it did."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from model.base.plural import plural

if TYPE_CHECKING:
    from model.cohort.analyse import Job
    from model.cohort.identity import RunIdentity
    from model.cohort.plan import Plan
    from model.cohort.run import RunSummary


@dataclass(frozen=True)
class DryRun:
    """The options of a run that determine how long it takes. `most` is the maximum number of spots."""

    retry_set_aside: bool
    most: int | None
    workers: int


def dry_run_text(plan: "Plan", job: "Job", identity: "RunIdentity", folder: Path, only: DryRun) -> str:
    """Return text on what a cohort run would do, how long it would take, and how much disk space it needs.

    Raise CohortRunError if the run would be refused: for the results of another source in `folder`, a folder that
    cannot be written, or too little space.
    """
    from app.session.pace import left_in_text
    from model.base.progress import result_of
    from model.cohort.disk_space import check_before, check_writable, free_bytes, needed_bytes, size_text
    from model.cohort.look_back import look_back
    from model.cohort.run_folder import RunFolder
    from model.cohort.run_notes import refuse_other_source

    before = result_of(look_back(RunFolder(folder, identity), plan, job, changing=False))
    refuse_other_source(RunFolder(folder, identity), plan, before)
    aside = sum(row.get("kind") == "set aside" for row in before.errors.values())
    left = len(plan.spots) - len(before.done) - (0 if only.retry_set_aside else aside)
    todo = left if only.most is None else min(left, only.most)
    check_writable(folder)
    check_before(folder, todo, job, free_bytes(folder))
    count = len(plan.spots)
    lines = [f"{plural(count, 'spot')} of {plan.source}", f"done before: {len(before.done)} of {count}"]
    if aside and not only.retry_set_aside:
        lines.append(
            f"set aside, because they ended their worker process twice: {aside}; --retry-set-aside analyses them again"
        )
    lines += [f"{one.place}: {one.reason} {one.remedy}" for one in plan.left_out]
    lines += plan.notes
    lines.append(f"{plural(todo, 'spot')} to analyse" + (f" of {left}, because of --most" if todo < left else ""))
    again = len(before.errors) - aside
    if again:
        lines.append(f"failed before, and will be tried again: {again}")
    each = before.seconds_each
    if todo and each is not None:
        time = left_in_text(each * todo / only.workers).removesuffix(" left")
        workers = "one worker" if only.workers == 1 else f"{only.workers} workers"
        lines.append(f"time: about {time} with {workers}, at {each:.1f} s per spot as before (median)")
    elif todo:
        lines.append(
            "time: unknown, because no spot was analysed in this folder; a run with --most 3 measures the time"
        )
    lines.append(f"disk: about {size_text(needed_bytes(todo, job))}; {size_text(free_bytes(folder))} are free")
    lines.append(f"folder: {folder}; nothing was written")
    return "\n".join(lines)


def summary_text(summary: "RunSummary", folder: Path) -> str:
    """Return text that says how many spots a cohort run analysed and where its files are."""
    from model.cohort.result_tables import ERRORS, PARQUET, RESULTS
    from model.result.export.wording import RESEARCH_USE_ONLY

    lines = list(summary.notes)
    before = f"{summary.before} of {plural(summary.planned, 'spot')}"
    lines.append(f"Done before: {before}. Analysed now: {summary.done}.")
    if summary.waiting:
        lines.append(
            f"Spots not tried in this run: {summary.waiting}. The reason is --most, or that they ended "
            "their worker process twice."
        )
    if summary.failed or summary.left_out:
        lines.append(f"Spots without a result: {summary.failed + summary.left_out}; {folder / ERRORS} says why.")
    lines.append(str(folder / RESULTS))
    if summary.parquet:
        lines.append(str(folder / PARQUET))
    else:
        lines.append(f"{PARQUET} was not written, because pyarrow is not installed: pip install 'histocast[parquet]'. "
                     f"{RESULTS} has the same content.")  # fmt: skip
    lines.append(RESEARCH_USE_ONLY)
    return "\n".join(lines)
