"""A phrasing as a whole document: a header of the form of Nghị định 30/2020 above, Nơi nhận and a signature below."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from services.directive.dates import spelt
from services.directive.model import Line, Page, Pages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.unit.directive.phrasings.cases import Case

CODES = {
    "KẾ HOẠCH": "KH",
    "CHỈ THỊ": "CT",
    "CÔNG ĐIỆN": "CĐ",
    "THÔNG BÁO": "TB",
    "QUYẾT ĐỊNH": "QĐ",
    "HƯỚNG DẪN": "HD",
    "BÁO CÁO": "BC",
}
MOTTO = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
FOOT = ("Nơi nhận:", "- Như trên;", "- Lưu: VT.")
TAILLESS = ("20", "21")
"""Tables whose texts have their own ends (recipients, signers) or are headers themselves."""


def pages_of(case: Case) -> Pages:
    """The pages of a case; a table row has its cells parted by " | ", as reading gives them."""
    lines = [*_header(case), *(line.replace("\t", " | ") for line in case.lines), *_footer(case)]
    numbered = (Line(1, number, line) for number, line in enumerate(lines, 1))
    return Pages(f"{case.id}.txt", (Page(1, tuple(numbered)),))


def _header(case: Case) -> Iterator[str]:
    if case.header:
        return
    code = CODES.get(case.doc_type)
    letters = "".join(word[0] for word in case.issuer.upper().replace(",", "").split() if word != "VÀ")
    symbol = f"Số: 217/{code}-{letters}" if code else f"Số: 217/{letters}-VP"
    yield f"{case.issuer.upper()}        {MOTTO[0]}"
    yield f"               {MOTTO[1]}"
    yield f"{symbol}        Đông Hải, {spelt(dt.date.fromisoformat(case.issued_on))}"
    yield from (case.doc_type, "Về việc phối hợp triển khai công tác của ngành", "") if code else ("V/v phối hợp", "")
    if case.greeted:
        yield from ("Kính gửi:", *(f"- {name};" for name in case.greeted[:-1]), f"- {case.greeted[-1]}.", "")


def _footer(case: Case) -> Iterator[str]:
    if not case.id.startswith(TAILLESS):
        yield from ("", *FOOT)
