"""Names that are not valid text, in files that hold text only."""


def printable(text: str) -> str:
    r"""Return `text` with bytes that are not UTF-8 written like \udcff. File names on Linux may contain such bytes."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
