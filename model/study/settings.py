"""The settings of a study.

They are saved in the file of the study. Some settings cannot be changed after reading has begun.
"""

import math
from dataclasses import dataclass
from typing import Literal, cast, get_args

from model.base.errors import StudyError, UnreadableStudyError
from model.study.packet.outstanding import packets_out
from model.study.score_sheet import DEFAULT_SHEET, Sheet, sheet_from_json, sheet_to_json
from model.study.store import Study

Reveal = Literal["case", "round", "never"]
"""When a reader may see the model's probability: after each locked read, after the whole round, or never."""
Combine = Literal["mean", "median", "min", "max"]
"""How the survival probabilities of a patient's spots are combined."""
REVEALS: tuple[Reveal, ...] = get_args(Reveal)
COMBINES: tuple[Combine, ...] = get_args(Combine)
WASHOUT_DAYS = 14.0
"""Minimum time in days between two rounds of a reader. Two weeks are usual in reader studies, so that readers forget
the cases.
"""


@dataclass(frozen=True)
class StudySettings:
    """The rules of blinded reading in a study, and how the spots of a patient are combined."""

    sheet: Sheet = DEFAULT_SHEET
    reveal: Reveal = "case"
    washout_days: float = WASHOUT_DAYS
    combine: Combine = "mean"


def settings_of(study: Study) -> StudySettings:
    """Return the settings of a study. A setting that is not saved has its default.

    Raise UnreadableStudyError if a saved setting is not a value that this program saves. With a wrong setting, readers
    could see what they must not see, or spots could be combined by the wrong rule.
    """
    sheet = study.fact("sheet")
    reveal, combine = study.fact("reveal", "case"), study.fact("combine", "mean")
    try:
        washout = float(study.fact("washout_days", str(WASHOUT_DAYS)))
    except ValueError:
        washout = math.nan
    saved = (("reveal", reveal in REVEALS), ("combine", combine in COMBINES), ("washout", 0 <= washout < math.inf))
    for name, is_valid in saved:
        if not is_valid:
            raise UnreadableStudyError(study.path.name, f"its setting {name} is damaged")
    return StudySettings(
        sheet_from_json(sheet) if sheet else DEFAULT_SHEET, cast(Reveal, reveal), washout, cast(Combine, combine)
    )


def save_settings(study: Study, settings: StudySettings) -> None:
    """Save the settings of a study.

    Raise StudyError if the sheet or the reveal rule would change although reads or packets already depend on it.
    """
    before = settings_of(study)
    if settings == before and study.fact("sheet"):
        return
    begun = study.one("SELECT 1 FROM reads LIMIT 1") is not None
    if begun and (settings.sheet, settings.reveal) != (before.sheet, before.reveal):
        raise StudyError(
            "Reading has begun: the score sheet and the rule for revealing the model cannot be changed.",
            "Create another study with other rules.",
        )
    out = packets_out(study)
    if out and (settings.sheet, settings.reveal) != (before.sheet, before.reveal):
        raise StudyError(
            f"{out[0].reader} has a packet with the present score sheet: the sheet and the rule for revealing the "
            "model cannot be changed.",
            "Withdraw the packet first: histocast study packet --withdraw.",
        )
    if not 0 <= settings.washout_days < math.inf:
        raise StudyError(f"A washout of {settings.washout_days:g} days is not possible.", "Give 0 days or more.")
    with study.changing():
        for key, value in (
            ("sheet", sheet_to_json(settings.sheet)),
            ("reveal", settings.reveal),
            ("washout_days", f"{settings.washout_days:g}"),
            ("combine", settings.combine),
        ):
            study.set_fact(key, value)
        study.log("", "settled", reveal=settings.reveal, washout_days=settings.washout_days, combine=settings.combine,
                  questions=list(settings.sheet.keys))  # fmt: skip
