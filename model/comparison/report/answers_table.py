"""The results of a rule of three answers fitted to the compared patients, as a table."""

from model.comparison.comparison import RaterComparison
from model.comparison.report.answers_file import NO_TEST
from model.comparison.report.number_text import estimate_text
from model.comparison.report.text_table import TextTable
from model.statistics.estimate import NotGiven
from model.statistics.three_answers import plain_rate


def answers_table(comparison: RaterComparison) -> TextTable:
    """Return the table of a rule of three answers: one row per answer, with the meaning of the rule in the note.

    The table has no rows if the user did not request a rule.
    """
    found, error = comparison.three_answers, comparison.options.answer_error
    header = (
        "answer",
        "patients",
        "events by the horizon",
        "known to be without",
        "lost before",
        "share with the event",
    )
    if found is None or error is None:
        return TextTable("Three answers", header, ())
    title = f"Three answers, accepted error rate {plain_rate(error)}"
    if isinstance(found, NotGiven):
        return TextTable(title, ("why there is no rule",), ((found.reason,),))
    rows = tuple(
        (group.answer, f"{group.patients}", f"{group.events}", f"{group.others}", f"{group.lost}",
         f"{estimate_text(group.with_event)} ({group.by})")
        for group in found.groups
    )  # fmt: skip
    return TextTable(title, header, rows, f"{found.rule.rater}: {found.rule.sentence} {NO_TEST}")
