"""The tables of phrasings: plain text that a clerk can proof-read.

    === 04-02 · KẾ HOẠCH · 2025-05-19 · UBND tỉnh Đông Hải · without a comma and without "với"
    @ whom a letter greets, one a line
    the text, line by line as a page would have it; a tab parts the cells of a table
    ---
    instruction: giao | leads; parted so | coordinating units | the work | by when = 2026-05-10 before | implicit
    duty: who; else who | to whom | what | by when
    reference: symbol | date | issuer
    section: level | label | heading
    recipient: name
    signer: capacity | title | name
    header: field = value
    maybe: like an instruction; readers differ whether it is one
    none: instructions
    doubt: what a reader must ask
    gap: why this one is not read as the table says (yet, or on purpose)

A table is complete for each kind of line it has; `none` says that there is none of a kind. Empty fields at the end of a
line may be left out. `…` in a text stands for words left out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

KINDS = {
    "instruction": ("mode", "lead", "coordinating", "text", "deadline", "implicit"),
    "maybe": ("mode", "lead", "coordinating", "text", "deadline", "implicit"),
    "duty": ("who", "to", "what", "deadline"),
    "reference": ("symbol", "date", "issuer"),
    "section": ("level", "label", "heading"),
    "recipient": ("name",),
    "signer": ("capacity", "title", "name"),
}
NAMES = {
    "instruction": "instructions",
    "maybe": "maybe",
    "duty": "report_duties",
    "reference": "references",
    "section": "sections",
    "recipient": "recipients",
    "signer": "signer",
}
_HEAD = re.compile(r"(?m)^=== ")


@dataclass(frozen=True, slots=True)
class Due:
    """What a table says of a deadline: the words, the day, the recurrence, on which side of the day."""

    text: str
    date: str | None = None
    recurrence: str | None = None
    before: bool = False

    @classmethod
    def of(cls, written: str) -> Due | None:
        """ "trước ngày 10/5/2026 = 2026-05-10 before"; nothing written is no deadline."""
        text, _, rest = written.partition(" = ")
        words = rest.split()
        date = next((word for word in words if re.fullmatch(r"\d{4}-\d\d-\d\d", word)), None)
        recurrence = next((word for word in words if word not in {date, "before"}), None)
        return cls(text.strip(), date, recurrence, "before" in words) if text.strip() else None


@dataclass(slots=True)
class Case:
    """One phrasing: its place in the tables, the text, and what is to be read from it."""

    id: str
    doc_type: str
    issued_on: str
    issuer: str
    why: str
    greeted: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    expected: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    header: dict[str, str] = field(default_factory=dict)
    gap: str = ""
    doubt: str = ""


def read_cases(path: Path) -> Iterator[Case]:
    """The cases of one table."""
    for block in _HEAD.split(path.read_text("utf-8"))[1:]:
        head, _, rest = block.partition("\n")
        text, _, said = rest.partition("\n---\n")
        case = Case(*(part.strip() for part in head.split(" · ", 4)))
        for line in text.split("\n"):
            if line.startswith("@ "):
                case.greeted.append(line[2:])
            else:
                case.lines.append(line)
        for line in said.splitlines():
            _add(case, line)
        yield case


def _add(case: Case, line: str) -> None:
    kind, _, written = line.partition(":")
    if kind in {"gap", "doubt"}:
        setattr(case, kind, written.strip())
    elif kind == "none":
        case.expected.setdefault(written.strip(), [])
    elif kind == "header":
        name, _, value = written.partition("=")
        case.header[name.strip()] = value.strip()
    elif kind in KINDS:
        cells = [cell.strip() for cell in written.split("|")]
        names = KINDS[kind]
        if len(cells) > len(names):
            raise ValueError(f"{case.id}: too many cells: {line}")
        row = dict(zip(names, [*cells, *[""] * (len(names) - len(cells))], strict=True))
        case.expected.setdefault(NAMES[kind], []).append(row)
    elif line.strip() and not line.startswith("#"):
        raise ValueError(f"{case.id}: unknown line: {line}")
