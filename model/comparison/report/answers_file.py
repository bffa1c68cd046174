"""Write a rule of three answers (low, uncertain, high) and its results.

The rule is written as text, and as JSON that can be read again. The answers are CSV rows, one per patient.
"""

import json
import math
from dataclasses import asdict
from pathlib import Path
from typing import Any

from model.base.csv_writer import CsvWriter
from model.base.errors import RaterError
from model.base.files import replacing
from model.base.json_file import read_json
from model.base.plural import plural
from model.comparison.answers import Answered, AnswerGroup, AnswerRule
from model.comparison.report.number_text import estimate_text
from model.comparison.report.plain_numbers import plain
from model.result.export.wording import RESEARCH_USE_ONLY
from model.statistics.three_answers import ANSWERS, ThreeAnswers

RECORD, RECORD_VERSION = "histocast-three-answers", 1
NO_TEST = "The rule was fitted to these same patients: the shares above do not test the rule."
"""Warning beside the results of a rule of three answers, if it was fitted to the same patients."""


def answer_lines(found: Answered) -> list[str]:
    """Return a rule of three answers as lines of text: its cut-offs, its meaning, and the results of its groups."""
    cuts = found.rule.cuts
    limits = [f"low at a risk of {cuts.low:.4g} or less" if cuts.low is not None else "",
              f"high at {cuts.high:.4g} or more" if cuts.high is not None else ""]  # fmt: skip
    lines = [
        f"{found.rule.rater}: {', '.join(filter(None, limits)) or 'neither low nor high'}; fitted on {cuts.patients} "
        f"patients: {plural(cuts.events, 'event')} by {cuts.horizon:g} {found.rule.unit}, {cuts.others} without, "
        f"{cuts.lost} lost before",
        found.rule.sentence,
        *(_group_line(group) for group in found.groups),
    ]
    silent = int((found.answers < 0).sum())
    if silent:
        lines.append(f"  no answer for {plural(silent, 'patient')} without a probability")
    return [*lines, *([NO_TEST] if found.fitted_here else []), RESEARCH_USE_ONLY]


def _group_line(group: AnswerGroup) -> str:
    if not group.patients:
        return f"  {group.answer:<10} nobody"
    share = f"event by the horizon {estimate_text(group.with_event)} ({group.by})"
    counts = f"{plural(group.events, 'event')}, {group.others} without, {group.lost} lost before"
    return f"  {group.answer:<10} {plural(group.patients, 'patient')}: {counts}; {share}"


def answers_record(found: Answered) -> dict[str, Any]:
    """Return a rule of three answers, and the results of its groups, as plain data for JSON."""
    groups = [asdict(group) | {"with_event": plain(group.with_event)} for group in found.groups]
    return rule_record(found.rule) | {"groups": groups, "fitted_on_these_patients": found.fitted_here}


def rule_record(rule: AnswerRule) -> dict[str, Any]:
    """Return a rule of three answers as plain data for JSON."""
    return {
        "record": RECORD,
        "record_version": RECORD_VERSION,
        **asdict(rule.cuts),
        "rater": rule.rater,
        "model": rule.model,
        "time_unit": rule.unit,
        "bundle_sha256": rule.bundle or None,
        "fitted_on": rule.fitted_on,
        "sentence": rule.sentence,
        "research_use_only": RESEARCH_USE_ONLY,
    }


def write_rule(rule: AnswerRule, path: Path) -> None:
    """Write a rule of three answers as JSON to `path`.

    Nothing else is changed, so deleting the file removes the rule.
    """
    with replacing(path) as beside:
        beside.write_text(json.dumps(rule_record(rule), indent=1, allow_nan=False), encoding="utf-8")


def read_rule(path: Path) -> AnswerRule:
    """Return the rule of three answers that is saved in the file `path`.

    Raise RaterError if the file contains no rule or an impossible number.
    """
    try:
        record = read_json(path)
        if record["record"] != RECORD or record["record_version"] != RECORD_VERSION:
            raise ValueError("the file is a record of another kind or version")
        cuts = ThreeAnswers(**{name: record[name] for name in ThreeAnswers.__dataclass_fields__})
        numbers = [cuts.error, cuts.horizon, *(cut for cut in (cuts.low, cuts.high) if cut is not None)]
        if not all(isinstance(number, int | float) and math.isfinite(number) for number in numbers):
            raise ValueError("a number of the rule is missing or not finite")
        both = cuts.low is not None and cuts.high is not None
        if not (0 < cuts.error < 0.5 and cuts.horizon > 0) or (both and numbers[2] >= numbers[3]):
            raise ValueError("the numbers of the rule contradict each other")
        # Rules of older versions do not record their bundle.
        bundle = record.get("bundle_sha256") or ""
        texts = (record["rater"], record["model"], record["time_unit"], record["fitted_on"], bundle)
        if not all(isinstance(text, str) for text in texts):
            raise ValueError("a text of the rule is missing")
        return AnswerRule(cuts, *texts)
    except OSError as error:
        raise RaterError(f"{path} cannot be read ({error.strerror}).", "Check the file's name.") from error
    except (ValueError, LookupError, TypeError) as error:
        raise RaterError(
            f"{path.name} is not a rule of three answers ({error}).", "Give a file that was written with --out."
        ) from error


def write_answers(found: Answered, path: Path) -> None:
    """Write one CSV row per patient: the answer ("" if there is none), and a sentence on its meaning."""
    with replacing(path, private=True) as beside, beside.open("w", newline="", encoding="utf-8-sig") as file:
        writer = CsvWriter(file, "\r\n")
        writer.writerow(["patient_id", "answer", "meaning", "notice"])
        for patient, answer in zip(found.table.patients, found.answers.tolist(), strict=True):
            writer.writerow([patient, ANSWERS[answer] if answer >= 0 else "", found.rule.sentence, RESEARCH_USE_ONLY])
