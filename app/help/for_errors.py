"""The help page for each kind of error."""

from model.base import errors

_TROUBLE = "troubleshooting.md"
PAGE_FOR: dict[type[BaseException], str] = {
    errors.SlideError: f"{_TROUBLE}#an-image-cannot-be-opened",
    errors.BundleError: f"{_TROUBLE}#a-model-is-refused",
    errors.AnswerError: f"{_TROUBLE}#a-model-is-refused",
    errors.BackboneError: f"{_TROUBLE}#the-backbone-is-missing-or-different",
    errors.DeviceError: f"{_TROUBLE}#a-device-cannot-be-used",
    errors.UnmeasuredError: "reading-the-result.md#exact-and-fast",
    errors.FeatureFileError: f"{_TROUBLE}#a-feature-file-is-refused",
    errors.TableError: f"{_TROUBLE}#a-table-cannot-be-read",
    errors.CohortError: f"{_TROUBLE}#training-is-refused",
    errors.CohortRunError: f"{_TROUBLE}#a-run-over-many-spots-stops",
    errors.TmaError: f"{_TROUBLE}#cores-are-not-found-or-wrong",
    errors.RaterError: f"{_TROUBLE}#a-comparison-is-refused",
    errors.ConfigError: f"{_TROUBLE}#training-is-refused",
    errors.PolicyError: f"{_TROUBLE}#the-policy-of-this-computer",
    errors.MarkError: f"{_TROUBLE}#an-outline-is-refused",
    errors.PixelSizeError: f"{_TROUBLE}#the-pixel-size-is-unknown-or-looks-wrong",
    errors.SettingsFileError: f"{_TROUBLE}#settings-cannot-be-imported",
    errors.ExplainError: f"{_TROUBLE}#an-explanation-is-not-available",
    errors.ExportError: f"{_TROUBLE}#a-file-cannot-be-written",
    errors.StudyError: f"{_TROUBLE}#a-study-cannot-be-opened-or-changed",
    errors.HistocastError: _TROUBLE,
    MemoryError: f"{_TROUBLE}#there-is-not-enough-memory",
    OSError: f"{_TROUBLE}#a-file-cannot-be-written",
    FileNotFoundError: f"{_TROUBLE}#an-image-cannot-be-opened",
    ImportError: f"{_TROUBLE}#something-unexpected-happened",
}
"""The help page, as file name and anchor, for each class of errors.

A class without a row has the page of its nearest base class.
"""
UNEXPECTED = f"{_TROUBLE}#something-unexpected-happened"


def page_for(error: BaseException) -> str:
    """Return the help page for `error` as file name and anchor, such as "troubleshooting.md#the-disk-is-full"."""
    # The class is compared by name, because importing the class would load torch.
    if type(error).__name__ == "OutOfMemoryError":
        return PAGE_FOR[MemoryError]
    return next((PAGE_FOR[kind] for kind in type(error).__mro__ if kind in PAGE_FOR), UNEXPECTED)
