from __future__ import annotations

import time

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
        ("công văn số 393/TCVG ngày 14/9/2001 của Sở Tài chính", "393/TCVG", "2001-09-14", "Sở Tài chính"),
        ("Quyết định số: 1145/QĐ.UBND.NN ngày 17/3/2010", "1145/QĐ.UBND.NN", "2010-03-17", "None"),
        ("văn bản số 164/2011/HCTNXP ngày 21 tháng 3 năm 2011", "164/2011/HCTNXP", "2011-03-21", "None"),
        ("Tờ trình 126/SKHĐT ngày 23/01/2007", "126/SKHĐT", "2007-01-23", "None"),
        ("Luật số 06/QH 10 ngày 20/5/1998", "06/QH10", "1998-05-20", "None"),
        ("Quyết định số 136/2001/QĐ.TTg ngày 17/9/2001", "136/2001/QĐ.TTg", "2001-09-17", "None"),
        ("Quyết định số 26/2003/QĐ–BGDĐT ngày 16/6/2003", "26/2003/QĐ-BGDĐT", "2003-06-16", "None"),
        ("số 103/BKH-KTĐP &LT ngày 7 tháng 01 năm 2008", "103/BKH-KTĐP&LT", "2008-01-07", "None"),
        ("Ngày 09/02/2021, Sở Y tế đã có Công văn số 94/SYT-KHTC về", "94/SYT-KHTC", "2021-02-09", "Sở Y tế"),
        ("Ngày 20/7/2010, Sở Nội vụ có Công văn số 21/SNV-VP về", "21/SNV-VP", "2010-07-20", "Sở Nội vụ"),
        ("Ngày 20/7/2010, đoàn kiểm tra đến. Thực hiện Công văn số 21/SNV-VP", "21/SNV-VP", "None", "None"),
        ("số 7/KH-A của Sở Văn hóa, Thể thao và Du lịch về", "7/KH-A", "None", "Sở Văn hóa, Thể thao và Du lịch"),
    ],
)
def test_cited_documents(text, symbol, date, issuer):
    (found,) = references.find(paragraphs(text), lexicon())
    assert (found.symbol, str(found.date), str(found.issuer)) == (symbol, date, issuer)


@pytest.mark.parametrize(
    "text",
    ["24/7", "1/2 ngày", "70 km/h", "điện thoại 0276.3822/123", "tỷ lệ 95/100", "01/UBND", "tổ 5/KP", "mức 3/TW"],
)
def test_what_is_no_citation(text):
    assert references.find(paragraphs(text), lexicon()) == ()


def test_the_document_itself_is_not_cited_and_a_dated_mention_wins():
    found = references.find(paragraphs("số 9/KH-A;\n\nsố 5/KH-B;\n\nsố 5/KH-B ngày 02/3/2024."), lexicon(), "9/KH-A")
    assert [(one.symbol, str(one.date)) for one in found] == [("5/KH-B", "2024-03-02")]


def test_a_long_word_in_capitals_behind_a_slash_takes_no_time():
    start = time.process_time()
    assert references.find(paragraphs(f"Công văn số 1/{'A' * 20_000}a"), lexicon()) == ()
    assert time.process_time() - start < 1
