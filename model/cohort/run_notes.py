"""Notes of a run for the user, and the check that its folder does not hold the results of another source."""

from model.base.errors import CohortRunError
from model.cohort.look_back import Before
from model.cohort.plan import Plan
from model.cohort.run_folder import RunFolder, read_run

_NAMED = 3
"""Maximum number of repeated images that a note lists."""


def notes_of(plan: Plan, before: Before) -> tuple[str, ...]:
    """Return sentences on findings that the user may not expect."""
    notes = [*plan.notes]
    if before.damaged:
        notes.append(f"{before.damaged} damaged records were replaced.")
    if before.changed:
        notes.append(f"{before.changed} images have changed since the earlier run and were analysed again.")
    if before.elsewhere:
        notes.append(f"{before.elsewhere} results belong to spots that are no longer in {plan.source}. "
                     "They are kept, but they are not in the tables.")  # fmt: skip
    twice = [names for names in before.spots.values() if len(names) > 1]
    if twice:
        named = "; ".join(" = ".join(names) for names in twice[:_NAMED])
        more = f" And {len(twice) - _NAMED} more." if len(twice) > _NAMED else ""
        notes.append(f"{len(twice)} spots occur under several names: {named}.{more}")
    return tuple(notes)


def refuse_other_source(folder: RunFolder, plan: Plan, before: Before) -> None:
    """Raise CohortRunError if the folder has the results of another table, folder or study.

    A source that was moved, or that names more spots than before, is accepted.
    """
    run = read_run(folder.path)
    if run is None or run.get("source") == plan.source or not (before.elsewhere or before.changed):
        return
    source = run.get("source")
    named = ", ".join(map(str, source)) if isinstance(source, list) else str(source)
    if before.elsewhere:
        why = f"{before.elsewhere} of them are not in {plan.source}"
    else:
        why = f"{before.changed} images of {plan.source} have the same names but other content"
    raise CohortRunError(
        f"{folder.path} has the results of {named}, and {why}.",
        "Choose another folder. To join runs, use: histocast cohort merge.",
    )
