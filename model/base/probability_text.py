"""Write survival probabilities as text, with two decimals in the window, the command line, PDF files and pictures.

JSON records and columns of numbers in CSV files keep all digits instead.
"""

DECIMALS = 2
"""Number of decimals of a survival probability in text.

A third decimal would differ between random orders of the tiles, between devices, and between the precisions *exact* and
*fast*.
"""


def probability_text(probability: float) -> str:
    """Return a survival probability, or a threshold for it, with two decimals: "0.84" for 0.8445."""
    return f"{probability:.{DECIMALS}f}"


def range_text(low: float, high: float) -> str:
    """Return a range of survival probabilities: "0.50 to 0.71"."""
    return f"{probability_text(low)} to {probability_text(high)}"
