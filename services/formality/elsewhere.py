"""The rules of NĐ 30/2020/NĐ-CP that no function here judges, and what sees to them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

_TABLE = Path(__file__).parent / "data" / "elsewhere.txt"


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A rule that is no matter of one Word file: what it asks, and what sees to it (Vietnamese)."""

    id: str
    name: str
    where: str


def _read() -> dict[str, Elsewhere]:
    lines = (line for line in _TABLE.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#"))
    rows = ([cell.strip() for cell in line.split("|")] for line in lines)
    return {row[0]: Elsewhere(*row) for row in rows}


ELSEWHERE = _read()
