"""The entry point that PyInstaller freezes."""

import sys

from app.frozen import main

if __name__ == "__main__":
    sys.exit(main())
