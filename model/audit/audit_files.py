"""Write an audit of explanation maps to files: a CSV table, a JSON record, a Markdown page and figures."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from model.audit.figures import draw_curves, draw_planted, draw_position
from model.audit.one_spot import SpotFigures, kinds_of
from model.audit.page import page
from model.audit.run import Audit
from model.base.files import replacing
from model.base.write_tables import write_csv
from model.result.export.wording import disclaimers

RECORD = "histocast-audit"
_COLUMNS = ("quantity", "map", "against", "value", "low", "high", "spots", "patients")


@dataclass(frozen=True)
class AuditFiles:
    """Paths of the files of an audit of explanation maps.

    `pictures` has no figure on planted truth (the known risk of synthetic tiles) if no such truth is known.
    """

    table: Path
    record: Path
    page: Path
    pictures: tuple[Path, ...]


def write_audit(audit: Audit, section: dict[str, Any], folder: Path) -> AuditFiles:
    """Write the results of an audit of explanation maps to files in `folder`, and return their paths.

    `section` is the summary of the audit for the model card. `audit.csv` has one estimate per row, `audit.json`
    contains all data, and `audit.md` is a readable page. The figures are PNG files.
    """
    notices = disclaimers(audit.bundle.record)
    table, record, text = (folder / f"audit.{suffix}" for suffix in ("csv", "json", "md"))
    _write_csv(section, notices, table)
    with replacing(record) as beside:
        beside.write_text(json.dumps(as_record(audit, section), allow_nan=False, indent=1) + "\n", encoding="utf-8")
    with replacing(text) as beside:
        beside.write_text(page(section, audit.bundle.manifest.name, notices), encoding="utf-8")
    pictures = [folder / "audit-curves.png", folder / "audit-position.png"]
    draw_curves(audit, pictures[0])
    draw_position(section, notices, pictures[1])
    if "maps" in section["planted"]:
        pictures.append(folder / "audit-planted.png")
        draw_planted(section, notices, pictures[2])
    return AuditFiles(table, record, text, tuple(pictures))


def as_record(audit: Audit, section: dict[str, Any]) -> dict[str, Any]:
    """Return an audit as plain data for JSON: `section` of the model card and the results of each spot."""
    return {
        "record": RECORD,
        "bundle": audit.bundle.manifest.name,
        "notices": list(disclaimers(audit.bundle.record)),
        "faithfulness": section,
        "each_spot": [_spot(spot, [kind.key for kind in kinds_of(audit.bundle.manifest.head)]) for spot in audit.spots],
    }


def _spot(spot: SpotFigures, keys: list[str]) -> dict[str, Any]:
    curves = {
        key: {
            "towards": spot.curves[key].towards,
            "deletion": spot.curves[key].deletion.tolist(),
            "insertion": spot.curves[key].insertion.tolist(),
        }
        for key in keys
    }
    any_curves = spot.curves[keys[0]]
    return {
        "patient_id": spot.patient,
        "image": spot.image,
        "survival_probability": spot.probability,
        "tissue_fraction": float(spot.tissue.mean()),
        "tiles_read": spot.tiles_read,
        "agreement": None if np.isnan(spot.agreement) else spot.agreement,
        "residual_share": spot.residual_share,
        "curves": curves,
        "random_deletion": any_curves.random_deletion.mean(axis=0).tolist(),
        "random_insertion": any_curves.random_insertion.mean(axis=0).tolist(),
    }


def _write_csv(section: dict[str, Any], notices: tuple[str, ...], path: Path) -> None:
    written = [[*_COLUMNS, "bundle_sha256", "notice"]]
    for quantity, of, against, found in rows(section):
        numbers = ["" if found.get(key) is None else f"{found[key]:.6g}" for key in _COLUMNS[3:]]
        written.append([quantity, of, against, *numbers, section["of_bundle_sha256"], " ".join(notices)])
    write_csv(path, written)


def rows(section: dict[str, Any]) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    """Yield a row of the CSV table for each value that has an interval.

    The row has the quantity, the map, what it is compared with, and the estimate.
    """
    for key, one in section["maps"].items():
        for quantity in ("deletion_gain", "insertion_gain"):
            yield quantity, key, "random orders", one[quantity]
        if "with_shuffled_weights" in one:
            yield "rank_correlation", key, "the same with shuffled weights", one["with_shuffled_weights"]
        for kind in ("blank", "tissue"):
            yield f"mean_size_on_{kind}_tiles", key, "", one[f"size_on_{kind}"]
    for pair in section["pairs"]:
        for kind in ("deletion", "insertion"):
            yield f"{kind}_gain_difference", pair["first"], pair["second"], pair[kind]
    yield "rank_correlation", "occlusion", "ig", section["agreement"]["mean"]
    yield "late_ratio", "occlusion", "", section["position"]["late_ratio"]
    against = section["p_against_tissue"]
    yield "rank_correlation", "survival probability", "tissue fraction", against | {
        "value": against["rho"],
        "patients": against["count"],
    }
    for key, planted in section["planted"].get("maps", {}).items():
        for sought in ("harmful", "protective"):
            for over in ("mean", "pooled"):
                yield f"auc_{sought}_{over}", key, "planted truth", planted[sought][over]
        if "rank_with_truth" in planted:
            yield "rank_correlation", key, "planted risk, sign turned", planted["rank_with_truth"]
