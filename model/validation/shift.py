"""Compare the images of another cohort with the images on which a bundle was trained.

The module also says whether the bundle was trained on images of the other cohort.
"""

import re
from collections import Counter
from dataclasses import dataclass

import numpy as np

from model.base.plural import plural
from model.bundle.seen_in import DEVELOPMENT
from model.validation.run import Validation

_NUMBER = re.compile(r"\d[\d.,]*( ?%)?")
_MOST_REASONS = 8


@dataclass(frozen=True)
class ShiftRow:
    """One property of the images, as text: its value in the model's own cohort, and its value in the new cohort.

    The value in the own cohort comes from the model card, and is "not stated" if the card does not contain it.
    """

    title: str
    internal: str
    external: str


def shift_rows(found: Validation) -> tuple[ShiftRow, ...]:
    """Return the comparison of the new images with the model's own cohort, one row per property.

    The properties are the pixel size, the results of the input checks, the most common reasons of these checks, and the
    share of familiar tissue.
    """
    images = found.images
    levels = Counter(one.level for one in images)
    checks = ", ".join(f"{level} {levels[level]}" for level in ("ok", "caution", "do not use"))
    # The text of the same reason contains different numbers for different images. The numbers are removed to count
    # equal reasons.
    reasons = Counter(_NUMBER.sub("…", reason) for one in images for reason in dict.fromkeys(one.reasons))
    return (
        ShiftRow(
            "pixel size of the tiles" if found.of_features else "pixel size",
            f"{found.manifest.mpp:g} um/px",
            _pixel_sizes(found),
        ),
        ShiftRow("input checks", "not stated", f"{checks} of {plural(len(images), 'image')}"),
        *(
            ShiftRow(f"  {reason}", "not stated", f"{count} of {plural(len(images), 'image')}")
            for reason, count in reasons.most_common(_MOST_REASONS)
        ),
        ShiftRow("familiar tissue", *_familiarity(found)),
    )


def leakage_text(found: Validation) -> str:
    """Return a sentence on whether the model was developed on images of this cohort."""
    if found.same_table:
        return (
            f"LEAKAGE: {found.table} is the table that the model was trained on. These results do not test the model."
        )
    seen = Counter(one.seen_in for one in found.images)
    if seen["not recorded"]:
        return "The bundle does not record the images of its cohort, so that leakage cannot be excluded."
    developed = sum(seen[part] for part in DEVELOPMENT)
    if developed:
        count = f"{developed} of {plural(len(found.images), 'image')}"
        return (
            f"LEAKAGE: the model was trained or tuned on {count}. Remove the patients of these images from the table."
        )
    tested = f" {seen['test']} of them were in the test set of the model's cohort." if seen["test"] else ""
    return f"None of the {plural(len(found.images), 'image')} was used to train or tune the model.{tested}"


def leaks(found: Validation) -> bool:
    """Return whether the model was developed on images of this cohort."""
    return found.same_table or any(one.seen_in in DEVELOPMENT for one in found.images)


def _pixel_sizes(found: Validation) -> str:
    stated = [one.mpp for one in found.images if one.mpp is not None]
    unknown = len(found.images) - len(stated)
    parts = []
    if stated:
        parts.append(f"median {np.median(stated):.3g} um/px ({min(stated):.3g} to {max(stated):.3g})")
    if unknown:
        parts.append(f"not stated by {unknown} of {plural(len(found.images), 'image')}")
    return "; ".join(parts)


def _familiarity(found: Validation) -> tuple[str, str]:
    section = found.manifest.familiarity or {}
    test = section.get("test") or {}
    internal = "no record"
    if test.get("spots"):
        flagged, refused = test["flagged"]["count"], test["refused"]["count"]
        internal = f"median share of unfamiliar tiles {test['median_share']:.1%}; caution {flagged}, refused {refused} "
        internal += f"of {test['spots']} held-out images"
    shares = [one.unfamiliar for one in found.images if one.unfamiliar is not None]
    if not shares:
        return internal, "not judged"
    flagged = sum(one.familiarity == "caution" for one in found.images)
    refused = sum(one.familiarity == "do not use" for one in found.images)
    external = f"median share of unfamiliar tiles {np.median(shares):.1%}; caution {flagged}, refused {refused} "
    return internal, f"{external}of {plural(len(shares), 'image')}"
