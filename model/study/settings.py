"""The settings of a study. They are saved in its file, and some cannot change once reading has begun."""

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
"""Smallest time in days between two rounds of a reader.

Two weeks are usual in reader studies, so that readers forget the cases.
"""


@dataclass(frozen=True)
class StudySettings:
    """The rules of reading, and how the spots of a patient are combined."""

    sheet: Sheet = DEFAULT_SHEET
    reveal: Reveal = "case"
    washout_days: float = WASHOUT_DAYS
    combine: Combine = "mean"


def settings_of(study: Study) -> StudySettings:
    """Return the settings of a study. Settings that are not saved have their defaults.

    Raise UnreadableStudyError if a saved setting is none that this program saves: with another, readers could see what
    they must not, or figures would be of other rules.
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
    """Save `settings`.

    Raise StudyError if the sheet or the reveal rule would change after reads or packets depend on it.
    """
    before = settings_of(study)
    if settings == before and study.fact("sheet"):
        return
    begun = study.one("SELECT 1 FROM reads LIMIT 1") is not None
    if begun and (settings.sheet, settings.reveal) != (before.sheet, before.reveal):
        raise StudyError(
            "Reading has begun: sheet and reveal cannot be changed.", "Create another study with other rules."
        )
    out = packets_out(study)
    if out and (settings.sheet, settings.reveal) != (before.sheet, before.reveal):
        raise StudyError(
            f"{out[0].reader} has a packet with the present sheet: sheet and reveal cannot be changed.",
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
