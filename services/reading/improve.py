"""The last step of reading: pages of text that fail the gate and have no picture to read again are repaired."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from services.reading.gate import judge
from services.reading.repair import repair_pages

if TYPE_CHECKING:
    from collections.abc import Sequence

    from services.directive.model import Page, Pages

TRUST = 0.8
"""Most that repaired text is trusted: its mistakes are real words, so its look proves nothing."""


def improve(pages: Pages, known: Sequence[str] = ()) -> Pages:
    """The pages, garbled ones repaired: source `repaired`, a lower score, a remark that tells a clerk to compare.

    `known` are names and abbreviations of the installation's units. Text that passes the gate and recognised text
    stay as they are, so improving twice is improving once.
    """
    repaired = repair_pages(pages, known)
    return replace(
        pages,
        pages=tuple(
            _marked(after) if after is not before else before
            for before, after in zip(pages.pages, repaired.pages, strict=True)
        ),
    )


def _marked(page: Page) -> Page:
    verdict = judge("\n".join(line.text for line in page.lines))
    score = TRUST if verdict.verdict == "too_short" else min(TRUST, verdict.valid_share)
    # what was said of the unrepaired page no longer holds; what was said of the file does
    about = tuple(remark for remark in page.remarks if not remark.startswith(f"Trang {page.number} "))
    return replace(page, score=score, remarks=(*about, _compare(page.number)))


def _compare(number: int) -> str:
    return (
        f"Trang {number}: chữ trong tệp bị lỗi dấu, đã được phục hồi tự động (không sửa số, ngày, ký hiệu); "
        "hãy đối chiếu với bản gốc trước khi dùng."
    )
