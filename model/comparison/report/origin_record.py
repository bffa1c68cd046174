"""Write as plain data whether a validation is internal or external."""

from typing import Any

from model.comparison.data.origin import Origin


def origin_record(origin: Origin) -> dict[str, Any]:
    """Return the facts, and the warning if the model was developed on some of the patients."""
    return {
        "validation": origin.validation,
        "because": origin.because,
        "patients_trained_on": origin.trained,
        "patients_in_its_test_part": origin.held_out,
        "patients_not_checked": origin.unknown,
        "leakage": origin.leakage or None,
    }
