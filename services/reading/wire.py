"""`Pages` as plain JSON values and back: the form in which they cross the border of the child process."""

from __future__ import annotations

from typing import Any

from services.directive.model import Line, Page, Pages


def plain_from(pages: Pages) -> dict[str, Any]:
    """JSON-ready form of native pages."""
    return {
        "file": pages.file,
        "pages": [
            {"number": page.number, "lines": [[line.number, line.text] for line in page.lines]} for page in pages.pages
        ],
    }


def pages_from(plain: dict[str, Any]) -> Pages:
    """The pages that `plain_from` wrote."""
    return Pages(
        plain["file"],
        tuple(
            Page(page["number"], tuple(Line(page["number"], number, text) for number, text in page["lines"]))
            for page in plain["pages"]
        ),
    )
