"""The 29 kinds of văn bản hành chính (NĐ 30/2020/NĐ-CP, Điều 7) and their abbreviations (Phụ lục III, mục I)."""

from __future__ import annotations

from services.formality.text import bare

OFFICIAL_LETTER = "CÔNG VĂN"

# Công văn and thư công have no abbreviation: "CV" is a habit of speech, not a code.
CODES = {
    "NGHỊ QUYẾT": "NQ",
    "QUYẾT ĐỊNH": "QĐ",
    "CHỈ THỊ": "CT",
    "QUY CHẾ": "QC",
    "QUY ĐỊNH": "QyĐ",
    "THÔNG CÁO": "TC",
    "THÔNG BÁO": "TB",
    "HƯỚNG DẪN": "HD",
    "CHƯƠNG TRÌNH": "CTr",
    "KẾ HOẠCH": "KH",
    "PHƯƠNG ÁN": "PA",
    "ĐỀ ÁN": "ĐA",
    "DỰ ÁN": "DA",
    "BÁO CÁO": "BC",
    "BIÊN BẢN": "BB",
    "TỜ TRÌNH": "TTr",
    "HỢP ĐỒNG": "HĐ",
    "CÔNG VĂN": "",
    "CÔNG ĐIỆN": "CĐ",
    "BẢN GHI NHỚ": "BGN",
    "BẢN THỎA THUẬN": "BTT",
    "GIẤY ỦY QUYỀN": "GUQ",
    "GIẤY MỜI": "GM",
    "GIẤY GIỚI THIỆU": "GGT",
    "GIẤY NGHỈ PHÉP": "GNP",
    "PHIẾU GỬI": "PG",
    "PHIẾU CHUYỂN": "PC",
    "PHIẾU BÁO": "PB",
    "THƯ CÔNG": "",
}
_BY_BARE_NAME = {bare(name): name for name in CODES}


def known_type(text: str) -> str | None:
    """The type printed in that text, in the spelling of the decree; None when it is none of the 29."""
    return _BY_BARE_NAME.get(bare(text))
