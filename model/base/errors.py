"""Errors that a user can act on; each has a message and a remedy."""

from pathlib import Path


class HistocastError(Exception):
    """An error that is shown to the user as a sentence (`str(error)`) and a remedy (`error.remedy`)."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy


class FaultsError(HistocastError):
    """An error with several causes; `faults` lists every cause found, one line each."""

    def __init__(self, message: str, remedy: str, faults: tuple[str, ...] = ()) -> None:
        super().__init__(message, remedy)
        self.faults = faults


class SlideError(HistocastError):
    """An image that cannot be opened or read; `path` is the file."""

    def __init__(self, path: Path, message: str, remedy: str) -> None:
        super().__init__(message, remedy)
        self.path = path


class BundleError(HistocastError):
    """A model bundle that is damaged, unknown, or does not match the program or the backbone."""


class AnswerError(HistocastError):
    """A model result that is not a finite number. Such a result is not shown, saved or exported."""


class BackboneError(HistocastError):
    """Backbone weights that are missing, damaged, or different from the weights that a bundle was trained with."""


class DeviceError(HistocastError):
    """A requested device that is not available or not allowed."""


class FeatureFileError(HistocastError):
    """A feature file that cannot be read or written, or that does not suit the model or the slide."""


class UnstatedFactError(FeatureFileError):
    """A fact that is missing in a feature file and that the user can supply, such as the name of its encoder."""


class UnmeasuredError(DeviceError):
    """The precision *fast* was requested, but its error was never measured for this model on this computer."""


class TableError(FaultsError):
    """A file that is not a table, or a table that can be interpreted in more than one way."""


class CohortError(FaultsError):
    """A cohort table that cannot be used for training."""


class CohortRunError(FaultsError):
    """A run over many spots that cannot be planned, started, continued or merged."""


class RunStoppedError(CohortRunError):
    """A run over many spots that had begun and cannot continue now; finished spots are kept."""


class TmaError(FaultsError):
    """Cores of a tissue microarray, or a table of cores, that cannot be used."""


class RaterError(FaultsError):
    """A table of patients and raters that cannot be compared."""


class ConfigError(HistocastError):
    """An option that is unknown or has an invalid value."""


class PolicyError(HistocastError):
    """A policy file that is not valid, or a request that the policy forbids."""


class MarkError(HistocastError):
    """A measurement or note that cannot be saved as drawn."""


class PixelSizeError(HistocastError):
    """A pixel size that no light microscope has."""


class SettingsFileError(HistocastError):
    """A file of exported settings that cannot be used."""


class ExplainError(HistocastError):
    """A requested explanation that the bundle's kind of head does not support."""


class ExportError(HistocastError):
    """A result that could not be written."""


class StudyError(FaultsError):
    """A study that cannot be opened, changed or read as requested."""


class UnreadableStudyError(StudyError):
    """A study or packet whose file is damaged, or whose disk was removed. `reason` contains no contents of the file."""

    def __init__(self, name: str, reason: str, remedy: str = "") -> None:
        self.reason = reason
        message = f"{name} cannot be read ({reason})."
        remedy = remedy or (
            "Check that the disk with this file is connected and has free space. If it is, the file is "
            "damaged: use a backup copy. To save the readable contents of a study, use: histocast study rescue."
        )
        super().__init__(message, remedy)
