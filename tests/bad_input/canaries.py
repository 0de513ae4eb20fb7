"""Personal data and secrets of nobody: what must never be found in a log."""

from __future__ import annotations

CANARIES = ("079204012345", "0912345678", "nguoi.dan@example.vn", "Trần Thị Chim Báo", "token-chim-bao-8c1f")
STRANGE_SYMBOL = "13\n\x1b[31m{}"
