"""Import OpenVINO with its usage reports, and those of NNCF, switched off; import OpenVINO only through this module.

`import openvino` alone sends a usage report in the background, unless its telemetry package cannot be imported, a case
that it supports. This program uses the network only on the user's request, so the package is blocked first.
"""

import os
import sys

sys.modules["openvino_telemetry"] = None  # type: ignore[assignment]  # makes its import fail
os.environ["NNCF_CI"] = "1"  # NNCF's own switch against reports, meant for build machines

import openvino  # noqa: E402
from openvino import opset13  # noqa: E402

__all__ = ["openvino", "opset13"]
