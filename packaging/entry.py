"""What PyInstaller freezes: the process's arguments come in, the exit code goes out."""

import sys

from app.frozen import main

if __name__ == "__main__":
    sys.exit(main())
