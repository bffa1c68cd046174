"""The Python API for researchers, `import histocast`: slides, predictions, explanations, studies, raters, training.

Every function calls the same code as the window and the command line. All three therefore give the same number for the
same file. Large libraries are loaded only when they are needed: PyTorch with the first model, SciPy with the first
comparison.

Failures that a user can correct are raised as `HistocastError`: `str(error)` says what happened, and `error.remedy`
how to correct it. Long-running functions have the argument `progress`, a function that is called with a `Progress`
after each step. If it raises an exception, the work ends. Research use only.
"""

from .analysis import explain, load_bundle, predict
from .foundation import HistocastError, Progress
from .raters import compare_raters, read_raters
from .records import comparison_record, explanation_record, prediction_record
from .slides import OpenedSlide, open_slide
from .studies import open_study, study_raters
from .training import train

__all__ = [
    "HistocastError",
    "OpenedSlide",
    "Progress",
    "compare_raters",
    "comparison_record",
    "explain",
    "explanation_record",
    "load_bundle",
    "open_slide",
    "open_study",
    "predict",
    "prediction_record",
    "read_raters",
    "study_raters",
    "train",
]
