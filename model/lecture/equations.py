"""The lecture's equations, each with the file and the line of `reference/` that computes it.

The lines are found in the source, where a comment with the text of the equation marks the line. If the code moves, the
line numbers stay correct. If a comment is missing, `place` raises an error.
"""

import ast
import inspect
import io
import tokenize
from dataclasses import dataclass
from types import ModuleType

from model.reference import activations, elman, lstm

_NO_CODE = (tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER)


@dataclass(frozen=True)
class Equation:
    """An equation: what it defines, its text in the lecture's notation, and the module that computes it."""

    topic: str
    name: str
    text: str
    module: ModuleType


@dataclass(frozen=True)
class Place:
    """Where an equation is computed.

    `function` is "" outside functions. If the program was installed without its source, as the packaged program is,
    `line` (from 1) is None and `code` is "".
    """

    file: str
    function: str = ""
    line: int | None = None
    code: str = ""

    @property
    def text(self) -> str:
        """Return text such as "model/reference/elman.py:58", or only the file if the line is unknown."""
        return self.file if self.line is None else f"{self.file}:{self.line}"


_ELMAN, _BPTT, _LSTM, _S = "Elman network", "Back-propagation through time", "LSTM", "Activation"

EQUATIONS: tuple[Equation, ...] = (
    Equation(_S, "step", "s(xi) = 1 if xi >= 0, else 0", activations),
    Equation(_S, "logistic, sg", "s(xi) = 1 / (1 + exp(-xi))", activations),
    Equation(_S, "hyperbolic tangent, sh", "s(xi) = tanh(xi)", activations),
    Equation(_ELMAN, "first state", "h_0 = 0", elman),
    Equation(_ELMAN, "state", "h_t = s(U x_t + W h_(t-1))", elman),
    Equation(_ELMAN, "output", "y_t = s(V h_t)", elman),
    Equation(_ELMAN, "squared error", "E = sum_t sum_k 1/2 (y_tk - d_tk)^2", elman),
    Equation(_BPTT, "by the output", "dE/dy_tk = y_tk - d_tk", elman),
    Equation(
        _BPTT, "by the state", "dE/dh_tk = sum_k' dE/dy_tk' s' V_k'k + sum_k' dE/dh_(t+1)k' s' W_k'k", elman
    ),
    Equation(_BPTT, "by U", "dE/dU_kk' = sum_t dE/dh_tk s' x_tk'", elman),
    Equation(_BPTT, "by V", "dE/dV_kk' = sum_t dE/dy_tk s' h_tk'", elman),
    Equation(_BPTT, "by W", "dE/dW_kk' = sum_t dE/dh_tk s' h_(t-1)k'", elman),
    Equation("Gradient descent", "of U", "U <- U - rate dE/dU", elman),
    Equation("Gradient descent", "of V", "V <- V - rate dE/dV", elman),
    Equation("Gradient descent", "of W", "W <- W - rate dE/dW", elman),
    Equation(_LSTM, "first states", "h_0 = C_0 = 0", lstm),
    Equation(_LSTM, "forget, input and output gate", "f, i, o = sg(W h_(t-1) + U x_t)", lstm),
    Equation(_LSTM, "candidate", "C~ = sh(W_C h_(t-1) + U_C x_t)", lstm),
    Equation(_LSTM, "memory", "C_t = f o C_(t-1) + i o C~", lstm),
    Equation(_LSTM, "state", "h_t = o o sh(C_t)", lstm),
)


def place(equation: Equation) -> Place:
    """Return the file and line where `equation` is computed.

    Raise LookupError if not exactly one comment marks the line.
    """
    file = equation.module.__name__.replace(".", "/") + ".py"
    try:
        source = inspect.getsource(equation.module)
    except OSError:
        return Place(file)
    lines = marked_lines(source, equation.text)
    if len(lines) != 1:
        raise LookupError(f"{len(lines)} lines of {file} are marked with {equation.text!r} instead of one line.")
    [line] = lines
    return Place(file, _function_at(source, line), line, source.splitlines()[line - 1].partition("  # ")[0].strip())


def marked_lines(source: str, text: str) -> tuple[int, ...]:
    """Return the numbers (from 1) of the code lines that a comment `text` marks, at their end or on the line before."""
    tokens = list(tokenize.generate_tokens(io.StringIO(source).readline))
    code = sorted({token.start[0] for token in tokens if token.type not in _NO_CODE})
    comments = [token.start[0] for token in tokens if token.type == tokenize.COMMENT and token.string[2:] == text]
    return tuple(next(line for line in code if line >= comment) for comment in comments)


def _function_at(source: str, line: int) -> str:
    """Return the name of the function that contains `line` of `source`, or "" if it is outside functions."""
    functions = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef))
    return next((node.name for node in functions if node.lineno <= line <= (node.end_lineno or 0)), "")
