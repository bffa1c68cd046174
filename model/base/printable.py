"""Names that are not valid text, in files that hold text only."""


def printable(text: str) -> str:
    r"""Return `text` with every byte that is not UTF-8 written like \udcff, as in file names on Linux."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
