"""Describe the engine of a run (bundle, device and precision) as a value that can be sent to a worker."""

import tempfile
from collections.abc import Generator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from model.base.files import file_sha256
from model.base.progress import Progress
from model.result.prediction import Precision

if TYPE_CHECKING:
    from model.predict.engine import Engine


class EngineSource(Protocol):
    """Loads an engine. It is pickled, so its class must be defined in a module that workers can import."""

    def load(self, device: str = "") -> "Generator[Progress, None, Engine]":
        """Load the engine on `device`; "" means the device that the source specifies."""
        ...


@dataclass(frozen=True)
class BundleSource:
    """Loads the engine of a bundle.

    `content` holds the bytes of the bundle file, for workers that do not have the file. It is b"" if all workers have
    it.
    """

    bundle: Path
    sha256: str
    device: str
    precision: Precision
    content: bytes = b""

    def load(self, device: str = "") -> "Generator[Progress, None, Engine]":
        """Load the engine of the bundle on `device`; "" means the device of this source."""
        from model.predict.engine import load_engine  # loads torch

        wanted = device or self.device
        if not self.content or self._is_here():
            return (yield from load_engine(self.bundle, wanted, self.precision))
        with tempfile.TemporaryDirectory(prefix="histocast-") as folder:
            copy = Path(folder) / self.bundle.name
            copy.write_bytes(self.content)
            return (yield from load_engine(copy, wanted, self.precision))

    def with_content(self) -> "BundleSource":
        """Return a copy of this source that contains the bytes of its bundle file."""
        return replace(self, content=self.bundle.read_bytes())

    def _is_here(self) -> bool:
        return self.bundle.is_file() and file_sha256(self.bundle) == self.sha256
