"""What a clerk writes into `ket-qua.txt` beside a draft in a folder, read forgivingly and never guessed."""

from __future__ import annotations

import codecs
import datetime as dt
import re
import unicodedata

from services.office.port import ClerkDecision

FORM = """\
# Văn thư ghi kết quả xử lý vào các dòng dưới đây rồi lưu lại. Dòng bắt đầu bằng dấu # là chú thích.
# Kết quả là một trong ba: tiếp nhận, trả lại, ban hành.
Kết quả:

# Khi ban hành: số, ký hiệu đã cấp và ngày ban hành, ví dụ 215/SGDĐT-VP và 03/02/2020.
Số, ký hiệu:
Ngày ban hành:

# Khi trả lại: lý do, để người soạn biết phải sửa gì.
Lý do:
"""
DECISIONS = {"tiếp nhận": "accepted", "trả lại": "returned", "ban hành": "issued"}
_SYMBOL = re.compile(r"\d+[a-zA-Z]?/\S+")
_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")


class UnclearVerdictError(Exception):
    """Something was written that cannot be taken; the text says what is missing, in Vietnamese."""


def form() -> bytes:
    """The empty form as the editors of clerks like it: with a mark of its encoding and their line ends."""
    return codecs.BOM_UTF8 + FORM.replace("\n", "\r\n").encode()


def read(reference: str, raw: bytes) -> ClerkDecision | None:
    """The decision, or None while nothing was written. Raises UnclearVerdictError."""
    said = _lines(_decoded(raw))
    word = " ".join(said.get("kết quả", "").casefold().split()).rstrip(".")
    if not word:
        return None
    if word not in DECISIONS:
        raise UnclearVerdictError(f"Kết quả “{word}” không rõ: ghi tiếp nhận, trả lại hoặc ban hành.")
    decision, reason = DECISIONS[word], said.get("lý do", "")
    if decision == "returned" and not reason:
        raise UnclearVerdictError("Trả lại thì cần ghi lý do.")
    if decision != "issued":
        return ClerkDecision(reference, decision, reason=reason if decision == "returned" else "")
    symbol, day = said.get("số, ký hiệu", ""), _day(said.get("ngày ban hành", ""))
    if not _SYMBOL.fullmatch(symbol):
        raise UnclearVerdictError("Ban hành thì cần ghi số, ký hiệu, ví dụ 215/SGDĐT-VP.")
    if day is None:
        raise UnclearVerdictError("Ban hành thì cần ghi ngày ban hành, ví dụ 03/02/2020.")
    return ClerkDecision(reference, decision, symbol=symbol, issued_on=day.isoformat())


def _decoded(raw: bytes) -> str:
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return raw.decode("utf-16", errors="replace")
    return raw.decode("utf-8-sig", errors="replace")


def _lines(text: str) -> dict[str, str]:
    said = {}
    for line in unicodedata.normalize("NFC", text).splitlines():
        key, colon, value = line.partition(":")
        if colon and not line.lstrip().startswith("#"):
            said[" ".join(key.casefold().split())] = value.strip()
    return said


def _day(text: str) -> dt.date | None:
    written = _DAY.fullmatch(text)
    try:
        return dt.date(*(int(part) for part in reversed(written.groups()))) if written else dt.date.fromisoformat(text)
    except (ValueError, TypeError):
        return None
