"""Repair of pages: a plan written by us, garbled by a render that was read with the English model."""

from __future__ import annotations

import re

import pytest
from rapidfuzz.distance import Levenshtein

from services.directive.model import Line, Page, Pages, Source
from services.reading.repair import changed_spans, repair_pages
from services.reading.repair.pages import Repairer
from tests.unit.reading.test_gate import ENGLISH, NATIVE

PRINTED = """\
SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG
Số: 48/KH-SNNMT Bình Lâm, ngày 09 tháng 3 năm 2026
KẾ HOẠCH

Phòng, chống hạn hán và xâm nhập mặn mùa khô năm 2026

Thực hiện Chỉ thị số 07/CT-UBND ngày 02/3/2026 của Ủy ban nhân dân tỉnh về
việc tăng cường phòng, chống hạn hán, Sở xây dựng kế hoạch như sau:

- Bảo đảm đủ nước sinh hoạt cho nhân dân, nước uống cho gia súc và nước tưới
cho 12.500 ha lúa, cây ăn quả; hạn chế thấp nhất thiệt hại do thiếu nước gây ra.
- Các đơn vị chủ động rà soát nguồn nước, sửa chữa hồ chứa, kênh mương trước

ngày 25/3/2026; phân công người trực thường xuyên tại các cống ngăn mặn.

1. Chi cục Thủy lợi chủ trì, phối hợp với Trung tâm Khuyến nông hướng dẫn
nông dân sử dụng nước tiết kiệm; đo độ mặn hai lần mỗi ngày và thông báo cho
chính quyền địa phương.
"""
GARBLED = """\
SO NONG NGHIEP VA MOI TRUONG
S6: 48/KH-SNNMT Binh Lam, ngay 09 thang 3 nam 2026
KE HOACH

Phong, chong han han va xém nhap man mua khé nam 2026

Thu hién Chi thi sé 07/CT-UBND ngay 02/3/2026 cia Uy ban nhan dan tinh vé
viéc tang cudng phong, chéng han han, S@ xay dung ké hoach nhu sau:

- Bao dam du nuéc sinh hoat cho nhan dan, nuéc uéng cho gia stic va nuéc tui
cho 12.500 ha lta, cay an qua; han ché thap nhat thiét hai do thiéu nuéc gay ra.
- Cac don vi cht d6ng ra soat ngu6n nuéc, stra chita h6 chtfa, kénh muong trudc

ngay 25/3/2026; phan céng ngu9i truc thudng xuyén tai cac céng ngan man.

1. Chi cuc Thty loi cht tri, phéi hop véi Trung tam Khuyén néng hung dan
ndng dan sir dung nuéc tiét kiém; do d6 man hai lan mdi ngay va thong bao cho
chinh quyén dia phuong.
"""
KNOWN = ("Sở Nông nghiệp và Môi trường tỉnh Bình Lâm", "Chi cục Thủy lợi")


def paginate(content: str, source: Source = Source.NATIVE) -> Pages:
    sheets = (sheet.removesuffix("\n").split("\n") for sheet in content.split("\f"))
    return Pages(
        "ke-hoach.txt",
        tuple(
            Page(n, tuple(Line(n, i, line) for i, line in enumerate(sheet, 1)), source)
            for n, sheet in enumerate(sheets, 1)
        ),
    )


def wrong(true: str, seen: str) -> float:
    """Share of words that differ."""
    return Levenshtein.distance(true.split(), seen.split()) / len(true.split())


def text(pages: Pages) -> str:
    return "\n".join(line.text for line in pages.lines)


@pytest.fixture(scope="module")
def repaired() -> Pages:
    return repair_pages(paginate(GARBLED))


def test_most_words_come_back(repaired):
    assert wrong(PRINTED, GARBLED) > 0.8
    assert wrong(PRINTED, text(repaired)) <= 0.06
    assert wrong(PRINTED, text(repair_pages(paginate(GARBLED), KNOWN))) <= 0.05


def test_repaired_pages_say_so_and_keep_what_was_printed(repaired):
    assert {page.source for page in repaired.pages} == {Source.REPAIRED}
    assert "\n".join(line.raw or line.text for line in repaired.lines) == GARBLED.removesuffix("\n")
    assert all(line.raw != line.text for line in repaired.lines)


def test_every_word_keeps_its_address(repaired):
    for line, raw in zip(repaired.lines, GARBLED.split("\n"), strict=False):
        assert re.sub(r"\S+", "#", line.text) == re.sub(r"\S+", "#", raw)
    assert [(line.page, line.number) for line in repaired.lines] == [(1, n) for n in range(1, len(repaired.lines) + 1)]


def test_numbers_dates_and_codes_never_change(repaired):
    kept = re.compile(r"\S*\d\S*[/.]\S*|\b\d+\b")
    assert kept.findall(text(repaired)) == kept.findall(GARBLED)


def test_changed_spans_name_the_changed_words(repaired):
    line = next(line for line in repaired.lines if line.text.startswith("Số"))
    assert line.raw is not None
    words = [line.text[start:end] for start, end in changed_spans(line)]
    assert words[:1] == ["Số:"]
    assert "48/KH-SNNMT" not in words
    assert "2026" not in words


def test_capitals_stay_capitals(repaired):
    first = repaired.lines[0]
    assert first.text == PRINTED.split("\n", 1)[0]


def test_repairing_twice_is_repairing_once(repaired):
    assert repair_pages(repaired) == repaired


@pytest.mark.parametrize(
    ("content", "source"),
    [
        pytest.param(NATIVE, Source.NATIVE, id="good text"),
        pytest.param(GARBLED, Source.OCR, id="recognised text has a picture"),
        pytest.param(GARBLED, Source.REPAIRED, id="repaired text"),
        pytest.param(ENGLISH, Source.NATIVE, id="another language"),
        pytest.param(NATIVE.encode().decode("latin-1"), Source.NATIVE, id="wrong encoding"),
        pytest.param("KE HOACH", Source.NATIVE, id="too short"),
        pytest.param("", Source.NATIVE, id="empty"),
    ],
)
def test_pages_that_stay_as_they_are(content, source):
    pages = paginate(content, source)
    assert repair_pages(pages) == pages


def test_only_garbled_pages_of_a_file_are_repaired():
    pages = repair_pages(paginate(f"{NATIVE}\f{GARBLED}"))
    assert [page.source for page in pages.pages] == [Source.NATIVE, Source.REPAIRED]


@pytest.mark.parametrize(("others", "source"), [(GARBLED, Source.REPAIRED), (NATIVE, Source.NATIVE)])
def test_a_short_last_page_goes_with_the_others(others, source):
    pages = repair_pages(paginate(f"{others}\fNoi nhan: Nhu trén; cac don vi truc thudc"))
    assert pages.pages[-1].source is source


def test_good_text_is_not_spoilt_even_when_it_is_forced_through():
    lines = f"{NATIVE}\n{PRINTED}".split("\n")
    assert Repairer.of().texts(lines, trust=1.0) == lines


def test_known_names_decide_where_the_language_cannot():
    line = "Truong Tiéu hoc Go Chéi phéi hop thuc hién"
    known = Repairer.of(("Trường Tiểu học Gò Chồi",))
    assert known.texts([line]) == ["Trường Tiểu học Gò Chồi phối hợp thực hiện"]


def test_known_abbreviations_are_protected():
    line = "Phong TACU va phong GDTrH thuc hién"
    assert Repairer.of(("Phòng TACU", "Phòng GDTrH")).texts([line]) == ["Phòng TACU và phòng GDTrH thực hiện"]
