"""Names between commas, as options are given them: a text comes in, its names go out."""


def names(text: str) -> list[str]:
    """What stands between commas, without what is blank."""
    return [name.strip() for name in text.split(",") if name.strip()]
