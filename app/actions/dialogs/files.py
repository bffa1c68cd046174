"""The system's file dialogs: a folder to start in comes in, the chosen path or None goes out."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from model.slide.registry import READERS

ANYTHING = "All files (*)"
BUNDLE = ".safetensors"
STUDY = ".histostudy"
"""As `model.study.store` has it, which the window starts without."""


def ask_image(parent: QWidget, folder: Path | None) -> Path | None:
    """An image to open."""
    patterns = " ".join(f"*{suffix}" for reader in READERS for suffix in reader.suffixes)
    return _existing(parent, "Open an image", folder, f"Images ({patterns});;{ANYTHING}")


def ask_bundle(parent: QWidget, folder: Path | None) -> Path | None:
    """A model bundle to use."""
    return _existing(parent, "Choose a model", folder, f"Histocast bundles (*.safetensors);;{ANYTHING}")


def ask_core_map(parent: QWidget, folder: Path | None) -> Path | None:
    """A core map to import."""
    return _existing(parent, "Import a core map", folder, f"Tables (*.csv *.tsv *.txt *.xlsx *.xlsm);;{ANYTHING}")


def ask_objects(parent: QWidget, folder: Path | None) -> Path | None:
    """Cores or annotations made elsewhere."""
    patterns = f"GeoJSON of QuPath, core tables (*.geojson *.json *.csv *.xlsx);;{ANYTHING}"
    return _existing(parent, "Import cores or annotations", folder, patterns)


def ask_table(parent: QWidget, folder: Path | None) -> Path | None:
    """A clinical sheet, or reads made elsewhere."""
    return _existing(parent, "Choose a table", folder, f"Tables (*.csv *.tsv *.txt *.xlsx *.xlsm);;{ANYTHING}")


def ask_images(parent: QWidget, folder: Path | None) -> Path | None:
    """The folder with a study's images."""
    name = QFileDialog.getExistingDirectory(parent, "Folder of the images", str(folder or Path.home()))
    return Path(name) if name else None


def ask_study(parent: QWidget, folder: Path | None) -> Path | None:
    """A study to open."""
    return _existing(parent, "Open a study", folder, f"Histocast studies (*{STUDY});;{ANYTHING}")


def ask_new_study(parent: QWidget, suggested: Path) -> Path | None:
    """Where to make a study."""
    name, _ = QFileDialog.getSaveFileName(parent, "Make a study", str(suggested), f"Histocast study (*{STUDY})")
    return Path(name).with_suffix(STUDY) if name else None


def ask_new_bundle(parent: QWidget, suggested: Path) -> Path | None:
    """Where to write a bundle."""
    name, _ = QFileDialog.getSaveFileName(parent, "Write a bundle", str(suggested), f"Histocast bundle (*{BUNDLE})")
    return Path(name).with_suffix(BUNDLE) if name else None


def ask_picture(parent: QWidget, suggested: Path) -> Path | None:
    """Where to save a PNG; the system's dialog asks before it names an existing file."""
    name, _ = QFileDialog.getSaveFileName(parent, "Save as PNG", str(suggested), "PNG (*.png)")
    return Path(name) if name else None


def ask_figure(parent: QWidget, suggested: Path) -> Path | None:
    """Where to save a figure, and by its suffix as what."""
    kinds = "PNG, 300 dpi (*.png);;SVG (*.svg);;PDF (*.pdf)"
    name, kind = QFileDialog.getSaveFileName(parent, "Save a figure", str(suggested), kinds)
    if not name:
        return None
    path = Path(name)
    # Some systems' dialogs do not add the suffix of the kind that was chosen.
    return path if path.suffix else path.with_suffix("." + kind.rpartition("*.")[2].rstrip(")"))


def ask_folder(parent: QWidget, folder: Path | None) -> Path | None:
    """A folder for result files."""
    name = QFileDialog.getExistingDirectory(parent, "Folder for the result files", str(folder or Path.home()))
    return Path(name) if name else None


def _existing(parent: QWidget, title: str, folder: Path | None, patterns: str) -> Path | None:
    name, _ = QFileDialog.getOpenFileName(parent, title, str(folder or Path.home()), patterns)
    return Path(name) if name else None
