"""Determine whether a study's model was developed on images of this study, from the records of its predictions."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from model.bundle.seen_in import DEVELOPMENT
from model.comparison.data.origin import Origin, from_images
from model.study.predictions import ModelFacts
from model.study.store import Study


def origin_of(study: Study, model: ModelFacts | None, owner: Mapping[int, int], chosen: Sequence[bool]) -> Origin:
    """Return whether the images of the patients marked by `chosen` are in the model's cohort, and in which sets of it.

    `owner` gives the patient (row of the patient table) of each spot. If one image of a patient was used in training,
    the patient counts as a training patient, even if other images of the patient are in other sets.
    """
    if model is None:
        return Origin()
    rows = study.rows(
        "SELECT spot_id, ifnull(CASE WHEN json_valid(record) THEN json_extract(record, '$.image_in_cohort') END,"
        " 'not recorded') AS part FROM predictions WHERE bundle_sha256 = ? AND precision = ? AND arithmetic = ?"
        " ORDER BY id",
        (model.sha256, model.precision, model.arithmetic),
    )
    parts: dict[int, set[str]] = defaultdict(set)
    for spot, part in {row["spot_id"]: row["part"] for row in rows}.items():
        parts[owner[spot]].add(part)
    of_chosen = [parts[at] for at, wanted in enumerate(chosen) if wanted and at in parts]
    trained = sum(bool(found & set(DEVELOPMENT)) for found in of_chosen)
    held_out = sum("test" in found and not found & set(DEVELOPMENT) for found in of_chosen)
    unknown = sum(found == {"not recorded"} for found in of_chosen)
    return from_images(trained, held_out, unknown, len(of_chosen))
