"""The only door to OpenVINO and NNCF: each reports its use to its makers over the network; through here neither does.

`import openvino` alone sends a report in the background unless its telemetry package cannot be imported; it is made
for that. Nothing in this program calls out unless the user asks for it, so the package is closed off before.
"""

import os
import sys

sys.modules["openvino_telemetry"] = None  # type: ignore[assignment]  # Python's way of saying: not to be had
os.environ["NNCF_CI"] = "1"  # NNCF's own switch, for build machines

import openvino  # noqa: E402
from openvino import opset13  # noqa: E402

__all__ = ["openvino", "opset13"]
