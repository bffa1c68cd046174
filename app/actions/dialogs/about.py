"""The About dialog: version, model, policy, limits and all shipped components."""

from html import escape

from PySide6.QtWidgets import QDialog, QWidget

from app.actions.dialogs.text_dialog import sheet
from app.language.model_text import of_model
from app.language.text import mark, tr
from app.ui.shipped_parts import shipped_parts
from model.base.build_info import build_info, program_version
from model.base.policy import policy, policy_file

TEXT = mark("""
<p>Histocast {version}</p>
<p>A viewer for pathology images with an outcome model inside: VGG-16 and an LSTM over the 256 tiles of a
tissue spot.</p>
<p>Research use only. Not a medical device; not for diagnosis or treatment decisions.</p>
<p>The method follows D. Bychkov et al., Deep learning based tissue analysis predicts outcome in colorectal cancer,
Scientific Reports 8:3395 (2018),
<a href="https://doi.org/10.1038/s41598-018-21758-3">doi 10.1038/s41598-018-21758-3</a>.
This is a re-implementation, not the authors' program. The published figures do not apply to its models.</p>
<p>Images never leave this computer. The program opens no network connection unless you download weights.</p>
{model}{rules}
<p>MIT licence. The program contains these parts, which have their own licences:</p>
<table cellpadding="2">{parts}</table>
""")


def build(parent: QWidget) -> QDialog:
    """Return the About dialog without showing it."""
    rows = (
        f"<tr><td>{escape(part.name)}</td><td>{escape(part.version)}</td><td>{escape(part.licence)}</td></tr>"
        for part in shipped_parts()
    )
    html = tr(TEXT, version=escape(program_version()), model=_model(), rules=_rules(), parts="".join(rows))
    return sheet(parent, tr("About Histocast"), html, "README.md")


def ask(parent: QWidget) -> None:
    """Show the About dialog until it is closed."""
    build(parent).exec()


def _model() -> str:
    built = build_info()
    if built is None:
        return ""
    return tr(
        "<p>Embedded model: {bundle}, SHA-256 {bundle_sha256}; backbone: {backbone}, SHA-256 {backbone_sha256}.</p>",
        bundle=escape(built.bundle),
        bundle_sha256=built.bundle_sha256[:16],
        backbone=escape(built.backbone),
        backbone_sha256=built.backbone_sha256[:16],
    )


def _rules() -> str:
    rules = "; ".join(map(of_model, policy().phrases))
    return (
        tr(
            "<p>Policy of this computer ({policy_file}): {rules}.</p>",
            policy_file=escape(str(policy_file())),
            rules=escape(rules),
        )
        if rules
        else ""
    )
