from __future__ import annotations

import pytest

from services.directive import references
from tests.unit.directive.samples import lexicon, paragraphs


@pytest.mark.parametrize(
    ("text", "symbol", "date", "issuer"),
    [
        ("Kế hoạch số 53/KH-UBND ngày 16/01/2020 của UBND tỉnh về ban hành", "53/KH-UBND", "2020-01-16", "UBND tỉnh"),
        ("Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 của Chính phủ về", "61/2018/NĐ-CP", "2018-04-23", "Chính phủ"),
        ("Nghị định 30/2020/NĐ-CP của Chính phủ quy định", "30/2020/NĐ-CP", "None", "Chính phủ"),
        ("Kết luận số 97-KL/TW ngày 05 tháng 10 năm 2024 của Bộ Chính trị,", "97-KL/TW", "2024-10-05", "Bộ Chính trị"),
        ("Luật số 58/2014/QH13 ngày 20/11/2014", "58/2014/QH13", "2014-11-20", "None"),
        ("số 5442/UBND-\nKGVX ngày 10/10/2024 và", "5442/UBND-KGVX", "2024-10-10", "None"),
        ("Thông tư số 15/2020/TT- BGDĐT ngày 26 tháng 5 năm 2020", "15/2020/TT-BGDĐT", "2020-05-26", "None"),
        ("Công văn 12 /SGDĐT-VP của Sở Giáo dục và Đào tạo", "12/SGDĐT-VP", "None", "Sở Giáo dục và Đào tạo"),
        ("Thông tư số 4/2012/TT-BNV của Bộ Nội vụ Hướng dẫn về vị trí", "4/2012/TT-BNV", "None", "Bộ Nội vụ"),
        ("số 7/KH-A của Sở Văn hóa, Thể thao và Du lịch về", "7/KH-A", "None", "Sở Văn hóa, Thể thao và Du lịch"),
    ],
)
def test_cited_documents(text, symbol, date, issuer):
    (found,) = references.find(paragraphs(text), lexicon())
    assert (found.symbol, str(found.date), str(found.issuer)) == (symbol, date, issuer)


@pytest.mark.parametrize("text", ["24/7", "1/2 ngày", "70 km/h", "điện thoại 0276.3822/123", "tỷ lệ 95/100", "01/UBND"])
def test_what_is_no_citation(text):
    assert references.find(paragraphs(text), lexicon()) == ()


def test_the_document_itself_is_not_cited_and_a_dated_mention_wins():
    found = references.find(paragraphs("số 9/KH-A;\n\nsố 5/KH-B;\n\nsố 5/KH-B ngày 02/3/2024."), lexicon(), "9/KH-A")
    assert [(one.symbol, str(one.date)) for one in found] == [("5/KH-B", "2024-03-02")]
