"""Convert the origin of the patients (internal or external validation) to plain data."""

from typing import Any

from model.comparison.data.origin import Origin


def origin_record(origin: Origin) -> dict[str, Any]:
    """Return the origin of the patients as plain data, with a warning if the model was developed on some of them."""
    return {
        "validation": origin.validation,
        "because": origin.because,
        "patients_trained_on": origin.trained,
        "patients_in_its_test_part": origin.held_out,
        "patients_not_checked": origin.unknown,
        "leakage": origin.leakage or None,
    }
