"""Write the effect of the model on the readers as tables and as text.

The counts of changed answers are first. The metrics follow, one line per reader.
"""

from functools import reduce
from operator import add

from model.base.plural import plural
from model.comparison.comparison import RaterComparison
from model.comparison.informed import Changes, Influence, ReaderInfluence, ReadTimes, Spread
from model.comparison.report.number_text import estimate_text
from model.comparison.report.text_table import TextTable
from model.statistics.estimate import Given

TITLE = "Effect of the model on the readers"
_BASIS = (
    "Paired by patient, among patients whose outcome at the horizon is known (kappa: among all "
    "patients). Elsewhere, results of the same reader also use the follow-up of lost patients, and can "
    "differ. p is not corrected for many comparisons."
)
_COUNTS = (
    "reader",
    "patients read twice: event / no event / lost",
    "right to wrong",
    "wrong to right",
    "towards the model",
    "away from the model",
    "model right: towards / away / kept",
    "model wrong: towards / away / kept",
    "outcome unknown: towards / away / kept",
)


def informed_tables(comparison: RaterComparison) -> tuple[TextTable, ...]:
    """Return the tables: the counts of changed answers, one line of differences per reader, and all metrics.

    Return () if nobody read again.
    """
    found = comparison.influence
    if found is None:
        return ()
    return (counts_table(found), lines_table(found), figures_table(found, comparison.horizon_text))


def counts_table(found: Influence) -> TextTable:
    """Return the counts of changed answers: one row per reader, and one for all readers together."""
    counted = [one for one in found.readers if not one.reason]
    rows = [_counts(one) if not one.reason else (one.reader, _patients(one), one.reason) for one in found.readers]
    padded = [(*row, *[""] * (len(_COUNTS) - len(row))) for row in rows]
    if len(counted) > 1:
        padded.append(_total(counted))
    unpaired = ", ".join(f"{one.reader} {one.unpaired}" for one in found.readers if one.unpaired)
    left = f" Blinded reads without an informed read, left out: {unpaired}." if unpaired else ""
    note = (
        "Patients with a blinded and an informed read of the same images. A read is right if its risk group "
        "(high or low) agrees with the outcome at the horizon, where the outcome is known. Where the model was "
        "right, a change towards the model is a change from wrong to right. Where the model was wrong, a change "
        "towards the model is a change from right to wrong."
    )
    return TextTable(f"{TITLE}: changed answers", _COUNTS, tuple(padded), " ".join((note + left, *found.notes)))


def lines_table(found: Influence) -> TextTable:
    """Return the metrics of the informed reads minus those of the blinded reads, one line per reader."""
    header = (
        "reader", "n", "AUC", "sensitivity", "specificity", "kappa with the model",
        "right answers that a wrong model changed", "wrong answers that a right model corrected", "seconds per read",
    )  # fmt: skip
    rows = tuple(
        (
            one.reader,
            f"{one.patients}",
            *(_difference(one, key) for key in ("auc", "sensitivity", "specificity", "kappa")),
            _share(one.model_wrong, one.overturned),
            _share(one.model_right, one.corrected),
            times_text(one.times),
        )
        for one in found.readers
    )
    return TextTable(f"{TITLE}: informed minus blinded", header, rows, f"Informed minus blinded. {_BASIS}")


def figures_table(found: Influence, horizon: str) -> TextTable:
    """Return every metric of the blinded and of the informed reads, and their difference."""
    header = ("reader", "figure", "blinded", "informed", "informed - blinded")
    rows = tuple(
        (
            one.reader,
            figure.title,
            estimate_text(figure.blinded),
            estimate_text(figure.informed),
            estimate_text(figure.difference, p=True),
        )
        for one in found.readers
        for figure in one.figures
    )
    note = (
        f"At {horizon}. {_BASIS} AUC: DeLong's paired test. Shares: Wilson's intervals; their difference with Tango's "
        "score interval and p from McNemar's exact test. Difference of kappa: interval by bootstrap."
    )
    return TextTable(f"{TITLE}: all metrics", header, rows, note)


def informed_lines(comparison: RaterComparison) -> list[str]:
    """Return lines of text on the effect of the model on the readers, for the report in a terminal.

    Return no lines if nobody read again.
    """
    found = comparison.influence
    if found is None:
        return []
    lines = ["", f"{TITLE} ({found.model or 'no model'})"]
    for one in found.readers:
        lines.append(f"  {one.reader}: {plural(one.patients, 'patient')} with both reads ({one.events} with the event, "
                     f"{one.others} without, {one.lost} lost before)")  # fmt: skip
        if one.reason:
            lines.append(f"    {one.reason}")
        else:
            lines += _count_lines(one)
        lines += [
            f"    {figure.title}: blinded {estimate_text(figure.blinded)}; informed {estimate_text(figure.informed)}; "
            f"difference {estimate_text(figure.difference, p=True)}"
            for figure in one.figures
        ]
        lines.append(f"    seconds per read: {times_text(one.times)}")
    return [*lines, f"  {_BASIS}", *(f"  {note}" for note in found.notes)]


def times_text(found: ReadTimes | None) -> str:
    """Return the median times with quartiles, or text that no time was recorded."""
    if found is None:
        return "not recorded"
    return (
        f"blinded {_seconds(found.blinded)}, informed {_seconds(found.informed)}; {plural(found.reads, 'read')}, "
        "median with quartiles"
    )


def _count_lines(one: ReaderInfluence) -> list[str]:
    changed = f"    right to wrong {one.right_to_wrong}, wrong to right {one.wrong_to_right}"
    if not one.changes.patients:
        return [f"{changed}; the model's risk group is not known"]
    return [
        f"{changed}; towards the model {one.changes.towards}, away from the model {one.changes.away}",
        f"    towards / away / kept: model right {_three(one.model_right)}, model wrong {_three(one.model_wrong)}, "
        f"outcome unknown {_three(one.outcome_unknown)}",
    ]


def _seconds(found: Spread) -> str:
    return f"{found.median:.0f} ({found.low:.0f} to {found.high:.0f})"


def _patients(one: ReaderInfluence) -> str:
    return f"{one.events} / {one.others} / {one.lost}"


def _counts(one: ReaderInfluence) -> tuple[str, ...]:
    return (
        one.reader,
        _patients(one),
        f"{one.right_to_wrong}",
        f"{one.wrong_to_right}",
        *_by_model(one),
    )


def _by_model(one: ReaderInfluence) -> tuple[str, ...]:
    """Return the texts of the columns that count changes towards the model and away from it.

    The texts contain no counts if the risk group of the model is not known for any patient.
    """
    if not one.changes.patients:
        return ("model not known", *[""] * 4)
    return (
        f"{one.changes.towards}",
        f"{one.changes.away}",
        _three(one.model_right),
        _three(one.model_wrong),
        _three(one.outcome_unknown),
    )


def _total(readers: list[ReaderInfluence]) -> tuple[str, ...]:
    """Return the sums of the counts over all readers.

    A patient counts once for each reader who judged the patient.
    """
    parts = ([one.model_right for one in readers], [one.model_wrong for one in readers],
             [one.outcome_unknown for one in readers])  # fmt: skip
    right, wrong, unknown = (reduce(add, part, Changes()) for part in parts)
    every = right + wrong + unknown
    sums = [sum(getattr(one, name) for one in readers) for name in ("events", "others", "lost")]
    return (
        "all readers (a patient counts once for each)",
        " / ".join(map(str, sums)),
        f"{sum(one.right_to_wrong for one in readers)}",
        f"{sum(one.wrong_to_right for one in readers)}",
        f"{every.towards}",
        f"{every.away}",
        _three(right),
        _three(wrong),
        _three(unknown),
    )


def _three(found: Changes) -> str:
    return f"{found.towards} / {found.away} / {found.kept_with + found.kept_against}"


def _difference(one: ReaderInfluence, key: str) -> str:
    return estimate_text(one.figure(key).difference)


def _share(changes: Changes, share: Given) -> str:
    """Return text such as "3 of 21: 0.14 (0.05 to 0.35)", or the reason why there is no share."""
    unlike = changes.towards + changes.kept_against
    return f"{changes.towards} of {unlike}: {estimate_text(share)}" if unlike else estimate_text(share)
