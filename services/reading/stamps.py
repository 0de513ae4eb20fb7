"""Signature and publication stamps that signing software prints over a page: text, but not the directive's.

A scan with a stamp has a text layer of a few words; on a real layer the stamp precedes the header. Two forms are met:
"Ký bởi: … / Cơ quan: … / Thời gian ký: …" and "TRUNG TÂM CÔNG BÁO … / address / 21.01.2025 09:30:22 / +07:00".
"""

from __future__ import annotations

import re

SIGNED_AT = re.compile(
    r"^(?:Thời gian ký|Ngày ký|Signing time)\s*:|^\d{1,2}[./]\d{1,2}[./]\d{4},? \d{1,2}:\d{2}:\d{2}\b"
)
SIGNER = re.compile(r"^(?:Người ký|Ký bởi|Được ký bởi|(?:Digitally )?signed by)\s*:", re.IGNORECASE)
ADDRESS = re.compile(r"^[\w.+-]+@[\w.-]+$")
ZONE = re.compile(r"^[+-]\d{2}:\d{2}$")
REACH = 6
"""Lines. How far above its time a stamp may begin."""
HEADING = 3
"""Lines. A publisher's name above its address."""


def without_stamps(texts: list[str]) -> list[str]:
    """The same lines with those of stamps blanked, so that every other line keeps its number."""
    lines = [text.strip() for text in texts]
    stamped: set[int] = set()
    for at, line in enumerate(lines):
        if SIGNED_AT.search(line):
            stamped.update(range(_first(lines, at), at + 1))
            stamped.update(n for n in (at + 1,) if n < len(lines) and ZONE.match(lines[n]))
    return ["" if n in stamped else text for n, text in enumerate(texts)]


def _first(lines: list[str], at: int) -> int:
    """The first line of the stamp whose time stands at `at`; without signer or address the time stands alone."""
    for n in range(at - 1, max(-1, at - 1 - REACH), -1):
        if SIGNER.search(lines[n]):
            return n
        if ADDRESS.match(lines[n]):
            return _heading(lines, n)
    return at


def _heading(lines: list[str], address: int) -> int:
    """The line where the capitals above an address begin."""
    first = address
    while first > max(0, address - HEADING) and lines[first - 1].isupper():
        first -= 1
    return first
