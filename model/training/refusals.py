"""Raise an error for options and tables that a training run could not use, before any image is read or encoded."""

from collections.abc import Sequence

from model.backbone.store import SEEDED
from model.base.errors import CohortError, ConfigError
from model.base.plural import plural
from model.bundle.head_shape import HeadShape
from model.training.cohort_table import CohortRow
from model.training.config import DEFAULT_MPP, TrainConfig, TrainOptions
from model.training.ensemble import can_merge
from model.training.grid import candidates
from model.training.loss_kinds import LOSSES


def refuse_unsuited(config: TrainConfig, shape: HeadShape) -> None:
    """Raise ConfigError if a head of this shape cannot be trained with these options."""
    if config.seeds > 1:
        can_merge(shape)
    if not shape.facts.pooled:
        return
    if LOSSES[config.loss].uses_lost:
        raise ConfigError(
            f"A pooled head cannot be trained with the loss {config.loss!r}.",
            "Choose another --head, or --loss cross-entropy.",
        )
    if len(candidates(config)) > 1:
        raise ConfigError(
            "A pooled head has no grid: the strength of its classifier is always chosen on the validation patients.",
            "Leave out --grid.",
        )


def refuse_one_outcome(rows: Sequence[CohortRow]) -> None:
    """Raise CohortError if the cohort does not have patients with both outcomes, because then nothing can be learnt."""
    states = {row.patient_id: row.alive for row in rows if row.alive is not None}
    if not states:
        raise CohortError("No spot has a known outcome at 5 years.", "Follow the patients up for 5 years or longer.")
    if len(set(states.values())) == 1:
        what = "were alive at 5 years" if next(iter(states.values())) else "died of the disease before 5 years"
        raise CohortError(
            f"All {plural(len(states), 'patient')} whose outcome at 5 years is known {what}.",
            "A model needs patients with both outcomes, at least 20 of each. Check the columns of time and event.",
        )


def refuse_unused(options: TrainConfig, rows: Sequence[CohortRow]) -> None:
    """Raise ConfigError if an option has no effect for this cohort, or contradicts the option `split`.

    For example, encoding options have no effect for feature files, which are not encoded.
    """
    if options.split == "column":
        _refuse_other_folds(options)
    if not isinstance(options, TrainOptions) or not rows:
        return
    if rows[0].of_features:
        # If the user gave no pixel size, `options.mpp` already has its default value here.
        mpp = DEFAULT_MPP if options.mpp else None
        used: dict[str, object] = {"backbone": SEEDED, "stored_as": "float32", "mpp": mpp}
        why = "The table names feature files, which are used as they are"
    else:
        used = {"encoder": "", "encoder_sha256": "", "tile_px": None, "tile_mpp": None, "slide_mpp": None}
        why = "The table names images, which this program encodes itself"
    given = [f"--{name.replace('_', '-')}" for name, default in used.items() if getattr(options, name) != default]
    if given:
        words = " and ".join(given)
        raise ConfigError(f"{why}: {words} would have no effect.", f"Leave out {words}.")


def _refuse_other_folds(options: TrainConfig) -> None:
    """Raise ConfigError if the options request folds although the table already specifies the split."""
    given = [
        text
        for text, asked in (
            ("--folds-by site", options.folds_by == "site"),
            (f"--repeats {options.repeats}", options.repeats > 1),
        )
        if asked
    ]
    if given:
        words = " and ".join(given)
        raise ConfigError(
            f"The column split of the table states the only split: {words} would have no effect.",
            f"Leave out {words}, or --split column.",
        )
