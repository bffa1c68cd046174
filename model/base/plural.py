"""Write a number with its noun, in the singular or the plural."""


def plural(number: int, one: str, many: str = "") -> str:
    """Return the number and the noun, for example "1 spot" or "3 spots".

    `one` is the singular and `many` the plural. `many` may be left out if the plural is `one` followed by "s". Both may
    consist of several words: "spot was", "spots were".
    """
    return f"{number} {one if number == 1 else many or one + 's'}"
