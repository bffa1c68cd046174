"""Notes of a run for the user, and the check that its folder does not have the results of another source."""

from model.base.errors import CohortRunError
from model.base.plural import plural
from model.cohort.look_back import Before
from model.cohort.plan import Plan
from model.cohort.run_folder import RunFolder, read_run

_NAMED = 3
"""Maximum number of repeated images that a note lists."""


def notes_of(plan: Plan, before: Before) -> tuple[str, ...]:
    """Return sentences for the user on unexpected findings, such as images that occur twice."""
    notes = [*plan.notes]
    if before.damaged:
        notes.append(f"{plural(before.damaged, 'damaged record was', 'damaged records were')} replaced.")
    if before.changed:
        again = plural(before.changed, "image was", "images were")
        notes.append(f"{again} analysed again, because the content has changed since the earlier run.")
    if before.elsewhere:
        results = plural(before.elsewhere, "result")
        notes.append(f"Kept, but not in the tables: {results} of spots that are no longer in {plan.source}.")
    twice = [names for names in before.spots.values() if len(names) > 1]
    if twice:
        named = "; ".join(" = ".join(names) for names in twice[:_NAMED])
        more = f" And {len(twice) - _NAMED} more." if len(twice) > _NAMED else ""
        notes.append(f"{plural(len(twice), 'spot occurs', 'spots occur')} under several names: {named}.{more}")
    return tuple(notes)


def refuse_other_source(folder: RunFolder, plan: Plan, before: Before) -> None:
    """Raise CohortRunError if the results in `folder` come from another table, image folder or study than `plan`.

    The same source is accepted if it was moved, or if spots were added to it.
    """
    run = read_run(folder.path)
    if run is None or run.get("source") == plan.source or not (before.elsewhere or before.changed):
        return
    source = run.get("source")
    named = ", ".join(map(str, source)) if isinstance(source, list) else str(source)
    if before.elsewhere:
        why = f"{before.elsewhere} of them are not in {plan.source}"
    else:
        images = plural(before.changed, "image has", "images have")
        why = f"{images} the same name in {plan.source} but other content"
    raise CohortRunError(
        f"{folder.path} has the results of {named}, and {why}.",
        "Choose another folder. To join runs, use: histocast cohort merge.",
    )
