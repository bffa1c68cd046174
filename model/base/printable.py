"""Replace invalid bytes in names, so that the names can be written to text files."""


def printable(text: str) -> str:
    r"""Return `text` with each byte that is not UTF-8 replaced by an escape such as \udcff.

    File names on Linux may contain such bytes.
    """
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
