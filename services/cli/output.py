"""Printing: JSON on stdout for machines, tables for people, complaints on stderr."""

from __future__ import annotations

import getpass
import json
import sys
import textwrap
from typing import TYPE_CHECKING

from rich.console import Console
from rich.markup import escape
from rich.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

SLIMMEST = 40
"""Columns; in a narrower window lines run over rather than break after every word."""
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


def warn(message: str) -> None:
    """A sentence on stderr about what does not stop the command."""
    err.print(f"[bold]Lưu ý:[/] {escape(message)}", highlight=False)


def table(title: str, columns: Sequence[str], rows: Iterable[Sequence[object]], whole: int = 1) -> None:
    """A table on stdout; empty cells for None. The first `whole` columns are never broken: people copy them."""
    grid = Table(title=title, title_justify="left", title_style="bold", header_style="bold", expand=False)
    for number, column in enumerate(columns):
        grid.add_column(column, overflow="fold", no_wrap=number < whole)
    for row in rows:
        grid.add_row(*(escape("" if cell is None else str(cell)) for cell in row))
    out.print(grid)


def say(text: str = "", indent: int = 0, hang: int = 0) -> None:
    """Paragraphs on stdout, as wide as the terminal; further lines stand `hang` blanks deeper than the first."""
    first, further = " " * indent, " " * (indent + hang)
    for paragraph in text.split("\n"):
        lines = textwrap.wrap(
            paragraph,
            max(out.width, SLIMMEST),
            initial_indent=first,
            subsequent_indent=further,
            break_on_hyphens=False,
            break_long_words=False,
        )
        for line in lines or [""]:
            out.print(escape(line), highlight=False, soft_wrap=True)


def line(text: str) -> None:
    """A line on stdout as it is, however long: rows of a table that are copied elsewhere."""
    sys.stdout.write(f"{text}\n")


def actor() -> str:
    """Who gives the command, for the audit trail."""
    return f"cli:{getpass.getuser()}"
