"""The model card dialog, which shows the contents of a bundle's manifest."""

from html import escape

from PySide6.QtWidgets import QDialog, QWidget

from app.actions.dialogs.text_dialog import sheet
from app.session.values import BundleOnHand
from model.result.export.faithfulness import faithfulness_text
from model.result.export.familiarity import familiarity_text
from model.result.export.metrics import (
    cohort_text,
    layer_text,
    metric_text,
    not_tested,
    orders_text,
    stability_text,
)

DEMO = "DEMO MODEL: trained on synthetic tissue, no clinical meaning"


def lines(bundle: BundleOnHand) -> tuple[tuple[str, str], ...]:
    """Return the titles and texts of the bundle's model card, from top to bottom."""
    manifest = bundle.manifest
    network = f"{manifest.backbone_name}, {manifest.feature_layer}, then {manifest.head.text}"
    region = f"{manifest.window_px} px at {manifest.mpp:g} µm/px, tiles of {manifest.tile_px} px, {manifest.fit}"
    if manifest.tile_layout == "positions":
        region = f"none: takes feature files of {manifest.encoder.text}"
    threshold = "none" if manifest.threshold is None else f"{manifest.threshold:.4g} ({manifest.threshold_origin})"
    orders = orders_text(manifest.random_orders, manifest.order_kind)
    return (
        ("Intended use", manifest.intended_use),
        ("Limits", manifest.limits),
        ("Not tested", not_tested(manifest.extra)),
        ("Predicts", f"{manifest.endpoint}. {manifest.label_meaning}"),
        ("Trained on", manifest.training),
        ("Cohort", cohort_text(manifest.extra)),
        *metric_text(manifest.metrics),
        *faithfulness_text(manifest.faithfulness),
        *familiarity_text(manifest.familiarity),
        ("Probability", f"{orders}; {layer_text(manifest.calibration)}"),
        *([("Order stability", stability_text(manifest.extra))] if manifest.head.ordered else []),
        ("Blank tiles", "skipped" if manifest.blank == "skip" else "analysed like all others"),
        ("Threshold for low risk", threshold),
        ("Network", network),
        ("Analysis region", region),
        ("Bundle", f"{bundle.path} · SHA-256 {bundle.sha256}"),
        ("Backbone", f"SHA-256 {manifest.backbone_sha256 or 'not known'}"),
        ("Made by", manifest.made_by),
    )


def build(parent: QWidget, bundle: BundleOnHand) -> QDialog:
    """Return the dialog with the model card of `bundle`, without showing it."""
    manifest = bundle.manifest
    demo = f"<p>{DEMO}</p>" if manifest.demo else ""
    rows = "".join(
        f"<tr><td width='130'>{escape(title)}</td><td>{escape(text)}</td></tr>" for title, text in lines(bundle)
    )
    name = escape(f"{manifest.name} {manifest.version}")
    html = f"<p>{name}</p>{demo}<table cellpadding='4'>{rows}</table>"
    return sheet(parent, "Model card", html, "reading-the-result.md#the-model-card")


def ask(parent: QWidget, bundle: BundleOnHand) -> None:
    """Show the model card of `bundle` until the dialog is closed."""
    build(parent, bundle).exec()
