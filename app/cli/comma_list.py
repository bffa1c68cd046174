"""Parse an option whose value is a comma-separated list of names."""


def names(text: str) -> list[str]:
    """Return the names in a comma-separated list, without empty ones."""
    return [name.strip() for name in text.split(",") if name.strip()]
