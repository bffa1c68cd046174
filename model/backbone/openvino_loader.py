"""Import OpenVINO without its usage reports and those of NNCF. All other modules import OpenVINO from here.

`import openvino` sends a usage report in the background, unless its telemetry package cannot be imported; OpenVINO
supports that case. This program uses the network only on the user's request, so the package is blocked first.
"""

import os
import sys

sys.modules["openvino_telemetry"] = None  # type: ignore[assignment]  # makes its import fail
os.environ["NNCF_CI"] = "1"  # NNCF's own switch to disable reports, intended for build machines

import openvino  # noqa: E402
from openvino import opset13  # noqa: E402

__all__ = ["openvino", "opset13"]
