"""The program `histocast` where it is installed, and `python -m histocast`."""

import sys

from app.__main__ import main

if __name__ == "__main__":
    sys.exit(main())
