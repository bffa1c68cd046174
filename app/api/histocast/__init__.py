"""The Python API for researchers, `import histocast`: slides, predictions, explanations, studies, raters, training.

Every function calls the code that the window and the command line call, so that all three give the same number for the
same file. Nothing heavy is loaded before it is needed: PyTorch with the first model, SciPy with the first comparison.

A failure that a user can act on is a `HistocastError`: `str(error)` says what happened, `error.remedy` what to do.
Long work takes `progress`, a function that is called with a `Progress` after each step; an exception that it raises
ends the work. Research use only.
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
