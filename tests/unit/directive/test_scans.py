"""What scans do to a document: headers with bent letters, stamps between lines, misread labels."""

from __future__ import annotations

import pytest

from services.directive import issue, issuers, zones
from services.directive.labels import read_damaged
from services.directive.model import Line, Page, Pages, Source
from services.directive.understand import understand, unresolved_header
from tests.unit.directive.samples import lexicon, pages

HEAD = """\
Ký bởi: Sở Nội vụ
Thời gian ký: 05/03/2024 10:11:12

UBND TĨNH ĐỒNG THÁP CỘNG HÒA XÃ HỌI CHỦ NGHĨA YIỆT NAM
SƠ NÔI VU Đặc lập - Tự đo - Hạnh phúc

Số: 4§ /KH-SNV Đồng Tháp, ngày.ð2 thảng 3 năm 2024
[HỎA Tốc] KÉ HOẠCH
Kiểm tra công vụ năm 2024

[me riehng DNG-T^M # 71W O.. : `
trên địa bàn tỉnh

Thực hiện Kế hoạch số 12/KH-UBND ngày 06/01/2024, Sở Nội vụ xây dựng kế hoạch như sau:
"""
BODY = """\
I. MỤC ĐÍCH, YÊU CẦU
1. Mục đích
- Chấn chỉnh kỷ luật.
H. NỘI DUNG KIỂM TRA
I. Thời kỳ kiểm tra
- Từ ngày 01/01/2024.
HI. TỔ CHỨC THỰC HIỆN
1. Thanh tra Sở chủ trì, phối hợp với các phòng kiểm tra; hoàn thành chậm nhất ngày 16/12.
.v
3

2. Các phòng báo cáo kết quả về Thanh tra Sở trước ngày 20/11./.

Nơi nhậm:
- Như trên.
"""


STAMPED = [
    ("Số: 4§ /CT-UBND", 0.8), ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 0.96), ("Độc lập - Tự do - Hạnh phúc", 0.95),
    ("Đồng Tháp, ngày |2 tháng 3 năm 2024", 0.82), ("CHỈ THỊ", 0.92),
    ("| #RUNG TAM ĐÔNG BẢO +4 | Về việc tăng cường công tác kiểm tra hành chính", 0.7),
    ("CV T9: 7T? 7 | trong các cơ quan, đơn vị trực thuộc", 0.72), ("lụ Ni Hy: .cÓ /Í Ậâ L4Ÿ", 0.32),
    ("ĐEN | Chuyến: “trong thời gian qua, công tác kiểm tra tại các cơ quan của tỉnh", 0.87),
    ("đã đạt những kết quả tích cực, nhiều cơ quan, đơn vị được khen thưởng", 0.97),
    ("và học tập. Ủy ban nhân dân tỉnh yêu cầu các Sở, ban, ngành thực hiện ngay", 0.97),
    ("những việc sau đây, báo cáo kết quả về Sở Nội vụ trước ngày 20 tháng 11 tới", 0.97),
]  # fmt: skip


def test_a_stamp_of_receipt_beside_the_abstract_is_no_part_of_it():
    lines = [Line(1, number, text, confidence) for number, (text, confidence) in enumerate(STAMPED, 1)]
    directive = understand(Pages("a.pdf", (Page(1, tuple(lines), Source.OCR),)), None, lexicon())
    abstract = directive.header.abstract
    assert abstract is not None
    assert abstract.text == ("Về việc tăng cường công tác kiểm tra hành chính trong các cơ quan, đơn vị trực thuộc")
    assert abstract.evidence is not None
    assert abstract.evidence.quote == "Về việc tăng cường công tác kiểm tra hành chính"


def test_a_scanned_header():
    directive = understand(pages(HEAD + BODY, Source.OCR), None, lexicon())
    header = directive.header
    read = [
        value.text if value else None for value in (header.doc_type, header.issuer, header.parent_issuer, header.place)
    ]
    assert read == ["KẾ HOẠCH", "SỞ NỘI VỤ", "UBND TỈNH ĐỒNG THÁP", "Đồng Tháp"]
    assert header.notation is not None
    assert header.notation.text == "KH-SNV"
    assert header.abstract is not None
    assert header.abstract.text == "Kiểm tra công vụ năm 2024 trên địa bàn tỉnh"
    assert header.issued_month is not None
    assert header.issued_month.text == "2024-03"
    assert set(unresolved_header(directive)) == {"number", "issued_on"}


def test_a_scanned_body():
    directive = understand(pages(HEAD + BODY, Source.OCR), None, lexicon())
    assert [one.key for one in directive.sections] == ["I", "I.1", "II", "II.1", "III", "III.1", "III.2"]
    told = {one.key: one for one in directive.instructions}
    assert told["III.1"].lead == ("Thanh tra Sở",)
    assert told["III.1"].deadline is not None
    assert str(told["III.1"].deadline.date) == "2024-12-16"
    assert [(one.who, one.to) for one in directive.report_duties] == [(("Các phòng",), "Thanh tra Sở")]


@pytest.mark.parametrize(
    ("line", "number", "notation"),
    [
        ("Só.?2£X /BC-SNV Hậu Giang, ngày 5", None, "BC-SNV"),
        ("Số: 899 _“UBND-TTHC Quảng Trị", "899", "UBND-TTHC"),
        ("$6:565 /TB-UBND Hà Nam", "565", "TB-UBND"),
        ("Số: đ# /CT-UBND", None, "CT-UBND"),
        ("Só0934/STC-NS", "0934", "STC-NS"),
    ],
)
def test_a_scanned_number_is_a_hint(line, number, notation):
    fields = issue.read([Line(1, 1, line)], lexicon(), Source.OCR)
    assert fields["notation"].text == notation
    assert (fields["number"].text if "number" in fields else None) == number
    assert all(not fields[name].trusted for name in {"number", "issued_on"} & fields.keys())


@pytest.mark.parametrize(
    ("line", "place", "month"),
    [
        ("Bạc Liêu, ngày.) tháng 10 năm 2017", "Bạc Liêu", "2017-10"),
        ("Quảng Ngãi, ngà tháng 5 năm 2021", "Quảng Ngãi", "2021-05"),
        ("Số: 2 /CT-UBND Bắc Kạn, ngày 2# thángØ? năm 2021", "Bắc Kạn", "2021"),
        ("Tay Ninh, ngay {Fthdng 11 nam 2017", "Tây Ninh", "2017-11"),
        ("Kién Giang, ngay£0 théng 10 nm 2017", "Kiên Giang", "2017-10"),
        ("Hà Nội, ngày | tháng lÌ năm 2024", "Hà Nội", "2024-11"),
    ],
)
def test_place_and_month_survive(line, place, month):
    fields = issue.read([Line(1, 1, line)], lexicon(), Source.OCR)
    assert (fields["place"].text, fields["issued_month"].text) == (place, month)


@pytest.mark.parametrize(
    ("printed", "notation", "name"),
    [
        ("SỞ Y TẺ", "KH-SYT", "SỞ Y TẾ"),
        ("SO GIAO DUC VA PAO TAO", "KH-SGDDT", "SỞ GIÁO DỤC VÀ ĐÀO TẠO"),
        ("UBND TINH LONG AN", "TB-UBND", "UBND TỈNH LONG AN"),
        ("SỞ Y T YTẺ", "KH-SYT", "SỞ Y TẾ"),
        ("VĂN PHÒNG THƯỜNG TRỰC", "TB-PCTT", None),
        ("BAN CHỈ HUY PHÒNG THỦ DÂN SỰ TỈNH HÀ NAM", "TB-BCH", None),
    ],
)
def test_a_damaged_issuer_is_a_known_one_or_stays(printed, notation, name):
    assert issuers.known_name(printed, notation, lexicon()) == name


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("CHÍ THỊ", "CHỈ THỊ"),
        ("QUYÉT ĐỊNH", "QUYẾT ĐỊNH"),
        ("|HỎA Tốc| KÉ HOẠCH", "KẾ HOẠCH"),
        ("; KE HOACH .", "KẾ HOẠCH"),
        ("ĐỀ ÁN", "ĐỀ ÁN"),
        ("TỔ CHỨC THỰC HIỆN", None),
        ("Kế hoạch", None),
    ],
)
def test_the_type_line(line, expected):
    assert zones.type_of(line, lexicon()) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("CONG HOA XA HQI CHU NGHIA VIET NAM", True),
        ("Đặc lập - Tự đo - Hạnh phúc", True),
        ("BỘ CÔNG THƯƠNG CỘNG HOÀ XÃ HỌI 1 10 R", True),
        ("Căn cứ Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam;", False),
        ("Sở Nội vụ - Sở Tài chính - Sở Tư pháp", False),
    ],
)
def test_the_motto(line, expected):
    assert zones.has_motto(line, lexicon()) is expected


@pytest.mark.parametrize(
    ("line", "printed"),
    [
        ("H. NỘI DUNG KIỂM TRA", "H"),
        ("HI. TỔ CHỨC THỰC HIỆN", "HI"),
        ("I11. TỔ CHỨC THỰC HIỆN", "I11"),
        ("VHI. KINH PHÍ THỰC HIỆN", "VHI"),
        ("H. Nội dung", None),
        ("1.5. UBND", None),
    ],
)
def test_a_misread_number_before_capitals(line, printed):
    label = read_damaged(line)
    assert (label.printed if label else None) == printed
