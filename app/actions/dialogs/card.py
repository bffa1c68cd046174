"""The model card dialog, which shows the contents of a bundle's manifest."""

from html import escape

from PySide6.QtWidgets import QDialog, QWidget

from app.actions.dialogs.text_dialog import sheet
from app.language.model_text import of_model
from app.language.text import mark, tr
from app.session.values import BundleOnHand
from model.result.export.faithfulness import faithfulness_text
from model.result.export.familiarity import familiarity_text
from model.result.export.metrics import (
    SPOTS,
    cohort_text,
    layer_text,
    metric_text,
    not_tested,
    orders_text,
    stability_text,
)

TITLE_PX = 180
DEMO = mark("DEMO MODEL: trained on synthetic tissue, no clinical meaning")


def lines(bundle: BundleOnHand) -> tuple[tuple[str, str], ...]:
    """Return the titles and texts of the bundle's model card, from top to bottom."""
    manifest = bundle.manifest
    network = tr(
        "{backbone_name}, {feature_layer}, then {text}",
        backbone_name=manifest.backbone_name,
        feature_layer=manifest.feature_layer,
        text=of_model(manifest.head.text.replace(manifest.head.kind, manifest.head.facts.title, 1)),
    )
    region = tr(
        "{window_px} px at {mpp:g} µm/px, tiles of {tile_px} px, {fit}",
        window_px=manifest.window_px,
        mpp=manifest.mpp,
        tile_px=manifest.tile_px,
        fit=manifest.fit,
    )
    if manifest.tile_layout == "positions":
        region = tr("none: this model takes feature files of {text}", text=of_model(manifest.encoder.text))
    threshold = tr("none")
    if manifest.threshold is not None:
        origin = of_model(manifest.threshold_origin)
        threshold = tr("{threshold:.4g} ({origin})", threshold=manifest.threshold, origin=origin)
    orders = orders_text(manifest.random_orders, manifest.order_kind)
    return (
        (tr("Intended use"), of_model(manifest.intended_use)),
        (tr("Limits"), of_model(manifest.limits)),
        (tr("Not tested"), of_model(not_tested(manifest.extra))),
        (tr("Predicts"), f"{of_model(manifest.endpoint)}. {of_model(manifest.label_meaning)}"),
        (tr("Trained on"), of_model(manifest.training)),
        (tr("Cohort"), of_model(cohort_text(manifest.extra))),
        *_shown(metric_text(manifest.metrics)),
        *_shown(faithfulness_text(manifest.faithfulness)),
        *_shown(familiarity_text(manifest.familiarity)),
        (tr("Probability"), f"{of_model(orders)}; {of_model(layer_text(manifest.calibration))}"),
        *([(tr("Order stability"), of_model(stability_text(manifest.extra)))] if manifest.head.ordered else []),
        (tr("Blank tiles"), tr("skipped") if manifest.blank == "skip" else tr("analysed like all others")),
        (tr("Threshold for low risk"), threshold),
        (tr("Network"), network),
        (tr("Analysis region"), region),
        (tr("Bundle"), tr("{path} · SHA-256 {sha256}", path=bundle.path, sha256=bundle.sha256)),
        (tr("Backbone"), tr("SHA-256 {backbone_sha256}", backbone_sha256=manifest.backbone_sha256 or tr("not known"))),
        (tr("Made by"), manifest.made_by),
    )


def _shown(rows: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    return tuple((of_model(title), _counts(text) if title == SPOTS else of_model(text)) for title, text in rows)


def _counts(text: str) -> str:
    """Return the numbers of spots, such as "all 420, test 135", in the language of the window."""
    pairs = (item.rpartition(" ") for item in text.split(", "))
    return ", ".join(f"{of_model(name)} {number}" for name, _, number in pairs)


def build(parent: QWidget, bundle: BundleOnHand) -> QDialog:
    """Return the dialog with the model card of `bundle`, without showing it."""
    manifest = bundle.manifest
    demo = f"<p>{tr(DEMO)}</p>" if manifest.demo else ""
    rows = "".join(
        f"<tr><td width='{TITLE_PX}'>{escape(title)}</td><td>{escape(text)}</td></tr>" for title, text in lines(bundle)
    )
    name = escape(f"{manifest.name} {manifest.version}")
    html = f"<p>{name}</p>{demo}<table cellpadding='4'>{rows}</table>"
    return sheet(parent, tr("Model card"), html, "reading-the-result.md#the-model-card")


def ask(parent: QWidget, bundle: BundleOnHand) -> None:
    """Show the model card of `bundle` until the dialog is closed."""
    build(parent, bundle).exec()
