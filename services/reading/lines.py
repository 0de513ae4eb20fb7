"""Cleaning of extracted text and its cutting into addressed pages and lines. Words are never changed."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING

from services.directive.model import Line, Page, Pages
from services.reading.sheets import Sheet
from services.reading.tabs import as_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

INVISIBLE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff]")
"""Control characters, soft hyphens, zero-width and direction marks: they hide in extracted text and in file names."""
LONGEST_NAME = 120


def clean(text: str) -> str:
    """One line as a person sees it: NFC, no invisible characters, hard blanks as blanks, no blanks at its end."""
    return INVISIBLE.sub("", unicodedata.normalize("NFC", text)).replace("\u00a0", " ").rstrip()


def native_page(sheet: Sheet) -> Page:
    """A sheet's own text; a line keeps its number even when lines before it are left out later."""
    texts = as_rows([clean(text) for text in sheet.texts])
    lines = tuple(Line(sheet.number, n, text) for n, text in enumerate(texts, 1))
    return Page(sheet.number, lines, remarks=sheet.remarks)


def joined(files: Sequence[Pages]) -> Pages:
    """The pages of several files as one document under the first one's name, numbered through."""
    pages = (page for one in files for page in one.pages)
    return Pages(files[0].file, tuple(_numbered(page, number) for number, page in enumerate(pages, 1)))


def _numbered(page: Page, number: int) -> Page:
    lines = tuple(replace(line, page=number) for line in page.lines)
    remarks = tuple(remark.replace(f"Trang {page.number} ", f"Trang {number} ") for remark in page.remarks)
    return replace(page, number=number, lines=lines, remarks=remarks)


def sheets_of(text: str) -> list[Sheet]:
    """Sheets of a running text: form feeds end pages, line feeds end lines; an empty last page is dropped."""
    parts = re.sub(r"\r\n?|\v|\u0085|\u2028|\u2029", "\n", text).split("\f")
    while len(parts) > 1 and not parts[-1].strip():
        parts.pop()
    return [Sheet(n, part.removesuffix("\n").split("\n")) for n, part in enumerate(parts, 1)]


def display_name(name: str) -> str:
    """A file name fit for a sentence: no folders, no control or direction characters, at most 120 characters."""
    base = INVISIBLE.sub("", re.split(r"[\\/]", name)[-1]).replace("\n", " ").strip()
    return (base if len(base) <= LONGEST_NAME else base[: LONGEST_NAME - 1] + "…") or "(không tên)"


def numbered_ranges(numbers: tuple[int, ...]) -> str:
    """Page numbers for a sentence: (1, 2, 3, 7) → "1–3, 7"."""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and spans[-1][1] == number - 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    return ", ".join(str(a) if a == b else f"{a}–{b}" for a, b in spans)
