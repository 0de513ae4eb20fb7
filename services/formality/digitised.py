"""RG-13: a digitised copy is a PDF of version 1.4 or later, in colour, 200 dots per inch or finer.

NĐ 30/2020/NĐ-CP, Phụ lục I, Phần II, Mục I, khoản 2. Whether it is 1:1 cannot be seen: nobody knows the paper.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from services.formality.model import Finding, Result, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

RULE: Final = "RG-13"
NAME: Final = "Bản số hóa"
ARTICLE: Final = "NĐ 30/2020/NĐ-CP, Phụ lục I, Phần II, Mục I, khoản 2"
#: 1.4, as PDF libraries count.
OLDEST: Final = 14
#: Dots per inch; scanners round, so that a page of 200 may say 199.
COARSEST: Final = 200
ROUNDING: Final = 2


class ScannedPage(NamedTuple):
    """A page that is a picture: its number, dots per inch, whether it has colours."""

    number: int
    dpi: int
    colour: bool


def check_digitised(version: int, pages: Sequence[ScannedPage]) -> tuple[Finding, ...]:
    """What RG-13 says of a PDF, at least one finding; one without scanned pages is no digitised copy."""
    if not pages:
        return (_finding(Result.NOT_APPLICABLE, NAME, "", "", ""),)
    return tuple(_faults(version, pages)) or (_finding(Result.PASS, NAME, "", "", ""),)


def _faults(version: int, pages: Sequence[ScannedPage]) -> Iterator[Finding]:
    if version < OLDEST:
        found, advice = f"phiên bản {version / 10:.1f}", "Lưu lại thành PDF 1.4 trở lên."
        yield _finding(Result.FAIL, "Toàn tệp", "PDF phiên bản 1.4 trở lên", found, advice)
    coarse = [page for page in pages if page.dpi < COARSEST - ROUNDING]
    if coarse:
        found = f"từ {min(page.dpi for page in coarse)} dpi"
        advice = f"Quét lại ở {COARSEST} dpi trở lên."
        yield _finding(Result.FAIL, _where(coarse, pages), f"{COARSEST} dpi trở lên", found, advice)
    if plain := [page for page in pages if not page.colour]:
        yield _finding(Result.FAIL, _where(plain, pages), "ảnh màu", "ảnh đen trắng hoặc xám", "Quét lại ở chế độ màu.")


def _where(own: Sequence[ScannedPage], pages: Sequence[ScannedPage]) -> str:
    return "Mọi trang quét" if len(own) == len(pages) else f"Trang {', '.join(str(page.number) for page in own)}"


def _finding(result: Result, place: str, expected: str, found: str, advice: str) -> Finding:
    return Finding(RULE, Severity.WARNING, result, place, expected, found, advice, ARTICLE)
