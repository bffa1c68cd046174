"""Equations and the lines that compute them: the lines are found in the source, and are those that are meant."""

import inspect
import linecache
from pathlib import Path

import pytest

from model.lecture import equations
from model.lecture.equations import EQUATIONS, marked_lines, place

ROOT = Path(__file__).parents[3]
MEANT = {
    "s(xi) = 1 if xi >= 0, else 0": ("", "STEP = "),
    "s(xi) = 1 / (1 + exp(-xi))": ("", "LOGISTIC = "),
    "s(xi) = tanh(xi)": ("", "TANH = "),
    "h_0 = 0": ("forward", "h = np.zeros("),
    "h_t = s(U x_t + W h_(t-1))": ("forward", "h[t] = s("),
    "y_t = s(V h_t)": ("forward", "return Pass(x, h, s("),
    "E = sum_t sum_k 1/2 (y_tk - d_tk)^2": ("error", "return float(np.sum((y - d) ** 2) / 2)"),
    "dE/dy_tk = y_tk - d_tk": ("back_propagate", "dy = run.y - d"),
    "dE/dh_tk = sum_k' dE/dy_tk' s' V_k'k + sum_k' dE/dh_(t+1)k' s' W_k'k": ("through_time", "dh[t] += "),
    "dE/dU_kk' = sum_t dE/dh_tk s' x_tk'": ("back_propagate", "u=dh_s.T @ run.x"),
    "dE/dV_kk' = sum_t dE/dy_tk s' h_tk'": ("back_propagate", "v=dy_s.T @ run.h[1:]"),
    "dE/dW_kk' = sum_t dE/dh_tk s' h_(t-1)k'": ("back_propagate", "w=dh_s.T @ run.h[:-1]"),
    "U <- U - rate dE/dU": ("descend", "u=network.u - rate"),
    "V <- V - rate dE/dV": ("descend", "v=network.v - rate"),
    "W <- W - rate dE/dW": ("descend", "w=network.w - rate"),
    "h_0 = C_0 = 0": ("forward", "c, h = np.zeros("),
    "f, i, o = sg(W h_(t-1) + U x_t)": ("forward", "f[t - 1], i[t - 1], o[t - 1] = _SG.output("),
    "C~ = sh(W_C h_(t-1) + U_C x_t)": ("forward", "c_new[t - 1] = _SH.output("),
    "C_t = f o C_(t-1) + i o C~": ("forward", "c[t] = f[t - 1] * c[t - 1] + i[t - 1] * c_new[t - 1]"),
    "h_t = o o sh(C_t)": ("forward", "h[t] = o[t - 1] * _SH.output(c[t])"),
}


def test_every_equation_is_meant():
    assert [equation.text for equation in EQUATIONS] == list(MEANT)


@pytest.mark.parametrize("equation", EQUATIONS, ids=lambda equation: equation.text)
def test_the_line_computes_the_equation(equation):
    found, (function, code) = place(equation), MEANT[equation.text]
    assert found.function == function
    assert found.code.startswith(code)
    assert linecache.getline(str(ROOT / found.file), found.line).strip().startswith(code)
    assert found.text == f"{found.file}:{found.line}"


def test_a_comment_marks_its_own_line_or_the_next_line_of_code():
    source = "a = 1\n# y = s(x)\n\n# another\nb = 2\nc = 3  # z = t(x)\nd = '# y = s(x)'\n"
    assert marked_lines(source, "y = s(x)") == (5,)
    assert marked_lines(source, "z = t(x)") == (6,)
    assert marked_lines(source, "another") == (5,)
    assert marked_lines(source, "x") == ()


def test_lines_move_with_the_code(monkeypatch):
    before = place(EQUATIONS[4]).line
    source = inspect.getsource
    monkeypatch.setattr(inspect, "getsource", lambda module: source(module).replace('"""\n\n', '"""\n\n\n\n', 1))
    assert place(EQUATIONS[4]).line == before + 2


@pytest.mark.parametrize("times", [0, 2])
def test_a_lost_or_a_second_mark_is_an_error(monkeypatch, times):
    equation = EQUATIONS[4]
    mark, source = f"# {equation.text}", inspect.getsource(equation.module)
    changed = f"{source}\nA = 1  {mark}\n" if times else source.replace(mark, "#")
    monkeypatch.setattr(inspect, "getsource", lambda module: changed)
    with pytest.raises(LookupError, match=f"{times} lines of model/reference/elman.py"):
        place(equation)


def test_without_source_the_file_is_named(monkeypatch):
    def missing(module):
        raise OSError("could not get source code")

    monkeypatch.setattr(equations.inspect, "getsource", missing)
    assert place(EQUATIONS[-1]) == equations.Place("model/reference/lstm.py")
    assert place(EQUATIONS[-1]).text == "model/reference/lstm.py"
