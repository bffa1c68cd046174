"""Write a number with its noun, in the singular or the plural."""


def plural(number: int, one: str, many: str = "") -> str:
    """Return the number and the noun, for example "1 spot" or "3 spots".

    `many` is needed if the plural is not `one` with an "s". Both may have more words: "spot was", "spots were".
    """
    return f"{number} {one if number == 1 else many or one + 's'}"
