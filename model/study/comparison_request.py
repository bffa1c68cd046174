"""The requested options of a comparison. The window starts with them, and without the rest of the comparison."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from model.statistics.resampling import DRAWS

if TYPE_CHECKING:
    from model.study.settings import Combine

HORIZON_YEARS = 5.0
ANSWER_ERROR = 0.1
"""Default of the maximum error rate of a rule that turns the model's probability into low, uncertain or high risk."""


@dataclass(frozen=True)
class ComparisonRequest:
    """The requested options of a comparison.

    If `combine` is None, the study's setting is used. If `question` is "", the sheet's first question with two answers
    is used. If `covariates` is None, they are stage and age, if the study has them. `prevalence` is 0..1; if it is
    None, the prevalence in the data is used. `complete_case` adds the metrics of only the patients whose outcome at
    the horizon is known. `answer_error` is the maximum error rate of a rule that turns the model's probability into
    low, uncertain or high risk; if it is None, no such rule is fitted.
    """

    combine: "Combine | None" = None
    question: str = ""
    horizon: float = HORIZON_YEARS
    prevalence: float | None = None
    covariates: tuple[str, ...] | None = None
    draws: int = DRAWS
    complete_case: bool = False
    answer_error: float | None = ANSWER_ERROR
