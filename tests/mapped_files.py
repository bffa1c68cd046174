"""How much memory a file takes that is mapped into this process (Linux)."""

from pathlib import Path


def resident_bytes(file: Path) -> int | None:
    """Return the size in bytes of the resident pages of `file`, or None if the file is not mapped."""
    sizes, found = [], False
    for line in Path("/proc/self/smaps").read_text().splitlines():
        if "-" in line.split(maxsplit=1)[0]:
            found = line.endswith(f" {file.resolve()}")
        elif found and line.startswith("Rss:"):
            sizes.append(1024 * int(line.split()[1]))
    return sum(sizes) if sizes else None
