"""HTML under the name of a Word file, as old e-office systems and "save as web page" make it. Runs inside the child."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import html

from services.errors import UnreadableFileError
from services.reading import refusals
from services.reading.legacy import restored
from services.reading.lines import sheets_of
from services.reading.sheets import REAL_TEXT, Sheet
from services.reading.sniff import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

UNSEEN = {"script", "style", "head", "title", "noscript", "template", "object", "select", "button", "nav"}
BLOCKS = {
    "address", "article", "blockquote", "body", "center", "dd", "div", "dl", "dt", "footer", "form", "h1", "h2", "h3",
    "h4", "h5", "h6", "header", "hr", "li", "main", "ol", "p", "pre", "section", "table", "tbody", "tr", "ul",
}  # fmt: skip
LIST_CELLS = 3
"""A row of so many cells is an entry of a list, two cells stand side by side as columns of the layout."""
MOST_DEPTH = 200


def read(content: bytes, name: str) -> list[Sheet]:
    """One sheet with the text of the page. Raises `UnreadableFileError` for a web page with too little text."""
    root = html.document_fromstring(content, parser=html.HTMLParser(encoding=_encoding(content), huge_tree=False))
    lines = [" ".join(line.split()) for line in "".join(_pieces(root, 0)).split("\n")]
    sheets = sheets_of(restored("\n".join(line for line in lines if line)))
    if sum(sheet.characters for sheet in sheets) < REAL_TEXT:
        raise UnreadableFileError(refusals.refusal(Kind.HTML, content, name).message)
    return sheets


def _encoding(content: bytes) -> str | None:
    """UTF-8 when the bytes are; else what the page declares."""
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return "utf-8"


def _pieces(element: HtmlElement, depth: int) -> Iterator[str]:
    """Text with a line feed around blocks; blanks inside are not yet joined."""
    tag = element.tag if isinstance(element.tag, str) else ""
    if tag and tag not in UNSEEN and depth < MOST_DEPTH:
        if tag == "tr":
            yield from _row(element, depth)
        else:
            edge = "\n" if tag in BLOCKS or tag == "br" else ""
            yield edge
            yield _flat(element.text)
            for child in element:
                yield from _pieces(child, depth + 1)
            yield edge
    yield _flat(element.tail)


def _row(row: HtmlElement, depth: int) -> Iterator[str]:
    """A row of a list on one line, with bars between its cells; else cell after cell."""
    cells = ["".join(_inside(cell, depth)) for cell in row if cell.tag in {"td", "th"}]
    if len(cells) >= LIST_CELLS:
        yield "\n" + " | ".join(" ".join(cell.split()) for cell in cells) + "\n"
    else:
        yield from (f"\n{cell}\n" for cell in cells)


def _inside(cell: HtmlElement, depth: int) -> Iterator[str]:
    yield _flat(cell.text)
    for child in cell:
        yield from _pieces(child, depth + 1)


def _flat(text: str | None) -> str:
    return " ".join(f"|{text}|".split())[1:-1] if text else ""
