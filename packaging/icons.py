"""Draw the program's icon in every form a system asks for: the SVG of the resources in, `build/icons` out."""

import os
import shutil
import sys
from importlib.resources import files
from io import BytesIO
from pathlib import Path

# Before Qt is loaded: no display is needed to draw into memory.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PIL import Image
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QGuiApplication, QImage

from app.ui.icons import render, svg
from app.ui.theme import DARK

OUT = Path(__file__).resolve().parent.parent / "build" / "icons"
PNG_SIZES = (16, 24, 32, 48, 64, 128, 256, 512)
ICO_SIZES = (16, 24, 32, 48, 64, 128, 256)


def main() -> int:
    application = QGuiApplication(sys.argv[:1])
    OUT.mkdir(parents=True, exist_ok=True)
    for side in PNG_SIZES:
        render(svg("histocast"), DARK.accent, side).save(str(OUT / f"histocast-{side}.png"))
    large = _as_pillow(render(svg("histocast"), DARK.accent, 1024))
    large.save(OUT / "histocast.ico", sizes=[(side, side) for side in ICO_SIZES])
    large.save(OUT / "histocast.icns")
    shutil.copyfile(str(files("resources") / "icons" / "histocast.svg"), OUT / "histocast.svg")
    application.quit()
    return 0


def _as_pillow(image: QImage) -> Image.Image:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return Image.open(BytesIO(buffer.data().data()))


if __name__ == "__main__":
    sys.exit(main())
