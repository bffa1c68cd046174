"""Import OpenVINO without the usage reports of OpenVINO and NNCF. All other modules import OpenVINO from here.

`import openvino` sends a usage report in the background, unless its telemetry package cannot be imported. OpenVINO
supports this case. This program uses the network only on the user's request, so it blocks the telemetry package first.
"""

import os
import sys

sys.modules["openvino_telemetry"] = None  # type: ignore[assignment]  # makes its import fail
os.environ["NNCF_CI"] = "1"  # NNCF's own switch to disable reports, intended for build machines

import openvino  # noqa: E402
from openvino import opset13  # noqa: E402
from openvino.frontend import (  # noqa: E402
    FrontEndManager,
    GeneralFailure,
    InitializationFailure,
    NotImplementedFailure,
    OpConversionFailure,
    OpValidationFailure,
)

ONNX_FAULTS: tuple[type[Exception], ...] = (
    GeneralFailure,
    InitializationFailure,
    NotImplementedFailure,
    OpConversionFailure,
    OpValidationFailure,
    RuntimeError,
)
"""Errors that OpenVINO raises for an ONNX file that it cannot read or convert."""

__all__ = ["ONNX_FAULTS", "FrontEndManager", "openvino", "opset13"]
