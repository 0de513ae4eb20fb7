"""Readable means small: the caps of docs/architecture.md."""

from __future__ import annotations

import ast
from statistics import median

import pytest

from tests.architecture.source import Function, length, modules

SOURCE = modules("services", "workers")


@pytest.mark.parametrize(
    ("folders", "most_lines"),
    [(("services", "workers"), 300), (("tests",), 400), (("benchmarks",), 300)],
)
def test_no_module_outgrows_its_cap(folders, most_lines):
    assert [f"{m.path}: {m.lines}" for m in modules(*folders) if m.lines > most_lines] == []


def test_no_function_is_longer_than_40_lines():
    assert [f"{name}: {lines}" for m in SOURCE for name, lines in m.functions() if lines > 40] == []


def test_half_of_all_functions_have_at_most_9_lines():
    assert median(lines for m in SOURCE for _, lines in m.functions()) <= 9


def test_half_of_all_modules_have_at_most_120_lines():
    assert median(m.lines for m in SOURCE if not m.path.endswith("__init__.py")) <= 120


@pytest.mark.parametrize(
    ("module", "most_lines", "which"),
    [("services.pipeline", 25, "every"), ("workers.tasks", 5, "task")],
)
def test_the_flow_and_its_tasks_can_be_recited(module, most_lines, which):
    (found,) = [m for m in modules("services", "workers") if m.name == module]
    functions = [node for node in ast.walk(found.tree) if isinstance(node, Function)]
    wanted = [node for node in functions if which == "every" or _is_task(node)]
    assert wanted, f"{module} has no such function"
    assert [f"{node.name}: {body(node)}" for node in wanted if body(node) > most_lines] == []


def body(node: Function) -> int:
    """Lines below the signature, without the docstring."""
    signature = node.body[0].lineno - node.lineno
    return length(node) - signature


def _is_task(node: Function) -> bool:
    return any("task" in ast.unparse(decorator) for decorator in node.decorator_list)
