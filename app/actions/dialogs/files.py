"""The file dialogs of the operating system. Each returns the chosen path, or None if the user cancelled."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from model.slide.registry import READERS

ANYTHING = "All files (*)"
BUNDLE = ".safetensors"
FEATURES = (".h5", ".hdf5")
RULE = ".json"
STUDY = ".histostudy"
PACKET = ".histopacket"
"""Suffixes of studies and packets, equal to those in `model.study.file.kind`.

They are repeated here, so that the window starts without importing that module.
"""


def ask_image(parent: QWidget, folder: Path | None) -> Path | None:
    """Ask for an image to open."""
    patterns = " ".join(f"*{suffix}" for reader in READERS for suffix in reader.suffixes)
    return _existing(parent, "Open an image", folder, f"Images ({patterns});;{ANYTHING}")


def ask_image_files(parent: QWidget, folder: Path | None) -> tuple[Path, ...] | None:
    """Ask for one or several images."""
    patterns = " ".join(f"*{suffix}" for reader in READERS for suffix in reader.suffixes)
    names, _ = QFileDialog.getOpenFileNames(
        parent, "Add images to the queue", str(folder or Path.home()), f"Images ({patterns});;{ANYTHING}"
    )
    return tuple(Path(name) for name in names) or None


def ask_bundle(parent: QWidget, folder: Path | None) -> Path | None:
    """Ask for a model bundle."""
    return _existing(parent, "Choose a model", folder, f"Histocast bundles (*.safetensors);;{ANYTHING}")


def ask_features(parent: QWidget, folder: Path | None) -> Path | None:
    """Ask for a feature file of TRIDENT, CLAM, STAMP or this program."""
    patterns = " ".join(f"*{suffix}" for suffix in FEATURES)
    return _existing(parent, "Use features from a file", folder, f"Features of tiles ({patterns});;{ANYTHING}")


def ask_core_map(parent: QWidget, folder: Path | None) -> Path | None:
    """Ask for a core map to import."""
    return _existing(parent, "Import a core map", folder, f"Tables (*.csv *.tsv *.txt *.xlsx *.xlsm);;{ANYTHING}")


def ask_objects(parent: QWidget, folder: Path | None) -> Path | None:
    """Ask for a file of cores or annotations to import."""
    patterns = f"QuPath GeoJSON, core tables (*.geojson *.json *.csv *.xlsx);;{ANYTHING}"
    return _existing(parent, "Import cores or annotations", folder, patterns)


def ask_table(parent: QWidget, folder: Path | None) -> Path | None:
    """Ask for a table: a clinical sheet, a table of reads, or the results of a run."""
    return _existing(parent, "Choose a table", folder, f"Tables (*.csv *.tsv *.txt *.xlsx *.xlsm);;{ANYTHING}")


def ask_images(parent: QWidget, folder: Path | None) -> Path | None:
    """Ask for the folder that contains a study's images."""
    name = QFileDialog.getExistingDirectory(parent, "Folder with the images", str(folder or Path.home()))
    return Path(name) if name else None


def ask_study(parent: QWidget, folder: Path | None) -> Path | None:
    """Ask for a study to open."""
    return _existing(parent, "Open a study", folder, f"Histocast studies and packets (*{STUDY} *{PACKET});;{ANYTHING}")


def ask_new_study(parent: QWidget, suggested: Path) -> Path | None:
    """Ask where to create a study."""
    name, _ = QFileDialog.getSaveFileName(parent, "Create a study", str(suggested), f"Histocast study (*{STUDY})")
    return Path(name).with_suffix(STUDY) if name else None


def ask_new_bundle(parent: QWidget, suggested: Path) -> Path | None:
    """Ask where to write a bundle."""
    name, _ = QFileDialog.getSaveFileName(parent, "Write a bundle", str(suggested), f"Histocast bundle (*{BUNDLE})")
    return Path(name).with_suffix(BUNDLE) if name else None


def ask_new_packet(parent: QWidget, suggested: Path) -> Path | None:
    """Ask where to write a reader's packet."""
    name, _ = QFileDialog.getSaveFileName(parent, "Make a packet", str(suggested), f"Histocast packet (*{PACKET})")
    return Path(name).with_suffix(PACKET) if name else None


def ask_packets(parent: QWidget, folder: Path | None) -> tuple[Path, ...] | None:
    """Ask for the packets to merge."""
    patterns = f"Histocast packets (*{PACKET});;{ANYTHING}"
    names, _ = QFileDialog.getOpenFileNames(parent, "Merge finished packets", str(folder or Path.home()), patterns)
    return tuple(map(Path, names)) or None


def ask_rule(parent: QWidget, folder: Path | None) -> Path | None:
    """Ask for the file of a rule with three answers (low, uncertain or high risk)."""
    return _existing(parent, "Choose a rule of three answers", folder, f"Rules (*{RULE});;{ANYTHING}")


def ask_new_rule(parent: QWidget, suggested: Path) -> Path | None:
    """Ask where to write the file of a rule with three answers (low, uncertain or high risk)."""
    name, _ = QFileDialog.getSaveFileName(parent, "Save the rule", str(suggested), f"Rule of three answers (*{RULE})")
    return Path(name).with_suffix(RULE) if name else None


def ask_picture(parent: QWidget, suggested: Path) -> Path | None:
    """Ask where to save a PNG. The system's dialog asks before an existing file is overwritten."""
    name, _ = QFileDialog.getSaveFileName(parent, "Save as PNG", str(suggested), "PNG (*.png)")
    return Path(name) if name else None


def ask_figure(parent: QWidget, suggested: Path) -> Path | None:
    """Ask where to save a figure. The file suffix selects the format."""
    kinds = "PNG, 300 dpi (*.png);;SVG (*.svg);;PDF (*.pdf)"
    name, kind = QFileDialog.getSaveFileName(parent, "Save a figure", str(suggested), kinds)
    if not name:
        return None
    path = Path(name)
    # Some systems do not add the suffix of the chosen file type.
    return path if path.suffix else path.with_suffix("." + kind.rpartition("*.")[2].rstrip(")"))


def ask_page_file(parent: QWidget, suggested: Path) -> Path | None:
    """Ask where to save a figure for a publication. The file suffix selects the format."""
    kinds = "PNG (*.png);;TIFF (*.tif *.tiff);;SVG (*.svg);;PDF (*.pdf)"
    name, kind = QFileDialog.getSaveFileName(parent, "Save a figure for a publication", str(suggested), kinds)
    if not name:
        return None
    path = Path(name)
    # Some systems do not add the suffix of the chosen file type.
    return path if path.suffix else path.with_suffix("." + kind.partition("*.")[2].rstrip(")").split()[0])


def ask_folder(parent: QWidget, folder: Path | None) -> Path | None:
    """Ask for a folder in which to write result files."""
    name = QFileDialog.getExistingDirectory(parent, "Folder for the result files", str(folder or Path.home()))
    return Path(name) if name else None


def _existing(parent: QWidget, title: str, folder: Path | None, patterns: str) -> Path | None:
    name, _ = QFileDialog.getOpenFileName(parent, title, str(folder or Path.home()), patterns)
    return Path(name) if name else None
