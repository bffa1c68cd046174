"""Convert frozen results to plain data: the same records that `--json` prints."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from model.comparison.comparison import RaterComparison
    from model.explain.explanation import Explanation
    from model.result.prediction import Prediction


def prediction_record(prediction: "Prediction") -> dict[str, Any]:
    """Return what `histocast predict --json` prints, without the large arrays.

    Values under keys that end in `_l0` are in level-0 px.
    """
    from model.result.export.record import as_record

    return as_record(prediction)


def explanation_record(explanation: "Explanation", prediction: "Prediction") -> dict[str, Any]:
    """Return what `histocast explain --json` prints for `explanation`, which must belong to `prediction`."""
    from model.explain.files import as_explanation_record

    return as_explanation_record(explanation, prediction)


def comparison_record(comparison: "RaterComparison") -> dict[str, Any]:
    """Return what `histocast study compare --json` prints: all metrics, and the patients that were left out."""
    from model.comparison.report.record import as_record

    return as_record(comparison)
