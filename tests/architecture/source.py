"""The project's own source as the architecture tests see it."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from tests.needs import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class Module:
    """One Python file: its path from the root, dotted name, lines and syntax tree."""

    path: str
    name: str
    lines: int
    tree: ast.Module

    @property
    def room(self) -> str:
        """The room it belongs to: "services.office", "workers"."""
        parts = self.name.split(".")
        return parts[0] if parts[0] != "services" else ".".join(parts[:2])

    def functions(self) -> Iterator[tuple[str, int]]:
        """Name and length in lines of every function, nested ones included, decorators and docstring not."""
        for node in ast.walk(self.tree):
            if isinstance(node, Function):
                yield f"{self.path}:{node.lineno} {node.name}", length(node)

    def imports(self) -> set[str]:
        """Dotted names imported at run time: those under TYPE_CHECKING are left out."""
        found: set[str] = set()
        for node in _runtime_nodes(self.tree):
            if isinstance(node, ast.Import):
                found.update(alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module)
        return found


def length(node: Function) -> int:
    """Lines of a function's signature and body, without its docstring."""
    lines = (node.end_lineno or node.lineno) - node.lineno + 1
    first = node.body[0]
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str):
        lines -= (first.end_lineno or first.lineno) - first.lineno + 1
    return lines


def _runtime_nodes(node: ast.AST) -> Iterator[ast.AST]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test):
            continue
        yield child
        yield from _runtime_nodes(child)


@cache
def modules(*folders: str) -> tuple[Module, ...]:
    """Every Python file below the given folders of the project."""
    return tuple(_module(path) for folder in folders for path in sorted((ROOT / folder).rglob("*.py")))


def _module(path: Path) -> Module:
    text = path.read_text(encoding="utf-8")
    relative = path.relative_to(ROOT)
    name = ".".join(relative.with_suffix("").parts).removesuffix(".__init__")
    return Module(str(relative), name, len(text.splitlines()), ast.parse(text))
