"""Blocks of two columns are read column by column, rows of tables stay rows; no word is lost."""

from __future__ import annotations

import pytest

from services.reading.ocr.columns import in_reading_order
from services.reading.ocr.words import Seen, lines_of

WIDTH = 20
"""Pixels of a letter in the drawings below: one character each."""


def drawn(*rows: str) -> list[list[Seen]]:
    """Words at the columns where they stand in these rows."""
    lines = []
    for number, row in enumerate(rows):
        at, words = 0, []
        for text in row.split(" "):
            if text:
                box = (at * WIDTH, number * 60, (at + len(text)) * WIDTH, number * 60 + 40)
                words.append(Seen(text, *box, 0.9, (1, 1), number))
            at += len(text) + 1
        lines.append(words)
    return lines


def texts(lines: list[list[Seen]]) -> list[str]:
    return [" ".join(word.text for word in words) for words in lines]


HEADER = (
    "UBND TỈNH MẪU         CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "   SỞ NỘI VỤ            Độc lập - Tự do - Hạnh phúc",
    "Số: 12/KH-SNV         Mẫu, ngày 02 tháng 01 năm 2020",
)
LEFT = ["UBND TỈNH MẪU", "SỞ NỘI VỤ", "Số: 12/KH-SNV"]
RIGHT = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Mẫu, ngày 02 tháng 01 năm 2020"]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param(HEADER, LEFT + RIGHT, id="header"),
        pytest.param(
            (*HEADER, "V/v họp", "     Kính gửi: các phòng, ban và các đơn vị"),
            [*LEFT, *RIGHT, "V/v họp", "Kính gửi: các phòng, ban và các đơn vị"],
            id="what follows stays behind",
        ),
        pytest.param(
            ("UBND TỈNH MẪU         C0NG H0A XA H0I CHU NGHIA VIET NAM", *HEADER[1:]),
            [*LEFT, "C0NG H0A XA H0I CHU NGHIA VIET NAM", *RIGHT[1:]],
            id="letters read wrong",
        ),
        pytest.param(
            ("-    " + HEADER[0], *HEADER[1:]),
            ["- UBND TỈNH MẪU", *LEFT[1:], *RIGHT],
            id="a speck before the issuer",
        ),
        pytest.param(
            ("Nơi nhận:              GIÁM ĐỐC", "- Như trên;", "- Sở Nội vụ;          Nguyễn Văn Mẫu", "- Lưu: VT."),
            ["Nơi nhận:", "- Như trên;", "- Sở Nội vụ;", "- Lưu: VT.", "GIÁM ĐỐC", "Nguyễn Văn Mẫu"],
            id="recipients and signature",
        ),
        pytest.param(
            ("1    Tập huấn        Văn phòng", "2    Tuyên truyền    Thanh tra"),
            ["1 Tập huấn Văn phòng", "2 Tuyên truyền Thanh tra"],
            id="rows of a table",
        ),
        pytest.param(("một dòng", "hai dòng"), ["một dòng", "hai dòng"], id="plain text"),
        pytest.param((), [], id="nothing"),
    ],
)
def test_reading_order(rows, expected):
    assert texts(in_reading_order(drawn(*rows))) == expected


def test_no_word_is_lost_or_doubled():
    lines = drawn(*HEADER, "   KẾ HOẠCH", "Thực hiện   nhiệm vụ", "Nơi nhận:         GIÁM ĐỐC")
    before = sorted(word.text for words in lines for word in words)
    assert sorted(word.text for words in in_reading_order(lines) for word in words) == before


def test_the_table_of_the_engine_is_read_row_by_row():
    table = (
        "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"
        "1\t1\t0\t0\t0\t0\t0\t0\t99\t99\t-1\t\n"
        "5\t1\t1\t1\t1\t1\t10\t20\t30\t40\t96.5\tKẾ\n"
        '5\t1\t1\t1\t1\t2\t50\t20\t30\t40\t12.25\t"HOẠCH\n'
        "5\t1\t1\t1\t1\t3\t90\t20\t3\t4\t95\t \n"
        "5\t1\t1\t2\t1\t1\t10\t80\t30\t40\t-1\tmột\n"
        "broken row\n"
    )
    first, second = lines_of(table)
    assert [(word.text, word.left, word.right, word.bottom, word.confidence) for word in first] == [
        ("KẾ", 10, 40, 60, 0.965), ('"HOẠCH', 50, 80, 60, 0.1225),
    ]  # fmt: skip
    assert [(word.text, word.confidence) for word in second] == [("một", 0)]
