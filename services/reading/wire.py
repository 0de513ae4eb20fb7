"""Sheets as plain JSON values and back: the form in which they cross the border of the child process."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from services.reading.sheets import Sheet


def plain_from(sheets: list[Sheet]) -> list[dict[str, Any]]:
    """JSON-ready form of sheets."""
    return [asdict(sheet) for sheet in sheets]


def sheets_from(plain: list[dict[str, Any]]) -> list[Sheet]:
    """The sheets that `plain_from` wrote."""
    return [Sheet(one["number"], one["texts"], one["pixels"], tuple(one["remarks"])) for one in plain]
