"""Download torchvision's ImageNet weights, check their hash and import them.

The program downloads them only on the user's request.
"""

import hashlib
import tempfile
from collections.abc import Generator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from model.backbone.store import IMAGENET, BackboneInfo, import_backbone
from model.base.errors import BackboneError, PolicyError
from model.base.policy import policy
from model.base.progress import Progress

_CHUNK = 1 << 20
_TIMEOUT_S = 30


def imagenet_url() -> str:
    """Return the URL of torchvision's IMAGENET1K_V1 weights of VGG-16.

    The file name in the URL contains the first digits of the SHA-256. Raise BackboneError if torchvision is not
    installed.
    """
    try:
        from torchvision.models import VGG16_Weights
    except ImportError as error:
        raise BackboneError(
            "torchvision, which has the address of its ImageNet weights, is not part of this program.",
            "Download vgg16-397923af.pth from the torchvision project on another computer and run: histocast backbone "
            "import FILE --name imagenet.",
        ) from error

    return str(VGG16_Weights.IMAGENET1K_V1.url)


def fetch_imagenet(url: str | None = None) -> Generator[Progress, None, BackboneInfo]:
    """Download `url` (default: torchvision's weights), check its hash, import it and return the new backbone.

    The name of the file contains the expected hash.

    Raise PolicyError if the policy forbids network access, and BackboneError if the download fails or the hash differs.
    """
    if not policy().network:
        raise PolicyError(
            "The policy of this computer does not allow the program to use the network.",
            "Get the weights in another way and run: histocast backbone import FILE.",
        )
    address = url or imagenet_url()
    name = address.rsplit("/", 1)[-1]
    expected = name.removesuffix(".pth").rsplit("-", 1)[-1]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / name
        yield from _download(address, file, expected)
        return (yield from import_backbone(file, IMAGENET))


def _download(url: str, file: Path, expected: str) -> Generator[Progress, None, None]:
    digest = hashlib.sha256()
    try:
        with urlopen(url, timeout=_TIMEOUT_S) as answer, file.open("wb") as out:
            total = int(answer.headers.get("Content-Length") or 0)
            done = 0
            while chunk := answer.read(_CHUNK):
                out.write(chunk)
                digest.update(chunk)
                done += len(chunk)
                yield Progress("downloading weights", done, total)
    except (URLError, TimeoutError, ConnectionError) as error:
        raise BackboneError(
            f"The ImageNet weights could not be downloaded ({error}).",
            f"Check the connection, or download {url} on another computer and run: histocast backbone import FILE.",
        ) from error
    if not digest.hexdigest().startswith(expected):
        raise BackboneError(
            f"The downloaded weights are not the expected ones (SHA-256 {digest.hexdigest()[:12]}, not {expected}).",
            "Try again; if it happens twice, a proxy may be changing downloads.",
        )
