"""The errors a user can act on: each says what happened and what to do about it."""

from pathlib import Path


class HistocastError(Exception):
    """A failure that is told to the user as a sentence (`str(error)`) and a remedy (`error.remedy`)."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy


class FaultsError(HistocastError):
    """A failure with several causes; `faults` lists every one that was found, one line each."""

    def __init__(self, message: str, remedy: str, faults: tuple[str, ...] = ()) -> None:
        super().__init__(message, remedy)
        self.faults = faults


class SlideError(HistocastError):
    """An image that cannot be opened or read; `path` is the file."""

    def __init__(self, path: Path, message: str, remedy: str) -> None:
        super().__init__(message, remedy)
        self.path = path


class BundleError(HistocastError):
    """A model bundle that is damaged, unknown, or does not fit what is at hand."""


class AnswerError(HistocastError):
    """A model's answer that is not a finite number: nothing of it is shown, kept or written."""


class BackboneError(HistocastError):
    """Backbone weights that are missing, damaged, or not the ones a bundle was trained on."""


class DeviceError(HistocastError):
    """A device that was asked for and cannot be used."""


class UnmeasuredError(DeviceError):
    """*fast* was asked for, and how far it is off with this model was never measured here."""


class TableError(FaultsError):
    """A file that is not a table, or a table that can be read in more than one way."""


class CohortError(FaultsError):
    """A cohort table that cannot be trained on."""


class TmaError(FaultsError):
    """Cores of an array, or a table of them, that cannot be used."""


class RaterError(FaultsError):
    """A table of patients and raters that cannot be compared."""


class ConfigError(HistocastError):
    """An option of a run that is unknown or not good."""


class PolicyError(HistocastError):
    """The computer's policy file is not understood, or forbids what was asked for."""


class ExplainError(HistocastError):
    """An explanation that a bundle's kind of head does not have."""


class ExportError(HistocastError):
    """A result that could not be written."""


class StudyError(FaultsError):
    """A study that cannot be opened, filled or read as asked."""
