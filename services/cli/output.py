"""Printing: JSON on stdout for machines, tables for people, complaints on stderr."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from rich.console import Console
from rich.markup import escape
from rich.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

out = Console()
err = Console(stderr=True)


def emit(value: object) -> None:
    """One JSON object on one line of stdout."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, default=str) + "\n")
    sys.stdout.flush()


def complain(message: str, *details: str) -> None:
    """An error sentence on stderr, with its details below."""
    err.print(f"[bold red]Lỗi:[/] {escape(message)}", highlight=False)
    for detail in details:
        err.print(f"  - {escape(detail)}", highlight=False)


def table(title: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """A table on stdout; empty cells for None."""
    grid = Table(title=title, title_justify="left", title_style="bold", header_style="bold", expand=False)
    for column in columns:
        grid.add_column(column, overflow="fold")
    for row in rows:
        grid.add_row(*(escape("" if cell is None else str(cell)) for cell in row))
    out.print(grid)


def say(text: str) -> None:
    """A line on stdout."""
    out.print(escape(text), highlight=False)
