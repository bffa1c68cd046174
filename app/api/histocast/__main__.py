"""The entry point of the installed program `histocast`, and of `python -m histocast`."""

import sys

from app.__main__ import main

if __name__ == "__main__":
    sys.exit(main())
